"""Counts of events in H3 cells → a pydeck map, for more events than can be drawn one by one; pure."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import h3
import pydeck as pdk

from dashboard import drawn, layers, maps, palette, placing
from dashboard.layers import Datum
from dashboard.passages import visible
from dashboard.placing import Viewport

_MOST_NUMBERS, _KINDS = 250, 3
_FAINTEST, _STRONGEST = 50, 215
_SHARE_IN_VIEW = 0.97
_LINE = 140


@dataclass(frozen=True, slots=True)
class Cell:
    """One hexagon by its H3 name, and its events by type."""

    name: str
    kinds: Counter[str]

    @property
    def total(self) -> int:
        return self.kinds.total()


@dataclass(frozen=True, slots=True)
class Area:
    """A place too wide for a cell: its name, where, how wide in km, and its number of events."""

    name: str
    latitude: float
    longitude: float
    radius_km: float
    events: int


@dataclass(frozen=True, slots=True)
class Cells:
    """All that a map of many events draws. `left_out`: located events that no cell may claim, for doubt where they lie."""

    resolution: int
    cells: tuple[Cell, ...]
    areas: tuple[Area, ...]
    left_out: int


def edge_km(resolution: int) -> float:
    """The mean length of a hexagon's side."""
    return float(h3.average_hexagon_edge_length(resolution, unit="km"))


def first_view(found: Cells, size: tuple[int, int]) -> Viewport:
    """Where the map looks at first: at nearly all events; `outside` are those beyond the edge."""
    centres = [(_centre(cell.name), cell.total) for cell in found.cells]
    if not centres:
        return placing.fit([], [(area.longitude, area.latitude) for area in found.areas], size)
    wanted = _SHARE_IN_VIEW * sum(total for _, total in centres)
    shown: list[tuple[float, float]] = []
    for position, total in sorted(centres, key=lambda pair: -pair[1]):
        if wanted <= 0:
            break
        shown.append(position)
        wanted -= total
    view = placing.fit([], shown, size)
    x, y = placing.pixel((view.longitude, view.latitude), view.zoom)
    outside = 0
    for position, total in centres:
        across, down = placing.pixel(position, view.zoom)
        outside += total * (abs(across - x) > size[0] / 2 or abs(down - y) > size[1] / 2)
    return Viewport(view.latitude, view.longitude, view.zoom, outside)


def deck(
    found: Cells,
    *,
    dark: bool,
    viewport: Viewport,
    version: str = "",
    shapes: Sequence[str] = (),
    style: str | None = None,
) -> maps.Deck:
    """Hexagons, the stronger the more events; a click gives a cell's `area`. Wide places are dashed circles with a count."""
    theme = palette.theme(dark)
    most = max((cell.total for cell in found.cells), default=1)
    data = [_datum(cell, most, dark) for cell in found.cells]
    largest = sorted(data, key=lambda datum: -datum["total"])[:_MOST_NUMBERS]
    ink = [*palette.channels(theme.muted), _LINE]
    wide = [_wide(area) for area in found.areas]
    outlines = [
        {"path": placing.circle((area.longitude, area.latitude), area.radius_km), "line": ink} for area in found.areas
    ]
    suffix = f"-{version}" if version else ""
    return maps.Deck(
        layers=[
            pdk.Layer(
                "H3HexagonLayer",
                data,
                id=f"cells{suffix}",
                get_hexagon="area",
                get_fill_color="fill",
                extruded=False,
                stroked=True,
                get_line_color=[*palette.channels(theme.paper), 200],
                line_width_units=pdk.types.String("pixels"),
                get_line_width=1,
                high_precision=pdk.types.String("auto"),
                pickable=True,
            ),
            layers.dashes(outlines, f"wide-areas{suffix}", width=1),
            layers.dashes(drawn.paths(shapes, dark), f"shapes{suffix}", width=1.5),
            layers.numbers(largest, f"cell-numbers{suffix}", dark),
            layers.numbers(wide, f"wide-numbers{suffix}", dark),
        ],
        map_style=style or (maps.STYLE_DARK if dark else maps.STYLE_LIGHT),
        initial_view_state=pdk.ViewState(
            latitude=viewport.latitude, longitude=viewport.longitude, zoom=viewport.zoom, max_zoom=14
        ),
        tooltip={**layers.tooltip(dark), "html": "<div><b>{label}</b></div><div>{text}</div><div>{where}</div>"},
    )


def picked(selection: Any) -> str | None:
    """The cell that a click chose, from Streamlit's `event.selection`; None for anything else."""
    area = maps.picked_value(selection, "area")
    return area if isinstance(area, str) else None


def label(name: str) -> str:
    """A cell in words, for a chip: about where it is and how wide."""
    latitude, longitude = h3.cell_to_latlng(name)
    across = 2 * edge_km(h3.get_resolution(name))
    north = f"{abs(latitude):.1f}° {'N' if latitude >= 0 else 'S'}"
    east = f"{abs(longitude):.1f}° {'E' if longitude >= 0 else 'W'}"
    return f"{north} {east}, {across:,.0f} km across"


def _centre(name: str) -> tuple[float, float]:
    latitude, longitude = h3.cell_to_latlng(name)
    return longitude, latitude


def _datum(cell: Cell, most: int, dark: bool) -> Datum:
    families = Counter[palette.Family]()
    for kind, number in cell.kinds.items():
        families[palette.event_style(kind).family] += number
    share = math.log1p(cell.total) / math.log1p(most)
    ink = palette.channels(palette.family_colour(families.most_common(1)[0][0], dark))
    kinds = cell.kinds.most_common(_KINDS)
    rest = cell.total - sum(number for _, number in kinds)
    said = [f"{palette.event_style(kind).label.lower()} {number:,}" for kind, number in kinds]
    longitude, latitude = _centre(cell.name)
    return {
        "area": cell.name,
        "total": cell.total,
        "fill": [*ink, round(_FAINTEST + (_STRONGEST - _FAINTEST) * share)],
        "position": [round(longitude, 3), round(latitude, 3)],
        "offset": [0, 0],
        "count": _short(cell.total),
        "label": "1 event" if cell.total == 1 else f"{cell.total:,} events",
        "text": ", ".join(said) + (f", others {rest:,}" if rest else ""),
        "where": "Click to look closer",
    }


def _wide(area: Area) -> Datum:
    return {
        "position": [round(area.longitude, 3), round(area.latitude, 3)],
        "offset": [0, 0],
        "count": f"{visible(area.name)}: {_short(area.events)}",
    }


def _short(number: int) -> str:
    if number < 1_000:
        return str(number)
    return f"{number / 1_000:.1f}k" if number < 10_000 else f"{number // 1_000:,}k"
