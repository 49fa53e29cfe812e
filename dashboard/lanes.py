"""Events laid out in lanes, so that bars that overlap in time lie under each other; pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dashboard import palette
from dashboard.marks import Mark
from dashboard.palette import Family

LABEL_PIXELS = 18
ROW_PIXELS = 18
MOST_ROWS = 7
_GLYPH_SHARE = 0.02
"""Share of the whole time that a glyph is taken to cover."""


@dataclass(frozen=True, slots=True)
class Lane:
    """A stripe of the timeline, in pixels from the top, with its number of events. `key` is a type or a family."""

    key: str
    label: str
    family: Family
    top: float
    bottom: float
    count: int


@dataclass(frozen=True, slots=True)
class Placed:
    """A mark at its height, in pixels from the top, with its first day and the number of its possible days."""

    mark: Mark
    y: float
    first: date
    days: int


def lane_of(event_type: str, by: str) -> str:
    """The lane of a type: the type itself, or with `by="family"` its family."""
    return palette.event_style(event_type).family.value if by == "family" else palette.known_type(event_type)


def arrange(dated: Sequence[Mark], by: str) -> tuple[list[Placed], list[Lane]]:
    """Marks that have both days, each in the first row of its lane that is free, and the lanes from the top.

    A lane has at most `MOST_ROWS` rows: in a busier one glyphs share the row that is free first.
    """
    spans = [(mark.first, mark.last, mark) for mark in dated if mark.first and mark.last]
    whole = (max(last for _, last, _ in spans) - min(first for first, _, _ in spans)).days + 1
    glyph = max(1.0, whole * _GLYPH_SHARE)
    members: dict[str, list[tuple[date, date, Mark]]] = {}
    for span in sorted(spans, key=lambda span: (span[0], span[1], span[2].event_id)):
        members.setdefault(lane_of(span[2].event_type, by), []).append(span)
    placed: list[Placed] = []
    rows_by_lane: dict[str, int] = {}
    top = 0.0
    for key, _, _ in _order(by):
        free: list[float] = []
        for first, last, mark in members.get(key, []):
            length = (last - first).days + 1
            middle = first.toordinal() + length / 2
            left, right = middle - max(length, glyph) / 2, middle + max(length, glyph) / 2
            row = next((index for index, until in enumerate(free) if until <= left), len(free))
            if row == MOST_ROWS:
                row = free.index(min(free))
            elif row == len(free):
                free.append(right)
            free[row] = max(free[row], right)
            placed.append(Placed(mark, top + LABEL_PIXELS + (row + 0.5) * ROW_PIXELS, first, length))
        if free:
            rows_by_lane[key] = len(free)
            top += _height(len(free))
    return placed, _lanes(rows_by_lane, {key: len(found) for key, found in members.items()}, by)


def single(dated: Sequence[Mark], by: str) -> list[Lane]:
    """Lanes of one row each, for counts."""
    counts = Counter(lane_of(mark.event_type, by) for mark in dated)
    return _lanes(dict.fromkeys(counts, 1), counts, by)


def _order(by: str) -> list[tuple[str, str, Family]]:
    """Key, label and family of every lane that there may be, from the top."""
    if by == "family":
        return [(family.value, label, family) for family, label in palette.FAMILY_LABELS.items()]
    styles = [(event_type, palette.event_style(event_type)) for event_type in palette.event_types()]
    return [(event_type, style.label, style.family) for event_type, style in styles]


def _height(rows: int) -> float:
    return LABEL_PIXELS + rows * ROW_PIXELS + 4


def _lanes(rows: Mapping[str, int], counts: Mapping[str, int], by: str) -> list[Lane]:
    found: list[Lane] = []
    top = 0.0
    for key, label, family in _order(by):
        if key in rows:
            bottom = top + _height(rows[key])
            found.append(Lane(key, label, family, top, bottom, counts[key]))
            top = bottom
    return found
