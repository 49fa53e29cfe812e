"""The vocabulary of dates: each word with its class, and for each class a code character that the grammar runs over."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from loaders.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class MonthRow:
    """`doubtful`: also a common word or a name, so it counts only beside a day, a year or a fitting word."""

    line: int
    name: str
    month: int
    language: str
    doubtful: bool


@dataclass(frozen=True, slots=True)
class WeekdayRow:
    """`weekday` is 1 for Monday. A doubtful name ("Sun") counts only beside a date."""

    line: int
    name: str
    weekday: int
    language: str
    doubtful: bool


@dataclass(frozen=True, slots=True)
class NamedDayRow:
    """A feast; without month and day where it moves through the year."""

    line: int
    name: str
    month: int | None
    day: int | None


@dataclass(frozen=True, slots=True)
class PhraseRow:
    """A phrase that holds a time word and is no time."""

    line: int
    phrase: str


class WordClass(StrEnum):
    """What a closed-class word does in a time expression."""

    NUMBER = "number"
    ORDINAL = "ordinal"
    UNIT = "unit"
    UNITS = "units"
    VAGUE = "vague"
    PART = "part"
    CLOCK_WORD = "clock_word"
    DEICTIC = "deictic"
    REFERENCE = "reference"
    ADJECTIVE = "adjective"
    PREVIOUS = "previous"
    THIS = "this"
    THESE = "these"
    THAT = "that"
    SAME = "same"
    NEXT = "next"
    MODIFIER = "modifier"
    COMPARATIVE = "comparative"
    EDGE = "edge"
    HALF = "half"
    LATTER = "latter"
    AGO = "ago"
    AFTER = "after"
    BEFORE = "before"
    PREPOSITION = "preposition"
    IN = "in"
    AT = "at"
    TO = "to"
    FROM = "from"
    BETWEEN = "between"
    AND = "and"
    OF = "of"
    THE = "the"
    ARTICLE = "article"
    POSSESSIVE = "possessive"
    PER = "per"
    SET = "set"
    SEASON = "season"
    SEASON_DOUBTFUL = "season_doubtful"
    APPROXIMATE = "approximate"
    THAN = "than"
    VERY = "very"
    ANNIVERSARY = "anniversary"
    ERA = "era"
    MERIDIEM = "meridiem"
    HOUR_MARK = "hour_mark"
    ZONE = "zone"
    LOCAL = "local"
    TIME = "time"
    PERIOD = "period"
    FUTURE_NOUN = "future_noun"
    NUMBERED = "numbered"
    COUNT_NOUN = "count_noun"
    NAME_HEAD = "name_head"
    NAME_LEAD = "name_lead"


@dataclass(frozen=True, slots=True)
class WordRow:
    line: int
    word: str
    word_class: WordClass
    value: str | None


MONTHS = Lexicon("dates_months", MonthRow)
WEEKDAYS = Lexicon("dates_weekdays", WeekdayRow)
NAMED_DAYS = Lexicon("dates_named_days", NamedDayRow)
NOT_DATES = Lexicon("dates_not", PhraseRow)
WORDS = Lexicon("dates_words", WordRow)

# Classes of tokens that no word list gives: names from the other lexicons, figures, and all the rest.
_OTHER_CLASSES = (
    "MONTH MONTH_DOUBTFUL WEEKDAY WEEKDAY_DOUBTFUL NAMED_DAY DAY TWO_DIGITS PLAIN_YEAR ROUND_YEAR FOUR_DIGITS DIGITS "
    "DAY_ORDINAL DECADE CLOCK ISO NUMERIC GROUP CAPITALISED OTHER"
)
# ASCII marks stand for themselves in the codes of a sentence, so the classes begin beyond ASCII.
_FIRST_CODE = 0xA1
CODES: dict[str, str] = {
    name: chr(_FIRST_CODE + place) for place, name in enumerate([*WordClass.__members__, *_OTHER_CLASSES.split()])
}


@cache
def codes(names: str) -> frozenset[str]:
    """The code characters of the classes named, parted by spaces."""
    return frozenset(CODES[name] for name in names.split())


@dataclass(frozen=True, slots=True)
class Word:
    """A lexicon entry: its code character, its value and where it stands."""

    code: str
    value: str
    row: str


@cache
def vocabulary() -> dict[str, Word]:
    """Every entry by each of its spellings; of two lists that share one, months win over weekdays, those over words."""
    words: dict[str, Word] = {}
    for month in MONTHS.rows():
        code = CODES["MONTH_DOUBTFUL" if month.doubtful else "MONTH"]
        for spelling in (month.name, month.name.capitalize(), month.name.upper()):
            words.setdefault(spelling, Word(code, str(month.month), MONTHS.cite(month.line)))
    for weekday in WEEKDAYS.rows():
        code = CODES["WEEKDAY_DOUBTFUL" if weekday.doubtful else "WEEKDAY"]
        for spelling in (weekday.name, weekday.name.upper()):
            words.setdefault(spelling, Word(code, str(weekday.weekday), WEEKDAYS.cite(weekday.line)))
    for row in WORDS.rows():
        capitalised = row.word[0].upper() + row.word[1:] if row.word.islower() else row.word
        for spelling in (row.word, capitalised, row.word.upper()):
            words.setdefault(spelling, Word(CODES[row.word_class.name], row.value or "", WORDS.cite(row.line)))
    for named in NAMED_DAYS.rows():
        value = f"{named.month}-{named.day}" if named.month else ""
        words[named.name] = Word(CODES["NAMED_DAY"], value, NAMED_DAYS.cite(named.line))
    for phrase in NOT_DATES.rows():
        words[phrase.phrase] = Word(CODES["OTHER"], "", NOT_DATES.cite(phrase.line))
    return words


_TRIGGERS = codes(
    "MONTH MONTH_DOUBTFUL WEEKDAY NAMED_DAY UNIT UNITS PART CLOCK_WORD DEICTIC REFERENCE ADJECTIVE SET SEASON "
    "SEASON_DOUBTFUL TIME PERIOD PREVIOUS FUTURE_NOUN ANNIVERSARY"
)


@cache
def triggers() -> frozenset[str]:
    """Words of which a sentence must hold one, unless it holds a digit, to hold a time expression at all."""
    first_words = {row.name.split()[0] for row in NAMED_DAYS.rows()}
    return frozenset(word for word, entry in vocabulary().items() if entry.code in _TRIGGERS) | first_words
