"""Outlines of first-level areas (oblasts, states, governorates), from `data/basemap/regions.json`; Natural Earth, public domain."""

from __future__ import annotations

import json
from functools import cache
from itertools import accumulate
from pathlib import Path

_FILE = Path(__file__).resolve().parents[1] / "data" / "basemap" / "regions.json"
_UNITS = 100
"""The file counts in steps of a hundredth of a degree, each from the point before."""

Ring = list[list[float]]


@cache
def outline(country: str, name: str) -> tuple[Ring, ...]:
    """The closed rings of an area, as lists of longitude and latitude, the largest first; empty where none is known.

    `country` by its two letters, `name` as events have it.
    """
    return tuple(_ring(steps) for steps in _stored().get(country, {}).get(name, ()))


@cache
def _stored() -> dict[str, dict[str, list[list[int]]]]:
    """Without the file no outline is known."""
    try:
        found: dict[str, dict[str, list[list[int]]]] = json.loads(_FILE.read_text(encoding="utf-8"))
    except OSError:
        return {}
    return found


def _ring(steps: list[int]) -> Ring:
    return [[x / _UNITS, y / _UNITS] for x, y in zip(accumulate(steps[::2]), accumulate(steps[1::2]), strict=True)]
