"""Readings that give no day: durations, sets and references, with their TIMEX3 values."""

from __future__ import annotations

from loaders.finders.dates.reading import PREPOSITIONS, Reading
from loaders.finders.dates.words import CODES
from loaders.model import TimeExpression, TimeKind

# TIMEX3 letters of the units; "T" before a unit of the clock. A fortnight is two weeks, a weekend two days.
LETTERS = {
    "minute": "TM",
    "hour": "TH",
    "day": "D",
    "weekend": "D",
    "week": "W",
    "fortnight": "W",
    "month": "M",
    "quarter": "Q",
    "year": "Y",
    "decade": "DE",
    "century": "CE",
    "millennium": "ML",
}
_DOUBLED = ("fortnight", "weekend")


def _span(unit: str, count: int | None) -> str:
    """ "P3D", "PT24H"; an unknown number is X."""
    letters = LETTERS[unit]
    if count is not None and unit in _DOUBLED:
        count *= 2
    clock = "T" if letters[0] == "T" else ""
    return f"P{clock}{'X' if count is None else count}{letters.removeprefix('T')}"


def duration(reading: Reading) -> TimeExpression | None:
    """ "for three days", "a six-month siege", "several hours", "a 42-year-old"; not "a quarter" of a thing."""
    unit, age = reading.value("unit") or "", reading.word("age")
    article = reading.has("count") and reading.match.group("count") == CODES["ARTICLE"]
    if age not in ("", "long", "old") or unit == "quarter" or (article and (age or unit == "weekend")):
        return None
    return TimeExpression(TimeKind.DURATION, timex=_span(unit, reading.amount()))


def stretch(reading: Reading) -> TimeExpression | None:
    """ "the past two years", "the first three days", "the coming weeks"."""
    unit = reading.value("unit") or ""
    counted = reading.has("count") or reading.has("vague") or reading.codes[-1] == CODES["UNITS"]
    if not counted:
        ordinal = reading.match.group("relation") == CODES["ORDINAL"]
        return TimeExpression(TimeKind.DURATION, timex=_span(unit, 1)) if ordinal and unit != "quarter" else None
    return TimeExpression(TimeKind.DURATION, timex=_span(unit, reading.amount()))


def units_bare(reading: Reading) -> TimeExpression | None:
    """ "for weeks", "within days"."""
    if reading.word_before not in ("for", "within") or reading.after == "-":
        return None
    return TimeExpression(TimeKind.DURATION, timex=_span(reading.value("unit") or "", None))


def units_long(reading: Reading) -> TimeExpression | None:
    """ "a year-long siege", "hours-long bombardments"."""
    if reading.word("age") != "long":
        return None
    count = None if reading.match.group("unit") == CODES["UNITS"] else 1
    return TimeExpression(TimeKind.DURATION, timex=_span(reading.value("unit") or "", count))


def repeated(reading: Reading) -> TimeExpression | None:
    """ "daily", "per month", "every Friday", "each night"; not "Daily Sabah"."""
    if reading.has("set"):
        named = reading.tokens.words[reading.match.start()][0].isupper() and reading.after == CODES["CAPITALISED"]
        return None if named else TimeExpression(TimeKind.SET, timex=reading.value("set"))
    if reading.has("weekday"):
        return TimeExpression(TimeKind.SET, timex=f"XXXX-WXX-{reading.value('weekday')}")
    if reading.has("part"):
        return TimeExpression(TimeKind.SET, timex=f"XXXX-XX-XXT{reading.part}")
    return TimeExpression(TimeKind.SET, timex=_span(reading.value("unit") or "", 1))


def reference(reading: Reading) -> TimeExpression | None:
    """ "now", "currently", "recently", "former": a time that no calendar holds."""
    return TimeExpression(TimeKind.REFERENCE, timex=reading.value("reference"))


def reference_past(reading: Reading) -> TimeExpression | None:
    """ "in the past", "in future"; not "in the past week", "in the future of"."""
    if (reading.has("past") and reading.word("past") != "past") or reading.after not in (*".,;)-", "", CODES["AND"]):
        return None
    return TimeExpression(TimeKind.REFERENCE, timex="PAST_REF" if reading.has("past") else "FUTURE_REF")


def reference_noun(reading: Reading) -> TimeExpression | None:
    """ "at this time", "that period", "the same time"; "the time" and "the period" may be any."""
    back = reading.has("same") or reading.has("that")
    if reading.has("period"):
        if reading.after == CODES["OF"] or (reading.has("the") and not back):
            return None
    elif not back and (reading.before not in PREPOSITIONS or (reading.has("the") and reading.before != CODES["AT"])):
        return None
    return TimeExpression(TimeKind.REFERENCE, timex="PAST_REF" if back else "PRESENT_REF")
