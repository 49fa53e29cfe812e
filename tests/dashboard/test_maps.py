"""Maps hold every placed event once, never promise more than is known, and reach no other host."""

from __future__ import annotations

import json
import math
from typing import Any

import pandas as pd
import pytest

from dashboard import maps, placing
from dashboard.crowds import CROWD_LIMIT, SPREAD_LIMIT
from tests.dashboard.map_specs import layer, row, spec

HOSTILE = '<img src=x onerror=alert(1)> {event_id} "@@=fetch(1)'


def test_settlement_is_one_solid_glyph() -> None:
    found = spec(row())
    (datum,) = layer(found, "events")
    assert datum["event_id"] == "a"
    assert datum["icon"] == "battle-solid"
    assert datum["position"] == [29.22, -1.67]
    assert [each["id"] for each in found["layers"] if each["data"]] == ["events"]


@pytest.mark.parametrize(
    ("status", "icon"),
    [
        ("planned", "battle-hollow"),
        ("hypothetical", "battle-dashed"),
        ("denied", "battle-struck"),
        ("ongoing", "battle-solid"),
    ],
)
def test_what_did_not_happen_is_hollow(status: str, icon: str) -> None:
    assert layer(spec(row(status=status)), "events")[0]["icon"] == icon


def test_the_vaguer_the_fainter() -> None:
    found = spec(
        *(
            row(event_id=str(radius), place_precision="region", radius_km=radius, latitude=radius / 10)
            for radius in (20.0, 100.0, 300.0)
        )
    )
    alphas = [circle["fill"][3] for circle in layer(found, "areas")]
    assert [circle["radius"] for circle in layer(found, "areas")] == [300_000, 100_000, 20_000]
    assert 0 < alphas[0] < alphas[1] < alphas[2]


def test_country_is_a_dashed_outline_without_fill() -> None:
    found = spec(row(place_precision="country", radius_km=770.0, latitude=15.0, longitude=31.0))
    assert layer(found, "areas") == []
    (outline,) = layer(found, "wide-areas")
    path = outline["path"]
    assert path[0] == path[-1]
    widths = [longitude for longitude, _ in path]
    assert (max(widths) - min(widths)) / 2 * 111.3 * math.cos(math.radians(15)) == pytest.approx(770, rel=0.01)
    (dashes,) = (each for each in found["layers"] if each["id"] == "wide-areas")
    assert dashes["extensions"][0]["dash"] is True


@pytest.mark.parametrize("precision", ["district", "region", "area", "country"])
def test_vague_place_is_a_circle_of_its_radius(precision: str) -> None:
    found = spec(row(place_precision=precision, radius_km=150.0))
    (circle,) = layer(found, "areas")
    assert circle["radius"] == 150_000
    assert layer(found, "events")[0]["alpha"][3] < 255


def test_same_area_is_drawn_once_and_every_event_in_it() -> None:
    found = spec(*(row(event_id=str(n), place_precision="region", radius_km=150.0) for n in range(4)))
    assert len(layer(found, "areas")) == 1
    assert [datum["event_id"] for datum in layer(found, "events")] == ["0", "1", "2", "3"]


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [(None, None), (math.nan, 29.0), (10.0, None), (math.inf, 0.0), (91.0, 0.0), (0.0, 181.0), ("x", "y")],
)
def test_what_has_no_place_is_counted_not_drawn(latitude: object, longitude: object) -> None:
    nowhere = row(event_id="b", latitude=latitude, longitude=longitude)
    assert [datum["event_id"] for datum in layer(spec(row(), nowhere), "events")] == ["a"]
    assert maps.unplaced(pd.DataFrame([row(), nowhere])) == 1


def test_events_at_one_spot_are_parted() -> None:
    data = layer(spec(*(row(event_id=str(n)) for n in range(SPREAD_LIMIT))), "events")
    offsets = [tuple(datum["offset"]) for datum in data]
    nearest = min(math.dist(a, b) for i, a in enumerate(offsets) for b in offsets[:i])
    assert offsets[0] == (0.0, 0.0)
    assert nearest > placing.STEP_PIXELS * 0.99


def test_too_many_at_one_spot_are_a_disc_with_their_number() -> None:
    found = spec(*(row(event_id=str(n)) for n in range(SPREAD_LIMIT + 1)), selected="3")
    (pile,) = layer(found, "piles")
    assert (pile["count"], pile["places"]) == (str(SPREAD_LIMIT + 1), ["Goma"])
    assert layer(found, "dots") == []
    (datum,) = layer(found, "events")
    assert datum["event_id"] == "3"
    assert datum["offset"][1] < -pile["radius"], "the chosen event stands clear of the number"


def far_and_near() -> list[dict[str, Any]]:
    """Towns some 10 km apart, which a view that also holds Kyiv cannot part."""
    near = [
        row(event_id=str(n), place=name, latitude=-1.67 + n / 10, longitude=29.22, event_type=kind)
        for n, (name, kind) in enumerate(
            [("Goma", "battle"), ("Rugari", "battle"), ("Kalengera", "strike"), ("Rutshuru", "command")]
        )
    ]
    return [*near, row(event_id="far", place="Kyiv", latitude=50.45, longitude=30.52)]


def test_spots_too_close_for_the_first_view_are_a_disc_with_a_dot_for_each() -> None:
    found = spec(*far_and_near())
    (pile,) = layer(found, "piles")
    assert (pile["count"], pile["status"]) == ("4", "in 4 places")
    assert pile["places"] == ["Goma", "Rugari", "Kalengera", "Rutshuru"]
    assert pile["text"] == "battle 2, strike 1, command 1"
    assert [dot["places"] for dot in layer(found, "dots")] == [[place] for place in pile["places"]]
    assert [datum["event_id"] for datum in layer(found, "events")] == ["far"]


def test_the_same_spots_are_single_when_the_view_is_closer() -> None:
    found = spec(*far_and_near()[:-1])
    assert layer(found, "piles") == []
    assert len(layer(found, "events")) == 4


@pytest.mark.parametrize("selected", [None, "2", "far"])
def test_every_event_is_drawn_once_or_counted_in_a_disc(selected: str | None) -> None:
    found = spec(*far_and_near(), selected=selected)
    counted = sum(int(pile["count"]) for pile in layer(found, "piles"))
    single = {datum["event_id"] for datum in layer(found, "events")}
    assert counted + len(single - {"0", "1", "2", "3"}) == 5
    assert selected is None or selected in single
    assert len(far_and_near()[:-1]) > CROWD_LIMIT


def test_selected_is_ringed_and_on_top() -> None:
    found = spec(row(event_id="a"), row(event_id="b"), selected="a")
    assert [datum["event_id"] for datum in layer(found, "events")] == ["b", "a"]
    assert [(datum["event_id"], datum["icon"]) for datum in layer(found, "rings")] == [("a", "ring-selected")]


def test_article_text_is_data_only() -> None:
    hostile = row(sentence=HOSTILE, place=HOSTILE, attribution=HOSTILE, event_type=HOSTILE, status=HOSTILE)
    deck = maps.deck(pd.DataFrame([hostile]), dark=True)
    assert "onerror" not in json.dumps(deck._tooltip)
    assert deck._tooltip == maps.deck(pd.DataFrame([row()]), dark=True)._tooltip
    found = json.loads(deck.to_json())
    (datum,) = layer(found, "events")
    assert datum["text"] == HOSTILE
    assert datum["icon"] == "other-hollow"
    for each in found["layers"]:
        assert HOSTILE not in json.dumps({key: value for key, value in each.items() if key != "data"})


def test_version_is_in_every_layer_id() -> None:
    assert all("-v7" in each["id"] for each in spec(row(), version="v7")["layers"])


def test_json_is_compact_and_repeatable() -> None:
    first, second = (maps.deck(pd.DataFrame([row()]), dark=False).to_json() for _ in range(2))
    assert first == second
    assert "\n" not in first


@pytest.mark.parametrize("size", [(390, 420), (1440, 520)])
def test_first_view_holds_every_event(size: tuple[int, int]) -> None:
    rows = [
        row(event_id="a"),
        row(event_id="b", latitude=50.45, longitude=30.52),
        row(event_id="c", latitude=15.5, longitude=32.6),
    ]
    view = spec(*rows, size=size)["initialViewState"]
    scale = 512 * 2 ** view["zoom"]
    for each in rows:
        across = (each["longitude"] - view["longitude"]) / 360 * scale
        up = (height(each["latitude"]) - height(view["latitude"])) * scale
        assert abs(across) <= size[0] / 2
        assert abs(up) <= size[1] / 2


def scattered(far: int) -> pd.DataFrame:
    """Forty events in eastern Congo, and `far` more in Kyiv."""
    near = [row(event_id=str(n), latitude=-1.0 - n / 20, longitude=28.0 + n % 5 / 4) for n in range(40)]
    return pd.DataFrame([*near, *(row(event_id=f"far {n}", latitude=50.45, longitude=30.52) for n in range(far))])


@pytest.mark.parametrize("size", [(390, 420), (1440, 520)])
def test_a_few_far_events_do_not_force_a_wide_view_and_are_counted(size: tuple[int, int]) -> None:
    near, most = (maps.first_view(scattered(far), size=size) for far in (0, 3))
    assert near.outside == 0
    assert most.outside == 3
    assert most.zoom > near.zoom - 0.5


@pytest.mark.parametrize("size", [(390, 420), (1440, 520)])
def test_more_than_a_few_far_events_are_in_view(size: tuple[int, int]) -> None:
    events = scattered(12)
    view = maps.first_view(events, size=size)
    assert view.outside <= len(events) * placing.HIDDEN_SHARE
    assert view.zoom < 3


def test_view_is_not_too_close_on_one_event_and_shows_a_country_whole() -> None:
    town = maps.first_view(pd.DataFrame([row(radius_km=0.5)]))
    country = maps.first_view(pd.DataFrame([row(place_precision="country", radius_km=770.0)]))
    assert town.zoom == pytest.approx(7, abs=0.5)
    pixels_per_km = 512 * 2**country.zoom / 40_075
    assert 2 * 770 * pixels_per_km < maps.DEFAULT_SIZE[1]


def test_few_events_are_all_in_view() -> None:
    rows = [row(event_id=str(n), latitude=-1.0 - n / 20) for n in range(12)]
    assert maps.first_view(pd.DataFrame([*rows, row(event_id="far", latitude=50.45)])).outside == 0


def test_deck_looks_where_the_first_view_says() -> None:
    view = maps.first_view(scattered(3), size=(640, 360))
    found = json.loads(maps.deck(scattered(3), dark=False, size=(640, 360)).to_json())["initialViewState"]
    assert (found["latitude"], found["longitude"], found["zoom"]) == (view.latitude, view.longitude, view.zoom)


def height(latitude: float) -> float:
    return math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2)) / (2 * math.pi)


def test_empty_table_shows_the_default_view() -> None:
    view = spec()["initialViewState"]
    assert (view["latitude"], view["longitude"], view["zoom"]) == (
        placing.WORLD.latitude,
        placing.WORLD.longitude,
        placing.WORLD.zoom,
    )


@pytest.mark.parametrize(
    ("selection", "event_id", "places"),
    [
        ({"indices": {}, "objects": {"events-v1": [{"event_id": "a"}]}}, "a", []),
        ({"objects": {"piles": [{"places": ["Goma", "Sake"]}]}}, None, ["Goma", "Sake"]),
        ({"objects": {"piles": [{"places": "Goma"}]}}, None, []),
        ({"objects": {}}, None, []),
        ({}, None, []),
        (None, None, []),
        ({"objects": {"events": ["x", {"event_id": 5}]}}, None, []),
    ],
)
def test_picked(selection: object, event_id: str | None, places: list[str]) -> None:
    assert (maps.picked(selection), maps.picked_places(selection)) == (event_id, places)
