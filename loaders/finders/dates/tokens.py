"""Sentence → tokens and the string of their code characters."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from string import ascii_lowercase

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
    initials = {phrase[0] for phrase in phrases if not phrase.isalpha()}
    # Most words begin nothing else: told first, they cost no try at every other alternative. "a.m.", "o'clock", "present-day" do.
    plain = "".join(letter for letter in ascii_lowercase if letter not in initials | set("aop"))
    return re.compile(
        rf"""(?P<plain>[{plain}][a-z]+(?![\w'-]))
        | (?P<phrase>(?=[{re.escape("".join(sorted(initials)))}])(?:{listed})\b)
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
    found = list(_tokenizer().finditer(plain))
    words = [token.group() for token in found]
    codes = [_code(token.lastgroup, word) for token, word in zip(found, words, strict=True)]
    return Tokens("".join(codes), words, [token.start() for token in found], [token.end() for token in found])


@lru_cache(maxsize=8192)
def _code(group: str | None, text: str) -> str:
    """The code of a token by the tokenizer's group for it."""
    if group == "figure":
        return _figure_code(text)
    if group not in ("plain", "word", "phrase", "mark"):
        return CODES[group or ""]
    entry = vocabulary().get(text)
    if entry is not None:
        return entry.code
    if group == "mark":
        return text if text.isascii() else CODES["OTHER"]
    return CODES["CAPITALISED" if text[0].isupper() else "OTHER"]
