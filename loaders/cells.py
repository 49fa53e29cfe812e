"""Where on the globe an event lies, as an H3 cell, so that a map of a million events is a count; https://h3geo.org."""

from __future__ import annotations

from typing import Any

import h3

FINEST_CELL = 7
"""The resolution that is stored: hexagons of 1.4 km a side on average, finer than any place in a report is known."""
CELL_COLUMN = "h3"
# An H3 index without the bits that say its resolution.
_KEPT = (1 << 63) - 1 - (15 << 52)


def cell_of(latitude: float | None, longitude: float | None) -> int | None:
    """The cell of a point, as H3's own integer; None without a point."""
    if latitude is None or longitude is None:
        return None
    return int(h3.str_to_int(h3.latlng_to_cell(latitude, longitude, FINEST_CELL)))


def cell_parent(column: str, resolution: int) -> str:
    """SQL for the cell of `resolution` (0 to `FINEST_CELL`) that holds the one in `column`; H3 index layout, public."""
    return f"(({column} & {_KEPT}) | {_finer(resolution)})"


def parent(cell: Any, resolution: int) -> Any:
    """The same without SQL, for a cell as an integer, or for an array of them."""
    return cell & _KEPT | _finer(resolution)


def _finer(resolution: int) -> int:
    return resolution << 52 | (1 << 3 * (15 - resolution)) - 1


def resolution_of(cell: str) -> int:
    return int(h3.get_resolution(cell))


def as_number(cell: str) -> int:
    """A cell's name as the integer that `parent` gives."""
    return int(h3.str_to_int(cell))


def is_cell(text: str) -> bool:
    """Whether the text names a cell no finer than what is stored."""
    return len(text) == 15 and text.isalnum() and h3.is_valid_cell(text) and h3.get_resolution(text) <= FINEST_CELL
