"""Places that have several readings: the readings of each event, the lines between them, and marks kept clear of discs."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pandas as pd

from dashboard import marks, palette
from dashboard.layers import Datum
from dashboard.marks import Mark
from dashboard.placing import Position, pixel

Rivals = dict[str, list[tuple[str, Position]]]
"""Event → its readings as name and position, its own first; only events with more than one."""

_LINK_ALPHA = 220
_ROOM_PIXELS, _FARTHEST_PIXELS, _STEP_PIXELS, _DIRECTIONS = 13.0, 56, 8, 16
"""Between a disc's rim and the middle of a mark beside it; how far, how finely and which ways a mark may be moved."""
_OFFSETS = [
    (step * math.sin(turn * math.tau / _DIRECTIONS), -step * math.cos(turn * math.tau / _DIRECTIONS))
    for step in range(0, _FARTHEST_PIXELS + 1, _STEP_PIXELS)
    for turn in range(_DIRECTIONS if step else 1)
]


def rivals(drawn: Sequence[Mark], alternatives: pd.DataFrame | None) -> Rivals:
    """`alternatives` has one row for each other reading: event_id, name, latitude, longitude."""
    found: Rivals = {}
    if alternatives is None or alternatives.empty:
        return found
    own = {mark.event_id: mark for mark in drawn}
    for row in alternatives.to_dict(orient="records"):
        latitude, longitude = marks.coordinates(row.get("latitude"), row.get("longitude"))
        mark = own.get(row["event_id"])
        if mark is None or latitude is None or longitude is None:
            continue
        readings = found.setdefault(mark.event_id, [])
        if not readings and mark.longitude is not None and mark.latitude is not None:
            readings.append((mark.place, (mark.longitude, mark.latitude)))
        if (longitude, latitude) not in [position for _, position in readings]:
            readings.append((marks.label(row.get("name")), (longitude, latitude)))
    return {event_id: readings for event_id, readings in found.items() if len(readings) > 1}


def links(known: Rivals, dark: bool) -> list[Datum]:
    """A line from the first reading to each other one; events with the same readings share their lines."""
    ink = [*palette.channels(palette.theme(dark).doubt), _LINK_ALPHA]
    pairs = {(readings[0][1], other): None for readings in known.values() for _, other in readings[1:]}
    return [{"path": [list(one), list(other)], "line": ink} for one, other in pairs]


def clear(position: Position, discs: Sequence[Datum], zoom: float) -> tuple[float, float]:
    """The shortest of the offsets tried, in pixels, that moves a mark off every disc that would cover it; upwards first.

    `discs` have `position`, and `offset` and `radius` in pixels. Where all of the surroundings are covered, the mark stays.
    """
    x, y = pixel(position, zoom)
    near = []
    for disc in discs:
        across, down = pixel((disc["position"][0], disc["position"][1]), zoom)
        across, down = across + disc["offset"][0], down + disc["offset"][1]
        if math.dist((x, y), (across, down)) < _FARTHEST_PIXELS + disc["radius"] + _ROOM_PIXELS:
            near.append((across - x, down - y, disc["radius"] + _ROOM_PIXELS))
    for offset in _OFFSETS if near else ():
        if all(math.dist(offset, (across, down)) >= room for across, down, room in near):
            return offset
    return 0.0, 0.0
