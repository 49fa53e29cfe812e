"""The track of a unit: only what is sure, in order of day; jumps by their stated rule."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dashboard import tracks

KHARTOUM, PORT_SUDAN, BERLIN = (15.55, 32.53), (19.62, 37.22), (52.52, 13.4)


def event(
    number: int, day: date | None, at: tuple[float, float] | None, place: str | None = "Town", **other: Any
) -> dict[str, Any]:
    return {
        "event_id": f"e{number}", "event_type": "battle", "status": "occurred", "date_start": day, "date_end": day,
        "place": place, "latitude": at and at[0], "longitude": at and at[1], "place_precision": "settlement", "radius_km": 0.0,
        "flags": [], "review_verdict": None, "sentence": "A sentence.", "article_id": "a",
    } | other  # fmt: skip


def test_stops_stand_in_order_of_day_and_one_place_is_one_stop() -> None:
    found = tracks.track(
        [
            event(3, date(2024, 5, 9), PORT_SUDAN),
            event(1, date(2024, 5, 1), KHARTOUM),
            event(2, date(2024, 5, 2), KHARTOUM),
        ]
    )
    assert [[e["event_id"] for e in stop.events] for stop in found.stops] == [["e1", "e2"], ["e3"]]
    assert [leg.implausible for leg in found.legs] == [False]


@pytest.mark.parametrize(("days", "implausible"), [(0, True), (1, True), (8, True), (9, False), (30, False)])
def test_a_jump_is_flagged_beyond_500_km_a_day(days: int, implausible: bool) -> None:
    """Khartoum to Berlin is 4,450 km."""
    first, last = date(2024, 5, 1), date.fromordinal(date(2024, 5, 1).toordinal() + days)
    found = tracks.track([event(1, first, KHARTOUM), event(2, last, BERLIN)])
    assert 4_300 < found.legs[0].km < 4_600
    assert found.legs[0].implausible is implausible


def test_vague_days_and_wide_places_are_given_the_benefit() -> None:
    loose = event(2, date(2024, 5, 1), BERLIN, date_end=date(2024, 5, 31))
    assert not tracks.track([event(1, date(2024, 5, 1), KHARTOUM), loose]).legs[0].implausible


@pytest.mark.parametrize(
    ("odd", "reason"),
    [
        ({"flags": ["place_conflict"]}, "contradicts geography"),
        ({"flags": ["place_lookalike"]}, "look-alike"),
        ({"flags": ["place_ambiguous"]}, "ambiguous"),
        ({"place_precision": "region"}, "too wide"),
        ({"place_precision": None}, "too wide"),
        ({"status": "planned"}, "planned"),
        ({"status": "denied"}, "denied"),
        ({"event_type": "statement"}, "what is said"),
        ({"date_start": None, "date_end": None}, "no day"),
        ({"latitude": None, "longitude": None}, "no coordinates"),
        ({"latitude": None, "longitude": None, "place": None}, "no place"),
        ({"review_verdict": "rejected"}, "wrong"),
    ],
)
def test_what_is_not_sure_is_listed_with_its_reason(odd: dict[str, Any], reason: str) -> None:
    found = tracks.track([event(1, date(2024, 5, 1), KHARTOUM, **odd)])
    assert not found.stops
    assert reason in found.rest[0][1]


def test_a_stop_leads_to_its_event_and_arrows_point_the_way() -> None:
    found = tracks.track([event(1, date(2024, 5, 1), KHARTOUM), event(2, date(2024, 5, 9), (15.55, 40.0), "East")])
    drawn = {
        layer.id: layer.data for layer in tracks.deck(found, dark=False, viewport=tracks.view(found, (700, 420))).layers
    }
    assert [datum["event_id"] for datum in drawn["stops"]] == ["e1", "e2"]
    assert [datum["count"] for datum in drawn["stops"]] == ["1", "2"]
    assert drawn["arrows"][0]["angle"] == 0
    assert not drawn["jumps"]
