"""Time cut into hours, days, weeks, months or years, and events counted in them, by what parts the bars and by lane; pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise

from dashboard import hours, palette
from dashboard.hours import HOUR
from dashboard.look import Look
from dashboard.marks import Mark

Groups = Iterable[tuple[date, date, str, str, int]]
"""First and last day, time of day, what parts the bars or the lane, and how many events have all four."""

_DAYS_LONG, _WEEKS_LONG, _MONTHS_LONG = 75, 460, 366 * 9
_FINER = ("hour", "day", "week", "month", "year")
_LENGTH = {"hour": 1 / 24, "day": 1, "week": 7, "month": 30, "year": 365}
"""Days."""
_HOURS_LONG = 3
_MOST_BINS = 1_500
"""More bars than pixels tell nothing and cost much: bins asked for finer than this are made coarser."""


@dataclass(frozen=True, slots=True, order=True)
class Bin:
    """A stretch of whole days, `last` included, or one `hour` of a day."""

    first: date
    last: date
    hour: int | None = None

    @property
    def begins(self) -> datetime:
        return datetime.combine(self.first, time(self.hour or 0))

    @property
    def length(self) -> timedelta:
        return timedelta(hours=1) if self.hour is not None else timedelta(days=(self.last - self.first).days + 1)


@dataclass(frozen=True, slots=True)
class Frame:
    """The days that a closer look at the timeline needs, and the length of its bars: nothing beyond is counted."""

    first: date
    last: date
    unit: str


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
    """`hour`, `day`, `week`, `month` or `year`: the one wanted, or the finest that gives a readable number of bars.

    Hours are for whoever wants them, or looks closely (`frame`): few events are known to the hour.
    """
    length = (last - first).days
    if wanted in _FINER:
        return next((unit for unit in _FINER[_FINER.index(wanted) :] if length / _LENGTH[unit] <= _MOST_BINS), "year")
    if length <= _DAYS_LONG:
        return "day"
    if length <= _WEEKS_LONG:
        return "week"
    return "month" if length <= _MONTHS_LONG else "year"


def frame(first: date, last: date, wanted: str = "auto") -> Frame:
    """The frame for a look at these days: as much again at either side, so that there is something to drag to."""
    length = (last - first).days + 1
    unit = "hour" if wanted == "auto" and length <= _HOURS_LONG else unit_for(first, last, wanted)
    before, after = min(length, (first - date.min).days), min(length, (date.max - last).days)
    return Frame(first - timedelta(days=before), last + timedelta(days=after), unit)


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


def count(dated: Sequence[Mark], look: Look | None = None, within_frame: Frame | None = None) -> Counts:
    """Counts of dated marks (both days known), those in the frame where one is given; empty counts for none."""
    look = look or Look()
    spans = [(mark.first, mark.last, mark) for mark in dated if mark.first and mark.last]
    shown = within_frame
    if shown:
        spans = [span for span in spans if span[0] <= shown.last and span[1] >= shown.first]
    if not spans:
        return Counts("day", (), {}, {})
    shown = shown or whole(min(first for first, _, _ in spans), max(last for _, last, _ in spans), look.bins)
    unit = shown.unit
    if unit == "hour":
        parted = ((first, last, mark.hours, part_of(mark, look.stack), 1) for first, last, mark in spans)
        laned = (
            (first, last, mark.hours, lane, 1) for first, last, mark in spans for lane in lanes_of(mark, look.lanes)
        )
        return counted_by_hour(parted, laned, shown.first, shown.last)
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
    spread = ((first, last, number) for (first, last), number in longer.items())
    return counted(shown, within, spread, cells, totals)


def whole(first: date, last: date, wanted: str) -> Frame:
    """The frame of everything from one day to another."""
    return Frame(first, last, unit_for(first, last, wanted))


def counted(
    frame: Frame,
    within: dict[tuple[Bin, str], int],
    longer: Iterable[tuple[date, date, int]],
    cells: dict[tuple[str, Bin], int],
    totals: dict[str, int],
) -> Counts:
    """Counts from their parts; `longer` are first and last day of events longer than a bin, and how many have both."""
    across: dict[Bin, float] = {}
    unit = frame.unit
    for first, last, number in longer:
        days = (last - first).days + 1
        home = bin_of(max(first, frame.first), unit)
        while home.first <= min(last, frame.last):
            overlap = (min(last, home.last) - max(first, home.first)).days + 1
            across[home] = across.get(home, 0.0) + number * overlap / days
            home = bin_of(home.last + timedelta(days=1), unit)
    used = sorted({home for home, _ in within} | set(across))
    return Counts(unit, tuple(used), dict(within), across, dict(cells), dict(totals))


def counted_by_hour(parted: Groups, laned: Groups, first: date, last: date) -> Counts:
    """Events counted by the hour, from `first` to `last`. Those not known to the hour are shared out over theirs.

    Both groups hold the same events, one by what parts the bars, one by lane; an event of two lanes is in both.
    """
    opens, closes = hours.span(first, last)
    within: Counter[tuple[Bin, str]] = Counter()
    rates: dict[datetime, float] = {}
    for begins, ends, told, part, number in parted:
        begin, end = hours.span(begins, ends, told)
        if end - begin <= HOUR:
            if opens <= begin < closes:
                within[_home(begin), part] += number
            continue
        rate = number / ((end - begin) / HOUR)
        if max(begin, opens) < min(end, closes):
            for at, change in ((max(begin, opens), rate), (min(end, closes), -rate)):
                rates[at] = rates.get(at, 0.0) + change
    cells: Counter[tuple[str, Bin]] = Counter()
    totals: Counter[str] = Counter()
    for begins, ends, told, lane, number in laned:
        begin, end = hours.span(begins, ends, told)
        totals[lane] += number
        if end - begin <= HOUR and opens <= begin < closes:
            cells[lane, _home(begin)] += number
    across = _shares(rates)
    used = sorted({home for home, _ in within} | set(across))
    return Counts("hour", tuple(used), dict(within), across, dict(cells), dict(totals))


def _shares(rates: dict[datetime, float]) -> dict[Bin, float]:
    """Changes of how many events an hour there are, by moment → how many there are in each hour."""
    found: dict[Bin, float] = {}
    rate = 0.0
    for at, until in pairwise(sorted(rates)):
        rate += rates[at]
        while at < until and rate > 1e-9:
            found[_home(at)] = rate
            at += HOUR
    return found


def _home(moment: datetime) -> Bin:
    return Bin(moment.date(), moment.date(), moment.hour)
