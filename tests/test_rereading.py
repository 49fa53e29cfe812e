"""What is read anew takes its own place: a table under another mapping, a collection by a newer reader, a revised record."""

from __future__ import annotations

import dataclasses
import io
import zipfile
from pathlib import Path

import pytest

from loaders import Given, Received, Result, Store, ingest, open_store
from tests import event_tables
from tests.store.articles import article

ROWS = (
    "A,Soldiers of the 3rd Brigade entered Goma on 27 January 2025.,The 9th Brigade left Sake on 3 March 2025.",
    "B,Soldiers of the 4th Brigade entered Bukavu on 28 January 2025.,The 8th Brigade left Beni on 4 March 2025.",
    "C,Soldiers of the 5th Brigade entered Uvira on 29 January 2025.,",
)
TABLE = ("Title,Story,Gist,Void\n" + "".join(f"{row},\n" for row in ROWS)).encode()
FIRST, SECOND = Given(columns=(("text", "Story"),)), Given(columns=(("text", "Gist"),))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path / "store")


def texts(store: Store) -> list[str]:
    rows = store.snapshot().cursor().execute("SELECT text FROM articles ORDER BY text").fetchall()
    return [text.split(" on ")[0] for (text,) in rows]


def take(store: Store, data: bytes, given: Given | None = None, name: str = "table.csv") -> dict[Result, int]:
    report = ingest([Received.of(name, data, given)], store)
    assert store.verify() == []
    return {result: count for result, count in report.counts.items() if count}


def test_a_table_under_another_mapping_replaces_what_the_first_one_gave(store: Store) -> None:
    ingest([Received.of("other.txt", b"Troops left Kisangani on Monday, a spokesman said.")], store)
    assert take(store, TABLE, FIRST) == {Result.ADDED: 3}
    before = store.snapshot()
    assert take(store, TABLE, SECOND) == {Result.ADDED: 2, Result.QUARANTINED: 1}
    assert texts(store) == ["The 8th Brigade left Beni", "The 9th Brigade left Sake", "Troops left Kisangani"]
    places = store.snapshot().cursor().execute("SELECT DISTINCT place FROM events WHERE place IS NOT NULL").fetchall()
    assert {"Goma", "Bukavu", "Uvira"}.isdisjoint(place for (place,) in places)
    # The rows of before are history: an earlier version of the store still shows them.
    assert before.cursor().execute("SELECT count(*) FROM articles").fetchone() == (4,)
    # A column that gives nothing leaves what is in.
    assert take(store, TABLE, Given(columns=(("text", "Void"),))) == {Result.QUARANTINED: 3}
    assert len(texts(store)) == 3
    # The first mapping brings its rows back.
    assert take(store, TABLE, FIRST) == {Result.ADDED: 3}
    assert len(texts(store)) == 4
    # All rows are in now: what the second mapping refused of the table does not wait any more.
    assert store.quarantined() == []
    version = store.snapshot().version
    assert take(store, TABLE, FIRST) == {Result.ALREADY_IN: 1}
    assert store.snapshot().version == version


def zipped(*files: tuple[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in files:
            archive.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), data)
    return stream.getvalue()


def test_a_collection_read_by_a_newer_reader_replaces_what_the_older_one_made(store: Store) -> None:
    refused = b"\x89PNG\r\n\x1a\n" + bytes(20)
    data = zipped(("a.txt", ROWS[0].encode()), ("b.png", refused))
    container = Received.of("bundle.zip", data).sha256

    def older(name: str, **values: object) -> None:
        made = article(name, version="1")
        row = {**made.article, "container": container, **values}
        store.write([dataclasses.replace(made, article=row)])

    older("Bukavu")
    older("Sake", container=None)
    # What was readable once and is refused now keeps its rows, as a file on its own does.
    older("Uvira", article_id=Received.of("", refused).sha256)
    assert take(store, data, name="bundle.zip") == {Result.ADDED: 1, Result.QUARANTINED: 1}
    rows = store.snapshot().cursor().execute("SELECT received_as FROM articles ORDER BY 1").fetchall()
    assert rows == [("Sake",), ("Uvira",), ("bundle.zip/a.txt",)]


def acled(*rows: dict[str, str]) -> bytes:
    return event_tables.table(event_tables.ACLED_NEW, *(event_tables.acled(**row) for row in rows))


OLDER = {"event_id_cnty": "XXX1", "timestamp": "1700000000", "location": "Oak Ford", "fatalities": "4"}
NEWER = {"event_id_cnty": "XXX1", "timestamp": "1710000000", "location": "Elm Bridge", "fatalities": "5"}
OTHER = {"event_id_cnty": "XXX2", "timestamp": "1700000000", "location": "Ash Hill"}


def places(store: Store) -> list[str]:
    return [
        place for (place,) in store.snapshot().cursor().execute("SELECT place FROM events ORDER BY place").fetchall()
    ]


def test_a_newer_revision_of_a_record_replaces_the_older_one_and_an_older_one_is_left_out_and_said(
    store: Store,
) -> None:
    unstated = [{**OTHER, "event_id_cnty": "XXX3", "timestamp": "", "location": f"Mill {n}"} for n in (1, 2)]
    take(store, acled(OLDER, OTHER, *unstated))
    before = store.snapshot()
    assert take(store, acled(NEWER)) == {Result.ADDED: 1}
    # Rows that do not say when they were written may both be right.
    assert places(store) == ["Ash Hill", "Elm Bridge", "Mill 1", "Mill 2"]
    assert before.cursor().execute("SELECT count(*) FROM events").fetchone() == (4,)
    report = ingest([Received.of("again.csv", acled(OLDER, {**OLDER, "event_id_cnty": "XXX4"}))], store)
    told = {item.name: item for item in report.results}
    older = told["again.csv/line 2 (XXX1)"]
    assert older.result is Result.ALREADY_IN
    assert older.notes == ("older_revision: ACLED XXX1 is in, in another version that stands; this one is left out.",)
    assert told["again.csv/line 4 (XXX4)"].result is Result.ADDED
    assert len(places(store)) == 5
    assert store.verify() == []


def test_named_columns_are_for_tables_and_whatever_else_lies_beside_them_is_read_as_it_is(
    store: Store, tmp_path: Path
) -> None:
    folder = tmp_path / "mixed"
    folder.mkdir()
    page = b"<!doctype html><html><body><p>Troops left Kisangani on Monday, a spokesman said.</p></body></html>"
    files = {
        "a.csv": TABLE,
        "b.txt": b"Troops entered Goma on Tuesday, a spokesman said. Story of the day.",
        "c.html": page,
        "d.csv": acled(OTHER),
        "e.zip": zipped(("deep.csv", TABLE.replace(b"Brigade", b"Division")), ("note.txt", b"It rained on Beni.")),
    }
    for name, data in files.items():
        (folder / name).write_bytes(data)
    ingest([folder / "c.html"], store)
    report = ingest([folder], store, FIRST)
    assert report.quarantined == []
    assert {result: count for result, count in report.counts.items() if count} == {
        Result.ADDED: 9,
        Result.ALREADY_IN: 1,
    }
    told = {Path(item.name).name for item in report.results if item.notes and "columns_not_used" in item.notes[0]}
    assert told == {"b.txt", "c.html", "line 2 (XXX2)", "note.txt"}
    version = store.snapshot().version
    again = ingest([folder], store, FIRST)
    assert again.counts[Result.ADDED] == again.counts[Result.REPLACED] == 0
    assert store.snapshot().version == version
    assert store.verify() == []
