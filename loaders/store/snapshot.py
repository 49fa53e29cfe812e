"""One version of the store as DuckDB views: current rows only, reviews laid over the events."""

from __future__ import annotations

import contextlib
import threading
import weakref
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow

from loaders.cells import CELL_COLUMN, cell_of
from loaders.store import kept_columns
from loaders.store.chain import Entry
from loaders.store.place import Place, quoted
from loaders.store.reviews import overlay_rows, overlays
from loaders.store.schema import LOG_COLUMNS, TABLES, Column, Type
from loaders.store.tables import Tables, arrow_schema

if TYPE_CHECKING:
    from loaders.store.columns import Columns

_POSTINGS = """
    SELECT person_id, arg_max(person, (last_cited, commit)) AS person,
        unit_id, arg_max(unit, (last_cited, commit)) AS unit, role,
        arg_max(rank, (last_cited, commit)) AS rank, min(first_cited) AS first_cited, max(last_cited) AS last_cited,
        list_sort(list_distinct(list(change))) AS changes, count(*) AS citations,
        list_sort(list_distinct(list(article_id))) AS articles
    FROM posting_citations GROUP BY person_id, unit_id, role"""
_REVIEWS = """
    SELECT * FROM all_reviews
    WHERE verdict <> 'withdrawn' AND review_id NOT IN (SELECT withdraws FROM all_reviews WHERE withdraws IS NOT NULL)"""
_DROPPED = """
    SELECT sha256, any_value(name) AS name, max(commit) AS commit FROM dismissals
    GROUP BY sha256, CASE sha256 WHEN '' THEN name END HAVING NOT arg_max(coalesce(undone, false), commit)"""
_QUARANTINE = """
    SELECT * FROM all_quarantine AS q WHERE sha256 NOT IN (SELECT article_id FROM articles) AND NOT EXISTS (
        SELECT 1 FROM dropped AS d WHERE d.sha256 = q.sha256 AND (d.sha256 <> '' OR d.name = q.name) AND d.commit > q.commit)
    AND NOT EXISTS (SELECT 1 FROM collections AS c WHERE c.sha256 = q.sha256 AND c.clean IS NOT FALSE AND c.commit > q.commit)
    AND NOT EXISTS (SELECT 1 FROM collections AS c WHERE c.sha256 = q.container AND c.clean IS NOT FALSE AND c.commit > q.commit)
    QUALIFY row_number() OVER (PARTITION BY sha256, CASE sha256 WHEN '' THEN name END ORDER BY commit DESC) = 1"""

_HASH = 16
_POINT = frozenset(("latitude", "longitude"))
_WHEN = frozenset(("date_start", "date_end", "date_precision"))


class Snapshot:
    """The store at one version. `version` is hashable and changes when, and only when, the data does."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        place: Place,
        tables: Tables,
        entry: Entry,
        before: Snapshot | None = None,
    ) -> None:
        """`before` is an earlier one, from whose columns those of this one are made if they are asked for."""
        self.version = f"{entry.commit}-{entry.hash[:_HASH]}"
        self.entry = entry
        self.columns: Columns | None = None
        self._before: Snapshot | None = before if before is None or before.columns is not None else before._before
        self.rows_read = 0
        """How many events `read_columns` has read so far."""
        self._reading = threading.Lock()
        self._connection = connection
        folder = getattr(place, "folder", None)
        self._kept: Path | None = folder / kept_columns.FOLDER if folder else None
        self._log = rows_of(tables, place, tables.log_files(), LOG_COLUMNS)
        self._schema = f"version_{entry.commit}_{entry.hash[:16]}"
        cursor = connection.cursor()
        cursor.execute(f"DROP SCHEMA IF EXISTS {self._schema} CASCADE")
        cursor.execute(f"CREATE SCHEMA {self._schema}")
        cursor.execute(f"USE {self._schema}")
        _create_views(
            cursor,
            {
                name: rows_of(tables, place, tables.files(name, entry.versions.get(name)), columns)
                for name, columns in TABLES.items()
            },
        )
        weakref.finalize(self, _forget, connection, self._schema).atexit = False

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """A cursor for one thread, on the views `events`, `articles`, `postings`, `reviews`, `quarantine`."""
        cursor = self._connection.cursor()
        cursor.execute(f"USE {self._schema}")
        # The views go when the snapshot does, so the cursor keeps it.
        _of[cursor] = self
        return cursor

    def follows_columns(self) -> bool:
        """Whether `read_columns` need read no more than what is new."""
        return self.columns is not None or self._before is not None

    def read_columns(self) -> Columns:
        """The events' columns in memory, for quick counts; read once, and from an earlier snapshot's where there are any.

        That one's are let go: a store that grows is not held many times over. Where there are none, those kept in a file
        are taken, with what came since.
        """
        with self._reading:
            if self.columns is None:
                from loaders.store import columns

                cursor, before = self.cursor(), self._before
                known = before.columns if before else None
                if known is None and self._kept:
                    known = kept_columns.load(self._kept, self._hash_of)
                self.columns = (
                    columns.forward(known, cursor, self.entry.commit)
                    if known
                    else columns.build(cursor, self.entry.commit, self._note)
                )
                if before:
                    before.columns, self._before = None, None
            return self.columns

    def keep_columns(self) -> None:
        """Keep the columns in a file for the next start, where they are many and the store is a folder that can be written."""
        if self._kept and (found := self.columns):
            written = kept_columns.keep(self._kept, self.version, found)
            with self._reading:
                # A later snapshot may have taken them over meanwhile.
                if written and self.columns is found:
                    self.columns = written

    def _note(self, rows: int) -> None:
        self.rows_read = rows

    def _hash_of(self, commit: int) -> str | None:
        found = self.cursor().execute(f"SELECT hash FROM ({self._log}) WHERE commit = ?", [commit]).fetchone()
        return str(found[0])[:_HASH] if found else None


_of: weakref.WeakKeyDictionary[duckdb.DuckDBPyConnection, Snapshot] = weakref.WeakKeyDictionary()


def columns_of(cursor: duckdb.DuckDBPyConnection) -> Columns | None:
    """The columns in memory of the snapshot that gave this cursor, where they have been read."""
    snapshot = _of.get(cursor)
    return snapshot.columns if snapshot else None


def _forget(connection: duckdb.DuckDBPyConnection, schema: str) -> None:
    # A connection that was closed before has forgotten it already.
    with contextlib.suppress(duckdb.Error):
        connection.cursor().execute(f"DROP SCHEMA IF EXISTS {schema} CASCADE")


def rows_of(tables: Tables, place: Place, files: Sequence[str], columns: Sequence[Column]) -> str:
    """The SELECT of all rows in the files, with these columns; a column that older files lack is empty there."""
    alike: dict[tuple[str, ...], list[str]] = {}
    for file in files:
        held = tables.footer(file).columns
        alike.setdefault(tuple(column.name for column in columns if column.name not in held), []).append(file)
    selects = []
    for missing, group in alike.items():
        names = (
            f"CAST(NULL AS {column.type.value}) AS {column.name}" if column.name in missing else column.name
            for column in columns
        )
        listed = ", ".join(quoted(place.source(file)) for file in group)
        selects.append(f"SELECT {', '.join(names)} FROM read_parquet([{listed}])")
    empty = ", ".join(f"CAST(NULL AS {column.type.value}) AS {column.name}" for column in columns)
    return " UNION ALL ".join(selects) or f"SELECT {empty} WHERE false"


def _create_views(cursor: duckdb.DuckDBPyConnection, source: dict[str, str]) -> None:
    cursor.execute(f"CREATE TABLE replaced AS {source['tombstones']}")
    replaced = cursor.execute("SELECT count(*) FROM replaced").fetchone() != (0,)
    current = (
        " ANTI JOIN replaced ON replaced.article_id = stored.article_id AND replaced.replaced_commit = stored.commit"
        if replaced
        else ""
    )
    for name, view in (("articles", "articles"), ("postings", "posting_citations"), ("events", "read_events")):
        cursor.execute(f"CREATE VIEW {view} AS SELECT stored.* FROM ({source[name]}) AS stored{current}")
    cursor.execute(f"CREATE TABLE all_reviews AS {source['reviews']}")
    cursor.execute(f"CREATE VIEW all_quarantine AS {source['quarantine']}")
    cursor.execute(f"CREATE VIEW dismissals AS {source['dismissals']}")
    cursor.execute(f"CREATE VIEW dropped AS {_DROPPED}")
    cursor.execute(f"CREATE VIEW views AS {source['views']}")
    cursor.execute(f"CREATE VIEW collections AS {source['collections']}")
    cursor.execute(f"CREATE VIEW reviews AS {_REVIEWS}")
    cursor.execute(f"CREATE VIEW quarantine AS {_QUARANTINE}")
    cursor.execute(f"CREATE VIEW postings AS {_POSTINGS}")
    cursor.execute(f"CREATE VIEW events AS {_events(cursor)}")


def _events(cursor: duckdb.DuckDBPyConnection) -> str:
    """Events with the reviews over them: corrected values, `corrected` (names of the columns), `review_verdict`."""
    fetched = cursor.execute("SELECT * FROM reviews ORDER BY commit, review_id")
    names = [description[0] for description in fetched.description]
    columns, rows = overlay_rows(overlays(dict(zip(names, row, strict=True)) for row in fetched.fetchall()))
    if not rows:
        return "SELECT *, CAST([] AS VARCHAR[]) AS corrected, CAST(NULL AS VARCHAR) AS review_verdict FROM read_events"
    corrected = {column.name for column in columns[4:]}
    moved = bool(corrected & _POINT)
    if moved:
        columns.append(Column(CELL_COLUMN, Type.INTEGER))
        _put_in_cells(cursor, rows)
    cursor.register("overlay_rows", pyarrow.Table.from_pylist(rows, schema=arrow_schema(columns)))
    cursor.execute("CREATE TABLE overlay AS SELECT * FROM overlay_rows")
    cursor.unregister("overlay_rows")
    shown = []
    for column in TABLES["events"]:
        name = column.name
        if name in corrected:
            shown.append(f"CASE WHEN list_contains(o.corrected, '{name}') THEN o.{name} ELSE e.{name} END AS {name}")
        elif name == CELL_COLUMN and moved:
            shown.append(
                f"CASE WHEN list_has_any(o.corrected, {sorted(_POINT)}) THEN o.{name} ELSE e.{name} END AS {name}"
            )
        elif name == "time_of_day" and corrected & _WHEN:
            # It is the time on the days that were read, not on those that a review puts in their place.
            shown.append(f"CASE WHEN list_has_any(o.corrected, {sorted(_WHEN)}) THEN NULL ELSE e.{name} END AS {name}")
        elif name == "search_text":
            shown.append("e.search_text || coalesce(chr(10) || o.added_text, '') AS search_text")
        else:
            shown.append(f"e.{name}")
    added = "coalesce(o.corrected, []) AS corrected, o.review_verdict"
    return f"SELECT {', '.join(shown)}, {added} FROM read_events AS e LEFT JOIN overlay AS o ON o.event_id = e.event_id"


def _put_in_cells(cursor: duckdb.DuckDBPyConnection, rows: list[dict[str, Any]]) -> None:
    """Gives each row of the overlay that corrects a point the cell of the point as it now stands."""
    moved = [row for row in rows if _POINT.intersection(row["corrected"])]
    found = cursor.execute(
        "SELECT event_id, latitude, longitude FROM read_events WHERE list_contains(CAST(? AS VARCHAR[]), event_id)",
        [[row["event_id"] for row in moved]],
    )
    read = {
        event_id: {"latitude": latitude, "longitude": longitude} for event_id, latitude, longitude in found.fetchall()
    }
    for row in moved:
        point = {
            **read.get(row["event_id"], dict.fromkeys(_POINT)),
            **{name: row[name] for name in _POINT & row.keys()},
        }
        row[CELL_COLUMN] = cell_of(point["latitude"], point["longitude"])
