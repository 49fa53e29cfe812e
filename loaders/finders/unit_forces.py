"""Forces without a name of their own: "Russian forces", "rebel fighters", "the Syrian army", "insurgents"."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from loaders.finders.unit_led import counted, loyal
from loaders.finders.unit_names import FoundUnit, from_registry, side_slug, slug
from loaders.finders.unit_terms import (
    FORCE_QUALIFIERS,
    FORCES,
    ForceKind,
    ForceRow,
    UnitRow,
    by_alias,
    force_qualifiers,
)
from loaders.lexicon import Lexicon
from loaders.model import Unit
from loaders.sides import SIDES, SideRow, side_adjectives, side_names
from loaders.terms import Term, Words, words

SERVICE_ALONE = "units/service-alone"
FIGHTERS = "units/fighters"
_BOUND = 8
_ALSO_ADJECTIVES = frozenset(("military", "marines", "army", "navy", "border guard", "coalition"))
_DETERMINERS = frozenset(("the", "this", "that"))
# After a side's name, a participle that makes it an adjective: "Iran-backed militias".
_PARTICIPLES = frozenset(
    "backed led aligned affiliated linked supported controlled allied sponsored trained funded".split()
)
# "The militants" are those of the group named before; "the gunmen" may be anybody.
_OF_GROUPS = frozenset(
    "fighters militants rebels insurgents guerrillas guerillas jihadists jihadis separatists militiamen".split()
)
_OWNED_BY = frozenset(("of", "from", "loyal", "who", "allied", "in"))
_INTERCHANGEABLE = frozenset("forces force troops soldiers servicemen personnel units fighters".split())


@dataclass(frozen=True)
class NounRow:
    line: int
    noun: str


MILITARY_NOUNS = Lexicon("military_nouns", NounRow)


@cache
def _nouns() -> frozenset[str]:
    return frozenset(row.noun for row in MILITARY_NOUNS.rows())


def force(sentence: Words, head: Term[ForceRow], taken: Collection[int]) -> FoundUnit | None:
    """The force that ends with the given noun, or None. `taken`: words that belong to a named unit.

    The unit's id is empty where only the article can tell which service is meant ("the army").
    """
    row = head.value
    first, sides, generic, rows = _qualified(sentence, head.first, taken)
    if first is None:
        return None
    rows = (*rows, FORCES.cite(row.line))
    bare = first == head.first
    if bare and row.kind is ForceKind.GENERIC and (told := loyal(sentence, head) or counted(sentence, head)):
        return told
    if bare and row.term in _OF_GROUPS and first and sentence.keys[first - 1] == "the" and _alone(sentence, head.last):
        text = row.term if row.kind is ForceKind.BARE else ""
        unit = Unit(slug(text) if text else "", row.term, None, None, row.echelon, generic=True)
        return FoundUnit(first, head.last, unit, FIGHTERS, rows)
    if not sides and (owner := _owner(sentence, first)):
        sides, rows = [owner], (SIDES.cite(owner.line), *rows)
    if row.kind is ForceKind.SERVICE:
        return _service(sentence, head, first, sides[-1] if sides else None, rows)
    if not (generic or sides or row.kind is ForceKind.BARE):
        return None
    if row.kind is ForceKind.PEOPLE and not sides and not (generic and row.echelon == "force"):
        return None
    side = sides[0].side if len(sides) == 1 else None
    text = " ".join(sentence.plain[sentence.starts[first] : sentence.ends[head.last - 1]].split())
    if side and first == head.first:
        text = f"{_adjective(sides[0])} {text}"
    noun = "forces" if row.term in _INTERCHANGEABLE else row.term
    lead = "" if first == head.first else sentence.plain[sentence.starts[first] : sentence.ends[head.first - 1]]
    identifier = slug(f"{side_slug(side)}-{noun}" if side and head.first - first <= 1 else f"{lead} {noun}")
    return FoundUnit(
        first, head.last, Unit(identifier, text, None, None, row.echelon, side, generic=True), "units/generic", rows
    )


def _alone(sentence: Words, last: int) -> bool:
    """Whether nothing after the noun says whose they are ("the fighters of ...", "the rebels who ...")."""
    return last >= len(sentence) or sentence.gap(last - 1) != " " or sentence.keys[last] not in _OWNED_BY


def _owner(sentence: Words, first: int) -> SideRow | None:
    """The side whose possessive stands before word `first`: "Sudan's army"."""
    if first < 2 or sentence.keys[first - 1] != "s" or sentence.gap(first - 2) != "'" or not sentence.joined(first - 1):
        return None
    found = side_names().ending(sentence, first - 2)
    return found.value if found else None


def _adjective(side: SideRow) -> str:
    return side.adjectives[0] if side.adjectives else side.side


def _known_service(side: SideRow, term: str) -> UnitRow | None:
    """The known service that "Sudan's army" means."""
    for adjective in side.adjectives:
        rows = by_alias().get(" ".join(words(f"{adjective} {term}").keys), ())
        if len(rows) == 1:
            return rows[0]
    return None


def _service(
    sentence: Words, head: Term[ForceRow], first: int, side: SideRow | None, rows: tuple[str, ...]
) -> FoundUnit | None:
    """An armed service: of a side ("Syrian army"), or one that the article tells ("the army"). Not "military aid"."""
    row = head.value
    if row.term in _ALSO_ADJECTIVES and follows_as_noun(sentence, head.last):
        return None
    if side is not None:
        if "and" in sentence.keys[first : head.first]:
            first = next(at for at in range(head.first, first, -1) if sentence.keys[at - 1] == "and")
        if known := _known_service(side, row.term):
            return FoundUnit(first, head.last, from_registry(known), "units/service", rows)
        adjective = "" if first < head.first else f"{_adjective(side)} "
        name = adjective + " ".join(_service_words(sentence.texts[first : head.last]))
        unit = Unit(slug(f"{side.side} {row.term}"), name, None, None, row.echelon, side.side)
        return FoundUnit(first, head.last, unit, "units/service", rows)
    definite = head.first > 0 and sentence.keys[head.first - 1] in _DETERMINERS
    capital = row.term == "coalition" and head.first > 0 and sentence.texts[head.first][0].isupper()
    if first == head.first and (definite or capital) and not following_name(sentence, head):
        return FoundUnit(head.first, head.last, Unit("", row.term, None, None, row.echelon), SERVICE_ALONE, rows)
    return None


def follows_as_noun(sentence: Words, index: int) -> bool:
    """Whether the word at `index` makes an adjective of the service before it: "military aid", "army base"."""
    return index < len(sentence) and sentence.joined(index - 1) and sentence.keys[index] in _nouns()


def following_name(sentence: Words, head: Term[ForceRow]) -> bool:
    """Whether a capitalised word or "of" goes on after the noun: "the Army of Conquest"."""
    if head.last >= len(sentence) or not sentence.joined(head.last - 1):
        return False
    return sentence.keys[head.last] == "of" or sentence.texts[head.last][0].isupper()


def _service_words(texts: list[str]) -> list[str]:
    return [text if text[0].isupper() else text.capitalize() for text in texts]


def _qualified(
    sentence: Words, index: int, taken: Collection[int]
) -> tuple[int | None, list[SideRow], bool, tuple[str, ...]]:
    """First word of the adjectives before `index`, the sides among them, whether one makes a force of it, rows used.

    The first word is None where a named unit stands there: "Hezbollah fighters" is Hezbollah.
    """
    sides: list[SideRow] = []
    generic = False
    rows: tuple[str, ...] = ()
    first = index
    for _ in range(_BOUND):
        before = first - 1
        if before < 0 or not sentence.joined(before):
            break
        if before in taken:
            return None, [], False, ()
        if (side := side_adjectives().ending(sentence, before)) and sentence.texts[side.first][0].isupper():
            sides.insert(0, side.value)
            rows = (SIDES.cite(side.value.line), *rows)
            first = side.first
        elif sentence.keys[before] in _PARTICIPLES and before and sentence.gap(before - 1) == "-":
            backer = side_adjectives().ending(sentence, before - 1) or side_names().ending(sentence, before - 1)
            first = backer.first if backer else before - 1
            generic = True
        elif qualifier := force_qualifiers().ending(sentence, before):
            generic = generic or qualifier.value.generic
            rows = (FORCE_QUALIFIERS.cite(qualifier.value.line), *rows)
            first = qualifier.first
        elif sentence.keys[before] in ("and", "or") and sides and _another(sentence, before):
            first = before
        elif sentence.keys[before] in ("pro", "anti") and sentence.gap(before) == "-" and sides:
            sides, generic, first = [], True, before
        else:
            break
    while first < index and sentence.keys[first] in ("and", "or"):
        first += 1
    return first, sides, generic, rows


def _another(sentence: Words, conjunction: int) -> bool:
    """Whether a side's adjective stands before the conjunction: "Kurdish and Yazidi fighters"."""
    return (
        conjunction > 0
        and sentence.joined(conjunction - 1)
        and bool(side_adjectives().ending(sentence, conjunction - 1))
    )
