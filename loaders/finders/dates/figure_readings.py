"""Readings of figures: times of day, ISO 8601, day/month/year in either order, military date-time groups."""

from __future__ import annotations

import re
from datetime import date

from loaders.finders.dates.reading import PREPOSITIONS, Reading
from loaders.finders.dates.words import codes, vocabulary
from loaders.model import TimeAnchor, TimeExpression, TimeKind

_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d\d)(?!\d))?(?![\d,.])")
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d))?")
_GROUP = re.compile(r"(\d\d)(\d\d)(\d\d) ?([A-Z]) ?([A-Za-z]{3}) ?(\d{2,4})")
_FIGURES = re.compile(r"(\d+)[./-](\d+)[./-](\d+)")
# Two-digit years up to this one are of this century: the POSIX convention of %y.
_CENTURY_TURN = 68


def clock(reading: Reading) -> TimeExpression | None:
    """ "4:30 a.m. local time", "noon", "10 p.m. Friday". A bare number needs "a.m." or "o'clock"."""
    code = reading.match.group("clock")
    meridiem, weekday = reading.value("meridiem"), reading.value("weekday")
    if code in codes("DAY NUMBER DIGITS") and meridiem is None and reading.word("mark") != "o'clock":
        return None
    if reading.before == "+" and reading.first_is_glued:
        return None
    word = (reading.value("clock") or "") if code in codes("NUMBER CLOCK_WORD") else reading.word("clock")
    found = _CLOCK.match(word)
    if found is None:
        return None
    return _time(reading, int(found[1]), int(found[2] or 0), meridiem, int(weekday) - 1 if weekday else None)


def clock_hours(reading: Reading) -> TimeExpression | None:
    """ "0430 GMT", "at 1500 hours". Plain "1500 hours" is a duration."""
    word, mark = reading.word("clock"), reading.word("mark")
    sure = reading.has("zone") or reading.has("local") or mark in ("hrs", "hr", "h")
    likely = mark == "hours" and (word[0] == "0" or reading.before in PREPOSITIONS | codes("AND"))
    if not (sure or likely) or (reading.word_before in ("for", "in", "within") and not reading.has("zone")):
        return None
    weekday = reading.value("weekday")
    return _time(reading, int(word[:2]), int(word[2:]), None, int(weekday) - 1 if weekday else None)


def _time(reading: Reading, hour: int, minute: int, meridiem: str | None, weekday: int | None) -> TimeExpression | None:
    if meridiem is not None:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if meridiem == "PM" else 0)
    if hour > 24 or minute > 59:
        return None
    anchor = TimeAnchor.BEFORE if weekday is None else TimeAnchor.DATELINE
    zone = reading.value("zone")
    return TimeExpression(TimeKind.DATE, anchor, weekday=weekday, hour=hour, minute=minute, zone=zone)


def _full_year(digits: str) -> int:
    if len(digits) == 4:
        return int(digits)
    return int(digits) + (2000 if int(digits) <= _CENTURY_TURN else 1900)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _stated(day: date | None) -> TimeExpression | None:
    return None if day is None else TimeExpression(TimeKind.DATE, year=day.year, month=day.month, day=day.day)


def iso_date(reading: Reading) -> TimeExpression | None:
    """ "2026-02-26" and "2026-02-26T04:30"."""
    found = _ISO.match(reading.word("iso").upper())
    day = found and _day(int(found[1]), int(found[2]), int(found[3]))
    if not found or not day:
        return None
    if found[4] is None or int(found[4]) > 23:
        return _stated(day)
    return TimeExpression(
        TimeKind.DATE, year=day.year, month=day.month, day=day.day, hour=int(found[4]), minute=int(found[5])
    )


def numeric_date(reading: Reading) -> TimeExpression | None:
    """ "26.02.2026", "26/02/2026". With a slash or dash and both figures up to 12, both readings stand."""
    text = reading.word("numeric")
    found = _FIGURES.match(text)
    if not found or (len(found[3]) == 2 and (len(found[1]) < 2 or len(found[2]) < 2)):
        return None
    year = _full_year(found[3])
    day_first, month_first = _day(year, int(found[2]), int(found[1])), _day(year, int(found[1]), int(found[2]))
    if "." in text:
        return _stated(day_first)
    if day_first and month_first and day_first != month_first:
        return TimeExpression(TimeKind.DATE, year=year, either=(day_first, month_first))
    return _stated(day_first or month_first)


def date_time_group(reading: Reading) -> TimeExpression | None:
    """Military date-time group, day, hour, minute, zone letter, month and year (ACP 121): "121530ZMAR22"."""
    found = _GROUP.match(reading.tokens.words[reading.match.start()])
    month = found and vocabulary().get(found[5].capitalize())
    if not found or not month or month.code not in codes("MONTH MONTH_DOUBTFUL") or len(found[6]) == 3:
        return None
    day = _day(_full_year(found[6]), int(month.value), int(found[1]))
    hour, minute = int(found[2]), int(found[3])
    if day is None or hour > 23:
        return None
    return TimeExpression(
        TimeKind.DATE, year=day.year, month=day.month, day=day.day, hour=hour, minute=minute, zone=found[4]
    )
