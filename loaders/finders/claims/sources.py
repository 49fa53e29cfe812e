"""The source that a noun phrase names, as an analyst would write it."""

from __future__ import annotations

from dataclasses import dataclass

from loaders.finders.claims.kinds import kind_of
from loaders.finders.claims.noun_phrases import AUXILIARIES, DETERMINERS, PREPOSITIONS, PRONOUNS, REPORT_NOUNS
from loaders.finders.claims.words import Words
from loaders.model import SourceKind


@dataclass(frozen=True, slots=True)
class Source:
    """A source as written, without its article; `first` and `last` are word indices of the whole phrase (half-open)."""

    name: str
    kind: SourceKind
    first: int
    last: int
    outlet: bool = False
    platform: bool = False
    pronoun: bool = False
    rows: tuple[str, ...] = ()


def describe(words: Words, plain: str, first: int, last: int) -> Source | None:
    """The source that the phrase names; None where it names none ("the", "2014", "those")."""
    if last - first == 1 and words.small[first] in PRONOUNS:
        return Source(words.small[first], SourceKind.ANONYMOUS, first, last, pronoun=True)
    begin, end = first, _possessor(words, first, last)
    while begin < end and words.small[begin] in (
        "the",
        "a",
        "an",
        "its",
        "his",
        "their",
        "her",
        "our",
        "this",
        "these",
        "those",
    ):
        begin += 1
    while (
        end > begin
        and (not words.is_word(end - 1) or words.small[end - 1] in PRONOUNS)
        and words.small[end - 1] not in (")", "]")
    ):
        end -= 1
    if begin >= end or not any(letter.isalpha() for i in range(begin, end) for letter in words.text[i][:1]):
        return None
    if all(words.small[i] in DETERMINERS for i in range(begin, end)) and words.small[begin] not in (
        "some",
        "others",
        "many",
        "several",
    ):
        return None
    name = plain[words.start[begin] : words.end[end - 1]]
    if end < last:
        name = name.removesuffix("'s")
    if name.endswith("'s") or (end - begin == 1 and words.small[begin] in (*AUXILIARIES, *PREPOSITIONS)):
        return None
    kind, outlet, rows = kind_of(name)
    platform = outlet is not None and outlet.form == "platform"
    return Source(name, kind, first, last, outlet is not None, platform, rows=rows)


def _possessor(words: Words, first: int, last: int) -> int:
    """Where the name ends: before "'s report", so that the source is who reports, not the paper."""
    for index in range(last - 1, first - 1, -1):
        if words.small[index].endswith("'s"):
            owned = words.small[index + 1 : max(last, index + 5)]
            plain = not any(words.is_capital(i) for i in range(index + 1, last))
            return index + 1 if plain and not REPORT_NOUNS.isdisjoint(owned) else last
    return last
