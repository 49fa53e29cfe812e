"""A store from before columns and tables were added opens, reads, takes in more and verifies."""

from __future__ import annotations

import shutil
from collections import defaultdict
from pathlib import Path

import pyarrow
import pyarrow.parquet
import pytest
from deltalake import DeltaTable, write_deltalake

from loaders.store.chain import Entry, row_digest, rows_digest
from loaders.store.event_store import open_store
from loaders.store.reviews import Verdict
from tests.store.articles import article, refusal

# What came after the first stores were written.
LATER_COLUMNS = {
    "articles": ["container", "retrieval", "series", "revision"],
    "events": ["origin", "language"],
    "quarantine": ["container", "kept"],
    "log": ["files"],
}
FIRST_TABLES = ("articles", "events", "postings", "reviews", "quarantine", "tombstones")
LATER_TABLES = ("dismissals", "collections")


def made_older(folder: Path) -> None:
    """Rewrites a store as it would have been written then: fewer columns, fewer tables, no note of files, no HEAD."""
    digests: dict[int, dict[str, tuple[int, str]]] = defaultdict(dict)
    for name in FIRST_TABLES:
        address = str(folder / name)
        rows = DeltaTable(address).to_pyarrow_table()
        rows = rows.select([column for column in rows.column_names if column not in LATER_COLUMNS.get(name, [])])
        for commit in set(rows["commit"].to_pylist()):
            found = [row_digest(row, with_commit=True) for row in rows.to_pylist() if row["commit"] == commit]
            digests[commit][name] = (len(found), rows_digest(found))
        shutil.rmtree(address)
        DeltaTable.create(address, schema=rows.schema)
        write_deltalake(address, rows, mode="append")
    entry, entries = Entry(), []
    log = str(folder / "log")
    versions = dict.fromkeys(FIRST_TABLES, 1)
    for row in sorted(DeltaTable(log).to_pyarrow_table().to_pylist(), key=lambda row: row["commit"]):
        told = Entry.of_row(row)
        entry = entry.next(told.written_at, told.kind, versions, digests[told.commit], {})
        entries.append({name: value for name, value in entry.row().items() if name != "files"})
    shutil.rmtree(log)
    rows = pyarrow.Table.from_pylist(entries)
    DeltaTable.create(log, schema=rows.schema)
    write_deltalake(log, rows, mode="append")
    for name in LATER_TABLES:
        shutil.rmtree(folder / name)
    (folder / "HEAD").unlink()


@pytest.fixture
def older(tmp_path: Path) -> Path:
    store = open_store(tmp_path)
    for name in ("Goma", "Bukavu"):
        store.write([article(name)], [refusal(name)])
    store.add_review("Goma-1", Verdict.CONFIRMED, "Ada")
    made_older(tmp_path)
    return tmp_path


def test_it_reads_and_verifies_as_it_is(older: Path) -> None:
    store = open_store(older)
    assert store.counts() == (2, 6)
    cursor = store.snapshot().cursor()
    assert cursor.execute("SELECT DISTINCT origin, language FROM events").fetchall() == [(None, None)]
    assert cursor.execute("SELECT DISTINCT container, retrieval FROM articles").fetchall() == [(None, None)]
    assert [row["kept"] for row in store.quarantined()] == [None, None]
    assert store.verify() == []


def test_it_takes_in_more_and_verifies(older: Path) -> None:
    store = open_store(older)
    assert store.write([article("Goma")]).already_in
    store.write([article("Uvira", origin="ACLED", language="en")], [refusal("Uvira")])
    cursor = store.snapshot().cursor()
    found = cursor.execute("SELECT origin, count(*) FROM events GROUP BY origin ORDER BY origin NULLS FIRST").fetchall()
    assert found == [(None, 6), ("ACLED", 3)]
    assert store.drop([str(refusal("Goma").row["sha256"])], "Ada") == 1
    assert store.write([article("Goma", version="2")]).replaced
    assert open_store(older).verify() == []
    assert store.compact(2)
    assert open_store(older).verify() == []
    assert open_store(older).counts() == (3, 9)


def test_its_old_files_are_noted_by_the_next_commit(older: Path) -> None:
    open_store(older).write([article("Uvira")])
    file = sorted((older / "events").glob("*.parquet"))[0]
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(bytes(data))
    assert any(f"the file events/{file.name} was altered" in problem for problem in open_store(older).verify())
