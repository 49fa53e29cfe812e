"""A place with several readings is never drawn as one sure point, and its marks cover no disc."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
import pytest

from dashboard import placing
from dashboard.crowds import SPREAD_LIMIT
from tests.dashboard.map_specs import layer, row, spec


def test_rival_places_are_hollow_ringed_and_joined() -> None:
    others = pd.DataFrame([{"event_id": "a", "name": "Siversk", "latitude": 48.87, "longitude": 38.1}])
    found = spec(row(event_type="capture", place="Sevsk", latitude=52.15, longitude=34.49), alternatives=others)
    data = layer(found, "events")
    assert [datum["icon"] for datum in data] == ["capture-hollow"] * 2
    assert [datum["where"] for datum in data] == ["one of 2 readings: Sevsk", "one of 2 readings: Siversk"]
    assert {datum["event_id"] for datum in data} == {"a"}
    assert [datum["icon"] for datum in layer(found, "rings")] == ["ring-doubt"] * 2
    assert [each["path"] for each in layer(found, "links")] == [[[34.49, 52.15], [38.1, 48.87]]]


def doubtful(count: int, **options: Any) -> dict[str, Any]:
    """Events that may all be at Sevsk or at Siversk, and a crowd at Sumy, not far from Sevsk."""
    doubted = [row(event_id=str(n), place="Sevsk", latitude=52.15, longitude=34.49) for n in range(count)]
    crowd = [row(event_id=f"sumy {n}", place="Sumy", latitude=51.9, longitude=34.6) for n in range(SPREAD_LIMIT + 1)]
    far = row(event_id="far", place="Goma")
    others = pd.DataFrame(
        [{"event_id": str(n), "name": "Siversk", "latitude": 48.87, "longitude": 38.1} for n in range(count)]
    )
    return spec(*doubted, *crowd, far, alternatives=others, viewport=placing.Viewport(30.0, 33.0, 3.0), **options)


def test_events_of_the_same_doubt_are_one_dashed_disc_a_reading() -> None:
    found = doubtful(3)
    assert [(each["count"], each["places"]) for each in layer(found, "doubts")] == [("3", ["Sevsk"])] * 2
    assert [each["where"] for each in layer(found, "doubts")] == [
        "one of several readings: Sevsk", "one of several readings: Siversk",
    ]  # fmt: skip
    assert len(layer(found, "links")) == 1
    assert [datum["event_id"] for datum in layer(found, "events")] == ["far"]
    assert "2" in {datum["event_id"] for datum in layer(doubtful(3, selected="2"), "events")}


def test_the_chosen_event_covers_no_number() -> None:
    found = doubtful(3, selected="sumy 4")
    chosen = next(each for each in layer(found, "events") if each["event_id"] == "sumy 4")
    zoom = found["initialViewState"]["zoom"]

    def shown_at(each: dict[str, Any]) -> tuple[float, float]:
        x, y = placing.pixel(tuple(each["position"]), zoom)
        return x + each["offset"][0], y + each["offset"][1]

    for disc in [*layer(found, "piles"), *layer(found, "doubts")]:
        assert math.dist(shown_at(chosen), shown_at(disc)) > disc["radius"] + 9


@pytest.mark.parametrize("count", [1, 3])
def test_doubts_cover_no_disc(count: int) -> None:
    found = doubtful(count)
    (pile,) = layer(found, "piles")
    zoom = found["initialViewState"]["zoom"]
    at = placing.pixel(tuple(pile["position"]), zoom)
    marks = [*layer(found, "doubts"), *(each for each in layer(found, "events") if each["event_id"] == "0")]
    assert len(marks) == 2
    for mark in marks:
        x, y = placing.pixel(tuple(mark["position"]), zoom)
        apart = math.dist(at, (x + mark["offset"][0], y + mark["offset"][1]))
        assert apart > pile["radius"] + 9, mark["where"]
    assert any(mark["offset"] != [0, 0] for mark in marks)


def test_alternatives_of_other_events_or_without_place_change_nothing() -> None:
    others = pd.DataFrame(
        [
            {"event_id": "z", "name": "Elsewhere", "latitude": 1.0, "longitude": 1.0},
            {"event_id": "a", "name": "Nowhere", "latitude": None, "longitude": 1.0},
        ]
    )
    assert layer(spec(row(), alternatives=others), "events") == layer(spec(row()), "events")
