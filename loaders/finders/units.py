"""Units, formations, armed groups and services in one sentence: known, parsed, and generic ("rebel fighters")."""

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
    force_qualifiers,
    forces,
    kinds,
    number_of,
    registry,
)
from loaders.model import Kind, Mention, Sentence, Unit, mention_at
from loaders.sides import side_adjectives
from loaders.terms import Words, words

ANAPHORA = "units/anaphora"
NUMBER_ALONE = "units/number-alone"
_DETERMINERS = frozenset(("the", "this", "that"))
_ADJECTIVES = 3


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
    if (unit := _reference(sentence, index)) and taken.isdisjoint(range(unit.first, unit.last)):
        yield unit


def _reference(sentence: Words, index: int) -> FoundUnit | None:
    """ "the brigade", "this unit", "the jihadist group": an echelon word that leads back to a unit named before."""
    echelon = echelons().starting(sentence, index)
    if echelon is None or echelon.value.plural or index == 0 or sentence.texts[index].isupper():
        return None
    if echelon.last < len(sentence):
        following, gap = sentence.texts[echelon.last], sentence.gap(echelon.last - 1)
        if gap == "-" or (
            gap == " " and (following in ("of", "for") or following[0].isupper() or following[0].isdigit())
        ):
            return None
    first = index
    for _ in range(_ADJECTIVES):
        if not sentence.joined(first - 1) or first == 1:
            break
        adjective = force_qualifiers().ending(sentence, first - 1) or side_adjectives().ending(sentence, first - 1)
        if adjective is None:
            break
        first = adjective.first
    if first == 0 or sentence.keys[first - 1] not in _DETERMINERS or not sentence.joined(first - 1):
        return None
    value = Unit("", echelon.value.term, None, None, echelon.value.echelon)
    return FoundUnit(first, echelon.last, value, ANAPHORA, (ECHELONS.cite(echelon.value.line),))


def _numbers(sentence: Words, taken: set[int]) -> Iterator[FoundUnit]:
    """ "the 57th": a bare ordinal, which counts only where the article has a unit of that number."""
    for before in [place for place, word in enumerate(sentence.keys) if word == "the"]:
        index = before + 1
        if index == len(sentence) or not sentence.texts[index][0].isdigit() or index in taken:
            continue
        text = sentence.texts[index]
        number = number_of(text)
        if number is None or not number[1]:
            continue
        following = sentence.texts[index + 1] if sentence.joined(index) else ""
        if following[:1].isupper() or following in ("of", "century", "anniversary", "time", "day", "month", "parallel"):
            continue
        yield FoundUnit(index, index + 1, Unit("", text, number[0]), NUMBER_ALONE, ())
