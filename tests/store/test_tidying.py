"""What compaction leaves is removed once nobody can be reading it; what is read, and all history, stays."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from loaders.__main__ import app
from loaders.store.event_store import Store, open_store
from loaders.store.reviews import Verdict
from tests.store.articles import article, refusal

WEEK = 7 * 24 * 3_600


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Many small files, one article replaced, one review; then run together."""
    store = open_store(tmp_path / "store")
    for name in ("Goma", "Bukavu", "Uvira", "Beni"):
        store.write([article(name)], [refusal(name)])
    store.write([article("Goma", version="2")])
    store.add_review("Beni-0", Verdict.CONFIRMED, "Ada")
    return store


def parquet(store: Store, table: str = "*") -> set[Path]:
    assert store.folder is not None
    return set(store.folder.glob(f"{table}/*.parquet"))


def rows(store: Store) -> list[tuple[object, ...]]:
    return store.snapshot().cursor().execute("SELECT * EXCLUDE (event_json) FROM events ORDER BY event_id").fetchall()


def aged(store: Store, seconds: float) -> None:
    """As if all that happened to the tables had happened so long ago."""
    assert store.folder is not None
    for entry in store.folder.glob("*/_delta_log/*.json"):
        actions = [json.loads(line) for line in entry.read_text("utf-8").splitlines()]
        for action in actions:
            if "remove" in action:
                action["remove"]["deletionTimestamp"] -= int(seconds * 1000)
        entry.write_text("".join(json.dumps(action) + "\n" for action in actions), "utf-8")
    for path in parquet(store):
        os.utime(path, (time.time() - seconds, time.time() - seconds))


def test_what_was_replaced_within_the_week_stays_for_its_readers(store: Store) -> None:
    reader, before = store.snapshot(), parquet(store)
    shown = reader.cursor().execute("SELECT count(*) FROM events").fetchone()
    assert store.compact(2)
    assert store.tidy() == (0, 0)
    assert before < parquet(store)
    assert reader.cursor().execute("SELECT count(*) FROM events").fetchone() == shown


@pytest.mark.parametrize(("seconds", "goes"), [(WEEK - 3_600, False), (WEEK + 3_600, True)])
def test_what_was_replaced_longer_ago_goes(store: Store, seconds: float, goes: bool) -> None:
    before, shown = parquet(store), rows(store)
    store.compact(2)
    aged(store, seconds)
    assert store.folder is not None
    opened = open_store(store.folder)
    count, size = opened.tidy()
    gone = before - parquet(opened)
    assert (count, size > 0) == (len(gone), goes)
    assert bool(gone) is goes
    assert rows(opened) == shown
    # What the store held before is still told: the replaced article's rows are in the files that are left.
    assert sum(1 for row in rows(opened) if row[0] == "Goma-0") == 1
    opened.write([article("Sake")])
    assert opened.counts() == (5, 15)


def test_the_store_is_sound_and_goes_on_after_tidying(store: Store) -> None:
    store.compact(2)
    shown, before = rows(store), len(parquet(store))
    count, _ = store.tidy(days=0)
    assert count == before - len(parquet(store)) > 6
    assert store.verify() == []
    assert rows(open_store(store.name)) == shown
    assert store.tidy(days=0) == (0, 0)
    store.write([article("Sake")])
    assert store.verify() == []


def test_what_a_killed_writer_left_goes_only_when_it_is_old(store: Store) -> None:
    assert store.folder is not None
    young, old = (store.folder / "events" / f"part-{name}.parquet" for name in ("young", "old"))
    for path in (young, old):
        path.write_bytes(b"half a file")
    os.utime(old, (time.time() - 2 * WEEK, time.time() - 2 * WEEK))
    assert store.tidy() == (1, 11)
    assert young.exists()
    assert not old.exists()


def test_a_later_run_of_compaction_removes_what_an_earlier_one_left(store: Store) -> None:
    before = parquet(store)
    store.compact(2)
    aged(store, WEEK + 3_600)
    assert store.folder is not None
    opened = open_store(store.folder)
    opened.write([article("Sake")])
    opened.write([article("Kindu")])
    assert opened.compact(2)
    assert not before & parquet(opened, "events")


def test_the_command_says_what_it_did(store: Store) -> None:
    result = CliRunner().invoke(app, ["tidy", "--store", store.name])
    assert result.exit_code == 0
    assert "Small files were run together; 0 files that nothing reads any more were removed" in result.output
    missing = CliRunner().invoke(app, ["tidy", "--store", f"{store.name}-none"])
    assert (missing.exit_code, "There is no store" in missing.output) == (1, True)
