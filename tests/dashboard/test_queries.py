"""Questions to a real store: counts add up, facets count under the other filters, neighbours follow the table."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from datetime import UTC, date, datetime
from urllib.parse import parse_qs

import duckdb
import pytest

from dashboard import facet_queries, filters, queries
from dashboard.look import COLUMNS
from loaders import Filter, Presence, Snapshot, Store, Verdict
from tests.dashboard.conftest import filled

FILTERS = [
    Filter(),
    Filter(units=("47th Mechanized Brigade",)),
    Filter(statuses=("denied",)),
    Filter(date_from=date(2025, 1, 1)),
    Filter(date_to=date(2024, 12, 5)),
    Filter(publishers=("Nile Wire", "Levant Desk"), event_types=("capture", "strike")),
    Filter(origins=("extracted",), languages=("en",)),
    Filter(text="bakhmut"),
    Filter(undated=Presence.ONLY),
    Filter(unlocated=Presence.HIDE),
    Filter(units=("no such unit",)),
]


@pytest.fixture
def cursor(snapshot: Snapshot) -> duckdb.DuckDBPyConnection:
    return snapshot.cursor()


@pytest.mark.parametrize("chosen", FILTERS)
def test_nothing_vanishes(cursor: duckdb.DuckDBPyConnection, chosen: Filter) -> None:
    counts, rows = queries.overview(cursor, chosen), queries.rows(cursor, chosen)
    assert counts.events == len(rows) == queries.count(cursor, chosen)
    assert counts.located == rows["latitude"].notna().sum()
    assert counts.dated == (rows["date_start"].notna() | rows["date_end"].notna()).sum()
    assert counts.articles == rows["article_id"].nunique()
    assert counts.claims == rows["attribution"].notna().sum()
    assert counts.denied == (rows["status"] == "denied").sum()


@pytest.mark.parametrize("chosen", FILTERS)
def test_a_date_range_says_how_many_undated_events_it_leaves_out(
    cursor: duckdb.DuckDBPyConnection, chosen: Filter
) -> None:
    counts = queries.overview(cursor, chosen)
    if chosen.date_from or chosen.date_to:
        unbounded = queries.overview(cursor, Filter())
        assert counts.undated == 0
        assert counts.beyond_dates == unbounded.undated > 0
    else:
        assert counts.beyond_dates == 0


@pytest.mark.parametrize("field", sorted(facet_queries.FACETS))
@pytest.mark.parametrize("chosen", FILTERS)
def test_a_choice_shows_as_many_events_as_it_says(
    cursor: duckdb.DuckDBPyConnection, chosen: Filter, field: str
) -> None:
    from dashboard.filters import only

    for choice in facet_queries.facet(cursor, chosen, field):
        assert choice.count == queries.count(cursor, only(chosen, field, choice.value))
        assert choice.selected == (choice.value in getattr(chosen, field))


def test_a_chosen_value_that_nothing_has_stays_in_its_facet(cursor: duckdb.DuckDBPyConnection) -> None:
    choices = facet_queries.facet(cursor, Filter(units=("no such unit",)), "units")
    assert choices[0] == facet_queries.Choice("no such unit", 0, True)
    assert "47th Mechanized Brigade" in [choice.value for choice in choices]


def test_only_the_filters_that_help_are_offered(cursor: duckdb.DuckDBPyConnection) -> None:
    chosen = Filter(units=("47th Mechanized Brigade",), publishers=("Nile Wire",))
    assert queries.count(cursor, chosen) == 0
    offered = {chip.token: count for chip, count in queries.removals(cursor, chosen)}
    assert offered == {
        "publisher:Nile Wire": queries.count(cursor, Filter(units=chosen.units)),
        "unit:47th Mechanized Brigade": queries.count(cursor, Filter(publishers=chosen.publishers)),
    }
    assert queries.removals(cursor, Filter(units=("a",), text="zzz")) == []


@pytest.mark.parametrize("sort", [*COLUMNS, *(f"-{name}" for name in COLUMNS)])
def test_neighbours_walk_the_whole_table_in_its_order(cursor: duckdb.DuckDBPyConnection, sort: str) -> None:
    ids = list(queries.rows(cursor, Filter(), sort=sort)["event_id"])
    assert len(set(ids)) == len(ids) > 5
    paged = [
        id_ for first in range(0, len(ids), 2) for id_ in queries.rows(cursor, Filter(), 2, first, sort)["event_id"]
    ]
    assert paged == ids
    for position, event_id in enumerate(ids):
        near = queries.neighbours(cursor, Filter(), event_id, sort)
        assert near == queries.Neighbours(
            position + 1,
            len(ids),
            ids[position - 1] if position else None,
            ids[position + 1] if position + 1 < len(ids) else None,
        )
    assert queries.neighbours(cursor, Filter(text="zzz"), ids[0]) is None


@pytest.mark.parametrize("sort", ["place", "-place", "date", "-date", "says", "-says"])
def test_what_a_column_does_not_tell_comes_last_from_either_end(cursor: duckdb.DuckDBPyConnection, sort: str) -> None:
    column = {"place": "place", "date": "date_start", "says": "attribution"}[sort.removeprefix("-")]
    values = queries.rows(cursor, Filter(), sort=sort)[column]
    told = [str(value).lower() for value in values[values.notna()]]
    assert 1 < len(told) < len(values)
    assert values.notna().tolist() == [True] * len(told) + [False] * (len(values) - len(told))
    assert told == sorted(told, reverse=sort.startswith("-"))


def test_what_came_in_after_an_entry_of_the_log(tmp_path_factory: pytest.TempPathFactory) -> None:
    from tests.dashboard.articles import DISPATCHES

    folder = tmp_path_factory.mktemp("later") / "store"
    seen = filled(folder, {"homs.txt": DISPATCHES["homs.txt"]}).snapshot()
    assert queries.brought(seen.cursor(), 0) is None
    later = filled(folder, {"khartoum.txt": DISPATCHES["khartoum.txt"]}).snapshot()
    new = Filter(since_commit=seen.entry.commit)
    assert set(queries.rows(later.cursor(), new)["publisher"]) == {"Nile Wire"}
    assert queries.count(later.cursor(), Filter(since_commit=later.entry.commit)) == 0
    assert queries.brought(later.cursor(), seen.entry.commit) is not None


def test_an_event_leads_to_its_sentence_in_its_article(cursor: duckdb.DuckDBPyConnection) -> None:
    for event_id in queries.rows(cursor, Filter())["event_id"]:
        event = queries.event(cursor, event_id)
        assert event is not None
        article = queries.article(cursor, event["article_id"])
        assert article is not None
        assert article["text"][event["sentence_start"] : event["sentence_end"]] == event["sentence"]
        for mention in article["extraction"]["mentions"]:
            assert article["text"][mention["start"] : mention["end"]] == mention["text"]
    assert queries.event(cursor, "no such event") is None
    assert queries.article(cursor, "no such article") is None


@pytest.mark.parametrize("chosen", FILTERS)
@pytest.mark.parametrize("mark", [False, True])
def test_the_file_holds_exactly_the_view(cursor: duckdb.DuckDBPyConnection, chosen: Filter, mark: bool) -> None:
    moment = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
    with zipfile.ZipFile(io.BytesIO(queries.exported(cursor, chosen, "csv", mark, "7-abc", moment))) as archive:
        data, manifest = (archive.read(name) for name in archive.namelist())
    assert data.startswith(b"\xef\xbb\xbf") is mark
    assert data.removeprefix(b"\xef\xbb\xbf") == queries.csv(cursor, chosen)
    found = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert {row["event_id"] for row in found} == set(queries.rows(cursor, chosen)["event_id"])
    said = json.loads(manifest)
    assert said["sha256"] == hashlib.sha256(data).hexdigest()
    assert said["events"]["in_file"] == len(found)
    assert parse_qs(said["filters"]["address"].removeprefix("?")) == filters.write(chosen)


def test_a_correction_shows_beside_what_was_read(tmp_path_factory: pytest.TempPathFactory) -> None:
    from tests.dashboard.articles import DISPATCHES

    store: Store = filled(tmp_path_factory.mktemp("corrected") / "store", {"homs.txt": DISPATCHES["homs.txt"]})
    snapshot = store.snapshot()
    before = queries.rows(snapshot.cursor(), Filter(places=("Homs",))).iloc[0]
    store.add_review(before["event_id"], Verdict.CORRECTED, "Ana", "misread", "place", "Hama")
    snapshot = store.snapshot()
    event = queries.event(snapshot.cursor(), before["event_id"])
    assert event is not None
    assert event["place"] == "Hama"
    assert event["original"] == {"place": "Homs"}
    review = queries.reviews(snapshot.cursor(), before["event_id"])[0]
    assert (review["who"], review["why"], review["field"]) == ("Ana", "misread", "place")
    store.withdraw_review(review["review_id"], "Ana")
    snapshot = store.snapshot()
    event = queries.event(snapshot.cursor(), before["event_id"])
    assert event is not None
    assert event["place"] == "Homs"
    assert queries.reviews(snapshot.cursor(), before["event_id"]) == []


@pytest.mark.parametrize(
    ("field", "wanted", "found"),
    [
        ("places", "Бахмут", ["Bakhmut"]),
        ("places", "bakh", ["Bakhmut"]),
        ("places", "nowhere at all", []),
        ("flags", "undated", ["undated"]),
        ("languages", "english", ["en"]),
    ],
)
def test_a_value_is_found_by_any_spelling(
    cursor: duckdb.DuckDBPyConnection, field: str, wanted: str, found: list[str]
) -> None:
    assert [choice.value for choice in facet_queries.shown(cursor, Filter(), field, wanted).choices] == found


def test_what_is_chosen_or_ruled_out_is_there_whatever_is_looked_for(cursor: duckdb.DuckDBPyConnection) -> None:
    chosen = Filter(places=("Bakhmut",), excluded=(("places", "Homs"),))
    shown = facet_queries.shown(cursor, chosen, "places", "no such place")
    assert [(choice.value, choice.selected, choice.refused) for choice in shown.choices] == [
        ("Bakhmut", True, False),
        ("Homs", False, True),
    ]
    assert shown.beyond == 0
