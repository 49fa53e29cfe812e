"""The current events in memory, column by column, each text as a number: a click on a million of them is a count of numbers.

All arrays are in the order of the table: newest first, what has no date last, within a day as told. None is ever changed.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import duckdb
import numpy
import pyarrow
import pyarrow.compute as compute

from loaders.store.texts import Texts

Codes = numpy.ndarray[Any, numpy.dtype[Any]]
Rows = numpy.ndarray[Any, numpy.dtype[numpy.integer[Any]]]
Mask = numpy.ndarray[Any, numpy.dtype[numpy.bool_]]
Days = tuple[date | None, date | None]

DAYS, CELL, RIVALS, SEARCHED = "days", "h3", "rivals", "search_text"
TEXTS = (
    "event_type", "status", "date_precision", "date_basis", "time_of_day", "place", "place_as_written", "admin1", "country",
    "place_precision", "attribution", "attribution_kind", "attribution_via", "article_id", "article_title", "publisher",
    "origin", "language", "review_verdict", CELL,
)  # fmt: skip
LISTS = ("places", "units", "commanders", "actors", "flags", "corrected")
NUMBERS = ("latitude", "longitude", "radius_km", "confidence")
KEPT = ("event_id", "sentence", *NUMBERS, "sentence_start", "commit")
_DOUBT = "list_has_any(flags, ['place_conflict', 'place_lookalike', 'place_ambiguous'])"
_DAYS = "coalesce(CAST(date_start AS VARCHAR), '') || '/' || coalesce(CAST(date_end AS VARCHAR), '')"
SELECT = ", ".join(
    (
        *TEXTS,
        *(f"CAST(to_json({name}) AS VARCHAR) AS {name}" for name in LISTS),
        f"{_DAYS} AS {DAYS}",
        f"CASE WHEN {_DOUBT} THEN CAST(event_json -> '$.places[0].alternatives' AS VARCHAR) END AS {RIVALS}",
        *KEPT,
        SEARCHED,
    )
)
_LONG = {name: pyarrow.large_string() for name in ("event_id", "sentence")}
_AT_ONCE = 50_000
_NO_DAY = -(10**7)


@dataclass(frozen=True, slots=True)
class Coded:
    """One column: for each row the number of its value in `values`. A list is a tuple, a pair of days is one, unknown is None."""

    codes: Codes
    values: tuple[Any, ...]

    def where(self, holds: Callable[[Any], bool]) -> Mask:
        """The rows whose value holds, looked at once a value."""
        mask: Mask = self.table(holds)[self.codes]
        return mask

    def table(self, holds: Callable[[Any], bool]) -> Mask:
        return numpy.fromiter((holds(value) for value in self.values), bool, len(self.values))

    def counts(self, rows: Rows | None) -> dict[Any, int]:
        """How many of the rows (None: all) have each value."""
        found = numpy.bincount(self.codes if rows is None else self.codes[rows], minlength=len(self.values))
        return {self.values[code]: int(found[code]) for code in numpy.flatnonzero(found)}

    def different(self, rows: Rows | None) -> int:
        """How many different values the rows have; unknown is none."""
        found = numpy.bincount(self.codes if rows is None else self.codes[rows], minlength=len(self.values))
        return int(numpy.count_nonzero(found)) - (None in self.values and bool(found[self.values.index(None)]))

    def of(self, rows: Rows) -> list[Any]:
        return [self.values[code] for code in self.codes[rows].tolist()]


@dataclass(frozen=True, eq=False)
class Columns:
    """All current events as of one entry of the log.

    `coded` by name: `days` holds first and last day, `rivals` JSON. `kept` are Arrow arrays: ids, sentences, numbers.
    """

    commit: int
    coded: dict[str, Coded]
    kept: dict[str, pyarrow.Array]
    texts: Texts

    def __len__(self) -> int:
        return len(self.kept["event_id"])

    def __getitem__(self, name: str) -> Coded:
        return self.coded[name]

    @cached_property
    def located(self) -> Mask:
        points = (self.kept[name] for name in ("latitude", "longitude"))
        there = compute.and_(*(compute.is_valid(point) for point in points))
        return numpy.asarray(there.to_numpy(zero_copy_only=False), bool)

    @cached_property
    def radius(self) -> numpy.ndarray[Any, numpy.dtype[numpy.float64]]:
        """Kilometres; 0 where none is known."""
        return numpy.asarray(compute.fill_null(self.kept["radius_km"], 0.0))

    def row(self, event_id: str) -> int | None:
        found = int(compute.index(self.kept["event_id"], event_id).as_py())
        return found if found >= 0 else None

    def rows_with(self, event_ids: pyarrow.Array) -> Mask:
        """The rows of these events; what is not there is passed over."""
        found = compute.is_in(self.kept["event_id"], value_set=event_ids.cast(pyarrow.large_string()))
        return numpy.asarray(found.to_numpy(zero_copy_only=False), bool)

    def take(self, rows: Rows) -> Columns:
        coded = {name: Coded(column.codes[rows], column.values) for name, column in self.coded.items()}
        kept = {name: column.take(pyarrow.array(rows)) for name, column in self.kept.items()}
        return Columns(self.commit, coded, kept, self.texts.take(rows))


def build(cursor: duckdb.DuckDBPyConnection, commit: int, note: Callable[[int], None] = lambda rows: None) -> Columns:
    """The columns of the view `events`; `note` is told now and then how many rows have been read."""
    found = _sorted(_read(cursor, "TRUE", [], commit, note))
    pyarrow.default_memory_pool().release_unused()
    return found


def forward(before: Columns, cursor: duckdb.DuckDBPyConnection, commit: int) -> Columns:
    """The columns at a later entry of the log: only what came, went or was reviewed since is read."""
    if before.commit == commit:
        return before
    reviewed = "SELECT event_id FROM all_reviews WHERE commit > ?"
    changed = cursor.execute(reviewed, [before.commit]).fetchall()
    # Whole files are passed over by the commits in them, which a look for single events does not let happen.
    condition = f"commit > ? OR event_id IN ({reviewed})" if changed else "commit > ?"
    fresh = _read(cursor, condition, [before.commit] * condition.count("?"), commit)
    replaced = cursor.execute("SELECT article_id, replaced_commit FROM replaced WHERE commit > ?", [before.commit])
    gone = before.rows_with(pyarrow.array([event_id for (event_id,) in changed], pyarrow.string()))
    commits = before.kept["commit"].to_numpy()
    by_commit: dict[int, set[str]] = {}
    for article_id, replaced_commit in replaced.fetchall():
        by_commit.setdefault(replaced_commit, set()).add(article_id)
    for replaced_commit, articles in by_commit.items():
        gone |= (commits == replaced_commit) & before["article_id"].where(articles.__contains__)
    if not len(fresh) and not gone.any():
        return Columns(commit, before.coded, before.kept, before.texts)
    left = before.take(numpy.flatnonzero(~gone)) if gone.any() else before
    coded = {name: _joined(left[name], fresh[name]) for name in left.coded}
    kept = {name: pyarrow.concat_arrays([left.kept[name], fresh.kept[name]]) for name in left.kept}
    return _sorted(Columns(commit, coded, kept, left.texts.joined(fresh.texts)))


def _read(
    cursor: duckdb.DuckDBPyConnection,
    condition: str,
    values: list[int],
    commit: int,
    note: Callable[[int], None] = lambda rows: None,
) -> Columns:
    """In no order. A part at a time, so that no more lies in memory than is kept."""
    numbers: dict[str, dict[Any, int]] = {name: {} for name in (*TEXTS, *LISTS, DAYS, RIVALS)}
    codes: dict[str, list[Codes]] = {name: [] for name in numbers}
    kept: dict[str, list[pyarrow.Array]] = {name: [] for name in (*KEPT, SEARCHED)}
    asked = cursor.sql(f"SELECT {SELECT} FROM events WHERE {condition}", params=values)
    reader = asked.to_arrow_reader(_AT_ONCE)
    rows = 0
    for batch in reader:
        note(rows := rows + len(batch))
        for name, number in numbers.items():
            encoded = batch.column(name).dictionary_encode(null_encoding="encode")
            told = encoded.dictionary.to_pylist()
            moved = numpy.array([number.setdefault(value, len(number)) for value in told], numpy.int32)
            codes[name].append(moved[encoded.indices.to_numpy(zero_copy_only=False)])
        for name, parts in kept.items():
            column = batch.column(name)
            # Two make a copy: one column of the batch as it came would hold all of it in memory.
            parts.append(pyarrow.concat_arrays([column, column[:0]]))
    coded = {}
    for name, number in numbers.items():
        read = _list if name in LISTS else _days if name == DAYS else None
        known = tuple(number if read is None else map(read, number))
        found = codes.pop(name)
        coded[name] = Coded(_narrow(numpy.concatenate(found) if found else numpy.zeros(0, int), len(known)), known)
    schema = {field.name: field.type for field in reader.schema}
    arrays = {}
    for name in KEPT:
        # A text of many gigabytes needs the longer addresses.
        kind = _LONG.get(name, schema[name])
        held = [part.cast(kind) for part in kept.pop(name)]
        arrays[name] = pyarrow.concat_arrays(held) if held else pyarrow.array([], kind)
    return Columns(commit, coded, arrays, Texts.of(kept[SEARCHED]))


def _list(told: str | None) -> tuple[str, ...] | None:
    return None if told is None else tuple(json.loads(told))


def _days(told: str) -> Days:
    first, last = (date.fromisoformat(day) if day else None for day in told.split("/"))
    return first, last


def _narrow(codes: Codes, values: int) -> Codes:
    return codes.astype(numpy.uint8 if values <= 2**8 else numpy.uint16 if values <= 2**16 else numpy.int32)


def _joined(before: Coded, fresh: Coded) -> Coded:
    number = {value: code for code, value in enumerate(before.values)}
    codes = [number.setdefault(value, len(number)) for value in fresh.values]
    moved = numpy.array(codes, numpy.int64)[fresh.codes] if codes else fresh.codes
    values = tuple(number)
    return Coded(_narrow(numpy.concatenate([before.codes, moved]), len(values)), values)


def _sorted(columns: Columns) -> Columns:
    days, articles = columns[DAYS], columns["article_id"]
    first, last = (
        numpy.array([-(day[end].toordinal() if day[end] else _NO_DAY) for day in days.values], numpy.int64)
        for end in (0, 1)
    )
    told = numpy.zeros(len(articles.values), numpy.int64)
    told[sorted(range(len(articles.values)), key=lambda code: articles.values[code] or "")] = range(len(told))
    start = numpy.asarray(compute.fill_null(columns.kept["sentence_start"], 0))
    keys = [start, told[articles.codes], last[days.codes], first[days.codes]]
    order = numpy.lexsort(keys)
    same = numpy.ones(max(0, len(order) - 1), bool)
    for key in keys:
        ranked = key[order]
        same &= ranked[1:] == ranked[:-1]
    # Few events share a sentence: only those are told apart by their ids.
    edges = numpy.flatnonzero(numpy.diff(numpy.concatenate([[False], same, [False]]).astype(numpy.int8)))
    ids = columns.kept["event_id"]
    for begin, end in edges.reshape(-1, 2).tolist():
        shared = order[begin : end + 1]
        order[begin : end + 1] = shared[numpy.argsort(numpy.array(ids.take(shared).to_pylist(), object))]
    return columns.take(order)
