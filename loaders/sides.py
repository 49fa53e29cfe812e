"""Countries, peoples and camps: their names and adjectives, as reports write them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from loaders.lexicon import Lexicon
from loaders.terms import Terms


@dataclass(frozen=True)
class SideRow:
    line: int
    side: str
    country: str | None
    names: tuple[str, ...]
    adjectives: tuple[str, ...]


SIDES = Lexicon("sides", SideRow)


@cache
def side_adjectives() -> Terms[SideRow]:
    return Terms((adjective, row) for row in SIDES.rows() for adjective in row.adjectives)


@cache
def side_names() -> Terms[SideRow]:
    return Terms((name, row) for row in SIDES.rows() for name in (row.side, *row.names))


@cache
def countries() -> dict[str, str]:
    """Country code of each side that is a country, small letters."""
    return {row.side: row.country.lower() for row in SIDES.rows() if row.country}
