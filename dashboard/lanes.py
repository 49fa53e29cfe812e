"""Events laid out in lanes, so that bars that overlap in time lie under each other; pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from dashboard import hours, palette
from dashboard.bins import lanes_of
from dashboard.marks import Mark
from dashboard.palette import Family
from dashboard.passages import visible

LABEL_PIXELS = 18
ROW_PIXELS = 18
MOST_ROWS = 7
MOST_LANES = 15
_GLYPH_SHARE = 0.02
"""Share of the whole time that a glyph is taken to cover."""
_DAY = timedelta(days=1)
_NONE = {"unit": "No unit named", "place": "No place named", "publisher": "Publisher unknown"}


@dataclass(frozen=True, slots=True)
class Lane:
    """A stripe of the timeline, in pixels from the top, with its number of events.

    `key` is a type, unit, place or publisher, empty where an event has none; `family` is that of a type's lane.
    """

    key: str
    label: str
    family: Family | None
    top: float
    bottom: float
    count: int


@dataclass(frozen=True, slots=True)
class Placed:
    """A mark at its height, in pixels from the top, with the first and the last moment at which it may have been."""

    mark: Mark
    y: float
    begins: datetime
    ends: datetime


def arrange(
    dated: Sequence[Mark], by: str, totals: Mapping[str, int], days_seen: float | None = None
) -> tuple[list[Placed], list[Lane]]:
    """Marks that have both days, each in the first row of its lane that is free, and the lanes from the top.

    `totals` counts the events of each lane. A lane has at most `MOST_ROWS` rows: in a busier one glyphs share the row
    that is free first. There are at most `MOST_LANES`: what is only in others is not placed. `days_seen` is how long a
    time is looked at, where it is not all of it: glyphs then cover less of it.
    """
    spans = [(*hours.span(mark.first, mark.last, mark.hours), mark) for mark in dated if mark.first and mark.last]
    whole = (max(end for _, end, _ in spans) - min(begin for begin, _, _ in spans)) / _DAY
    glyph = days_seen * _GLYPH_SHARE if days_seen else max(1.0, whole * _GLYPH_SHARE)
    members: dict[str, list[tuple[datetime, datetime, Mark]]] = {}
    for span in sorted(spans, key=lambda span: (span[0], span[1], span[2].event_id)):
        for key in lanes_of(span[2], by):
            members.setdefault(key, []).append(span)
    placed: list[Placed] = []
    rows_by_lane: dict[str, int] = {}
    top = 0.0
    for key in order(totals, by):
        free: list[float] = []
        for begin, end, mark in members.get(key, []):
            length = (end - begin) / _DAY
            middle = (begin - datetime.min) / _DAY + length / 2
            left, right = middle - max(length, glyph) / 2, middle + max(length, glyph) / 2
            row = next((index for index, until in enumerate(free) if until <= left), len(free))
            if row == MOST_ROWS:
                row = free.index(min(free))
            elif row == len(free):
                free.append(right)
            free[row] = max(free[row], right)
            placed.append(Placed(mark, top + LABEL_PIXELS + (row + 0.5) * ROW_PIXELS, begin, end))
        if free:
            rows_by_lane[key] = len(free)
            top += _height(len(free))
    return placed, _lanes(rows_by_lane, totals, by)


def single(totals: Mapping[str, int], by: str) -> list[Lane]:
    """Lanes of one row each, for counts."""
    return _lanes(dict.fromkeys(order(totals, by), 1), totals, by)


def order(totals: Mapping[str, int], by: str) -> list[str]:
    """The keys of the lanes that are drawn, from the top: types as they are listed, all else by number of events.

    Events without a unit, place or publisher come last, in a lane of their own.
    """
    if by == "type":
        return [event_type for event_type in palette.event_types() if totals.get(event_type)]
    named = sorted((key for key in totals if key), key=lambda key: (-totals[key], key))[:MOST_LANES]
    return [*named, ""] if totals.get("") else named


def beyond(totals: Mapping[str, int], by: str) -> int:
    """How many lanes there would be beside those that are drawn."""
    return len([key for key, number in totals.items() if number]) - len(order(totals, by))


def _height(rows: int) -> float:
    return LABEL_PIXELS + rows * ROW_PIXELS + 4


def _lanes(rows: Mapping[str, int], totals: Mapping[str, int], by: str) -> list[Lane]:
    found: list[Lane] = []
    top = 0.0
    for key, number in rows.items():
        bottom = top + _height(number)
        style = palette.event_style(key) if by == "type" else None
        label = style.label if style else visible(key) or _NONE.get(by, "")
        found.append(Lane(key, label, style.family if style else None, top, bottom, totals[key]))
        top = bottom
    return found


def drawn(placed: Iterable[Placed]) -> int:
    """How many different events are placed."""
    return len({item.mark.event_id for item in placed})
