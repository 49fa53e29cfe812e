"""Who is who in one article: full names, spellings, surnames alone, and public figures under one name each."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from loaders.finders.person_terms import FIGURES, PARTICLES
from loaders.finders.unit_names import slug
from loaders.model import Mention, Person
from loaders.terms import key, words

_ARABIC_ARTICLES = frozenset("al el as ash ad an ar at az".split())
_ROLES = 16
_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))


@dataclass(slots=True)
class Identity:
    """One person of the article, as it becomes known: name, rank, role, and the roles that he or she is called by."""

    person_id: str
    name: str
    parts: tuple[str, ...]
    rank: str | None = None
    role: str | None = None
    ranks: set[str] = field(default_factory=set)
    roles: list[str] = field(default_factory=list)


@lru_cache(maxsize=8192)
def folded(text: str) -> str:
    """Small letters without accents and apostrophes: how names are compared."""
    return unicodedata.normalize("NFKD", key(text)).encode("ascii", "ignore").decode() or key(text)


@lru_cache(maxsize=2048)
def name_parts(name: str) -> tuple[str, ...]:
    """The words of a name that tell people apart: no Arabic article, initial's stop or "Jr."."""
    parts = [folded(text) for text in words(name.replace("’", "'")).texts]
    return tuple(part for part in parts if part not in _ARABIC_ARTICLES and part not in _SUFFIXES) or tuple(parts)


@cache
def _figures() -> dict[tuple[str, ...], str]:
    """Full name of each public figure by each of the names in the lexicon."""
    found: dict[tuple[str, ...], str] = {}
    for row in FIGURES.rows():
        for name in (row.name, *row.shorts):
            found.setdefault(name_parts(name), row.name)
    return found


def identify(persons: Sequence[Mention[Person]]) -> tuple[list[Identity], dict[int, Identity]]:
    """The people whom the mentions name, and which mention (by index) names whom; longest names first."""
    order = sorted(
        range(len(persons)),
        key=lambda at: (-len(name_parts(persons[at].value.name)), "." in persons[at].value.name, at),
    )
    people: list[Identity] = []
    whose: dict[int, Identity] = {}
    by_word: dict[str, list[Identity]] = {}
    for at in order:
        person = persons[at].value
        parts = name_parts(person.name)
        match = _match(parts, by_word.get(parts[-1], []))
        name = person.name
        if match is None:
            full = _figures().get(parts)
            name = full or name
            match = next((one for one in by_word.get(name_parts(name)[-1], ()) if full and one.name == full), None)
        if match is None:
            match = Identity(slug(name), name, name_parts(name))
            people.append(match)
            for part in {*match.parts, *parts}:
                by_word.setdefault(part, []).append(match)
        whose[at] = match
    for at in range(len(persons)):
        _learn(whose[at], persons[at].value)
    return people, whose


def _match(parts: tuple[str, ...], people: list[Identity]) -> Identity | None:
    """The one known person whom these name words fit; None if none or two do."""
    if len(parts) == 1:
        fitting = [
            one for one in people if one.parts[-1] == parts[0] or (one.parts[0] == parts[0] and len(one.parts) > 1)
        ]
        last = [one for one in fitting if one.parts[-1] == parts[0]]
        fitting = last or fitting
    else:
        fitting = [one for one in people if one.parts[-1] == parts[-1] and _given_fits(parts[:-1], one.parts[:-1])]
    return fitting[0] if len(fitting) == 1 else None


def _given_fits(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """Whether given names agree: the same, or one a part of the other, or an initial."""
    if not ours or not theirs:
        return True
    if set(ours) <= set(theirs) or set(theirs) <= set(ours):
        return True
    return ours[0][0] == theirs[0][0] and 1 in (len(ours[0]), len(theirs[0]))


def _learn(identity: Identity, person: Person) -> None:
    if person.rank:
        identity.ranks.add(person.rank)
        identity.rank = identity.rank or person.rank
    if person.role:
        if person.role not in identity.roles[:_ROLES]:
            identity.roles.append(person.role)
        identity.role = identity.role or person.role


def surnames(people: Sequence[Identity]) -> dict[str, Identity]:
    """Last names that mean one person of the article; also "Abu X" by X."""
    found: dict[str, Identity | None] = {}
    for one in people:
        if len(one.parts) > 1 and len(one.parts[-1]) > 2 and one.parts[-1] not in PARTICLES:
            last = one.parts[-1]
            found[last] = one if last not in found else None
    return {last: one for last, one in found.items() if one is not None}
