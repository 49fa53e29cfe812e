"""(cursor over one version of the store, Filter) → counts for pictures of more events than can be listed; the other half of `queries`."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from typing import Any

import duckdb

from dashboard import bins, lanes, palette
from dashboard.bins import Bin, Counts
from dashboard.look import Look
from loaders import Filter, where

Cursor = duckdb.DuckDBPyConnection

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


def counts(cursor: Cursor, chosen: Filter, look: Look) -> Counts:
    """What `bins.count` counts of the chosen events, without listing them."""
    condition, values = where(chosen)
    dated = f"({condition}) AND coalesce(date_start, date_end) IS NOT NULL"
    bounds = cursor.execute(f"SELECT min({_FIRST}), max({_LAST}) FROM events WHERE {dated}", values).fetchone()
    if bounds is None or bounds[0] is None:
        return Counts("day", (), {}, {})
    unit = bins.unit_for(bounds[0], bounds[1], look.bins)
    home, end = f"date_trunc('{unit}', {_FIRST})", f"date_trunc('{unit}', {_LAST})"
    within = Counter[tuple[Bin, str]]()
    for day, part, number in _rows(
        cursor,
        f"SELECT {home}, {_PARTS[look.stack]}, count(*) FROM events WHERE {dated} AND {home} = {end} GROUP BY ALL",
        values,
    ):
        within[bins.bin_of(_day(day), unit), part] += number
    longer = _rows(
        cursor, f"SELECT {_FIRST}, {_LAST}, count(*) FROM events WHERE {dated} AND {home} <> {end} GROUP BY ALL", values
    )
    totals, cells = _by_lane(cursor, dated, values, look.lanes, unit)
    return bins.counted(unit, dict(within), [(_day(f), _day(t), n) for f, t, n in longer], cells, totals)


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
