"""Outlines of regions: closed, on the globe, round the area's own towns, and drawn in place of a circle."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import pandas
import pytest

from dashboard import areas, maps, marks, regions
from loaders.gazetteer import default
from tests.dashboard.map_specs import layer


@pytest.mark.parametrize(
    ("country", "name", "town"),
    [
        ("UA", "Donetsk Oblast", (37.80, 48.02)),
        ("UA", "Crimea", (34.10, 44.95)),
        ("UA", "Kyiv Oblast", (30.12, 49.80)),
        ("SD", "Gezira State", (33.52, 14.40)),
        ("SY", "Aleppo Governorate", (37.16, 36.20)),
        ("MM", "Rakhine State", (92.90, 20.15)),
        ("IQ", "Nineveh Governorate", (43.13, 36.33)),
        ("CD", "North Kivu", (29.22, -1.67)),
    ],
)
def test_an_outline_goes_round_its_towns(country: str, name: str, town: tuple[float, float]) -> None:
    rings = regions.outline(country, name)
    assert rings, "the outline is known"
    assert any(inside(town, ring) for ring in rings)
    assert not any(inside((town[0] + 9, town[1]), ring) for ring in rings)


def inside(point: tuple[float, float], ring: list[list[float]]) -> bool:
    x, y = point
    crossed = 0
    for (a, b), (c, d) in pairwise(ring):
        if (b > y) != (d > y):
            crossed += x < a + (y - b) * (c - a) / (d - b)
    return crossed % 2 == 1


def test_every_outline_is_closed_and_on_the_globe() -> None:
    stored = regions._stored()
    assert sum(map(len, stored.values())) > 2_000
    for country, names in stored.items():
        for name in names:
            for ring in regions.outline(country, name):
                assert len(ring) > 3
                assert ring[0] == ring[-1]
                assert all(abs(x) <= 180 and abs(y) <= 90 for x, y in ring)


def test_outlines_are_known_by_the_gazetteer_s_names() -> None:
    """What a text calls a region is what the outline is kept under."""
    found = [each for each in default().candidates("Donetsk Oblast") if each.precision == "region"]
    assert found
    assert regions.outline(found[0].country or "", found[0].name)


def test_the_file_stays_small() -> None:
    assert regions._FILE.stat().st_size < 2_000_000


def event(**told: Any) -> dict[str, Any]:
    return {
        "event_id": told.get("place", "x"), "event_type": "strike", "status": "occurred", "latitude": 48.0, "longitude": 37.8,
        "place": "Donetsk Oblast", "admin1": "Donetsk Oblast", "country": "UA", "place_precision": "region",
        "radius_km": 120.0, **told,
    }  # fmt: skip


def test_a_region_is_drawn_by_its_outline_and_once() -> None:
    rows = pandas.DataFrame([event(event_id="a"), event(event_id="b"), event(event_id="c", place_precision="area")])
    spec = json.loads(maps.deck(rows, dark=False).to_json())
    assert len(layer(spec, "regions")) == len(regions.outline("UA", "Donetsk Oblast"))
    assert [circle["radius"] for circle in layer(spec, "areas")] == [120_000]


@pytest.mark.parametrize(
    "told",
    [
        {"place": "Donbas"},
        {"place_precision": "district"},
        {"place": "No such oblast", "admin1": "No such oblast"},
        {"country": None},
    ],
)
def test_any_other_vague_place_stays_a_circle(told: dict[str, Any]) -> None:
    drawn = areas.of(marks.read(pandas.DataFrame([event(**told)])), dark=False)
    assert (len(drawn.outlined), len(drawn.discs), len(drawn.wide)) == (0, 1, 0)


def test_what_is_beyond_the_most_outlined_stays_a_circle() -> None:
    names = [(country, name) for country, found in regions._stored().items() for name in found][
        : areas.MOST_OUTLINED + 5
    ]
    rows = [
        event(event_id=f"{country} {name}", place=name, admin1=name, country=country, latitude=index / 10)
        for index, (country, name) in enumerate(names)
    ]
    drawn = areas.of(marks.read(pandas.DataFrame(rows)), dark=False)
    assert len({id(piece["ring"]) for piece in drawn.outlined}) >= areas.MOST_OUTLINED
    assert len(drawn.discs) == 5
