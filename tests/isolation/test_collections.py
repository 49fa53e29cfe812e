"""Collections opened in a child: every member is an item of its own, limits hold, and what breaks off says so."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from loaders import Progress, Received, Result, Store, ingest, open_store
from loaders.isolation.crew import local
from loaders.limits import Limits
from loaders.outcomes import IngestReport

FAULTY = "tests.isolation.faulty_child"
QUICK = Limits(wall_seconds=4.0, cpu_seconds=2, members=20, expanded_bytes=60_000_000, nesting=2)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    before, tempfile.tempdir = tempfile.tempdir, str(tmp_path)
    yield open_store(tmp_path / "store")
    assert not list(tmp_path.glob("sourceline-child-*"))
    tempfile.tempdir = before


def take(store: Store, *items: Received | Path, steps: list[Progress] | None = None) -> IngestReport:
    told = [] if steps is None else steps
    report = ingest(items, store, workers=local(1, FAULTY, QUICK), progress=told.append)
    assert told[-1].done == told[-1].total == sum(report.counts.values())
    return report


def many(*words: str) -> Received:
    return Received.of("many", f"FAULTS {' '.join(words)}".encode())


def told(report: IngestReport) -> list[tuple[str, str]]:
    return sorted((item.name, item.code or item.result.value) for item in report.results)


def rows(store: Store, query: str) -> list[tuple[object, ...]]:
    return store.snapshot().cursor().execute(query).fetchall()


def test_each_member_is_an_item_of_its_own(store: Store) -> None:
    item = many("good", "bad", "good", "refused")
    report = take(store, item)
    assert told(report) == [
        ("many/0.txt", "added"), ("many/1.bin", "binary"), ("many/2.txt", "added"), ("many/3", "unwanted"),
    ]  # fmt: skip
    found = rows(store, "SELECT received_as, container FROM articles ORDER BY received_as")
    assert found == [("many/0.txt", item.sha256), ("many/2.txt", item.sha256)]
    refused = rows(store, "SELECT name, stage, container FROM quarantine ORDER BY name")
    assert refused == [("many/1.bin", "read", item.sha256), ("many/3", "open", item.sha256)]
    assert store.verify() == []


@pytest.mark.parametrize(
    ("words", "code", "taken"),
    [
        (["good", "abort", "good"], "crashed", 1),
        (["good", "loop"], "took_too_long", 1),
        (["good", "sleep"], "took_too_long", 1),
        (["good", "memory"], "too_much_memory", 1),
        (["good", "raise"], "failed", 1),
        (["deep"], "too_deep", 0),
        (["good", "write"], "forbidden", 1),
        (["endless"], "too_many_members", 20),
        (["large"], "expands_too_far", 10),
        ([], "no_articles", 0),
    ],
)
def test_a_collection_that_breaks_off_keeps_what_came_before(
    store: Store, words: list[str], code: str, taken: int
) -> None:
    report = take(store, many(*words), Received.of("after", b"Troops entered Bukavu on Monday, a spokesman said."))
    own = [item for item in report.results if item.name == "many"]
    assert [(item.result, item.code) for item in own] == [(Result.QUARANTINED, code)]
    assert ("after", "added") in told(report)
    members = [item for item in report.results if item.name.startswith("many/")]
    assert len(members) == taken


def test_collections_in_collections_are_opened_so_deep_and_no_deeper(store: Store) -> None:
    report = take(store, many("good", "FAULTS_bad", "FAULTS_FAULTS_good", "good"))
    assert told(report) == [
        ("many/0.txt", "added"),
        ("many/1.faults/0.bin", "binary"),
        ("many/2.faults/0.faults", "nested_too_deep"),
        ("many/3.txt", "added"),
    ]


def test_a_whole_collection_is_not_opened_twice(store: Store) -> None:
    take(store, many("good", "good"))
    version = store.snapshot().version
    assert told(take(store, many("good", "good"))) == [("many", "already in")]
    assert store.snapshot().version == version


def test_one_with_a_bad_member_is_looked_at_again(store: Store) -> None:
    take(store, many("good", "bad"))
    assert told(take(store, many("good", "bad"))) == [("many/0.txt", "already in"), ("many/1.bin", "binary")]


def test_twins_of_a_collection_are_in_with_it(store: Store) -> None:
    report = take(store, many("good", "good"), Received.of("copy", many("good", "good").data or b""))
    assert told(report) == [("copy", "already in"), ("many/0.txt", "added"), ("many/1.txt", "added")]


def test_rows_of_a_table_are_found_in_its_own_bytes(store: Store) -> None:
    item = many("row", "row")
    take(store, item)
    assert store.received(item.sha256) == item.data
    ids = [str(found[0]) for found in rows(store, "SELECT article_id FROM articles")]
    assert len(ids) == 2
    for article_id in ids:
        with pytest.raises(KeyError):
            store.received(article_id)
    assert store.verify() == []


def test_a_long_archive_is_read_a_slice_at_a_time(store: Store, tmp_path: Path) -> None:
    """More members than one look may give, and more bytes than any other file may have."""
    path = tmp_path / "long.archive"
    with path.open("wb") as stream:
        stream.write(b"LONG " + b"x" * 26_000_000 + b"\n")
        stream.writelines(b"line %d\n" % number for number in range(49))
    steps: list[Progress] = []
    report = take(store, path, steps=steps)
    assert report.counts[Result.ADDED] == 50
    assert rows(store, "SELECT DISTINCT container FROM articles") == [(hashlib.sha256(path.read_bytes()).hexdigest(),)]
    assert max(step.total for step in steps) == 50
    assert told(take(store, path)) == [(str(path), "already in")]
    assert store.verify() == []


def test_any_other_long_file_is_refused_and_kept_out(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_bytes(b"words " * 5_000_000)
    report = take(store, path)
    assert [item.code for item in report.quarantined] == ["too_large"]
    assert "30,000,000" in report.quarantined[0].message


def test_slices_do_not_let_a_dropped_file_expand_without_end(store: Store) -> None:
    item = Received.of("bomb", b"LONG \n" + b"grow\n" * 40)
    report = take(store, item)
    assert [found.code for found in report.quarantined if found.name == "bomb"] == ["expands_too_far"]
