"""Every export but the plain CSV, opened again by a library: hostile text stays text, and what is left out is counted."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import openpyxl
import pytest
from lxml import etree, html
from openpyxl.utils.escape import unescape
from pyarrow import parquet

from dashboard.passages import is_hidden
from loaders.exports import FORMATS, Options, Tally
from loaders.exports.brief_background import Window, background
from loaders.exports.brief_drawing import map_of
from loaders.exports.csv_file import parted, unsafe
from loaders.exports.telling import kind
from loaders.store.schema import EXPORT_COLUMN_NAMES
from tests.dashboard.articles import PAYLOADS

HOSTILE = " ".join(PAYLOADS) + " ]]> &amp; </description> $[sentence]"
LISTS = ("places", "units", "commanders", "people", "actors", "weapons", "quantities", "flags", "corrected")


def event(**values: object) -> dict[str, object]:
    row: dict[str, object] = dict.fromkeys(EXPORT_COLUMN_NAMES) | {name: [] for name in LISTS}
    return row | {
        "event_id": "58aa0370d348045c",
        "event_type": "strike",
        "status": "occurred",
        "date_start": date(2024, 5, 5),
        "date_end": date(2024, 5, 5),
        "date_precision": "day",
        "date_basis": "stated",
        "place": "Oak Ford",
        "country": "UA",
        "latitude": 49.5,
        "longitude": -36.25,
        "place_precision": "settlement",
        "sentence": "Shells fell on Oak Ford.",
        "sentence_start": 0,
        "sentence_end": 24,
        "article_id": "a" * 64,
        **values,
    }


def hostile() -> dict[str, object]:
    texts = dict.fromkeys(("place", "admin1", "attribution", "sentence", "article_title", "publisher", "url"), HOSTILE)
    return event(**texts, units=list(PAYLOADS), actors=[HOSTILE], quantities=["killed: 3"])


def written(name: str, *rows: dict[str, object]) -> tuple[bytes, Tally]:
    tally = Tally()
    return b"".join(FORMATS[name].write(rows, Options(), tally)), tally


def lines(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8"), newline=""), strict=True))


@pytest.mark.parametrize("name", FORMATS)
def test_an_empty_view_is_a_sound_file(name: str) -> None:
    data, tally = written(name)
    assert OPENED[name](data) == []
    assert (tally.written, tally.left_out.total()) == (0, 0)


@pytest.mark.parametrize("name", sorted(FORMATS.keys() - {"xlsx"}))
def test_what_a_reviewer_rejected_is_never_told_as_it_was_read(name: str) -> None:
    data, tally = written(name, event(review_verdict="rejected"))
    assert (
        tally.left_out["rejected in review"] == 1
        if name in ("acled", "ucdp")
        else b"rejected" in data or name == "xlsx"
    )


@pytest.mark.parametrize(
    ("status", "verdict", "wanted"),
    [
        ("occurred", None, "Strike"),
        ("denied", None, "Strike (denied)"),
        ("occurred", "confirmed", "Strike"),
        ("ongoing", "rejected", "Strike (rejected in review)"),
        ("planned", "rejected", "Strike (planned, rejected in review)"),
    ],
)
def test_the_kind_says_what_is_not_so(status: str, verdict: str | None, wanted: str) -> None:
    assert kind(event(status=status, review_verdict=verdict)) == wanted


@pytest.mark.parametrize("name", FORMATS)
def test_every_event_is_in_the_file_or_counted(name: str) -> None:
    rows = [
        event(),
        hostile(),
        event(event_type="meeting"),
        event(status="planned"),
        event(status="denied", event_type="battle"),
        event(date_start=None, date_end=None),
        event(latitude=None, longitude=None),
        event(date_start=None, date_end=None, latitude=None, longitude=None),
    ]
    data, tally = written(name, *rows)
    assert len(OPENED[name](data)) == tally.written
    assert tally.written + tally.left_out.total() == len(rows)
    assert tally.written >= 2


def kml(data: bytes) -> list[Any]:
    return list(etree.fromstring(data).iter("{http://www.opengis.net/kml/2.2}Placemark"))


def sheet(data: bytes) -> list[tuple[Any, ...]]:
    found = openpyxl.load_workbook(io.BytesIO(data))["Events"]
    assert not found._hyperlinks
    assert {cell.data_type for row in found.iter_rows() for cell in row} <= {"s", "n", "d"}
    return [tuple(cell.value for cell in row) for row in found.iter_rows(min_row=2)]


OPENED: dict[str, Callable[[bytes], list[Any]]] = {
    "csv": lines,
    "acled": lines,
    "ucdp": lines,
    "xlsx": sheet,
    "geojson": lambda data: list(json.loads(data)["features"]),
    "kml": kml,
    "parquet": lambda data: list(parquet.read_table(io.BytesIO(data)).to_pylist()),
    "timemap": lambda data: list(json.loads(data)),
    "brief": lambda data: list(html.document_fromstring(data.decode("utf-8")).iter("article")),
}


@pytest.mark.parametrize("name", ["csv", "acled", "ucdp"])
def test_no_cell_of_a_csv_shape_is_a_formula(name: str) -> None:
    rows = [hostile() | dict.fromkeys(("place", "sentence", "publisher"), payload) for payload in PAYLOADS]
    for line in lines(written(name, *rows)[0]):
        numbers = ("latitude", "longitude")
        for column, cell in line.items():
            assert column in numbers or not cell.lstrip("\u202e\u200b\ufeff ").startswith(("=", "+", "-", "@")), cell


def test_a_workbook_holds_text_as_text() -> None:
    long = "x" * 40_000
    data, tally = written("xlsx", hostile(), event(sentence="=1+1", date_start=date(1853, 10, 4)), event(sentence=long))
    first, second, third = (dict(zip(EXPORT_COLUMN_NAMES, row, strict=True)) for row in sheet(data))
    assert unescape(first["sentence"]) == HOSTILE
    assert parted(unescape(first["units"])) == list(PAYLOADS)
    assert second["sentence"] == "=1+1"
    assert second["date_start"] == "1853-10-04"
    assert (len(third["sentence"]), tally.shortened) == (32_767, 1)


def test_geojson_keeps_every_value_and_has_no_geometry_for_no_place() -> None:
    data, _ = written("geojson", hostile(), event(latitude=None, longitude=None, status="planned"))
    first, second = json.loads(data)["features"]
    assert first["geometry"] == {"type": "Point", "coordinates": [-36.25, 49.5]}
    assert first["properties"]["sentence"] == first["properties"]["description"] == HOSTILE
    assert first["properties"]["units"] == list(PAYLOADS)
    assert second["geometry"] is None
    assert second["properties"]["title"] == "Strike (planned), Oak Ford, 2024-05-05"


def test_kml_shows_no_markup_of_an_article() -> None:
    data, tally = written("kml", hostile(), event(latitude=None), event(date_end=date(2024, 5, 9), radius_km=25.0))
    document = etree.fromstring(data, etree.XMLParser(resolve_entities=False))
    assert document.tag == "{http://www.opengis.net/kml/2.2}kml"
    first, second = kml(data)
    described = first.findtext("{*}description")
    assert "<script" not in described
    assert "<img" not in described
    assert "$[" not in described
    assert described.startswith("&lt;script&gt;")
    values = {item.get("name"): item.findtext("{*}value") for item in first.iter("{*}Data")}
    assert values["sentence"] == HOSTILE.replace("\u0007", "\ufffd")
    assert document.findtext(".//{*}BalloonStyle/{*}text") == "$[description]"
    assert first.findtext("{*}Point/{*}coordinates") == "-36.25,49.5"
    assert second.findtext("{*}TimeSpan/{*}end") == "2024-05-09"
    assert "within about 25 km" in second.findtext("{*}description")
    assert tally.left_out == {"without a place on the map": 1}


def test_parquet_keeps_every_value_in_its_type() -> None:
    rows = [hostile(), event(origin="ACLED")]
    data, _ = written("parquet", *rows)
    assert parquet.read_table(io.BytesIO(data)).to_pylist() == rows


def test_timemap_has_the_members_of_its_schema() -> None:
    data, _ = written("timemap", hostile(), event(status="denied", latitude=None, longitude=None))
    first, second = json.loads(data)
    assert {type(value) for name, value in first.items() if name not in ("associations", "sources")} == {str}
    assert (first["description"], first["date"], first["latitude"]) == (HOSTILE, "05/05/2024", "49.5")
    assert (second["category"], second["latitude"], second["longitude"]) == ("Strike (denied)", "", "")


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"status": "planned"}, "told as planned, not as done"),
        ({"status": "hypothetical"}, "told as hypothetical, not as done"),
        ({"status": "denied", "event_type": "battle"}, "told as denied, not as done"),
        ({"event_type": "meeting"}, "not violence: meeting"),
        ({"event_type": "detention"}, "not violence: detention"),
        ({"date_start": None, "date_end": None}, "without a date"),
        ({"latitude": None}, "without a place on the map"),
    ],
)
@pytest.mark.parametrize("name", ["acled", "ucdp"])
def test_only_violence_told_as_done_leaves_as_violence(name: str, values: dict[str, object], reason: str) -> None:
    data, tally = written(name, event(**values), event(status="ongoing", event_type="battle"))
    assert len(lines(data)) == tally.written == 1
    assert tally.left_out == {reason: 1}


@pytest.mark.parametrize(
    ("values", "day", "precision"),
    [
        ({}, "2024-05-05", "1"),
        ({"date_end": date(2024, 5, 11)}, "2024-05-08", "2"),
        ({"date_start": date(2024, 5, 1), "date_end": date(2024, 5, 31)}, "2024-05-16", "3"),
        ({"date_basis": "published"}, "2024-05-05", "2"),
        ({"date_end": date(2024, 6, 20)}, None, "dated more vaguely than a month"),
        ({"place_precision": "country"}, None, "placed more vaguely than a region"),
    ],
)
def test_acled_says_how_exact_a_day_is(values: dict[str, object], day: str | None, precision: str) -> None:
    data, tally = written("acled", event(**values))
    if day is None:
        assert tally.left_out == {precision: 1}
    else:
        assert [(line["event_date"], line["time_precision"]) for line in lines(data)] == [(day, precision)]


@pytest.mark.parametrize(
    ("quantities", "acled", "ucdp"),
    [
        (["killed: 3", "wounded: 7"], "3", ("3", "3", "3")),
        (["killed: at least 3"], "3", ("3", "", "")),
        (["killed: 3", "killed: 5"], "", ("", "", "")),
        (["drones: 4"], "", ("", "", "")),
    ],
)
def test_the_dead_are_one_number_or_unknown(quantities: list[str], acled: str, ucdp: tuple[str, str, str]) -> None:
    row = event(quantities=quantities)
    (line,) = lines(written("acled", row)[0])
    assert line["fatalities"] == acled
    (line,) = lines(written("ucdp", row)[0])
    assert (line["best"], line["low"], line["high"]) == ucdp


def test_what_no_one_told_stays_empty_in_other_shapes() -> None:
    row = event(units=["1st Example Brigade", "2nd Example Brigade"], actors=["Northern Guard"], event_type="capture")
    (line,) = lines(written("acled", row)[0])
    assert (line["actor1"], line["actor2"]) == ("1st Example Brigade", "")
    assert line["assoc_actor_1"] == "2nd Example Brigade; Northern Guard"
    assert (line["event_type"], line["sub_event_type"], line["iso"]) == ("Battles", "", "804")
    (line,) = lines(written("ucdp", row)[0])
    assert (line["type_of_violence"], line["side_b"], line["priogrid_gid"]) == ("", "", str(279 * 720 + 287 + 1))
    assert unsafe(line["country"]) == "Ukraine"


def test_a_brief_runs_and_loads_nothing() -> None:
    rows = [
        hostile() | {"url": "javascript:window.owned=1"},
        event(url="https://example.org/?a=1&b=2", place_precision="region", radius_km=80.0),
        event(status="planned", date_start=date(2024, 7, 1), date_end=date(2024, 7, 31), latitude=50.5),
        event(latitude=None, date_start=None, date_end=None),
    ]
    tally = Tally()
    data = b"".join(FORMATS["brief"].write(rows, Options(described=("text: <script>",)), tally)).decode("utf-8")
    page = html.document_fromstring(data)
    assert {element.tag for element in page.iter()} <= set(
        "html head meta title style body h1 h2 h3 p ul li bdi svg line circle rect path text article blockquote a".split()
    )
    assert not [name for element in page.iter() for name in element.attrib if name.startswith("on") or name == "src"]
    assert [link.get("href") for link in page.iter("a")] == ["https://example.org/?a=1&b=2"]
    first, _, third, fourth = page.iter("article")
    assert first.findtext("blockquote/bdi") == "".join(
        f"⟦U+{ord(sign):04X}⟧" if is_hidden(sign) else sign for sign in HOSTILE
    )
    assert third.findtext("h3/bdi") == "Strike (planned), Oak Ford, 2024-07-01 to 2024-07-31"
    assert fourth.findtext("h3/bdi") == "Strike, Oak Ford"
    text = page.text_content()
    assert "1 without a place on the map." in text
    assert "1 without a date." in text
    assert len(list(page.iter("rect"))) == 2
    assert [circle.get("class") for circle in page.iter("circle")].count("spot open") == 1


@pytest.mark.parametrize(
    ("west", "south", "land", "lakes", "borders"),
    [(28.0, -3.0, True, True, True), (-40.0, 30.0, False, False, False), (170.0, 85.0, False, False, False)],
)
def test_a_map_shows_the_land_around(west: float, south: float, land: bool, lakes: bool, borders: bool) -> None:
    window = Window(west, south, west + 2, south + 2, 200, 200)
    found = background(window, lambda longitude, latitude: ((longitude - west) * 100, (south + 2 - latitude) * 100))
    assert (bool(found.land), bool(found.lakes), bool(found.borders)) == (land, lakes, borders)
    assert all(-21 <= int(number) <= 221 for number in re.findall(r"-?\d+", found.land + found.lakes))


def test_names_on_the_map_do_not_cover_each_other() -> None:
    near = [event(place=f"Ford {number}", latitude=49.5 + number / 1000) for number in range(9)]
    drawn = map_of([*near, event(place="Far Mill", latitude=48.0)])
    assert drawn is not None
    assert len(drawn.spots) == 10
    assert sorted(spot.label for spot in drawn.spots if spot.label) == ["Far Mill", "Ford 0"]


def test_a_brief_stays_brief() -> None:
    data, tally = written("brief", *[event()] * 2_001)
    assert (len(OPENED["brief"](data)), tally.left_out.total()) == (2_000, 1)
