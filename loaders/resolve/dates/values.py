"""Calendar fields → stretch of days → `When`, and what is kept of a date whose days nothing tells."""

from __future__ import annotations

from datetime import MAXYEAR, date

from loaders.model import DateBasis, DatePrecision, TimeExpression, When
from loaders.resolve.dates import stretches
from loaders.resolve.dates.stretches import SEASON_START, Stretch


def calendar_order(value: TimeExpression) -> tuple[int, int]:
    """Month (a season's or quarter's first) and day, 0 where there is none: compares dates of one year."""
    month = value.month or (SEASON_START[value.season] if value.season else 0)
    return (month or (3 * value.quarter - 2 if value.quarter else 0), value.day or 0)


def stretch_of(value: TimeExpression) -> Stretch | None:
    """The days of fields that are complete from the year down; None where the calendar has no such day."""
    if value.century is not None:
        return stretches.century_stretch(value.century)
    if value.decade is not None:
        return stretches.decade_stretch(value.decade)
    year = value.year
    if year is None or not 1 <= year <= MAXYEAR:
        return None
    if value.day is not None and value.month is not None:
        try:
            return stretches.day_stretch(date(year, value.month, value.day))
        except ValueError:
            return None
    if value.half is not None and value.month is not None:
        return stretches.half_month_stretch(year, value.month, value.half)
    if value.half is not None:
        return stretches.half_stretch(year, value.half)
    if value.month is not None:
        return stretches.month_stretch(year, value.month)
    if value.season is not None:
        return stretches.season_stretch(year, value.season)
    if value.quarter is not None:
        return stretches.quarter_stretch(year, value.quarter)
    return stretches.year_stretch(year)


def when_of(stretch: Stretch, basis: DateBasis, value: TimeExpression) -> When:
    """The stretch with the part or time of day that the text gives."""
    timex, precision = stretch.timex, stretch.precision
    if precision is DatePrecision.DAY and value.hour is not None:
        timex, precision = f"{timex}{clock_of(value)}", DatePrecision.TIME
    elif precision is DatePrecision.DAY and value.part is not None:
        timex = f"{timex}T{value.part}"
    return When(stretch.first, stretch.last, precision, basis, timex)


def clock_of(value: TimeExpression) -> str:
    """ "T04:30"."""
    return f"T{value.hour or 0:02}:{value.minute or 0:02}"


_UNKNOWN_UNITS = {
    "day": ("XXXX-XX-XX", DatePrecision.DAY),
    "week": ("XXXX-WXX", DatePrecision.WEEK),
    "weekend": ("XXXX-WXX-WE", DatePrecision.RANGE),
    "month": ("XXXX-XX", DatePrecision.MONTH),
    "year": ("XXXX", DatePrecision.YEAR),
}


def unknown(value: TimeExpression) -> When:
    """No days and no basis: as much of the value as the text gives, "XXXX-02-26".

    A year before Christ, and a stated day that no calendar has, give nothing.
    """
    timex, precision = _UNKNOWN_UNITS.get(value.unit or "", (None, DatePrecision.UNKNOWN))
    if value.before_christ or value.year is not None:
        timex, precision = None, DatePrecision.UNKNOWN
    elif value.day is not None:
        timex, precision = f"XXXX-{_two(value.month)}-{value.day:02}", DatePrecision.DAY
    elif value.month is not None:
        timex, precision = f"XXXX-{value.month:02}", DatePrecision.MONTH
    elif value.season is not None:
        timex, precision = f"XXXX-{value.season}", DatePrecision.SEASON
    elif value.quarter is not None:
        timex, precision = f"XXXX-Q{value.quarter}", DatePrecision.QUARTER
    elif value.weekday is not None:
        timex, precision = f"XXXX-WXX-{value.weekday + 1}", DatePrecision.DAY
    elif value.hour is not None:
        timex, precision = "XXXX-XX-XX", DatePrecision.TIME
    if timex is not None and value.hour is not None:
        timex, precision = f"{timex}{clock_of(value)}", DatePrecision.TIME
    elif timex is not None and precision is DatePrecision.DAY and value.part is not None:
        timex = f"{timex}T{value.part}"
    return When(None, None, precision, None, timex)


def _two(month: int | None) -> str:
    return "XX" if month is None else f"{month:02}"


def joined_range(first: When, last: When) -> When | None:
    """Both ends of a range as one value; None where an end has no days or they are in the wrong order."""
    if first.earliest is None or last.earliest is None or last.latest is None or first.earliest > last.earliest:
        return None
    basis = first.basis if first.basis is last.basis else DateBasis.RELATIVE
    timex = f"{(first.timex or '').split('T')[0]}/{(last.timex or '').split('T')[0]}"
    return When(first.earliest, last.latest, DatePrecision.RANGE, basis, timex)
