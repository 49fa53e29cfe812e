"""Time cut into days, weeks, months or years, and events counted in them, by what parts the bars and by lane; pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

from dashboard import palette
from dashboard.look import Look
from dashboard.marks import Mark

_DAYS_LONG, _WEEKS_LONG, _MONTHS_LONG = 75, 460, 366 * 9
_FINER = ("day", "week", "month", "year")
_MOST_BINS = 1_500
"""More bars than pixels tell nothing and cost much: bins asked for finer than this are made coarser."""


@dataclass(frozen=True, slots=True, order=True)
class Bin:
    """A stretch of whole days, `last` included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Counts:
    """`within` counts, by bin and by what parts the bars, events whose possible days all lie in one bin.

    `across` shares each of the other events evenly over its possible days: both together make the number of dated
    events. `cells` counts, by lane and bin, those within one bin; `totals` all dated events of each lane. A lane's key
    is its type, unit, place or publisher; "" is the lane of events that have none.
    """

    unit: str
    bins: tuple[Bin, ...]
    within: dict[tuple[Bin, str], int]
    across: dict[Bin, float]
    cells: dict[tuple[str, Bin], int] = field(default_factory=dict)
    totals: dict[str, int] = field(default_factory=dict)


def unit_for(first: date, last: date, wanted: str = "auto") -> str:
    """`day`, `week`, `month` or `year`: the one wanted, or the finest that gives a readable number of bars."""
    length = (last - first).days
    if wanted in _FINER:
        days = {"day": 1, "week": 7, "month": 30, "year": 365}
        return next((unit for unit in _FINER[_FINER.index(wanted) :] if length / days[unit] <= _MOST_BINS), "year")
    if length <= _DAYS_LONG:
        return "day"
    if length <= _WEEKS_LONG:
        return "week"
    return "month" if length <= _MONTHS_LONG else "year"


@lru_cache(maxsize=50_000)
def bin_of(day: date, unit: str) -> Bin:
    """The bin that holds a day; weeks begin on Monday."""
    if unit == "day":
        return Bin(day, day)
    if unit == "week":
        monday = day - timedelta(days=day.weekday())
        return Bin(monday, monday + timedelta(days=6))
    if unit == "month":
        first = day.replace(day=1)
        return Bin(first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1))
    return Bin(date(day.year, 1, 1), date(day.year, 12, 31))


def lanes_of(mark: Mark, by: str) -> tuple[str, ...]:
    """The lanes in which an event stands; one of two units stands in both."""
    if by == "type":
        return (palette.known_type(mark.event_type),)
    found = {"unit": mark.units, "place": mark.places, "publisher": (mark.publisher,)}[by]
    return tuple(dict.fromkeys(found)) or ("",)


def part_of(mark: Mark, stack: str) -> str:
    """What parts the bars: the event's type, or its side."""
    return mark.side if stack == "side" else mark.event_type


def count(dated: Sequence[Mark], look: Look | None = None) -> Counts:
    """Counts of dated marks (both days known); empty counts for none."""
    look = look or Look()
    spans = [(mark.first, mark.last, mark) for mark in dated if mark.first and mark.last]
    if not spans:
        return Counts("day", (), {}, {})
    unit = unit_for(min(first for first, _, _ in spans), max(last for _, last, _ in spans), look.bins)
    within: Counter[tuple[Bin, str]] = Counter()
    longer: Counter[tuple[date, date]] = Counter()
    cells: Counter[tuple[str, Bin]] = Counter()
    totals: Counter[str] = Counter()
    for first, last, mark in spans:
        home, lanes = bin_of(first, unit), lanes_of(mark, look.lanes)
        totals.update(lanes)
        if last <= home.last:
            within[home, part_of(mark, look.stack)] += 1
            cells.update((lane, home) for lane in lanes)
        else:
            longer[first, last] += 1
    return counted(unit, within, ((first, last, number) for (first, last), number in longer.items()), cells, totals)


def counted(
    unit: str,
    within: dict[tuple[Bin, str], int],
    longer: Iterable[tuple[date, date, int]],
    cells: dict[tuple[str, Bin], int],
    totals: dict[str, int],
) -> Counts:
    """Counts from their parts; `longer` are first and last day of events longer than a bin, and how many have both."""
    across: dict[Bin, float] = {}
    for first, last, number in longer:
        days = (last - first).days + 1
        home = bin_of(first, unit)
        while home.first <= last:
            overlap = (min(last, home.last) - max(first, home.first)).days + 1
            across[home] = across.get(home, 0.0) + number * overlap / days
            home = bin_of(home.last + timedelta(days=1), unit)
    used = sorted({home for home, _ in within} | set(across))
    return Counts(unit, tuple(used), dict(within), across, dict(cells), dict(totals))
