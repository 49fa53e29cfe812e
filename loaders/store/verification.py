"""Checks every hash, offset and log entry of a store."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

import duckdb
from deltalake.exceptions import DeltaError

from loaders.store import anchor, objects
from loaders.store.chain import Entry, row_digest, rows_digest
from loaders.store.errors import StoreError
from loaders.store.place import Place
from loaders.store.schema import LOG_COLUMNS, TABLES
from loaders.store.snapshot import rows_of
from loaders.store.tables import Tables

if TYPE_CHECKING:
    from loaders.store.event_store import Store

_BATCH = 2_000
# What damaged files make the libraries raise; DuckDB and Arrow have classes of their own below these.
_UNREADABLE = (StoreError, duckdb.Error, DeltaError, OSError, ValueError, TypeError, KeyError)

Cursor = duckdb.DuckDBPyConnection


def problems(store: Store, place: Place, tables: Tables) -> Iterator[str]:
    """Each thing that is wrong, in words that name it."""
    cursor = place.connect().cursor()
    try:
        query = rows_of(tables, place, tables.log_files(), LOG_COLUMNS) + " ORDER BY commit"
        entries = [Entry.of_row(row) for row in _rows(cursor, query)]
        head = store.head()
    except _UNREADABLE as problem:
        yield f"log: cannot be read: {problem}"
        return
    yield from _chain(entries)
    yield from anchor.problems(place, entries)
    last = entries[-1] if entries else Entry()
    if head != last:
        yield f"log: commit {head.commit} is taken for the last, which is {last.commit}: Delta's notes on it were altered"
    yield from _files(place, tables, entries)
    for name, columns in TABLES.items():
        try:
            files = tables.files(name, last.versions.get(name))
            yield from _table(cursor, name, rows_of(tables, place, files, columns), entries)
        except _UNREADABLE as problem:
            yield f"{name}: cannot be read: {problem}"
    yield from objects.problems(place)
    try:
        shown = store.snapshot().cursor()
        yield from _articles(shown, place)
        yield from _quarantine(shown, place)
        yield from _offsets(shown)
    except _UNREADABLE as problem:
        yield f"articles: cannot be read: {problem}"


def _rows(cursor: Cursor, query: str) -> Iterator[dict[str, object]]:
    fetched = cursor.execute(query)
    names = [description[0] for description in fetched.description]
    while rows := fetched.fetchmany(_BATCH):
        for row in rows:
            yield dict(zip(names, row, strict=True))


def _chain(entries: list[Entry]) -> Iterator[str]:
    before = Entry()
    for entry in entries:
        if entry.commit != before.commit + 1:
            yield f"log: entry {entry.commit} follows entry {before.commit}"
        elif entry.previous != before.hash:
            yield f"log: entry {entry.commit} does not follow from entry {before.commit}"
        if entry.hash != entry.digest():
            yield f"log: entry {entry.commit} was altered"
        before = entry


def _files(place: Place, tables: Tables, entries: list[Entry]) -> Iterator[str]:
    """Delta's entries and the files of the tables against what the log noted of them."""
    noted: dict[str, str] = {}
    for entry in entries:
        noted |= entry.files
    if not noted:
        return
    live: set[str] = set()
    for name in TABLES:
        try:
            live.update(tables.files(name, entries[-1].versions.get(name)))
        except _UNREADABLE:
            continue  # it is named where the table's rows are read
    for file in sorted(live - set(noted)):
        yield f"{file.split('/')[0]}: the log does not have the file {file}"
    for file, digest in sorted(noted.items()):
        try:
            if place.digest(file) != digest:
                yield f"{file.split('/')[0]}: the file {file} was altered"
        except OSError:
            # Rows of a file that is not read any more were moved into another; it may go.
            if file in live or "/_delta_log/" in file:
                yield f"{file.split('/')[0]}: the file {file} is missing"


def _table(cursor: Cursor, name: str, query: str, entries: list[Entry]) -> Iterator[str]:
    found: dict[int, list[bytes]] = defaultdict(list)
    numbered = {entry.commit for entry in entries if not entry.files}
    for row in _rows(cursor, query):
        commit = int(str(row["commit"]))
        found[commit].append(row_digest(row, with_commit=commit in numbered))
    for entry in entries:
        count, digest = entry.rows.get(name, (0, rows_digest(())))
        digests = found.pop(entry.commit, [])
        if len(digests) != count:
            yield f"{name}: commit {entry.commit} brought {count} rows, {len(digests)} are there"
        elif rows_digest(digests) != digest:
            yield f"{name}: a row of commit {entry.commit} was altered"
    for commit, digests in sorted(found.items()):
        yield f"{name}: {len(digests)} rows of commit {commit}, which the log does not have"


def _articles(cursor: Cursor, place: Place) -> Iterator[str]:
    query = "SELECT article_id, container, text, extraction_json FROM articles ORDER BY article_id"
    checked: dict[str, bool] = {}
    for row in _rows(cursor, query):
        article_id, text = str(row["article_id"]), str(row["text"])
        # A row of a table has no object of its own: the table that it stands in does.
        if not (_kept(place, article_id, checked) or _kept(place, row["container"], checked)):
            yield f"objects: the received bytes of article {article_id} are missing"
        for mention in json.loads(str(row["extraction_json"]))["mentions"]:
            if text[mention["start"] : mention["end"]] != mention["text"]:
                yield f"articles: a mention of article {article_id} at {mention['start']} is not in its text"


def _quarantine(cursor: Cursor, place: Place) -> Iterator[str]:
    checked: dict[str, bool] = {}
    for row in _rows(cursor, "SELECT sha256, kept FROM quarantine ORDER BY sha256"):
        if row["kept"] and not _kept(place, row["sha256"], checked):
            yield f"objects: the received bytes of {row['sha256']}, in quarantine, are missing"


def _kept(place: Place, sha256: object, checked: dict[str, bool]) -> bool:
    if sha256 is None:
        return False
    name = str(sha256)
    if name not in checked:
        checked[name] = place.exists(objects.path(name))
    return checked[name]


def _offsets(cursor: Cursor) -> Iterator[str]:
    query = """SELECT event_id, sentence, sentence_start, sentence_end, text FROM read_events
        JOIN articles USING (article_id) ORDER BY event_id"""
    for row in _rows(cursor, query):
        text, start, end = str(row["text"]), int(str(row["sentence_start"])), int(str(row["sentence_end"]))
        if text[start:end] != row["sentence"]:
            yield f"events: the sentence of event {row['event_id']} is not at its place in the article"
