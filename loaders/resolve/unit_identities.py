"""One identity for all the ways in which an article writes a unit: with and without branch, honorifics, side, or number alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from loaders.finders.unit_names import side_slug
from loaders.finders.unit_terms import BRANCHES, NUMBERED, branches, echelons, number_of, qualifiers
from loaders.model import Mention, Unit
from loaders.terms import Terms, words


@cache
def _branches() -> Terms[str]:
    return Terms((row.branch, row.group) for row in BRANCHES.rows())


def groups(unit: Unit) -> frozenset[str]:
    """The branch groups of a unit: motor rifle and mechanized are one."""
    if unit.branch is None:
        return frozenset()
    sentence = words(unit.branch)
    found: set[str] = set()
    at = 0
    while at < len(sentence):
        term = _branches().starting(sentence, at)
        if term:
            found.add(term.value)
        at = term.last if term else at + 1
    return frozenset(found)


def proper(unit: Unit) -> frozenset[str]:
    """The words of a unit's name that are neither number, honorific, branch nor echelon."""
    sentence = words(unit.name)
    left: set[str] = set()
    at = 0
    while at < len(sentence):
        term = branches().starting(sentence, at) or echelons().starting(sentence, at) or qualifiers().starting(sentence, at)
        if term is None and number_of(sentence.texts[at]) is None:
            left.add(sentence.keys[at])
        at = term.last if term else at + 1
    return frozenset(left)


@cache
def _registered() -> dict[tuple[str, str], tuple[tuple[frozenset[str], str], ...]]:
    """Sides of well-known numbered units by number and echelon, each with the branch groups of the unit."""
    found: dict[tuple[str, str], tuple[tuple[frozenset[str], str], ...]] = {}
    for row in NUMBERED.rows():
        sentence = words(row.name)
        heads = [term for at in range(len(sentence)) if (term := echelons().starting(sentence, at))]
        kinds = [term for at in range(len(sentence)) if (term := branches().starting(sentence, at))]
        number = number_of(sentence.texts[0])
        if heads and number:
            key = (number[0], heads[0].value.echelon)
            found[key] = (*found.get(key, ()), (frozenset(kind.value.group for kind in kinds), row.side))
    return found


def known_side(unit: Unit, sides: Iterable[str]) -> str | None:
    """The side of a well-known numbered unit, if it is the only such one and the article speaks of that side."""
    if unit.number is None or unit.echelon is None or unit.side is not None or proper(unit):
        return None
    branch = groups(unit)
    rows = [side for kinds, side in _registered().get((unit.number, unit.echelon), ()) if branch and kinds == branch]
    return rows[0] if len(rows) == 1 and rows[0] in set(sides) else None


def same(one: Unit, other: Unit) -> bool:
    """Whether two numbered names can mean one unit: same number and echelon, nothing that contradicts."""
    if one.number is None or one.number != other.number or one.echelon != other.echelon or not one.unit_id or not other.unit_id:
        return False
    if one.side and other.side and one.side != other.side:
        return False
    ours, theirs = groups(one), groups(other)
    if not (ours <= theirs or theirs <= ours):
        return False
    mine, yours = proper(one), proper(other)
    if one.parents and other.parents and one.parents[0] != other.parents[0] and one.echelon in ("battalion", "company"):
        return False
    return mine <= yours or yours <= mine


def identities(mentions: Sequence[Mention[Unit]], sides: Iterable[str]) -> dict[Unit, Unit]:
    """For each found unit with a name, the unit that it means in the article."""
    known = tuple(sides)
    names: list[Unit] = []
    for mention in mentions:
        if mention.value.unit_id and mention.value not in names and not mention.value.generic:
            names.append(mention.value)
    means: dict[Unit, Unit] = {}
    clusters: list[list[Unit]] = []
    # The fullest names first: a bare "57th Brigade" joins only if exactly one fuller name fits.
    for unit in sorted(names, key=lambda one: -len(groups(one)) - len(proper(one)) - 2 * (one.side is not None)):
        fitting = [cluster for cluster in clusters if all(same(unit, other) for other in cluster)]
        if unit.number is not None and len(fitting) == 1:
            fitting[0].append(unit)
        else:
            clusters.append([unit])
    order = {unit: index for index, unit in enumerate(names)}
    for cluster in clusters:
        whole = _whole(sorted(cluster, key=order.__getitem__), known)
        means.update(dict.fromkeys(cluster, whole))
    return means


def _whole(cluster: list[Unit], sides: tuple[str, ...]) -> Unit:
    """One unit with all that its names tell."""
    fullest = max(cluster, key=lambda one: (len(groups(one)), len(one.name)))
    side = next((one.side for one in cluster if one.side), None)
    parents = next((one.parents for one in cluster if one.parents), ())
    unit = replace(fullest, side=side, parents=parents)
    side = known_side(unit, sides) if side is None else side
    if side is None or (len(cluster) == 1 and side == fullest.side):
        return unit
    prefix = f"{side_slug(side)}-"
    identifier = fullest.unit_id if fullest.side == side else f"{prefix}{fullest.unit_id.removeprefix(prefix)}"
    return replace(unit, side=side, unit_id=identifier)
