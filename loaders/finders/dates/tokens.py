"""Sentence → tokens and the string of their code characters."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from loaders.finders.dates.words import CODES, NAMED_DAYS, NOT_DATES, vocabulary

# A bare four-digit figure outside these is no year of a war that a newspaper or an encyclopedia writes of.
_FIRST_YEAR, _LAST_YEAR = 1000, 2199
# A count is mostly round, a year mostly not: "2000 rebels fled", "in 2017 rebels fled".
_ROUND = 50


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of one sentence: `codes[i]` is the class of `words[i]`, which stands at `starts[i]`..`ends[i]`."""

    codes: str
    words: list[str]
    starts: list[int]
    ends: list[int]

    def touches(self, index: int) -> bool:
        """Whether token `index` follows the one before it without a space."""
        return 0 < index < len(self.words) and self.starts[index] == self.ends[index - 1]


@cache
def _tokenizer() -> re.Pattern[str]:
    """Matches one token; its last group says what it is. Every alternative is bounded or a single loop."""
    phrases = [row.name for row in NAMED_DAYS.rows()] + [row.phrase for row in NOT_DATES.rows()]
    listed = "|".join(sorted((re.escape(phrase) for phrase in phrases if not phrase.isalpha()), key=len, reverse=True))
    return re.compile(
        rf"""(?P<phrase>(?:{listed})\b)
        | (?P<word>[AaPp]\.[Mm]\b\.? | [BA]\.[CD]\b(?:\.E)?\.? | present-day\b | o'clock\b
            | [^\W\d_]+(?:'[^\W\d_]{{2,}})*)
        | (?P<ISO>[0-9]{{4}}-[01][0-9]-[0-3][0-9]
            (?:[T\ ][0-2][0-9]:[0-5][0-9](?::[0-5][0-9])?(?:Z|[+-][0-9]{{2}}:?[0-9]{{2}})?)?(?![\d-]))
        | (?P<GROUP>[0-3][0-9][0-2][0-9][0-5][0-9]\ ?[A-Z]\ ?[A-Za-z]{{3}}\ ?[0-9]{{2}}(?:[0-9]{{2}})?\b)
        | (?P<NUMERIC>[0-3]?[0-9](?P<separator>[./-])[0-3]?[0-9](?P=separator)(?:[12][0-9]{{3}}|[0-9]{{2}})
            (?![\w/-]|[.:,]\d))
        | (?P<CLOCK>[0-2]?[0-9](?::[0-5][0-9]){{1,2}}(?![\w:]|,\d|\.\d) | [0-2]?[0-9]:[0-5][0-9](?=(?:hrs?|h|am|pm)\b))
        | (?P<DIGITS>[0-9]{{1,3}}(?:,[0-9]{{3}})+(?:\.[0-9]+)?(?!\w) | [0-9]+\.[0-9]+)
        | (?P<DECADE>'?(?:1[0-9]|20)?[0-9]0'?s\b)
        | (?P<DAY_ORDINAL>[0-9]{{1,3}}(?:st|nd|rd|th)\b)
        | (?P<figure>[0-9]+)
        | (?P<mark>[^\w\s]|[\d_])""",
        re.VERBOSE,
    )


def _figure_code(figure: str) -> str:
    if len(figure) <= 2:
        return CODES["DAY"] if 1 <= int(figure) <= 31 else CODES["TWO_DIGITS"]
    if len(figure) == 4:
        if not _FIRST_YEAR <= int(figure) <= _LAST_YEAR:
            return CODES["FOUR_DIGITS"]
        return CODES["ROUND_YEAR" if int(figure) % _ROUND == 0 else "PLAIN_YEAR"]
    return CODES["DIGITS"]


def tokens_of(plain: str) -> Tokens:
    """All tokens of a sentence in order. Linear in its length."""
    lookup = vocabulary().get
    capitalised, other = CODES["CAPITALISED"], CODES["OTHER"]
    found_codes: list[str] = []
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for found in _tokenizer().finditer(plain):
        text = found.group()
        group = found.lastgroup or ""
        if group == "word" or group == "phrase":
            entry = lookup(text)
            code = entry.code if entry is not None else capitalised if text[0].isupper() else other
        elif group == "mark":
            entry = lookup(text)
            code = entry.code if entry is not None else text if text.isascii() else other
        elif group == "figure":
            code = _figure_code(text)
        else:
            code = CODES[group]
        found_codes.append(code)
        words.append(text)
        starts.append(found.start())
        ends.append(found.end())
    return Tokens("".join(found_codes), words, starts, ends)
