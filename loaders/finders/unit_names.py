"""Names and identifiers of units: one slug for all the ways in which one unit is written."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from loaders.finders.unit_grammar import Designation
from loaders.finders.unit_terms import ORDINAL_WORDS, UnitRow, number_of
from loaders.model import Unit
from loaders.sides import countries


@dataclass(frozen=True, slots=True)
class FoundUnit:
    """Words `first` to `last` (exclusive) of a sentence that name a unit. A lower `rank` is the surer reading."""

    first: int
    last: int
    unit: Unit
    rule: str
    rows: tuple[str, ...]
    rank: int = 9


_NOT_SLUG = re.compile(r"[^a-z0-9]+")


def slug(text: str) -> str:
    """Small ASCII letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", text.replace("'", "").replace("’", "")).encode("ascii", "ignore").decode()
    return _NOT_SLUG.sub("-", plain.lower()).strip("-") or "-".join(f"{ord(letter):x}" for letter in text[:24])


def ordinal(number: str) -> str:
    """`57` → `57th`."""
    value = int(number)
    ending = "th" if 10 <= value % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{ending}"


def side_slug(side: str | None) -> str:
    return "" if side is None else countries().get(side) or slug(side)


def numbered_id(number: str, groups: tuple[str, ...], proper: tuple[str, ...], echelon: str, side: str | None) -> str:
    """The identifier of a numbered unit, without honorifics: "Separate Guards" makes no second unit."""
    kind = [slug(group) for group in groups if group not in ("combined arms",)]
    return "-".join(filter(None, (side_slug(side), number, *map(slug, proper), *kind, slug(echelon))))


def from_designation(found: Designation) -> Unit:
    """The unit that a parsed designation names."""
    parts = list(found.parts)
    if found.number is not None:
        parts = [
            ordinal(number[0]) if part.lower() in ORDINAL_WORDS and (number := number_of(part)) else part
            for part in parts
        ]
    side = found.side.side if found.side else None
    groups = tuple(dict.fromkeys(branch.group for branch in found.branches))
    branch = " ".join(dict.fromkeys(row.branch for row in found.branches)) or None
    name = " ".join(parts).replace(" s ", "'s ")
    echelon = found.head.echelon
    identifier = numbered_id(found.number, groups, found.proper, echelon, side) if found.number else slug(name)
    return Unit(identifier, name, found.number, branch, echelon, side, found.parents)


def from_registry(row: UnitRow, parents: tuple[str, ...] = ()) -> Unit:
    """A known unit, under its canonical name."""
    number = next((value[0] for part in row.name.split() if part[0].isdigit() and (value := number_of(part))), None)
    return Unit(slug(row.name), row.name, number, row.branch, row.echelon, row.side, parents)
