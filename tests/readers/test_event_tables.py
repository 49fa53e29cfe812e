"""Event tables of others: each row an event with its own words as evidence, a bad row costing itself alone."""

from __future__ import annotations

import contextlib
import io
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.event_types import ACLED_TYPES, EVENT_TYPES, from_acled
from loaders.readers import FORMATS, Given, Member, ReadError, Refusal, members, read, recognise
from loaders.readers.reading import Format, Reading
from loaders.stated import stated_event, stated_extraction
from tests.event_tables import ACLED_NEW, ACLED_OLD, GED, NOTES, acled, collection, feature, ged, table, timemap

BY_NAME = {known.name: known for known in FORMATS}
TABLES = [
    ("acled", table(ACLED_NEW, acled())),
    ("acled", b"\xef\xbb\xbf" + table(ACLED_NEW, acled())),
    ("acled", table(ACLED_OLD, acled(event_date="05 March 2024"))),
    ("acled", table(ACLED_OLD, acled(event_date="05 March 2024"), delimiter=";")),
    ("ucdp ged", table(GED, ged())),
    ("timemap", json.dumps([timemap()]).encode()),
    ("timemap", json.dumps({"events": [timemap()]}, indent=2).encode()),
    ("geojson events", collection(feature())),
]


def found(data: bytes, start: int = 0) -> list[Member | Refusal]:
    return list(members(io.BytesIO(data), recognise(data), start))


def reading(member: Member | Refusal) -> Reading:
    assert isinstance(member, Member)
    known: Format = BY_NAME[member.format or ""]
    assert known.read
    assert not member.kept
    return known.read(member.data)


def values(data: bytes) -> Mapping[str, Any]:
    (member,) = found(data)
    stated = reading(member).stated
    assert stated
    return stated.values


@pytest.mark.parametrize(("name", "data"), TABLES)
def test_each_is_recognised_by_its_columns_and_has_one_event(name: str, data: bytes) -> None:
    assert recognise(data).name == name
    (member,) = found(data)
    assert isinstance(member, Member)
    article = read(member.data, member.name, form=member.format)
    stated = reading(member).stated
    assert stated
    row, record = stated_event(article, stated), stated_extraction(article, stated)["events"][0]
    assert row["sentence"] == article.text == article.text[0 : record["sentence_end"]]
    assert (row["date_start"], row["date_end"]) == (date(2024, 3, 5), date(2024, 3, 5))
    assert (row["latitude"], row["longitude"], row["place"]) == (49.5, 36.25, "Oak Ford")
    assert row["origin"] == record["origin"] == stated.origin
    assert json.loads(str(row["event_json"])) == record
    assert row["event_id"] == stated_event(article, stated)["event_id"]


@pytest.mark.parametrize(
    "data",
    [
        b"event_id_cnty,event_date,notes\nXXX1,2024-03-05,no such columns\n",
        table((*ACLED_NEW, "notes"), acled()),
        b'[{"title": "A list", "description": "of something else"}]',
        b'{"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": null, "properties": {"name": "x"}}]}',
        b'The columns are "description": and "associations": and "date":, as a person wrote them.',
    ],
)
def test_other_tables_are_not_taken_for_these(data: bytes) -> None:
    assert recognise(data).name not in {name for name, _ in TABLES}


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, {"date_precision": "day", "place_precision": "settlement", "country": "UA", "flags": ()}),
        (
            {"time_precision": "2"},
            {"date_start": date(2024, 3, 2), "date_end": date(2024, 3, 8), "date_precision": "week"},
        ),
        (
            {"time_precision": "3"},
            {"date_start": date(2024, 3, 1), "date_end": date(2024, 3, 31), "date_precision": "month"},
        ),
        ({"event_date": ""}, {"date_start": None, "date_precision": None, "date_basis": None}),
        ({"geo_precision": "2"}, {"place_precision": "district", "radius_km": 25.0}),
        ({"geo_precision": "3"}, {"place_precision": "region", "radius_km": 100.0}),
        (
            {"latitude": "0", "longitude": "0.0"},
            {"latitude": None, "longitude": None, "place": "Oak Ford", "radius_km": None},
        ),
        ({"latitude": ""}, {"latitude": None, "longitude": None}),
        ({"location": ""}, {"place": "49.5000, 36.2500", "place_as_written": None}),
        ({"iso": "", "country": "Myanmar (Burma)"}, {"country": "MM"}),
        ({"iso": "0", "country": "Nowhereland"}, {"country": None}),
        ({"event_type": "Battles", "sub_event_type": "Armed clash"}, {"event_type": "battle"}),
        (
            {"event_type": "Strategic developments", "sub_event_type": "Looting/property destruction"},
            {"event_type": "other"},
        ),
        ({"event_type": "A type of next year", "sub_event_type": ""}, {"event_type": "other"}),
        ({"actor1": "A", "assoc_actor_1": "B", "actor2": "A"}, {"actors": ("A", "B")}),
        ({"source": ""}, {"attribution": None}),
        ({"fatalities": "0"}, {"quantities": ()}),
    ],
)
def test_acled_values(changed: dict[str, str], expected: dict[str, object]) -> None:
    told = values(table(ACLED_NEW, acled(**changed)))
    assert {name: told.get(name) for name in expected} == expected


@pytest.mark.parametrize(
    ("changed", "codes"),
    [
        ({"time_precision": "2"}, ["date_coarse"]),
        ({"geo_precision": "3"}, ["place_coarse"]),
        ({"event_date": ""}, ["undated"]),
        ({"latitude": "0", "longitude": "0", "geo_precision": "3"}, ["unlocated"]),
    ],
)
def test_what_is_coarse_or_missing_is_flagged(changed: dict[str, str], codes: list[str]) -> None:
    assert [code for code, _ in values(table(ACLED_NEW, acled(**changed)))["flags"]] == codes


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, {"event_type": "battle", "country": "UA", "attribution": "Example Wire", "flags": ()}),
        ({"type_of_violence": "3"}, {"event_type": "civilian_harm"}),
        ({"type_of_violence": ""}, {"event_type": "other"}),
        ({"date_end": "2024-03-11"}, {"date_end": date(2024, 3, 11), "date_precision": "week"}),
        ({"date_start": "2024-03-01", "date_end": "2024-03-31"}, {"date_precision": "month"}),
        ({"date_start": "2024-01-01", "date_end": "2024-12-31"}, {"date_precision": "year"}),
        ({"date_prec": "5"}, {"date_precision": "unknown"}),
        ({"where_prec": "3"}, {"place_precision": "district"}),
        ({"where_prec": "6"}, {"place_precision": "country"}),
        ({"country": "Yemen (North Yemen)"}, {"country": "YE"}),
        ({"best": "0", "high": "3", "low": "0"}, {"quantities": ()}),
    ],
)
def test_ged_values(changed: dict[str, str], expected: dict[str, object]) -> None:
    told = values(table(GED, ged(**changed)))
    assert {name: told.get(name) for name in expected} == expected


def test_the_text_of_a_row_is_its_own_words_exactly() -> None:
    assert reading(found(table(ACLED_NEW, acled()))[0]).text == NOTES
    assert reading(found(table(ACLED_NEW, acled(notes="  =1+1 \u202e ")))[0]).text == "  =1+1 \u202e "
    (member,) = found(table(GED, ged()))
    lines = (
        "Seven dead in clash at Oak Ford",
        "Government of Northland - Southern League",
        "north of the mill",
        "Oak Ford",
    )
    assert reading(member).text == "\n".join(lines)
    (member,) = found(table(ACLED_NEW, acled(notes=" ")))
    assert reading(member).text.startswith("Explosions/Remote violence\nShelling")


@pytest.mark.parametrize(
    ("columns", "row"),
    [
        (ACLED_NEW, acled(event_date="the fifth of March")),
        (ACLED_NEW, acled(latitude="north")),
        (ACLED_NEW, acled(latitude="91")),
        (ACLED_NEW, acled(longitude="nan")),
        (ACLED_NEW, acled(fatalities="many")),
        (GED, ged(date_start="2024-03-09")),
        (GED, ged(date_start="2024-02-30")),
        (GED, ged(best="inf")),
    ],
)
def test_a_value_that_makes_no_sense_is_said(columns: tuple[str, ...], row: dict[str, str]) -> None:
    with pytest.raises(ReadError) as problem:
        reading(found(table(columns, row))[0])
    assert problem.value.code == "bad_row"


def test_a_bad_row_costs_itself_alone() -> None:
    good = [acled(event_id_cnty=f"XXX{number}") for number in range(6)]
    lines = table(ACLED_NEW, *good).decode().split("\r\n")
    spoilt = (lines[0], *lines[1:3], "too,few", 'an "unclosed, quote', *lines[3:5], "\ufffd", *lines[5:])
    data = "\r\n".join(spoilt).encode().replace("\ufffd".encode(), b"\xff" + b"," * (len(ACLED_NEW) - 1))
    assert [(item.name, isinstance(item, Member)) for item in found(data)] == [
        ("line 2 (XXX0)", True),
        ("line 4 (XXX1)", True),
        ("line 6", False),
        ("line 7", False),
        ("line 8 (XXX2)", True),
        ("line 10 (XXX3)", True),
        ("line 12", False),
        ("line 13 (XXX4)", True),
        ("line 15 (XXX5)", True),
    ]


@pytest.mark.parametrize(
    "data",
    [
        table(ACLED_NEW, *(acled(event_id_cnty=f"XXX{number}") for number in range(5))),
        table(GED, *(ged(id=str(number)) for number in range(5))),
        json.dumps([timemap(id=str(number)) for number in range(5)]).encode(),
        collection(*(feature(id=str(number)) for number in range(5))),
    ],
)
def test_a_slice_begins_where_the_last_one_ended(data: bytes) -> None:
    whole = found(data)
    assert len(whole) == 5
    for number, item in enumerate(whole):
        assert item.resume is not None
        assert found(data, item.resume) == whole[number + 1 :]


@given(st.binary(max_size=300), st.integers(0, 60))
def test_no_bytes_break_a_table(tail: bytes, cut: int) -> None:
    for columns, row in ((ACLED_NEW, acled()), (GED, ged())):
        data = table(columns, row)
        for item in found(data[: len(data) - cut] + tail):
            assert item.resume is not None
            assert item.resume > 0


@given(st.binary(max_size=40), st.integers(0, 400), st.integers(0, 20))
def test_no_bytes_break_a_json_table(bytes_in: bytes, place: int, cut: int) -> None:
    for data in (json.dumps([timemap(), timemap()]).encode(), collection(feature(), feature())):
        spoilt = data[:place] + bytes_in + data[place + cut :]
        for name in ("timemap", "geojson events"):
            known = BY_NAME[name].members
            assert known
            with contextlib.suppress(ReadError):
                for item in known(io.BytesIO(spoilt), 0, Given()):
                    if isinstance(item, Member):
                        reading(item)


def test_a_table_without_end_of_bad_rows_is_given_up() -> None:
    data = table(ACLED_NEW, acled()) + b"x\n" * 5_000
    with pytest.raises(ReadError) as problem:
        found(data)
    assert problem.value.code == "bad_rows"


@pytest.mark.parametrize("entry", [timemap(latitude="here"), timemap(date="31/31/2024"), timemap(description="\ud800")])
def test_a_bad_timemap_entry_is_said(entry: dict[str, Any]) -> None:
    with pytest.raises(ReadError) as problem:
        reading(found(json.dumps([entry]).encode())[0])
    assert problem.value.code == "bad_row"


@pytest.mark.parametrize(
    ("geometry", "point"),
    [
        ({"type": "Point", "coordinates": [36.25, 49.5, 120.0]}, (49.5, 36.25)),
        ({"type": "Point", "coordinates": []}, (None, None)),
        ({"type": "Polygon", "coordinates": [[[1, 2]]]}, (None, None)),
        (None, (None, None)),
    ],
)
def test_geojson_points(geometry: object, point: tuple[float | None, float | None]) -> None:
    told = values(collection(feature(geometry=geometry)))
    assert (told["latitude"], told["longitude"]) == point


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (json.dumps([timemap()]).encode()[:-3], "bad_json"),
        (collection(feature())[:-1], "bad_json"),
        (collection(feature()).replace(b"Smoke over", b"Smoke \xff over"), "undecodable"),
        (json.dumps({**timemap(), "events": 5}).encode(), "bad_json"),
        (json.dumps([timemap()]).encode()[:-1] + b"," + b"[" * 200_000, "too_deep"),
        (json.dumps([timemap()]).encode()[:-1] + b", " + b"9" * 5_000 + b"]", "bad_json"),
    ],
)
def test_a_broken_file_says_so(data: bytes, code: str) -> None:
    with pytest.raises(ReadError) as problem:
        found(data)
    assert problem.value.code == code


def test_every_type_of_ours_that_acled_has_comes_back_as_it_went() -> None:
    known = {(row.acled_event_type, row.acled_sub_event_type) for row in ACLED_TYPES.rows()}
    assert len(known) == len(ACLED_TYPES.rows())
    for row in EVENT_TYPES.rows():
        if row.event_type in ("battle", "strike", "sabotage", "civilian_harm", "detention", "protest", "agreement"):
            assert {from_acled(row.acled_event_type or "", sub) for sub in row.acled_sub_event_type} == {row.event_type}
