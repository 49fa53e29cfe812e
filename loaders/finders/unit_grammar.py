"""How a designation is built around its echelon word: side, number, honorifics, branch and proper name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from loaders.finders.unit_terms import (
    ABBREVIATIONS,
    BRANCHES,
    ECHELONS,
    QUALIFIERS,
    BranchRow,
    EchelonRow,
    Weight,
    WordKind,
    abbreviations,
    branches,
    echelons,
    kinds,
    number_of,
    qualifiers,
)
from loaders.sides import SIDES, SideRow, side_adjectives, side_names
from loaders.terms import Term, Words, words

PARTICLES = frozenset("al el as ash ad an ar at az ul ol ibn bin abu abd wal wa ud".split())
_BOUND = 12
_NUMERAL_HEADS = frozenset(("corps", "army", "fleet", "army group"))
_SMALL_HEADS = frozenset(("company", "platoon", "battery", "squad"))
_GAPS = frozenset((" ", "-", ' "', '" ', " '", "' "))
_NUMBERED_ONLY = frozenset((*_SMALL_HEADS, "wing", "section"))
# "Northern Command", "Republican Guard" need neither number nor proper name.
_UNNUMBERED = frozenset(
    ("command", "guard", "force", "directorate", "armed forces", "air force", "navy", "fleet", "army")
)
_OPEN_ENDED = frozenset(("army", "legion"))
_PURPOSE = frozenset(("front", "movement", "force", "forces", "army", "group", "legion"))


@dataclass(frozen=True, slots=True)
class Designation:
    """A unit's name as parsed: words `first` to `last` (exclusive); `parts` are its words as they should read."""

    first: int
    last: int
    head: EchelonRow
    parts: tuple[str, ...]
    number: str | None = None
    ordinal: bool = False
    branches: tuple[BranchRow, ...] = ()
    proper: tuple[str, ...] = ()
    side: SideRow | None = None
    martial: bool = False
    civil: bool = False
    qualified: bool = False
    parents: tuple[str, ...] = ()
    rule: str = "units/number-echelon"
    rows: tuple[str, ...] = field(default=())


def designations(sentence: Words, head: Term[EchelonRow]) -> Iterator[Designation]:
    """The units that the echelon word names, last first; several share it in "22nd and 24th Brigades"."""
    written = _titled(sentence.texts[head.first : head.last])
    last, right, number = _rightwards(sentence, head)
    start = Designation(
        head.first, last, head.value, (*written, *right), number=number, rows=(ECHELONS.cite(head.value.line),)
    )
    found = _leftwards(sentence, start, head.first - 1)
    if _named(sentence, head, found):
        yield from _shared(sentence, head, found)


def _named(sentence: Words, head: Term[EchelonRow], found: Designation) -> bool:
    """Whether what stands around the echelon word makes it a name: "Golani Brigade", not "a brigade"."""
    if found.civil and not found.ordinal:
        return False
    capital = sentence.texts[head.first][0].isupper()
    strong, echelon = head.value.weight is Weight.STRONG, head.value.echelon
    if found.number is not None:
        digits = found.ordinal and any(part[0].isdigit() for part in found.parts)
        return capital or (digits and (strong or bool(found.branches) or echelon in _SMALL_HEADS))
    if found.last > head.last:
        return True
    if found.proper:
        if echelon in _NUMBERED_ONLY or head.value.echelon == "team":
            return False
        if capital:
            return strong or found.martial
        compound = echelons().ending(sentence, head.first - 1) is not None
        return strong and found.first > 0 and len(found.proper) <= 2 and not compound
    return capital and echelon in _UNNUMBERED and bool(found.branches or found.qualified) and not head.value.plural


def _shared(sentence: Words, head: Term[EchelonRow], found: Designation) -> Iterator[Designation]:
    """The designation, and those before it that share its head."""
    group = [found]
    before = found.first - 1
    while len(group) < _BOUND and before >= 1:
        if sentence.keys[before] in ("and", "or") and sentence.joined(before):
            end = before - 1
            if sentence.gap(end) not in (" ", ", "):
                break
        elif sentence.gap(before) == ", ":
            end = before
        else:
            break
        row = replace(head.value, weight=Weight.STRONG)
        other = _leftwards(sentence, Designation(end + 1, end + 1, row, ()), end)
        numbered = other.number is not None and other.ordinal and found.number is not None
        named = head.value.plural and len(other.proper) == 1 and found.proper and not found.number
        if not (numbered or named) or (named and side_names().starting(sentence, other.first)):
            break
        share = other.branches or found.branches
        tail = [word for word in found.parts if word not in found.proper and number_of(word) is None]
        skip = len(tail) - (head.last - head.first) if other.branches or named else 0
        group.append(
            replace(
                other,
                head=found.head,
                branches=share,
                parts=(*other.parts, *tail[skip:]),
                rule="units/shared-head",
                rows=(*other.rows, *found.rows),
            )
        )
        before = other.first - 1
    side = next((one.side for one in reversed(group) if one.side is not None), None)
    for one in group:
        yield replace(one, side=one.side or side, parts=_singular(one)) if len(group) > 1 else one


def _singular(one: Designation) -> tuple[str, ...]:
    """The parts with a plural echelon word made singular."""
    if not one.head.plural or not one.parts:
        return one.parts
    final = one.parts[-1]
    final = final[:-3] + "y" if final.lower().endswith("ies") else final.removesuffix("s")
    return (*one.parts[:-1], final)


def _leftwards(sentence: Words, found: Designation, index: int) -> Designation:
    """The designation with all that belongs to it before its head."""
    while index >= 0 and found.first - index <= 1 and len(found.parts) < _BOUND and _binds(sentence, index, found):
        text, key = sentence.texts[index], sentence.keys[index]
        number = number_of(text)
        if number is not None and found.number is None and _numeral_fits(text, number[1], found):
            parts = (text, *found.parts)
            found = replace(found, first=index, number=number[0], ordinal=number[1], parts=parts)
        elif number is not None:
            break
        elif branch := branches().ending(sentence, index):
            row = BRANCHES.cite(branch.value.line)
            kinds_of = (branch.value, *found.branches)
            found = _absorbed(sentence, found, branch.first, row, branches=kinds_of, martial=True)
        elif (side := _side(sentence, index)) and sentence.texts[side.first][0].isupper():
            if side.first and sentence.keys[side.first - 1] in ("pro", "anti") and sentence.gap(side.first - 1) == "-":
                break
            parts = found.parts if found.number else (*sentence.texts[side.first : side.last], *found.parts)
            rows = (SIDES.cite(side.value.line), *found.rows)
            found = replace(found, first=side.first, side=side.value, parts=parts, rows=rows)
            if found.number:
                break
        elif (kind := kinds().get(key)) is WordKind.STOP:
            break
        elif qualifier := qualifiers().ending(sentence, index):
            if found.number and qualifier.value.kind != "honorific":
                break
            row = QUALIFIERS.cite(qualifier.value.line)
            martial = found.martial or kind is WordKind.MARTIAL
            found = _absorbed(sentence, found, qualifier.first, row, qualified=True, martial=martial)
        elif key in PARTICLES and found.proper and sentence.texts[index + 1] == found.proper[0]:
            joined = text + sentence.gap(index) + found.proper[0]
            found = replace(
                found, first=index, proper=(joined, *found.proper[1:]), parts=(joined, *found.parts[1:]), martial=True
            )
        elif text[0].isupper() and not found.ordinal:
            civil = found.civil or kind is WordKind.CIVIL
            martial = found.martial or kind in (WordKind.MARTIAL, WordKind.OPENER)
            if sentence.gap(index) == "-" and found.proper and sentence.texts[index + 1] == found.proper[0]:
                whole = f"{text}-{found.proper[0]}"
                proper, parts = (whole, *found.proper[1:]), (whole, *found.parts[1:])
            else:
                proper, parts = (text, *found.proper), (text, *found.parts)
            found = replace(found, first=index, proper=proper, parts=parts, civil=civil, martial=martial)
        else:
            break
        index = found.first - 1
    return found


def _side(sentence: Words, index: int) -> Term[SideRow] | None:
    """A side's adjective that ends at word `index`, or a name of several words ("Luhansk People's Republic")."""
    name = side_names().ending(sentence, index)
    return name if name and name.last - name.first > 2 else side_adjectives().ending(sentence, index)


def _binds(sentence: Words, index: int, found: Designation) -> bool:
    """Whether the word at `index` stands close enough to the designation's first word; nothing binds to a bare end."""
    if found.first == found.last:
        return index == found.first - 1
    gap = sentence.gap(index)
    if gap == ") ":  # "51st (Highland) Division"
        return index > 0 and sentence.gap(index - 1) == " (" and number_of(sentence.texts[index - 1]) is not None
    if gap == " (":
        return sentence.gap(index + 1) == ") " and number_of(sentence.texts[index]) is not None
    if gap == "' ":
        return sentence.plain[sentence.starts[index] - 1 : sentence.starts[index]] == "'"
    return gap in _GAPS


def _numeral_fits(text: str, ordinal: bool, found: Designation) -> bool:
    """Which numbers may number which echelons: no "I Company", "12 Army soldiers", "3 brigades"."""
    if text[0].isdigit():
        return ordinal or (
            not found.head.plural and found.head.echelon != "army" and found.head.weight is Weight.STRONG
        )
    if text[0].isupper() and text.isupper() and len(text) < 6 and number_of(text) and not text.isdigit():
        return found.head.echelon in _NUMERAL_HEADS
    return True


def _absorbed(sentence: Words, found: Designation, first: int, row: str, **more: Any) -> Designation:
    """The designation from word `first` on, with the row that knows what is added and `more` of its fields."""
    parts = (*_titled(sentence.texts[first : found.first]), *found.parts)
    return replace(found, first=first, parts=parts, rows=(row, *found.rows), **more)


def _titled(texts: list[str]) -> tuple[str, ...]:
    return tuple(
        text if text[0].isupper() or text.lower() in ("of", "the") else text[0].upper() + text[1:] for text in texts
    )


def _rightwards(sentence: Words, head: Term[EchelonRow]) -> tuple[int, tuple[str, ...], str | None]:
    """Where the designation ends (after "Brigade 401", "Command South", "Army of …"), and what that adds."""
    last = head.last
    texts, keys = sentence.texts, sentence.keys
    if last >= len(sentence) or not texts[head.first][0].isupper() or sentence.gap(last - 1) != " ":
        return last, (), None
    following = number_of(texts[last])
    if following and texts[last].isdigit() and head.value.echelon != "army" and not head.value.plural:
        return last + 1, (texts[last],), following[0]
    if head.value.echelon == "command" and texts[last] in ("North", "South", "East", "West", "Center", "Centre"):
        return last + 1, (texts[last],), None
    before = head.first - 1
    bare = before < 0 or not texts[before][0].isupper() or kinds().get(keys[before]) is WordKind.STOP
    opens = (keys[last] == "of" and bare and head.value.echelon in _OPEN_ENDED and not head.value.plural) or (
        keys[last] == "for" and head.value.echelon in _PURPOSE
    )
    if opens:
        end = _name_end(sentence, last + 1)
        if end is not None:
            return end, tuple(texts[last:end]), None
    return last, (), None


def _name_end(sentence: Words, index: int) -> int | None:
    """The end of "the Liberation of Rwanda" from its first word; None if no capitalised word stands there."""
    end = None
    for _ in range(_BOUND):
        if index >= len(sentence) or (sentence.gap(index - 1) not in (" ", "-")):
            break
        if sentence.texts[index][0].isupper() and kinds().get(sentence.keys[index]) is not WordKind.STOP:
            end = index + 1
        elif (
            sentence.keys[index] not in ("the", "of", "and") and sentence.keys[index] not in PARTICLES
        ) or sentence.keys[index] == "and":
            break
        index += 1
    return end


def abbreviated(sentence: Words, index: int) -> Designation | None:
    """ "57th MRBde", "5th CAA": a number before the known abbreviation that starts at word `index`, expanded."""
    if index == 0 or not sentence.joined(index - 1):
        return None
    term = abbreviations().starting(sentence, index)
    if term is None or "".join(sentence.texts[term.first : term.last]) != term.value.abbreviation.replace(" ", ""):
        return None
    expanded = words(term.value.expansion)
    head = next((one for i in range(len(expanded)) if (one := echelons().starting(expanded, i))), None)
    if head is None:
        return None
    kinds_of = tuple(branch.value for i in range(head.first) if (branch := branches().starting(expanded, i)))[:1]
    rows = (ABBREVIATIONS.cite(term.value.line), ECHELONS.cite(head.value.line))
    start = Designation(term.first, term.last, head.value, tuple(expanded.texts), branches=kinds_of, rows=rows)
    found = _leftwards(sentence, start, index - 1)
    return replace(found, rule="units/abbreviation") if found.number else None
