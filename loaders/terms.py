"""A sentence as words with offsets, and tables of multi-word terms matched on them. Linear in the sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import Generic, NamedTuple, TypeVar

# An acronym with stops ("U.S."), else letters, digits and inner apostrophes; a possessive 's is a word of its own.
_WORD = re.compile(r"((?:[A-Za-z]\.){2,}|[\w\u0300-\u036f]+(?:'(?!s\b)[\w\u0300-\u036f]+)*)")

# Inside a term: "Lt. Gen." too. A stop that ends a sentence never stands inside one.
_TERM_GAPS = frozenset((" ", "-", ". ", "'", "' "))
_JOINTS = frozenset((" ", "-"))

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Words:
    """Words of one sentence: as written, as looked up (`keys`: small letters, no apostrophes), and where they stand.

    `gaps` holds what stands after each word before the next; empty after the last.
    """

    plain: str
    texts: list[str]
    keys: list[str]
    starts: list[int]
    ends: list[int]
    gaps: list[str]

    def __len__(self) -> int:
        return len(self.texts)

    def gap(self, index: int) -> str:
        """What stands between word `index` and the next; empty after the last."""
        return self.gaps[index] if index < len(self.gaps) else ""

    def joined(self, index: int) -> bool:
        """Whether word `index` and the next are parted by a space or hyphen only."""
        return index < len(self.gaps) and self.gaps[index] in _JOINTS


def key(text: str) -> str:
    """How a word is looked up."""
    return text.lower().replace("'", "").replace("’", "")


# Several finders and resolvers ask for the words of the same sentence in turn.
@lru_cache(maxsize=128)
def words(plain: str) -> Words:
    """The words of a folded sentence (`Sentence.plain`); not to be changed."""
    # Gap, word, gap, ..., gap: each part ends where the next begins.
    parts = _WORD.split(plain)
    bounds = list(accumulate(map(len, parts)))
    texts = parts[1::2]
    keys = (
        [key(text) if "'" in text else text.lower() for text in texts] if "'" in plain else list(map(str.lower, texts))
    )
    gaps = parts[2::2]
    if gaps:
        gaps[-1] = ""
    return Words(plain, texts, keys, bounds[:-1:2], bounds[1::2], gaps)


def distinct(text: str) -> set[str]:
    """The keys of all words of a text of any length."""
    found = set(_WORD.findall(text))
    return {word.lower() if "'" not in word else key(word) for word in found}


class Term(NamedTuple, Generic[T]):
    """A term that stands at words `first` to `last` (exclusive)."""

    first: int
    last: int
    value: T


class Terms(Generic[T]):
    """Terms of one or more words, looked up at a word: the longest that stands there, read forwards or backwards."""

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        self.forwards: dict[str, list[tuple[list[str], T]]] = {}
        self.backwards: dict[str, list[tuple[list[str], T]]] = {}
        for text, value in entries:
            parts = words(text.replace("’", "'")).keys
            self.forwards.setdefault(parts[0], []).append((parts, value))
            self.backwards.setdefault(parts[-1], []).append((parts, value))
        for table in (self.forwards, self.backwards):
            for known in table.values():
                known.sort(key=lambda entry: -len(entry[0]))

    def starting(self, sentence: Words, index: int) -> Term[T] | None:
        """The longest term whose first word is word `index`."""
        known = self.forwards.get(sentence.keys[index])
        if known is not None:
            for parts, value in known:
                if len(parts) == 1 or self._stands(sentence, index, parts):
                    return Term(index, index + len(parts), value)
        return None

    def all_starting(self, sentence: Words, index: int) -> Iterator[Term[T]]:
        """All terms whose first word is word `index`, longest first."""
        for parts, value in self.forwards.get(sentence.keys[index], ()):
            if len(parts) == 1 or self._stands(sentence, index, parts):
                yield Term(index, index + len(parts), value)

    def ending(self, sentence: Words, index: int) -> Term[T] | None:
        """The longest term whose last word is word `index`."""
        known = self.backwards.get(sentence.keys[index])
        if known is not None:
            for parts, value in known:
                first = index + 1 - len(parts)
                if len(parts) == 1 or (first >= 0 and self._stands(sentence, first, parts)):
                    return Term(first, index + 1, value)
        return None

    @staticmethod
    def _stands(sentence: Words, first: int, parts: list[str]) -> bool:
        """Whether a term of several words stands there."""
        last = first + len(parts)
        return sentence.keys[first:last] == parts and _TERM_GAPS.issuperset(sentence.gaps[first : last - 1])
