"""Sentence → tokens, each with one character that says what it may be in a date. Grammar rules run over those characters."""

from __future__ import annotations

import re
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
    """What a closed-class word does in a time expression. Each has a code character in `CODES`."""

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
    AGO = "ago"
    AFTER = "after"
    BEFORE = "before"
    PREPOSITION = "preposition"
    TO = "to"
    FROM = "from"
    BETWEEN = "between"
    AND = "and"
    OF = "of"
    THE = "the"
    A = "a"
    PER = "per"
    SET = "set"
    SEASON = "season"
    SEASON_DOUBTFUL = "season_doubtful"
    APPROXIMATE = "approximate"
    ERA = "era"
    MERIDIEM = "meridiem"
    HOUR_MARK = "hour_mark"
    ZONE = "zone"
    LOCAL = "local"
    TIME = "time"
    PERIOD = "period"
    NUMBERED = "numbered"
    COUNT_NOUN = "count_noun"
    NAME_HEAD = "name_head"
    AT = "at"
    IN = "in"
    POSSESSIVE = "possessive"
    FUTURE_NOUN = "future_noun"
    NAME_LEAD = "name_lead"
    VERY = "very"
    LATTER = "latter"


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

# One character a class: letters for words and numbers; punctuation stands for itself.
CODES: dict[str, str] = {
    "MONTH": "M", "MONTH_DOUBTFUL": "m", "WEEKDAY": "W", "WEEKDAY_DOUBTFUL": "w", "NAMED_DAY": "H",
    "NUMBER": "C", "ORDINAL": "O", "UNIT": "U", "UNITS": "u", "VAGUE": "q", "PART": "P", "CLOCK_WORD": "K",
    "DEICTIC": "B", "REFERENCE": "R", "ADJECTIVE": "J", "PREVIOUS": "l", "THIS": "t", "THESE": "T", "THAT": "h",
    "SAME": "s", "NEXT": "x", "MODIFIER": "E", "COMPARATIVE": "c", "EDGE": "e", "HALF": "0", "AGO": "g",
    "AFTER": "A", "BEFORE": "b", "PREPOSITION": "i", "TO": "z", "FROM": "F", "BETWEEN": "Z", "AND": "&", "OF": "v",
    "THE": "k", "A": "a", "PER": "j", "SET": "D", "SEASON": "S", "SEASON_DOUBTFUL": "f", "APPROXIMATE": "~",
    "ERA": "X", "MERIDIEM": "p", "HOUR_MARK": "r", "ZONE": "G", "LOCAL": "L", "TIME": "1", "PERIOD": "2",
    "NUMBERED": "#", "COUNT_NOUN": "n", "NAME_HEAD": "N", "VERY": "V", "AT": "Y", "IN": "\u03b9", "POSSESSIVE": "\u03c0", "FUTURE_NOUN": "\u03c6", "NAME_LEAD": "\u03bd", "LATTER": "3",
    "DAY": "d", "TWO_DIGITS": "5", "YEAR": "y", "FOUR_DIGITS": "6", "DIGITS": "7", "DAY_ORDINAL": "o", "DECADE": "4",
    "CLOCK": "8", "ISO": "I", "NUMERIC": "9", "GROUP": "Q", "CAPITALISED": "=", "OTHER": "_",
}  # fmt: skip

_FIRST_YEAR, _LAST_YEAR = 1000, 2199


@dataclass(frozen=True, slots=True)
class Word:
    """A lexicon entry: its code character, its value and where it stands."""

    code: str
    value: str
    row: str


def _spellings(word: str) -> tuple[str, ...]:
    return (word, word[0].upper() + word[1:], word.upper()) if word.islower() else (word, word.upper())


@cache
def vocabulary() -> dict[str, Word]:
    """Every single-word entry by each of its spellings; an earlier list wins over a later one."""
    words: dict[str, Word] = {}
    for month in MONTHS.rows():
        code = CODES["MONTH_DOUBTFUL" if month.doubtful else "MONTH"]
        for spelling in {month.name, month.name.capitalize(), month.name.upper()}:
            words.setdefault(spelling, Word(code, str(month.month), MONTHS.cite(month.line)))
    for weekday in WEEKDAYS.rows():
        code = CODES["WEEKDAY_DOUBTFUL" if weekday.doubtful else "WEEKDAY"]
        for spelling in {weekday.name, weekday.name.upper()}:
            words.setdefault(spelling, Word(code, str(weekday.weekday), WEEKDAYS.cite(weekday.line)))
    for row in WORDS.rows():
        for spelling in _spellings(row.word):
            words.setdefault(spelling, Word(CODES[row.word_class.name], row.value or "", WORDS.cite(row.line)))
    for named in NAMED_DAYS.rows():
        value = f"{named.month}-{named.day}" if named.month else ""
        words[named.name] = Word(CODES["NAMED_DAY"], value, NAMED_DAYS.cite(named.line))
    for phrase in NOT_DATES.rows():
        words[phrase.phrase] = Word(CODES["OTHER"], "", NOT_DATES.cite(phrase.line))
    return words


# Classes that can start or carry a time expression: a sentence with none of them and no digit holds none.
_TRIGGERS = "MONTH WEEKDAY NAMED_DAY UNIT UNITS PART CLOCK_WORD DEICTIC REFERENCE ADJECTIVE SET SEASON TIME PERIOD EDGE NEXT"


@cache
def triggers() -> frozenset[str]:
    """Spellings of which a sentence must hold at least one, unless it holds a digit."""
    codes = {CODES[name] for name in _TRIGGERS.split()} | {CODES["MONTH_DOUBTFUL"], CODES["SEASON_DOUBTFUL"]}
    named = {row.name.split()[0] for row in NAMED_DAYS.rows()}
    return frozenset(word for word, entry in vocabulary().items() if entry.code in codes) | named


@cache
def tokenizer() -> re.Pattern[str]:
    """Matches one token; the last group that took part says what it is. Every alternative is bounded or a single loop."""
    phrases = [row.name for row in NAMED_DAYS.rows()] + [row.phrase for row in NOT_DATES.rows()]
    listed = "|".join(sorted(map(re.escape, (p for p in phrases if not p.isalpha())), key=len, reverse=True))
    return re.compile(
        rf"""(?P<phrase>(?:{listed})\b)
        | (?P<word>[AaPp]\.[Mm]\b\.? | [BA]\.[CD]\b(?:\.E)?\.? | present-day\b | o'clock\b | [^\W\d_]+(?:'[^\W\d_]{{2,}})*)
        | (?P<ISO>[0-9]{{4}}-[01][0-9]-[0-3][0-9](?:[T ][0-2][0-9]:[0-5][0-9](?::[0-5][0-9])?(?:Z|[+-][0-9]{{2}}:?[0-9]{{2}})?)?
            (?![\d-]))
        | (?P<GROUP>[0-3][0-9][0-2][0-9][0-5][0-9]\ ?[A-Z]\ ?[A-Za-z]{{3}}\ ?[0-9]{{2}}(?:[0-9]{{2}})?\b)
        | (?P<NUMERIC>[0-3]?[0-9]([./-])[0-3]?[0-9]\4(?:[12][0-9]{{3}}|[0-9]{{2}})(?![\w/-]|[.:,]\d))
        | (?P<CLOCK>[0-2]?[0-9](?::[0-5][0-9]){{1,2}}(?![\w:]|,\d|\.\d)|[0-2]?[0-9]:[0-5][0-9](?=(?:hrs?|h)\b))
        | (?P<DIGITS>[0-9]{{1,3}}(?:,[0-9]{{3}})+(?:\.[0-9]+)?(?!\w)|[0-9]+\.[0-9]+)
        | (?P<DECADE>'?(?:1[0-9]|20)?[0-9]0'?s\b)
        | (?P<DAY_ORDINAL>[0-9]{{1,3}}(?:st|nd|rd|th)\b)
        | (?P<number>[0-9]+)
        | (?P<mark>[^\w\s]|[\d_])""".replace(r"\4", r"(?P=separator)").replace("([./-])", "(?P<separator>[./-])"),
        re.VERBOSE,
    )


@dataclass(slots=True)
class Tokens:
    """The tokens of one sentence: `codes[i]` is the character of token i."""

    codes: str
    words: list[str]
    starts: list[int]
    ends: list[int]

    def touches(self, index: int) -> bool:
        """Whether token `index` follows the one before it without a space."""
        return 0 < index < len(self.words) and self.starts[index] == self.ends[index - 1]


_SINGLE_GROUPS = {name: CODES[name] for name in ("ISO", "GROUP", "NUMERIC", "CLOCK", "DIGITS", "DECADE", "DAY_ORDINAL")}


def _number_code(digits: str) -> str:
    if len(digits) <= 2:
        return CODES["DAY"] if 1 <= int(digits) <= 31 else CODES["TWO_DIGITS"]
    if len(digits) == 4:
        return CODES["YEAR"] if _FIRST_YEAR <= int(digits) <= _LAST_YEAR else CODES["FOUR_DIGITS"]
    return CODES["DIGITS"]


def tokens_of(plain: str) -> Tokens:
    """All tokens of a sentence, in order."""
    lookup = vocabulary().get
    codes: list[str] = []
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for found in tokenizer().finditer(plain):
        text = found.group()
        group = found.lastgroup
        if group == "word" or group == "phrase":
            entry = lookup(text)
            if entry is not None:
                code = entry.code
            else:
                code = "=" if text[0].isupper() else "_"
        elif group == "mark":
            code = text if text.isascii() and text not in "=#" and not text.isalnum() else "_"
        elif group == "number":
            code = _number_code(text)
        else:
            code = _SINGLE_GROUPS.get(group or "", "9")
        codes.append(code)
        words.append(text)
        starts.append(found.start())
        ends.append(found.end())
    return Tokens("".join(codes), words, starts, ends)
