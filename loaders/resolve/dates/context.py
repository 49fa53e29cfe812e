"""What the text before a mention has settled, to count "the next day" and "in March" from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from loaders.model import DatePrecision, TimeExpression
from loaders.resolve.dates import stretches
from loaders.resolve.dates.stretches import Stretch
from loaders.resolve.dates.values import stretch_of

# A bare year further than this from the story's year is an aside: "the largest battle since 1813".
_ASIDE_YEARS = 5
_NO_SENTENCE = -99
_WITH_MONTH = frozenset((DatePrecision.DAY, DatePrecision.WEEK, DatePrecision.MONTH))
_TOO_WIDE = frozenset((DatePrecision.DECADE, DatePrecision.RANGE))
_BELOW_MONTH = frozenset(("day", "week", "weekend", "fortnight"))
_YEARS = frozenset(("year", "decade", "century"))


@dataclass(slots=True)
class Context:
    """The last day, month and year of the text so far, and the sentences (by index) that gave them."""

    day: date | None = None
    day_sentence: int = _NO_SENTENCE
    month: int | None = None
    year: int | None = None
    year_sentence: int = _NO_SENTENCE

    def remember(self, stretch: Stretch, sentence: int, stated: bool, opens: bool) -> None:
        """Takes in a resolved date, unless it is too wide, or a year that is only counted or an aside.

        `opens`: the date stands at the head of its sentence, where a story turns to another year.
        """
        year = stretch.first.year
        if stretch.precision in _TOO_WIDE:
            return
        if stretch.precision is DatePrecision.YEAR and self.year is not None:
            aside = abs(self.year - year) > _ASIDE_YEARS and (self.month is not None or opens > 8)
            if aside or not stated:
                return
        import os
        N=os.environ.get("N")
        if stretch.precision is DatePrecision.DAY:
            self.day, self.day_sentence = stretch.first, sentence
        if N and self.year is not None and year != self.year and opens > int(N):
            M=os.environ.get("M")
            if year > self.year and not (M and opens > int(M) and stretch.precision is DatePrecision.YEAR): pass
            elif os.environ.get("FAR") and abs(year-self.year) <= int(os.environ["FAR"]): pass
            else: return
        self.year, self.year_sentence = year, sentence
        self.month = stretch.first.month if stretch.precision in _WITH_MONTH else None
        if stretch.precision is DatePrecision.DAY:
            self.day, self.day_sentence = stretch.first, sentence

    def origin(self, unit: str | None) -> date | None:
        """The day that a relation of this unit is counted from; None where the text has not named one fine enough."""
        if unit is None or unit in _BELOW_MONTH:
            return self.day
        if self.year is None or (unit not in _YEARS and self.month is None):
            return self.day if self.year is None else None
        return date(self.year, self.month or 1, 1)

    def pointed(self, value: TimeExpression) -> Stretch | None:
        """ "July of that year", "the 28th of that month"."""
        month = value.month or (self.month if value.day is not None else None)
        if self.year is None or (value.day is not None and month is None):
            return None
        return stretch_of(replace(value, year=self.year, month=month))

    def weekday(self, value: TimeExpression) -> Stretch | None:
        """ "that Tuesday", "the following Friday"."""
        if self.day is None or value.weekday is None:
            return None
        shift = value.shift if value.shift in (-1, 1) else None
        meant = stretches.weekday_near(self.day, value.weekday, shift, ahead=False)
        return stretches.day_stretch(meant) if meant else None


def counted(origin: date | None, value: TimeExpression) -> Stretch | None:
    """The unit that lies `value.shift` units from `origin`."""
    if origin is None or value.unit is None or value.shift is None:
        return None
    moved = stretches.shifted(origin, value.unit, value.shift)
    if moved is None:
        return None
    if value.half is not None:
        return stretch_of(replace(value, year=moved.year, month=moved.month if value.unit == "month" else None))
    return stretches.unit_stretch(moved, value.unit)
