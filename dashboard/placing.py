"""Where things go on the map: the view that holds the bulk of them, and glyphs at one spot spread round it. Plain geometry."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from dashboard.marks import Mark

Position = tuple[float, float]
"""Longitude and latitude in degrees, as map layers take them."""

STEP_PIXELS = 17.0
MARGIN_PIXELS = 48
"""Room for glyphs at the edge, for the zoom buttons and the credit."""
CLOSEST_ZOOM, CLOSEST_ZOOM_OF_ONE = 9.0, 7.0
HIDDEN_SHARE = 0.1
"""The largest share of the marks that may lie outside the first view, where leaving them out brings the rest closer."""
_WORTH_HIDING, _LEAST_FOR_BULK = 0.4, 10
"""Zoom steps that leaving out must gain, and the fewest marks of which any is left out."""
_TILE = 512
_EQUATOR_KM = 40_075.0
_WIDEST_FITTED_KM = 300.0
_FARTHEST_ZOOM = 0.8

Box = tuple[float, float, float]
"""Centre and reach on the Web-Mercator square, the whole map being 1 wide and 1 high."""


@dataclass(frozen=True, slots=True)
class Viewport:
    """Where the map looks: degrees, and zoom in web-map steps (0 = the world in 512 pixels).

    `outside`: how many placed events lie beyond the edge of the picture.
    """

    latitude: float
    longitude: float
    zoom: float
    outside: int = 0


WORLD = Viewport(26.0, 32.0, 2.2)


def fit(drawn: Sequence[Mark], others: Sequence[Position], size: tuple[int, int]) -> Viewport:
    """The view of `size` pixels for placed marks with their radius, and `others`; `WORLD` for none.

    It holds them all, or all but a few far ones (`HIDDEN_SHARE`) if the rest is seen much closer without those.
    """
    placed = [
        ((mark.longitude, mark.latitude), mark.radius_km)
        for mark in drawn
        if mark.longitude is not None and mark.latitude is not None
    ]
    centres = [square(*position) for position, _ in placed]
    # A country among towns must not push them into a corner; where all places are as wide, they are what is to be seen.
    widest = max(_WIDEST_FITTED_KM, min((radius for _, radius in placed), default=0.0))
    boxes = [(*square(*position), _reach(position[1], min(radius, widest))) for position, radius in placed]
    boxes += [(*square(*position), 0.0) for position in others]
    if not boxes:
        return WORLD
    x, y, zoom = _framed(boxes, size)
    bulk = _bulk(boxes, size)
    if bulk and (closer := _framed(bulk, size))[2] >= zoom + _WORTH_HIDING:
        x, y, zoom = closer
    pixels = _TILE * 2**zoom
    outside = sum(abs(a - x) * pixels > size[0] / 2 or abs(b - y) * pixels > size[1] / 2 for a, b in centres)
    return Viewport(round(_latitude(y), 4), round(x * 360 - 180, 4), round(zoom, 2), outside)


def _framed(boxes: Sequence[Box], size: tuple[int, int]) -> tuple[float, float, float]:
    """Centre and zoom of the view that holds all boxes."""
    west, east = min(x - reach for x, _, reach in boxes), max(x + reach for x, _, reach in boxes)
    top, bottom = min(y - reach for _, y, reach in boxes), max(y + reach for _, y, reach in boxes)
    width, height = (max(pixels - 2 * MARGIN_PIXELS, 100) for pixels in size)
    zoom = math.log2(min(width / max(east - west, 1e-9), height / max(bottom - top, 1e-9)) / _TILE)
    closest = CLOSEST_ZOOM if len({(x, y) for x, y, _ in boxes}) > 1 else CLOSEST_ZOOM_OF_ONE
    return (west + east) / 2, (top + bottom) / 2, min(max(zoom, _FARTHEST_ZOOM), closest)


def _bulk(boxes: Sequence[Box], size: tuple[int, int]) -> list[Box]:
    """All boxes but the few farthest from the median; none if they are too few to tell."""
    if len(boxes) < _LEAST_FOR_BULK:
        return []
    x, y = median(box[0] for box in boxes), median(box[1] for box in boxes)
    ordered = sorted(boxes, key=lambda box: max(abs(box[0] - x) / size[0], abs(box[1] - y) / size[1]))
    return ordered[: len(boxes) - int(len(boxes) * HIDDEN_SHARE)]


def square(longitude: float, latitude: float) -> tuple[float, float]:
    """Web-Mercator position, both from 0 (west, north) to 1; latitudes beyond 84 degrees count as 84."""
    clipped = math.radians(min(max(latitude, -84.0), 84.0))
    return (longitude + 180) / 360, 0.5 - math.log(math.tan(math.pi / 4 + clipped / 2)) / (2 * math.pi)


def _latitude(down: float) -> float:
    return math.degrees(2 * math.atan(math.exp((0.5 - down) * 2 * math.pi)) - math.pi / 2)


def _reach(latitude: float, radius_km: float) -> float:
    """A radius on the Web-Mercator square, at the scale of its centre."""
    return radius_km / _EQUATOR_KM / math.cos(math.radians(min(abs(latitude), 84.0)))


def pixel(position: Position, zoom: float) -> tuple[float, float]:
    """Pixels from the north-west corner of the world map at a zoom."""
    x, y = square(*position)
    return x * _TILE * 2**zoom, y * _TILE * 2**zoom


def circle(position: Position, radius_km: float, points: int = 72) -> list[Position]:
    """A closed line that is round on the map, as deck.gl draws a radius in metres."""
    x, y = square(*position)
    reach = _reach(position[1], radius_km)
    angles = [2 * math.pi * step / points for step in range(points + 1)]
    return [
        (round((x + reach * math.cos(a)) * 360 - 180, 3), round(_latitude(y + reach * math.sin(a)), 3)) for a in angles
    ]


def spread(positions: Sequence[Position]) -> list[tuple[float, float]]:
    """Pixel offsets that part marks at one spot: the first stays, the next lie in rings of 6, 12, 18 ... round it."""
    taken: dict[tuple[float, float], int] = {}
    offsets = []
    for longitude, latitude in positions:
        spot = (round(longitude, 4), round(latitude, 4))
        index = taken.get(spot, 0)
        taken[spot] = index + 1
        offsets.append(_ring_offset(index))
    return offsets


def rings(count: int) -> int:
    """How many rings round the middle `count` marks at one spot need."""
    return math.ceil((math.sqrt(12 * (count - 1) + 9) - 3) / 6)


def _ring_offset(index: int) -> tuple[float, float]:
    if index == 0:
        return 0.0, 0.0
    ring = rings(index + 1)
    step = index - 3 * ring * (ring - 1) - 1
    angle = 2 * math.pi * step / (6 * ring) - math.pi / 2
    return STEP_PIXELS * ring * math.cos(angle), STEP_PIXELS * ring * math.sin(angle)
