"""The basemap reaches no other host, is whole at the 180th meridian, and draws what is disputed as disputed."""

from __future__ import annotations

import json
import math
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from dashboard import maps

STATIC = Path(maps.__file__).parent / "static"


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


@pytest.mark.parametrize("name", ["Bakhmut", "Yenakiyeve", "Horlivka", "Omdurman"])
def test_a_city_beside_a_city_has_its_name(name: str) -> None:
    """Seen from afar there is room for one of them; from near for both."""
    named = {
        each["properties"]["n"]: each["properties"] for kind in ("places", "places-near") for each in features(kind)
    }
    assert name in named
    for style in ("style.json", "style-dark.json"):
        layers = json.loads((STATIC / style).read_text(encoding="utf-8"))["layers"]
        near = next(layer for layer in layers if layer["id"] == "places-near")
        assert near["filter"][1] == ["coalesce", ["get", "z"], 8]


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


def features(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((STATIC / "basemap" / f"{name}.json").read_text(encoding="utf-8"))[
        "features"
    ]
    return found


def lines(feature: dict[str, Any]) -> list[list[list[float]]]:
    coordinates: list[Any] = feature["geometry"]["coordinates"]
    return coordinates if feature["geometry"]["type"] == "Polygon" else [coordinates]


@pytest.mark.parametrize("name", ["land", "lakes", "borders", "rivers"])
def test_nothing_jumps_over_the_180th_meridian(name: str) -> None:
    jumps = [
        (start, end)
        for feature in features(name)
        for line in lines(feature)
        for start, end in pairwise(line)
        if abs(start[0] - end[0]) > 90 and start[1] != -90
    ]
    assert jumps == []


@pytest.mark.parametrize("name", ["land", "lakes", "borders", "rivers"])
def test_nothing_lies_off_the_globe(name: str) -> None:
    points = [point for feature in features(name) for line in lines(feature) for point in line]
    assert all(abs(longitude) <= 180 and abs(latitude) <= 90 for longitude, latitude in points)


@pytest.mark.parametrize(
    ("longitude", "latitude", "land"),
    [
        (178.0, 67.0, True),
        (-178.0, 67.0, True),
        (-179.0, 71.2, True),
        (179.2, -16.6, True),
        (178.0, -17.8, True),
        (0.0, -80.0, True),
        (-120.0, -80.0, True),
        (179.9, -86.0, True),
        (-179.9, -86.0, True),
        (-30.0, 66.0, False),
        (-45.0, 67.0, True),
        (0.0, -17.0, False),
        (-100.0, -16.8, False),
        (100.0, -17.0, False),
        (170.0, 72.0, False),
        (-170.0, 71.0, False),
        (-30.0, 57.0, False),
    ],
)
def test_land_and_sea_near_the_180th_meridian_and_the_poles(longitude: float, latitude: float, land: bool) -> None:
    held = [
        feature
        for feature in features("land")
        if feature["geometry"]["type"] == "Polygon" and inside(longitude, latitude, lines(feature)[0])
    ]
    assert bool(held) is land


def inside(x: float, y: float, ring: list[list[float]]) -> bool:
    crossings = 0
    for (a, b), (c, d) in pairwise(ring):
        if (b > y) != (d > y) and x < a + (y - b) * (c - a) / (d - b):
            crossings += 1
    return crossings % 2 == 1


def test_cuts_at_the_180th_meridian_are_covered_by_seams() -> None:
    seams = [lines(feature)[0] for feature in features("land") if feature["geometry"]["type"] == "LineString"]
    assert all(abs(longitude) == 180 for seam in seams for longitude, _ in seam)
    for style in ("style.json", "style-dark.json"):
        layers = json.loads((STATIC / style).read_text(encoding="utf-8"))["layers"]
        paint = {layer["id"]: layer["paint"] for layer in layers}
        assert paint["seams"]["line-color"] == paint["land"]["fill-color"]
    cuts = {
        (start[0], *sorted((start[1], end[1])))
        for feature in features("land")
        if feature["geometry"]["type"] == "Polygon"
        for start, end in pairwise(lines(feature)[0])
        if abs(start[0]) == 180 and start[0] == end[0]
    }
    covered = {(seam[0][0], *sorted((seam[0][1], seam[1][1]))) for seam in seams}
    assert {cut for cut in cuts if cut[2] - cut[1] > 0.1} <= covered
