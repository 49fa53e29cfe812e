"""One match of a grammar rule, with the values of its words and the words beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from loaders.finders.dates.tokens import Tokens
from loaders.finders.dates.words import CODES, codes, vocabulary
from loaders.model import TimeExpression, TimeKind

# What a rule says of words that only look like a time: nothing else may read them as one.
NO_TIME = TimeExpression(TimeKind.REFERENCE)

# Words that bring a date: "in 2014", "at this time", "from May".
PREPOSITIONS = codes("PREPOSITION IN AT FROM BETWEEN TO APPROXIMATE")
# Relations counted from the date before them in the text; "last", "this" and "coming" are counted from the dateline.
_FROM_TEXT = frozenset("previous preceding following subsequent succeeding ensuing prior next".split())
_SHIFTS = {CODES["PREVIOUS"]: -1, CODES["NEXT"]: 1}
_DIGITS = re.compile("[0-9]+")


@dataclass(frozen=True, slots=True)
class Reading:
    """A rule's match over the tokens of a sentence."""

    rule: str
    match: re.Match[str]
    tokens: Tokens

    def index(self, group: str) -> int | None:
        """Place of a group's token; a group may stand at up to four places of its rule."""
        names = self.match.re.groupindex
        for name in (group, f"{group}2", f"{group}3", f"{group}4"):
            if name in names and self.match.start(name) >= 0:
                return self.match.start(name)
        return None

    def has(self, group: str) -> bool:
        return self.index(group) is not None

    def word(self, group: str) -> str:
        """A group's word in small letters, or nothing."""
        index = self.index(group)
        return "" if index is None else self.tokens.words[index].lower()

    def value(self, group: str) -> str | None:
        """The lexicon's value of a group's word; None without the group or a value."""
        index = self.index(group)
        entry = None if index is None else vocabulary().get(self.tokens.words[index])
        return entry.value or None if entry else None

    def number(self, group: str) -> int | None:
        """A group's figure or number word as a number. Figures of more than nine digits are cut."""
        index = self.index(group)
        if index is None:
            return None
        word = self.tokens.words[index].replace(",", "")
        figure = _DIGITS.match(word)
        if figure:
            return int(figure.group()[:9])
        value = self.value(group)
        return int(value) if value is not None and value.isdigit() else None

    def amount(self) -> int | None:
        """How many units a count says; "a" is one, None is a vague number."""
        number = self.number("count")
        return 1 if number is None and self.has("count") else number

    @property
    def shift(self) -> int | None:
        """What "last" (-1), "this" and "the same" (0) or "next" (1) says, in units; None without such a word."""
        place = self.index("relation")
        if place is None:
            return None
        last = self.tokens.codes[self.match.end("relation") - 1]
        return _SHIFTS.get(last, 0)

    @property
    def from_text(self) -> bool:
        """Whether the relation looks back into the text: "that day", "the next day", but not "next week"."""
        place = self.index("relation")
        if place is None:
            return False
        relation = self.tokens.codes[place : self.match.end("relation")]
        if CODES["THAT"] in relation or CODES["SAME"] in relation:
            return True
        return self.word("relation") in _FROM_TEXT and (self.has("the") or self.word("relation") != "next")

    @property
    def codes(self) -> str:
        """The codes of the match itself."""
        return self.match.group()

    @property
    def before(self) -> str:
        """Code of the token before the match, or nothing."""
        return self.tokens.codes[self.match.start() - 1] if self.match.start() else ""

    @property
    def after(self) -> str:
        return self.tokens.codes[self.match.end() : self.match.end() + 1]

    @property
    def word_before(self) -> str:
        return self.tokens.words[self.match.start() - 1].lower() if self.match.start() else ""

    @property
    def word_after(self) -> str:
        return self.tokens.words[self.match.end()] if self.match.end() < len(self.tokens.words) else ""

    @property
    def first_is_glued(self) -> bool:
        """Whether the match begins right at the end of the token before it."""
        return self.tokens.touches(self.match.start())

    @property
    def last_is_glued(self) -> bool:
        return self.tokens.touches(self.match.end())

    @property
    def modifier(self) -> str | None:
        return self.value("modifier") or self.value("edge")

    @property
    def part(self) -> str | None:
        """Part of the day; the early hours are the morning's."""
        return "MO" if self.has("early_hours") else self.value("part")
