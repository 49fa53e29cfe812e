"""Stretches of days: how a day, week, month, season, year, decade lies on the calendar, and its TIMEX3 value."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta

from dateutil.relativedelta import relativedelta

from loaders.model import DatePrecision

# Meteorological seasons of the northern hemisphere, by first month; winter runs into the next year.
SEASON_START = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
# More units than this from any date lie beyond the calendar.
_MOST_UNITS = 100_000


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days from `first` to `last`, how exact they are, and their TIMEX3 value."""

    first: date
    last: date
    precision: DatePrecision
    timex: str


def day_stretch(day: date) -> Stretch:
    return Stretch(day, day, DatePrecision.DAY, day.isoformat())


def night_before(day: date) -> Stretch:
    """The night that ends on `day`: two days, since nothing tells on which side of midnight."""
    first = day if day == date.min else day - timedelta(days=1)
    return Stretch(first, day, DatePrecision.RANGE, f"{first.isoformat()}TNI")


def week_stretch(day: date) -> Stretch:
    """The ISO week that holds `day`."""
    year, week, weekday = day.isocalendar()
    first = day - timedelta(days=weekday - 1)
    return Stretch(first, _days_on(first, 6), DatePrecision.WEEK, f"{year:04}-W{week:02}")


def weekend_stretch(day: date) -> Stretch:
    """Saturday and Sunday of the ISO week that holds `day`."""
    year, week, weekday = day.isocalendar()
    saturday = _days_on(day - timedelta(days=weekday - 1), 5)
    return Stretch(saturday, _days_on(saturday, 1), DatePrecision.RANGE, f"{year:04}-W{week:02}-WE")


def month_stretch(year: int, month: int) -> Stretch:
    last = monthrange(year, month)[1]
    return Stretch(date(year, month, 1), date(year, month, last), DatePrecision.MONTH, f"{year:04}-{month:02}")


def half_month_stretch(year: int, month: int, half: int) -> Stretch:
    whole = month_stretch(year, month)
    first, last = (whole.first, date(year, month, 15)) if half == 1 else (date(year, month, 16), whole.last)
    return Stretch(first, last, DatePrecision.RANGE, f"{first.isoformat()}/{last.isoformat()}")


def quarter_stretch(year: int, quarter: int) -> Stretch:
    first = date(year, 3 * quarter - 2, 1)
    return Stretch(first, _months_on(first, 3), DatePrecision.QUARTER, f"{year:04}-Q{quarter}")


def half_stretch(year: int, half: int) -> Stretch:
    first = date(year, 1 if half == 1 else 7, 1)
    return Stretch(first, _months_on(first, 6), DatePrecision.RANGE, f"{year:04}-H{half}")


def season_stretch(year: int, season: str) -> Stretch:
    first = date(year, SEASON_START[season], 1)
    return Stretch(first, _months_on(first, 3), DatePrecision.SEASON, f"{year:04}-{season}")


def year_stretch(year: int) -> Stretch:
    return Stretch(date(year, 1, 1), date(year, 12, 31), DatePrecision.YEAR, f"{year:04}")


def decade_stretch(decade: int) -> Stretch:
    """`decade` counts tens of years: 199 is the 1990s."""
    first = date(max(1, decade * 10), 1, 1)
    return Stretch(first, date(decade * 10 + 9, 12, 31), DatePrecision.DECADE, f"{decade:03}X")


def century_stretch(century: int) -> Stretch:
    """`century` counts hundreds of years: 19 is 1900 to 1999."""
    first = date(max(1, century * 100), 1, 1)
    return Stretch(first, date(century * 100 + 99, 12, 31), DatePrecision.RANGE, f"{century:02}XX")


def _days_on(day: date, days: int) -> date:
    """Later by `days`, or the calendar's last day."""
    return date.max if (date.max - day).days < days else day + timedelta(days=days)


def _months_on(first: date, months: int) -> date:
    """The last day of a stretch of whole months, or the calendar's last day."""
    if first.year == MAXYEAR and first.month + months > 12:
        return date.max
    after: date = first + relativedelta(months=months)
    return after - timedelta(days=1)


# The calendar's name of each unit that can be counted, and how many of them it is.
_COUNTED: dict[str, tuple[str, int]] = {
    "day": ("days", 1),
    "week": ("weeks", 1),
    "weekend": ("weeks", 1),
    "fortnight": ("weeks", 2),
    "month": ("months", 1),
    "quarter": ("months", 3),
    "year": ("years", 1),
    "decade": ("years", 10),
    "century": ("years", 100),
}


def shifted(day: date, unit: str, count: int) -> date | None:
    """`day` moved by `count` units; None for units too fine and days beyond the calendar."""
    if unit not in _COUNTED or abs(count) > _MOST_UNITS:
        return None
    name, factor = _COUNTED[unit]
    try:
        moved: date = day + relativedelta(**{name: count * factor})
    except (ValueError, OverflowError):
        return None
    return moved


def unit_stretch(day: date, unit: str) -> Stretch | None:
    """The day, week, weekend, month, quarter, year, decade or century that holds `day`."""
    match unit:
        case "day":
            return day_stretch(day)
        case "week" | "fortnight":
            return week_stretch(day)
        case "weekend":
            return weekend_stretch(day)
        case "month":
            return month_stretch(day.year, day.month)
        case "quarter":
            return quarter_stretch(day.year, (day.month + 2) // 3)
        case "year":
            return year_stretch(day.year)
        case "decade":
            return decade_stretch(day.year // 10)
        case "century":
            return century_stretch(day.year // 100)
    return None


def weekday_near(day: date, weekday: int, shift: int | None, ahead: bool) -> date | None:
    """The day that a weekday's name means when read on `day`.

    Plain "Tuesday" is the latest one, the reading day included, or the coming one where the sentence looks `ahead`;
    "last Tuesday" (-1) is before the reading day, "next Tuesday" (1) after it.
    """
    back, on = (day.weekday() - weekday) % 7, (weekday - day.weekday()) % 7
    if shift == -1:
        return shifted(day, "day", -(back or 7))
    if shift == 1:
        return shifted(day, "day", on or 7)
    return shifted(day, "day", on if ahead else -back)
