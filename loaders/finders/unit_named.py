"""Units with a name of their own: known ones, parsed designations, "Liwa …", "6th Marines"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from loaders.finders.unit_forces import follows_as_noun
from loaders.finders.unit_grammar import PARTICLES, Designation, abbreviated, designations
from loaders.finders.unit_names import FoundUnit, from_designation, from_registry, slug
from loaders.finders.unit_terms import (
    UNITS,
    WORDS,
    EchelonRow,
    Weight,
    WordKind,
    abbreviations,
    branches,
    echelons,
    kinds,
    number_of,
    registry,
)
from loaders.model import Unit
from loaders.sides import SIDES, side_adjectives, side_names
from loaders.terms import Words

UNSURE = "units/acronym-unsure"
_OPENED_BOUND = 8


def named(sentence: Words, index: int) -> Iterator[FoundUnit]:
    """Units with a name of their own of which word `index` is the first word or the head."""
    word = sentence.keys[index]
    if word in registry().forwards:
        yield from _known(sentence, index)
    head = echelons().starting(sentence, index)
    if head and head.value.weight is not Weight.REFERENCE:
        for one in designations(sentence, head):
            yield _parsed(sentence, one)
    if word in abbreviations().forwards and (short := abbreviated(sentence, index)):
        yield _parsed(sentence, short)
    if kinds().get(word) is WordKind.OPENER:
        yield from _opened(sentence, index)
    if word in branches().forwards:
        yield from _branch_only(sentence, index)


def _known(sentence: Words, index: int) -> Iterator[FoundUnit]:
    for term in registry().all_starting(sentence, index):
        alias = term.value
        texts = sentence.texts[term.first : term.last]
        if alias.acronym:
            if "".join(texts) != alias.text.replace("-", "").replace("/", ""):
                continue
        elif alias.text[0].isupper() and not any(text[0].isupper() for text in texts):
            continue
        if texts[-1] == "military" and follows_as_noun(sentence, term.last):
            continue
        first = term.first
        if first and sentence.keys[first - 1] in PARTICLES and sentence.gap(first - 1) == "-":
            continue
        side = side_adjectives().ending(sentence, first - 1) if first and sentence.joined(first - 1) else None
        if side and side.value.side == alias.row.side:
            first = side.first
        rows = (UNITS.cite(alias.row.line),)
        if alias.unsure:
            yield FoundUnit(term.first, term.last, Unit("", alias.text), UNSURE, rows, 1)
        else:
            yield FoundUnit(first, term.last, from_registry(alias.row), "units/registry", rows, 0)
        return


def _parsed(sentence: Words, one: Designation) -> FoundUnit:
    if one.side is None and (owner := _owner(sentence, one.first)) is not None:
        row = side_names().ending(sentence, owner)
        one = replace(one, side=row.value, rows=(SIDES.cite(row.value.line), *one.rows)) if row else one
    return FoundUnit(one.first, one.last, from_designation(one), one.rule, one.rows, 2)


def _owner(sentence: Words, first: int) -> int | None:
    """The word before a possessive 's that stands before word `first`: "Ukraine's 79th Brigade"."""
    if (
        first >= 2
        and sentence.keys[first - 1] == "s"
        and sentence.gap(first - 2) == "'"
        and sentence.gap(first - 1) == " "
    ):
        return first - 2
    return None


def _opened(sentence: Words, index: int) -> Iterator[FoundUnit]:
    """ "Liwa al-Quds", "Kata'ib Hezbollah": a word that opens an armed group's name, and the name."""
    if not sentence.texts[index][0].isupper():
        return
    end = None
    for at in range(index + 1, min(index + _OPENED_BOUND, len(sentence))):
        if not sentence.joined(at - 1):
            break
        capital = sentence.texts[at][0].isupper()
        if kinds().get(sentence.keys[at]) is WordKind.STOP or not (capital or sentence.keys[at] in PARTICLES):
            break
        end = at + 1 if capital and sentence.keys[at] not in PARTICLES else end
    if end is not None:
        name = sentence.plain[sentence.starts[index] : sentence.ends[end - 1]]
        line = next(row.line for row in WORDS.rows() if row.word == sentence.keys[index])
        yield FoundUnit(index, end, Unit(slug(name), name, echelon="group"), "units/opener", (WORDS.cite(line),), 3)


def _branch_only(sentence: Words, index: int) -> Iterator[FoundUnit]:
    """ "6th Marines", "101st Airborne": an ordinal and a branch, without an echelon word."""
    if index == 0 or not sentence.texts[index][0].isupper() or not sentence.joined(index - 1):
        return
    number = number_of(sentence.texts[index - 1])
    branch = branches().starting(sentence, index)
    if branch is None or number is None or not number[1] or not sentence.texts[index - 1][0].isdigit():
        return
    row = EchelonRow(0, "", "regiment" if branch.value.group == "marines" else "unit", False, Weight.WEAK, None)
    texts = tuple(sentence.texts[index - 1 : branch.last])
    one = Designation(index - 1, branch.last, row, texts, number[0], True, (branch.value,), rule="units/number-branch")
    yield _parsed(sentence, one)
