"""Land, lakes and borders behind a brief's map, from the files of the offline basemap, as paths of an SVG."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).resolve().parents[2] / "dashboard" / "static" / "basemap"
# A corner of the land that is cut off has to lie where no pen draws it.
_BEYOND = 20.0

Point = tuple[float, float]
Project = Callable[[float, float], Point]
"""Longitude and latitude → x and y."""


@dataclass(frozen=True, slots=True)
class Background:
    """The `d` of the paths: the areas of land and of its lakes, borders, and those that are disputed; each may be empty."""

    land: str
    lakes: str
    borders: str
    disputed: str


@dataclass(frozen=True, slots=True)
class Window:
    """The part of the globe that is drawn, in degrees, and its size in units of the drawing."""

    west: float
    south: float
    east: float
    north: float
    width: float
    height: float

    def meets(self, line: Sequence[Point]) -> bool:
        return (
            min(x for x, _ in line) <= self.east
            and max(x for x, _ in line) >= self.west
            and min(y for _, y in line) <= self.north
            and max(y for _, y in line) >= self.south
        )


def background(window: Window, project: Project) -> Background:
    """What lies in the window. Without the basemap's files all is empty."""
    lines = [
        (_path([project(*point) for point in piece]), disputed)
        for line, disputed in _lines("borders")
        if window.meets(line)
        for piece in _pieces(line, window)
    ]
    return Background(
        _areas("land", window, project),
        _areas("lakes", window, project),
        "".join(path for path, disputed in lines if not disputed),
        "".join(path for path, disputed in lines if disputed),
    )


def _areas(name: str, window: Window, project: Project) -> str:
    return "".join(
        f"{path}Z"
        for ring, _ in _lines(name)
        if window.meets(ring) and (path := _path(_cut([project(*point) for point in ring], window)))
    )


@cache
def _lines(name: str) -> tuple[tuple[tuple[Point, ...], bool], ...]:
    """Every outer ring or line of a file, and whether it is drawn dashed."""
    try:
        features = json.loads((_FOLDER / f"{name}.json").read_text(encoding="utf-8"))["features"]
    except OSError:
        return ()
    return tuple(
        (tuple((x, y) for x, y in line), bool(feature["properties"].get("d")))
        for feature in features
        for line in _parts(feature["geometry"])
    )


def _parts(geometry: dict[str, list[list[list[float]]]]) -> Iterator[list[list[float]]]:
    kind, coordinates = str(geometry["type"]), geometry["coordinates"]
    if kind == "LineString":
        yield coordinates  # type: ignore[misc]
    else:
        yield from coordinates


def _cut(ring: Sequence[Point], window: Window) -> list[Point]:
    """A ring cut off a little beyond the drawing's edges (Sutherland and Hodgman)."""
    found = list(ring)
    edges = ((0, -_BEYOND, 1), (0, window.width + _BEYOND, -1), (1, -_BEYOND, 1), (1, window.height + _BEYOND, -1))
    for axis, edge, sign in edges:
        before, found = found, []
        for index, point in enumerate(before):
            last = before[index - 1]
            inside, was_inside = ((p[axis] - edge) * sign >= 0 for p in (point, last))
            if inside is not was_inside:
                share = (edge - last[axis]) / (point[axis] - last[axis])
                found.append((last[0] + share * (point[0] - last[0]), last[1] + share * (point[1] - last[1])))
            if inside:
                found.append(point)
    return found


def _pieces(line: Sequence[Point], window: Window) -> Iterator[list[Point]]:
    """The stretches of a line that may be seen."""
    piece: list[Point] = []
    for index in range(1, len(line)):
        if window.meets(line[index - 1 : index + 1]):
            piece = piece or [line[index - 1]]
            piece.append(line[index])
        elif piece:
            yield piece
            piece = []
    if piece:
        yield piece


def _path(points: Sequence[Point]) -> str:
    """`M10 20L11 22…` in whole units: points that fall together are one. Empty where nothing is left to draw."""
    whole = [(round(x), round(y)) for x, y in points]
    kept = [point for index, point in enumerate(whole) if not index or point != whole[index - 1]]
    return "M" + "L".join(f"{x} {y}" for x, y in kept) if len(kept) > 1 else ""
