"""Time cut into days, weeks, months or years, and events counted in them; pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dashboard.marks import Mark

_DAYS_LONG, _WEEKS_LONG, _MONTHS_LONG = 75, 460, 366 * 9


@dataclass(frozen=True, slots=True, order=True)
class Bin:
    """A stretch of whole days, `last` included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Counts:
    """`within` counts, by bin and event type, events whose possible days all lie in one bin.

    `across` shares each of the other events evenly over its possible days: all counts together make the number of dated
    events.
    """

    unit: str
    bins: tuple[Bin, ...]
    within: dict[tuple[Bin, str], int]
    across: dict[Bin, float]


def unit_for(first: date, last: date) -> str:
    """`day`, `week`, `month` or `year`: the finest that gives a readable number of bars."""
    length = (last - first).days
    if length <= _DAYS_LONG:
        return "day"
    if length <= _WEEKS_LONG:
        return "week"
    return "month" if length <= _MONTHS_LONG else "year"


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


def count(dated: Sequence[Mark]) -> Counts:
    """Counts of dated marks (both days known); empty counts for none."""
    if not dated:
        return Counts("day", (), {}, {})
    spans = [(mark.first, mark.last, mark.event_type) for mark in dated if mark.first and mark.last]
    unit = unit_for(min(first for first, _, _ in spans), max(last for _, last, _ in spans))
    within: Counter[tuple[Bin, str]] = Counter()
    across: dict[Bin, float] = {}
    for (first, last, event_type), number in Counter(spans).items():
        home = bin_of(first, unit)
        if last <= home.last:
            within[home, event_type] += number
            continue
        days = (last - first).days + 1
        while home.first <= last:
            overlap = (min(last, home.last) - max(first, home.first)).days + 1
            across[home] = across.get(home, 0.0) + number * overlap / days
            home = bin_of(home.last + timedelta(days=1), unit)
    used = sorted({home for home, _ in within} | set(across))
    return Counts(unit, tuple(used), dict(within), across)
