"""The columns in memory answer as the store itself does, also after it has grown, been read anew and been reviewed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import h3
import pandas
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard import aggregates, facet_queries, queries
from dashboard.look import BINS, LANES, STACKS, Look
from loaders import FINEST_CELL, Filter, Given, Presence, Received, Snapshot, Store, Verdict, ingest, open_store
from tests.dashboard.articles import DISPATCHES
from tests.dashboard.conftest import filled

DATES = st.none() | st.sampled_from([date(2024, 12, 1), date(2025, 1, 6), date(2026, 2, 2)])
PRESENCES = st.sampled_from(list(Presence))
FIELDS = sorted(facet_queries.FACETS)


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> tuple[Snapshot, Snapshot]:
    """The same store opened twice: once with its columns in memory, once without."""
    folder = tmp_path_factory.mktemp("quick") / "store"
    filled(folder, DISPATCHES)
    quick, plain = open_store(folder).snapshot(), open_store(folder).snapshot()
    assert len(quick.read_columns()) > 5
    return quick, plain


@st.composite
def filters(draw: st.DrawFn, plain: Snapshot) -> Filter:
    """Filters by values that the store has, and by some that it has not."""
    cursor = plain.cursor()
    lists: dict[str, Any] = {}
    known = {field: [choice.value for choice in facet_queries.facet(cursor, Filter(), field)] for field in FIELDS}
    for field in draw(st.lists(st.sampled_from(FIELDS), max_size=2, unique=True)):
        lists[field] = tuple(draw(st.lists(st.sampled_from([*known[field], "none such"]), min_size=1, max_size=2)))
    field = draw(st.sampled_from(FIELDS))
    excluded = tuple((field, value) for value in draw(st.lists(st.sampled_from([*known[field], "x"]), max_size=1)))
    point = h3.latlng_to_cell(48.6, 38.0, draw(st.integers(1, FINEST_CELL)))
    rest: dict[str, Any] = {
        "areas": draw(st.sampled_from([(), (), (point,), ("no cell",)])),
        "shapes": draw(st.sampled_from([(), (), ("30,40,40,50",), ("0,0,60,0,60,60", "20,0,20,1"), ("no area",)])),
        "text": draw(st.sampled_from(["", "", "bakhmut", "brigade or homs"])),
        "date_from": draw(DATES), "date_to": draw(DATES), "undated": draw(PRESENCES), "unlocated": draw(PRESENCES),
    }  # fmt: skip
    return Filter(excluded=excluded, **lists, **rest)


def check(quick: Snapshot, plain: Snapshot, chosen: Filter, look: Look) -> None:
    ours, theirs = quick.cursor(), plain.cursor()
    for question in (queries.overview, queries.bounds, queries.count, queries.days):
        assert question(ours, chosen) == question(theirs, chosen), question
    for page in ((), (3, 1)):
        pandas.testing.assert_frame_equal(queries.rows(ours, chosen, *page), queries.rows(theirs, chosen, *page))
    pandas.testing.assert_frame_equal(queries.rival_places(ours, chosen), queries.rival_places(theirs, chosen))
    for field in FIELDS:
        assert facet_queries.facet(ours, chosen, field) == facet_queries.facet(theirs, chosen, field), field
    for event_id in queries.rows(theirs, Filter())["event_id"][:4]:
        assert queries.neighbours(ours, chosen, event_id) == queries.neighbours(theirs, chosen, event_id)
    assert aggregates.counts(ours, chosen, look) == aggregates.counts(theirs, chosen, look)
    assert aggregates.cells(ours, chosen) == aggregates.cells(theirs, chosen)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_the_answers_are_the_same(two: tuple[Snapshot, Snapshot], data: st.DataObject) -> None:
    quick, plain = two
    looks = st.builds(Look, st.sampled_from(list(LANES)), st.sampled_from(list(STACKS)), st.sampled_from(list(BINS)))
    check(quick, plain, data.draw(filters(plain)), data.draw(looks))


def test_columns_follow_the_store(tmp_path: Path) -> None:
    """New articles, an article read anew with fewer events, reviews, a review taken back, a merge of files."""
    names = list(DISPATCHES)
    store = filled(tmp_path / "store", {name: DISPATCHES[name] for name in names[:2]})
    store.snapshot().read_columns()

    def compared() -> None:
        snapshot = store.snapshot()
        assert snapshot.follows_columns()
        snapshot.read_columns()
        check(snapshot, open_store(tmp_path / "store").snapshot(), Filter(), Look())

    for name in names[2:4]:
        text, given = DISPATCHES[name]
        ingest([Received.of(name, text.encode(), given)], store)
        compared()
    event_id = str(queries.rows(store.snapshot().cursor(), Filter())["event_id"][0])
    store.add_review(event_id, Verdict.CORRECTED, "Ana", "", "date_start", date(2020, 5, 1))
    store.add_review(event_id, Verdict.CORRECTED, "Ana", "", "units", ["1st Rifle Regiment"])
    compared()
    review = store.add_review(event_id, Verdict.REJECTED, "Ana")
    compared()
    store.withdraw_review(review, "Ana")
    compared()
    text, _ = DISPATCHES[names[0]]
    ingest([Received.of(names[0], text.encode(), Given(title="Another title"))], store)
    compared()
    store.compact(2)
    compared()


def test_only_the_newest_columns_are_kept(tmp_path: Path) -> None:
    store = filled(tmp_path / "store", {name: DISPATCHES[name] for name in list(DISPATCHES)[:2]})
    before = store.snapshot()
    before.read_columns()
    event_id = str(queries.rows(before.cursor(), Filter())["event_id"][0])
    store.add_review(event_id, Verdict.CONFIRMED, "Ana")
    after = store.snapshot()
    after.read_columns()
    assert before.columns is None
    assert queries.count(before.cursor(), Filter()) == queries.count(after.cursor(), Filter())


@pytest.mark.parametrize("corrections", [{"latitude": 33.5}, {"latitude": 33.5, "longitude": 36.3}])
def test_a_corrected_point_is_counted_where_it_now_lies(tmp_path: Path, corrections: dict[str, float]) -> None:
    store: Store = filled(tmp_path / "store", {"homs.txt": DISPATCHES["homs.txt"]})
    row = queries.rows(store.snapshot().cursor(), Filter(unlocated=Presence.HIDE)).iloc[0]
    for field, value in corrections.items():
        store.add_review(row["event_id"], Verdict.CORRECTED, "Ana", "", field, value)
    point = {"latitude": row["latitude"], "longitude": row["longitude"], **corrections}
    area = h3.latlng_to_cell(point["latitude"], point["longitude"], FINEST_CELL)
    snapshot = store.snapshot()
    for _ in range(2):
        assert row["event_id"] in set(queries.rows(snapshot.cursor(), Filter(areas=(area,)))["event_id"])
        snapshot.read_columns()
    store.add_review(row["event_id"], Verdict.CORRECTED, "Ana", "", "latitude", None)
    assert queries.count(store.snapshot().cursor(), Filter(areas=(area,), event_ids=(row["event_id"],))) == 0


def test_a_question_may_follow_another_on_one_cursor(two: tuple[Snapshot, Snapshot]) -> None:
    """`event` fetches one row and leaves its result open."""
    cursor = two[0].cursor()
    event_id = str(queries.rows(cursor, Filter(), 1)["event_id"][0])
    for question in (queries.rows, queries.count, queries.overview, queries.rival_places):
        assert queries.event(cursor, event_id) is not None
        question(cursor, Filter(text="brigade and not wholly unheard of"))
