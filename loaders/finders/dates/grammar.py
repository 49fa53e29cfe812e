"""The grammar of time expressions: named rules over the class codes of a sentence's tokens.

A template reads like a regular expression whose letters are class names; spaces only part them. A group's name says
what its token gives (`day`, `year`, `part`, ...); a digit after it tells apart two places of the same thing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from loaders.finders.dates.words import CODES, codes

# Names that a template may use beside the classes.
_NAMES = CODES | {
    "ANY_MONTH": f"[{CODES['MONTH']}{CODES['MONTH_DOUBTFUL']}]",
    "ANY_WEEKDAY": f"[{CODES['WEEKDAY']}{CODES['WEEKDAY_DOUBTFUL']}]",
    "ANY_SEASON": f"[{CODES['SEASON']}{CODES['SEASON_DOUBTFUL']}]",
    "ANY_ORDINAL": f"[{CODES['ORDINAL']}{CODES['DAY_ORDINAL']}]",
    "YEAR": f"[{CODES['PLAIN_YEAR']}{CODES['ROUND_YEAR']}]",
    "ANY_UNIT": f"[{CODES['UNIT']}{CODES['UNITS']}]",
    "SHORT": f"[{CODES['DAY']}{CODES['TWO_DIGITS']}]",
    "NUMERAL": "[" + "".join(sorted(codes("NUMBER DAY TWO_DIGITS FOUR_DIGITS DIGITS"))) + "]",
    "FIGURE": "[" + "".join(sorted(codes("DAY TWO_DIGITS PLAIN_YEAR ROUND_YEAR FOUR_DIGITS DIGITS"))) + "]",
    "NOUN": "[" + "".join(sorted(codes("CAPITALISED OTHER NAME_LEAD"))) + "]",
    "COMMA": ",",
    "DASH": "-",
    "DOT": r"\.",
    "SLASH": "/",
    "APOSTROPHE": "'",
    "MEASURE": r"[%:/]",
}

# "last", "this", "this past", "that same", "the same", "next".
_RELATION = "(?P<relation> THIS? (?:PREVIOUS|NEXT) | (?:THIS|THAT) SAME? | SAME )"
# What may stand before a date and belongs to it.
_LEAD = (
    "(?: THE MODIFIER? (?P<part>PART) UNITS? OF | THE? (?P<edge>EDGE) OF | (?P<early_hours>MODIFIER) UNITS OF "
    # "dawn on Wednesday", "late in the evening on 3 May"
    "| (?: MODIFIER IN? )? THE? (?P<part4>PART) PREPOSITION | VERY? (?P<modifier>MODIFIER) DASH? )?"
)
_POINTER = "(?: (?:THE SAME|THAT SAME?|THIS) (?P<pointer>UNIT) )"
# No year: "1500 pm", "1530 GMT", "2000%"; after a comma also "2000 men".
_YEAR = "(?P<year>YEAR) (?! %|MERIDIEM|ZONE|HOUR_MARK )"
_YEAR_NOT_COUNT = "(?P<year2> PLAIN_YEAR | ROUND_YEAR (?! COUNT_NOUN ) ) (?! %|MERIDIEM|ZONE|HOUR_MARK )"
_WEEKDAY = "(?: (?:PREVIOUS|THIS|NEXT)? (?P<weekday>ANY_WEEKDAY) DOT? COMMA? (?: (?P<part2>PART) OF? )? )?"
# "the 15 September" counts "the" in, "the 15 September attacks" leaves it out.
_THE_DAY = "(?: THE (?! (?:DAY|ANY_ORDINAL) OF? ANY_MONTH NOUN ) )?"
_ABBREVIATED = "(?: DOT (?= COMMA|DAY|YEAR|DASH ) )?"
_DAY_TAIL = f"(?: COMMA {_YEAR_NOT_COUNT} | (?:OF|DASH)? {_YEAR} | COMMA? OF {_POINTER} )? (?P<part3>PART)?"
_ROUGHLY = "(?: AT APPROXIMATE | (?:APPROXIMATE|EDGE) TO | APPROXIMATE{1,2} THAN? | VAGUE (?= NUMERAL ) )?"
_COUNT = "(?: (?P<count>NUMERAL|ARTICLE) (?: APPROXIMATE | AND ARTICLE HALF )? | ARTICLE? (?P<vague>VAGUE) OF? VAGUE? )"
_PLACE_OF_TIME = "(?: (?P<zone>ZONE) | (?P<local>LOCAL) TIME )?"

# Name; classes of which a sentence must hold one for the rule to be tried; template.
_TEMPLATES: tuple[tuple[str, str, str], ...] = (
    (
        "day-month-year",
        "MONTH MONTH_DOUBTFUL",
        f"{_LEAD} {_WEEKDAY} {_THE_DAY} (?P<day>DAY|ANY_ORDINAL) (?:DASH|DOT)? OF? "
        f"(?P<month>ANY_MONTH) {_ABBREVIATED} {_DAY_TAIL}",
    ),
    (
        "month-day-year",
        "MONTH MONTH_DOUBTFUL",
        f"{_LEAD} {_WEEKDAY} (?P<month>ANY_MONTH) DOT? THE? (?P<day>DAY|DAY_ORDINAL) "
        f"(?! MERIDIEM|HOUR_MARK|CLOCK_WORD|% ) {_DAY_TAIL}",
    ),
    (
        "day-of-range",
        "MONTH MONTH_DOUBTFUL",
        f"{_LEAD} THE? (?P<day>DAY|DAY_ORDINAL) "
        "(?= (?: (?:DASH|TO|AND|COMMA|SLASH){1,2} THE? (?:DAY|DAY_ORDINAL) ){1,6} OF? ANY_MONTH )",
    ),
    ("day-pointed", "DAY_ORDINAL", f"THE (?P<day>DAY_ORDINAL) OF {_POINTER}"),
    ("day-alone", "DAY_ORDINAL", "THE (?P<day>DAY_ORDINAL)"),
    (
        "month-year",
        "MONTH MONTH_DOUBTFUL",
        f"{_LEAD} (?P<month>ANY_MONTH) {_ABBREVIATED} (?: (?:COMMA|OF|DASH)? {_YEAR} | OF {_POINTER} )",
    ),
    ("month", "MONTH MONTH_DOUBTFUL", f"{_LEAD} (?: THE? {_RELATION} )? (?P<month>ANY_MONTH)"),
    (
        "year",
        "PLAIN_YEAR ROUND_YEAR",
        "(?: THE? (?P<edge>EDGE) OF | (?:COMPARATIVE|VERY? (?P<modifier>MODIFIER)) (?:DASH|IN)? )? " + _YEAR,
    ),
    (
        "half",
        "HALF",
        "THE? (?P<half>ANY_ORDINAL|LATTER|PREVIOUS) HALF OF "
        "(?: (?P<month>ANY_MONTH) (?: (?:COMMA|OF)? (?P<year2>YEAR) )? "
        f"| {_YEAR} | (?: {_RELATION} | THE ) (?P<unit>UNIT) )",
    ),
    ("quarter", "UNIT", f"THE? (?P<quarter>ANY_ORDINAL) (?P<unit>UNIT) (?: OF? {_YEAR} )?"),
    ("quarter-sign", "PLAIN_YEAR ROUND_YEAR", f"(?P<sign>CAPITALISED) (?P<quarter>DAY) OF? {_YEAR}"),
    (
        "season",
        "SEASON SEASON_DOUBTFUL",
        "(?: THE? (?P<edge>EDGE) OF | (?:COMPARATIVE|MODIFIER) IN )? (?: (?P<the>THE) (?! ANY_SEASON NOUN ) )? "
        f"(?: {_RELATION} )? (?: (?P<modifier>MODIFIER) DASH? )? (?P<season>ANY_SEASON) "
        f"(?: (?:OF|COMMA)? {_YEAR} (?: (?:DASH|SLASH) SHORT )? | OF {_POINTER} )?",
    ),
    ("decade", "DECADE", "(?P<the>THE)? (?: (?P<modifier>MODIFIER) DASH? )? (?P<decade>DECADE)"),
    (
        "century",
        "ORDINAL DAY_ORDINAL",
        "THE? (?: (?P<modifier>MODIFIER) DASH? )? (?P<century>ANY_ORDINAL) DASH? (?P<unit>UNIT) (?P<era>ERA)?",
    ),
    ("weekday", "WEEKDAY", f"{_LEAD} (?: (?P<the>THE)? {_RELATION} )? (?P<weekday>WEEKDAY) (?P<part2>PART)?"),
    ("anniversary", "ANNIVERSARY", "(?: THE? ANY_ORDINAL | THE ) (?P<reference>ANNIVERSARY)"),
    (
        "named-day",
        "NAMED_DAY",
        f"(?: THE? (?P<edge>EDGE) OF ARTICLE? )? (?P<named>NAMED_DAY) (?P<part>PART)? (?: COMMA? {_YEAR} )?",
    ),
    ("deictic-day", "DEICTIC", "(?P<deictic>DEICTIC) (?P<part>PART)?"),
    (
        "relative-unit",
        "UNIT",
        "(?: THE? (?P<edge>EDGE) OF | (?:COMPARATIVE|(?P<modifier>MODIFIER)) IN? )? "
        f"(?P<the>THE)? {_RELATION} (?P<unit>UNIT) (?P<part>PART)?",
    ),
    ("relative-part", "PART", f"COMPARATIVE? (?P<the>THE)? {_RELATION} (?P<part>PART)"),
    (
        "unit-part",
        "UNIT",
        "(?: THE? (?P<edge>EDGE) OF | (?:COMPARATIVE|(?P<modifier>MODIFIER)) IN ) THE (?P<unit>UNIT)",
    ),
    ("unit-end", "UNIT", "(?P<unit>UNIT) APOSTROPHE (?P<genitive>OTHER) (?P<edge>EDGE)"),
    ("weekend", "UNIT", "THE (?P<unit>UNIT)"),
    ("part-beside", "PART", "THE (?P<part>PART) (?P<direction>AFTER|BEFORE)"),
    ("part-alone", "PART", "(?P<the>THE)? MODIFIER? (?P<part>PART) UNITS?"),
    (
        "counted",
        "UNIT UNITS",
        f"{_ROUGHLY} (?: {_COUNT} APPROXIMATE? )? (?P<unit>ANY_UNIT) "
        "(?P<direction>AGO|COMPARATIVE|AFTER|BEFORE|PREVIOUS)",
    ),
    ("day-beside", "UNIT", "THE (?P<unit>UNIT) (?P<direction>AFTER|BEFORE)"),
    ("duration", "UNIT UNITS", f"{_ROUGHLY} {_COUNT} DASH? (?P<unit>ANY_UNIT) (?: DASH (?P<age>OTHER) )?"),
    (
        "stretch",
        "UNIT UNITS",
        f"THE? (?: (?P<relation>PREVIOUS|NEXT|THESE|ORDINAL) (?: {_COUNT} )? "
        "| THE (?P<count2>NUMERAL) (?:PREVIOUS|NEXT) ) (?P<unit>ANY_UNIT)",
    ),
    ("units-bare", "UNITS", "(?<= PREPOSITION ) (?P<unit>UNITS)"),
    ("units-long", "UNIT UNITS", "(?P<unit>ANY_UNIT) DASH (?P<age>OTHER)"),
    ("set", "SET", "(?P<set>SET)"),
    ("set-every", "PER", "PER (?: (?P<unit>UNIT) | (?P<weekday>ANY_WEEKDAY) | (?P<part>PART) )"),
    ("reference", "REFERENCE ADJECTIVE", "(?P<reference>REFERENCE|ADJECTIVE)"),
    ("reference-past", "PREVIOUS FUTURE_NOUN", "(?<= IN ) THE? (?: (?P<past>PREVIOUS) | (?P<future>FUTURE_NOUN) )"),
    (
        "reference-noun",
        "TIME PERIOD",
        "(?: (?P<the>THE) (?P<same>SAME)? | THIS | (?P<that>THAT) SAME? ) (?: (?P<time>TIME) | (?P<period>PERIOD) )",
    ),
    (
        "clock",
        "CLOCK MERIDIEM CLOCK_WORD HOUR_MARK",
        "(?P<clock>CLOCK|DAY|NUMBER|CLOCK_WORD|DIGITS) (?P<mark>HOUR_MARK)? (?P<meridiem>MERIDIEM)? "
        f"{_PLACE_OF_TIME} (?P<weekday>WEEKDAY)?",
    ),
    (
        "clock-hours",
        "PLAIN_YEAR ROUND_YEAR FOUR_DIGITS",
        f"(?P<clock>YEAR|FOUR_DIGITS) (?P<mark>UNITS|HOUR_MARK)? {_PLACE_OF_TIME} (?P<weekday>WEEKDAY)?",
    ),
    ("iso-date", "ISO", "(?P<iso>ISO)"),
    ("numeric-date", "NUMERIC", "(?P<numeric>NUMERIC)"),
    ("date-time-group", "GROUP", "(?P<group>GROUP)"),
    ("era-year", "ERA", "(?: (?P<digits>FIGURE) (?P<era>ERA) | (?P<era2>ERA) (?P<digits2>FIGURE) )"),
)


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the grammar. `keys` are the codes of which a sentence must hold one."""

    name: str
    keys: frozenset[str]
    pattern: re.Pattern[str]


def compiled(template: str) -> re.Pattern[str]:
    """A template with its class names made code characters. Raises KeyError at an unknown name."""
    coded = re.sub(r"\b[A-Z][A-Z_]+\b", lambda found: _NAMES[found.group()], template)
    return re.compile(coded.replace(" ", ""))


RULES = tuple(Rule(name, codes(keys), compiled(template)) for name, keys, template in _TEMPLATES)

# "February 25-26", "25, 26 and 27": a further day after a date.
FURTHER_DAY = compiled(
    r"(?: DASH | TO | AND | COMMA AND | COMMA (?= THE? (?:DAY|DAY_ORDINAL) (?: AND | [,.;)\]-] ) ) ) "
    "THE? (?P<day>DAY|DAY_ORDINAL) "
    "(?! ANY_MONTH | OF ANY_MONTH | COUNT_NOUN | MERIDIEM | ANY_UNIT | MEASURE | (?<= DAY_ORDINAL ) NOUN ) "
    "(?: (?:COMMA|OF)? (?P<year>YEAR) (?! COUNT_NOUN|% ) )?"
)
# "1990-94", "2012/13": a further year.
FURTHER_YEAR = compiled(r"(?:DASH|SLASH) (?P<year>SHORT) (?! [-/:.] (?:FIGURE) )")
# "the 3rd and 10th groups": a series of ordinals that ends in a noun is no series of days.
ORDINAL_SERIES = compiled(
    "(?: (?:COMMA|AND){1,2} THE? DAY_ORDINAL ){1,6} (?: NOUN | ANY_UNIT | COUNT_NOUN | NAME_HEAD )"
)
