"""Calendar fields → first and last day, precision and TIMEX3 value. Pure date arithmetic."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta

from dateutil.relativedelta import relativedelta

from loaders.model import DatePrecision

# Meteorological seasons of the northern hemisphere: first month; winter runs into the next year.
SEASON_START = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}



@dataclass(frozen=True, slots=True)
class Stretch:
    """Days from `first` to `last`, how exact they are, and their TIMEX3 value."""

    first: date
    last: date
    precision: DatePrecision
    timex: str


def day_stretch(day: date) -> Stretch:
    return Stretch(day, day, DatePrecision.DAY, day.isoformat())


def week_stretch(day: date) -> Stretch:
    """The ISO week that holds `day`."""
    first = day - timedelta(days=day.weekday())
    year, week, _ = day.isocalendar()
    return Stretch(first, first + timedelta(days=6), DatePrecision.WEEK, f"{year:04}-W{week:02}")


def weekend_stretch(day: date) -> Stretch:
    """Saturday and Sunday of the ISO week that holds `day`."""
    monday = day - timedelta(days=day.weekday())
    year, week, _ = day.isocalendar()
    return Stretch(monday + timedelta(days=5), monday + timedelta(days=6), DatePrecision.RANGE, f"{year:04}-W{week:02}-WE")


def month_stretch(year: int, month: int) -> Stretch:
    last = monthrange(year, month)[1]
    return Stretch(date(year, month, 1), date(year, month, last), DatePrecision.MONTH, f"{year:04}-{month:02}")


def quarter_stretch(year: int, quarter: int) -> Stretch:
    first = date(year, 3 * quarter - 2, 1)
    return Stretch(first, _months_on(first, 3), DatePrecision.QUARTER, f"{year:04}-Q{quarter}")


def half_stretch(year: int, half: int) -> Stretch:
    first = date(year, 1 if half == 1 else 7, 1)
    return Stretch(first, _months_on(first, 6), DatePrecision.RANGE, f"{year:04}-H{half}")


def half_month_stretch(year: int, month: int, half: int) -> Stretch:
    whole = month_stretch(year, month)
    first, last = (whole.first, date(year, month, 15)) if half == 1 else (date(year, month, 16), whole.last)
    return Stretch(first, last, DatePrecision.RANGE, f"{first.isoformat()}/{last.isoformat()}")


def season_stretch(year: int, season: str) -> Stretch:
    first = date(year, SEASON_START[season], 1)
    return Stretch(first, _months_on(first, 3), DatePrecision.SEASON, f"{year:04}-{season}")


def year_stretch(year: int) -> Stretch:
    return Stretch(date(year, 1, 1), date(year, 12, 31), DatePrecision.YEAR, f"{year:04}")


def decade_stretch(decade: int) -> Stretch:
    """`decade` counts tens of years: 199 is the 1990s."""
    return Stretch(date(decade * 10, 1, 1), date(decade * 10 + 9, 12, 31), DatePrecision.DECADE, f"{decade:03}X")


def century_stretch(century: int) -> Stretch:
    """`century` counts hundreds of years: 19 is 1900 to 1999."""
    first = max(1, century * 100)
    return Stretch(date(first, 1, 1), date(century * 100 + 99, 12, 31), DatePrecision.RANGE, f"{century:02}XX")


def _months_on(first: date, months: int) -> date:
    """The last day of a stretch of whole months; the calendar's own last day at the end of time."""
    if first.year == MAXYEAR and first.month + months > 12:
        return date.max
    return first + relativedelta(months=months) - timedelta(days=1)


def shifted(day: date, unit: str, count: int) -> date | None:
    """`day` moved by `count` units; None beyond the calendar."""
    factors = {"day": ("days", 1), "week": ("weeks", 1), "fortnight": ("weeks", 2), "weekend": ("weeks", 1), "month": ("months", 1)} | {
        "quarter": ("months", 3),
        "year": ("years", 1),
        "decade": ("years", 10),
        "century": ("years", 100),
    }
    if unit not in factors:
        return None
    name, factor = factors[unit]
    if abs(count) > 100_000:
        return None
    try:
        return day + relativedelta(**{name: count * factor})  # type: ignore[arg-type]
    except (ValueError, OverflowError):
        return None


def unit_stretch(day: date, unit: str) -> Stretch | None:
    """The day, week, month, quarter, year, decade or century that holds `day`."""
    if unit == "day":
        return day_stretch(day)
    if unit in ("week", "fortnight"):
        return week_stretch(day)
    if unit == "weekend":
        return weekend_stretch(day)
    if unit == "month":
        return month_stretch(day.year, day.month)
    if unit == "quarter":
        return quarter_stretch(day.year, (day.month + 2) // 3)
    if unit == "year":
        return year_stretch(day.year)
    if unit == "decade":
        return decade_stretch(day.year // 10)
    return century_stretch(day.year // 100) if unit == "century" else None


def weekday_near(day: date, weekday: int, shift: int | None, future: bool) -> date | None:
    """The day that a weekday's name means when read on `day`.

    Plain "Tuesday" is the latest one, the reading day included (the coming one where the sentence looks ahead);
    "last Tuesday" is before the reading day, "next Tuesday" after it.
    """
    back, ahead = (day.weekday() - weekday) % 7, (weekday - day.weekday()) % 7
    if shift == -1:
        return shifted(day, "day", -(back or 7))
    if shift == 1:
        return shifted(day, "day", ahead or 7)
    return shifted(day, "day", ahead if future else -back)
