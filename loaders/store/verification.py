"""Checks every hash, offset and log entry of a store."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator

import duckdb

from loaders.store.chain import Entry, row_digest, rows_digest
from loaders.store.objects import Objects
from loaders.store.schema import LOG_COLUMNS, TABLES
from loaders.store.snapshot import Snapshot, rows_of
from loaders.store.tables import Tables

_BATCH = 2_000


def problems(snapshot: Snapshot, tables: Tables, objects: Objects) -> Iterator[str]:
    """Each thing that is wrong, in words that name it."""
    cursor = snapshot.cursor()
    try:
        query = rows_of(tables.log_files(), LOG_COLUMNS) + " ORDER BY commit"
        entries = [Entry.of_row(row) for row in _rows(cursor, query)]
    except (ValueError, TypeError, duckdb.Error) as problem:
        yield f"log: cannot be read: {problem}"
        return
    yield from _chain(entries)
    for name, columns in TABLES.items():
        files = tables.files(name, snapshot.entry.versions.get(name, 0))
        try:
            yield from _table(cursor, name, rows_of(files, columns), entries)
        except duckdb.Error as problem:
            yield f"{name}: cannot be read: {problem}"
    for sha256 in objects.damaged():
        yield f"objects: the bytes of {sha256} were altered"
    try:
        yield from _articles(cursor, objects)
        yield from _offsets(cursor)
    except duckdb.Error as problem:
        yield f"articles: cannot be read: {problem}"


def _rows(cursor: duckdb.DuckDBPyConnection, query: str) -> Iterator[dict[str, object]]:
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


def _table(cursor: duckdb.DuckDBPyConnection, name: str, query: str, entries: list[Entry]) -> Iterator[str]:
    found: dict[int, list[bytes]] = defaultdict(list)
    for row in _rows(cursor, query):
        found[int(str(row["commit"]))].append(row_digest(row))
    for entry in entries:
        count, digest = entry.rows.get(name, (0, rows_digest(())))
        digests = found.pop(entry.commit, [])
        if len(digests) != count:
            yield f"{name}: commit {entry.commit} brought {count} rows, {len(digests)} are there"
        elif rows_digest(digests) != digest:
            yield f"{name}: a row of commit {entry.commit} was altered"
    for commit, digests in sorted(found.items()):
        yield f"{name}: {len(digests)} rows of commit {commit}, which the log does not have"


def _articles(cursor: duckdb.DuckDBPyConnection, objects: Objects) -> Iterator[str]:
    for row in _rows(cursor, "SELECT article_id, text, extraction_json FROM articles ORDER BY article_id"):
        article_id, text = str(row["article_id"]), str(row["text"])
        if not objects.path(article_id).exists():
            yield f"objects: the received bytes of article {article_id} are missing"
        for mention in json.loads(str(row["extraction_json"]))["mentions"]:
            if text[mention["start"] : mention["end"]] != mention["text"]:
                yield f"articles: a mention of article {article_id} at {mention['start']} is not in its text"


def _offsets(cursor: duckdb.DuckDBPyConnection) -> Iterator[str]:
    query = """SELECT event_id, sentence, sentence_start, sentence_end, text FROM read_events
        JOIN articles USING (article_id) ORDER BY event_id"""
    for row in _rows(cursor, query):
        text, start, end = str(row["text"]), int(str(row["sentence_start"])), int(str(row["sentence_end"]))
        if text[start:end] != row["sentence"]:
            yield f"events: the sentence of event {row['event_id']} is not at its place in the article"
