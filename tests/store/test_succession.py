"""Of the versions of one record the latest stands, in whatever order they come; of a collection, what it gave last."""

from __future__ import annotations

import dataclasses
from itertools import permutations
from pathlib import Path

import pytest

from loaders.store.batch import Parsed, Taken
from loaders.store.event_store import Store, open_store
from tests.store.articles import article


def version(name: str, revision: int | None, series: str = "ACLED 1") -> Parsed:
    made = article(name, events=1)
    return dataclasses.replace(made, article={**made.article, "series": series, "revision": revision})


def member(name: str, container: str = "c" * 64, **values: object) -> Parsed:
    made = article(name, version=str(values.pop("version", "1")), events=1)
    return dataclasses.replace(made, article={**made.article, "container": container, **values})


def standing(store: Store) -> list[str]:
    rows = store.snapshot().cursor().execute("SELECT received_as FROM articles ORDER BY received_as").fetchall()
    assert store.verify() == []
    return [name for (name,) in rows]


@pytest.mark.parametrize("order", permutations(("first", "second", "third")), ids="-".join)
@pytest.mark.parametrize("together", [True, False])
def test_the_latest_version_stands(tmp_path: Path, order: tuple[str, ...], together: bool) -> None:
    store = open_store(tmp_path)
    made = [version(name, {"first": 1, "second": 2, "third": 3}[name]) for name in order]
    for batch in [made] if together else [[one] for one in made]:
        outcome = store.write([*batch, version("other", 1, "ACLED 2")])
    assert standing(store) == ["other", "third"]
    outcome = store.write(made)
    assert (outcome.added, outcome.replaced, len(outcome.outdated)) == ([], [], 2)
    assert standing(store) == ["other", "third"]


def test_of_two_of_one_number_the_same_stands_whichever_comes_first(tmp_path: Path) -> None:
    found = []
    for order in (("a", "b"), ("b", "a")):
        store = open_store(tmp_path / "".join(order))
        for name in order * 2:
            store.write([version(name, 7)])
        found.append(standing(store))
    assert found[0] == found[1]
    assert len(found[0]) == 1


def test_what_has_no_number_is_no_version_of_another(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    store.write([version("a", None), version("b", None)])
    assert standing(store) == ["a", "b"]


def test_a_row_from_before_versions_were_noted_gives_way_to_a_newer_one(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    old = version("a", 1)
    store.write([dataclasses.replace(old, article={**old.article, "series": None, "revision": None})])
    store.write([version("b", 2)])
    assert standing(store) == ["a", "b"]
    # Its table is read anew, and tells which record it is.
    store.write([dataclasses.replace(old, article={**old.article, "extractor_version": "2"})])
    assert standing(store) == ["b"]


COLUMNS = '{"columns": [["text", "Story"]]}'


@pytest.mark.parametrize(
    ("values", "stays"),
    [
        ({}, False),
        ({"version": "2", "reader": "record"}, False),
        ({"version": "2", "reader": "record", "given": COLUMNS}, True),
        ({"version": "2", "reader": "html"}, True),
        ({"container": "d" * 64}, True),
    ],
)
def test_a_collection_read_to_its_end_keeps_what_this_reading_gave(
    tmp_path: Path, values: dict[str, object], stays: bool
) -> None:
    store = open_store(tmp_path)
    store.write([member("a", **values)])  # type: ignore[arg-type]
    new = member("b", version="2", reader="record", given=COLUMNS)
    store.write([new], taken=[Taken("c" * 64, "2", COLUMNS, 1)])
    assert standing(store) == (["a", "b"] if stays else ["b"])


def test_a_member_that_is_refused_this_time_keeps_its_former_rows(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    old = member("a")
    store.write([old, member("gone")])
    taken = Taken("c" * 64, "2", "{}", 2, clean=False, refused=frozenset((old.article_id,)))
    store.write([member("b", version="2")], taken=[taken])
    assert standing(store) == ["a", "b"]
    assert not store.taken(["c" * 64])["c" * 64].clean
    before = store.snapshot().version
    store.write([], taken=[taken])
    assert store.snapshot().version == before
