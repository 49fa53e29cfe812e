"""The hours of an event, where its words give a time of day; pure.

Times are as written, in whatever zone the article means. A part of the day is drawn as wide as people mean it.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

HOUR = timedelta(hours=1)

_PARTS = {"TMO": (4, 12, "in the morning"), "TAF": (12, 18, "in the afternoon"), "TEV": (17, 24, "in the evening")}
_NIGHT, _NIGHT_HOURS = "TNI", (18, 8)
_CLOCK = re.compile(r"T([01][0-9]|2[0-3]):([0-5][0-9])", re.ASCII)
_MOMENT = timedelta(minutes=1)


def span(first: date, last: date, told: str = "") -> tuple[datetime, datetime]:
    """From when to when, its end not included: whole days unless `told`, a TIMEX3 time such as "T21:45" or "TEV", says more.

    A night of one day alone may be that day's first hours or its last: it stays the whole day.
    """
    begin, end = datetime.combine(first, time()), datetime.combine(last, time())
    if first == last and (clock := _CLOCK.fullmatch(told)):
        moment = begin.replace(hour=int(clock[1]), minute=int(clock[2]))
        return moment, moment + _MOMENT
    if first == last and told in _PARTS:
        opens, closes, _ = _PARTS[told]
        return begin + opens * HOUR, begin + closes * HOUR
    if told == _NIGHT and (last - first).days == 1:
        return begin + _NIGHT_HOURS[0] * HOUR, end + _NIGHT_HOURS[1] * HOUR
    return begin, end + timedelta(days=1) if last < date.max else datetime.max


def spoken(first: date | None, last: date | None, told: str) -> str:
    """The time of day in words where it narrows the days: "at 21:45", "in the evening", "overnight"; else nothing."""
    if first is None or last is None:
        return ""
    if first == last and _CLOCK.fullmatch(told):
        return f"at {told[1:]}"
    if first == last and told in _PARTS:
        return _PARTS[told][2]
    return "overnight" if told == _NIGHT and (last - first).days == 1 else ""
