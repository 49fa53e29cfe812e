"""Readings of calendar dates: days, months, years, halves, quarters, seasons, decades, centuries, feasts."""

from __future__ import annotations

from loaders.finders.dates.grammar import ORDINAL_SERIES
from loaders.finders.dates.reading import NO_TIME, PREPOSITIONS, Reading
from loaders.finders.dates.words import CODES, codes
from loaders.model import TimeAnchor, TimeExpression, TimeKind

_NOUNS = codes("CAPITALISED OTHER NAME_LEAD")
_DETERMINERS = codes("THE ARTICLE POSSESSIVE")
_LATER_YEAR = codes("DAY TWO_DIGITS PLAIN_YEAR ROUND_YEAR")
_JOINS = codes("AND BETWEEN") | {"-"}
# Words before a doubtful month that show it to be one: "in May", "early May", "last May".
_BRINGS_MONTH = PREPOSITIONS | _JOINS | codes("MODIFIER EDGE PREVIOUS NEXT")
_BEFORE_NAME = PREPOSITIONS | _DETERMINERS | codes("MODIFIER OF MONTH MONTH_DOUBTFUL")
_AFTER_DAY = PREPOSITIONS | codes("AND THE") | {"", *",.;)"}
# Tokens of a heading that is only a month: "### March:".
_HEADING = 8
# Years that need no preposition to be taken for one.
_PLAIN_YEARS = range(1600, 2101)


def _number(value: str | None) -> int | None:
    return int(value) if value else None


def calendar(reading: Reading) -> TimeExpression | None:
    """Day, month and year in any order and any of them missing; weekday and part of the day beside them."""
    day, weekday, pointed = reading.number("day"), _number(reading.value("weekday")), reading.has("pointer")
    if day is not None and not 1 <= day <= 31:
        return None
    if day is not None and not reading.has("year"):
        if reading.after == CODES["NAME_HEAD"] and _is_name(reading):
            return NO_TIME
        # "In May 20 soldiers died" counts them; "on May 20 soldiers died" says when.
        if reading.after == CODES["COUNT_NOUN"] and reading.before == CODES["IN"]:
            return None
    return TimeExpression(
        TimeKind.DATE,
        TimeAnchor.BEFORE if pointed else TimeAnchor.NONE,
        unit=reading.value("pointer"),
        shift=0 if pointed else None,
        year=reading.number("year"),
        month=_number(reading.value("month")),
        day=day,
        weekday=weekday - 1 if weekday else None,
        part=reading.part,
        modifier=reading.modifier,
    )


def _is_name(reading: Reading) -> bool:
    """Whether the day is part of a proper name: "14th of October bridge", "17 July Street"."""
    return reading.word_after[:1].isupper() or CODES["OF"] in reading.codes


def day_alone(reading: Reading) -> TimeExpression | None:
    """ "on the 5th": only after a word that brings a date and before one that is no noun."""
    if reading.before not in PREPOSITIONS | _JOINS or reading.after not in _AFTER_DAY:
        return None
    if ORDINAL_SERIES.match(reading.tokens.codes, reading.match.end()):
        return None
    return calendar(reading)


def month(reading: Reading) -> TimeExpression | None:
    """A month alone. A doubtful name ("May") needs words around it that bring a date."""
    alone = len(reading.codes) == 1
    if alone and reading.codes == CODES["MONTH_DOUBTFUL"]:
        if not _brings_month(reading) and not _is_heading(reading):
            return None
        abbreviated = len(reading.word("month")) == 3 and reading.word("month") != "may"
        if abbreviated and (reading.after != "." or reading.before not in PREPOSITIONS):
            return None
    if reading.before == CODES["NAME_LEAD"]:
        return None
    start = reading.match.start()
    before = reading.tokens.codes[start - 2 : start - 1] if reading.before == CODES["AND"] else reading.before
    if alone and reading.after == CODES["CAPITALISED"] and before not in _BEFORE_NAME:
        return None
    if alone and reading.before == CODES["CAPITALISED"] and reading.match.start() > 1:
        return None
    return _with_relation(reading)


def _brings_month(reading: Reading) -> bool:
    """Whether the words around show a month: "in May", "a March operation", "May-August", "May and June"."""
    if reading.before in _BRINGS_MONTH:
        return True
    end = reading.match.end()
    joined = reading.after in _JOINS | codes("TO")
    if joined and reading.tokens.codes[end + 1 : end + 2] in codes("MONTH MONTH_DOUBTFUL"):
        return True
    return reading.before in _DETERMINERS and reading.after in codes("OTHER NAME_LEAD")


def _is_heading(reading: Reading) -> bool:
    """Whether the sentence is nothing but this word and marks."""
    sentence = reading.tokens.codes
    return len(sentence) <= _HEADING and sentence.strip("#*:._=" + CODES["OTHER"]) == reading.codes


def _with_relation(reading: Reading) -> TimeExpression:
    shift = reading.shift
    back = reading.from_text or bool(shift and reading.has("the"))
    pointed = reading.has("pointer")
    return TimeExpression(
        TimeKind.DATE,
        TimeAnchor.BEFORE if back or pointed else TimeAnchor.NONE if shift is None else TimeAnchor.DATELINE,
        shift=shift,
        year=reading.number("year"),
        month=_number(reading.value("month")),
        season=reading.value("season"),
        modifier=reading.modifier,
    )


def year(reading: Reading) -> TimeExpression | None:
    """A bare year, unless the words beside it make it a count, a number in a series or part of a name."""
    number = reading.number("year") or 0
    rounded = reading.codes[-1] == CODES["ROUND_YEAR"]
    if reading.after == CODES["COUNT_NOUN"] and (rounded or reading.before not in PREPOSITIONS):
        return None
    if len(reading.codes) == 1 and not _is_plain_year(reading, number):
        return None
    return TimeExpression(TimeKind.DATE, year=number, modifier=reading.modifier)


def _is_plain_year(reading: Reading, number: int) -> bool:
    """Whether a four-digit figure by itself can be a year where it stands."""
    sentence, start, end = reading.tokens.codes, reading.match.start(), reading.match.end()
    if reading.before in codes("NUMBERED") | {"$", "@", "#"}:
        return False
    letters = codes("OTHER CAPITALISED")
    if reading.first_is_glued:
        hyphenated = reading.before == "-" and sentence[start - 2 : start - 1] in letters
        if hyphenated or reading.before in letters | {".", "/", ":"}:
            return False
    following = sentence[end + 1 : end + 2]
    if reading.last_is_glued:
        if reading.after in letters or (reading.after == "/" and following not in _LATER_YEAR):
            return False
        if reading.after == "-" and following in letters | codes("UNIT UNITS COUNT_NOUN"):
            return False
        if sentence[end + 2 : end + 3] == reading.after == "-":
            return False
    if reading.codes == CODES["ROUND_YEAR"] and reading.before == CODES["OTHER"] and reading.after in letters:
        return False
    if number not in _PLAIN_YEARS and reading.word_before == "near":
        return False  # "near 1070 Apartments"
    if number not in _PLAIN_YEARS and reading.before not in PREPOSITIONS | codes("OF") | {"-", "("}:
        return False
    if reading.before == CODES["AND"] and sentence[start - 2 : start - 1] in codes("FOUR_DIGITS DIGITS"):
        return False
    return not (_is_plural(reading) and reading.before in codes("APPROXIMATE OTHER CAPITALISED AND TO") | {",", ""})


def _is_plural(reading: Reading) -> bool:
    """Whether a plural follows, so that the figure may count it: "1200 Kurds"."""
    word = reading.word_after
    return reading.after == CODES["OTHER"] and len(word) > 3 and word.endswith("s") and not word.endswith("ss")


def half(reading: Reading) -> TimeExpression | None:
    """ "the first half of 2008", "the second half of March", "the latter half of the year"."""
    unit, shift = reading.value("unit"), reading.shift
    if unit not in (None, "year", "month"):
        return None
    anchor = TimeAnchor.NONE if unit is None else TimeAnchor.BEFORE if shift is None else TimeAnchor.DATELINE
    return TimeExpression(
        TimeKind.DATE,
        anchor,
        unit=unit,
        shift=(shift or 0) if unit else None,
        year=reading.number("year"),
        month=_number(reading.value("month")),
        half=1 if reading.number("half") == 1 else 2,
    )


def quarter(reading: Reading) -> TimeExpression | None:
    """ "the first quarter of 2023", "Q1 2024"."""
    number = reading.number("quarter")
    signed = reading.word("sign") == "q" if reading.has("sign") else reading.value("unit") == "quarter"
    if number not in (1, 2, 3, 4) or not signed:
        return None
    return TimeExpression(TimeKind.DATE, year=reading.number("year"), quarter=number)


def season(reading: Reading) -> TimeExpression | None:
    """A season. "fall" counts only after "the", "in" or a modifier and not before what falls or where to."""
    doubtful = CODES["SEASON_DOUBTFUL"] in reading.codes
    if doubtful and not reading.has("year") and not reading.has("pointer"):
        introduced = len(reading.codes) > 1 or reading.before in codes("PREPOSITION IN AND") | {"-"}
        if not introduced or reading.after in codes("OF TO PREPOSITION IN NAME_HEAD"):
            return None
    if reading.before == CODES["NAME_LEAD"]:
        return None
    named = len(reading.codes) == 1 and reading.before == CODES["CAPITALISED"] and reading.after != CODES["CAPITALISED"]
    if named and reading.tokens.words[reading.match.start()][0].isupper():
        return None
    return _with_relation(reading)


def decade(reading: Reading) -> TimeExpression | None:
    """ "the 1990s", "early 1930s", "the '80s"; "80s" alone may be anything."""
    digits = "".join(filter(str.isdigit, reading.word("decade")))
    if len(digits) == 2 and not reading.has("the"):
        return None
    number = int(digits) + (1900 if len(digits) == 2 else 0)
    return TimeExpression(TimeKind.DATE, decade=number // 10, modifier=reading.modifier)


def century(reading: Reading) -> TimeExpression | None:
    number = reading.number("century")
    if reading.value("unit") != "century" or number is None or not 1 <= number <= 22:
        return None
    before_christ = reading.word("era").startswith("b")
    return TimeExpression(TimeKind.DATE, century=number - 1, modifier=reading.modifier, before_christ=before_christ)


def named_day(reading: Reading) -> TimeExpression | None:
    """A feast: with its day where it has one, else only recognised. Not where it names a thing: "Easter Rising"."""
    value, number = reading.value("named"), reading.number("year")
    if value:
        named_month, day = map(int, value.split("-"))
        return TimeExpression(TimeKind.DATE, year=number, month=named_month, day=day, part=reading.part)
    if reading.after == CODES["CAPITALISED"] or reading.before in codes("CAPITALISED NAME_LEAD"):
        return None
    return TimeExpression(TimeKind.REFERENCE, timex=f"{number or 'XXXX'}-XX-XX")


def era_year(reading: Reading) -> TimeExpression | None:
    """ "500 BC" has no day that this calendar could hold; "AD 70" is a year, "AD36" a name."""
    if reading.tokens.touches(reading.match.end() - 1) and reading.codes[0] == CODES["ERA"]:
        return None
    if reading.word("era").startswith("b"):
        return TimeExpression(TimeKind.DATE, before_christ=True)
    return TimeExpression(TimeKind.DATE, year=reading.number("digits"))
