"""Spots that cover each other on the screen share a disc; spots with room of their own do not."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as some

from dashboard.crowds import CROWD_LIMIT, DISC_PIXELS, SPREAD_LIMIT, crowds
from dashboard.placing import Position, pixel

GOMA, SAKE, KYIV = (29.22, -1.67), (29.04, -1.57), (30.52, 50.45)


@pytest.mark.parametrize(
    ("counts", "zoom", "expected"),
    [
        ({}, 3.0, []),
        ({GOMA: 1, SAKE: 1}, 3.0, []),
        ({GOMA: 3, SAKE: 2}, 3.0, [[GOMA, SAKE]]),
        ({GOMA: 2, SAKE: 3}, 3.0, [[SAKE, GOMA]]),
        ({GOMA: 3, SAKE: 2}, 9.0, []),
        ({GOMA: 3, SAKE: 2, KYIV: 1}, 3.0, [[GOMA, SAKE]]),
        ({GOMA: SPREAD_LIMIT}, 3.0, []),
        ({GOMA: SPREAD_LIMIT + 1}, 3.0, [[GOMA]]),
        ({GOMA: SPREAD_LIMIT, SAKE: 1}, 7.0, [[GOMA]]),
    ],
)
def test_crowds(counts: dict[Position, int], zoom: float, expected: list[list[Position]]) -> None:
    assert crowds(counts, zoom) == expected


@pytest.mark.parametrize(("count", "expected"), [(1, []), (2, [[GOMA]])])
def test_limits_may_be_set(count: int, expected: list[list[Position]]) -> None:
    assert crowds({GOMA: count}, 3.0, near_limit=1, lone_limit=1) == expected


spots = some.tuples(some.floats(-180, 180).map(lambda x: round(x, 2)), some.floats(-80, 80).map(lambda y: round(y, 2)))


@given(some.dictionaries(spots, some.integers(1, 30), max_size=40), some.floats(0, 9))
def test_no_spot_is_in_two_discs_and_no_disc_covers_another(counts: dict[Position, int], zoom: float) -> None:
    groups = crowds(counts, zoom)
    grouped = [spot for group in groups for spot in group]
    assert len(grouped) == len(set(grouped))
    assert all(sum(counts[spot] for spot in group) > CROWD_LIMIT for group in groups)
    centres = [pixel(group[0], zoom) for group in groups]
    assert all(math.dist(a, b) > DISC_PIXELS for i, a in enumerate(centres) for b in centres[:i])
    assert groups == crowds(dict(reversed(counts.items())), zoom)
