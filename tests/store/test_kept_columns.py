"""Columns kept in a file are those of the store, or none: damage, another store, a folder that cannot be written."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard import facet_queries, queries
from loaders import Filter, Snapshot, Store, Verdict, open_store
from loaders.store import kept_columns
from tests.dashboard.articles import DISPATCHES
from tests.dashboard.conftest import filled

NAMES = list(DISPATCHES)


@pytest.fixture(autouse=True)
def worth_keeping(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small stores are not worth a file; here they are."""
    monkeypatch.setattr(kept_columns, "_WORTH", 1)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = filled(tmp_path / "store", {name: DISPATCHES[name] for name in NAMES[:2]})
    snapshot = made.snapshot()
    snapshot.read_columns()
    snapshot.keep_columns()
    return made


def files(store: Store) -> list[Path]:
    assert store.folder
    return sorted((store.folder / kept_columns.FOLDER).iterdir())


def taken(snapshot: Snapshot) -> bool:
    """Whether the columns come from the file: those read anew report their rows."""
    snapshot.read_columns()
    return snapshot.rows_read == 0


def answers(snapshot: Snapshot) -> list[object]:
    cursor = snapshot.cursor()
    asked = [Filter(), Filter(text="bakhmut"), Filter(text="-bakhmut"), Filter(since_commit=1)]
    return [
        [queries.rows(cursor, chosen).to_json() for chosen in asked],
        [queries.overview(cursor, chosen) for chosen in asked],
        [queries.rival_places(cursor, chosen).to_json() for chosen in asked],
        [facet_queries.facet(cursor, chosen, field) for chosen in asked for field in facet_queries.FACETS],
    ]


def check(store: Store, *, from_file: bool) -> None:
    assert store.folder
    quick, plain = open_store(store.folder).snapshot(), open_store(store.folder).snapshot()
    assert taken(quick) is from_file
    assert answers(quick) == answers(plain)


def test_a_start_takes_them(store: Store) -> None:
    assert len(files(store)) == 1
    check(store, from_file=True)
    assert store.verify() == []


def test_those_who_wrote_them_go_on_with_the_file(store: Store) -> None:
    assert store.folder
    assert answers(store.snapshot()) == answers(open_store(store.folder).snapshot())


def test_what_came_since_is_read_on_top(store: Store, tmp_path: Path) -> None:
    event_id = str(queries.rows(store.snapshot().cursor(), Filter())["event_id"][0])
    store.add_review(event_id, Verdict.CORRECTED, "Ana", "", "place", "Elsewhere")
    check(store, from_file=True)
    filled(tmp_path / "store", {name: DISPATCHES[name] for name in NAMES[2:]})
    check(store, from_file=True)
    store.compact(2)
    check(store, from_file=True)
    before = files(store)
    later = open_store(tmp_path / "store").snapshot()
    later.read_columns()
    later.keep_columns()
    assert len(files(store)) == 1
    assert files(store) != before
    check(store, from_file=True)


@pytest.mark.parametrize("at", [0.0, 0.3, 0.6, 0.99])
def test_a_damaged_file_is_thrown_away(store: Store, at: float) -> None:
    (path,) = files(store)
    data = bytearray(path.read_bytes())
    data[int(at * len(data))] ^= 1
    path.write_bytes(data)
    check(store, from_file=False)
    assert files(store) == []


@pytest.mark.parametrize("left", [0, 100, -1])
def test_a_cut_file_is_thrown_away(store: Store, left: int) -> None:
    (path,) = files(store)
    path.write_bytes(path.read_bytes()[:left])
    check(store, from_file=False)
    assert files(store) == []


def test_the_file_of_another_store_is_thrown_away(store: Store, tmp_path: Path) -> None:
    (path,) = files(store)
    other = filled(tmp_path / "other", {name: DISPATCHES[name] for name in NAMES[2:4]})
    (tmp_path / "other" / kept_columns.FOLDER).mkdir()
    path.rename(tmp_path / "other" / kept_columns.FOLDER / f"1-{path.name.split('-', 1)[1]}")
    check(other, from_file=False)
    assert files(other) == []


def test_a_file_of_other_code_is_thrown_away(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_columns, "_FORMAT", -1)
    check(store, from_file=False)
    assert files(store) == []


def test_a_file_that_is_no_file_of_ours_is_passed_over(store: Store) -> None:
    assert store.folder
    for name in ("x-y-z.arrow", "12-a.arrow", "notes.txt", "99999999999999999999-a-b.arrow"):
        (store.folder / kept_columns.FOLDER / name).write_bytes(b"?")
    check(store, from_file=True)


def test_few_events_and_a_store_that_cannot_be_written_have_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = filled(tmp_path / "store", {NAMES[0]: DISPATCHES[NAMES[0]]})
    # A file where the folder should be: not even an administrator can write into it.
    (tmp_path / "store" / kept_columns.FOLDER).write_text("")
    snapshot = made.snapshot()
    snapshot.read_columns()
    snapshot.keep_columns()
    assert answers(snapshot) == answers(open_store(tmp_path / "store").snapshot())
    (tmp_path / "store" / kept_columns.FOLDER).unlink()
    monkeypatch.setattr(kept_columns, "_WORTH", 10**6)
    snapshot.keep_columns()
    assert not (tmp_path / "store" / kept_columns.FOLDER).exists()
