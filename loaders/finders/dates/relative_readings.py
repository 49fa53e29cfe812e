"""Readings of days and stretches that are counted from another date: "on Tuesday", "last week", "three days later"."""

from __future__ import annotations

import re

from loaders.finders.dates.reading import PREPOSITIONS, Reading
from loaders.finders.dates.span_readings import LETTERS
from loaders.finders.dates.words import CODES, codes
from loaders.model import TimeAnchor, TimeExpression, TimeKind

_CLAUSE_ENDS = frozenset((".", ",", ";", ")", ""))
_EARLIER = frozenset("ago earlier before previously beforehand prior".split())
_NOT_COUNTED = frozenset("hour minute quarter millennium fortnight".split())
_UNTIL = frozenset("by until till before since".split())


def weekday(reading: Reading) -> TimeExpression | None:
    """A weekday in full. A capitalised word beside it makes it a name: "Bloody Sunday", "the Sunday Telegraph"."""
    value = reading.value("weekday")
    if value is None or reading.before in codes("NAME_LEAD NAMED_DAY"):
        return None
    if reading.before == CODES["THE"] and reading.word_after[:1].isupper():
        return None
    named = reading.codes[0] == CODES["WEEKDAY"] and reading.before == CODES["CAPITALISED"]
    if named and reading.match.start() > 1 and reading.after not in (",", "."):
        return None
    back = reading.from_text or (reading.has("the") and reading.shift is not None)
    return TimeExpression(
        TimeKind.DATE,
        TimeAnchor.BEFORE if back else TimeAnchor.DATELINE,
        weekday=int(value) - 1,
        shift=reading.shift,
        part=reading.part,
        modifier=reading.modifier,
    )


def deictic_day(reading: Reading) -> TimeExpression | None:
    """ "today", "yesterday evening", "tonight". "overnight" is first of all the night of the date beside it."""
    value = reading.value("deictic") or "0"
    part = reading.part or (value[-2:] if value[-1].isalpha() else None)
    if reading.word("deictic") == "overnight":
        return TimeExpression(TimeKind.DATE, TimeAnchor.AFTER, unit="day", shift=0, part="NI")
    shift = int(re.sub("[A-Z]", "", value))
    return TimeExpression(TimeKind.DATE, TimeAnchor.DATELINE, unit="day", shift=shift, part=part)


def relative_unit(reading: Reading) -> TimeExpression | None:
    """ "last week", "the same day", "earlier this year", "the end of last year"; "the past year" is a span."""
    unit, word, the = reading.value("unit") or "", reading.word("relation"), reading.has("the")
    if unit in _NOT_COUNTED or (word == "same" and not the):
        return None
    if word == "this" and unit == "day" and reading.shift == 0 and not reading.from_text:
        return TimeExpression(TimeKind.REFERENCE, timex="PRESENT_REF")
    spans = word in ("past", "coming", "last") and the and not reading.has("edge")
    if spans or unit in ("decade", "century"):
        return TimeExpression(TimeKind.DURATION, timex=f"P1{LETTERS[unit]}")
    return TimeExpression(
        TimeKind.DATE,
        TimeAnchor.BEFORE if reading.from_text else TimeAnchor.DATELINE,
        unit=unit,
        shift=reading.shift,
        part=reading.part,
        modifier=reading.modifier,
    )


def relative_part(reading: Reading) -> TimeExpression | None:
    """ "last night", "this morning", "that afternoon", "the next morning"."""
    back = reading.from_text and (reading.has("the") or reading.shift == 0)
    anchor = TimeAnchor.BEFORE if back else TimeAnchor.DATELINE
    return TimeExpression(TimeKind.DATE, anchor, unit="day", shift=reading.shift, part=reading.part)


def unit_part(reading: Reading) -> TimeExpression | None:
    """ "the end of the year", "late in the month", "later in the day", "month's end"."""
    unit = reading.value("unit")
    if unit not in ("day", "week", "month", "year") or (reading.has("genitive") and reading.word("genitive") != "s"):
        return None
    return TimeExpression(TimeKind.DATE, TimeAnchor.BEFORE, unit=unit, shift=0, modifier=reading.modifier)


def weekend(reading: Reading) -> TimeExpression | None:
    """ "over the weekend": the one just past, or the one that goes on."""
    if reading.value("unit") != "weekend":
        return None
    return TimeExpression(TimeKind.DATE, TimeAnchor.DATELINE, unit="weekend")


def part_beside(reading: Reading) -> TimeExpression | None:
    """ "the night before", "the morning after"; "the night before the vote" counts from no date."""
    if reading.after not in _CLAUSE_ENDS:
        return None
    shift = -1 if reading.word("direction") in _EARLIER else 1
    return TimeExpression(TimeKind.DATE, TimeAnchor.BEFORE, unit="day", shift=shift, part=reading.part)


def part_alone(reading: Reading) -> TimeExpression | None:
    """ "by morning", "in the evening"; "at night" is every night. A morning beside neither says nothing."""
    part, the = reading.part, reading.has("the")
    same_day = TimeExpression(TimeKind.DATE, TimeAnchor.BEFORE, unit="day", shift=0, part=part)
    if not the and reading.word_before in _UNTIL:
        return same_day
    if part in ("NI", "DT") and not the and reading.before != CODES["ARTICLE"] and reading.after != "-":
        return TimeExpression(TimeKind.SET, timex=f"XXXX-XX-XXT{part}")
    return same_day if the and reading.before in PREPOSITIONS else None


def counted(reading: Reading) -> TimeExpression | None:
    """ "three days later", "two weeks ago", "a month earlier"; a vague "years later" has no day."""
    word, after = reading.word("direction"), reading.after
    has_count = reading.has("count") or reading.has("vague")
    if not has_count and reading.tokens.codes[reading.match.end() - 2] != CODES["UNITS"]:
        return None
    if reading.match.group("direction") == CODES["PREVIOUS"] and (word != "prior" or not has_count):
        return None
    if word in ("after", "before") and not has_count and (word == "after" or after not in _CLAUSE_ENDS):
        return None
    sign, count = (-1 if word in _EARLIER else 1), reading.amount()
    if count is None:
        return TimeExpression(TimeKind.REFERENCE, timex="FUTURE_REF" if sign > 0 else "PAST_REF")
    anchor = TimeAnchor.DATELINE if word == "ago" else TimeAnchor.BEFORE
    if word in ("after", "before") and after not in _CLAUSE_ENDS:
        anchor = TimeAnchor.AFTER
    return TimeExpression(TimeKind.DATE, anchor, unit=reading.value("unit"), shift=sign * count)


def day_beside(reading: Reading) -> TimeExpression | None:
    """ "the day before", "the week after"."""
    unit = reading.value("unit")
    if unit not in ("day", "week", "month", "year"):
        return None
    anchor = TimeAnchor.BEFORE if reading.after in _CLAUSE_ENDS else TimeAnchor.AFTER
    return TimeExpression(TimeKind.DATE, anchor, unit=unit, shift=-1 if reading.word("direction") in _EARLIER else 1)
