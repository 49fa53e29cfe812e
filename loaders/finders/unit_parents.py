"""Superior formations: "1st Battalion of the 57th Brigade", "57th Brigade (5th CAA)", "3rd Battalion, 6th Marines"."""

from __future__ import annotations

import re
from dataclasses import replace

from loaders.finders.unit_names import FoundUnit
from loaders.terms import Words

_ORDER = {
    echelon: rank
    for rank, echelon in enumerate(
        (
            "team squad section platoon company battery squadron battalion regiment brigade division corps army fleet"
        ).split()
    )
} | {
    "army group": 14,
    "military district": 15,
    "command": 15,
    "armed forces": 16,
    "unit": 8,
    "task force": 9,
    "group": 11,
}
_LINKS = frozenset(("of", "of the", "from the", "of s", "in the", "from"))
_OWNED = re.compile(r" (?:of|from) [A-Z][\w.]{1,20}(?: [A-Z][\w.]{1,20})?'s? ")
_BRACKET_REACH = 280
_INSIDE = 12
_SUBUNITS = frozenset(("battalion", "company", "squadron", "platoon", "battery"))


def merged(sentence: Words, units: list[FoundUnit]) -> list[FoundUnit]:
    """The units with those that are named as superior to another taken up into its `parents`."""
    joined: list[FoundUnit] = []
    index = len(units) - 1
    while index >= 0:
        unit = units[index]
        following = joined[-1] if joined else None
        if following is not None:
            bracketed = _bracketed(sentence, unit, joined)
            if bracketed:
                above = [one.unit for one in bracketed[::-1] if one.unit.unit_id not in ("", unit.unit.unit_id)]
                names = tuple(dict.fromkeys(one.name for one in above))
                kept = [one for one in bracketed if one.unit.unit_id == unit.unit.unit_id or not one.unit.unit_id]
                del joined[-len(bracketed) :]
                joined.extend(kept)
                unit = replace(unit, unit=replace(unit.unit, parents=names, side=unit.unit.side or _side(bracketed)))
            elif _above(sentence, unit, following):
                joined.pop()
                parents = (following.unit.name, *following.unit.parents)
                side = unit.unit.side or following.unit.side
                identifier = unit.unit.unit_id
                if not unit.unit.parents and unit.unit.echelon in _SUBUNITS:
                    identifier = f"{identifier}-{following.unit.unit_id}"
                whole = replace(unit.unit, parents=parents, side=side, unit_id=identifier)
                unit = replace(unit, last=following.last, unit=whole, rows=(*unit.rows, *following.rows))
            elif unit.unit.unit_id and _owns(sentence, unit, following):
                side = following.unit.side or unit.unit.side
                parents = (*following.unit.parents, unit.unit.name)
                joined[-1] = replace(following, unit=replace(following.unit, parents=parents, side=side))
        joined.append(unit)
        index -= 1
    return joined[::-1]


def _owns(sentence: Words, unit: FoundUnit, following: FoundUnit) -> bool:
    """ "The Sudanese army's 6th Division": a possessive between a service and a numbered unit."""
    between = sentence.plain[sentence.ends[unit.last - 1] : sentence.starts[following.first]]
    return between in ("'s ", "' ") and unit.unit.number is None and following.unit.number is not None


def _side(units: list[FoundUnit]) -> str | None:
    sides = {one.unit.side for one in units if one.unit.side}
    return sides.pop() if len(sides) == 1 else None


def _bracketed(sentence: Words, unit: FoundUnit, later: list[FoundUnit]) -> list[FoundUnit]:
    """The units in the bracket that follows `unit` directly. `later` and the result run backwards."""
    end = sentence.ends[unit.last - 1]
    if not sentence.plain.startswith(" (", end):
        return []
    close = sentence.plain.find(")", end, end + _BRACKET_REACH)
    inside = [one for one in later[-_INSIDE:] if sentence.ends[one.last - 1] <= close] if close > 0 else []
    return inside if all(sentence.starts[one.first] > end for one in inside) else []


def _above(sentence: Words, unit: FoundUnit, following: FoundUnit) -> bool:
    """Whether the words between make the second unit superior to the first."""
    start, end = sentence.ends[unit.last - 1], sentence.starts[following.first]
    if end - start > 48 or not following.unit.unit_id or not unit.unit.unit_id:
        return False
    between = sentence.plain[start:end]
    lower = _ORDER.get(unit.unit.echelon or "", 99)
    higher = _ORDER.get(following.unit.echelon or "", 20)
    if between.strip() in _LINKS or _OWNED.fullmatch(between):
        return lower < higher or (unit.unit.number is not None and following.unit.number is None)
    numbered = unit.unit.name[:1].isdigit() and following.unit.name[:1].isdigit()
    if between in (", ", " ") and numbered:
        return lower < higher and lower <= _ORDER["brigade"]
    return False
