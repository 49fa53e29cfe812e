"""Events → a pydeck map over the offline basemap; pure.

A settlement is a glyph, a vaguer place the outline of its region or a circle; rival readings of one place are hollow glyphs in dashed
rings joined by a dashed line; events that would cover each other at the first view are a disc with their number, those of
doubtful place a dashed one.
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

from dashboard import areas, doubts, glyphs, layers, marks, palette, placing
from dashboard import drawn as outlines
from dashboard.crowds import crowds
from dashboard.doubts import Rivals
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
_VAGUE_ALPHA = 150
_DOUBT_PIXELS = 12
"""The least radius of a disc of doubt."""


class Deck(pdk.Deck):  # type: ignore[misc]
    """A deck whose JSON has no indentation: a third of the bytes and a tenth of the time for the same map."""

    def to_json(self) -> str:
        return json.dumps(self, default=default_serialize, sort_keys=True, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Spot:
    """A mark where it is drawn. `readings`: how many places its name may mean, this being one; 0 where there is no doubt."""

    mark: Mark
    position: Position
    name: str
    readings: int = 0

    @property
    def doubtful(self) -> bool:
        return self.readings > 0

    @property
    def where(self) -> str:
        return f"one of {self.readings} readings: {self.name}" if self.doubtful else self.name

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
    return _fitted(drawn, doubts.rivals(drawn, alternatives), size)


def deck(
    events: pd.DataFrame,
    *,
    dark: bool,
    selected: str | None = None,
    alternatives: pd.DataFrame | None = None,
    viewport: Viewport | None = None,
    size: tuple[int, int] = DEFAULT_SIZE,
    version: str = "",
    shapes: Sequence[str] = (),
    style: str | None = None,
) -> Deck:
    """The map of a table of events.

    `events` has the columns of the event table; rows without coordinates are not drawn (`unplaced` counts them).
    `alternatives` has one row for each other reading of an event's place: event_id, name, latitude, longitude.
    `size` is the picture in pixels, for the first view; `version` goes into the layer ids, so that a selection by
    position does not pass to another event when the rows change. A glyph's datum carries `event_id`, that of a disc, or
    of one of the dots under it, `places`. `shapes` are the drawn areas that
    the events are in; `style` is the address of another basemap than the offline one.
    """
    drawn = marks.read(events)
    rivals = doubts.rivals(drawn, alternatives)
    view = viewport or _fitted(drawn, rivals, size)
    single, crowded, doubted = _parted(_spots(drawn, rivals), selected, view.zoom)
    picture, mapping = glyphs.sheet({spot.glyph for spot in single}, dark)
    discs = [_crowd(spots, dark) for spots in crowded]
    length = marks.SENTENCE_LENGTH if len(single) <= _MANY else _SHORT_TEXT
    perhaps = [_perhaps(spots, discs, view.zoom) for spots in doubted]
    offsets = _offsets(single, selected, discs, perhaps, view.zoom)
    data = [_datum(spot, offset, length) for spot, offset in zip(single, offsets, strict=True)]
    rings = [
        {**datum, "icon": glyphs.RING_SELECTED if spot.mark.event_id == selected else glyphs.RING_DOUBT}
        for spot, datum in zip(single, data, strict=True)
        if spot.doubtful or spot.mark.event_id == selected
    ]
    vague = areas.of([mark for mark in drawn if mark.event_id not in rivals], dark)
    several = [group for group in crowded if len({spot.position for spot in group}) > 1]
    dots = [spots for group in several for spots in _by_spot(group)]
    suffix = f"-{version}" if version else ""
    return Deck(
        layers=[
            layers.outlines(vague.outlined, f"regions{suffix}"),
            layers.circles(vague.discs, f"areas{suffix}"),
            layers.dashes(vague.wide, f"wide-areas{suffix}", width=1),
            layers.dashes(outlines.paths(shapes, dark), f"shapes{suffix}", width=1.5),
            layers.dashes(doubts.links(rivals, dark), f"links{suffix}", width=1.5),
            layers.dots([_crowd(spots, dark) for spots in dots[:_MANY]], f"dots{suffix}", dark),
            layers.piles(discs, f"piles{suffix}", dark),
            layers.numbers(discs, f"piles{suffix}-numbers", dark),
            layers.icons(perhaps, picture, mapping, f"doubts{suffix}", share=layers.RING_SHARE, pickable=True),
            layers.numbers(perhaps, f"doubts{suffix}-numbers", dark),
            layers.icons(rings, picture, mapping, f"rings{suffix}", share=layers.RING_SHARE, pickable=False),
            layers.icons(data, picture, mapping, f"events{suffix}", pickable=True),
        ],
        map_style=style or (STYLE_DARK if dark else STYLE_LIGHT),
        initial_view_state=pdk.ViewState(latitude=view.latitude, longitude=view.longitude, zoom=view.zoom, max_zoom=14),
        tooltip=layers.tooltip(dark),
    )


def unplaced(events: pd.DataFrame) -> int:
    """How many rows have no coordinates and so are not on the map."""
    return sum(mark.latitude is None for mark in marks.read(events))


def picked(selection: Any) -> str | None:
    """The `event_id` that a click on the map chose, from Streamlit's `event.selection`; None for anything else."""
    event_id = picked_value(selection, "event_id")
    return event_id if isinstance(event_id, str) else None


def picked_places(selection: Any) -> list[str]:
    """The places of the disc or dot that a click chose; empty for anything else."""
    places = picked_value(selection, "places")
    return [place for place in places if isinstance(place, str) and place] if isinstance(places, list) else []


def picked_value(selection: Any, key: str) -> Any:
    """What the datum under a click holds under `key`, from Streamlit's `event.selection`; None where it holds nothing."""
    objects: dict[str, list[Any]] = (selection.get("objects") if hasattr(selection, "get") else None) or {}
    found = [datum.get(key) for layer in sorted(objects) for datum in objects[layer] if isinstance(datum, dict)]
    return next((value for value in found if value), None)


def _fitted(drawn: Sequence[Mark], rivals: Rivals, size: tuple[int, int]) -> Viewport:
    return placing.fit(drawn, [position for readings in rivals.values() for _, position in readings], size)


def _spots(drawn: Sequence[Mark], rivals: Rivals) -> list[Spot]:
    spots: list[Spot] = []
    for mark in drawn:
        if mark.event_id in rivals:
            readings = rivals[mark.event_id]
            spots.extend(Spot(mark, position, name, len(readings)) for name, position in readings)
        elif mark.longitude is not None and mark.latitude is not None:
            precision = "" if mark.place_precision in areas.EXACT else f" ({palette.place_label(mark.place_precision)})"
            spots.append(Spot(mark, (mark.longitude, mark.latitude), mark.place + precision))
    return spots


def _parted(
    spots: Sequence[Spot], selected: str | None, zoom: float
) -> tuple[list[Spot], list[list[Spot]], list[list[Spot]]]:
    """Spots to draw singly, the chosen one last so that it lies on top; spots to draw as one disc each; doubtful ones alike.

    The chosen event is in both: what is chosen does not change which discs there are.
    """
    certain = crowds(Counter(spot.position for spot in spots if not spot.doubtful), zoom)
    doubted = crowds(Counter(spot.position for spot in spots if spot.doubtful), zoom, near_limit=1, lone_limit=1)
    groups = [
        {position: index for index, group in enumerate(found) for position in group} for found in (certain, doubted)
    ]
    single: list[Spot] = []
    crowded: tuple[dict[int, list[Spot]], ...] = ({}, {})
    for spot in spots:
        group = groups[spot.doubtful].get(spot.position)
        if group is not None:
            crowded[spot.doubtful].setdefault(group, []).append(spot)
        if group is None or spot.mark.event_id == selected:
            single.append(spot)
    single.sort(key=lambda spot: spot.mark.event_id == selected)
    several, perhaps = ([found[key] for key in sorted(found)] for found in crowded)
    return single, several, perhaps


def _offsets(
    single: Sequence[Spot], selected: str | None, discs: Sequence[Datum], perhaps: Sequence[Datum], zoom: float
) -> list[tuple[float, float]]:
    """Where each single spot stands from its place, in pixels: parted from others at the place and clear of discs.

    Only the chosen event and doubtful ones make way for discs of doubt: a sure point stays at its place.
    """
    everything = [*discs, *perhaps]
    moved = [
        doubts.clear(spot.position, everything if spot.doubtful or spot.mark.event_id == selected else discs, zoom)
        for spot in single
    ]
    spread = placing.spread([spot.position for spot in single])
    return [(a + across, b + down) for (a, b), (across, down) in zip(spread, moved, strict=True)]


def _by_spot(spots: Sequence[Spot]) -> list[list[Spot]]:
    """The same spots, those at one position together; the position with the most first."""
    found: dict[Position, list[Spot]] = {}
    for spot in spots:
        found.setdefault(spot.position, []).append(spot)
    return sorted(found.values(), key=lambda group: -len(group))


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


def _perhaps(spots: Sequence[Spot], discs: Sequence[Datum], zoom: float) -> Datum:
    """A dashed disc for several events that are perhaps here: one reading of a doubtful place of each."""
    events = {spot.mark.event_id: spot.mark for spot in spots}
    kinds = Counter(palette.event_style(mark.event_type).label for mark in events.values()).most_common(5)
    position = _by_spot(spots)[0][0].position
    across, down = doubts.clear(position, discs, zoom)
    named = list(dict.fromkeys(spot.name for spot in spots if spot.name))
    return {
        "places": list(dict.fromkeys(mark.place for mark in events.values() if mark.place))[:_PLACES_OF_A_DISC],
        "position": [round(position[0], 5), round(position[1], 5)],
        "offset": [round(across, 1), round(down, 1)],
        "radius": _DOUBT_PIXELS,
        "icon": glyphs.DISC_DOUBT,
        "alpha": [0, 0, 0, 255],
        "count": f"{len(events):,}",
        "label": "1 event" if len(events) == 1 else f"{len(events):,} events",
        "status": "perhaps here",
        "where": "one of several readings: " + ", ".join(named[:_NAMED]),
        "when": "",
        "text": ", ".join(f"{label.lower()} {count:,}" for label, count in kinds),
        "who": "",
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
        "offset": [0, 0],
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
