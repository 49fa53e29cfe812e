"""Vague places → circles for the map: the vaguer, the fainter, so that a country does not drown the points in it."""

from __future__ import annotations

from collections.abc import Iterable

from dashboard import palette, placing
from dashboard.layers import Datum
from dashboard.marks import Mark

EXACT = frozenset({"point", "settlement", ""})
"""Place precisions that are a point at the scale of the map; an unknown one promises no circle."""
WIDE_KM = 300.0
"""A circle of more than this is only a dashed hairline, in no event's colour."""
_FULL_KM, _FULL_ALPHA = 40.0, 34
_LINE_ALPHA, _WIDE_LINE_ALPHA = 120, 150


def vague(mark: Mark) -> bool:
    return mark.place_precision not in EXACT


def discs(marks: Iterable[Mark], dark: bool) -> list[Datum]:
    """One filled circle for each vague place up to `WIDE_KM`, the widest first; colour of its first event's type."""
    found: dict[tuple[float, float, float], Datum] = {}
    for mark in marks:
        if mark.longitude is not None and mark.latitude is not None and vague(mark) and 0 < mark.radius_km <= WIDE_KM:
            ink = palette.channels(palette.colour(mark.event_type, dark))
            share = min(1.0, _FULL_KM / mark.radius_km)
            circle = {
                "position": [mark.longitude, mark.latitude],
                "radius": mark.radius_km * 1000,
                "fill": [*ink, round(_FULL_ALPHA * share)],
                "line": [*ink, round(_LINE_ALPHA * (0.5 + share / 2))],
            }
            found.setdefault((mark.longitude, mark.latitude, mark.radius_km), circle)
    return sorted(found.values(), key=lambda circle: -float(circle["radius"]))


def outlines(marks: Iterable[Mark], dark: bool) -> list[Datum]:
    """One dashed outline for each vague place beyond `WIDE_KM`."""
    ink = [*palette.channels(palette.theme(dark).muted), _WIDE_LINE_ALPHA]
    found: dict[tuple[float, float, float], Datum] = {}
    for mark in marks:
        if mark.longitude is not None and mark.latitude is not None and vague(mark) and mark.radius_km > WIDE_KM:
            spot = mark.longitude, mark.latitude
            path = [list(point) for point in placing.circle(spot, mark.radius_km)]
            found.setdefault((*spot, mark.radius_km), {"path": path, "line": ink})
    return list(found.values())
