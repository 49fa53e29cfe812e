"""A unit's parse → its APP-6 (MIL-STD-2525) symbol code, from the reviewed tables of branches and echelons.

Codes have 20 digits: version 10, reality, identity *unknown* (a reporting tool takes no side), land unit, present, then
headquarters or task force, echelon, and the branch with its two modifiers as `branches.csv` has them.
"""

from __future__ import annotations

from functools import cache

from loaders.finders.unit_terms import BRANCHES, ECHELONS
from loaders.model import Unit

_LEAD = "1001" + "10" + "0"
_TASK_FORCE, _NEITHER = "4", "0"
_UNSPECIFIED = "0000000000"
_MILITARY = frozenset(("armed forces", "air force", "navy", "airborne forces", "coast guard"))


@cache
def _branches() -> dict[str, str]:
    return {row.branch.lower(): row.symbol for row in BRANCHES.rows()}


@cache
def _echelons() -> dict[str, str]:
    found: dict[str, str] = {}
    for row in ECHELONS.rows():
        if row.symbol:
            found.setdefault(row.echelon, row.symbol)
    return found


def code(unit: Unit) -> str | None:
    """The 20-digit code, None for forces without a name and where neither branch nor echelon is known."""
    if unit.generic:
        return None
    branch = _branch(unit.branch) if unit.branch else _UNSPECIFIED
    echelon = _echelons().get(unit.echelon or "", "00")
    if branch == _UNSPECIFIED and echelon == "00" and unit.echelon not in _MILITARY:
        return None
    kind = _TASK_FORCE if unit.echelon == "task force" else _NEITHER
    return f"{_LEAD}{kind}{echelon}{branch}"


def _branch(branch: str) -> str:
    """The symbol of the longest ending of a branch that has one: "Airborne Special Forces" is special forces."""
    words = branch.lower().split()
    for first in range(len(words)):
        symbol = _branches().get(" ".join(words[first:]))
        if symbol:
            return symbol
    return _UNSPECIFIED
