"""Events → a pydeck map over the offline basemap; pure.

A settlement is a glyph, a vaguer place a circle of its radius; rival readings of one place are hollow glyphs in dashed
rings joined by a dashed line; events that would cover each other at the first view are a disc with their number.
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

from dashboard import areas, glyphs, layers, marks, palette, placing
from dashboard.crowds import crowds
from dashboard.layers import Datum
from dashboard.marks import Mark
from dashboard.palette import Fill
from dashboard.placing import Position, Viewport

STYLE_LIGHT = "/app/static/style.json"
STYLE_DARK = "/app/static/style-dark.json"
ATTRIBUTION = "Natural Earth · GSHHG · GeoNames CC BY 4.0"
DISCLAIMER = "Borders imply no judgement"
DEFAULT_SIZE = (900, 560)
_MANY, _SHORT_TEXT = 1000, 70
_NAMED, _PLACES_OF_A_DISC = 3, 50
_VAGUE_ALPHA, _LINK_ALPHA = 150, 220

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
        return areas.vague(self.mark) and not self.doubtful

    @property
    def glyph(self) -> glyphs.Glyph:
        fill = palette.status_style(self.mark.status).fill
        return palette.known_type(self.mark.event_type), Fill.HOLLOW if self.doubtful and fill is Fill.SOLID else fill


def first_view(
    events: pd.DataFrame, alternatives: pd.DataFrame | None = None, size: tuple[int, int] = DEFAULT_SIZE
) -> Viewport:
    """Where a map of these events looks at first, and how many placed events lie outside that view; see `deck`."""
    drawn = marks.read(events)
    return _fitted(drawn, _rivals(drawn, alternatives), size)


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
    position does not pass to another event when the rows change. A glyph's datum carries `event_id`, that of a disc, or
    of one of the dots under it, `places`.
    """
    drawn = marks.read(events)
    rivals = _rivals(drawn, alternatives)
    view = viewport or _fitted(drawn, rivals, size)
    single, crowded = _parted(_spots(drawn, rivals), selected, view.zoom)
    picture, mapping = glyphs.sheet({spot.glyph for spot in single}, dark)
    discs = [_crowd(spots, dark) for spots in crowded]
    offsets = placing.spread([spot.position for spot in single], {tuple(disc["position"]) for disc in discs})
    length = marks.SENTENCE_LENGTH if len(single) <= _MANY else _SHORT_TEXT
    data = [_datum(spot, offset, length) for spot, offset in zip(single, offsets, strict=True)]
    rings = [
        {**datum, "icon": glyphs.RING_SELECTED if spot.mark.event_id == selected else glyphs.RING_DOUBT}
        for spot, datum in zip(single, data, strict=True)
        if spot.doubtful or spot.mark.event_id == selected
    ]
    certain = [mark for mark in drawn if mark.event_id not in rivals]
    several = [group for group in crowded if len({spot.position for spot in group}) > 1]
    dots = [spots for group in several for spots in _by_spot(group)]
    suffix = f"-{version}" if version else ""
    return Deck(
        layers=[
            layers.circles(areas.discs(certain, dark), f"areas{suffix}"),
            layers.dashes(areas.outlines(certain, dark), f"wide-areas{suffix}", width=1),
            layers.dashes(_links(rivals, dark), f"links{suffix}", width=1.5),
            layers.dots([_crowd(spots, dark) for spots in dots[:_MANY]], f"dots{suffix}", dark),
            *layers.piles(discs, f"piles{suffix}", dark),
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
    event_id = _picked(selection, "event_id")
    return event_id if isinstance(event_id, str) else None


def picked_places(selection: Any) -> list[str]:
    """The places of the disc or dot that a click chose; empty for anything else."""
    places = _picked(selection, "places")
    return [place for place in places if isinstance(place, str) and place] if isinstance(places, list) else []


def _picked(selection: Any, key: str) -> Any:
    objects: dict[str, list[Any]] = (selection.get("objects") if hasattr(selection, "get") else None) or {}
    found = [datum.get(key) for layer in sorted(objects) for datum in objects[layer] if isinstance(datum, dict)]
    return next((value for value in found if value), None)


def _fitted(drawn: Sequence[Mark], rivals: Rivals, size: tuple[int, int]) -> Viewport:
    return placing.fit(drawn, [position for readings in rivals.values() for _, position in readings], size)


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
            precision = "" if mark.place_precision in areas.EXACT else f" ({palette.place_label(mark.place_precision)})"
            spots.append(Spot(mark, (mark.longitude, mark.latitude), mark.place + precision, False))
    return spots


def _parted(spots: Sequence[Spot], selected: str | None, zoom: float) -> tuple[list[Spot], list[list[Spot]]]:
    """Spots to draw singly, the chosen one last so that it lies on top, and spots to draw as one disc each.

    The chosen event is in both: what is chosen does not change which discs there are.
    """
    counts = Counter(spot.position for spot in spots if not spot.doubtful)
    group_of = {position: index for index, group in enumerate(crowds(counts, zoom)) for position in group}
    single: list[Spot] = []
    crowded: dict[int, list[Spot]] = {}
    for spot in spots:
        group = None if spot.doubtful else group_of.get(spot.position)
        if group is not None:
            crowded.setdefault(group, []).append(spot)
        if group is None or spot.mark.event_id == selected:
            single.append(spot)
    return sorted(single, key=lambda spot: spot.mark.event_id == selected), [crowded[key] for key in sorted(crowded)]


def _by_spot(spots: Sequence[Spot]) -> list[list[Spot]]:
    """The same spots, those at one position together; the position with the most first."""
    found: dict[Position, list[Spot]] = {}
    for spot in spots:
        found.setdefault(spot.position, []).append(spot)
    return sorted(found.values(), key=lambda group: -len(group))


def _links(rivals: Rivals, dark: bool) -> list[Datum]:
    ink = [*palette.channels(palette.theme(dark).doubt), _LINK_ALPHA]
    return [
        {"path": [list(known[0][1]), list(other)], "line": ink} for known in rivals.values() for _, other in known[1:]
    ]


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


def _crowd(spots: Sequence[Spot], dark: bool) -> Datum:
    """A disc for several events, at the position of most of them; its rim has the colour of the most frequent family."""
    kinds = Counter(palette.event_style(spot.mark.event_type).label for spot in spots).most_common(5)
    families = Counter(palette.event_style(spot.mark.event_type).family for spot in spots)
    here = _by_spot(spots)
    names = list(dict.fromkeys(spot.mark.place for group in here for spot in group if spot.mark.place))
    number = f"{len(spots):,}"
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return {
        "places": names[:_PLACES_OF_A_DISC],
        "position": list(here[0][0].position),
        "radius": 9 + 2.5 * len(number),
        "line": [*palette.channels(palette.family_colour(families.most_common(1)[0][0], dark)), 255],
        "count": number,
        "label": f"{number} events" if len(spots) > 1 else "1 event",
        "status": f"in {len(names)} places" if len(names) > 1 else "at one spot",
        "where": ", ".join(names[:_NAMED]) + more,
        "when": "",
        "text": ", ".join(f"{label.lower()} {count:,}" for label, count in kinds),
        "who": "",
    }
