"""Events → a pydeck map over the offline basemap; pure.

A settlement is a glyph, a vaguer place a circle of its radius; rival readings of one place are hollow glyphs in dashed
rings joined by a dashed line; more events at one spot than can be spread round it are a disc with their number.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import pydeck as pdk
from pydeck.bindings.json_tools import default_serialize

from dashboard import glyphs, layers, marks, palette, placing
from dashboard.layers import Datum
from dashboard.marks import Mark
from dashboard.palette import Fill
from dashboard.placing import Position, Viewport

STYLE_LIGHT = "/app/static/style.json"
STYLE_DARK = "/app/static/style-dark.json"
ATTRIBUTION = "Natural Earth · GSHHG · GeoNames CC BY 4.0"
DISCLAIMER = "Borders imply no judgement"
DEFAULT_SIZE = (900, 560)
SPREAD_LIMIT = 19
"""Events at one spot that are shown singly: one in the middle and two rings round it."""
_MANY, _SHORT_TEXT = 1000, 70
_EXACT = frozenset({"point", "settlement", ""})
_VAGUE_ALPHA = 150

Rivals = dict[str, list[tuple[str, Position]]]


class Deck(pdk.Deck):  # type: ignore[misc]
    """A deck whose JSON has no indentation: a third of the bytes and a tenth of the time for the same map."""

    def to_json(self) -> str:
        return json.dumps(self, default=default_serialize, sort_keys=True, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Spot:
    """A mark where it is drawn. `doubtful`: one of several readings of its place."""

    mark: Mark
    position: Position
    where: str
    doubtful: bool

    @property
    def vague(self) -> bool:
        return self.mark.place_precision not in _EXACT and not self.doubtful

    @property
    def glyph(self) -> glyphs.Glyph:
        fill = palette.status_style(self.mark.status).fill
        return palette.known_type(self.mark.event_type), Fill.HOLLOW if self.doubtful and fill is Fill.SOLID else fill


def deck(
    events: pd.DataFrame,
    *,
    dark: bool,
    selected: str | None = None,
    alternatives: pd.DataFrame | None = None,
    viewport: Viewport | None = None,
    size: tuple[int, int] = DEFAULT_SIZE,
    version: str = "",
) -> Deck:
    """The map of a table of events.

    `events` has the columns of the event table; rows without coordinates are not drawn (`unplaced` counts them).
    `alternatives` has one row for each other reading of an event's place: event_id, name, latitude, longitude.
    `size` is the picture in pixels, for the first view; `version` goes into the layer ids, so that a selection by
    position does not pass to another event when the rows change. A glyph's datum carries `event_id`, a disc's `place`.
    """
    drawn = marks.read(events)
    rivals = _rivals(drawn, alternatives)
    view = viewport or placing.fit(drawn, [position for readings in rivals.values() for _, position in readings], size)
    single, piled = _parted(_spots(drawn, rivals), selected)
    picture, mapping = glyphs.sheet({spot.glyph for spot in single}, dark)
    offsets = placing.spread([spot.position for spot in single])
    length = marks.SENTENCE_LENGTH if len(single) <= _MANY else _SHORT_TEXT
    data = [_datum(spot, offset, length) for spot, offset in zip(single, offsets, strict=True)]
    rings = [
        {**datum, "icon": glyphs.RING_SELECTED if spot.mark.event_id == selected else glyphs.RING_DOUBT}
        for spot, datum in zip(single, data, strict=True)
        if spot.doubtful or spot.mark.event_id == selected
    ]
    paths = [{"path": [list(known[0][1]), list(other)]} for known in rivals.values() for _, other in known[1:]]
    suffix = f"-{version}" if version else ""
    return Deck(
        layers=[
            layers.circles(_areas(drawn, rivals, dark), f"areas{suffix}"),
            layers.links(paths, f"links{suffix}", dark),
            *layers.piles([_pile(spots, dark) for spots in piled], f"piles{suffix}", dark),
            layers.icons(rings, picture, mapping, f"rings{suffix}", share=layers.RING_SHARE, pickable=False),
            layers.icons(data, picture, mapping, f"events{suffix}", pickable=True),
        ],
        map_style=STYLE_DARK if dark else STYLE_LIGHT,
        initial_view_state=pdk.ViewState(latitude=view.latitude, longitude=view.longitude, zoom=view.zoom, max_zoom=14),
        tooltip=layers.tooltip(dark),
    )


def unplaced(events: pd.DataFrame) -> int:
    """How many rows have no coordinates and so are not on the map."""
    return sum(mark.latitude is None for mark in marks.read(events))


def picked(selection: Any) -> str | None:
    """The `event_id` that a click on the map chose, from Streamlit's `event.selection`; None for anything else."""
    return _picked(selection, "event_id")


def picked_place(selection: Any) -> str | None:
    """The place whose disc a click chose; None for anything else."""
    return _picked(selection, "place")


def _picked(selection: Any, key: str) -> str | None:
    objects: dict[str, list[Any]] = (selection.get("objects") if hasattr(selection, "get") else None) or {}
    found = [datum.get(key) for layer in sorted(objects) for datum in objects[layer] if isinstance(datum, dict)]
    return next((value for value in found if isinstance(value, str) and value), None)


def _rivals(drawn: Sequence[Mark], alternatives: pd.DataFrame | None) -> Rivals:
    """Events whose place has more than one reading → all readings, the event's own first."""
    found: Rivals = {}
    if alternatives is None or alternatives.empty:
        return found
    own = {mark.event_id: mark for mark in drawn}
    for row in alternatives.to_dict(orient="records"):
        latitude, longitude = marks.coordinates(row.get("latitude"), row.get("longitude"))
        mark = own.get(row["event_id"])
        if mark is None or latitude is None or longitude is None:
            continue
        readings = found.setdefault(mark.event_id, [])
        if not readings and mark.longitude is not None and mark.latitude is not None:
            readings.append((mark.place, (mark.longitude, mark.latitude)))
        if (longitude, latitude) not in [position for _, position in readings]:
            readings.append((marks.label(row.get("name")), (longitude, latitude)))
    return {event_id: readings for event_id, readings in found.items() if len(readings) > 1}


def _spots(drawn: Sequence[Mark], rivals: Rivals) -> list[Spot]:
    spots: list[Spot] = []
    for mark in drawn:
        if mark.event_id in rivals:
            readings = rivals[mark.event_id]
            told = f"one of {len(readings)} readings: "
            spots.extend(Spot(mark, position, told + name, True) for name, position in readings)
        elif mark.longitude is not None and mark.latitude is not None:
            precision = "" if mark.place_precision in _EXACT else f" ({palette.place_label(mark.place_precision)})"
            spots.append(Spot(mark, (mark.longitude, mark.latitude), mark.place + precision, False))
    return spots


def _parted(spots: Sequence[Spot], selected: str | None) -> tuple[list[Spot], list[list[Spot]]]:
    """Spots to draw singly, the chosen one last so that it lies on top, and spots to pile up."""
    crowd = Counter(spot.position for spot in spots if not spot.doubtful)
    single: list[Spot] = []
    piled: dict[Position, list[Spot]] = {}
    for spot in spots:
        crowded = not spot.doubtful and crowd[spot.position] > SPREAD_LIMIT
        if crowded:
            piled.setdefault(spot.position, []).append(spot)
        if not crowded or spot.mark.event_id == selected:
            single.append(spot)
    return sorted(single, key=lambda spot: spot.mark.event_id == selected), list(piled.values())


def _datum(spot: Spot, offset: tuple[float, float], length: int) -> Datum:
    mark = spot.mark
    return {
        "event_id": mark.event_id,
        "position": [round(spot.position[0], 5), round(spot.position[1], 5)],
        "offset": [round(offset[0], 1), round(offset[1], 1)],
        "icon": glyphs.icon_name(*spot.glyph),
        "alpha": [0, 0, 0, _VAGUE_ALPHA if spot.vague else 255],
        "label": palette.event_style(mark.event_type).label,
        "status": palette.status_style(mark.status).label.lower(),
        "when": mark.when,
        "where": spot.where,
        "text": mark.quote(length),
        "who": f"Says: {mark.attribution}" if mark.attribution else "",
    }


def _pile(spots: Sequence[Spot], dark: bool) -> Datum:
    """A disc for many events; its rim has the colour of the most frequent family."""
    kinds = Counter(palette.event_style(spot.mark.event_type).label for spot in spots).most_common(5)
    families = Counter(palette.event_style(spot.mark.event_type).family for spot in spots)
    number = f"{len(spots):,}"
    return {
        "place": spots[0].mark.place,
        "position": list(spots[0].position),
        "radius": 11 + 2.5 * len(number),
        "line": [*palette.channels(palette.family_colour(families.most_common(1)[0][0], dark)), 255],
        "count": number,
        "label": f"{number} events",
        "status": "at one spot",
        "where": spots[0].where,
        "when": "",
        "text": ", ".join(f"{label.lower()} {count:,}" for label, count in kinds),
        "who": "",
    }


def _areas(drawn: Sequence[Mark], rivals: Rivals, dark: bool) -> list[Datum]:
    """One circle for each vague place, the widest first and faintest; its colour is that of its first event's type."""
    found: dict[tuple[float, float, float], Datum] = {}
    for mark in drawn:
        if mark.latitude is None or mark.longitude is None or mark.event_id in rivals:
            continue
        if mark.place_precision not in _EXACT and mark.radius_km > 0:
            ink = palette.channels(palette.colour(mark.event_type, dark))
            faint = 34 if mark.radius_km <= 60 else 20 if mark.radius_km <= 250 else 8
            circle = {
                "position": [mark.longitude, mark.latitude],
                "radius": mark.radius_km * 1000,
                "fill": [*ink, faint],
                "line": [*ink, 130],
            }
            found.setdefault((mark.longitude, mark.latitude, mark.radius_km), circle)
    return sorted(found.values(), key=lambda circle: -float(circle["radius"]))
