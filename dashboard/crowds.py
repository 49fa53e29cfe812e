"""Which spots lie so close together on the screen that their events are shown as one disc with a number. Plain geometry."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from dashboard.placing import STEP_PIXELS, Position, pixel, rings

CROWD_PIXELS = 20.0
"""About the width of a glyph: spots nearer than this cover each other."""
DISC_PIXELS = 30.0
"""About the width of a disc: what is nearer to one than this goes into it."""
CROWD_LIMIT = 3
"""Events that near to each other that are still shown singly."""
SPREAD_LIMIT = 19
"""Events at one spot, with nothing else around, that are shown singly: one in the middle and two rings round it."""
_HALF_GLYPH = 10.0

Pixel = tuple[float, float]
_Cell = tuple[int, int]


def crowds(
    counts: Mapping[Position, int], zoom: float, *, near_limit: int = CROWD_LIMIT, lone_limit: int = SPREAD_LIMIT
) -> list[list[Position]]:
    """Spots to show as one disc each, the spot with the most events first; a spot in no group has room of its own.

    `counts` are events at each spot, `zoom` that of the first view. Each spot is in one group at most. Up to
    `near_limit` events near each other, and up to `lone_limit` at a spot with nothing else around, make no group.
    """
    pixels = {spot: pixel(spot, zoom) for spot in counts}
    grid: dict[_Cell, list[Position]] = {}
    for spot in sorted(counts):
        grid.setdefault(_cell(pixels[spot]), []).append(spot)
    grouped: set[Position] = set()
    found: list[list[Position]] = []
    for spot in sorted(counts, key=lambda spot: (-counts[spot], spot)):
        if spot in grouped:
            continue
        near = [other for other in _within(spot, CROWD_PIXELS, pixels, grid) if other not in grouped]
        alone = len(near) == 1 and not _crowded(spot, counts[spot], pixels, grid)
        if sum(counts[other] for other in near) > (lone_limit if alone else near_limit):
            covered = [other for other in _within(spot, DISC_PIXELS, pixels, grid) if other not in grouped]
            grouped.update(covered)
            found.append(sorted(covered, key=lambda other: (-counts[other], other)))
    return found


def _crowded(
    spot: Position, count: int, pixels: Mapping[Position, Pixel], grid: Mapping[_Cell, list[Position]]
) -> bool:
    """Whether the rings of glyphs round a spot would cover another spot's glyph."""
    reach = STEP_PIXELS * min(rings(count), rings(SPREAD_LIMIT)) + 2 * _HALF_GLYPH
    return any(other != spot for other in _within(spot, reach, pixels, grid))


def _within(
    spot: Position, reach: float, pixels: Mapping[Position, Pixel], grid: Mapping[_Cell, list[Position]]
) -> Iterator[Position]:
    column, row = _cell(pixels[spot])
    steps = math.ceil(reach / CROWD_PIXELS)
    for across in range(column - steps, column + steps + 1):
        for down in range(row - steps, row + steps + 1):
            for other in grid.get((across, down), ()):
                if math.dist(pixels[spot], pixels[other]) <= reach:
                    yield other


def _cell(at: Pixel) -> _Cell:
    return math.floor(at[0] / CROWD_PIXELS), math.floor(at[1] / CROWD_PIXELS)
