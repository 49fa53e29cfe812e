"""A map of hexagons loses no event and claims no place that is in doubt."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date

import duckdb
import pytest

from dashboard import aggregates, filters, hexagons
from dashboard.hexagons import Area, Cell, Cells
from loaders import Filter
from loaders.cells import cell_of

COLUMNS = """event_id VARCHAR, event_type VARCHAR, place VARCHAR, latitude DOUBLE, longitude DOUBLE, radius_km DOUBLE,
    flags VARCHAR[], h3 BIGINT, date_start DATE"""


@pytest.fixture
def cursor() -> duckdb.DuckDBPyConnection:
    """2,000 towns, each with an event, a wide place with seven, one in doubt, one without a place."""
    made = duckdb.connect()
    made.execute(f"CREATE TABLE events ({COLUMNS})")
    rows: list[list[object]] = []
    for number in range(2_000):
        latitude, longitude = 44 + number % 50 / 7, 23 + number // 50 / 3
        rows.append(
            [f"e{number}", ("strike", "battle", "other kind")[number % 3], "Town", latitude, longitude, 3.0, []]
        )
    rows += [[f"w{number}", "battle", "<b>Region", 48.0, 37.8, 90.0, []] for number in range(7)]
    rows += [
        ["d", "battle", "Sevsk", 52.1, 34.5, 3.0, ["place_lookalike"]],
        ["n", "battle", None, None, None, None, []],
    ]
    for row in rows:
        made.execute(
            "INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [*row, cell_of(row[3], row[4]), date(2024, 1, 1)],  # type: ignore[arg-type]
        )
    return made


def test_every_sure_event_is_in_one_cell_or_area(cursor: duckdb.DuckDBPyConnection) -> None:
    found = aggregates.cells(cursor, Filter())
    assert sum(cell.total for cell in found.cells) == 2_000
    assert sum((cell.kinds for cell in found.cells), Counter()) == {"strike": 667, "battle": 667, "other": 666}
    assert [(area.name, area.events) for area in found.areas] == [("<b>Region", 7)]
    assert found.left_out == 1
    assert len(found.cells) <= 1_000


def test_a_cell_is_a_filter_and_its_events_are_those_counted(cursor: duckdb.DuckDBPyConnection) -> None:
    found = aggregates.cells(cursor, Filter())
    cell = max(found.cells, key=lambda one: one.total)
    closer = aggregates.cells(cursor, Filter(areas=(cell.name,)))
    assert sum(one.total for one in closer.cells) == cell.total
    assert closer.resolution > found.resolution


def test_the_picture_holds_numbers_words_and_nothing_else() -> None:
    name = "841e265ffffffff"
    cells = Cells(4, (Cell(name, Counter(strike=1_200, battle=30)),), (Area("<b>Region", 48.0, 37.8, 90.0, 7),), 3)
    view = hexagons.first_view(cells, (640, 440))
    spec = json.loads(hexagons.deck(cells, dark=False, viewport=view).to_json())
    (datum,) = spec["layers"][0]["data"]
    assert (datum["area"], datum["count"], datum["label"]) == (name, "1.2k", "1,230 events")
    assert datum["text"] == "strike 1,200, battle 30"
    assert len(json.dumps(datum)) < 260


@pytest.mark.parametrize("value", ["841e265ffffffff", "no cell", "8f1e265ffffffff"])
def test_an_area_in_a_link_is_a_cell_or_left_out(value: str) -> None:
    reading = filters.read({"area": [value]})
    assert reading.filter.areas == ((value,) if value == "841e265ffffffff" else ())
    assert bool(reading.notices) is not bool(reading.filter.areas)


def test_a_click_names_its_cell() -> None:
    chosen = {"objects": {"cells-1": [{"area": "841e265ffffffff", "total": 3}]}}
    assert hexagons.picked(chosen) == "841e265ffffffff"
    assert hexagons.picked({"objects": {"events": [{"event_id": "a"}]}}) is None
    assert hexagons.picked(None) is None
