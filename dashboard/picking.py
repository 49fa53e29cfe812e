"""The map on which an area is drawn: the events as dots over the offline basemap, in plain degrees; pure.

Plotly's own maps tell Streamlit which dots lie in a box or lasso, but not the box itself. So the map is a plain chart of
longitude and latitude, and what is drawn on it is exactly the area that is filtered by.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import h3
import plotly.graph_objects as go

from dashboard import drawn, maps, palette, traces
from dashboard.hexagons import Cell
from dashboard.marks import Mark
from dashboard.placing import Viewport
from loaders import Window, background, box_text, polygon_text, shape_of

_TILE = 512
_AROUND = 2.2
"""The basemap is drawn for so many times the width and height of the first view: what one may pan and zoom out to."""
_UNITS, _WIDE_UNITS, _WIDE_ZOOM = 2200.0, 900.0, 4.0
"""Width of the basemap's drawing, in its own units; half of that up to a zoom that shows half a continent."""
_MOST_DOTS, _MOST_TOWNS = 1_500, 40
_TOWN_ROOM = (0.11, 0.05)
"""Share of the view's width and height that the name of a town takes."""
_DOT = (7, 20)
_BORDERS = {False: "#A79F92", True: "#59636F"}
_COASTS = {False: "#C3CDD1", True: "#2B3540"}


@dataclass(frozen=True, slots=True)
class Dot:
    """Events at one spot: how many by type, and what the spot is called."""

    longitude: float
    latitude: float
    kinds: Counter[str]
    name: str


def of_marks(marks: Iterable[Mark]) -> list[Dot]:
    """One dot a position, where the store has the event; the other readings of a doubtful place are not drawn here."""
    found: dict[tuple[float, float], Dot] = {}
    for mark in marks:
        if mark.longitude is not None and mark.latitude is not None:
            spot = mark.longitude, mark.latitude
            found.setdefault(spot, Dot(*spot, Counter(), mark.place)).kinds[mark.event_type] += 1
    return list(found.values())


def of_cells(cells: Iterable[Cell]) -> list[Dot]:
    """One dot in the middle of each hexagon."""
    return [
        Dot(longitude, latitude, cell.kinds, "in a hexagon round this spot")
        for cell in cells
        for latitude, longitude in [h3.cell_to_latlng(cell.name)]
    ]


def figure(
    dots: Sequence[Dot], view: Viewport, size: tuple[int, int], shapes: Sequence[str], *, dark: bool
) -> go.Figure:
    """The chart at the map's first view. Dragging draws a box; `picked` reads what was drawn. `shapes` are shown as they are."""
    theme = palette.theme(dark)
    west, south, east, north, stretch = _window(view, size)
    most = sorted(dots, key=lambda dot: -dot.kinds.total())[:_MOST_DOTS]
    made = go.Figure()
    for text in shapes:
        if (shape := shape_of(text)) is not None:
            line = drawn.closed(shape)
            made.add_scatter(
                x=[x for x, _ in line], y=[y for _, y in line], mode="lines", hoverinfo="skip",
                line={"color": theme.ink, "width": 1.5, "dash": "dash"},
            )  # fmt: skip
    _add_towns(made, (west, south, east, north), theme.muted)
    largest = max((dot.kinds.total() for dot in most), default=1)
    made.add_scatter(
        x=[dot.longitude for dot in most],
        y=[dot.latitude for dot in most],
        mode="markers",
        marker={
            "color": [_colour(dot, dark) for dot in most],
            "size": [_DOT[0] + (_DOT[1] - _DOT[0]) * math.log1p(dot.kinds.total() - 1) / math.log(largest + 1) for dot in most],
            "line": {"color": theme.card, "width": 1},
            "opacity": 0.9,
        },
        customdata=[[f"{dot.kinds.total():,}", traces.escaped(dot.name, 60)] for dot in most],
        hovertemplate="%{customdata[1]}: %{customdata[0]}<extra></extra>",
    )  # fmt: skip
    made.update_layout(
        template=None,
        height=size[1],
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        paper_bgcolor=theme.sea,
        plot_bgcolor=theme.sea,
        font={"family": palette.FONT, "size": 12, "color": theme.muted},
        showlegend=False,
        hovermode="closest",
        dragmode="select",
        newselection={"line": {"color": theme.ink, "width": 1.5, "dash": "solid"}},
        activeselection={"fillcolor": palette.rgba(theme.ink, 0.08)},
        hoverlabel={"bgcolor": theme.card, "bordercolor": theme.line, "font": {"color": theme.ink, "size": 13}},
        modebar={"bgcolor": palette.rgba(theme.card, 0.9), "color": theme.muted, "activecolor": theme.ink},
        xaxis={"range": [west, east], "visible": False},
        yaxis={"range": [south, north], "visible": False, "scaleanchor": "x", "scaleratio": stretch},
        images=[_basemap(west, south, east, north, _WIDE_UNITS if view.zoom < _WIDE_ZOOM else _UNITS, dark)],
    )
    made.add_annotation(
        text=f"{maps.ATTRIBUTION} · {maps.DISCLAIMER}", xref="paper", yref="paper", x=1, y=0, xanchor="right",
        yanchor="bottom", showarrow=False, font={"size": 11, "color": theme.ink}, borderpad=3,
        bgcolor=palette.rgba(theme.card, 0.85),
    )  # fmt: skip
    return made


def bounds(view: Viewport, size: tuple[int, int]) -> tuple[float, float, float, float]:
    """West, south, east and north of the view in whole tenths of a degree, as a start for typing them."""
    west, south, east, north, _ = _window(view, size)
    return (
        max(round(west, 1), -180.0),
        max(round(south, 1), -90.0),
        min(round(east, 1), 180.0),
        min(round(north, 1), 90.0),
    )


def picked(selection: Any) -> str | None:
    """The area that was drawn, from Streamlit's `event.selection`: a box or a lasso; None where there is none."""
    if not hasattr(selection, "get"):
        return None
    for box in selection.get("box") or []:
        across, up = (_numbers(box.get(axis)) for axis in ("x", "y"))
        if len(across) == len(up) == 2:
            return box_text(min(across), min(up), max(across), max(up))
    for lasso in selection.get("lasso") or []:
        across, up = (_numbers(lasso.get(axis)) for axis in ("x", "y"))
        if len(across) == len(up):
            return polygon_text(list(zip(across, up, strict=True)))
    return None


def _numbers(values: Any) -> list[float]:
    return [float(value) for value in values or [] if isinstance(value, int | float)]


def _window(view: Viewport, size: tuple[int, int]) -> tuple[float, float, float, float, float]:
    """West, south, east, north, and how much longer a degree of latitude is on the chart than one of longitude."""
    stretch = 1 / math.cos(math.radians(min(abs(view.latitude), 70.0)))
    degree = 360 / (_TILE * 2**view.zoom)
    across, up = size[0] / 2 * degree, size[1] / 2 * degree / stretch
    return view.longitude - across, view.latitude - up, view.longitude + across, view.latitude + up, stretch


def _colour(dot: Dot, dark: bool) -> str:
    families = Counter[palette.Family]()
    for kind, number in dot.kinds.items():
        families[palette.event_style(kind).family] += number
    return palette.family_colour(families.most_common(1)[0][0], dark)


def _add_towns(made: go.Figure, view: tuple[float, float, float, float], ink: str) -> None:
    """Names of the best known towns of the first view, where there is room."""
    west, south, east, north = view
    across, up = ((b - a) * share for (a, b), share in zip(((west, east), (south, north)), _TOWN_ROOM, strict=True))
    kept: list[tuple[str, float, float]] = []
    for name, x, y in drawn.towns_in(west, south, east, north, 400):
        if all(abs(x - a) > across or abs(y - b) > up for _, a, b in kept):
            kept.append((name, x, y))
        if len(kept) == _MOST_TOWNS:
            break
    made.add_scatter(
        x=[x for _, x, _ in kept], y=[y for _, _, y in kept], text=[traces.escaped(name, 40) for name, _, _ in kept],
        mode="text", textposition="bottom center", textfont={"size": 11, "color": ink}, hoverinfo="skip",
    )  # fmt: skip


def _basemap(west: float, south: float, east: float, north: float, units: float, dark: bool) -> dict[str, Any]:
    """Land, lakes and borders as a picture under the chart, wider than the view."""
    theme, reach = palette.theme(dark), (_AROUND - 1) / 2
    across, up = (east - west) * reach, (north - south) * reach
    left, right = west - across, east + across
    bottom, top = max(south - up, -89.0), min(north + up, 89.0)
    scale = units / (right - left)
    height = (top - bottom) * scale
    land = background(
        Window(left, bottom, right, top, units, height), lambda x, y: ((x - left) * scale, (top - y) * scale)
    )
    coast, border = (f'stroke="{colours[dark]}" stroke-width="{units / 1300:.1f}" ' for colours in (_COASTS, _BORDERS))
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{units:.0f}" height="{height:.0f}"'
        f' viewBox="0 0 {units:.0f} {height:.0f}" preserveAspectRatio="none">'
        f'<path d="{land.land}" fill="{theme.land}" {coast}/><path d="{land.lakes}" fill="{theme.sea}" {coast}/>'
        f'<path d="{land.borders}" fill="none" {border}/>'
        f'<path d="{land.disputed}" fill="none" {border}stroke-dasharray="6 5"/></svg>'
    )
    return {
        "source": "data:image/svg+xml," + quote(svg.replace('"', "'"), safe=" =:/'(),-"),
        "xref": "x", "yref": "y", "x": left, "y": top, "sizex": right - left, "sizey": top - bottom,
        "sizing": "stretch", "layer": "below",
    }  # fmt: skip
