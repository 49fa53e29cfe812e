"""Words of a sentence with their offsets, and how English inflects them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache, partial
from itertools import accumulate
from typing import Any, NamedTuple

_WORD = re.compile(r"([^\W\d_]+(?:['.-][^\W\d_]+)*(?:'|n't)?|\d+(?:[.,:]\d+)*|[^\s\w]|_)")


class Word(NamedTuple):
    """One word, number or sign. Offsets are those of the sentence; `lower` is its small-letter form."""

    start: int
    end: int
    text: str
    lower: str


# `Word._make` without a call in Python: a sentence is many words.
_as_word: Callable[[Iterable[Any]], Word] = partial(tuple.__new__, Word)


# The actions of a sentence are found and then given their arguments: both ask for its words.
@lru_cache(maxsize=128)
def words(plain: str) -> tuple[Word, ...]:
    """All words and signs of the folded sentence, in order."""
    # Gap, word, gap, ..., gap: each part ends where the next begins.
    parts = _WORD.split(plain)
    bounds = list(accumulate(map(len, parts)))
    texts = parts[1::2]
    return tuple(map(_as_word, zip(bounds[:-1:2], bounds[1::2], texts, map(str.lower, texts), strict=True)))


def inflect(lemma: str, irregular: tuple[str, ...]) -> dict[str, str]:
    """Every form of a verb → what it is: `base`, `present` (-s), `past` (and participle) or `ing`.

    `irregular` replaces the regular forms: what ends in -ing and -s is told by its ending, all else is past.
    """
    forms = {lemma: "base"}
    if irregular:
        for form in irregular:
            forms[form] = "ing" if form.endswith("ing") else "present" if form.endswith("s") else "past"
        return forms
    stem = lemma[:-1] if lemma.endswith("e") and not lemma.endswith("ee") else lemma
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        return forms | {f"{lemma[:-1]}ies": "present", f"{lemma[:-1]}ied": "past", f"{lemma}ing": "ing"}
    sibilant = lemma.endswith(("s", "x", "z", "ch", "sh"))
    return forms | {
        f"{lemma}es" if sibilant else f"{lemma}s": "present",
        f"{lemma}d" if lemma.endswith("e") else f"{lemma}ed": "past",
        f"{stem}ing": "ing",
    }


def plural(noun: str) -> str:
    """The regular plural of an English noun, whose last word is the head."""
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return f"{noun[:-1]}ies"
    return f"{noun}es" if noun.endswith(("s", "x", "z", "ch", "sh")) else f"{noun}s"
