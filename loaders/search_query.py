"""What an analyst types into a search box → which stretches of text have to be there. See `parse`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from loaders.search_text import SOUND_MARK, fold, search_text, sound

_TOKEN = re.compile(r'(?P<minus>-?)"(?P<phrase>[^"]*)"?|(?P<word>\S+)')
_EITHER, _NOT = frozenset(("OR", "|")), "NOT"
_OTHER_NAMES, _KNOWN_PLACE = 3, 10_000
"""Names of hamlets are everyday words somewhere: a smaller place lends no other name to what was typed."""


@dataclass(frozen=True, slots=True)
class Term:
    """One thing asked for: any of its spellings, folded as `search_text` is; unwanted ones must be absent."""

    spellings: tuple[str, ...]
    wanted: bool = True


Query = tuple[tuple[Term, ...], ...]
"""Any one of the groups has to hold; a group holds when all of its terms do. Empty asks for nothing."""


@lru_cache(maxsize=256)
def parse(text: str) -> Query:
    """Words have all to be there, in any order; `"…"` is a phrase, `OR` or `|` parts alternatives, `-` or `NOT` excludes.

    A name finds its other spellings too, whether in Latin or Cyrillic letters: those that sound alike, and, for a place
    or unit known by another name, that name ("Kiev" finds Kyiv, "RSF" the Rapid Support Forces). A text of operators
    alone is looked for as it stands.
    """
    groups: list[list[Term]] = [[]]
    excluded = False
    for token in _TOKEN.finditer(text):
        word = token["word"]
        if word in _EITHER:
            groups.append([])
        elif word == _NOT:
            excluded = True
        else:
            minus, wanted = word is not None and word.startswith("-") and len(word) > 1, token["phrase"]
            asked = wanted if wanted is not None else word[1:] if minus else word
            if fold(asked).strip():
                groups[-1].append(_term(asked, wanted=not (excluded or minus or token["minus"])))
            excluded = False
    found = tuple(tuple(group) for group in groups if group)
    return found or (((Term((fold(text.strip()),)),),) if fold(text.strip()) else ())


def named(text: str, name: str) -> bool:
    """Whether a name has what was typed, in any spelling."""
    searched = _searched(name)
    return any(
        all(any(spelling in searched for spelling in term.spellings) is term.wanted for term in group)
        for group in parse(text)
    )


def highlights(text: str) -> list[str]:
    """The folded stretches that an article should show as found by what was typed, the longest first."""
    query = parse(text)
    wanted = {spelling for group in query for term in group if term.wanted for spelling in term.spellings}
    return sorted((spelling for spelling in wanted if SOUND_MARK not in spelling), key=lambda s: (-len(s), s))


@lru_cache(maxsize=100_000)
def _searched(name: str) -> str:
    return search_text({"sentence": name})


def _term(asked: str, *, wanted: bool) -> Term:
    spellings = dict.fromkeys([fold(asked).strip(), *map(fold, _other_names(asked))])
    words = asked.split()
    if len(words) == 1 and (heard := sound(words[0])):
        spellings[SOUND_MARK + heard] = None
    return Term(tuple(spellings), wanted)


def _other_names(asked: str) -> list[str]:
    """What a place or a unit is called in the event table, where its name is known by the lexicons."""
    from loaders import gazetteer
    from loaders.finders.unit_terms import UNITS

    known = gazetteer.default().entry(asked)
    places = [place for place in known.candidates[:_OTHER_NAMES] if place.population >= _KNOWN_PLACE]
    names = [place.name for place in places] if known.exact else []
    folded = fold(asked).strip()
    names += [row.name for row in UNITS.rows() if folded in map(fold, row.aliases)]
    return names
