"""(cursor over one version of the store, Filter) → counts for pictures of more events than can be listed; the other half of `queries`."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import duckdb
import h3

from dashboard import bins, lanes, palette, quick
from dashboard.bins import Bin, Counts, Frame
from dashboard.hexagons import Area, Cell, Cells, edge_km
from dashboard.look import Look
from loaders import CELL_COLUMN, FINEST_CELL, Filter, Matching, Presence, cell_parent, matched, where

Cursor = duckdb.DuckDBPyConnection

_COARSEST, _MOST_CELLS, _MOST_AREAS = 1, 900, 60
_TOWN_KM = 15.0
"""No town is wider: the radius of a settlement never makes it an area."""
_DOUBTED = "['place_conflict', 'place_lookalike', 'place_ambiguous']"
_FIRST = "least(coalesce(date_start, date_end), coalesce(date_end, date_start))"
_LAST = "greatest(coalesce(date_start, date_end), coalesce(date_end, date_start))"
_EACH = "unnest(CASE WHEN coalesce(len({0}), 0) = 0 THEN [''] ELSE list_distinct({0}) END)"
"""An event of two units stands in two lanes; one of none in the lane of events without."""
_LANES = {
    "type": "event_type",
    "unit": _EACH.format("units"),
    "place": _EACH.format("places"),
    "publisher": "coalesce(publisher, '')",
}
_PARTS = {"type": "event_type", "side": "coalesce(actors[1], '')"}


def counts(cursor: Cursor, chosen: Filter, look: Look, frame: Frame | None = None) -> Counts:
    """What `bins.count` counts of the chosen events, without listing them. With a frame, of those that it touches."""
    if frame:
        chosen = touching(chosen, frame)
    if (found := matched(cursor, chosen)) is not None:
        return quick.counts(found, look, frame)
    condition, values = where(chosen)
    dated = f"({condition}) AND coalesce(date_start, date_end) IS NOT NULL"
    bounds = cursor.execute(f"SELECT min({_FIRST}), max({_LAST}) FROM events WHERE {dated}", values).fetchone()
    if bounds is None or bounds[0] is None:
        return Counts("day", (), {}, {})
    shown = frame or bins.whole(_day(bounds[0]), _day(bounds[1]), look.bins)
    unit = shown.unit
    if unit == "hour":
        return _by_hour(cursor, dated, values, look, shown)
    home, end = f"date_trunc('{unit}', {_FIRST})", f"date_trunc('{unit}', {_LAST})"
    within = Counter[tuple[Bin, str]]()
    for day, part, number in _rows(
        cursor,
        f"SELECT {home}, {_PARTS[look.stack]}, count(*) FROM events WHERE {dated} AND {home} = {end} GROUP BY ALL",
        values,
    ):
        within[bins.bin_of(_day(day), unit), part] += number
    longer = _rows(
        cursor,
        f"SELECT {_FIRST}, {_LAST}, count(*) FROM events WHERE {dated} AND {home} <> {end} GROUP BY ALL ORDER BY ALL",
        values,
    )
    totals, cells = _by_lane(cursor, dated, values, look.lanes, unit)
    return bins.counted(shown, dict(within), [(_day(f), _day(t), n) for f, t, n in longer], cells, totals)


def touching(chosen: Filter, frame: Frame) -> Filter:
    """The chosen events of which some possible day lies in the frame."""
    first, last = max(frame.first, chosen.date_from or frame.first), min(frame.last, chosen.date_to or frame.last)
    return replace(chosen, date_from=first, date_to=last, undated=Presence.ANY)


def _by_hour(cursor: Cursor, dated: str, values: list[Any], look: Look, shown: Frame) -> Counts:
    groups = []
    for key, by in ((_PARTS[look.stack], ""), (_LANES[look.lanes], look.lanes)):
        asked = f"SELECT {_FIRST} AS first, {_LAST} AS last, coalesce(time_of_day, '') AS told, {key} AS key FROM events WHERE {dated}"
        found = _rows(cursor, f"SELECT *, count(*) FROM ({asked}) GROUP BY ALL ORDER BY ALL", values)
        groups.append([(_day(f), _day(t), told, _key(value, by), n) for f, t, told, value, n in found])
    return bins.counted_by_hour(groups[0], groups[1], shown.first, shown.last)


def cells(cursor: Cursor, chosen: Filter) -> Cells:
    """The chosen events that have a place, counted in the finest H3 cells that a map can draw.

    Places of doubt are in no cell; those wider than a cell are areas of their own, the 60 with most events.
    """
    if (found := matched(cursor, chosen)) is not None:
        return _quick_cells(found)
    condition, values = where(chosen)
    located = f"({condition}) AND latitude IS NOT NULL AND longitude IS NOT NULL"
    sure = f"{located} AND {CELL_COLUMN} IS NOT NULL AND NOT list_has_any(flags, {_DOUBTED})"
    fineness = range(_COARSEST, FINEST_CELL + 1)
    numbers = cursor.execute(
        f"SELECT {', '.join(f'approx_count_distinct({cell_parent(CELL_COLUMN, r)})' for r in fineness)} FROM events WHERE {sure}",
        values,
    ).fetchone()
    fitting = [r for r, number in zip(fineness, numbers or (), strict=True) if number <= _MOST_CELLS]
    resolution = max(fitting, default=_COARSEST)
    width = edge_km(resolution)
    kinds: dict[int, Counter[str]] = {}
    for cell, kind, number in _rows(
        cursor,
        f"""SELECT {cell_parent(CELL_COLUMN, resolution)}, event_type, count(*) FROM events
            WHERE {sure} AND coalesce(radius_km, 0) <= ? GROUP BY ALL""",
        [*values, max(width, _TOWN_KM)],
    ):
        kinds.setdefault(cell, Counter())[palette.known_type(kind)] += number
    areas = _rows(
        cursor,
        f"""SELECT place, latitude, longitude, radius_km, count(*) AS events FROM events
            WHERE {sure} AND radius_km > ? GROUP BY ALL ORDER BY events DESC, place, latitude, longitude, radius_km LIMIT {_MOST_AREAS}""",
        [*values, max(width, _TOWN_KM)],
    )
    (left_out,) = cursor.execute(
        f"SELECT count(*) FROM events WHERE {located} AND ({CELL_COLUMN} IS NULL OR list_has_any(flags, {_DOUBTED}))",
        values,
    ).fetchone() or (0,)
    named = tuple(Cell(h3.int_to_str(cell), kinds[cell]) for cell in sorted(kinds))
    return Cells(resolution, named, tuple(Area(name or "", *rest) for name, *rest in areas), int(left_out))


def _quick_cells(found: Matching) -> Cells:
    resolution, rows, left_out = quick.cells(found, _COARSEST, _MOST_CELLS)
    width = max(edge_km(resolution), _TOWN_KM)
    near = found.columns.radius[rows] <= width
    kinds = quick.by_cell(found, rows[near], resolution)
    named = tuple(Cell(h3.int_to_str(cell), kinds[cell]) for cell in sorted(kinds))
    areas = tuple(Area(name or "", *rest) for name, *rest in quick.wide(found, rows[~near], _MOST_AREAS))
    return Cells(resolution, named, areas, left_out)


def _by_lane(
    cursor: Cursor, dated: str, values: list[Any], by: str, unit: str
) -> tuple[dict[str, int], dict[tuple[str, Bin], int]]:
    lane = _LANES[by]
    totals = Counter[str]()
    for key, number in _rows(
        cursor, f"SELECT lane, count(*) FROM (SELECT {lane} AS lane FROM events WHERE {dated}) GROUP BY ALL", values
    ):
        totals[_key(key, by)] += number
    drawn = lanes.order(totals, by)
    home, end = f"date_trunc('{unit}', {_FIRST})", f"date_trunc('{unit}', {_LAST})"
    cells = Counter[tuple[str, Bin]]()
    for key, day, number in _rows(
        cursor,
        f"""SELECT lane, day, count(*) FROM
            (SELECT {lane} AS lane, {home} AS day FROM events WHERE {dated} AND {home} = {end})
            WHERE {"list_contains(CAST(? AS VARCHAR[]), lane)" if by != "type" else "TRUE"} GROUP BY ALL""",
        [*values, drawn] if by != "type" else values,
    ):
        cells[_key(key, by), bins.bin_of(_day(day), unit)] += number
    return dict(totals), dict(cells)


def _key(key: str | None, by: str) -> str:
    return palette.known_type(key or "") if by == "type" else key or ""


def _rows(cursor: Cursor, sql: str, values: list[Any]) -> list[tuple[Any, ...]]:
    return cursor.execute(sql, values).fetchall()


def _day(value: date | datetime) -> date:
    return value.date() if isinstance(value, datetime) else value
