"""One version of the store as DuckDB views: current rows only, reviews laid over the events."""

from __future__ import annotations

import contextlib
import weakref
from collections.abc import Sequence
from pathlib import Path

import duckdb
import pyarrow

from loaders.store.chain import Entry
from loaders.store.reviews import overlay_rows, overlays
from loaders.store.schema import TABLES, Column
from loaders.store.tables import Tables, arrow_schema

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
_QUARANTINE = """
    SELECT * FROM all_quarantine WHERE sha256 NOT IN (SELECT article_id FROM articles)
    QUALIFY row_number() OVER (PARTITION BY sha256 ORDER BY commit DESC) = 1"""


def connect(folder: Path) -> duckdb.DuckDBPyConnection:
    """An in-memory database that may read the store's folder and nothing else, and load nothing."""
    connection = duckdb.connect(config={"autoinstall_known_extensions": False, "autoload_known_extensions": False})
    connection.execute("SET allowed_directories = [" + _quoted(str(folder)) + "]")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    return connection


class Snapshot:
    """The store at one version. `version` is hashable and changes when, and only when, the data does."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, tables: Tables, entry: Entry) -> None:
        self.version = f"{entry.commit}-{entry.hash[:16]}"
        self.entry = entry
        self._connection = connection
        self._schema = f"version_{entry.commit}_{entry.hash[:16]}"
        cursor = connection.cursor()
        cursor.execute(f"DROP SCHEMA IF EXISTS {self._schema} CASCADE")
        cursor.execute(f"CREATE SCHEMA {self._schema}")
        cursor.execute(f"USE {self._schema}")
        _create_views(cursor, {name: tables.files(name, entry.versions.get(name, 0)) for name in TABLES})
        weakref.finalize(self, _forget, connection, self._schema).atexit = False

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """A cursor for one thread, on the views `events`, `articles`, `postings`, `reviews`, `quarantine`."""
        cursor = self._connection.cursor()
        cursor.execute(f"USE {self._schema}")
        # The views go when the snapshot does, so the cursor keeps it: a finalizer holds its arguments until it runs.
        weakref.finalize(cursor, _released, self).atexit = False
        return cursor


def _released(_: Snapshot) -> None:
    """Nothing is left to do for a snapshot whose cursor has gone."""


def _forget(connection: duckdb.DuckDBPyConnection, schema: str) -> None:
    # A connection that was closed before has forgotten it already.
    with contextlib.suppress(duckdb.Error):
        connection.cursor().execute(f"DROP SCHEMA IF EXISTS {schema} CASCADE")


def _quoted(text: str) -> str:
    """A path as an SQL literal: neither SET nor a view takes parameters."""
    return "'" + text.replace("'", "''") + "'"


def rows_of(files: Sequence[str], columns: Sequence[Column]) -> str:
    """The SELECT of all rows in the files, with these columns; a column that older files lack is empty there."""
    names = ", ".join(column.name for column in columns)
    if not files:
        return f"SELECT {', '.join(f'CAST(NULL AS {c.type.value}) AS {c.name}' for c in columns)} WHERE false"
    listed = ", ".join(map(_quoted, files))
    return f"SELECT {names} FROM read_parquet([{listed}])"


def _create_views(cursor: duckdb.DuckDBPyConnection, files: dict[str, list[str]]) -> None:
    source = {name: rows_of(files[name], columns) for name, columns in TABLES.items()}
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
    cursor.register("overlay_rows", pyarrow.Table.from_pylist(rows, schema=arrow_schema(columns)))
    cursor.execute("CREATE TABLE overlay AS SELECT * FROM overlay_rows")
    cursor.unregister("overlay_rows")
    shown = []
    corrected = {column.name for column in columns[4:]}
    for column in TABLES["events"]:
        name = column.name
        if name in corrected:
            shown.append(f"CASE WHEN list_contains(o.corrected, '{name}') THEN o.{name} ELSE e.{name} END AS {name}")
        elif name == "search_text":
            shown.append("e.search_text || coalesce(chr(10) || o.added_text, '') AS search_text")
        else:
            shown.append(f"e.{name}")
    added = "coalesce(o.corrected, []) AS corrected, o.review_verdict"
    return f"SELECT {', '.join(shown)}, {added} FROM read_events AS e LEFT JOIN overlay AS o ON o.event_id = e.event_id"
