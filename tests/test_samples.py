"""All samples through the whole chain: exact offsets, the same output twice, every type of event and every kind of doubt."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from loaders.model import EventType, Extraction, Status
from loaders.pipeline import extract
from loaders.readers import Given, read
from loaders.record import extraction_record

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
PATHS = sorted(path for path in SEEDS.iterdir() if path.suffix in (".txt", ".html"))


@cache
def extraction(path: Path) -> Extraction:
    return extract(read(path.read_bytes(), path.name, Given()))


@cache
def events() -> list[dict[str, Any]]:
    return [event for path in PATHS for event in extraction_record(extraction(path))["events"]]


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_offsets_are_exact_and_the_output_is_the_same_twice(path: Path) -> None:
    found = extraction(path)
    text, record = found.article.text, extraction_record(found)
    for mention in record["mentions"]:
        assert text[mention["start"] : mention["end"]] == mention["text"]
    for event in record["events"]:
        assert text[event["sentence_start"] : event["sentence_end"]] == event["sentence"]
        for kind in ("places", "units", "weapons", "quantities"):
            for value in event[kind]:
                start, end = value["span"]
                assert text[start:end] == value["text"]
    again = extract(read(path.read_bytes(), path.name, Given()))
    assert json.dumps(record) == json.dumps(extraction_record(again))


def test_every_sample_gives_events() -> None:
    assert not [path.name for path in PATHS if not extraction(path).events]


def test_every_type_and_status_occurs() -> None:
    found = events()
    assert {event["event_type"] for event in found} >= set(EventType) - {EventType.OTHER}
    assert {event["status"] for event in found} == set(Status)


def test_every_doubt_occurs() -> None:
    flags = {flag for event in events() for flag in event["flags"]}
    assert flags >= {"place_conflict", "place_lookalike", "undated", "unlocated", "date_from_publication"}


def test_nothing_is_made_up() -> None:
    for event in events():
        assert (event["latitude"], event["longitude"]) != (0, 0)
        assert (event["latitude"] is None) == (event["longitude"] is None)
        assert (event["date_start"] is None) == ("undated" in event["flags"])
        if event["date_basis"] == "published":
            assert "date_from_publication" in event["flags"]


def test_ids_are_unique() -> None:
    ids = [event["event_id"] for event in events()]
    assert len(ids) == len(set(ids))
