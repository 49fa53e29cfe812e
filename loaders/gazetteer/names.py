"""Names of administrative areas: the words for them, and the usual English names of those that GeoNames spells otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from loaders.lexicon import Lexicon
from loaders.model import PlacePrecision


@dataclass(frozen=True, slots=True)
class FeatureRow:
    """A word for a kind of place. `before`: "the village of X"; `after`: "X village"; `names`: it makes an unknown name a place."""

    line: int
    word: str
    precision: PlacePrecision
    before: bool
    after: bool
    names: bool
    administrative: bool
    radius_km: float


@dataclass(frozen=True, slots=True)
class AreaRow:
    """The usual English name of a first-level area that GeoNames calls `geonames`; `lat`, `lon` where its settlements misplace it."""

    line: int
    country: str
    geonames: str
    name: str
    aliases: tuple[str, ...]
    lat: float | None
    lon: float | None


@dataclass(frozen=True, slots=True)
class NameRow:
    """The usual English name of the settlement that GeoNames numbers `geonames`."""

    line: int
    geonames: int
    name: str


FEATURES = Lexicon("places_features", FeatureRow)
AREAS = Lexicon("places_areas", AreaRow)

NAMES = Lexicon("places_names", NameRow)

AREA_NAMES = {(row.country, row.geonames): row for row in AREAS.rows()}
PRESS_NAMES = {row.geonames: row.name for row in NAMES.rows()}
_ADMINISTRATIVE = frozenset(row.word for row in FEATURES.rows() if row.administrative) | {
    "autonomous",
    "muhafazat",
    "qada",
}


def area_core(name: str) -> str:
    """`name` without the words for its kind: `Kharkiv Oblast` → `Kharkiv`, `Autonomous Republic of Crimea` → `Crimea`."""
    words = name.split()
    kept = [word for word in words if word.lower() not in _ADMINISTRATIVE]
    while kept and kept[0].lower() == "of":
        kept.pop(0)
    return " ".join(kept) or name


@cache
def features() -> dict[str, FeatureRow]:
    """Feature word in small letters → its row."""
    return {row.word: row for row in FEATURES.rows()}


@cache
def cite_feature(word: str) -> str:
    """How `explain` names the row of a feature word."""
    return FEATURES.cite(features()[word].line)
