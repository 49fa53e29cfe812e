"""Numbers that count something: digits, words ("three dozen"), ranges; not dates, models, ages, money."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate

from loaders.finders.quantities import words as vocabulary

_TOKEN = re.compile(
    r"(km[2²]|(?:[A-Z]\.){2,}|\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|[^\W\d_]+(?:[.'-][^\W\d_]+)*|\S)"
)
_MONEY = frozenset("$€£¥₴₽₪%#")
_ATTACHED = frozenset("km mi m kms km2 km²".split())
# Words other than figures that a number may begin with.
_OPENING = frozenset((*vocabulary.NUMBER, "a", "an", "half"))
_YEAR = re.compile(r"\d{4}")
# "10.000" is ten thousand in half of Europe and ten elsewhere.
_AMBIGUOUS = re.compile(r"\d{1,3}\.\d{3}")


@dataclass(frozen=True, slots=True)
class Tokens:
    """Words and signs of a sentence, as written and in small letters, with their offsets."""

    text: tuple[str, ...]
    small: tuple[str, ...]
    start: tuple[int, ...]
    end: tuple[int, ...]

    def get(self, index: int) -> str:
        return self.small[index] if 0 <= index < len(self.small) else ""

    def phrase(self, index: int, length: int) -> str:
        """So many words from here, with single spaces; empty where they pass either end."""
        return " ".join(self.small[index : index + length]) if 0 <= index <= len(self.small) - length else ""

    def joined(self, left: int, right: int) -> bool:
        """Whether two tokens touch."""
        return left >= 0 and right < len(self.small) and self.end[left] == self.start[right]


@dataclass(frozen=True, slots=True)
class Number:
    """A number in token indices (half-open). `bound`: of a range, "at least" or "up to"; `year`: may be a year."""

    first: int
    last: int
    value: float
    bound: str | None = None
    year: bool = False


def tokens(plain: str) -> Tokens:
    # Gap, token, gap, ..., gap: each part ends where the next begins.
    parts = _TOKEN.split(plain)
    bounds = tuple(accumulate(map(len, parts)))
    text = tuple(parts[1::2])
    return Tokens(text, tuple(map(str.lower, text)), bounds[:-1:2], bounds[1::2])


def find(words: Tokens) -> list[Number]:
    """Numbers in order; the two ends of a range are two numbers, the lower "at least", the upper "up to"."""
    numbers: list[Number] = []
    index = 0
    opening = [at for at, token in enumerate(words.small) if token[0].isdigit() or _head(token) in _OPENING]
    for at in opening:
        read = _read(words, at) if at >= index else None
        if read is None:
            continue
        index = at
        last, value = read
        low = Number(index, last, value, year=_year(words, index, last))
        upper = _upper(words, low)
        if upper is not None:
            if _counts(words, Number(index, upper.last, value)):
                numbers += [Number(index, last, value, "at least"), upper]
            index = upper.last
            continue
        if _counts(words, low):
            numbers.append(low)
        index = last
    return numbers


def _head(token: str) -> str:
    return token.partition("-")[0]


def _read(words: Tokens, index: int) -> tuple[int, float] | None:
    """The number that starts here: where it ends, and its value."""
    token = words.small[index]
    if token[0].isdigit():
        if not token.isascii() or _AMBIGUOUS.fullmatch(token):
            return None
        return _scaled(words, index + 1, float(token.replace(",", "")))
    if token in ("a", "an"):
        row = vocabulary.NUMBER.get(words.get(index + 1))
        return _scaled(words, index + 1, 1.0) if row is not None and row.role == "scale" else None
    if token == "half" and words.get(index + 1) in ("a", "an"):
        return _scaled(words, index + 2, 0.5) if words.get(index + 2) in ("million", "dozen", "billion") else None
    tens = _tens(token)
    return _scaled(words, index + 1, tens) if tens is not None else None


def _tens(token: str) -> float | None:
    """A number word below a hundred: "seven", "twenty-five"."""
    head, _, tail = token.partition("-")
    row, unit = vocabulary.NUMBER.get(head), vocabulary.NUMBER.get(tail)
    if row is None or row.role not in ("unit", "ten"):
        return None
    if not tail:
        return row.value
    return row.value + unit.value if row.role == "ten" and unit is not None and unit.role == "unit" else None


def _scaled(words: Tokens, index: int, value: float) -> tuple[int, float]:
    """Multiplies by the scales that follow ("two hundred thousand", "1.5 million") and adds "and fifty"."""
    for _ in range(3):
        row = vocabulary.NUMBER.get(words.get(index))
        if row is None or row.role != "scale":
            break
        value *= row.value
        index += 1
        rest = _tens(words.get(index + 1)) if words.get(index) == "and" and row.word == "hundred" else None
        if rest is not None:
            index, value = index + 2, value + rest
    return index, value


def _upper(words: Tokens, low: Number) -> Number | None:
    """The upper end of a range: "20-30", "20 to 30", "between 20 and 30"."""
    sign = words.get(low.last)
    if not (
        sign == "to"
        or (sign == "-" and words.joined(low.last - 1, low.last) and words.joined(low.last, low.last + 1))
        or (sign == "or" and low.value < 20)
        or (sign == "and" and words.get(low.first - 1) == "between")
    ):
        return None
    read = _read(words, low.last + 1) if low.last + 1 < len(words.small) else None
    if read is None or read[1] <= low.value:
        return None
    return Number(low.last + 1, read[0], read[1], "up to")


def _year(words: Tokens, first: int, last: int) -> bool:
    return (
        last == first + 1
        and _YEAR.fullmatch(words.small[first]) is not None
        and 1800 <= int(words.small[first]) <= 2099
    )


def _counts(words: Tokens, number: Number) -> bool:
    """Whether the number can count: not a date, model, ordinal, label, age, calibre, percentage or sum of money."""
    first, last = number.first, number.last
    before, after = words.get(first - 1), words.get(last)
    if words.joined(first - 1, first) and (before in _MONEY or before in "-/.:,'+\\^_@" or before.isalnum()):
        return False
    if before in _MONEY or before in vocabulary.LABELS:
        return False
    if (
        words.joined(last - 1, last)
        and after
        and (after in "-/:%°+'\\^_@" or (after.isalnum() and after not in _ATTACHED))
    ):
        return False
    if after in vocabulary.UNITS or after in vocabulary.FORMATIONS or after in _MONEY:
        return False
    month_before = before in vocabulary.UNITS and words.text[first - 1][0].isupper()
    return not (month_before and not words.get(first - 2)[:1].isdigit())
