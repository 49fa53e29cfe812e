"""The words of a sentence with their offsets, and what part each can play in a clause."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import accumulate

from loaders.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class ClauseWordRow:
    """A word and one part it can play: determiner, preposition, auxiliary, ..."""

    line: int
    word: str
    role: str


CLAUSE_WORDS = Lexicon("clause_words", ClauseWordRow)


def with_role(*roles: str) -> frozenset[str]:
    """All words that can play one of these parts."""
    return frozenset(row.word for row in CLAUSE_WORDS.rows() if row.role in roles)


# An acronym with stops, a number, a word (with its abbreviation stop where the sentence goes on), or one other sign.
_WORD = re.compile(
    r"((?:[A-Za-z]\.){2,}(?:'s)?|\d[\d.,:]*\d|[^\W_]+(?:\.?['&/-][^\W_]+)*(?:\.(?=\s{1,3}\S)(?![\"')\]]))?|\S)"
)
# Acronyms that would be other words in small letters.
_ACRONYMS = {"US": "u.s.", "US's": "u.s.'s", "WHO": "w.h.o.", "IT": "i.t."}


class Words:
    """Words of one sentence: `text`, the same in small letters, and first and last offset of each."""

    __slots__ = ("end", "small", "start", "text")

    def __init__(self, plain: str) -> None:
        # Gap, word, gap, ..., gap: each part ends where the next begins.
        parts = _WORD.split(plain)
        bounds = list(accumulate(map(len, parts)))
        self.text: list[str] = parts[1::2]
        self.small = list(map(str.lower, self.text))
        if not _ACRONYMS.keys().isdisjoint(self.text):
            self.small = [_ACRONYMS.get(word, small) for word, small in zip(self.text, self.small, strict=True)]
        self.start = bounds[:-1:2]
        self.end = bounds[1::2]

    def __len__(self) -> int:
        return len(self.text)

    def at(self, offset: int) -> int:
        """The index of the word that starts at or after this offset."""
        return bisect_left(self.start, offset)

    def is_word(self, index: int) -> bool:
        """Whether there is a word here, not a sign nor the end."""
        return 0 <= index < len(self.text) and self.text[index][0].isalnum()

    def is_capital(self, index: int) -> bool:
        return 0 <= index < len(self.text) and self.text[index][0].isupper()

    def get(self, index: int) -> str:
        """The word in small letters; empty beyond either end."""
        return self.small[index] if 0 <= index < len(self.small) else ""
