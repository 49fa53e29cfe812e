"""A writer killed at any moment, a reader beside a writer, a byte altered behind the store's back."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyarrow
import pyarrow.parquet
import pytest

from loaders.store.event_store import Store, open_store
from tests.store.articles import article

ROOT = Path(__file__).resolve().parent.parent.parent

# Writes article after article and says so after each; with a number, dies just before that step of its commits: the write of
# an object, the append to a table, the settling of files, the note of the last commit.
WRITER = """
import os, signal, sys
from loaders.store import place, tables
from loaders.store.event_store import open_store
from tests.store.articles import article, refusal

folder, prefix, count, fatal = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
done = 0

def dying(step):
    def counted(*given):
        global done
        done += 1
        if done == fatal:
            os.kill(os.getpid(), signal.SIGKILL)
        return step(*given)
    return counted

store = open_store(folder)
if fatal:
    tables.Tables.append = dying(tables.Tables.append)
    place.Folder.write = dying(place.Folder.write)
    place.Folder.settle = dying(place.Folder.settle)
for number in range(count):
    name = f"{prefix}{number}"
    store.write([article(name), article("shared", version=name)], [refusal(name)])
    print(name, flush=True)
"""


def writer(folder: Path, prefix: str, count: int, fatal: int = 0) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITER, str(folder), prefix, str(count), str(fatal)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=environment)


def count_of(store: Store, query: str) -> int:
    row = store.snapshot().cursor().execute(query).fetchone()
    assert row is not None
    return int(row[0])


def check(folder: Path, acknowledged: set[str]) -> None:
    """Everything acknowledged is in once, nothing is half in, and the hashes hold."""
    store = open_store(folder)
    rows = store.snapshot().cursor().execute("SELECT received_as, count(*) FROM articles GROUP BY 1").fetchall()
    assert all(times == 1 for _, times in rows)
    assert acknowledged <= {name for name, _ in rows}
    assert count_of(store, "SELECT count(*) FROM events") == 3 * len(rows)
    assert count_of(store, "SELECT count(DISTINCT event_id) FROM events") == 3 * len(rows)
    assert store.verify() == []


# The objects (3), articles, events, postings, quarantine, settling, log, settling, HEAD; then the same with a
# tombstone, and one object less.
STEPS = 22


@pytest.mark.parametrize("fatal", range(1, STEPS + 1, 2))
def test_killed_at_any_step_of_a_commit(tmp_path: Path, fatal: int) -> None:
    """The odd ones of the steps of two commits; `python -m tests.soak` takes them all."""
    with writer(tmp_path, "first", 2, fatal) as process:
        acknowledged = set(process.communicate()[0].split())
    assert process.returncode == -signal.SIGKILL
    check(tmp_path, acknowledged)
    with writer(tmp_path, "second", 1) as process:
        acknowledged |= set(process.communicate()[0].split())
    assert "second0" in acknowledged
    check(tmp_path, acknowledged)


def test_killed_at_any_time(tmp_path: Path) -> None:
    chance = random.Random(7)
    acknowledged: set[str] = set()
    for attempt in range(4):
        with writer(tmp_path, f"run{attempt}-", 200) as process:
            assert process.stdout is not None
            acknowledged.add(process.stdout.readline().strip())
            time.sleep(chance.uniform(0, 0.6))
            process.kill()
            acknowledged |= set(process.stdout.read().split())
        check(tmp_path, acknowledged)
    assert len(acknowledged) >= 4


def test_readers_beside_a_writer_never_see_half_a_commit(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    seen = set()
    with writer(tmp_path, "live", 25) as process:
        while process.poll() is None:
            cursor = store.snapshot().cursor()
            articles = cursor.execute("SELECT count(*) FROM articles").fetchone()
            events = cursor.execute("SELECT count(*), count(DISTINCT article_id) FROM events").fetchone()
            assert articles is not None
            assert events == (3 * articles[0], articles[0])
            seen.add(articles[0])
    assert process.returncode == 0
    assert len(seen) > 3
    check(tmp_path, {f"live{number}" for number in range(25)})


def test_two_writers_take_turns(tmp_path: Path) -> None:
    with writer(tmp_path, "left", 8) as left, writer(tmp_path, "right", 8) as right:
        acknowledged = set(left.communicate()[0].split()) | set(right.communicate()[0].split())
    assert len(acknowledged) == 16
    check(tmp_path, acknowledged)


def alter(path: Path, column: str, value: object) -> None:
    table = pyarrow.parquet.read_table(path)
    cells = [value, *table[column].to_pylist()[1:]]
    index = table.schema.get_field_index(column)
    pyarrow.parquet.write_table(table.set_column(index, table.schema.field(index), [cells]), path)


@pytest.mark.parametrize(
    ("table", "column", "value", "named"),
    [
        ("events", "place", "Elsewhere", "events: a row of commit"),
        ("events", "sentence_end", 5, "events: a row of commit"),
        ("articles", "publisher", "Somebody", "articles: a row of commit"),
        ("postings", "person", "Nobody", "postings: a row of commit"),
        ("log", "written_at", "2020-01-01", "log: entry"),
        ("log", "previous", "0" * 63 + "1", "log: entry"),
    ],
)
def test_verify_names_an_altered_value(tmp_path: Path, table: str, column: str, value: object, named: str) -> None:
    store = open_store(tmp_path)
    for name in ("Goma", "Bukavu"):
        store.write([article(name)])
    assert store.verify() == []
    alter(sorted((tmp_path / table).glob("*.parquet"))[0], column, value)
    assert any(problem.startswith(named) for problem in open_store(tmp_path).verify())


def test_verify_names_altered_missing_and_unreadable_files(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    added = store.write([article("Goma"), article("Bukavu")]).added
    object_path = next((tmp_path / "objects").glob(f"*/{added[0]}"))
    object_path.write_bytes(b"other bytes")
    assert store.verify() == [f"objects: the bytes of {added[0]} were altered"]
    object_path.unlink()
    assert store.verify() == [f"objects: the received bytes of article {added[0]} are missing"]
    for path in (tmp_path / "postings").glob("*.parquet"):
        path.write_bytes(path.read_bytes()[:-20])
    assert any(problem.startswith("postings: cannot be read") for problem in store.verify())
    for path in (tmp_path / "events").glob("*.parquet"):
        path.unlink()
    assert any(problem.startswith("events: cannot be read") for problem in store.verify())
