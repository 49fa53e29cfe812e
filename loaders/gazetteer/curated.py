"""The curated lexicons as gazetteer places: countries, and what GeoNames does not hold (regions, rivers, bases, villages)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from loaders.gazetteer.names import AREAS
from loaders.gazetteer.spelling import key, without_article
from loaders.lexicon import Lexicon
from loaders.model import Candidate, PlacePrecision


@dataclass(frozen=True, slots=True)
class CountryRow:
    """A state or territory. `people` are its adjectives and demonyms; `radius_km` that of a disc of its area."""

    line: int
    code: str
    name: str
    aliases: tuple[str, ...]
    people: tuple[str, ...]
    lat: float
    lon: float
    radius_km: float


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place, region, river, front, base or self-declared entity. `weight` is read like a population: how likely it is meant.

    `overlaps` are the first-level areas that a self-declared entity claims; `country` is empty for what crosses borders.
    """

    line: int
    name: str
    aliases: tuple[str, ...]
    kind: str
    precision: PlacePrecision
    lat: float
    lon: float
    radius_km: float
    country: str | None
    admin1: str | None
    admin2: str | None
    overlaps: tuple[str, ...]
    weight: int


@dataclass(frozen=True, slots=True)
class BorderRow:
    """The land border of two states, by their codes: its middle, and how far in km its ends are from there."""

    line: int
    one: str
    other: str
    lat: float
    lon: float
    radius_km: float


COUNTRIES = Lexicon("places_countries", CountryRow)
BORDERS = Lexicon("places_borders", BorderRow)
PLACES = Lexicon("places", PlaceRow)

_COUNTRY_WEIGHT = 50_000_000
_BORDER_WEIGHT = 1_000_000


@dataclass(frozen=True, slots=True)
class Curated:
    """A curated place with the row that it comes from."""

    candidate: Candidate
    row: str
    kind: str
    overlaps: tuple[str, ...] = ()


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", key(name))


@cache
def by_name() -> dict[str, tuple[Curated, ...]]:
    """Every curated place under every key of its names."""
    found: dict[str, list[Curated]] = {}

    def add(names: tuple[str, ...], place: Curated) -> None:
        for folded in dict.fromkeys(part for name in names for part in (key(name), without_article(key(name)))):
            found.setdefault(folded, []).append(place)

    for country in COUNTRIES.rows():
        candidate = Candidate(
            name=country.name,
            lat=country.lat,
            lon=country.lon,
            precision=PlacePrecision.COUNTRY,
            country=country.code,
            admin1=None,
            gazetteer_id=f"country:{country.code}",
            radius_km=country.radius_km,
            population=_COUNTRY_WEIGHT,
        )
        add((country.name, *country.aliases), Curated(candidate, COUNTRIES.cite(country.line), "country"))
    for row in PLACES.rows():
        candidate = Candidate(
            name=row.name,
            lat=row.lat,
            lon=row.lon,
            precision=row.precision,
            country=row.country,
            admin1=row.admin1,
            gazetteer_id=f"curated:{_slug(row.name)}" + (f"-{row.country.lower()}" if row.country else ""),
            radius_km=row.radius_km,
            population=row.weight,
            admin2=row.admin2,
        )
        add((row.name, *row.aliases), Curated(candidate, PLACES.cite(row.line), row.kind, row.overlaps))
    for border in BORDERS.rows():
        name = border_name(border.one, border.other)
        if name is not None:
            candidate = Candidate(
                name=name,
                lat=border.lat,
                lon=border.lon,
                precision=PlacePrecision.AREA,
                country=None,
                admin1=None,
                gazetteer_id=f"border:{border.one}-{border.other}",
                radius_km=border.radius_km,
                population=_BORDER_WEIGHT,
            )
            add((name,), Curated(candidate, BORDERS.cite(border.line), "border"))
    return {folded: tuple(places) for folded, places in found.items()}


@cache
def _borders() -> frozenset[tuple[str, str]]:
    return frozenset((row.one, row.other) for row in BORDERS.rows())


def border_name(one: str, other: str) -> str | None:
    """The name under which the border of two states stands here; None where they have none."""
    pair = (min(one, other), max(one, other))
    return f"{country_name(pair[0])}-{country_name(pair[1])} border" if pair in _borders() else None


@cache
def _states() -> dict[str, str]:
    names = {key(name): row.code for row in COUNTRIES.rows() for name in (row.name, *row.aliases) if len(name) > 2}
    return names | {key(word): code for word, code in peoples().items()}


def state_code(words: str) -> str | None:
    """The code of the state that a name or adjective means: "Syria", "Syrian"."""
    return _states().get(key(words))


@cache
def peoples() -> dict[str, str]:
    """Adjective or demonym in small letters → country code."""
    return {word.lower(): row.code for row in COUNTRIES.rows() for word in row.people}


@cache
def _overlaps() -> dict[str, tuple[str, ...]]:
    return {
        place.candidate.gazetteer_id: place.overlaps
        for places in by_name().values()
        for place in places
        if place.overlaps
    }


def overlaps_of(gazetteer_id: str) -> tuple[str, ...]:
    """First-level areas that a region or self-declared entity covers or claims; empty where the lexicon names none."""
    return _overlaps().get(gazetteer_id, ())


@cache
def _country_names() -> dict[str, str]:
    return {row.code: row.name for row in COUNTRIES.rows()}


def country_name(code: str | None) -> str | None:
    """The English name of a country code; the code itself where the lexicon lacks it."""
    return _country_names().get(code, code) if code else None


@cache
def acronyms() -> frozenset[str]:
    """Names in the lexicons that are written in capitals: "UAE", "NSW", "DPR"; without stops."""
    names = [alias for row in COUNTRIES.rows() for alias in row.aliases]
    names += [alias for row in PLACES.rows() for alias in (row.name, *row.aliases)]
    names += [alias for row in AREAS.rows() for alias in row.aliases]
    return frozenset(name.replace(".", "") for name in names if name.isupper())
