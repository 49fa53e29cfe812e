"""Time expressions → days: stated ones by the calendar, relative ones from the dateline or from the dates before them."""

from __future__ import annotations

from bisect import bisect_right
from calendar import isleap
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import MAXYEAR, date

from loaders.model import (
    Article,
    DateBasis,
    DatePrecision,
    Kind,
    Mention,
    Sentence,
    Span,
    TimeAnchor,
    TimeExpression,
    TimeKind,
    When,
)
from loaders.resolve import calendar_spans as spans
from loaders.resolve.calendar_spans import Stretch
from loaders.resolve.date_cues import is_narrative, latest_before, looks_ahead, opens_as_dateline

# What stands between two dates that share a month or year: "in January and February 1937", "12-14 July 1950".
_JOINT = re.compile(r"\.?\s{0,3}(?:,\s?)?(?:-|\u2013|\u2014|/|to|until|till|through|and|or|&)?\s{0,3}(?:the\s|from\s|in\s|on\s)?")
_FIGURES = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-]\d+")
# Of two readings of a date in figures, one after the dateline gives way to one at most this many days before it.
_EITHER_DAYS = 200
_APPOSITION = re.compile(r"\s?[,(\u2013\u2014-]\s?")
# A month without a year that would be longer ago than this is rather one of the year just told.
_NEWS_DAYS = 75
# Characters from "two days after" to the date it is counted from.
_SHARED_GAP = 12
# Characters from a time of day to the day it belongs to: "at 5:34 a.m. Baghdad time on 20 March".
_CLOCK_GAP = 40
_CLOCK_SENTENCES = 2
# A bare year further than this from the story's year is an aside ("the largest battle since 1813").
_ASIDE_YEARS = 5


def resolve(
    article: Article, sentences: Sequence[Sentence], found: Sequence[Mention[TimeExpression]]
) -> list[Mention[When]]:
    """One resolved mention for each found one, in the same order and with the same span."""
    return _Story(article, sentences, found).told()


def joined(
    article: Article, found: Sequence[Mention[TimeExpression]], resolved: Sequence[Mention[When]]
) -> list[Mention[When]]:
    """The resolved mentions with both ends of each range made one mention: "from 3 to 5 March" is one stretch of days.

    `found` and `resolved` run in step. A range of which an end has no days stays two mentions.
    """
    mentions: list[Mention[When]] = []
    position = 0
    while position < len(resolved):
        here = resolved[position]
        if found[position].value.open_range and position + 1 < len(resolved):
            there = resolved[position + 1]
            value = _range(here.value, there.value)
            if value is not None:
                span = Span(here.span.start, there.span.end)
                rule, rows = f"{here.rule}..{there.rule}", here.rows + there.rows
                mentions.append(Mention(Kind.DATE, span, article.text[span.start : span.end], rule, value, rows))
                position += 2
                continue
        mentions.append(here)
        position += 1
    return mentions


def _range(first: When, last: When) -> When | None:
    if first.earliest is None or last.latest is None or last.earliest is None or first.earliest > last.earliest:
        return None
    basis = DateBasis.STATED if first.basis is last.basis is DateBasis.STATED else DateBasis.RELATIVE
    timex = f"{first.timex}/{last.timex}"
    return When(first.earliest, last.latest, DatePrecision.RANGE, basis, timex)


@dataclass(slots=True)
class _Context:
    """What the text before a mention has settled: the last day, the last stretch with a month, the last year."""

    day: date | None = None
    day_sentence: int = -99
    year_sentence: int = -99
    stretch: Stretch | None = None
    year: int | None = None
    month: int | None = None


class _Story:
    """The mentions of one article in order, each read in the light of those before it."""

    def __init__(
        self, article: Article, sentences: Sequence[Sentence], found: Sequence[Mention[TimeExpression]]
    ) -> None:
        self.article, self.sentences, self.found = article, sentences, found
        self.starts = [sentence.span.start for sentence in sentences]
        self.narrative = is_narrative(article, found)
        self.dateline: date | None = None if self.narrative else article.published
        self.context = _Context()

    def told(self) -> list[Mention[When]]:
        resolved: list[Mention[When]] = []
        for position, mention in enumerate(self.found):
            value, how = self.read(position)
            rule = f"{mention.rule}+{how}" if how else mention.rule
            resolved.append(Mention(Kind.DATE, mention.span, mention.text, rule, value, mention.rows))
        return resolved

    # -- one mention ---------------------------------------------------------------------------------------------

    def read(self, position: int) -> tuple[When, str]:
        mention = self.found[position]
        value = mention.value
        if value.kind is not TimeKind.DATE:
            return When(None, None, DatePrecision.UNKNOWN, None, value.timex), ""
        if value.either is not None:
            return self._either(value.either), "either-order"
        value, shared = self._with_shared(position)
        if value.hour is not None and value.day is None and value.weekday is None:
            return self._clock(position, value)
        stretch, basis, how = self._stretch(position, value)
        if stretch is None:
            return _unknown(value), how
        if shared and basis is DateBasis.RELATIVE and value.year is not None:
            basis = DateBasis.STATED
        self._remember(position, stretch, value)
        if position == 0 and opens_as_dateline(self.article, mention):
            basis = DateBasis.STATED
            self.dateline = self.dateline or stretch.first
        return _when(stretch, basis, value), how

    def _with_shared(self, position: int) -> tuple[TimeExpression, bool]:
        """The value with month and year taken from the next date of the same phrase: "12-14 July 1950", "May and June 1920"."""
        mention = self.found[position]
        value = mention.value
        if value.anchor is not TimeAnchor.NONE or value.year is not None or (value.month is None and value.day is None and value.season is None):
            return value, False
        for following in self.found[position + 1 : position + 6]:
            gap = self.article.text[mention.span.end : following.span.start]
            if not _JOINT.fullmatch(gap) or following.value.kind is not TimeKind.DATE:
                return value, False
            other = following.value
            if value.month is None and value.season is None and other.month is not None:
                value = replace(value, month=other.month)
            if other.year is not None:
                earlier = _order(value) <= _order(other)
                return replace(value, year=other.year if earlier else other.year - 1), True
            mention = following
        return value, False

    def _stretch(self, position: int, value: TimeExpression) -> tuple[Stretch | None, DateBasis, str]:
        """The days of a date, what tells them, and the name of the way."""
        if value.anchor is TimeAnchor.NONE:
            return self._calendar(position, value)
        if value.anchor is TimeAnchor.AFTER:
            origin = self._day_of_next(position)
            if value.part == "NI" and origin is None:
                return self._overnight(position)
            if origin is None and self._in_apposition(position):
                return spans.day_stretch(self.context.day) if self.context.day else None, DateBasis.RELATIVE, "apposition"
            return self._counted(origin, value), DateBasis.RELATIVE, "anchor-next"
        if value.anchor is TimeAnchor.BEFORE:
            if value.month is None and value.day is None and (value.season is None or value.shift is not None):
                return self._from_text(value)
            return self._pointed(value), DateBasis.RELATIVE, "anchor-text"
        return self._from_dateline(position, value), DateBasis.RELATIVE, "anchor-dateline"

    # -- calendar dates ------------------------------------------------------------------------------------------

    def _calendar(self, position: int, value: TimeExpression) -> tuple[Stretch | None, DateBasis, str]:
        if value.before_christ:
            return None, DateBasis.STATED, ""
        if value.year is not None:
            return _stated(value), DateBasis.STATED, ""
        if value.decade is not None or value.century is not None:
            return _stated(value), DateBasis.STATED, ""
        month, how = value.month, ""
        if month is None and value.day is not None:
            month = self.context.month
            if month is None:
                return None, DateBasis.RELATIVE, "no-anchor"
        year, how = self._story_year(value, month), "anchor-text"
        if self.dateline is not None:
            first_month = _order(replace(value, month=month))[0] or 1
            news_year = latest_before(self.dateline, first_month, value.day, self._looks_ahead(position))
            if not self._retold(position, date(news_year, first_month, 1)):
                year, how = news_year, "anchor-dateline"
        if year is None:
            return None, DateBasis.RELATIVE, "no-anchor"
        return _stated(replace(value, year=year, month=month)), DateBasis.RELATIVE, how

    def _retold(self, position: int, news_month: date) -> bool:
        """Whether a news report has just turned to another year, so that a date without a year goes on from there.

        A day or month of that year says so; a bare year only where the dateline's own reading lies months back.
        """
        context = self.context
        if self.dateline is None or context.year is None or abs(context.year - self.dateline.year) < 2:
            return False
        if self._sentence(position).index - context.year_sentence > 1:
            return False
        return context.month is not None or (self.dateline - news_month).days > _NEWS_DAYS

    def _looks_ahead(self, position: int) -> bool:
        sentence, mention = self._sentence(position), self.found[position]
        start = mention.span.start - sentence.span.start
        return looks_ahead(sentence, start, start + len(mention.text))

    def _story_year(self, value: TimeExpression, month: int | None) -> int | None:
        """The year of the story so far; a month far back in the year after one near its end is of the next year."""
        year = self.context.year
        if year is None:
            return None
        if month == 1 and self.context.month == 12:
            year += 1
        if month == 2 and value.day == 29:
            return next((leap for leap in (year, year + 1, year - 1) if isleap(leap)), year)
        return year

    # -- relative dates ------------------------------------------------------------------------------------------

    def _from_dateline(self, position: int, value: TimeExpression) -> Stretch | None:
        day = self.dateline
        if day is None:
            return None
        if value.weekday is not None:
            ahead = value.shift is None and self._looks_ahead(position)
            meant = spans.weekday_near(day, value.weekday, value.shift, ahead)
            return spans.day_stretch(meant) if meant else None
        if value.month is not None:
            shift = value.shift or 0
            year = day.year if shift == 0 else day.year - (value.month >= day.month) if shift < 0 else day.year + (value.month <= day.month)
            return spans.month_stretch(year, value.month)
        if value.season is not None:
            return spans.season_stretch(day.year + (value.shift or 0), value.season)
        if value.unit == "weekend" and value.shift is None:
            recent = spans.weekday_near(day, 5, None, False)
            return spans.weekend_stretch(recent) if recent else None
        return self._counted(day, value)

    def _from_text(self, value: TimeExpression) -> tuple[Stretch | None, DateBasis, str]:
        """ "the same day", "three days later", "that month": counted from the last date of the text."""
        context = self.context
        if value.weekday is not None and context.day is not None:
            shift = value.shift if value.shift in (-1, 1) else None
            meant = spans.weekday_near(context.day, value.weekday, shift, False)
            return (spans.day_stretch(meant) if meant else None), DateBasis.RELATIVE, "anchor-text"
        if value.season is not None:
            year = None if context.year is None else context.year + (value.shift or 0)
            return (None if year is None else _stated(replace(value, year=year))), DateBasis.RELATIVE, "anchor-text"
        fine = value.unit in ("day", "week", "fortnight", "weekend", "hour", "minute")
        origin = context.day if fine or context.stretch is None else context.stretch.first
        if origin is None and value.unit in ("year", "decade", "century") and context.year is not None:
            origin = date(context.year, 1, 1)
        if origin is None and context.day is None and context.year is None and value.shift == 0 and self.dateline is not None:
            return self._counted(self.dateline, value), DateBasis.PUBLISHED, "anchor-dateline"
        if origin is None:
            return None, DateBasis.RELATIVE, "no-anchor"
        if value.unit == "month" and context.month is None:
            return None, DateBasis.RELATIVE, "no-anchor"
        if value.half is not None:
            return _stated(replace(value, year=origin.year, month=origin.month if value.unit == "month" else None)), DateBasis.RELATIVE, "anchor-text"
        return self._counted(origin, value), DateBasis.RELATIVE, "anchor-text"

    def _pointed(self, value: TimeExpression) -> Stretch | None:
        """ "July of that year", "the 28th of that month"."""
        if self.context.year is None:
            return None
        month = value.month or (self.context.month if value.day is not None else None)
        if value.day is not None and month is None:
            return None
        return _stated(replace(value, year=self.context.year, month=month))

    def _counted(self, origin: date | None, value: TimeExpression) -> Stretch | None:
        if origin is None or value.unit is None or value.shift is None:
            return None
        moved = spans.shifted(origin, value.unit, value.shift)
        if moved is None:
            return None
        if value.half is not None:
            return _stated(replace(value, year=moved.year))
        return spans.unit_stretch(moved, value.unit)

    def _day_of_next(self, position: int) -> date | None:
        if position + 1 >= len(self.found):
            return None
        mention, following = self.found[position], self.found[position + 1]
        if following.span.start - mention.span.end > _SHARED_GAP or following.value.day is None:
            return None
        stretch, _, _ = self._calendar(position + 1, self._with_shared(position + 1)[0])
        return stretch.first if stretch else None

    def _overnight(self, position: int) -> tuple[Stretch | None, DateBasis, str]:
        """The night of the day just told, else the one before the dateline."""
        if self._sentence(position).index - self.context.day_sentence <= 1 and self.context.day is not None:
            return spans.day_stretch(self.context.day), DateBasis.RELATIVE, "anchor-text"
        night = spans.shifted(self.dateline, "day", -1) if self.dateline else None
        return (spans.day_stretch(night) if night else None), DateBasis.RELATIVE, "anchor-dateline"

    def _in_apposition(self, position: int) -> bool:
        """Whether the day just named is told again: "on 27 June, two days after the invasion"."""
        if position == 0 or self.context.day is None:
            return False
        before = self.found[position - 1]
        gap = self.article.text[before.span.end : self.found[position].span.start]
        return before.value.day is not None and _APPOSITION.fullmatch(gap) is not None

    def _clock(self, position: int, value: TimeExpression) -> tuple[When, str]:
        """A time of day on the day named just after it or shortly before."""
        mention, day, basis = self.found[position], None, DateBasis.RELATIVE
        for following in self.found[position + 1 : position + 2]:
            if following.span.start - mention.span.end <= _CLOCK_GAP and following.value.kind is TimeKind.DATE and following.value.hour is None:
                stretch, basis, _ = self._stretch(position + 1, self._with_shared(position + 1)[0])
                day = stretch.first if stretch and stretch.precision is DatePrecision.DAY else None
        if day is None and self._sentence(position).index - self.context.day_sentence <= _CLOCK_SENTENCES:
            day, basis = self.context.day, DateBasis.RELATIVE
        clock = f"T{value.hour:02}:{value.minute or 0:02}"
        if day is None:
            return When(None, None, DatePrecision.TIME, None, f"XXXX-XX-XX{clock}"), "no-anchor"
        return When(day, day, DatePrecision.TIME, basis, f"{day.isoformat()}{clock}"), "anchor-day"

    def _either(self, either: tuple[date, date]) -> When:
        """A date in figures with two readings: the one that the article's other such dates or its dateline allow, else both."""
        orders = {order for mention in self.found if (order := _figure_order(mention)) is not None}
        if len(orders) == 1:
            return _when(spans.day_stretch(either[orders.pop()]), DateBasis.STATED, TimeExpression(TimeKind.DATE))
        published = self.article.published
        if published is not None:
            past = [day for day in either if day <= published]
            if len(past) == 1 and (published - past[0]).days < _EITHER_DAYS:
                return _when(spans.day_stretch(past[0]), DateBasis.STATED, TimeExpression(TimeKind.DATE))
        first, last = min(either), max(either)
        return When(first, last, DatePrecision.RANGE, DateBasis.STATED, f"{first.isoformat()}/{last.isoformat()}")

    # -- bookkeeping ---------------------------------------------------------------------------------------------

    def _sentence(self, position: int) -> Sentence:
        return self.sentences[max(0, bisect_right(self.starts, self.found[position].span.start) - 1)]

    def _remember(self, position: int, stretch: Stretch, value: TimeExpression) -> None:
        context = self.context
        if stretch.precision in (DatePrecision.DECADE, DatePrecision.RANGE):
            return
        if stretch.precision is DatePrecision.YEAR and context.year is not None:
            if value.anchor is not TimeAnchor.NONE:
                return
            if context.month is not None and abs(context.year - stretch.first.year) > _ASIDE_YEARS:
                return
        context.stretch, context.year, context.year_sentence = stretch, stretch.first.year, self._sentence(position).index
        context.month = stretch.first.month if stretch.precision in (DatePrecision.DAY, DatePrecision.MONTH, DatePrecision.WEEK) else None
        if stretch.precision is DatePrecision.DAY:
            context.day, context.day_sentence = stretch.first, self._sentence(position).index


def _figure_order(mention: Mention[TimeExpression]) -> int | None:
    """0 where a date in figures can only be day first, 1 where it can only be month first."""
    found = _FIGURES.fullmatch(mention.text)
    if found is None or mention.value.either is not None or int(found[1]) == int(found[2]):
        return None
    return 0 if int(found[1]) > 12 else 1


def _order(value: TimeExpression) -> tuple[int, int]:
    month = value.month or (spans.SEASON_START[value.season] if value.season else 0)
    return (month or (3 * value.quarter - 2 if value.quarter else 0), value.day or 0)


def _stated(value: TimeExpression) -> Stretch | None:
    """The days of fields that are complete from the year down."""
    if value.century is not None:
        return spans.century_stretch(value.century)
    if value.decade is not None:
        return spans.decade_stretch(value.decade)
    year = value.year
    if year is None or not 1 <= year <= MAXYEAR:
        return None
    if value.day is not None and value.month is not None:
        try:
            return spans.day_stretch(date(year, value.month, value.day))
        except ValueError:
            return None
    if value.half is not None:
        return spans.half_month_stretch(year, value.month, value.half) if value.month else spans.half_stretch(year, value.half)
    if value.month is not None:
        return spans.month_stretch(year, value.month)
    if value.season is not None:
        return spans.season_stretch(year, value.season)
    if value.quarter is not None:
        return spans.quarter_stretch(year, value.quarter)
    return spans.year_stretch(year)


def _when(stretch: Stretch, basis: DateBasis, value: TimeExpression) -> When:
    timex, precision = stretch.timex, stretch.precision
    if precision is DatePrecision.DAY and value.hour is not None:
        timex, precision = f"{timex}T{value.hour:02}:{value.minute or 0:02}", DatePrecision.TIME
    elif precision is DatePrecision.DAY and value.part is not None:
        timex = f"{timex}T{value.part}"
    return When(stretch.first, stretch.last, precision, basis, timex)


def _unknown(value: TimeExpression) -> When:
    """No days: as much of the value as the text gives."""
    part = f"T{value.part}" if value.part else ""
    if value.before_christ:
        return When(None, None, DatePrecision.UNKNOWN, None, None)
    if value.day is not None:
        month = f"{value.month:02}" if value.month else "XX"
        return When(None, None, DatePrecision.DAY, None, f"XXXX-{month}-{value.day:02}{part}")
    if value.month is not None:
        return When(None, None, DatePrecision.MONTH, None, f"XXXX-{value.month:02}")
    if value.season is not None:
        return When(None, None, DatePrecision.SEASON, None, f"XXXX-{value.season}")
    if value.weekday is not None:
        return When(None, None, DatePrecision.DAY, None, f"XXXX-WXX-{value.weekday + 1}{part}")
    shapes = {"day": "XXXX-XX-XX", "week": "XXXX-WXX", "weekend": "XXXX-WXX-WE", "month": "XXXX-XX", "year": "XXXX"}
    precisions = {"day": DatePrecision.DAY, "week": DatePrecision.WEEK, "month": DatePrecision.MONTH, "year": DatePrecision.YEAR}
    unit = value.unit or ""
    return When(None, None, precisions.get(unit, DatePrecision.UNKNOWN), None, f"{shapes[unit]}{part}" if unit in shapes else None)
