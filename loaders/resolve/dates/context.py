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
# Characters that may stand before the date that opens a sentence: "By early 1993".
_OPENING = 8
# Characters after which a date of an earlier year no longer opens its sentence's story, but looks back from it.
_LOOK_BACK = 40
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
    last: Stretch | None = None

    def remember(self, stretch: Stretch, sentence: int, stated: bool, offset: int) -> None:
        """Takes in a resolved date, `offset` characters into its sentence, at whose head a story turns to another year.

        The last day is kept for "the next day"; but what is too wide, a year that is only counted, an aside and a look
        back from within a sentence ("retook the town lost in May 2015") leave the story's year and month as they are.
        """
        year = stretch.first.year
        if stretch.precision in _TOO_WIDE:
            return
        self.last = stretch
        if stretch.precision is DatePrecision.DAY:
            self.day, self.day_sentence = stretch.first, sentence
        if self.year is not None:
            bare = stretch.precision is DatePrecision.YEAR
            if bare and (not stated or self._is_aside(year, offset)):
                return
            if year < self.year and offset > _LOOK_BACK:
                return
        self.year, self.year_sentence = year, sentence
        self.month = stretch.first.month if stretch.precision in _WITH_MONTH else None

    def _is_aside(self, year: int, offset: int) -> bool:
        far = self.year is not None and abs(self.year - year) > _ASIDE_YEARS
        return far and (self.month is not None or offset > _OPENING)

    def origin(self, unit: str | None, shift: int | None) -> date | None:
        """The day that a relation of this unit is counted from; None where the text has not named one fine enough.

        "That month" (shift 0) points at the very last date, "the next month" is counted from the story's.
        """
        if unit is None or unit in _BELOW_MONTH:
            return self.day
        if shift == 0 and self.last is not None and (unit in _YEARS or self.last.precision in _WITH_MONTH):
            return self.last.first
        if self.year is None or (unit not in _YEARS and self.month is None):
            return self.day if self.year is None else None
        return date(self.year, self.month or 1, 1)

    def pointed(self, value: TimeExpression) -> Stretch | None:
        """ "July of that year", "the 28th of that month"."""
        if self.last is None or (value.month is None and self.last.precision not in _WITH_MONTH):
            return None
        return stretch_of(replace(value, year=self.last.first.year, month=value.month or self.last.first.month))

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
