"""Units, formations, armed groups and services in one sentence: known names, the grammar of designations, generic forces."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from loaders.finders.unit_forces import force
from loaders.finders.unit_named import named
from loaders.finders.unit_names import FoundUnit
from loaders.finders.unit_parents import merged
from loaders.finders.unit_terms import (
    ECHELONS,
    WordKind,
    abbreviations,
    branches,
    echelons,
    forces,
    kinds,
    number_of,
    registry,
)
from loaders.model import Kind, Mention, Sentence, Unit, mention_at
from loaders.terms import Words, words

ANAPHORA = "units/anaphora"
NUMBER_ALONE = "units/number-alone"
_DETERMINERS = frozenset(("the", "this", "that"))


@cache
def _triggers() -> frozenset[str]:
    """Words at which something may begin or end."""
    found = {*echelons().forwards, *registry().forwards, *abbreviations().forwards, *forces().forwards}
    found |= {word for word, kind in kinds().items() if kind is WordKind.OPENER}
    return frozenset(found | {word for word in branches().forwards if word.endswith("s") or word == "airborne"})


def find(sentence: Sentence) -> list[Mention[Unit]]:
    """All units that the sentence names, in order, without overlaps; "the brigade" and "the 57th" with an empty id."""
    found = words(sentence.plain)
    triggers = _triggers()
    at = [index for index, word in enumerate(found.keys) if word in triggers]
    chosen = merged(found, _longest([unit for index in at for unit in named(found, index)])) if at else []
    taken = {index for unit in chosen for index in range(unit.first, unit.last)}
    loose = [unit for index in at if index not in taken for unit in _unnamed(found, index, taken)]
    loose.extend(_numbers(found, taken))
    chosen.extend(_longest(loose))
    return [_mention(sentence, found, unit) for unit in sorted(chosen, key=lambda unit: unit.first)]


def _mention(sentence: Sentence, found: Words, unit: FoundUnit) -> Mention[Unit]:
    start, end = found.starts[unit.first], found.ends[unit.last - 1]
    return mention_at(sentence, Kind.UNIT, start, end, unit.rule, unit.unit, unit.rows)


def _longest(candidates: list[FoundUnit]) -> list[FoundUnit]:
    """Of overlapping candidates the longest, then the surest."""
    if len(candidates) < 2:
        return candidates
    chosen: list[FoundUnit] = []
    taken: set[int] = set()
    for unit in sorted(candidates, key=lambda one: (one.first - one.last, one.rank, one.first)):
        if taken.isdisjoint(range(unit.first, unit.last)):
            chosen.append(unit)
            taken.update(range(unit.first, unit.last))
    return sorted(chosen, key=lambda one: one.first)


def _unnamed(sentence: Words, index: int, taken: set[int]) -> Iterator[FoundUnit]:
    """Generic forces that end at word `index`, and "the brigade", which only the article can name."""
    if (head := forces().starting(sentence, index)) and taken.isdisjoint(range(head.first, head.last)):
        unit = force(sentence, head, taken)
        if unit is not None:
            yield unit
    if index and sentence.keys[index - 1] in _DETERMINERS and sentence.joined(index - 1):
        echelon = echelons().starting(sentence, index)
        if echelon and not echelon.value.plural and not (sentence.joined(echelon.last - 1) and sentence.gap(echelon.last - 1) == "-"):
            value = Unit("", echelon.value.term, None, None, echelon.value.echelon)
            yield FoundUnit(index, echelon.last, value, ANAPHORA, (ECHELONS.cite(echelon.value.line),))


def _numbers(sentence: Words, taken: set[int]) -> Iterator[FoundUnit]:
    """ "the 57th": a bare ordinal, which counts only where the article has a unit of that number."""
    for index in range(1, len(sentence)):
        text = sentence.texts[index]
        if not text[0].isdigit() or sentence.keys[index - 1] != "the" or index in taken:
            continue
        number = number_of(text)
        if number is None or not number[1]:
            continue
        following = sentence.texts[index + 1] if sentence.joined(index) else ""
        if following[:1].isupper() or following in ("of", "century", "anniversary", "time", "day", "month", "parallel"):
            continue
        yield FoundUnit(index, index + 1, Unit("", text, number[0]), NUMBER_ALONE, ())
