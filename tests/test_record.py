"""The names that users rely on: JSON records and flat rows."""

from __future__ import annotations

import json
from datetime import date

import pytest

from loaders.model import Article
from loaders.pipeline import extract
from loaders.record import COLUMNS, LIST_COLUMNS, event_record, event_row, extraction_record

TEXT = (
    "Colonel Ahmed Saleh, the commander of the 5th Infantry Brigade, said that 12 soldiers were killed "
    "when drones struck Wad Madani on 3 May 2024."
)
EXTRACTION = extract(Article("sha", TEXT, title="T", publisher="P", published=date(2024, 5, 4)))

VALUES = {
    "date": {"earliest", "latest", "precision", "timex", "basis"},
    "place": {"name", "lat", "lon", "precision", "radius_km", "admin1", "country", "gazetteer_id", "alternatives"},
    "unit": {"unit_id", "name", "number", "branch", "echelon", "side", "parents", "symbol"},
    "person": {"person_id", "name", "rank", "role", "unit_id"},
    "weapon": {"category", "name"},
    "quantity": {"number", "of"},
    "claim": {"source", "source_kind", "via", "verb"},
    "action": {"event_type", "lemma", "negated", "tense"},
}


def test_each_kind_of_mention_has_its_values() -> None:
    record = extraction_record(EXTRACTION)
    assert {mention["kind"] for mention in record["mentions"]} == set(VALUES)
    for mention in record["mentions"]:
        assert set(mention["value"]) >= VALUES[mention["kind"]]
        assert TEXT[mention["start"] : mention["end"]] == mention["text"]


def test_a_record_survives_json() -> None:
    record = extraction_record(EXTRACTION)
    assert json.loads(json.dumps(record)) == record


def test_rows_and_records_hold_every_column() -> None:
    event = EXTRACTION.events[0]
    row, record = event_row(event, EXTRACTION), event_record(event, EXTRACTION)
    assert set(COLUMNS) <= set(row)
    assert set(COLUMNS) <= set(record)
    assert all(isinstance(row[name], list) for name in LIST_COLUMNS)
    assert row["date_start"] == date(2024, 5, 3)
    assert record["date_start"] == "2024-05-03"
    assert record["sentence"] == TEXT[record["sentence_start"] : record["sentence_end"]]


def test_unknown_is_null_never_zero() -> None:
    extraction = extract(Article("x", "Rebels attacked the village of Qwertyville."))
    record = event_record(extraction.events[0], extraction)
    assert record["latitude"] is None
    assert record["longitude"] is None
    assert record["date_start"] is None
    assert {"undated", "unlocated"} <= set(record["flags"])


@pytest.mark.parametrize(
    ("when", "told"),
    [
        ("at 9:45 p.m. on 3 May 2024", "T21:45"),
        ("at 04:30 on 3 May 2024", "T04:30"),
        ("on the evening of 3 May 2024", "TEV"),
        ("on 3 May 2024", None),
        ("in May 2024", None),
        ("last year", None),
    ],
)
def test_a_row_keeps_the_time_of_day(when: str, told: str | None) -> None:
    extraction = extract(Article("sha", f"Drones struck Wad Madani {when}.", published=date(2024, 5, 4)))
    (event,) = extraction.events
    assert event_row(event, extraction)["time_of_day"] == told
