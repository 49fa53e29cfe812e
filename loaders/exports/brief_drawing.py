"""Where things stand in the two drawings of a brief, in units of an SVG; pure numbers and labels."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import cos, floor, log10, radians, sqrt

from loaders.exports.brief_background import Background, Window, background
from loaders.exports.format import EventRow
from loaders.exports.violence import days, text

WIDTH, MOST_HEIGHT, MARGIN = 960.0, 560.0, 40.0
BARS_HEIGHT = 160.0
_LEAST_DEGREES = 1.5
_KM_PER_DEGREE = 111.2
_MOST_BARS, _MOST_LABELS = 60, 40
# How much room a name takes, in its longest form; the page cuts it there.
_LETTER_WIDTH, _LINE_HEIGHT, _LONGEST_NAME = 7.0, 15.0, 40
_STEPS = (1.0, 2.0, 5.0, 10.0)


@dataclass(frozen=True, slots=True)
class Spot:
    """All events at one point. `around` is the radius within which they may lie, `done` whether any is told as done."""

    x: float
    y: float
    size: float
    around: float
    count: int
    label: str
    done: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the grid with its degrees."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Map:
    height: float
    spots: tuple[Spot, ...]
    meridians: tuple[Line, ...]
    parallels: tuple[Line, ...]
    background: Background


@dataclass(frozen=True, slots=True)
class Bar:
    """How many events may have begun in these days."""

    x: float
    width: float
    height: float
    count: int
    first: date
    last: date


def map_of(rows: Sequence[EventRow]) -> Map | None:
    """The events that have a place on the map; None where none has. An even projection, true to scale in its middle."""
    groups: dict[tuple[float, float, str], list[EventRow]] = defaultdict(list)
    for row in rows:
        if row.get("latitude") is not None and row.get("longitude") is not None:
            groups[(_number(row, "latitude"), _number(row, "longitude"), text(row, "place"))].append(row)
    if not groups:
        return None
    south, north = _spread([latitude for latitude, _, _ in groups])
    west, east = _spread([longitude for _, longitude, _ in groups])
    shrink = max(0.05, cos(radians((south + north) / 2)))
    scale = min((WIDTH - 2 * MARGIN) / ((east - west) * shrink), (MOST_HEIGHT - 2 * MARGIN) / (north - south))
    height = (north - south) * scale + 2 * MARGIN
    left = (WIDTH - (east - west) * shrink * scale) / 2

    def across(longitude: float) -> float:
        return round(left + (longitude - west) * shrink * scale, 1)

    def down(latitude: float) -> float:
        return round(MARGIN + (north - latitude) * scale, 1)

    largest = sorted(groups, key=lambda key: (-len(groups[key]), key))
    spots = _named(
        [
            Spot(
                across(key[1]),
                down(key[0]),
                round(4 + 3 * sqrt(len(groups[key]) - 1), 1),
                round(max(_number(row, "radius_km") for row in groups[key]) / _KM_PER_DEGREE * scale, 1),
                len(groups[key]),
                key[2],
                any(row.get("status") in ("occurred", "ongoing") for row in groups[key]),
            )
            for key in largest
        ]
    )
    step = _step(max(north - south, east - west) / 5)
    # What the margins and the empty sides of a narrow map show as well.
    beside, beyond = left / shrink / scale, MARGIN / scale
    window = Window(west - beside, south - beyond, east + beside, north + beyond, WIDTH, height)
    return Map(
        height,
        spots,
        tuple(
            Line(across(d), _degrees(d, "E", "W")) for d in _between(window.west, window.east, step) if abs(d) <= 180
        ),
        tuple(Line(down(d), _degrees(d, "N", "S")) for d in _between(window.south, window.north, step) if abs(d) <= 90),
        background(window, lambda longitude, latitude: (across(longitude), down(latitude))),
    )


def _named(spots: Sequence[Spot]) -> tuple[Spot, ...]:
    """The spots, the first of them the largest; where a name would cover another or leave the map, there is none."""
    taken: list[tuple[float, float, float]] = []
    found: list[Spot] = []
    for spot in spots:
        low = spot.x + spot.size + 3
        high = low + min(len(spot.label), _LONGEST_NAME) * _LETTER_WIDTH + 4 * _LETTER_WIDTH * (spot.count > 1)
        free = high <= WIDTH and not any(
            low < end and start < high and abs(spot.y - line) < _LINE_HEIGHT for start, end, line in taken
        )
        if spot.label and free and len(taken) < _MOST_LABELS:
            taken.append((low, high, spot.y))
            found.append(spot)
        else:
            found.append(replace(spot, label=""))
    return tuple(found)


def bars_of(rows: Sequence[EventRow]) -> tuple[Bar, ...]:
    """Events by their first possible day, in equal spans of days; empty where none is dated."""
    starts = sorted(known[0] for row in rows if (known := days(row)))
    if not starts:
        return ()
    length = max(1, -(-((starts[-1] - starts[0]).days + 1) // _MOST_BARS))
    counts: dict[int, int] = defaultdict(int)
    for start in starts:
        counts[(start - starts[0]).days // length] += 1
    total = (starts[-1] - starts[0]).days // length + 1
    width, tallest = (WIDTH - 2 * MARGIN) / total, max(counts.values())
    return tuple(
        Bar(
            round(MARGIN + index * width, 1),
            round(max(1.0, min(width - 1, 60)), 1),
            round(count / tallest * BARS_HEIGHT, 1),
            count,
            starts[0] + timedelta(days=index * length),
            min(starts[-1], starts[0] + timedelta(days=(index + 1) * length - 1)),
        )
        for index, count in sorted(counts.items())
    )


def _number(row: EventRow, name: str) -> float:
    value = row.get(name)
    return float(value) if isinstance(value, int | float) else 0.0


def _spread(values: Sequence[float]) -> tuple[float, float]:
    """The least and the largest with a little room, at least a degree and a half apart: the coasts are no finer."""
    low, high = min(values), max(values)
    room = max(_LEAST_DEGREES - (high - low), (high - low) * 0.1) / 2
    return low - room, high + room


def _step(wanted: float) -> float:
    power = 10.0 ** floor(log10(wanted))
    return next((power * step for step in _STEPS if power * step >= wanted), power * 10)


def _between(low: float, high: float, step: float) -> list[float]:
    first = floor(low / step) + 1
    return [round(number * step, 6) for number in range(first, floor(high / step) + 1)]


def _degrees(value: float, plus: str, minus: str) -> str:
    return f"{abs(value):g}° {plus if value > 0 else minus}" if value else "0°"
