"""A cell's ancestors by SQL are those that the H3 library gives."""

from __future__ import annotations

import duckdb
import h3
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.cells import FINEST_CELL, cell_of, cell_parent, is_cell


@given(st.floats(-90, 90), st.floats(-180, 180), st.integers(0, FINEST_CELL))
def test_ancestors(latitude: float, longitude: float, resolution: int) -> None:
    cell = cell_of(latitude, longitude)
    (found,) = (
        duckdb.execute(f"SELECT {cell_parent('c', resolution)} FROM (SELECT CAST(? AS BIGINT) AS c)", [cell]).fetchone()
        or ()
    )
    assert cell is not None
    assert h3.int_to_str(found) == h3.cell_to_parent(h3.int_to_str(cell), resolution)


@pytest.mark.parametrize(("latitude", "longitude"), [(None, 1.0), (1.0, None), (None, None)])
def test_no_place_has_no_cell(latitude: float | None, longitude: float | None) -> None:
    assert cell_of(latitude, longitude) is None


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        (h3.latlng_to_cell(48.5, 38.0, 4), True),
        (h3.latlng_to_cell(48.5, 38.0, 9), False),
        ("", False),
        ("84195dbffffffff'", False),
        ("zzzzzzzzzzzzzzz", False),
        ("١" * 15, False),
    ],
)
def test_what_names_a_cell(text: str, cell: bool) -> None:
    assert is_cell(text) is cell
