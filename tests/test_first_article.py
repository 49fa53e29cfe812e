"""The first real article, where it lies beside the project: every row of what must come out of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from loaders.model import Extraction
from loaders.pipeline import extract
from loaders.readers import Given, read
from loaders.record import event_record

FOLDER = Path(__file__).resolve().parent.parent.parent / "shared" / "seeds"
PATHS = sorted(FOLDER.glob("000_*.txt"))
pytestmark = pytest.mark.skipif(not PATHS, reason="the first article does not lie beside the project")


def extraction(published: date | None = None) -> Extraction:
    path = PATHS[0]
    return extract(read(path.read_bytes(), path.name, Given(published=published)))


@pytest.fixture(scope="module")
def events() -> list[dict[str, Any]]:
    found = extraction()
    return [event_record(event, found) for event in found.events]


def the(events: list[dict[str, Any]], event_type: str, words: str) -> dict[str, Any]:
    """The one event of this type whose sentence holds the words."""
    found = [event for event in events if event["event_type"] == event_type and words in event["sentence"]]
    assert len(found) == 1, [(event["event_type"], event["sentence"][:60]) for event in events]
    return found[0]


def names(people: list[dict[str, Any]]) -> list[str]:
    return [" ".join(filter(None, (person["rank"], person["name"]))) for person in people]


def test_nothing_else_is_an_event(events: list[dict[str, Any]]) -> None:
    kinds = sorted(event["event_type"] for event in events if "2014" not in (event["date_as_written"] or ""))
    assert kinds == sorted(
        [
            "meeting",
            "capture",
            "meeting",
            "capture",
            "statement",
            "advance",
            "statement",
            "capture",
            "deployment",
            "battle",
            "statement",
        ]
    )


def test_without_a_publication_date_all_are_undated(events: list[dict[str, Any]]) -> None:
    for event in events:
        if "2014" not in (event["date_as_written"] or ""):
            assert event["date_start"] is None
            assert event["date_end"] is None
            assert "undated" in event["flags"]


def test_the_first_call(events: list[dict[str, Any]]) -> None:
    call = the(events, "meeting", "Temirkhanov")
    assert call["status"] == "occurred"
    assert "Vladimir Putin" in " ".join(names(call["people"]))
    assert names(call["commanders"]) == ["Colonel Yaramyr Temirkhanov"]
    assert call["commanders"][0]["unit"] == "6th Separate Guards Mechanized Brigade"
    assert "Colonel Denis Pyrogov" in names(call["people"])
    assert call["attribution"] == "Kremlin press service"
    assert call["attribution_via"] == "TASS"
    assert call["latitude"] is None
    assert len(call["sentences"]) > 1


def test_the_capture_that_the_text_puts_elsewhere(events: list[dict[str, Any]]) -> None:
    capture = the(events, "capture", "Donetsk People")
    assert capture["status"] == "occurred"
    assert [unit["name"] for unit in capture["units"]] == ["6th Separate Guards Mechanized Brigade"]
    assert capture["place_as_written"] == "Severodonnetsk"
    assert "Luhansk" in capture["admin1"]
    assert "place_conflict" in capture["flags"]


def test_the_second_call(events: list[dict[str, Any]]) -> None:
    call = the(events, "meeting", "Cherdantsev")
    assert names(call["commanders"]) == ["Colonel Sergei Cherdantsev"]
    assert call["commanders"][0]["unit"] == "177th Caspian Fleet Regiment"
    assert "Putin" in " ".join(names(call["people"]))
    assert call["date_as_written"] == "The same day"


def test_the_lookalike(events: list[dict[str, Any]]) -> None:
    capture = the(events, "capture", "Sevsk, a strategic settlement")
    assert capture["status"] == "occurred"
    assert "Russian forces" in [unit["name"] for unit in capture["units"]]
    assert "place_lookalike" in capture["flags"]
    assert capture["latitude"] is None
    alternatives = capture["places"][0]["alternatives"]
    assert {"RU", "UA"} <= {candidate["country"] for candidate in alternatives}


def test_what_putin_said_is_no_event_of_its_own(events: list[dict[str, Any]]) -> None:
    statement = the(events, "statement", "would not only secure")
    assert statement["status"] == "occurred"
    assert statement["attribution"].endswith("Putin")
    assert [place["text"] for place in statement["places"]] == ["Sevsk"]
    assert statement["latitude"] is None


def test_the_push(events: list[dict[str, Any]]) -> None:
    push = the(events, "advance", "ongoing push toward Seversk")
    assert push["status"] == "ongoing"
    assert "place_conflict" in push["flags"]
    assert push["place"] == "Siversk"
    assert "Donetsk" in push["admin1"]


def test_the_warning_and_what_it_supposes(events: list[dict[str, Any]]) -> None:
    statement = the(events, "statement", "Kots")
    assert statement["attribution"] == "Kots"
    assert {place["name"] for place in statement["places"]} >= {"Sloviansk", "Kramatorsk"}
    capture = the(events, "capture", "Kots")
    assert capture["status"] == "hypothetical"
    assert capture["place"] == "Siversk"
    assert capture["attribution"] == "Kots"


def test_what_the_other_side_does(events: list[dict[str, Any]]) -> None:
    for kind in ("deployment", "battle"):
        event = the(events, kind, "reportedly reinforcing")
        assert event["status"] == "ongoing"
        assert "Ukrainian forces" in [unit["name"] for unit in event["units"]]
        assert event["attribution_kind"] == "anonymous"
        assert event["latitude"] is None or event["flags"]


def test_the_kremlins_aim(events: list[dict[str, Any]]) -> None:
    assert the(events, "statement", "lasting peace")["attribution"] == "Kremlin"


def test_a_publication_date_is_never_a_stated_one() -> None:
    found = extraction(date(2025, 12, 11))
    events = [event_record(event, found) for event in found.events]
    for words in ("Temirkhanov", "Cherdantsev"):
        call = the(events, "meeting", words)
        assert call["date_start"] == "2025-12-11"
        assert call["date_basis"] in ("published", "relative")
        assert "date_from_publication" in call["flags"]


def test_one_place_has_one_name() -> None:
    found = extraction()
    spellings: dict[str, set[str]] = {}
    for event in found.events:
        for place in event.places:
            spellings.setdefault(place.value.name, set()).add(place.text)
    assert not [name for name in spellings if name in ("Severodonnetsk", "Seversk")]
