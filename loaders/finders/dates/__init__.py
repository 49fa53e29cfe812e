"""Sentence → time expressions as written: dates, times, durations, sets, references. Linear in the sentence."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from heapq import heappop, heappush

from loaders.finders.dates import calendar_readings, figure_readings, relative_readings, span_readings
from loaders.finders.dates.grammar import FURTHER_DAY, FURTHER_YEAR, RULES
from loaders.finders.dates.reading import NO_TIME, Reading
from loaders.finders.dates.tokens import Tokens, tokens_of
from loaders.finders.dates.words import CODES, triggers, vocabulary
from loaders.model import Kind, Mention, Sentence, TimeExpression, TimeKind, mention_at

__all__ = ["find"]

_WORD = re.compile(r"[^\W\d_]+")
_DIGIT = re.compile(r"[0-9]")

_READERS: dict[str, Callable[[Reading], TimeExpression | None]] = {
    "day-month-year": calendar_readings.calendar,
    "month-day-year": calendar_readings.calendar,
    "day-of-range": calendar_readings.calendar,
    "day-pointed": calendar_readings.calendar,
    "day-alone": calendar_readings.day_alone,
    "month-year": calendar_readings.calendar,
    "month": calendar_readings.month,
    "year": calendar_readings.year,
    "half": calendar_readings.half,
    "quarter": calendar_readings.quarter,
    "quarter-sign": calendar_readings.quarter,
    "season": calendar_readings.season,
    "decade": calendar_readings.decade,
    "century": calendar_readings.century,
    "named-day": calendar_readings.named_day,
    "era-year": calendar_readings.era_year,
    "weekday": relative_readings.weekday,
    "deictic-day": relative_readings.deictic_day,
    "relative-unit": relative_readings.relative_unit,
    "relative-part": relative_readings.relative_part,
    "unit-part": relative_readings.unit_part,
    "unit-end": relative_readings.unit_part,
    "weekend": relative_readings.weekend,
    "part-beside": relative_readings.part_beside,
    "part-alone": relative_readings.part_alone,
    "counted": relative_readings.counted,
    "day-beside": relative_readings.day_beside,
    "duration": span_readings.duration,
    "stretch": span_readings.stretch,
    "units-bare": span_readings.units_bare,
    "units-long": span_readings.units_long,
    "set": span_readings.repeated,
    "set-every": span_readings.repeated,
    "reference": span_readings.reference,
    "anniversary": span_readings.reference,
    "reference-past": span_readings.reference_past,
    "reference-noun": span_readings.reference_noun,
    "clock": figure_readings.clock,
    "clock-hours": figure_readings.clock_hours,
    "iso-date": figure_readings.iso_date,
    "numeric-date": figure_readings.numeric_date,
    "date-time-group": figure_readings.date_time_group,
}

# Rule, first token, token after the last, value.
_Found = tuple[str, int, int, TimeExpression]


def find(sentence: Sentence) -> list[Mention[TimeExpression]]:
    """Time expressions in order, none overlapping another.

    The two ends of a range are two mentions, the first of them `open_range`: "from [3] to [5 March]".
    """
    plain = sentence.plain
    if not _DIGIT.search(plain) and triggers().isdisjoint(_WORD.findall(plain)):
        return []
    tokens = tokens_of(plain)
    lookup = vocabulary().get
    mentions: list[Mention[TimeExpression]] = []
    for rule, first, last, value in _with_ranges(tokens, _expressions(tokens)):
        rows = tuple(entry.row for word in tokens.words[first:last] if (entry := lookup(word)))
        start, end = tokens.starts[first], tokens.ends[last - 1]
        mentions.append(mention_at(sentence, Kind.DATE, start, end, f"dates/{rule}", value, rows))
    return mentions


@cache
def _rules_of() -> dict[str, list[int]]:
    """For each code the rules of which it is a key, by their place."""
    found: dict[str, list[int]] = {}
    for order, rule in enumerate(RULES):
        for code in rule.keys:
            found.setdefault(code, []).append(order)
    return found


def _expressions(tokens: Tokens) -> list[_Found]:
    """Leftmost longest matches that read as time expressions; of equally long ones the earlier rule's."""
    present = set(tokens.codes)
    # Each rule waits with its next match: where it begins, how long it is, which rule, the match.
    waiting: list[tuple[int, int, int, re.Match[str]]] = []

    def search(order: int, position: int) -> None:
        match = RULES[order].pattern.search(tokens.codes, position)
        if match is not None:
            heappush(waiting, (match.start(), -match.end(), order, match))

    for order in {order for code in present for order in _rules_of().get(code, ())}:
        search(order, 0)
    found: list[_Found] = []
    reached = 0
    while waiting:
        start, _, order, match = heappop(waiting)
        if start < reached:
            search(order, reached)
            continue
        name = RULES[order].name
        value = _READERS[name](Reading(name, match, tokens))
        if value is not None:
            reached = match.end()
            if value is not NO_TIME:
                found.append((name, start, reached, value))
                found.extend(_further(tokens, reached, value))
                reached = found[-1][2]
        search(order, max(reached, start + 1))
    return found


def _further(tokens: Tokens, position: int, value: TimeExpression) -> list[_Found]:
    """What goes on after a date: "25-26" and "25, 26 and 27" after a month, "94" after "1990-"."""
    further: list[_Found] = []
    if value.kind is not TimeKind.DATE:
        return further
    while value.day is not None and value.month is not None and value.year is None:
        match = FURTHER_DAY.match(tokens.codes, position)
        number = int(re.sub(r"\D", "", tokens.words[match.start("day")])) if match else 0
        if match is None or not value.day < number <= 31:
            return further
        year = int(tokens.words[match.start("year")]) if match["year"] else None
        value = replace(value, day=number, year=year, weekday=None, part=None)
        position = match.end()
        further.append(("further-day", match.start("day"), position, value))
    if value.year is not None and (value.month, value.season, value.quarter) == (None,) * 3:
        match = FURTHER_YEAR.match(tokens.codes, position)
        if match is not None and tokens.touches(match.start()) and tokens.touches(match.start("year")):
            short = tokens.words[match.start("year")]
            if len(short) == 2 and int(short) > value.year % 100:
                year = value.year // 100 * 100 + int(short)
                later = TimeExpression(TimeKind.DATE, year=year)
                further.append(("further-year", match.start("year"), match.end(), later))
    return further


def _with_ranges(tokens: Tokens, found: list[_Found]) -> list[_Found]:
    """Marks each date that opens a range which the next one closes."""
    marked: list[_Found] = []
    for here, there in zip(found, (*found[1:], None), strict=False):
        rule, first, last, value = here
        dates = there is not None and value.kind is TimeKind.DATE is there[3].kind
        if there is not None and dates and _opens_range(tokens, first, last, there[1]):
            value = replace(value, open_range=True)
        marked.append((rule, first, last, value))
    return marked


def _opens_range(tokens: Tokens, first: int, last: int, following: int) -> bool:
    """ "3-5 May", "from May to July", "between 3 and 5 May"; "May and July" are two dates."""
    joint = tokens.codes[last:following].lstrip(".,")
    if joint in ("-", CODES["TO"]):
        return True
    return joint == CODES["AND"] and tokens.codes[max(0, first - 1) : first] == CODES["BETWEEN"]
