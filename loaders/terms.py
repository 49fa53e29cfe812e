"""A sentence as words with offsets, and tables of multi-word terms matched on them. Linear in the sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

# An acronym with stops ("U.S."), else letters, digits and inner apostrophes; a possessive 's is a word of its own.
_WORD = re.compile(r"(?:[A-Za-z]\.){2,}|[\w\u0300-\u036f]+(?:'(?!s\b)[\w\u0300-\u036f]+)*")

# Inside a term: "Lt. Gen." too. A stop that ends a sentence never stands inside one.
_TERM_GAPS = frozenset((" ", "-", ". ", "'", "' "))

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Words:
    """Words of one sentence: as written, as looked up (`keys`: small letters, no apostrophes), and where they stand."""

    plain: str
    texts: list[str]
    keys: list[str]
    starts: list[int]
    ends: list[int]

    def __len__(self) -> int:
        return len(self.texts)

    def gap(self, index: int) -> str:
        """What stands between word `index` and the next; empty after the last."""
        return self.plain[self.ends[index] : self.starts[index + 1]] if index + 1 < len(self.starts) else ""

    def joined(self, index: int) -> bool:
        """Whether word `index` and the next are parted by a space or hyphen only."""
        return index + 1 < len(self.starts) and self.plain[self.ends[index] : self.starts[index + 1]] in (" ", "-")


def key(text: str) -> str:
    """How a word is looked up."""
    return text.lower().replace("'", "").replace("’", "")


# Several finders and resolvers ask for the words of the same sentence in turn.
@lru_cache(maxsize=128)
def words(plain: str) -> Words:
    """The words of a folded sentence (`Sentence.plain`); not to be changed."""
    texts: list[str] = []
    keys: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for found in _WORD.finditer(plain):
        text = found.group()
        texts.append(text)
        keys.append(text.lower() if "'" not in text else key(text))
        start, end = found.span()
        starts.append(start)
        ends.append(end)
    return Words(plain, texts, keys, starts, ends)


@dataclass(frozen=True, slots=True)
class Term(Generic[T]):
    """A term that stands at words `first` to `last` (exclusive)."""

    first: int
    last: int
    value: T


class Terms(Generic[T]):
    """Terms of one or more words, looked up at a word: the longest that stands there, read forwards or backwards."""

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        self.forwards: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        self.backwards: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        for text, value in entries:
            parts = tuple(words(text.replace("’", "'")).keys)
            self.forwards.setdefault(parts[0], []).append((parts, value))
            self.backwards.setdefault(parts[-1], []).append((parts, value))
        for table in (self.forwards, self.backwards):
            for known in table.values():
                known.sort(key=lambda entry: -len(entry[0]))

    def starting(self, sentence: Words, index: int) -> Term[T] | None:
        """The longest term whose first word is word `index`."""
        for parts, value in self.forwards.get(sentence.keys[index], ()):
            last = index + len(parts)
            if self._stands(sentence, index, last, parts):
                return Term(index, last, value)
        return None

    def all_starting(self, sentence: Words, index: int) -> list[Term[T]]:
        """All terms whose first word is word `index`, longest first."""
        known = self.forwards.get(sentence.keys[index], ())
        return [
            Term(index, index + len(parts), value)
            for parts, value in known
            if self._stands(sentence, index, index + len(parts), parts)
        ]

    def ending(self, sentence: Words, index: int) -> Term[T] | None:
        """The longest term whose last word is word `index`."""
        for parts, value in self.backwards.get(sentence.keys[index], ()):
            first = index + 1 - len(parts)
            if first >= 0 and self._stands(sentence, first, index + 1, parts):
                return Term(first, index + 1, value)
        return None

    @staticmethod
    def _stands(sentence: Words, first: int, last: int, parts: Sequence[str]) -> bool:
        if len(parts) == 1:
            return True
        return tuple(sentence.keys[first:last]) == parts and all(
            sentence.gap(i) in _TERM_GAPS for i in range(first, last - 1)
        )
