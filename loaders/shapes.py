"""Areas drawn on a map, as text: a box `west,south,east,north`, or the corners of a polygon, `longitude,latitude` after each other."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

Corner = tuple[float, float]
"""Longitude and latitude in degrees."""

MOST_CORNERS = 20
_MOST_DRAWN = 2_000
_DEGREES = re.compile(r"-?[0-9]{1,3}(\.[0-9]{1,6})?", re.ASCII)
_DECIMALS = 3
# The longitude from 0 to 360 degrees east of the shape's western edge: so a shape may lie across the 180th meridian.
_EAST = "CASE WHEN longitude < ? THEN longitude + 360 WHEN longitude - 360 >= ? THEN longitude - 360 ELSE longitude END"


@dataclass(frozen=True, slots=True)
class Shape:
    """Degrees. `west` is from -180 to below 180, `east` above it and beyond 180 across the 180th meridian.

    A box has no corners. A polygon has three to `MOST_CORNERS` of them, the first not repeated; where its lines cross, the
    even-odd rule says what is inside. Edges of a box belong to it; a point on a line of a polygon is on either side.
    """

    west: float
    south: float
    east: float
    north: float
    corners: tuple[Corner, ...] = ()

    @property
    def outline(self) -> tuple[Corner, ...]:
        """The corners in order, the first not repeated."""
        if self.corners:
            return self.corners
        return ((self.west, self.south), (self.east, self.south), (self.east, self.north), (self.west, self.north))


def shape_of(text: str) -> Shape | None:
    """The shape that a text stands for; None where it stands for none. A box may cross the 180th meridian: `170,-20,-170,5`."""
    parts = text.split(",", 2 * MOST_CORNERS)
    if len(parts) not in (4, *range(6, 2 * MOST_CORNERS + 1, 2)) or not all(map(_DEGREES.fullmatch, parts)):
        return None
    numbers = [float(part) for part in parts]
    corners = tuple(zip(numbers[::2], numbers[1::2], strict=True))
    if not all(-180 <= x <= 540 and -90 <= y <= 90 for x, y in corners):
        return None
    if len(corners) == 2:
        (west, south), (east, north) = corners
        return _moved(west, south, east if east >= west else east + 360, north, ())
    (west, east), (south, north) = ((min(side), max(side)) for side in zip(*corners, strict=True))
    return _moved(west, south, east, north, corners)


def _moved(west: float, south: float, east: float, north: float, corners: tuple[Corner, ...]) -> Shape | None:
    """The shape with its western edge from -180 to below 180; None where it holds nothing or more than once round the globe."""
    if not (0 < east - west <= 360 and south < north):
        return None
    turn = 360 * math.floor((west + 180) / 360)
    return Shape(west - turn, south, east - turn, north, tuple((x - turn, y) for x, y in corners))


def box_text(west: float, south: float, east: float, north: float) -> str | None:
    """The text of a box of these bounds in degrees, `west` and `east` also beyond 180; None where it would hold nothing."""
    south, north = max(south, -90.0), min(north, 90.0)
    if not all(map(math.isfinite, (west, south, east, north))) or east <= west:
        return None
    if east - west >= 360:
        west, east = -180.0, 180.0
    turn = 360 * math.floor((west + 180) / 360)
    return _text((west - turn, south, east - turn, north))


def polygon_text(drawn: Sequence[Corner]) -> str | None:
    """The text of a line drawn round an area, with the corners that matter least left out; None where it would hold nothing."""
    every = math.ceil(len(drawn) / _MOST_DRAWN) or 1
    clipped = [(x, min(max(y, -90.0), 90.0)) for x, y in drawn[::every]]
    if not all(math.isfinite(degree) for corner in clipped for degree in corner):
        return None
    corners = _fewer([c for c, after in pairwise([*clipped, *clipped[:1]]) if c != after])
    turn = 360 * math.floor((min((x for x, _ in corners), default=0.0) + 180) / 360)
    return _text([degree for x, y in corners for degree in (x - turn, y)]) if len(corners) > 2 else None


def _fewer(corners: list[Corner]) -> list[Corner]:
    """At most `MOST_CORNERS`: again and again that one goes which makes the smallest triangle with its neighbours (Visvalingam)."""
    left = list(corners)
    while len(left) > MOST_CORNERS:
        sizes = [
            abs((x - a) * (d - b) - (c - a) * (y - b))
            for (a, b), (x, y), (c, d) in zip([left[-1], *left[:-1]], left, [*left[1:], left[0]], strict=True)
        ]
        del left[sizes.index(min(sizes))]
    return left


def _text(degrees: Sequence[float]) -> str | None:
    text = ",".join(f"{round(degree, _DECIMALS):.{_DECIMALS}f}".rstrip("0").rstrip(".") for degree in degrees)
    text = ",".join("0" if part == "-0" else part for part in text.split(","))
    return text if shape_of(text) else None


def condition(shape: Shape) -> tuple[str, list[float]]:
    """SQL on `latitude` and `longitude`, with its parameters: what `inside` says."""
    meant = [shape.west, shape.west]
    sql, values = f"(latitude BETWEEN ? AND ? AND {_EAST} <= ?", [shape.south, shape.north, *meant, shape.east]
    if shape.corners:
        crossings = []
        for x, y, along, up in _edges(shape):
            crossings.append(
                f"CAST((? > latitude) <> (? > latitude) AND {_EAST} < ? * (latitude - ?) / ? + ? AS INTEGER)"
            )
            values += [y, y + up, *meant, along, y, up, x]
        sql += f" AND ({' + '.join(crossings)}) % 2 = 1"
    return f"{sql})", values


def inside(shape: Shape, longitude: Any, latitude: Any) -> Any:
    """Which of the points, two arrays of degrees with NaN for unknown, lie in the shape."""
    import numpy

    east = numpy.where(longitude < shape.west, longitude + 360, longitude)
    east = numpy.where(longitude - 360 >= shape.west, longitude - 360, east)
    held = (latitude >= shape.south) & (latitude <= shape.north) & (east <= shape.east)
    if shape.corners:
        near = numpy.flatnonzero(held)
        east, north = east[near], latitude[near]
        odd = numpy.zeros(len(near), bool)
        for x, y, along, up in _edges(shape):
            odd ^= ((y > north) != (y + up > north)) & (east < along * (north - y) / up + x)
        held[near] = odd
    return held


def _edges(shape: Shape) -> Iterator[tuple[float, float, float, float]]:
    """Each line of a polygon as where it begins and how far it goes east and north; level ones say nothing of what is inside."""
    for (x, y), (c, d) in pairwise([*shape.corners, shape.corners[0]]):
        if d != y:
            yield x, y, c - x, d - y
