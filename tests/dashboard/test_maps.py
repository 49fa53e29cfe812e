"""Maps hold every placed event once, never promise more than is known, and reach no other host."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from dashboard import maps, placing
from dashboard.maps import SPREAD_LIMIT

STATIC = Path(maps.__file__).parent / "static"
HOSTILE = '<img src=x onerror=alert(1)> {event_id} "@@=fetch(1)'


def row(**changes: Any) -> dict[str, Any]:
    base = {
        "event_id": "a",
        "event_type": "battle",
        "status": "occurred",
        "date_start": "2024-11-05",
        "date_end": "2024-11-05",
        "date_basis": "stated",
        "place": "Goma",
        "latitude": -1.67,
        "longitude": 29.22,
        "place_precision": "settlement",
        "radius_km": 5.0,
        "sentence": "M23 fighters clashed with the army near Goma.",
        "attribution": "a military spokesman",
    }
    return {**base, **changes}


def spec(*rows: dict[str, Any], **options: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(maps.deck(pd.DataFrame(list(rows)), dark=False, **options).to_json())
    return found


def layer(found: dict[str, Any], name: str) -> list[dict[str, Any]]:
    data: list[dict[str, Any]] = next(each["data"] for each in found["layers"] if each["id"] == name)
    return data


def test_settlement_is_one_solid_glyph() -> None:
    found = spec(row())
    (datum,) = layer(found, "events")
    assert datum["event_id"] == "a"
    assert datum["icon"] == "battle-solid"
    assert datum["position"] == [29.22, -1.67]
    assert layer(found, "areas") == layer(found, "rings") == layer(found, "links") == layer(found, "piles") == []


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


def test_rival_places_are_hollow_ringed_and_joined() -> None:
    others = pd.DataFrame([{"event_id": "a", "name": "Siversk", "latitude": 48.87, "longitude": 38.1}])
    found = spec(row(event_type="capture", place="Sevsk", latitude=52.15, longitude=34.49), alternatives=others)
    data = layer(found, "events")
    assert [datum["icon"] for datum in data] == ["capture-hollow"] * 2
    assert [datum["where"] for datum in data] == ["one of 2 readings: Sevsk", "one of 2 readings: Siversk"]
    assert {datum["event_id"] for datum in data} == {"a"}
    assert [datum["icon"] for datum in layer(found, "rings")] == ["ring-doubt"] * 2
    assert layer(found, "links") == [{"path": [[34.49, 52.15], [38.1, 48.87]]}]


def test_alternatives_of_other_events_or_without_place_change_nothing() -> None:
    others = pd.DataFrame(
        [
            {"event_id": "z", "name": "Elsewhere", "latitude": 1.0, "longitude": 1.0},
            {"event_id": "a", "name": "Nowhere", "latitude": None, "longitude": 1.0},
        ]
    )
    assert layer(spec(row(), alternatives=others), "events") == layer(spec(row()), "events")


def test_events_at_one_spot_are_parted() -> None:
    data = layer(spec(*(row(event_id=str(n)) for n in range(SPREAD_LIMIT))), "events")
    offsets = [tuple(datum["offset"]) for datum in data]
    nearest = min(math.dist(a, b) for i, a in enumerate(offsets) for b in offsets[:i])
    assert offsets[0] == (0.0, 0.0)
    assert nearest > placing.STEP_PIXELS * 0.99


def test_too_many_at_one_spot_are_a_disc_with_their_number() -> None:
    found = spec(*(row(event_id=str(n)) for n in range(SPREAD_LIMIT + 1)), selected="3")
    (pile,) = layer(found, "piles")
    assert (pile["count"], pile["place"]) == (str(SPREAD_LIMIT + 1), "Goma")
    assert [datum["event_id"] for datum in layer(found, "events")] == ["3"]


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
    ("selection", "event_id", "place"),
    [
        ({"indices": {}, "objects": {"events-v1": [{"event_id": "a"}]}}, "a", None),
        ({"objects": {"piles": [{"place": "Goma"}]}}, None, "Goma"),
        ({"objects": {}}, None, None),
        ({}, None, None),
        (None, None, None),
        ({"objects": {"events": ["x", {"event_id": 5}]}}, None, None),
    ],
)
def test_picked(selection: object, event_id: str | None, place: str | None) -> None:
    assert (maps.picked(selection), maps.picked_place(selection)) == (event_id, place)


@pytest.mark.parametrize("name", ["style.json", "style-dark.json"])
def test_basemap_reaches_no_other_host_and_all_its_files_exist(name: str) -> None:
    text = (STATIC / name).read_text(encoding="utf-8")
    style = json.loads(text)
    assert "://" not in text
    assert "sprite" not in style
    addresses = [source["data"] for source in style["sources"].values()]
    assert all(address.startswith("/app/static/") for address in [*addresses, style["glyphs"]])
    assert all((STATIC / address.removeprefix("/app/static/")).is_file() for address in addresses)
    assert maps.DISCLAIMER in style["sources"]["land"]["attribution"]
    assert {each["source"] for each in style["layers"] if "source" in each} == set(style["sources"])


def test_basemap_stays_small() -> None:
    sizes = [path.stat().st_size for path in STATIC.rglob("*") if path.is_file()]
    assert max(sizes) < 1_500_000
    assert sum(sizes) < 6_000_000


def test_every_letter_of_a_label_has_its_glyphs() -> None:
    letters: set[str] = set()
    for name in ("names", "places", "places-near"):
        features = json.loads((STATIC / "basemap" / f"{name}.json").read_text(encoding="utf-8"))["features"]
        letters |= {letter for each in features for letter in each["properties"]["n"]}
    ranges = {f"{ord(letter) // 256 * 256}-{ord(letter) // 256 * 256 + 255}.pbf" for letter in letters}
    for stack in ("Basemap Regular", "Basemap Semibold"):
        assert ranges <= {path.name for path in (STATIC / "basemap" / "glyphs" / stack).iterdir()}


def test_disputed_borders_are_dashed() -> None:
    borders = json.loads((STATIC / "basemap" / "borders.json").read_text(encoding="utf-8"))["features"]
    dashed = [each["geometry"]["coordinates"] for each in borders if each["properties"]["d"]]

    def near(longitude: float, latitude: float) -> bool:
        return any(math.dist(point, (longitude, latitude)) < 0.3 for line in dashed for point in line)

    assert near(34.0, 46.1), "Crimea"
    assert near(35.63, 33.0), "Golan"
    assert near(-8.67, 27.67), "Western Sahara"
    assert near(27.83, 10.17), "Abyei"
    assert near(74.0, 34.7), "Kashmir"
    assert not near(24.0, 50.6), "Poland and Ukraine"
