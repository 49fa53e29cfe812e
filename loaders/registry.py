"""What the vocabularies know of a name that the store holds: a unit's aliases, the sides there are, a label's person, a role's weight."""

from __future__ import annotations

from functools import cache

from loaders.finders.person_terms import RANKS
from loaders.finders.unit_terms import UNITS
from loaders.resolve.commands import leads
from loaders.sides import SIDES

__all__ = ["known_sides", "leads", "person_of", "unit_aliases"]


@cache
def _aliases() -> dict[str, tuple[tuple[str, bool], ...]]:
    return {row.name: tuple((a.removeprefix("?"), a.startswith("?")) for a in row.aliases) for row in UNITS.rows()}


def unit_aliases(name: str) -> tuple[tuple[str, bool], ...]:
    """Other names of a known unit, each with whether it is ambiguous; none for a unit that the vocabulary does not list."""
    return _aliases().get(name, ())


@cache
def known_sides() -> frozenset[str]:
    """Every side that a unit may have."""
    return frozenset(row.side for row in SIDES.rows()) | {row.side for row in UNITS.rows() if row.side}


@cache
def _ranks() -> frozenset[str]:
    return frozenset(row.rank for row in RANKS.rows())


@cache
def _most_words() -> int:
    return max(rank.count(" ") + 1 for rank in _ranks())


def person_of(label: str) -> str:
    """The name in a display label of a person, `Colonel Anton Bely (47th Brigade)` → `Anton Bely`: without rank and note."""
    words = label.partition(" (")[0].split(" ")
    for count in range(min(_most_words(), len(words) - 1), 0, -1):
        if " ".join(words[:count]) in _ranks():
            return " ".join(words[count:])
    return " ".join(words)
