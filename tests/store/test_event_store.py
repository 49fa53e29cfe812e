"""A real store in a folder: what goes in comes out, once, in one step, and stays."""

from __future__ import annotations

import gc
from pathlib import Path

import duckdb
import pytest

from loaders.store.batch import Parsed
from loaders.store.errors import StoreError
from loaders.store.event_store import Store, open_store
from tests.store.articles import article, day, refusal


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path / "store")


def ask(store: Store, query: str, *values: object) -> list[tuple[object, ...]]:
    return store.snapshot().cursor().execute(query, list(values)).fetchall()


def test_an_empty_store_answers(store: Store) -> None:
    for view in ("events", "articles", "postings", "reviews", "quarantine"):
        assert ask(store, f"SELECT count(*) FROM {view}") == [(0,)]
    assert store.verify() == []


def test_what_goes_in_comes_out(store: Store) -> None:
    outcome = store.write([article("Goma", date_start=day(3), units=["3rd Brigade"], latitude=-1.68)])
    assert len(outcome.added) == 1
    columns = "event_id, date_start, date_end, units, latitude, places, article_title, corrected, review_verdict"
    found = ask(store, f"SELECT {columns} FROM events ORDER BY event_id")
    assert found[0] == ("Goma-0", day(3), None, ["3rd Brigade"], -1.68, [], None, [], None)
    assert ask(store, "SELECT title, text, event_count FROM articles") == [("About Goma", "The garrison left Goma.", 3)]
    assert store.received(outcome.added[0]) == b"The garrison left Goma."


def test_the_same_again_changes_nothing(store: Store) -> None:
    store.write([article("Goma")])
    before = store.snapshot()
    outcome = store.write([article("Goma"), article("Goma")])
    assert (outcome.added, outcome.replaced, len(outcome.already_in)) == ([], [], 1)
    assert store.snapshot() is before


@pytest.mark.parametrize(
    "changed", [article("Goma", version="2", events=1), article("Goma", given='{"publisher": "Wire"}', events=1)]
)
def test_another_extractor_or_another_word_of_the_user_replaces(store: Store, changed: Parsed) -> None:
    store.write([article("Goma"), article("Bukavu")])
    assert len(store.write([changed]).replaced) == 1
    assert ask(store, "SELECT count(*) FROM events") == [(4,)]
    assert ask(store, "SELECT count(*) FROM articles") == [(2,)]
    assert ask(store, "SELECT sum(citations) FROM postings") == [(2,)]
    assert store.verify() == []
    assert store.write([article("Goma")]).replaced
    assert ask(store, "SELECT count(*) FROM events") == [(6,)]


def test_the_version_changes_only_with_the_data(store: Store) -> None:
    versions = [store.snapshot().version]
    store.write([article("Goma")])
    versions.append(store.snapshot().version)
    assert store.snapshot().version == versions[-1]
    store.write([article("Bukavu")])
    assert len({*versions, store.snapshot().version}) == 3


def test_an_older_snapshot_still_shows_what_it_showed(store: Store) -> None:
    store.write([article("Goma")])
    cursor = store.snapshot().cursor()
    for name in "abcdefghijklm":
        store.write([article(name)])
    store.compact(2)
    gc.collect()
    assert cursor.execute("SELECT count(*) FROM events").fetchall() == [(3,)]
    assert ask(store, "SELECT count(*) FROM events") == [(42,)]


def test_a_cursor_outlives_the_store_it_came_from(tmp_path: Path) -> None:
    open_store(tmp_path).write([article("Goma")])
    cursor = open_store(tmp_path).snapshot().cursor()
    gc.collect()
    assert cursor.execute("SELECT count(*) FROM events").fetchall() == [(3,)]


def test_another_process_sees_a_commit_at_once(tmp_path: Path) -> None:
    writer, reader = open_store(tmp_path), open_store(tmp_path)
    assert ask(reader, "SELECT count(*) FROM events") == [(0,)]
    writer.write([article("Goma")])
    assert ask(reader, "SELECT count(*) FROM events") == [(3,)]


def test_postings_say_when_they_were_first_and_last_cited(store: Store) -> None:
    store.write([article("Goma", date_start=day(9)), article("Bukavu", date_start=day(2)), article("Uvira")])
    columns = "person, unit, rank, role, first_cited, last_cited, citations"
    assert ask(store, f"SELECT {columns} FROM postings") == [
        ("Ada Byron", "3rd Brigade", "Colonel", "commander", day(2), day(9), 3)
    ]


def test_quarantine_holds_each_failure_once_with_its_bytes(store: Store) -> None:
    store.write([], [refusal("a"), refusal("b")])
    before = store.snapshot().version
    store.write([], [refusal("a")])
    assert store.snapshot().version == before
    store.write([], [refusal("a", code="undecodable")])
    assert ask(store, "SELECT name, code FROM quarantine ORDER BY name") == [("a", "undecodable"), ("b", "binary")]
    assert store.received(str(refusal("a").row["sha256"])) == b"\x00a"


def test_compaction_changes_no_answer(store: Store) -> None:
    for index in range(6):
        store.write([article(f"place{index}", date_start=day(6 - index), latitude=float(index), longitude=1.0)])
    query = "SELECT event_id, date_start, latitude FROM events ORDER BY event_id"
    before = ask(store, query)
    assert store.compact(4)
    assert ask(store, query) == before
    assert store.verify() == []
    assert len(store.write([article("place0")]).already_in) == 1
    assert not store.compact(4)


def test_a_bad_row_leaves_the_store_as_it_was(store: Store) -> None:
    store.write([article("Goma")])
    for broken in (article("Bukavu", latitude="north"), article("Bukavu", sentence="\ud800")):
        with pytest.raises((TypeError, ValueError)):
            store.write([article("Uvira"), broken])
    assert ask(store, "SELECT count(*) FROM articles") == [(1,)]
    store.write([article("Uvira")])
    assert ask(store, "SELECT count(*) FROM events") == [(6,)]
    assert store.verify() == []


@pytest.mark.parametrize("name", ["a b", "ä", "quote's", "#1", "q?x", "100%", "5% more"])
def test_the_folder_may_have_any_name(tmp_path: Path, name: str) -> None:
    open_store(tmp_path / name).write([article("Goma")])
    assert ask(open_store(tmp_path / name), "SELECT count(*) FROM events") == [(3,)]


def test_a_folder_that_cannot_be_is_said(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="is read wrongly"):
        open_store(tmp_path / "a%20b")
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(StoreError, match="cannot be written"):
        open_store(tmp_path / "file")
    with pytest.raises(StoreError, match="no store"):
        open_store(tmp_path / "none", create=False)
    assert not (tmp_path / "none").exists()


def test_queries_reach_nothing_outside_the_store(store: Store, tmp_path: Path) -> None:
    (tmp_path / "secret.csv").write_text("a\n1\n")
    for query in (
        f"SELECT * FROM read_csv('{tmp_path / 'secret.csv'}')",
        "INSTALL httpfs",
        "SET enable_external_access = true",
    ):
        with pytest.raises(duckdb.Error):
            ask(store, query)


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "g" * 64, "A" * 64])
def test_no_name_leads_out_of_the_objects(store: Store, name: str) -> None:
    with pytest.raises(KeyError):
        store.received(name)
