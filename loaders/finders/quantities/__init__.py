"""Quantities: how many killed, captured, launched, shot down; how far; how large. "Dozens" gives no number."""

from __future__ import annotations

import re
from dataclasses import dataclass

from loaders.finders.quantities import nouns, numbers, states
from loaders.finders.quantities import words as vocabulary
from loaders.finders.quantities.numbers import Number, Tokens
from loaders.finders.quantities.words import NounRow, StateRow
from loaders.model import Kind, Mention, Quantity, Sentence, mention_at
from loaders.phrases import Phrases, lowered

_KILOMETRES = {
    "mi": 1.609344,
    "mile": 1.609344,
    "miles": 1.609344,
    "metres": 0.001,
    "meters": 0.001,
    "nautical miles": 1.852,
}
_SQUARE = {
    "square miles": 2.589988,
    "sq mi": 2.589988,
    "square mile": 2.589988,
    "sq. miles": 2.589988,
    "hectares": 0.01,
}
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Reading:
    """What one number counts. `last` is the token after the counted noun."""

    number: Number
    last: int
    noun: NounRow | None
    state: StateRow | None
    rule: str


def _triggers() -> Phrases[bool]:
    counted = [row.noun for row in vocabulary.NOUNS.rows()]
    happened = [row.form for row in vocabulary.STATES.rows()]
    return Phrases((word, True) for word in (*counted, *happened, "toll"))


_TRIGGERS = _triggers()
_NUMBER_WORDS = Phrases((row.word, True) for row in vocabulary.NUMBERS.rows())


def find(sentence: Sentence) -> list[Mention[Quantity]]:
    """Quantities in one sentence. A range gives two mentions: its lower end "at least", its upper end "up to".

    `of` is what is counted, with what happened to it: "killed", "drones", "drones_shot_down", "settlements_captured",
    "distance_km". Miles, metres and hectares are converted.
    """
    small = lowered(sentence.plain)
    if _DIGIT.search(small) is None and next(_NUMBER_WORDS.find(small), None) is None:
        return []
    if "km" not in small and next(_TRIGGERS.find(small), None) is None:
        return []
    words = numbers.tokens(sentence.plain)
    found = numbers.find(words)
    return [
        mention
        for reading in _shared(words, [_read(words, number) for number in found])
        if (mention := _mention(sentence, words, reading)) is not None
    ]


def _read(words: Tokens, number: Number) -> Reading:
    """What this number counts, by the noun after it and the verb before or after."""
    noun, last = nouns.counted(words, number.last, number.bound is not None)
    if noun is not None and noun.group == "state_noun":
        state = next((row for row in vocabulary.AFTER.get(noun.noun, ()) if row.group == "person"), None)
        return Reading(number, last, None, state or _made(noun), "quantities/state")
    if noun is not None and noun.group in ("measure", "event"):
        return Reading(
            number, last, noun, None, "quantities/measure" if noun.group == "measure" else "quantities/count"
        )
    groups = (noun.group, noun.of) if noun is not None else ("person",)
    state = states.before(words, _qualified(words, number)[0], groups)
    if state is not None and (noun is not None or states.bare(words, number.last, state)):
        return Reading(number, last, noun, state, "quantities/active")
    state, end = states.after(words, last, groups)
    if state is not None:
        return Reading(number, end if noun is None else last, noun, state, "quantities/passive")
    if noun is None and states.toll(words, number):
        return Reading(number, last, None, vocabulary.AFTER["killed"][0], "quantities/toll")
    return Reading(number, last, noun, None, "quantities/count")


def _made(noun: NounRow) -> StateRow:
    """A noun that is itself what happened ("deaths", "injuries"), as a state."""
    return StateRow(noun.line, noun.noun, noun.of, "person", "after")


def _qualified(words: Tokens, number: Number) -> tuple[int, str | None, tuple[str, ...]]:
    """Where the number starts with its qualifier, and the qualifier in plain words."""
    first = number.first
    for length in (4, 3, 2, 1):
        row = vocabulary.QUALIFIER.get(words.phrase(first - length, length))
        if row is not None:
            return first - length, number.bound or row.qualifier, (vocabulary.QUALIFIERS.cite(row.line),)
    return first, number.bound, ()


def _shared(words: Tokens, readings: list[Reading]) -> list[Reading]:
    """Gives joined counts the verb of their neighbour: "killed 12 soldiers and 3 officers", "2 men and 3 boys died"."""
    for index in range(1, len(readings)):
        before, this = readings[index - 1], readings[index]
        if (
            this.state is None
            and before.state is not None
            and before.rule == "quantities/active"
            and _joined(words, before, this)
        ):
            readings[index] = Reading(this.number, this.last, this.noun, before.state, "quantities/active")
    for index in range(len(readings) - 1, 0, -1):
        before, this = readings[index - 1], readings[index]
        if (
            before.state is None
            and this.state is not None
            and this.rule == "quantities/passive"
            and _joined(words, before, this)
        ):
            readings[index - 1] = Reading(before.number, before.last, before.noun, this.state, "quantities/passive")
    return readings


def _joined(words: Tokens, before: Reading, this: Reading) -> bool:
    between = [token for token in words.small[before.last : this.number.first] if token not in vocabulary.LIST]
    if before.number.bound == "at least" and this.number.bound == "up to":
        return True
    same = before.noun is not None and this.noun is not None and before.noun.group == this.noun.group
    return same and between in (["and"], [","], [",", "and"])


def _mention(sentence: Sentence, words: Tokens, reading: Reading) -> Mention[Quantity] | None:
    number, noun, state = reading.number, reading.noun, reading.state
    if noun is None and state is None:
        return None
    if state is None and (number.year or (number.value == 1 and noun is not None and noun.group != "measure")):
        return None
    first, qualifier, rows = _qualified(words, number)
    value = number.value
    if noun is not None and noun.group == "measure":
        value = round(value * {**_KILOMETRES, **_SQUARE}.get(noun.noun, 1.0), 3)
    last = number.last if reading.number.bound == "at least" else max(reading.last, number.last)
    cited = rows + ((vocabulary.NOUNS.cite(noun.line),) if noun is not None else ())
    cited += (vocabulary.STATES.cite(state.line),) if state is not None and reading.rule != "quantities/state" else ()
    quantity = Quantity(value, _of(noun, state), qualifier)
    return mention_at(sentence, Kind.QUANTITY, words.start[first], words.end[last - 1], reading.rule, quantity, cited)


def _of(noun: NounRow | None, state: StateRow | None) -> str:
    """What is counted, with its state: "killed" for people, "drones_shot_down" for things."""
    if state is None:
        return noun.of if noun is not None else ""
    return state.state if noun is None or noun.group == "person" else f"{noun.of}_{state.state}"
