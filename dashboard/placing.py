"""Where things go on the map: the view that holds the bulk of them, and glyphs at one spot spread round it. Plain geometry."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from dashboard.marks import Mark

Position = tuple[float, float]
"""Longitude and latitude in degrees, as map layers take them."""

STEP_PIXELS = 17.0
MARGIN_PIXELS = (48, 32)
"""Room at the sides and at top and bottom: for glyphs at the edge, the zoom buttons and the credit."""
CLOSEST_ZOOM, CLOSEST_ZOOM_OF_ONE = 9.0, 7.0
HIDDEN_SHARE = 0.1
"""The largest share of the marks that may lie outside the first view, where leaving them out brings the rest closer."""
_FEW = 20
"""Fewer marks than this are all in view."""
_PRICE, _TRIM_STEPS = 4.0, 8
"""Zoom steps that leaving all marks out would have to gain, and how finely the trimming is tried out."""
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
    x, y, zoom = _framed(boxes, int(len(placed) * HIDDEN_SHARE) if len(placed) >= _FEW else 0, size)
    pixels = _TILE * 2**zoom
    outside = sum(abs(a - x) * pixels > size[0] / 2 or abs(b - y) * pixels > size[1] / 2 for a, b in centres)
    return Viewport(round(latitude(y), 4), round(x * 360 - 180, 4), round(zoom, 2), outside)


def _framed(boxes: Sequence[Box], most: int, size: tuple[int, int]) -> tuple[float, float, float]:
    """Centre and zoom of the view that holds all boxes but `most`; how many to trim from each side is tried out."""
    wests, easts = (
        sorted(x - reach for x, _, reach in boxes),
        sorted((x + reach for x, _, reach in boxes), reverse=True),
    )
    tops, bottoms = (
        sorted(y - reach for _, y, reach in boxes),
        sorted((y + reach for _, y, reach in boxes), reverse=True),
    )
    closest = CLOSEST_ZOOM if len({(x, y) for x, y, _ in boxes}) > 1 else CLOSEST_ZOOM_OF_ONE
    steps = sorted({round(most * step / _TRIM_STEPS) for step in range(_TRIM_STEPS + 1)})
    best, worth = (wests[0], easts[0], tops[0], bottoms[0]), -math.inf
    for trimmed in product(steps, repeat=4):
        if (hidden := sum(trimmed)) > most:
            continue
        left, right, up, down = trimmed
        frame = wests[left], easts[right], tops[up], bottoms[down]
        gain = min(_zoom(frame, size), closest) - hidden / len(boxes) * _PRICE
        if gain > worth:
            best, worth = frame, gain
    west, east, top, bottom = best
    kept = [
        (x, y, reach)
        for x, y, reach in boxes
        if x - reach >= west and x + reach <= east and y - reach >= top and y + reach <= bottom
    ]
    # What one side trims off may have been the farthest on another side too.
    west, east = min(x - reach for x, _, reach in kept), max(x + reach for x, _, reach in kept)
    top, bottom = min(y - reach for _, y, reach in kept), max(y + reach for _, y, reach in kept)
    return (west + east) / 2, (top + bottom) / 2, min(_zoom((west, east, top, bottom), size), closest)


def _zoom(frame: tuple[float, float, float, float], size: tuple[int, int]) -> float:
    west, east, top, bottom = frame
    width, height = (max(pixels - 2 * margin, 100) / _TILE for pixels, margin in zip(size, MARGIN_PIXELS, strict=True))
    return max(math.log2(min(width / max(east - west, 1e-9), height / max(bottom - top, 1e-9))), _FARTHEST_ZOOM)


def square(longitude: float, latitude: float) -> tuple[float, float]:
    """Web-Mercator position, both from 0 (west, north) to 1; latitudes beyond 84 degrees count as 84."""
    clipped = math.radians(min(max(latitude, -84.0), 84.0))
    return (longitude + 180) / 360, 0.5 - math.log(math.tan(math.pi / 4 + clipped / 2)) / (2 * math.pi)


def latitude(down: float) -> float:
    """Degrees north of a position on the Web-Mercator square."""
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
        (round((x + reach * math.cos(a)) * 360 - 180, 3), round(latitude(y + reach * math.sin(a)), 3)) for a in angles
    ]


def spread(positions: Sequence[Position]) -> list[tuple[float, float]]:
    """Pixel offsets that part marks at one spot: the first stays, the next lie in rings of 6, 12, 18 ... round it."""
    taken: dict[tuple[float, float], int] = {}
    offsets = []
    for position in positions:
        spot = (round(position[0], 4), round(position[1], 4))
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
