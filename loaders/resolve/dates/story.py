"""The time expressions of one article in order, each read in the light of the dateline and of those before it."""

from __future__ import annotations

import re
from bisect import bisect_right
from calendar import isleap
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from loaders.model import (
    Article,
    DateBasis,
    DatePrecision,
    Mention,
    Sentence,
    TimeAnchor,
    TimeExpression,
    TimeKind,
    When,
)
from loaders.resolve.dates import stretches
from loaders.resolve.dates.context import Context, counted
from loaders.resolve.dates.cues import is_narrative, looks_ahead, news_year, opens_as_dateline
from loaders.resolve.dates.stretches import Stretch
from loaders.resolve.dates.values import calendar_order, clock_of, stretch_of, unknown, when_of

# What stands between two dates that share a month or year: "in January and February 1937", "12-14 July 1950".
_JOINT = re.compile(
    r"\.?\s{0,3}(?:,\s?)?(?:[-\u2010-\u2015/&]|to|until|till|through|and|or)?\s{0,3}(?:(?:the|from|in|on)\s)?"
)
# What stands between a date and the same date told again: "on 27 June, two days after the mutiny".
_APPOSITION = re.compile(r"\s?[,(\u2010-\u2015-]\s?")
_FIGURES = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-]\d+")
# How many dates on, at most, a date may be from the one that gives its year.
_SERIES = 6
# Characters from "two days after" and from a time of day to the date they are counted from.
_AFTER_GAP, _CLOCK_GAP = 12, 40
# Sentences over which a time of day still belongs to the last day named.
_CLOCK_SENTENCES = 2
# News: a date without a year that would lie longer ago than this, just after a date of another year, goes with that.
_NEWS_DAYS = 75
# Of two readings of a date in figures, one after the dateline gives way to one at most this many days before it.
_EITHER_DAYS = 200

# Stretch of days, what it is known by, what it was counted from.
_Read = tuple[Stretch | None, DateBasis, str]
_NOWHERE: _Read = (None, DateBasis.RELATIVE, "no-anchor")


class Story:
    """Reads the mentions of one article; call `read` for each in order, since every one adds to the context."""

    def __init__(
        self, article: Article, sentences: Sequence[Sentence], found: Sequence[Mention[TimeExpression]]
    ) -> None:
        self._article, self._found = article, found
        self._sentences = sentences
        self._starts = [sentence.span.start for sentence in sentences]
        self._dateline: date | None = None if is_narrative(article, found) else article.published
        self._orders = {order for mention in found if (order := _figure_order(mention)) is not None}
        self._context = Context()

    def read(self, position: int) -> tuple[When, str]:
        """What the mention at `position` means, and what it was counted from (empty for a stated date)."""
        mention = self._found[position]
        value = mention.value
        if value.kind is not TimeKind.DATE:
            return When(None, None, DatePrecision.UNKNOWN, None, value.timex), ""
        if value.either is not None:
            return self._either(value.either), "either-order"
        if value.hour is not None and value.day is None and value.weekday is None:
            return self._clock(position)
        value, shared = self._with_shared(position)
        stretch, basis, anchor = self._stretch(position, value)
        if stretch is None:
            return unknown(mention.value), anchor
        if position == 0 and opens_as_dateline(self._article, mention):
            basis = DateBasis.STATED
            self._dateline = self._dateline or stretch.first
        stated = value.anchor is TimeAnchor.NONE and (basis is DateBasis.STATED or shared)
        if basis is not DateBasis.PUBLISHED:
            sentence = self._sentence(position)
            offset = mention.span.start - sentence.span.start
            # "had held it since January 2014": where something began is no turn of the story.
            if not sentence.plain[:offset].lower().endswith("since "):
                self._context.remember(stretch, sentence.index, stated, offset)
        return when_of(stretch, basis, value), anchor

    def _with_shared(self, position: int) -> tuple[TimeExpression, bool]:
        """The value with the month and year of the series it opens, and whether that gave its year."""
        mention = self._found[position]
        value = mention.value
        open_fields = (value.day, value.month, value.season) != (None, None, None)
        if value.anchor is not TimeAnchor.NONE or value.year is not None or not open_fields:
            return value, False
        for following in self._found[position + 1 : position + _SERIES]:
            gap = self._article.text[mention.span.end : min(following.span.start, mention.span.end + _CLOCK_GAP)]
            other = following.value
            if other.kind is not TimeKind.DATE or not _JOINT.fullmatch(gap):
                break
            if value.month is None and value.season is None:
                value = replace(value, month=other.month)
            if other.year is not None:
                if calendar_order(value) <= calendar_order(other):
                    return replace(value, year=other.year), True
                # Over the turn of a year only a range runs back: "December-February 1937", not "27 July, 24 May 1937".
                return (replace(value, year=other.year - 1), True) if value.open_range else (value, False)
            mention = following
        return value, False

    def _stretch(self, position: int, value: TimeExpression) -> _Read:
        if value.anchor is TimeAnchor.NONE:
            return self._calendar(position, value)
        if value.anchor is TimeAnchor.DATELINE:
            if self._dateline is None:
                return self._named_weekday(position, value)
            return self._from_dateline(position, value, self._dateline), DateBasis.RELATIVE, "anchor-dateline"
        if value.anchor is TimeAnchor.AFTER:
            return self._from_next(position, value)
        return self._from_text(position, value)

    # ---- calendar dates ---------------------------------------------------------------------------------------------

    def _calendar(self, position: int, value: TimeExpression) -> _Read:
        """A date by its own fields; a missing year comes from the dateline in news, from the text in a story."""
        if value.before_christ:
            return None, DateBasis.STATED, ""
        if (value.year, value.decade, value.century) != (None, None, None):
            return stretch_of(value), DateBasis.STATED, ""
        if value.month is None and value.day is not None:
            value = replace(value, month=self._context.month)
        month = calendar_order(value)[0]
        if not month:
            return _NOWHERE
        year, anchor = self._story_year(value), "anchor-text"
        if self._dateline is not None:
            recent = news_year(self._dateline, month, value.day, self._looks_ahead(position))
            if year is None or not self._retold(position, date(recent, month, 1)):
                year, anchor = recent, "anchor-dateline"
        if year is None:
            return _NOWHERE
        return stretch_of(replace(value, year=year)), DateBasis.RELATIVE, anchor

    def _story_year(self, value: TimeExpression) -> int | None:
        """The year of the story so far; January after December is the next one's, 29 February a leap year's."""
        last = self._context.last
        if (
            last is not None
            and last.first.month == value.month
            and (last.first.year, last.first.month) == (last.last.year, last.last.month)
        ):
            # "was taken in May 2006 ... on 10 May": the month just named says which year.
            return last.first.year
        year = self._context.year
        if year is None:
            return None
        if value.month == 1 and self._context.month == 12:
            year += 1
        if (value.month, value.day) == (2, 29):
            return next((leap for leap in (year, year + 1, year - 1) if isleap(leap)), year)
        return year

    def _retold(self, position: int, recent: date) -> bool:
        """Whether a news report has just turned to another year, so that a date without a year goes on from there.

        A day or month of that year says so; a bare year only where the `recent` reading lies months back.
        """
        context, dateline = self._context, self._dateline
        if dateline is None or context.year is None or abs(context.year - dateline.year) < 2:
            return False
        if self._sentence(position).index - context.year_sentence > 1:
            return False
        return context.month is not None or (dateline - recent).days > _NEWS_DAYS

    # ---- relative dates ---------------------------------------------------------------------------------------------

    def _from_dateline(self, position: int, value: TimeExpression, dateline: date) -> Stretch | None:
        """ "today", "on Tuesday", "last week", "last July", "two weeks ago"."""
        shift = value.shift or 0
        if value.weekday is not None:
            ahead = value.shift is None and self._looks_ahead(position)
            meant = stretches.weekday_near(dateline, value.weekday, value.shift, ahead)
            return stretches.day_stretch(meant) if meant else None
        if value.month is not None or value.season is not None:
            month = calendar_order(value)[0]
            turned = month >= dateline.month if shift < 0 else month <= dateline.month
            return stretch_of(replace(value, year=dateline.year + (shift if turned else 0)))
        if value.unit == "weekend" and value.shift is None:
            recent = stretches.weekday_near(dateline, 5, None, ahead=False)
            return stretches.weekend_stretch(recent) if recent else None
        return counted(dateline, value)

    def _named_weekday(self, position: int, value: TimeExpression) -> _Read:
        """Without a dateline "on Tuesday" says a day only where the day just named is a Tuesday."""
        context = self._context
        near = self._sentence(position).index - context.day_sentence <= 1
        if value.weekday is None or context.day is None or not near or context.day.weekday() != value.weekday:
            return _NOWHERE
        return stretches.day_stretch(context.day), DateBasis.RELATIVE, "anchor-text"

    def _from_text(self, position: int, value: TimeExpression) -> _Read:
        """ "the same day", "three days later", "that month": counted from the last date of the text."""
        context = self._context
        if value.weekday is not None:
            return context.weekday(value), DateBasis.RELATIVE, "anchor-text"
        if value.season is not None and value.shift is not None and context.year is not None:
            return stretch_of(replace(value, year=context.year + value.shift)), DateBasis.RELATIVE, "anchor-text"
        if (value.day, value.month, value.season) != (None, None, None):
            return context.pointed(value), DateBasis.RELATIVE, "anchor-text"
        origin = context.origin(value.unit, value.shift)
        far = self._sentence(position).index - context.day_sentence > 1
        if origin is not None and self._dateline and far and (value.unit, value.shift) == ("day", 0):
            # News: "later in the day", with another day named sentences ago, may well be the day of the report.
            return _NOWHERE
        if origin is not None:
            return counted(origin, value), DateBasis.RELATIVE, "anchor-text"
        if context.year is None and value.shift == 0 and self._dateline is not None:
            return counted(self._dateline, value), DateBasis.PUBLISHED, "anchor-dateline"
        return _NOWHERE

    def _from_next(self, position: int, value: TimeExpression) -> _Read:
        """ "two days after 5 July", "overnight on 25 February"; else the date that it tells again."""
        following, _ = self._next_day(position, _AFTER_GAP)
        if following is not None:
            return counted(following, value), DateBasis.RELATIVE, "anchor-next"
        context = self._context
        if value.part is not None:
            near = self._sentence(position).index - context.day_sentence
            if context.day is not None and near <= (0 if self._dateline else 1):
                return counted(context.day, value), DateBasis.RELATIVE, "anchor-text"
            if self._dateline is None:
                return _NOWHERE
            return stretches.night_before(self._dateline), DateBasis.RELATIVE, "anchor-dateline"
        if position and context.day is not None:
            before = self._found[position - 1]
            gap = self._article.text[before.span.end : self._found[position].span.start]
            if before.value.day is not None and _APPOSITION.fullmatch(gap):
                return stretches.day_stretch(context.day), DateBasis.RELATIVE, "apposition"
        return _NOWHERE

    def _next_day(self, position: int, reach: int) -> tuple[date | None, DateBasis]:
        """The day that the next mention names, if it stands within `reach` characters, and what that is known by."""
        nothing = (None, DateBasis.RELATIVE)
        if position + 1 >= len(self._found):
            return nothing
        mention, following = self._found[position], self._found[position + 1]
        value = following.value
        near = following.span.start - mention.span.end <= reach
        near = near and self._sentence(position) is self._sentence(position + 1)
        if not near or value.kind is not TimeKind.DATE or value.hour is not None or value.either is not None:
            return nothing
        if value.anchor is TimeAnchor.AFTER:
            return nothing
        stretch, basis, _ = self._stretch(position + 1, self._with_shared(position + 1)[0])
        return (stretch.first, basis) if stretch and stretch.precision is DatePrecision.DAY else nothing

    def _clock(self, position: int) -> tuple[When, str]:
        """A time of day on the day named just after it or shortly before."""
        value, context = self._found[position].value, self._context
        near = self._sentence(position).index - context.day_sentence
        before = self._found[position - 1].span.end if position else -_CLOCK_GAP
        just_named = near == 0 and self._found[position].span.start - before <= _AFTER_GAP
        day, basis = (None, DateBasis.RELATIVE) if just_named else self._next_day(position, _CLOCK_GAP)
        if day is None and near <= _CLOCK_SENTENCES:
            day = context.day
        if day is None:
            return unknown(value), "no-anchor"
        timex = f"{day.isoformat()}{clock_of(value)}"
        return When(day, day, DatePrecision.TIME, basis, timex), "anchor-day"

    # ---- dates in figures -------------------------------------------------------------------------------------------

    def _either(self, either: tuple[date, date]) -> When:
        """A date in figures with two readings: the one that the article's other such dates or its dateline allow.

        Where neither tells, the stretch from one to the other.
        """
        published = self._article.published
        chosen = either[next(iter(self._orders))] if len(self._orders) == 1 else None
        if chosen is None and published is not None:
            past = [day for day in either if day <= published]
            chosen = past[0] if len(past) == 1 and (published - past[0]).days < _EITHER_DAYS else None
        if chosen is not None:
            return When(chosen, chosen, DatePrecision.DAY, DateBasis.STATED, chosen.isoformat())
        first, last = min(either), max(either)
        return When(first, last, DatePrecision.RANGE, DateBasis.STATED, f"{first.isoformat()}/{last.isoformat()}")

    # ---- the text around --------------------------------------------------------------------------------------------

    def _sentence(self, position: int) -> Sentence:
        return self._sentences[max(0, bisect_right(self._starts, self._found[position].span.start) - 1)]

    def _looks_ahead(self, position: int) -> bool:
        sentence, span = self._sentence(position), self._found[position].span
        return looks_ahead(sentence, span.start - sentence.span.start, span.end - sentence.span.start)


def _figure_order(mention: Mention[TimeExpression]) -> int | None:
    """0 where a date in figures can only be day first, 1 where it can only be month first."""
    found = _FIGURES.fullmatch(mention.text)
    if found is None or mention.value.either is not None or found[1] == found[2]:
        return None
    return 0 if int(found[1]) > 12 else 1
