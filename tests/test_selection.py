"""A filter's SQL against the same conditions in plain Python, over generated events."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.search_query import parse
from loaders.search_text import search_text
from loaders.selection import EXTRACTED, Filter, Presence, select, where
from loaders.store.event_store import open_store
from loaders.store.schema import TABLES
from tests.store.articles import article, day

NAMES = st.sampled_from(
    ["Goma", "goma", "Gòma", "a'b", "x;y", "100%", "_", "?", "", "Кіндія", "GOMA\nx", "' OR 1=1 --"]
)
DAYS = st.dates(date(2026, 1, 1), date(2026, 1, 12))
SEVERAL = st.lists(NAMES, max_size=3)


@st.composite
def events(draw: st.DrawFn) -> dict[str, object]:
    start = draw(st.none() | DAYS)
    end = draw(st.none() | st.just(start)) if start is None else start + timedelta(draw(st.integers(0, 3)))
    row: dict[str, object] = {
        "event_id": draw(NAMES),
        "event_type": draw(NAMES),
        "status": draw(NAMES),
        "publisher": draw(st.none() | NAMES),
        "origin": draw(st.none() | NAMES | st.just(EXTRACTED)),
        "language": draw(st.none() | NAMES),
        **{
            name: draw(st.none() | NAMES)
            for name in ("country", "admin1", "attribution", "attribution_kind", "date_precision")
        },
        "article_id": draw(NAMES),
        "commit": draw(st.integers(1, 4)),
        "sentence": draw(NAMES),
        "article_title": draw(st.none() | NAMES),
        "date_start": start,
        "date_end": end,
        "latitude": draw(st.none() | st.just(1.5)),
        "longitude": draw(st.sampled_from([2.5, 40.0])),
        **{name: draw(SEVERAL) for name in ("units", "places", "commanders", "flags", "people", "actors", "weapons")},
    }
    return row


FILTERS = st.builds(
    Filter,
    **{
        name: st.lists(NAMES, max_size=2).map(tuple)
        for name in (
            "units",
            "places",
            "commanders",
            "event_types",
            "statuses",
            "publishers",
            "origins",
            "languages",
            "flags",
            "articles",
            "event_ids",
            "countries",
            "regions",
            "sides",
            "sources",
            "source_kinds",
            "date_precisions",
        )
    },
    excluded=st.lists(
        st.tuples(st.sampled_from(["units", "flags", "sides", "publishers", "countries", "event_types"]), NAMES),
        max_size=2,
    ).map(tuple),
    date_from=st.none() | DAYS,
    date_to=st.none() | DAYS,
    text=NAMES,
    undated=st.sampled_from(Presence),
    unlocated=st.sampled_from(Presence),
    since_commit=st.none() | st.integers(0, 3),
    shapes=st.sampled_from([(), (), ("2,1,3,2",), ("2,1,4,1,2,3",), ("no area",), ("39,0,41,5", "2,1,3,2")]),
)
LISTED = {name: name for name in ("units", "places", "commanders", "flags")} | {"sides": "actors"}
SINGLE = {
    "event_types": "event_type",
    "statuses": "status",
    "publishers": "publisher",
    "languages": "language",
    "articles": "article_id",
    "event_ids": "event_id",
    "countries": "country",
    "regions": "admin1",
    "sources": "attribution",
    "source_kinds": "attribution_kind",
    "date_precisions": "date_precision",
}


def matches(chosen: Filter, row: dict[str, object]) -> bool:
    """What a filter means, without SQL."""
    for field, column in LISTED.items():
        values, held = getattr(chosen, field), row[column]
        assert isinstance(held, list)
        if values and not set(values) & set(held):
            return False
    if any(getattr(chosen, field) and row[column] not in getattr(chosen, field) for field, column in SINGLE.items()):
        return False
    if chosen.origins and (row["origin"] or EXTRACTED) not in chosen.origins:
        return False
    for field, value in chosen.excluded:
        found = row[LISTED[field]] if field in LISTED else [row[SINGLE[field]]]
        assert isinstance(found, list)
        if value in found:
            return False
    if chosen.shapes:
        # Both triangle and box hold the one point and not the other.
        near, far = ("2,1,3,2" in chosen.shapes or "2,1,4,1,2,3" in chosen.shapes), "39,0,41,5" in chosen.shapes
        if row["latitude"] is None or not (near if row["longitude"] == 2.5 else far):
            return False
    start, end = row["date_start"], row["date_end"]
    undated, unlocated = start is None, row["latitude"] is None
    if chosen.undated is not Presence.ONLY:
        if chosen.date_from is not None and not (isinstance(end, date) and end >= chosen.date_from):
            return False
        if chosen.date_to is not None and not (isinstance(start, date) and start <= chosen.date_to):
            return False
    commit = row["commit"]
    assert isinstance(commit, int)
    if chosen.since_commit is not None and commit <= chosen.since_commit:
        return False
    groups, held_text = parse(chosen.text), search_text(row)
    if groups and not any(
        all(any(spelling in held_text for spelling in term.spellings) is term.wanted for term in group)
        for group in groups
    ):
        return False
    wanted = {Presence.ANY: (True, False), Presence.ONLY: (True,), Presence.HIDE: (False,)}
    return undated in wanted[chosen.undated] and unlocated in wanted[chosen.unlocated]


def found(chosen: Filter, rows: Sequence[dict[str, object]]) -> list[object]:
    connection = duckdb.connect()
    columns = ", ".join(f"{column.name} {column.type.value}" for column in TABLES["events"])
    connection.execute(f"CREATE TABLE events ({columns}, number BIGINT)")
    for number, row in enumerate(rows):
        values = {**row, "search_text": search_text(row), "number": number}
        marks = ", ".join("?" for _ in values)
        connection.execute(f"INSERT INTO events ({', '.join(values)}) VALUES ({marks})", list(values.values()))
    condition, parameters = where(chosen)
    return [
        row[0]
        for row in connection.execute(f"SELECT number FROM events WHERE {condition} ORDER BY 1", parameters).fetchall()
    ]


@given(FILTERS, st.lists(events(), max_size=4))
def test_sql_means_what_the_filter_means(chosen: Filter, rows: list[dict[str, object]]) -> None:
    assert found(chosen, rows) == [number for number, row in enumerate(rows) if matches(chosen, row)]


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("goma", "The garrison of GOMA left."),
        ("Brak", "Brāk ash-Shāṭiʾ was quiet."),
        ("brāk ash-shāṭi", "Brak ash-Shati’ was quiet."),
        ("straße", "The STRASSE was shut."),
        ("100%", "It fell by 100% in a day."),
        (" Goma ", "In Goma."),
    ],
)
def test_free_text_folds_case_and_accents(text: str, held: str) -> None:
    row: dict[str, object] = {"sentence": held, "event_id": "1"}
    assert found(Filter(text=text), [row]) == [0]


@pytest.mark.parametrize("text", ["G_ma", "G%a", "G.ma", "Goma'; DROP TABLE events; --"])
def test_free_text_is_never_a_pattern(text: str) -> None:
    row: dict[str, object] = {"sentence": "In Goma.", "event_id": "1"}
    assert found(Filter(text=text), [row]) == []


def test_undated_events_are_asked_for_whatever_the_days() -> None:
    rows: list[dict[str, object]] = [
        {"event_id": "dated", "date_start": day(1), "date_end": day(1)},
        {"event_id": "undated"},
    ]
    assert found(Filter(date_from=day(1)), rows) == [0]
    assert found(Filter(date_from=day(1), undated=Presence.ONLY), rows) == [1]
    assert found(Filter(undated=Presence.HIDE), rows) == [0]


def test_selected_rows_come_by_date_with_undated_ones_last(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    store.write(
        [article("b", events=1, date_start=day(9)), article("a", events=1), article("c", events=1, date_start=day(2))]
    )
    rows = list(select(store.snapshot().cursor(), Filter()))
    assert [row["event_id"] for row in rows] == ["c-0", "b-0", "a-0"]
    assert [row["event_id"] for row in select(store.snapshot().cursor(), Filter(text="garrison left B"))] == ["b-0"]
