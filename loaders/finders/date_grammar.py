"""The grammar of time expressions: named rules over the code characters of a sentence's tokens."""

from __future__ import annotations

import re
from dataclasses import dataclass

from loaders.finders.date_words import CODES

# Names that a template may use beside the classes of `CODES`.
_NAMES = CODES | {
    "ANY_MONTH": "[Mm]",
    "ANY_WEEKDAY": "[Ww]",
    "ANY_SEASON": "[Sf]",
    "ANY_ORDINAL": "[oO]",
    "ANY_UNIT": "[Uu]",
    "NUMERAL": "[dC576]",
    "RELATION": "(?:t[lx]|[lx]|[th]s?|s)",
    "COMMA": ",",
    "DASH": "-",
    "DOT": r"\.",
    "APOSTROPHE": "'",
}

# What may stand before a date and belongs to it: "the morning of", "the end of", "early", "mid-".
_LEAD = (
    "(?: THE MODIFIER? (?P<part>PART) UNITS? OF | THE? (?P<edge>EDGE) OF | (?P<early_hours>MODIFIER) UNITS OF | VERY? (?P<modifier>MODIFIER) DASH? )?"
)
_POINTER = "(?: (?:THE SAME|THAT SAME?|(?P<this>THIS)) (?P<pointer>UNIT) )"
# Not a year: "1500 men", "2000%", "1991's" is one, "1530 GMT" is a time.
_YEAR = "(?P<year>YEAR)(?![n%pGr])"
_WEEKDAY = "(?: (?P<weekday>ANY_WEEKDAY) DOT? COMMA? (?: (?P<part2>PART) OF? )? )?"
# "the 15 September" counts "the" in, "the 15 September attacks" leaves it out.
_THE_DAY = "(?: THE (?! (?:DAY|ANY_ORDINAL) OF? ANY_MONTH OTHER ) )?"
_ABBREVIATED = r"(?: DOT (?= [,dy-] ) )?"
_DAY_TAIL = f"(?: COMMA {_YEAR} | (?:OF|DASH)? (?P<year2>YEAR)(?![%pGr]) | COMMA? OF {_POINTER} )? (?P<part3>PART)?"
_ROUGHLY = "(?: AT APPROXIMATE | (?:APPROXIMATE|EDGE) TO | APPROXIMATE{1,3} | VAGUE (?= NUMERAL ) )?"
_COUNT = "(?: (?P<count>NUMERAL|A) (?: APPROXIMATE | AND A HALF )? | A? (?P<vague>VAGUE) OF? VAGUE? )"

# name, classes of which a sentence must hold one for the rule to be tried, template
_TEMPLATES: tuple[tuple[str, str, str], ...] = (
    (
        "day-month-year",
        "Mm",
        f"{_LEAD} {_WEEKDAY} {_THE_DAY} (?P<day>DAY|ANY_ORDINAL) (?:DASH|DOT)? OF? (?P<month>ANY_MONTH) {_ABBREVIATED} {_DAY_TAIL}",
    ),
    (
        "month-day-year",
        "Mm",
        f"{_LEAD} {_WEEKDAY} (?P<month>ANY_MONTH) DOT? THE? (?P<day>DAY|DAY_ORDINAL)(?![np%Kr:]) {_DAY_TAIL}",
    ),
    (
        "day-of-range",
        "Mm",
        f"{_LEAD} THE? (?P<day>DAY|DAY_ORDINAL) (?= (?: (?:DASH|TO|AND|COMMA|/){{1,2}} THE? (?:DAY|DAY_ORDINAL) ){{1,6}} OF? ANY_MONTH )",
    ),
    ("day-pointed", "o", f"THE (?P<day>DAY_ORDINAL) OF {_POINTER}"),
    ("day-alone", "o", "THE (?P<day>DAY_ORDINAL)"),
    ("month-year", "Mm", f"{_LEAD} (?P<month>ANY_MONTH) {_ABBREVIATED} (?: (?:COMMA|OF|DASH)? (?P<year>YEAR)(?![%pGr]) | OF {_POINTER} )"),
    ("month", "Mm", f"{_LEAD} (?: THE? (?P<relation>RELATION) )? (?P<month>ANY_MONTH)"),
    (
        "year",
        "y",
        "(?: THE? (?P<edge>EDGE) OF | (?:COMPARATIVE|VERY? (?P<modifier>MODIFIER)) (?:DASH|IN)? )? (?P<year>YEAR)(?![%pGr])",
    ),
    (
        "half",
        "0",
        "THE? (?P<half>ANY_ORDINAL|LATTER|PREVIOUS) HALF OF "
        f"(?: (?P<month>ANY_MONTH) (?: (?:COMMA|OF)? (?P<year2>YEAR) )? | {_YEAR} | (?: (?P<relation>RELATION) | THE ) (?P<unit>UNIT) )",
    ),
    ("quarter", "U", f"THE? (?P<quarter>ANY_ORDINAL) (?P<unit>UNIT) (?: OF? {_YEAR} )?"),
    ("weekend", "U", "THE (?P<unit>UNIT)"),
    ("quarter-sign", "y", f"(?P<sign>CAPITALISED) (?P<quarter>DAY) OF? {_YEAR}"),
    (
        "season",
        "Sf",
        "(?: THE? (?P<edge>EDGE) OF | (?:COMPARATIVE|MODIFIER) IN )? (?:(?P<the>THE) (?! ANY_SEASON [=_\u03bd] ))? (?: (?P<relation>RELATION) )? "
        f"(?: (?P<modifier>MODIFIER) DASH? )? (?P<season>ANY_SEASON) (?: (?:OF|COMMA)? {_YEAR} (?: [-/] [d5] )? | OF {_POINTER} )?",
    ),
    ("decade", "4", "THE? (?: (?P<modifier>MODIFIER) DASH? )? (?P<decade>DECADE)"),
    ("century", "oO", "THE? (?: (?P<modifier>MODIFIER) DASH? )? (?P<century>ANY_ORDINAL) DASH? (?P<unit>UNIT) (?P<era>ERA)?"),
    ("weekday", "W", f"{_LEAD} (?: (?P<the>THE)? (?P<relation>RELATION) )? (?P<weekday>WEEKDAY) (?P<part2>PART)?"),
    ("named-day", "H", f"(?P<named>NAMED_DAY) (?P<part>PART)? (?: COMMA? {_YEAR} )?"),
    ("deictic-day", "B", "(?P<deictic>DEICTIC) (?P<part>PART)?"),
    (
        "relative-unit",
        "U",
        "(?: THE? (?P<edge>EDGE) OF | (?:COMPARATIVE|(?P<modifier>MODIFIER)) IN? )? "
        "(?P<the>THE)? (?P<relation>RELATION) (?P<unit>UNIT) (?P<part>PART)?",
    ),
    ("relative-part", "P", "COMPARATIVE? (?P<the>THE)? (?P<relation>RELATION) (?P<part>PART)"),
    ("unit-part", "U", "(?: THE? (?P<edge>EDGE) OF | (?:COMPARATIVE|(?P<modifier>MODIFIER)) IN ) THE (?P<unit>UNIT)"),
    ("unit-end", "U", "(?P<unit>UNIT) APOSTROPHE OTHER (?P<edge>EDGE)"),
    ("part-alone", "P", "(?P<the>THE)? MODIFIER? (?P<part>PART) UNITS?"),
    ("counted", "Uu", f"{_ROUGHLY} (?:{_COUNT} APPROXIMATE?)? (?P<unit>ANY_UNIT) (?P<direction>AGO|COMPARATIVE|AFTER|BEFORE|PREVIOUS)"),
    ("duration", "Uu", f"{_ROUGHLY} {_COUNT} DASH? (?P<unit>ANY_UNIT) (?: DASH (?P<age>OTHER) )?"),
    ("stretch", "Uu", f"THE? (?: (?P<relation>[lxTO]) (?:{_COUNT})? | THE NUMERAL (?P<relation2>[lx]) ) (?P<unit>ANY_UNIT)"),
    ("day-beside", "U", "THE (?P<unit>UNIT) (?P<direction>AFTER|BEFORE)"),
    ("units-bare", "u", "(?<=[\u03b9i]) (?P<unit>UNITS)"),
    ("units-long", "Uu", "(?P<unit>ANY_UNIT) DASH (?P<age>OTHER)"),
    ("set", "D", "(?P<set>SET)"),
    ("set-every", "j", "PER (?: (?P<unit>UNIT) | (?P<weekday>ANY_WEEKDAY) | (?P<part>PART) )"),
    ("reference", "RJ", "(?P<reference>REFERENCE|ADJECTIVE)"),
    ("reference-past", "l\u03c6", "(?<=IN) THE? (?: (?P<past>PREVIOUS) | (?P<future>FUTURE_NOUN) )"),
    ("reference-noun", "12", "(?: THE (?P<same>SAME)? | (?P<this>THIS) | (?P<that>THAT) SAME? ) (?P<noun>TIME|PERIOD)"),
    (
        "clock",
        "8pKr",
        "(?P<clock>CLOCK|DAY|NUMBER|CLOCK_WORD) (?P<mark>HOUR_MARK)? (?P<meridiem>MERIDIEM)? (?: (?P<zone>ZONE) | LOCAL TIME )? (?P<weekday>WEEKDAY)?",
    ),
    ("clock-hours", "y6", "(?P<clock>YEAR|FOUR_DIGITS) (?P<mark>UNITS|HOUR_MARK)? (?: (?P<zone>ZONE) | (?P<local>LOCAL) TIME )?"),
    ("iso-date", "I", "(?P<iso>ISO)"),
    ("numeric-date", "9", "(?P<numeric>NUMERIC)"),
    ("date-time-group", "Q", "(?P<group>GROUP)"),
    ("before-christ", "X", "(?: (?P<digits>[dy567]) (?P<era>ERA) | ERA (?P<digits2>[dy567]) )"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the grammar. `keys` are the codes of which a sentence must hold one."""

    name: str
    keys: frozenset[str]
    pattern: re.Pattern[str]


def _compile(template: str) -> re.Pattern[str]:
    """Class names become code characters; spaces only part them."""
    coded = re.sub(r"\b(?:[A-Z_]{2,}|A)\b", lambda found: _NAMES[found.group()], template)
    return re.compile(coded.replace(" ", ""))


RULES = tuple(Rule(name, frozenset(keys), _compile(template)) for name, keys, template in _TEMPLATES)

# "February 25-26", "25 and 26": a further day after a date; "1990-94": a further year.
FURTHER_DAY = re.compile("(?:-|z|&|,&|,(?=k?[do][],.;)&-]))k?([do])(?![Mmnpu%:/]|v[Mm]|(?<=o)[=_])(?:(?:,|v)?(y)(?![n%]))?")
FURTHER_YEAR = re.compile("[-/]([d5])(?![-/:.])")
