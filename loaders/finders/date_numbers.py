"""Dates in figures: ISO 8601, day/month/year in either order, military date-time groups."""

from __future__ import annotations

import re
from datetime import date

from loaders.finders.date_readings import Reading
from loaders.finders.date_words import vocabulary
from loaders.model import TimeExpression, TimeKind

_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d))?")
_GROUP = re.compile(r"(\d\d)(\d\d)(\d\d) ?([A-Z]) ?([A-Za-z]{3}) ?(\d{2,4})")
_FIGURES = re.compile(r"(\d+)[./-](\d+)[./-](\d+)")
# Two-digit years up to this one are of this century: the POSIX convention of strptime's %y.
_CENTURY_TURN = 68


def _full_year(digits: str) -> int:
    number = int(digits)
    if len(digits) == 4:
        return number
    return number + (2000 if number <= _CENTURY_TURN else 1900)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _expression(day: date, hour: int | None = None, minute: int | None = None, zone: str | None = None) -> TimeExpression:
    return TimeExpression(
        TimeKind.DATE, year=day.year, month=day.month, day=day.day, hour=hour, minute=minute, zone=zone
    )


def iso_date(reading: Reading) -> TimeExpression | None:
    """ "2026-02-26" and "2026-02-26T04:30"."""
    found = _ISO.match(reading.word("iso") or "")
    day = found and _day(int(found[1]), int(found[2]), int(found[3]))
    if not found or not day:
        return None
    return _expression(day, int(found[4]) if found[4] else None, int(found[5]) if found[5] else None)


def numeric_date(reading: Reading) -> TimeExpression | None:
    """ "26.02.2026", "26/02/2026". With a slash and both figures up to 12 both readings stand."""
    text = reading.word("numeric") or ""
    found = _FIGURES.match(text)
    if not found or (len(found[3]) == 2 and (len(found[1]) < 2 or len(found[2]) < 2)):
        return None
    year = _full_year(found[3])
    day_first, month_first = _day(year, int(found[2]), int(found[1])), _day(year, int(found[1]), int(found[2]))
    if "." in text:
        return _expression(day_first) if day_first else None
    if day_first and month_first and day_first != month_first:
        return TimeExpression(TimeKind.DATE, year=year, either=(day_first, month_first))
    only = day_first or month_first
    return _expression(only) if only else None


def date_time_group(reading: Reading) -> TimeExpression | None:
    """Military date-time group, `DDHHMMZMONYY` (Allied Communications Publication 121): "121530ZMAR22"."""
    found = _GROUP.match(reading.word("group") or "")
    month = found and vocabulary().get(found[5].capitalize())
    if not found or month is None or not month.value.isdigit():
        return None
    day = _day(_full_year(found[6]), int(month.value), int(found[1]))
    hour, minute = int(found[2]), int(found[3])
    return _expression(day, hour, minute, found[4]) if day and hour < 24 else None
