"""Counts made by SQL are those that the pictures make of the listed events."""

from __future__ import annotations

from datetime import date
from typing import Any

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import aggregates, bins, lanes, marks
from dashboard.look import BINS, LANES, STACKS, Look
from loaders import Filter

LOOKS = st.builds(Look, st.sampled_from(list(LANES)), st.sampled_from(list(STACKS)), st.sampled_from(list(BINS)))
DAYS = st.none() | st.dates(date(2019, 12, 25), date(2024, 3, 2))
TIMES = st.sampled_from([None, "T21:45", "T00:00", "TEV", "TNI", "T99:99", ""])
NAMES = st.lists(st.sampled_from(["A", "B", "", "<i>", "Ä"]), max_size=3)
ROWS = st.lists(
    st.tuples(
        st.sampled_from(["strike", "battle", "unheard of"]), DAYS, DAYS, NAMES, NAMES, st.none() | st.just("Daily"), NAMES, TIMES
    ),
    max_size=12,
)  # fmt: skip
COLUMNS = """event_id VARCHAR, event_type VARCHAR, date_start DATE, date_end DATE, units VARCHAR[], places VARCHAR[],
    publisher VARCHAR, actors VARCHAR[], time_of_day VARCHAR"""


@given(ROWS, LOOKS)
def test_sql_counts_what_the_pictures_count(rows: list[tuple[Any, ...]], look: Look) -> None:
    cursor = duckdb.connect()
    cursor.execute(f"CREATE TABLE events ({COLUMNS})")
    for number, row in enumerate(rows):
        cursor.execute("INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", [str(number), *row])
    read = marks.read(cursor.execute("SELECT * FROM events").df())
    dated = [mark for mark in read if mark.first]
    _check(bins.count(dated, look), aggregates.counts(cursor, Filter(), look), look)
    # A filter by days knows no event that ends before it begins.
    for frame in FRAMES if all(not (row[1] and row[2]) or row[1] <= row[2] for row in rows) else ():
        _check(bins.count(dated, look, frame), aggregates.counts(cursor, Filter(), look, frame), look)


FRAMES = (
    bins.Frame(date(2020, 2, 27), date(2020, 3, 2), "hour"),
    bins.Frame(date(2019, 12, 20), date(2023, 1, 2), "day"),
    bins.Frame(date(2022, 1, 1), date(2024, 12, 31), "month"),
)


def _check(wanted: bins.Counts, found: bins.Counts, look: Look) -> None:
    assert (found.unit, found.bins, found.totals) == (wanted.unit, wanted.bins, wanted.totals)
    assert found.across == pytest.approx(wanted.across)
    assert _known(found.within, look) == _known(wanted.within, look)
    drawn = set(lanes.order(wanted.totals, look.lanes))
    assert found.cells == {cell: number for cell, number in wanted.cells.items() if cell[0] in drawn}


def _known(within: dict[tuple[bins.Bin, str], int], look: Look) -> dict[tuple[bins.Bin, str], int]:
    return {key: number for key, number in within.items() if number}
