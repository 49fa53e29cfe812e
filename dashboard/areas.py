"""Vague places → areas for the map: the vaguer, the fainter, so that a country does not drown the points in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from dashboard import palette, placing, regions
from dashboard.layers import Datum
from dashboard.marks import Mark

EXACT = frozenset({"point", "settlement", ""})
"""Place precisions that are a point at the scale of the map; an unknown one promises no circle."""
WIDE_KM = 300.0
"""A circle of more than this is only a dashed hairline, in no event's colour."""
MOST_OUTLINED = 40
"""Regions drawn by their outline, those of the most events first: an outline is a few thousand characters to send."""
_FULL_KM, _FULL_ALPHA = 40.0, 34
_LINE_ALPHA, _WIDE_LINE_ALPHA = 120, 150

Key = tuple[str, str]
"""Country and name of a first-level area."""


@dataclass(frozen=True, slots=True)
class Areas:
    """Rows for `layers`: outlines of regions, circles up to `WIDE_KM`, and dashed lines round what is wider."""

    outlined: list[Datum]
    discs: list[Datum]
    wide: list[Datum]


def vague(mark: Mark) -> bool:
    return mark.place_precision not in EXACT


def of(marks: Iterable[Mark], dark: bool) -> Areas:
    """Each vague place once: by the outline of its region where one is known, else as a circle of its radius."""
    drawn = [mark for mark in marks if mark.longitude is not None and vague(mark)]
    told = Counter(key for mark in drawn if (key := region(mark)))
    known = dict.fromkeys(key for key, _ in told.most_common() if regions.outline(*key))
    outlined = frozenset(list(known)[:MOST_OUTLINED])
    rest = [mark for mark in drawn if region(mark) not in outlined and mark.radius_km > 0]
    return Areas(
        _outlined([mark for mark in drawn if region(mark) in outlined], dark),
        _discs([mark for mark in rest if mark.radius_km <= WIDE_KM], dark),
        _wide([mark for mark in rest if mark.radius_km > WIDE_KM], dark),
    )


def region(mark: Mark) -> Key | None:
    """The first-level area that is the event's place itself; None for a place within one."""
    return (mark.country, mark.admin1) if mark.place_precision == "region" and mark.place == mark.admin1 else None


def _outlined(marks: Iterable[Mark], dark: bool) -> list[Datum]:
    found: dict[Key | None, list[Datum]] = {}
    for mark in marks:
        if (key := region(mark)) not in found and key is not None:
            look = _look(mark, dark)
            found[key] = [{"ring": ring, **look} for ring in regions.outline(*key)]
    return [piece for pieces in found.values() for piece in pieces]


def _discs(marks: Iterable[Mark], dark: bool) -> list[Datum]:
    """One filled circle a place, the widest first; colour of its first event's type."""
    found: dict[tuple[float | None, float | None, float], Datum] = {}
    for mark in marks:
        circle = {"position": [mark.longitude, mark.latitude], "radius": mark.radius_km * 1000, **_look(mark, dark)}
        found.setdefault((mark.longitude, mark.latitude, mark.radius_km), circle)
    return sorted(found.values(), key=lambda circle: -float(circle["radius"]))


def _look(mark: Mark, dark: bool) -> Datum:
    ink = palette.channels(palette.colour(mark.event_type, dark))
    share = min(1.0, _FULL_KM / max(mark.radius_km, 1.0))
    return {"fill": [*ink, round(_FULL_ALPHA * share)], "line": [*ink, round(_LINE_ALPHA * (0.5 + share / 2))]}


def _wide(marks: Iterable[Mark], dark: bool) -> list[Datum]:
    ink = [*palette.channels(palette.theme(dark).muted), _WIDE_LINE_ALPHA]
    found: dict[tuple[float, float, float], Datum] = {}
    for mark in marks:
        if mark.longitude is not None and mark.latitude is not None:
            spot = mark.longitude, mark.latitude
            path = [list(point) for point in placing.circle(spot, mark.radius_km)]
            found.setdefault((*spot, mark.radius_km), {"path": path, "line": ink})
    return list(found.values())
