"""A drawn area as text and back, and what lies in it: in memory, in SQL and by the plain rule."""

from __future__ import annotations

import math
from itertools import pairwise

import duckdb
import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.shapes import MOST_CORNERS, Corner, Shape, box_text, condition, inside, polygon_text, shape_of

# Whole and half degrees meet each other's edges often; the rest hardly ever.
LONGITUDES = st.integers(-360, 360).map(lambda n: n / 2) | st.floats(-180, 180)
LATITUDES = st.integers(-180, 180).map(lambda n: n / 2) | st.floats(-90, 90)
POINTS = st.lists(st.tuples(LONGITUDES, LATITUDES) | st.none(), min_size=1, max_size=12)
BOXES = st.builds(box_text, st.integers(-400, 400), st.integers(-99, 99), st.integers(-400, 400), st.integers(-99, 99))
POLYGONS = st.lists(st.tuples(st.integers(-400, 400), st.integers(-99, 99)), min_size=3, max_size=40).map(polygon_text)
SHAPES = st.one_of(BOXES, POLYGONS).filter(bool).map(lambda text: shape_of(text or ""))


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("36.9,48.1,38.4,48.9", (36.9, 48.1, 38.4, 48.9)),
        ("-17.5,-35,60,37.25", (-17.5, -35, 60, 37.25)),
        ("170,-20,-170,5", (170, -20, 190, 5)),
        ("170,-20,190,5", (170, -20, 190, 5)),
        ("180,0,181,1", (-180, 0, -179, 1)),
        ("-180,-90,180,90", (-180, -90, 180, 90)),
        ("30,10,40,10,35,20", (30, 10, 40, 20)),
        ("190,10,200,10,195,20", (-170, 10, -160, 20)),
    ],
)
def test_bounds_of_a_text(text: str, bounds: tuple[float, float, float, float]) -> None:
    shape = shape_of(text)
    assert shape is not None
    assert (shape.west, shape.south, shape.east, shape.north) == bounds


@pytest.mark.parametrize(
    "text",
    [
        "", "1,2,3", "1,2,3,4,5", "1,2,3,nan", "1,2,3,inf", "1,2,3,1e1", "1,2,3,٤", "1,2,3, 4", "1,2,3,4\n", "a,b,c,d",
        "1,4,3,2", "1,2,3,2", "1,2,1,3", "1,-91,3,4", "541,0,542,1", "-181,0,1,1", "1,2,3,4.1234567", "0,0,1,1,2,2,", "0,0,1,0,2,0",
        "0,0,400,1,1,2", ",".join(["1,2"] * (MOST_CORNERS + 1)), "1," * 100_000,
    ],
)  # fmt: skip
def test_what_stands_for_no_area(text: str) -> None:
    assert shape_of(text) is None


@given(st.text(alphabet="0123456789.,-", max_size=60))
def test_no_text_breaks_it_and_what_is_an_area_is_on_the_globe(text: str) -> None:
    shape = shape_of(text)
    if shape is not None:
        assert -180 <= shape.west < 180
        assert shape.west < shape.east <= shape.west + 360
        assert -90 <= shape.south < shape.north <= 90


@given(SHAPES, POINTS)
def test_sql_memory_and_the_plain_rule_agree(shape: Shape, points: list[Corner | None]) -> None:
    longitude, latitude = (
        numpy.array([math.nan if point is None else point[axis] for point in points]) for axis in (0, 1)
    )
    sql, values = condition(shape)
    told = [list(range(len(points))), *([point and point[axis] for point in points] for axis in (0, 1))]
    found = duckdb.execute(
        "SELECT number FROM (SELECT unnest(CAST(? AS INTEGER[])) AS number, unnest(CAST(? AS DOUBLE[])) AS longitude,"
        f" unnest(CAST(? AS DOUBLE[])) AS latitude) WHERE {sql} ORDER BY 1",
        [*told, *values],
    ).fetchall()
    expected = [number for number, point in enumerate(points) if point is not None and holds(shape, *point)]
    assert [number for (number,) in found] == expected
    assert numpy.flatnonzero(inside(shape, longitude, latitude)).tolist() == expected


def holds(shape: Shape, longitude: float, latitude: float) -> bool:
    """What a shape means, a point at a time."""
    turns = [x for x in (longitude - 360, longitude, longitude + 360) if shape.west <= x < shape.west + 360]
    x = turns[-1] if longitude >= shape.west else turns[0]
    if not (shape.south <= latitude <= shape.north and x <= shape.east):
        return False
    if not shape.corners:
        return True
    crossed = 0
    for (a, b), (c, d) in pairwise([*shape.corners, shape.corners[0]]):
        if (b > latitude) != (d > latitude):
            crossed += x < (c - a) * (latitude - b) / (d - b) + a
    return crossed % 2 == 1


@pytest.mark.parametrize(
    ("text", "within", "without"),
    [
        ("170,-20,-170,5", [(175, 0), (-175, 0), (180, 0), (-180, 0)], [(0, 0), (165, 0), (-165, 0)]),
        ("170,0,190,0,180,20", [(179.9, 5), (-179.9, 5)], [(170.5, 19), (-170.5, 19), (0, 5)]),
        ("-180,-90,180,90", [(180, 90), (-180, -90), (12, 3)], []),
        ("36.9,48.1,38.4,48.9", [(36.9, 48.1), (38.4, 48.9), (38, 48.6)], [(36.89, 48.5), (38, 48.91)]),
        # An L: its bounds hold the corner that is cut out, the polygon does not.
        ("0,0,10,0,10,2,2,2,2,10,0,10", [(1, 9), (9, 1), (1, 1)], [(5, 5), (9, 9)]),
    ],
)
def test_what_lies_in_it(text: str, within: list[Corner], without: list[Corner]) -> None:
    shape = shape_of(text)
    assert shape is not None
    points = numpy.array([*within, *without], float)
    assert inside(shape, points[:, 0], points[:, 1]).tolist() == [True] * len(within) + [False] * len(without)


@given(st.floats(), st.floats(), st.floats(), st.floats())
def test_any_bounds_give_an_area_or_none(west: float, south: float, east: float, north: float) -> None:
    text = box_text(west, south, east, north)
    assert text is None or shape_of(text) is not None


@given(st.lists(st.tuples(st.floats(), st.floats()), max_size=60))
def test_any_line_gives_an_area_or_none(drawn: list[Corner]) -> None:
    text = polygon_text(drawn)
    assert text is None or shape_of(text) is not None


def test_a_drawn_circle_keeps_its_form_with_few_corners() -> None:
    circle = [(37 + math.cos(step / 500), 48 + math.sin(step / 500)) for step in range(3142)]
    text = polygon_text(circle)
    assert text is not None
    assert len(text) < 400
    shape = shape_of(text)
    assert shape is not None
    assert 12 <= len(shape.corners) <= MOST_CORNERS
    assert all(0.95 < math.dist(corner, (37, 48)) < 1.05 for corner in shape.corners)
    doubled = [*shape.corners, shape.corners[0]]
    area = sum(a * d - c * b for (a, b), (c, d) in pairwise(doubled)) / 2
    assert area == pytest.approx(math.pi, rel=0.06)
