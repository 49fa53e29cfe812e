"""Playback: time cut into steps, and which days each step shows. Pure."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta

from dashboard.bins import Bin, bin_of

STEPS = {"day": "Day", "week": "Week", "month": "Month", "year": "Year"}
PACES = {"Slow": 2.5, "Normal": 1.2, "Fast": 0.7}
"""Seconds a step."""
MOST_STEPS = 2_000
_GOOD = 80


@dataclass(frozen=True, slots=True)
class Film:
    """All steps from the first to the last event. `cumulative`: a step shows everything up to its end, too."""

    steps: tuple[Bin, ...]
    cumulative: bool

    def window(self, at: int) -> tuple[date, date]:
        """First and last day of what step `at` shows; steps beyond either end are the first or the last."""
        step = self.steps[min(max(at, 0), len(self.steps) - 1)]
        return (self.steps[0].first if self.cumulative else step.first), step.last

    def step_of(self, day: date) -> int:
        """The step that holds the day; the first or the last for a day beyond either end."""
        return min(max(bisect_right(self.steps, day, key=lambda step: step.first) - 1, 0), len(self.steps) - 1)


def film(first: date, last: date, step: str, *, cumulative: bool) -> Film:
    """The film of these days, a step a bin. Steps too fine to be played to the end become coarser."""
    names = list(STEPS)
    for name in names[names.index(step) :]:
        steps = _cut(first, last, name)
        if steps is not None:
            return Film(steps, cumulative)
    return Film((Bin(first, last),), cumulative)


def fitting(first: date, last: date) -> str:
    """The finest step by which these days make a film of reasonable length."""
    days = (last - first).days
    return next((name for name, long in (("day", 1), ("week", 7), ("month", 30)) if days / long <= _GOOD), "year")


def _cut(first: date, last: date, step: str) -> tuple[Bin, ...] | None:
    """The bins from one day to another; None where there are too many."""
    found = [bin_of(first, step)]
    while found[-1].last < last:
        if len(found) == MOST_STEPS:
            return None
        found.append(bin_of(found[-1].last + timedelta(days=1), step))
    return tuple(found)
