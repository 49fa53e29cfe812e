"""Where things go on the map: the view that holds them all, and glyphs at one spot spread round it. Plain geometry."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.marks import Mark

Position = tuple[float, float]
"""Longitude and latitude in degrees, as map layers take them."""

STEP_PIXELS = 17.0
MARGIN_PIXELS = 48
CLOSEST_ZOOM = 8.5
_TILE = 512
_KM_PER_DEGREE = 111.2
_WIDEST_FITTED_KM = 300.0


@dataclass(frozen=True, slots=True)
class Viewport:
    """Where the map looks: degrees, and zoom in web-map steps (0 = the world in 512 pixels)."""

    latitude: float
    longitude: float
    zoom: float


WORLD = Viewport(26.0, 32.0, 2.2)


def fit(drawn: Sequence[Mark], others: Sequence[Position], size: tuple[int, int]) -> Viewport:
    """The view of `size` pixels that holds all placed marks with their radius, and `others`; `WORLD` for none."""
    boxes: list[tuple[float, float, float]] = [(longitude, latitude, 0.0) for longitude, latitude in others]
    for mark in drawn:
        if mark.latitude is not None and mark.longitude is not None:
            boxes.append((mark.longitude, mark.latitude, min(mark.radius_km, _WIDEST_FITTED_KM) / _KM_PER_DEGREE))
    if not boxes:
        return WORLD
    west, east = min(x - r for x, _, r in boxes), max(x + r for x, _, r in boxes)
    south, north = min(_down(y - r) for _, y, r in boxes), max(_down(y + r) for _, y, r in boxes)
    across = max((east - west) / 360, 1e-6)
    tall = max(north - south, 1e-6)
    width, height = (max(pixels - 2 * MARGIN_PIXELS, 100) for pixels in size)
    zoom = math.log2(min(width / (_TILE * across), height / (_TILE * tall)))
    return Viewport(
        latitude=round(_latitude((south + north) / 2), 4),
        longitude=round((west + east) / 2, 4),
        zoom=round(min(max(zoom, 0.8), CLOSEST_ZOOM), 2),
    )


def _down(latitude: float) -> float:
    """Web-Mercator height of a latitude, the whole map being 1 high."""
    clipped = math.radians(min(max(latitude, -84.0), 84.0))
    return math.log(math.tan(math.pi / 4 + clipped / 2)) / (2 * math.pi)


def _latitude(height: float) -> float:
    return math.degrees(2 * math.atan(math.exp(height * 2 * math.pi)) - math.pi / 2)


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


def _ring_offset(index: int) -> tuple[float, float]:
    if index == 0:
        return 0.0, 0.0
    ring = math.ceil((math.sqrt(12 * index + 9) - 3) / 6)
    step = index - 3 * ring * (ring - 1) - 1
    angle = 2 * math.pi * step / (6 * ring) - math.pi / 2
    return STEP_PIXELS * ring * math.cos(angle), STEP_PIXELS * ring * math.sin(angle)
