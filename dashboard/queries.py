"""(cursor over one version of the store, Filter) → counts and pandas tables. All SQL of the dashboard; every value is a parameter."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import duckdb
import pandas

from dashboard import quick
from dashboard.filters import Chip, chips
from dashboard.look import USUAL
from dashboard.ordering import beside, key, order_by
from loaders import (
    FORMATS,
    Filter,
    Made,
    Matching,
    Options,
    Presence,
    Tally,
    matched,
    select,
    where,
    zipped,
)

Cursor = duckdb.DuckDBPyConnection
Json = dict[str, Any]

_ROW = """event_id, event_type, status, date_start, date_end, date_precision, date_basis, time_of_day, place, place_as_written, admin1,
    country, latitude, longitude, place_precision, radius_km, places, units, commanders, actors, attribution, attribution_kind,
    attribution_via, flags, confidence, sentence, article_id, article_title, publisher, origin, corrected, review_verdict"""
_ROW_NAMES = tuple(name.strip() for name in _ROW.split(","))
# Flags that have a tray of their own are not counted as doubts.
_DOUBT = "len(list_filter(flags, lambda f: f NOT IN ('undated', 'unlocated'))) > 0"
_UNDATED = "date_start IS NULL AND date_end IS NULL"
_UNLOCATED = "latitude IS NULL OR longitude IS NULL"

RIVAL_EVENTS, RIVALS = 500, 3
LISTED = 5_000
"""The most events that are drawn one by one."""


@dataclass(frozen=True, slots=True)
class Overview:
    """Counts of one view. `located + unlocated == events` and `dated + undated == events`.

    `beyond_dates` are undated events that meet every condition but the date range, which cannot hold them.
    """

    events: int
    articles: int
    publishers: int
    claims: int
    denied: int
    doubtful: int
    unlocated: int
    undated: int
    beyond_dates: int

    @property
    def located(self) -> int:
        return self.events - self.unlocated

    @property
    def dated(self) -> int:
        return self.events - self.undated


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Where an event stands in the view (1-based), and the events before and after it."""

    position: int
    total: int
    before: str | None
    after: str | None


def overview(cursor: Cursor, chosen: Filter) -> Overview:
    found = matched(cursor, chosen)
    condition, values = where(chosen)
    row = (
        quick.overview(found)
        if found is not None
        else _one(
            cursor,
            f"""SELECT count(*), count(DISTINCT article_id), count(DISTINCT publisher), count(attribution),
            count(*) FILTER (status = 'denied'), count(*) FILTER ({_DOUBT}), count(*) FILTER ({_UNLOCATED}),
            count(*) FILTER ({_UNDATED}) FROM events WHERE {condition}""",
            values,
        )
    )
    bounded = chosen.undated is Presence.ANY and (chosen.date_from or chosen.date_to)
    beyond = count(cursor, replace(chosen, undated=Presence.ONLY)) if bounded else 0
    return Overview(*(*row, beyond))


def bounds(cursor: Cursor, chosen: Filter) -> tuple[date, date] | None:
    """First and last day of the chosen events; None where none is dated."""
    if (found := matched(cursor, chosen)) is not None:
        return quick.bounds(found)
    condition, values = where(chosen)
    first, last = _one(
        cursor,
        f"""SELECT min(coalesce(date_start, date_end)), max(coalesce(date_end, date_start)) FROM events
            WHERE {condition}""",
        values,
    )
    return (first, last) if first else None


def count(cursor: Cursor, chosen: Filter) -> int:
    if (found := matched(cursor, chosen)) is not None:
        return len(found)
    condition, values = where(chosen)
    return int(_one(cursor, f"SELECT count(*) FROM events WHERE {condition}", values)[0])


def stored(cursor: Cursor) -> tuple[int, int]:
    """How many events and articles the whole store holds."""
    events, articles = _one(cursor, "SELECT (SELECT count(*) FROM events), (SELECT count(*) FROM articles)", [])
    return int(events), int(articles)


def rows(
    cursor: Cursor, chosen: Filter, limit: int | None = None, first: int = 0, sort: str = USUAL.sort
) -> pandas.DataFrame:
    """One row an event in the order of `sort`, the columns of `_ROW`; at most `limit` from number `first` (0-based) on."""
    if sort == USUAL.sort and (found := matched(cursor, chosen)) is not None:
        return _rows(cursor, found, limit, first)
    condition, values = where(chosen)
    end = f" LIMIT {int(limit)} OFFSET {int(first)}" if limit is not None else ""
    return _table(cursor, f"SELECT {_ROW} FROM events WHERE {condition} ORDER BY {order_by(sort)}{end}", values)


def days(cursor: Cursor, chosen: Filter) -> list[tuple[date | None, date | None, str, int]]:
    """How many dated events begin and end on the same days, by type: what a histogram of any bins is made of."""
    if (found := matched(cursor, chosen)) is not None:
        return quick.days(found)
    condition, values = where(chosen)
    return cursor.execute(
        f"""SELECT date_start, date_end, event_type, count(*) FROM events
            WHERE {condition} AND NOT ({_UNDATED}) GROUP BY ALL ORDER BY ALL""",
        values,
    ).fetchall()


def removals(cursor: Cursor, chosen: Filter) -> list[tuple[Chip, int]]:
    """The active conditions whose removal alone would show events, with how many; the most helpful first."""
    helpful = [(chip, count(cursor, chip.without)) for chip in chips(chosen)[:24]]
    return sorted(((chip, n) for chip, n in helpful if n), key=lambda pair: -pair[1])


def neighbours(cursor: Cursor, chosen: Filter, event_id: str, sort: str = USUAL.sort) -> Neighbours | None:
    """Where an event stands in the view by the order of `sort`, or None if the view does not hold it."""
    if sort == USUAL.sort and (found := matched(cursor, chosen)) is not None:
        return _beside(found, event_id)
    condition, values = where(chosen)
    own = cursor.execute(
        f"SELECT {key(sort)} FROM events WHERE event_id = ? AND ({condition})", [event_id, *values]
    ).fetchone()
    if own is None:
        return None
    # Sorting a million events to number one of them takes seconds; counting those before it, and one look each way, does not.
    near = beside(sort, own)
    total, before = _one(
        cursor,
        f"SELECT count(*), count(*) FILTER ({near.before}) FROM events WHERE {condition}",
        [*near.values, *values],
    )
    nearest = [
        cursor.execute(
            f"SELECT event_id FROM events WHERE ({condition}) AND ({side}) ORDER BY {order} LIMIT 1",
            [*values, *near.values],
        ).fetchone()
        for side, order in ((near.before, near.nearest_before), (near.after, near.nearest_after))
    ]
    earlier, later = (row[0] if row else None for row in nearest)
    return Neighbours(int(before) + 1, int(total), earlier, later)


def event(cursor: Cursor, event_id: str) -> Json | None:
    """One event as its JSON record; None if there is no such event.

    Corrected columns hold what the review says; `original` holds what was read, by column, and `review_verdict` the last verdict.
    """
    asked = "FROM events WHERE event_id = ?"
    found = cursor.execute(f"SELECT event_json, corrected, review_verdict {asked}", [event_id]).fetchone()
    if found is None:
        return None
    told, corrected, verdict = found
    record: Json = json.loads(told)
    standing: Json = {}
    if corrected:
        whole = cursor.execute(f"SELECT * {asked}", [event_id])
        names = [column[0] for column in whole.description or ()]
        flat = dict(zip(names, whole.fetchall()[0], strict=True))
        standing = {name: flat[name] for name in corrected}
    original = {name: record.get(name) for name in corrected or ()}
    return record | standing | {"original": original, "review_verdict": verdict}


def told_in(cursor: Cursor, article_id: str) -> list[Json]:
    """The events of one article in order of the text: what the margin beside it shows."""
    names = ("event_id", "event_type", "status", "place", "date_start", "date_end", "sentence_start")
    found = cursor.execute(
        f"SELECT {', '.join(names)} FROM events WHERE article_id = ? ORDER BY sentence_start, event_id", [article_id]
    ).fetchall()
    return [dict(zip(names, row, strict=True)) for row in found]


def reviews(cursor: Cursor, event_id: str) -> list[Json]:
    """The standing reviews of one event, oldest first."""
    names = ("review_id", "verdict", "field", "value", "who", "why", "reviewed_at")
    found = cursor.execute(
        f"SELECT {', '.join(names)} FROM reviews WHERE event_id = ? ORDER BY commit", [event_id]
    ).fetchall()
    return [dict(zip(names, row, strict=True)) for row in found]


def article(cursor: Cursor, article_id: str) -> Json | None:
    """One article with its text and its extraction as JSON; None if there is no such article."""
    names = ("article_id", "title", "publisher", "url", "published", "language", "text", "notes", "extraction_json")
    found = cursor.execute(f"SELECT {', '.join(names)} FROM articles WHERE article_id = ?", [article_id]).fetchone()
    if found is None:
        return None
    record = dict(zip(names, found, strict=True))
    record["extraction"] = json.loads(record.pop("extraction_json") or "{}")
    return record


def rival_places(cursor: Cursor, chosen: Filter) -> pandas.DataFrame:
    """The other readings of the places that a flag doubts: event_id, name, latitude, longitude; the likeliest first."""
    condition, values = where(chosen)
    if (in_memory := matched(cursor, chosen)) is not None:
        readings = [(event_id, json.loads(told or "[]")) for event_id, told in quick.rivals(in_memory, RIVAL_EVENTS)]
    else:
        records = cursor.execute(
            f"""SELECT event_json FROM events WHERE {condition}
                AND list_has_any(flags, ['place_conflict', 'place_lookalike', 'place_ambiguous'])
                ORDER BY {order_by(USUAL.sort)} LIMIT {RIVAL_EVENTS}""",
            values,
        ).fetchall()
        readings = []
        for (record,) in records:
            read = json.loads(record)
            places = read.get("places") or []
            readings.append((read["event_id"], places[0].get("alternatives") if places else []))
    found = [
        (event_id, other["name"], other["lat"], other["lon"])
        for event_id, others in readings
        for other in (others or [])[:RIVALS]
    ]
    return pandas.DataFrame(found, columns=["event_id", "name", "latitude", "longitude"])


def titles(cursor: Cursor, article_ids: tuple[str, ...]) -> dict[str, str]:
    """The titles of these articles, where they have one."""
    found = cursor.execute(
        "SELECT article_id, title FROM articles WHERE title IS NOT NULL AND list_contains(CAST(? AS VARCHAR[]), article_id)",
        [list(article_ids)],
    )
    return dict(found.fetchall())


def brought(cursor: Cursor, commit: int) -> datetime | None:
    """When the newest article up to this entry of the log came in."""
    moment: datetime | None = _one(cursor, "SELECT max(received_at) FROM articles WHERE commit <= ?", [commit])[0]
    return moment


def csv(cursor: Cursor, chosen: Filter) -> bytes:
    """The chosen events as the bytes of a CSV file, without more."""
    return b"".join(FORMATS["csv"].write(select(cursor, chosen), Options(), Tally()))


def exported(cursor: Cursor, chosen: Filter, name: str, byte_order_mark: bool, version: str, moment: datetime) -> bytes:
    """The chosen events in the format of this name, with the manifest of the file, as the bytes of a ZIP."""
    return zipped(Made(FORMATS[name], chosen, version), select(cursor, chosen), moment, byte_order_mark)


def quarantine(cursor: Cursor, first: int, most: int) -> tuple[int, list[Json]]:
    """How many items are refused and wait, and some of them, the newest first: the columns of the quarantine table."""
    count = _one(cursor, "SELECT count(*) FROM quarantine", [])[0]
    found = cursor.execute(
        "SELECT sha256, name, stage, code, message, first_bytes, received_size, received_at, given, kept FROM quarantine"
        " ORDER BY received_at DESC, name, sha256 LIMIT ? OFFSET ?",
        [most, first],
    )
    names = [column[0] for column in found.description or ()]
    return int(count), [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _one(cursor: Cursor, sql: str, values: Sequence[object]) -> tuple[Any, ...]:
    row = cursor.execute(sql, list(values)).fetchone()
    return row or ()


def _table(cursor: Cursor, sql: str, values: Sequence[object]) -> pandas.DataFrame:
    return cursor.execute(sql, list(values)).df()


def _rows(cursor: Cursor, found: Matching, limit: int | None, first: int) -> pandas.DataFrame:
    chosen = found.listed()
    shown = chosen[first:] if limit is None else chosen[first : first + limit]
    # DuckDB makes the frame here as it does of its own rows, so that every column has the same type.
    # A cursor of its own: a result may still be open on this one.
    return cursor.cursor().from_arrow(quick.listed(found, _ROW_NAMES, shown)).df()


def _beside(found: Matching, event_id: str) -> Neighbours | None:
    row, rows = found.columns.row(event_id), found.listed()
    at = int(rows.searchsorted(row)) if row is not None else len(rows)
    if at == len(rows) or rows[at] != row:
        return None
    ids = found.columns.kept["event_id"]
    before = ids[int(rows[at - 1])].as_py() if at else None
    after = ids[int(rows[at + 1])].as_py() if at + 1 < len(rows) else None
    return Neighbours(at + 1, len(rows), before, after)
