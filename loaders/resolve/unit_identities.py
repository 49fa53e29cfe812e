"""One identity for all the ways in which an article writes a unit: with or without branch, honorifics, side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache, lru_cache

from loaders.finders.unit_names import side_slug
from loaders.finders.unit_terms import BRANCHES, NUMBERED, branches, echelons, number_of, qualifiers
from loaders.model import Mention, Unit
from loaders.terms import Terms, words

# So many units of one number and echelon are compared; no article has more.
_NAMESAKES = 32


@cache
def _branches() -> Terms[str]:
    return Terms((row.branch, row.group) for row in BRANCHES.rows())


def groups(unit: Unit) -> frozenset[str]:
    """The branch groups of a unit: motor rifle and mechanized are one."""
    return frozenset() if unit.branch is None else _groups(unit.branch)


@lru_cache(maxsize=1024)
def _groups(branch: str) -> frozenset[str]:
    sentence = words(branch)
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
    return _proper(unit.name)


@lru_cache(maxsize=1024)
def _proper(name: str) -> frozenset[str]:
    sentence = words(name)
    left: set[str] = set()
    at = 0
    while at < len(sentence):
        known = (table.starting(sentence, at) for table in (branches(), echelons(), qualifiers()))
        last = next((term.last for term in known if term), None)
        if last is None and number_of(sentence.texts[at]) is None:
            left.add(sentence.keys[at])
        at = last or at + 1
    return frozenset(left)


def _written(names: Sequence[str]) -> frozenset[str]:
    """Branches as written, "motorized rifle" as "motor rifle": it tells armies apart where the group does not."""
    return frozenset(
        name.lower().replace("motorized rifle", "motor rifle").replace("armored", "armoured") for name in names
    )


@cache
def _registered() -> dict[tuple[str, str], tuple[tuple[frozenset[str], str], ...]]:
    """Sides of well-known numbered units by number and echelon, each with the branch of the unit."""
    found: dict[tuple[str, str], tuple[tuple[frozenset[str], str], ...]] = {}
    for row in NUMBERED.rows():
        sentence = words(row.name)
        heads = [head for at in range(len(sentence)) if (head := echelons().starting(sentence, at))]
        kinds = [kind for at in range(len(sentence)) if (kind := branches().starting(sentence, at))]
        number = number_of(sentence.texts[0])
        if heads and number:
            key = (number[0], heads[-1].value.echelon)
            branch = _written([kind.value.branch for kind in kinds[:1]])
            found[key] = (*found.get(key, ()), (branch, row.side))
    return found


def _sided(unit: Unit, sides: Iterable[str]) -> Unit:
    """A well-known numbered unit with its side, if it is the only such one and the article speaks of that side."""
    if unit.side is not None:
        return _with_side(unit, unit.side)
    if unit.number is None or unit.echelon is None or unit.branch is None or proper(unit):
        return unit
    branch = _written([unit.branch])
    rows = [side for kind, side in _registered().get((unit.number, unit.echelon), ()) if kind == branch]
    return _with_side(unit, rows[0]) if len(rows) == 1 and rows[0] in set(sides) else unit


def _with_side(unit: Unit, side: str) -> Unit:
    """The unit with its side; the side is part of a numbered unit's identifier, for many armies have a 1st Brigade."""
    prefix = f"{side_slug(side)}-"
    named = unit.number is None or not unit.unit_id[:1].isdigit()
    return replace(unit, side=side, unit_id=unit.unit_id if named else prefix + unit.unit_id)


def same(one: Unit, other: Unit) -> bool:
    """Whether two numbered names can mean one unit: same number and echelon, nothing that contradicts."""
    if (
        one.number is None
        or one.number != other.number
        or one.echelon != other.echelon
        or not one.unit_id
        or not other.unit_id
    ):
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
    """For each found unit with a name, the unit that it means. `sides`: those that the article speaks of."""
    spoken = frozenset(sides)
    names = list(dict.fromkeys(one.value for one in mentions if one.value.unit_id and not one.value.generic))
    sided = {unit: _sided(unit, spoken) for unit in names}
    clusters: list[list[Unit]] = []
    by_number: dict[tuple[str, str | None], list[list[Unit]]] = {}
    # The fullest names first: a bare "57th Brigade" joins only if exactly one fuller name fits.
    for unit in sorted(names, key=lambda one: -len(groups(one)) - len(proper(one)) - 2 * (sided[one].side is not None)):
        key = (unit.number or "", unit.echelon)
        near = by_number.setdefault(key, []) if unit.number is not None else []
        fitting = [
            cluster for cluster in near[:_NAMESAKES] if all(same(sided[unit], sided[other]) for other in cluster)
        ]
        if len(fitting) == 1:
            fitting[0].append(unit)
        else:
            clusters.append([unit])
            near.append(clusters[-1])
    order = {unit: index for index, unit in enumerate(names)}
    means: dict[Unit, Unit] = {}
    for cluster in clusters:
        whole = _whole([sided[unit] for unit in sorted(cluster, key=order.__getitem__)])
        means.update(dict.fromkeys(cluster, whole))
    return means


def _whole(cluster: list[Unit]) -> Unit:
    """One unit with all that its names tell."""
    fullest = max(cluster, key=lambda one: (len(groups(one)), len(one.name)))
    side = next((one.side for one in cluster if one.side), None)
    parents = next((one.parents for one in cluster if one.parents), ())
    unit = fullest if side is None else _with_side(fullest, side)
    return replace(unit, parents=parents)
