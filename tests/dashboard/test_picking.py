"""Areas drawn on the map: what is drawn becomes a filter, which says in words what it is."""

from __future__ import annotations

import json
import re
from collections import Counter
from itertools import pairwise
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

import h3
import pandas
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import drawn, marks, picking, queries
from dashboard.hexagons import Cell
from dashboard.placing import Viewport
from loaders import Snapshot, shape_of

VIEW, SIZE = Viewport(48.5, 37.5, 6.0), (640, 440)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("36,47.5,39,49.5", "about 220 × 220 km around Kostyantynivka"),
        ("-17,14,-16,15,-17,15.5", "an outline, about 110 × 170 km around Khombole"),
        ("170,-20,-170,5", "a box from 170.0° E to 170.0° W, 20.0° S to 5.0° N"),
        ("-120,-50,-119.9,-49.9", "about 7.2 × 11 km around 50.0° S 120.0° W"),
        ("179.5,-17,180.5,-16", "about 110 × 110 km near Labasa"),
        ("<b>", "<b>"),
    ],
)
def test_an_area_in_words(text: str, words: str) -> None:
    assert drawn.label(text) == words


@given(
    st.tuples(
        *[st.integers(-1800, 1800).map(lambda n: n / 10)] * 2, *[st.integers(-900, 900).map(lambda n: n / 10)] * 2
    )
)
def test_every_box_has_words(bounds: tuple[float, float, float, float]) -> None:
    west, east, south, north = bounds
    text = f"{west},{south},{east},{north}"
    if shape_of(text) is not None:
        assert drawn.label(text).startswith(("a box ", "about "))


def test_an_outline_is_closed_and_has_a_point_at_each_degree() -> None:
    (datum,) = drawn.paths(["30,40,31,50", "no area"], dark=False)
    line = datum["path"]
    assert line[0] == line[-1]
    assert all(abs(a[1] - b[1]) <= 1 for a, b in pairwise(line))


def test_the_map_looks_at_the_area_itself() -> None:
    view = drawn.view(["36,47,38,49"], SIZE)
    assert view is not None
    assert (view.longitude, round(view.latitude)) == (37, 48)
    assert view.zoom > 6
    assert drawn.view([], SIZE) is drawn.view(["no area"], SIZE) is None


@pytest.mark.parametrize(
    ("selection", "text"),
    [
        ({"box": [{"x": [38.4, 36.9], "y": [48.1, 48.9]}], "lasso": []}, "36.9,48.1,38.4,48.9"),
        ({"box": [], "lasso": [{"x": [30, 40, 35], "y": [10, 10, 20]}]}, "30,10,40,10,35,20"),
        ({"box": [{"x": [170, 190], "y": [-20, 5]}]}, "170,-20,190,5"),
        ({"box": [{"x": [36.9], "y": [48.1, 48.9]}]}, None),
        ({"box": [{"x": [36.9, 36.9], "y": [48.1, 48.9]}]}, None),
        ({"box": [{"x": ["a", None], "y": [48.1, 48.9]}]}, None),
        ({"lasso": [{"x": [30, 40, 35], "y": [10, 10]}]}, None),
        ({"box": [], "lasso": []}, None),
        (None, None),
    ],
)
def test_what_was_drawn(selection: Any, text: str | None) -> None:
    assert picking.picked(selection) == text


def test_the_chart_shows_every_place_at_its_degrees(snapshot: Snapshot) -> None:
    rows = queries.rows(snapshot.cursor(), queries.Filter())
    dots = picking.of_marks(marks.read(rows))
    assert sum(dot.kinds.total() for dot in dots) == int(rows["latitude"].notna().sum())
    drawn_figure = picking.figure(dots, VIEW, SIZE, (), dark=False)
    points = drawn_figure.data[-1]
    assert set(zip(points.x, points.y, strict=True)) == {
        (x, y) for x, y in zip(rows["longitude"], rows["latitude"], strict=True) if not pandas.isna(x)
    }
    assert drawn_figure.layout.dragmode == "select"
    west, south, east, north = picking.bounds(VIEW, SIZE)
    assert west < VIEW.longitude < east
    assert south < VIEW.latitude < north


def test_hexagons_stand_for_many_events() -> None:
    name = h3.latlng_to_cell(48.0, 37.0, 4)
    (dot,) = picking.of_cells([Cell(name, Counter(battle=3, strike=4))])
    assert (dot.latitude, dot.longitude) == h3.cell_to_latlng(name)
    assert dot.kinds.total() == 7


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("view", [VIEW, Viewport(0, 179, 3), Viewport(84, 0, 9), Viewport(26, 32, 0.8)])
def test_the_basemap_is_a_picture_of_the_page_itself(view: Viewport, dark: bool) -> None:
    made = picking.figure([], view, SIZE, ("36,47,39,49",), dark=dark)
    (image,) = made.layout.images
    kind, data = image.source.split(",", 1)
    assert kind == "data:image/svg+xml"
    svg = unquote(data)
    assert ElementTree.fromstring(svg).tag.endswith("svg")
    assert "://" not in svg.replace("http://www.w3.org/2000/svg", "")
    assert len(made.to_json()) < 350_000


def test_names_of_places_are_text_in_the_chart() -> None:
    rows = pandas.DataFrame(
        {
            "event_id": ["a"],
            "event_type": ["battle"],
            "latitude": [48.0],
            "longitude": [37.0],
            "place": ["<b onclick=x>"],
        }
    )
    told = json.loads(picking.figure(picking.of_marks(marks.read(rows)), VIEW, SIZE, (), dark=False).to_json())
    assert not re.search("<b ", json.dumps(told["data"]))
