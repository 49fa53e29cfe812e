"""Sentence → time expressions: dates, times, durations, sets and references, as written. Linear in the sentence."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from loaders.finders import date_numbers, date_readings
from loaders.finders.date_grammar import FURTHER_DAY, FURTHER_YEAR, RULES
from loaders.finders.date_readings import Reading
from loaders.finders.date_words import Tokens, tokens_of, triggers, vocabulary
from loaders.model import Kind, Mention, Sentence, TimeExpression, TimeKind, mention_at

_WORD = re.compile(r"[^\W\d_]+")
_DIGIT = re.compile(r"[0-9]")

_BUILDERS: dict[str, Callable[[Reading], TimeExpression | None]] = {
    "day-month-year": date_readings.calendar,
    "month-day-year": date_readings.calendar,
    "day-of-range": date_readings.calendar,
    "day-pointed": date_readings.calendar,
    "day-alone": date_readings.day_alone,
    "month-year": date_readings.calendar,
    "month": date_readings.month,
    "year": date_readings.year,
    "half": date_readings.half,
    "quarter": date_readings.quarter,
    "quarter-sign": date_readings.quarter,
    "weekend": date_readings.weekend,
    "season": date_readings.season,
    "decade": date_readings.decade,
    "century": date_readings.century,
    "weekday": date_readings.weekday,
    "named-day": date_readings.named_day,
    "deictic-day": date_readings.deictic_day,
    "relative-unit": date_readings.relative_unit,
    "relative-part": date_readings.relative_part,
    "unit-part": date_readings.unit_part,
    "unit-end": date_readings.unit_part,
    "part-alone": date_readings.part_alone,
    "counted": date_readings.counted,
    "duration": date_readings.duration,
    "stretch": date_readings.stretch,
    "day-beside": date_readings.day_beside,
    "units-bare": date_readings.units_bare,
    "units-long": date_readings.units_long,
    "set": date_readings.repeated,
    "set-every": date_readings.repeated,
    "reference": date_readings.reference,
    "reference-past": date_readings.reference_past,
    "reference-noun": date_readings.reference_noun,
    "clock": date_readings.clock,
    "clock-hours": date_readings.clock_hours,
    "iso-date": date_numbers.iso_date,
    "numeric-date": date_numbers.numeric_date,
    "date-time-group": date_numbers.date_time_group,
    "before-christ": date_readings.before_christ,
}


def find(sentence: Sentence) -> list[Mention[TimeExpression]]:
    """Time expressions in order, none overlapping another. The ends of a range are two mentions, the first `open_range`."""
    plain = sentence.plain
    if not _DIGIT.search(plain) and triggers().isdisjoint(_WORD.findall(plain)):
        return []
    tokens = tokens_of(plain)
    found = _with_ranges(tokens, _expressions(tokens))
    lookup = vocabulary().get
    mentions = []
    for rule, first, last, value in found:
        entries = [lookup(word) for word in tokens.words[first:last]]
        rows = tuple(entry.row for entry in entries if entry)
        mentions.append(mention_at(sentence, Kind.DATE, tokens.starts[first], tokens.ends[last - 1], f"dates/{rule}", value, rows))
    return mentions


_Found = tuple[str, int, int, TimeExpression]


def _expressions(tokens: Tokens) -> list[_Found]:
    """Leftmost longest matches that read as time expressions: rule, first token, token after the last, value."""
    present = set(tokens.codes)
    candidates = sorted(
        (match.start(), -match.end(), order, match)
        for order, rule in enumerate(RULES)
        if not rule.keys.isdisjoint(present)
        for match in rule.pattern.finditer(tokens.codes)
    )
    found: list[_Found] = []
    reached = 0
    for start, _, order, match in candidates:
        if start < reached:
            continue
        rule = RULES[order].name
        value = _BUILDERS[rule](Reading(rule, match, tokens))
        if value is None:
            continue
        reached = match.end()
        if value is date_readings.NO_TIME:
            continue
        found.append((rule, start, reached, value))
        for further in _further(tokens, reached, value):
            found.append(further)
            reached = further[2]
    return found


def _further(tokens: Tokens, position: int, value: TimeExpression) -> list[_Found]:
    """What goes on after a date: "25-26" and "25, 26 and 27" after a month, "94" after "1990-"."""
    further: list[_Found] = []
    while value.kind is TimeKind.DATE and value.day is not None and value.month is not None and value.hour is None:
        match = FURTHER_DAY.match(tokens.codes, position)
        if match is None or value.year is not None:
            break
        number = int(re.sub(r"\D", "", tokens.words[match.start(1)]))
        if not value.day < number <= 31:
            break
        year = int(tokens.words[match.start(2)]) if match[2] else None
        value = replace(value, day=number, year=year, weekday=None, part=None)
        further.append(("further-day", match.start(1), match.end(), value))
        position = match.end()
    if value.kind is TimeKind.DATE and value.year is not None and value.month is None and value.season is None:
        match = FURTHER_YEAR.match(tokens.codes, position)
        if match is not None and tokens.touches(match.start()) and tokens.touches(match.start(1)):
            short = tokens.words[match.start(1)]
            if len(short) == 2 and int(short) > value.year % 100:
                year = value.year // 100 * 100 + int(short)
                further.append(("further-year", match.start(1), match.end(), TimeExpression(TimeKind.DATE, year=year)))
    return further


def _with_ranges(tokens: Tokens, found: list[_Found]) -> list[_Found]:
    """Marks each date that opens a range which the next one closes: "3-5 May", "from May to July", "between 3 and 5 May"."""
    marked: list[_Found] = []
    for here, there in zip(found, (*found[1:], None), strict=False):
        rule, first, last, value = here
        if there is not None and value.kind is TimeKind.DATE is there[3].kind and _opens_range(tokens, first, last, there[1]):
            value = replace(value, open_range=True)
        marked.append((rule, first, last, value))
    return marked


def _opens_range(tokens: Tokens, first: int, last: int, following: int) -> bool:
    joint = tokens.codes[last:following].lstrip(".,")
    if joint in ("-", "z"):
        return True
    return joint == "&" and tokens.codes[max(0, first - 1) : first] == "Z"
