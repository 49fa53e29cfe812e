"""Areas that were drawn on the map: in words, and as lines for a map."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy

from dashboard import palette, placing
from dashboard.layers import Datum
from dashboard.passages import visible
from dashboard.placing import Viewport
from loaders import Shape, shape_of

_BASEMAP = Path(__file__).parent / "static" / "basemap"
_KM = 111.2
"""A degree of latitude."""
_WIDE_KM = 1_500.0
"""A wider area is no longer told by the town in its middle."""
_NEAR_KM = 150.0
_NEAR_ZOOM = 8
"""The rank of a town whose file gives it none."""
_STEP = 1.0
"""Degrees of latitude after which a line gets another point: straight in degrees is bent on the map."""


def label(text: str) -> str:
    """An area in words, for a chip named "Within": "about 40 × 60 km around Bakhmut"."""
    shape = shape_of(text)
    if shape is None:
        return visible(text)
    middle, half = (shape.south + shape.north) / 2, (shape.west + shape.east) / 2
    across = (shape.east - shape.west) * _KM * math.cos(math.radians(middle))
    up = (shape.north - shape.south) * _KM
    across = (shape.east - shape.west) * _KM * math.cos(math.radians(middle))
    up = (shape.north - shape.south) * _KM
    what = "an outline" if shape.corners else "a box"
    if max(across, up) > _WIDE_KM:
        west, east = _degrees(shape.west, "E", "W"), _degrees(shape.east, "E", "W")
        what = "an outline" if shape.corners else "a box"
        return f"{what} from {west} to {east}, {_degrees(shape.south, 'N', 'S')} to {_degrees(shape.north, 'N', 'S')}"
    size = f"about {_round(across)} × {_round(up)} km {_where(shape, half, middle)}"
    return f"an outline, {size}" if shape.corners else size


def paths(texts: Sequence[str], dark: bool) -> list[Datum]:
    """The outline of each area as a closed line for `layers.dashes`."""
    ink = [*palette.channels(palette.theme(dark).ink), 200]
    return [
        {"path": [[x, y] for x, y in closed(shape)], "line": ink}
        for text in texts
        if (shape := shape_of(text)) is not None
    ]


def view(texts: Sequence[str], size: tuple[int, int]) -> Viewport | None:
    """A map's first view of the areas, in a picture of `size` pixels: whoever drew one wants to see it from near."""
    corners = [corner for text in texts if (shape := shape_of(text)) is not None for corner in shape.outline]
    return placing.fit([], corners, size) if corners else None


def closed(shape: Shape) -> list[tuple[float, float]]:
    """The outline with points close enough together to be drawn on any map; the first again at the end."""
    found = [shape.outline[0]]
    for (x, y), (c, d) in pairwise([*shape.outline, shape.outline[0]]):
        steps = max(1, math.ceil(abs(d - y) / _STEP))
        found += [(x + (c - x) * step / steps, y + (d - y) * step / steps) for step in range(1, steps + 1)]
    return found


def _where(shape: Shape, longitude: float, latitude: float) -> str:
    """The best known town in the inner half of the area, or else the nearest one, or else degrees."""
    names, ranks, towns = _towns()
    east = (towns[:, 0] - longitude + 180) % 360 - 180
    north = towns[:, 1] - latitude
    away = numpy.hypot(east * math.cos(math.radians(latitude)), north) * _KM
    inner = (abs(east) <= (shape.east - shape.west) / 4) & (abs(north) <= (shape.north - shape.south) / 4)
    if inner.any():
        best = min(numpy.flatnonzero(inner).tolist(), key=lambda town: (ranks[town], away[town]))
        return f"around {names[best]}"
    nearest = int(away.argmin())
    if away[nearest] <= _NEAR_KM:
        return f"near {names[nearest]}"
    return f"around {_degrees(latitude, 'N', 'S')} {_degrees(longitude, 'E', 'W')}"


@cache
def _towns() -> tuple[list[str], list[int], Any]:
    """The towns of the basemap: names, ranks (the lower the better known), longitudes and latitudes."""
    features = [
        feature
        for name in ("places", "places-near")
        for feature in json.loads((_BASEMAP / f"{name}.json").read_text(encoding="utf-8"))["features"]
    ]
    properties = [feature["properties"] for feature in features]
    points = numpy.array([feature["geometry"]["coordinates"] for feature in features], float)
    return [each["n"] for each in properties], [int(each.get("z", _NEAR_ZOOM)) for each in properties], points


def towns_in(west: float, south: float, east: float, north: float, most: int) -> list[tuple[str, float, float]]:
    """The best known towns of a window: name, longitude, latitude."""
    names, ranks, towns = _towns()
    held = (towns[:, 0] >= west) & (towns[:, 0] <= east) & (towns[:, 1] >= south) & (towns[:, 1] <= north)
    best = sorted(numpy.flatnonzero(held).tolist(), key=lambda town: ranks[town])[:most]
    return [(names[town], float(towns[town, 0]), float(towns[town, 1])) for town in best]


def _degrees(value: float, positive: str, negative: str) -> str:
    turned = (value + 180) % 360 - 180 if positive == "E" and abs(value) > 180 else value
    return f"{abs(turned):.1f}° {positive if turned >= 0 else negative}"


def _round(kilometres: float) -> str:
    """Two figures: nobody draws more exactly."""
    if kilometres < 10:
        return f"{kilometres:.1f}"
    step = 10 ** (math.floor(math.log10(kilometres)) - 1)
    return f"{round(kilometres / step) * step:,}"
