"""Lexicon phrases in a text: whole words, the longest at each place, found in one pass of an automaton."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

import ahocorasick

V = TypeVar("V")


def lowered(text: str) -> str:
    """The text in small letters, of the same length: a letter whose small form is longer stays as it is."""
    small = text.lower()
    if len(small) == len(text):
        return small
    return "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)


class Phrases(Generic[V]):
    """Phrases (small letters, ASCII quotes and dashes), each with a value; the first value given to a phrase stays."""

    def __init__(self, entries: Iterable[tuple[str, V]]) -> None:
        self._values: dict[str, V] = {}
        self._automaton = ahocorasick.Automaton()
        for phrase, value in entries:
            if self._values.setdefault(phrase, value) is value:
                self._automaton.add_word(phrase, phrase)
        self._automaton.make_automaton()

    def get(self, phrase: str) -> V | None:
        """The value of exactly this phrase."""
        return self._values.get(phrase)

    def find(self, small: str) -> Iterator[tuple[int, int, V]]:
        """(start, end, value) of phrases in a text of small letters, in order, never overlapping."""
        start = end = -1
        best = ""
        for last, phrase in self._automaton.iter(small):
            stop = last + 1
            first = stop - len(phrase)
            if first < end and first > start:
                continue
            if (first and small[first - 1].isalnum()) or (stop < len(small) and small[stop].isalnum()):
                continue
            if best and first >= end:
                yield start, end, self._values[best]
            start, end, best = first, stop, phrase
        if best:
            yield start, end, self._values[best]
