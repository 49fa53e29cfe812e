"""The vocabulary of counting: number words, what is counted, what happened to it, and how sure the count is."""

from __future__ import annotations

from dataclasses import dataclass

from loaders.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class NumberRow:
    """`role` is unit ("seven"), ten ("seventy"), scale ("dozen", "thousand") or half."""

    line: int
    word: str
    value: float
    role: str


@dataclass(frozen=True, slots=True)
class NounRow:
    """What is counted. `group` is person, thing, place, event, measure or state_noun ("deaths")."""

    line: int
    noun: str
    of: str
    group: str


@dataclass(frozen=True, slots=True)
class StateRow:
    """What happened to a group, or to one noun's `of` ("took" prisoners). `position`: the form stands before the number
    (active), after it (passive), or both.
    """

    line: int
    form: str
    state: str
    group: str
    position: str


@dataclass(frozen=True, slots=True)
class QualifierRow:
    """A form and its plain word: "no fewer than" → "at least"."""

    line: int
    form: str
    qualifier: str


@dataclass(frozen=True, slots=True)
class WordRow:
    """A word that guides the reading. `role`: label ("Resolution" 2254), unit ("mm"), formation, stop (no adjective),
    be, aux, filler (between verb and number), object (opens a verb's object), intransitive, crossed (noun to verb),
    toll (between "toll" and number), list (between joined counts).
    """

    line: int
    word: str
    role: str


NUMBERS = Lexicon("number_words", NumberRow)
NOUNS = Lexicon("quantity_nouns", NounRow)
STATES = Lexicon("quantity_states", StateRow)
QUALIFIERS = Lexicon("quantity_qualifiers", QualifierRow)
WORDS = Lexicon("quantity_words", WordRow)

NUMBER = {row.word: row for row in NUMBERS.rows()}
NOUN = {row.noun: row for row in reversed(NOUNS.rows())}
QUALIFIER = {row.form: row for row in QUALIFIERS.rows()}


def states(position: str) -> dict[str, tuple[StateRow, ...]]:
    """Forms that may stand before or after a number, each with the rows of the groups that it applies to."""
    found: dict[str, list[StateRow]] = {}
    for row in STATES.rows():
        if row.position in (position, "both"):
            found.setdefault(row.form, []).append(row)
    return {form: tuple(rows) for form, rows in found.items()}


BEFORE = states("before")
AFTER = states("after")


def with_role(role: str) -> frozenset[str]:
    return frozenset(row.word for row in WORDS.rows() if row.role == role)


LABELS = with_role("label")
UNITS = with_role("unit")
FORMATIONS = with_role("formation")
STOPS = with_role("stop")
BE = with_role("be")
AUXILIARIES = with_role("aux")
FILLERS = with_role("filler")
OBJECTS = with_role("object")
INTRANSITIVE = with_role("intransitive")
CROSSED = with_role("crossed")
TOLL = with_role("toll")
LIST = with_role("list")
