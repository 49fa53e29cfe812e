"""Events of other people's tables in a real store: beside extracted ones, marked, filtered, read, verified and exported again."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from dashboard import facet_queries, facts, queries
from dashboard.views import reader, table
from loaders import FORMATS, Filter, Options, Received, Store, Tally, ingest, open_store, select
from loaders.readers import Member, members, recognise
from loaders.readers.reading import Stated
from tests import event_tables
from tests.event_tables import ACLED_NEW, GED, acled, collection, feature, ged, timemap

ARTICLE = b"On 26 March 2025, the Sudanese Armed Forces captured Khartoum, according to the army's spokesman.\n"
FILES = {
    "acled.csv": event_tables.table(
        ACLED_NEW,
        acled(),
        acled(
            event_id_cnty="XXX90002", time_precision="2", geo_precision="3", notes="<b>Clashes</b> at Oak Ford \u202e."
        ),
        acled(event_id_cnty="XXX90003", latitude="north"),
    ),
    "ged.csv": event_tables.table(GED, ged(), ged(id="990002", type_of_violence="3", side_b="Civilians")),
    "events.json": json.dumps([timemap()]).encode(),
    "osint.geojson": collection(feature()),
    "khartoum.txt": ARTICLE,
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    store = open_store(tmp_path_factory.mktemp("stated") / "store")
    report = ingest([Received.of(name, data) for name, data in FILES.items()], store)
    (refused,) = report.quarantined
    assert "XXX90003" in refused.name
    assert refused.code == "bad_row"
    return store


def test_they_stand_beside_extracted_events_and_say_where_they_come_from(store: Store) -> None:
    cursor = store.snapshot().cursor()
    counts = {choice.value: choice.count for choice in facet_queries.facet(cursor, Filter(), "origins")}
    assert counts == {"ACLED": 2, "UCDP GED": 2, "TimeMap": 1, "GeoJSON": 1, "extracted": counts["extracted"]}
    assert counts["extracted"] >= 1
    assert queries.count(cursor, Filter(origins=("ACLED", "TimeMap"))) == 3
    assert queries.count(cursor, Filter(origins=("extracted",))) == counts["extracted"]
    assert {choice.value for choice in facet_queries.facet(cursor, Filter(origins=("ACLED",)), "languages")} == {"en"}
    assert queries.count(cursor, Filter(text="oak ford")) == 6


def test_verify_finds_nothing_wrong(store: Store) -> None:
    assert store.verify() == []


def test_the_same_tables_again_change_nothing(store: Store) -> None:
    before = queries.stored(store.snapshot().cursor())
    report = ingest([Received.of("other name.csv", FILES["acled.csv"])], store)
    assert not report.events
    assert queries.stored(store.snapshot().cursor()) == before


def test_the_reader_shows_the_row_and_says_that_it_is_one(store: Store) -> None:
    cursor = store.snapshot().cursor()
    said = {}
    for _, row in queries.rows(cursor, Filter()).iterrows():
        event = queries.event(cursor, row["event_id"])
        assert event
        article = queries.article(cursor, row["article_id"])
        assert article
        shown = reader.content(event, article, None, dark=False)
        assert "".join(piece[0] for piece in shown["pieces"]) == article["text"]
        assert facts.facts(event)
        if event.get("origin"):
            assert all(role == 2 for _, _, role, _ in shown["pieces"])
            said[event["origin_row"]] = shown["article"]["origin"]
    assert said == {
        "XXX90001": "From ACLED's table, row XXX90001: not read off an article",
        "XXX90002": "From ACLED's table, row XXX90002: not read off an article",
        "990001": "From UCDP GED's table, row 990001: not read off an article",
        "990002": "From UCDP GED's table, row 990002: not read off an article",
        "E-17": "From TimeMap's table, row E-17: not read off an article",
        "INV0001": "From GeoJSON's table, row INV0001: not read off an article",
    }


def test_the_table_marks_them(store: Store) -> None:
    rows = queries.rows(store.snapshot().cursor(), Filter(origins=("ACLED",)))
    names = [column["name"] for column in table.content(rows, dark=False)["columns"]]
    cells = [row["cells"][names.index("publisher")] for row in table.content(rows, dark=False)["rows"]]
    assert cells == ["ACLED (its table)"] * 2


def again(name: str, store: Store, chosen: Filter) -> list[Stated]:
    """The events of an export, read by our own reader of that table."""
    tally = Tally()
    data = b"".join(FORMATS[name].write(select(store.snapshot().cursor(), chosen), Options(), tally))
    form, found = recognise(data), []
    for member in members(io.BytesIO(data), form):
        assert isinstance(member, Member)
        stated = _read(member)
        found.append(stated)
    assert len(found) == tally.written > 0
    return found


def _read(member: Member) -> Stated:
    from loaders.readers import FORMATS as READERS

    known = next(form for form in READERS if form.name == member.format)
    assert known.read
    stated = known.read(member.data).stated
    assert stated
    return stated


@pytest.mark.parametrize(
    ("name", "chosen"), [("acled", Filter(origins=("ACLED",))), ("ucdp", Filter(origins=("UCDP GED",)))]
)
def test_an_export_in_their_shape_is_read_again(store: Store, name: str, chosen: Filter) -> None:
    rows = {str(row["date_start"]): row for row in select(store.snapshot().cursor(), chosen)}
    for stated in again(name, store, chosen):
        row = rows[str(stated.values["date_start"])]
        for column in ("date_end", "date_precision", "place", "country", "latitude", "longitude", "place_precision"):
            assert stated.values[column] == row[column], column
        assert [f"killed: {quantity.number:g}" for quantity in stated.values["quantities"]] == row["quantities"]  # type: ignore[attr-defined]


def test_geojson_and_timemap_exports_are_read_again(store: Store) -> None:
    for name in ("geojson", "timemap"):
        assert {stated.values["place"] for stated in again(name, store, Filter(origins=("ACLED",)))} == {"Oak Ford"}


def test_the_csv_says_which_events_were_stated(store: Store) -> None:
    data = b"".join(FORMATS["csv"].write(select(store.snapshot().cursor(), Filter()), Options(), Tally()))
    origins = [row["origin"] for row in csv.DictReader(io.StringIO(data.decode(), newline=""))]
    assert set(origins) == {"", "ACLED", "UCDP GED", "TimeMap", "GeoJSON"}


def test_the_table_itself_is_kept(store: Store) -> None:
    cursor = store.snapshot().cursor()
    found = cursor.execute("SELECT DISTINCT container FROM articles WHERE publisher = 'ACLED'").fetchall()
    assert [store.received(sha256) for (sha256,) in found] == [FILES["acled.csv"]]
    names = cursor.execute("SELECT received_as FROM articles WHERE publisher = 'ACLED' ORDER BY received_as").fetchall()
    assert all("acled.csv" in name and "XXX9000" in name for (name,) in names)


def test_no_row_of_others_ships() -> None:
    root = Path(__file__).resolve().parents[1]
    for folder in ("seeds", "data"):
        for path in (root / folder).rglob("*"):
            if path.suffix in (".csv", ".json", ".geojson"):
                assert recognise(path.read_bytes()).name not in ("acled", "ucdp ged", "timemap", "geojson events"), path
