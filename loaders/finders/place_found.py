"""Capitalised runs, their words, and the names that the gazetteer knows in them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from loaders.gazetteer import Gazetteer
from loaders.gazetteer.lookup import Entry
from loaders.gazetteer.spelling import ARTICLES, key

UPPER = "A-ZÀ-ÖØ-ÞĀ-ŒŠŚŞŠȘŢŤȚŽŻŹḨḐḪḾ-ẞЀ-ЯҐІЇЄ"
# Capitalised words, with the small words that stand inside names between them. "U.S." keeps its stops.
RUN = re.compile(
    rf"(?<![\w'])(?:[a-z]{{1,3}}[-'])?[{UPPER}](?:(?:\.[{UPPER}]\b)+\.?|[\w']*)"
    rf"(?:[ -](?:(?:of|the|de|la|las|los|le|du|des|del|da|do|al|el|ar|as|ash|ad|an|at|az|ez|es|er|and|on|sur)[ -]){{0,2}}"
    rf"(?:[a-z]{{1,3}}['-])?[{UPPER}](?:(?:\.[{UPPER}]\b)+\.?|[\w']*))*"
)
_PIECE = re.compile(r"[^\s-]+")
# Articles that are no English word: "al Raqqah" may be one name, "at Raqqah" is two words.
_SURE_ARTICLES = frozenset(("al", "el", "ar", "ash", "adh", "az", "ez"))
_LONGEST = 7
_LONGEST_WORD = 60
IN_A_NAME = "places/in-a-name"
"""The rule of a name that "of" ties to a body: "Government of Iraq". It names a place, but no place of anything."""


@dataclass(frozen=True, slots=True)
class Found:
    """A name in a sentence, offsets in the sentence, before roles and containment are read. `name` leaves the feature word out."""

    start: int
    end: int
    name: str
    entry: Entry
    support: int
    rule: str
    feature: str | None = None
    rows: tuple[str, ...] = ()


class Piece(NamedTuple):
    """One word of a run. `joined` is the character before it: space, hyphen, or empty at the start of the run.

    `folded` is its key without a possessive ending, `whole` with it; `capital` also holds for "d'Ivoire".
    """

    start: int
    end: int
    text: str
    folded: str
    whole: str
    joined: str
    capital: bool


def bare(word: str) -> str:
    """A word without its possessive ending."""
    return word[:-2] if word.endswith("'s") else word.removesuffix("'")


def pieces_of(run: re.Match[str]) -> list[Piece]:
    text, base = run.group(), run.start()
    pieces = []
    for part in _PIECE.finditer(text):
        start, word = part.start(), part.group()[:_LONGEST_WORD]
        whole = key(word)
        folded = key(bare(word)) if "'" in word else whole
        capital = word[0].isupper() or (word[1:2] == "'" and word[2:3].isupper())
        pieces.append(
            Piece(base + start, base + part.end(), word, folded, whole, text[start - 1] if start else "", capital)
        )
    return pieces


def goes_on(pieces: list[Piece], place: int) -> bool:
    """Whether an Arabic article at `place` ties the next word to the one before: "Ras" is no place in "Ras al-Ain"."""
    if place + 1 >= len(pieces) or pieces[place].capital or not pieces[place + 1].capital:
        return False
    article, after = pieces[place], pieces[place + 1]
    return article.folded in _SURE_ARTICLES or (article.folded in ARTICLES and after.joined == "-")


def longest(pieces: list[Piece], place: int, gazetteer: Gazetteer) -> int:
    """How many pieces from `place` on make the longest known name; 0 for none."""
    piece = pieces[place]
    if not piece.folded or not (
        piece.capital or piece.folded in ARTICLES or (len(piece.text) > 3 and piece.text[2] in "'")
    ):
        return 0
    ahead = pieces[place : place + _LONGEST]
    possessives = [number for number, part in enumerate(ahead) if part.whole != part.folded]
    best = gazetteer.longest(" ".join([part.whole for part in ahead]))
    if possessives and best.count(" ") <= (owned := possessives[0]):
        best = gazetteer.longest(" ".join([*(part.whole for part in ahead[:owned]), ahead[owned].folded])) or best
    count = best.count(" ") + 1 if best else 0
    while count and not ahead[count - 1].capital:
        count -= 1
    if count:
        return count
    if not piece.capital:
        # "al-Raqqah", "el-Geneina": the entry may stand under another article or none.
        bound = len(ahead) > 1 and ahead[1].capital and (ahead[1].joined == "-" or piece.folded in _SURE_ARTICLES)
        if bound and gazetteer.entry(f"{piece.folded} {ahead[1].folded}").candidates:
            return 2
        return 0
    return 1 if len(piece.folded) >= 5 and gazetteer.entry(piece.folded).candidates else 0
