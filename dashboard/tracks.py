"""Where a unit is told to have been, in order of day: sure places joined by arrows, jumps that no unit makes, the rest. Pure."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pydeck as pdk

from dashboard import glyphs, layers, maps, palette, placing
from dashboard.layers import Datum
from dashboard.maps import Deck
from dashboard.marks import coordinates, shortened
from dashboard.passages import visible
from dashboard.placing import Position, Viewport
from dashboard.words import days, number

Json = dict[str, Any]

FASTEST_KM = 500.0
"""Kilometres a day beyond which a leg is flagged."""
MOST_STOPS = 120
_EARTH_KM = 6371.0
_SURE = frozenset(("point", "settlement", "district"))
_DOUBTS = {
    "place_conflict": "the place contradicts geography",
    "place_lookalike": "the place has a look-alike",
    "place_ambiguous": "the place name is ambiguous",
}
_SAID = frozenset(("statement", "meeting", "agreement", "support", "command", "protest"))
_HAPPENED = frozenset(("occurred", "ongoing"))
_ARROW_PIXELS, _STOP_PIXELS = 15, 10
_ARROW = '<svg xmlns="http://www.w3.org/2000/svg" width="32" height="32"><path d="M4 4L29 16L4 28L11 16Z" fill="#000"/></svg>'


@dataclass(frozen=True, slots=True)
class Stop:
    """One or more events in a row at one place; `first` and `last` are the first and last possible day of them all."""

    place: str
    position: Position
    radius_km: float
    first: date
    last: date
    events: tuple[Json, ...]


@dataclass(frozen=True, slots=True)
class Leg:
    """From one stop to the next: at least so many kilometres in at most so many days."""

    start: Stop
    end: Stop
    km: float
    days: int

    @property
    def implausible(self) -> bool:
        return self.km > FASTEST_KM * self.days

    @property
    def said(self) -> str:
        return f"{self.km:,.0f} km in at most {number(self.days, 'day')}"


@dataclass(frozen=True, slots=True)
class Track:
    """The stops in order of day, the legs between them, and the events that are no stop, each with the reason."""

    stops: tuple[Stop, ...]
    legs: tuple[Leg, ...]
    rest: tuple[tuple[Json, str], ...]
    unshown: int = 0


def track(events: Iterable[Json]) -> Track:
    """The track of rows of the event table, in any order."""
    sure: list[tuple[date, date, Json, Position]] = []
    rest: list[tuple[Json, str]] = []
    for event in events:
        first, last = _days(event)
        latitude, longitude = coordinates(event["latitude"], event["longitude"])
        reason = _reason(event, first, latitude)
        if reason or first is None or last is None or latitude is None or longitude is None:
            rest.append((event, reason))
        else:
            sure.append((first, last, event, (longitude, latitude)))
    sure.sort(key=lambda one: (one[0], one[1], one[2]["event_id"]))
    stops: list[Stop] = []
    for first, last, event, position in sure:
        here = stops[-1] if stops and stops[-1].position == position else None
        if here:
            stops[-1] = Stop(
                here.place, position, here.radius_km, here.first, max(here.last, last), (*here.events, event)
            )
        else:
            place = event["place"] or "a point on the map"
            stops.append(Stop(place, position, float(event["radius_km"] or 0), first, last, (event,)))
    kept = stops[-MOST_STOPS:]
    return Track(
        tuple(kept),
        tuple(_leg(kept[i], kept[i + 1]) for i in range(len(kept) - 1)),
        tuple(rest),
        len(stops) - len(kept),
    )


def _reason(event: Json, first: date | None, latitude: float | None) -> str:
    """Why an event is no stop of the track; empty where it is one."""
    if event["review_verdict"] == "rejected":
        return "a person found it wrong"
    if event["status"] not in _HAPPENED:
        return f"{event['status']}, not told as done"
    if event["event_type"] in _SAID:
        return "what is said or agreed tells of no position"
    if not event["place"] and latitude is None:
        return "no place is told"
    doubt = next((_DOUBTS[flag] for flag in event["flags"] or () if flag in _DOUBTS), "")
    if doubt:
        return doubt
    if latitude is None:
        return "no coordinates are known"
    if event["place_precision"] not in _SURE:
        return f"the place is too wide: {palette.place_label(event['place_precision'] or '') or 'unknown'}"
    return "" if first else "no day is told"


def _days(event: Json) -> tuple[date | None, date | None]:
    first, last = event["date_start"] or event["date_end"], event["date_end"] or event["date_start"]
    return (min(first, last), max(first, last)) if first and last else (None, None)


def _leg(start: Stop, end: Stop) -> Leg:
    """The shortest way that the radii allow, in the longest time that the days allow; the time counts in whole days, at least one."""
    way = max(0.0, distance_km(start.position, end.position) - start.radius_km - end.radius_km)
    return Leg(start, end, way, max(1, (max(end.last, end.first) - start.first).days))


def distance_km(one: Position, other: Position) -> float:
    """Great-circle distance in kilometres (haversine)."""
    (x1, y1), (x2, y2) = (tuple(map(math.radians, position)) for position in (one, other))
    half = math.sin((y2 - y1) / 2) ** 2 + math.cos(y1) * math.cos(y2) * math.sin((x2 - x1) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def view(known: Track, size: tuple[int, int]) -> Viewport:
    return placing.fit([], list(dict.fromkeys(stop.position for stop in known.stops)), size)


def deck(known: Track, *, dark: bool, viewport: Viewport, version: str = "") -> Deck:
    """The track on the map. A stop's datum carries the `event_id` of its first event."""
    theme = palette.theme(dark)
    ink = [*palette.channels(palette.mention_style("unit", dark).ink), 210]
    odd = [*palette.channels(palette.theme(dark).doubt), 255]
    plain: list[Datum] = []
    dashed: list[Datum] = []
    arrows: list[Datum] = []
    for leg in known.legs:
        colour = odd if leg.implausible else ink
        path = {"path": [list(leg.start.position), list(leg.end.position)], "line": colour}
        (dashed if leg.implausible else plain).append(path)
        arrows.append(_arrow(leg, colour))
    suffix = f"-{version}" if version else ""
    picture = {"arrow": {"x": 0, "y": 0, "width": 32, "height": 32, "mask": True}}
    return Deck(
        layers=[
            pdk.Layer(
                "PathLayer", plain, id=f"legs{suffix}", get_path="path", get_color="line", get_width=2,
                width_units=pdk.types.String("pixels"), pickable=False,
            ),
            layers.dashes(dashed, f"jumps{suffix}", width=2),
            pdk.Layer(
                "IconLayer", arrows, id=f"arrows{suffix}", icon_atlas=pdk.types.String(glyphs.data_url(_ARROW)),
                icon_mapping=picture, get_icon="icon", get_position="position", get_angle="angle", get_color="line",
                get_size=_ARROW_PIXELS, size_units=pdk.types.String("pixels"), pickable=False,
                parameters={"depthTest": False},
            ),
            layers.piles(_discs(known, [*palette.channels(theme.ink), 255]), f"stops{suffix}", dark),
            layers.numbers(_discs(known, ink), f"stops{suffix}-numbers", dark),
        ],
        map_style=maps.STYLE_DARK if dark else maps.STYLE_LIGHT,
        initial_view_state=pdk.ViewState(
            latitude=viewport.latitude, longitude=viewport.longitude, zoom=viewport.zoom, max_zoom=14
        ),
        tooltip=layers.tooltip(dark),
    )  # fmt: skip


def _discs(known: Track, line: list[int]) -> list[Datum]:
    """One disc a place, with the numbers of its stops in order."""
    found: dict[Position, list[tuple[int, Stop]]] = {}
    for index, stop in enumerate(known.stops, 1):
        found.setdefault(stop.position, []).append((index, stop))
    return [_disc(position, visits, line) for position, visits in found.items()]


def _disc(position: Position, visits: Sequence[tuple[int, Stop]], line: list[int]) -> Datum:
    numbers = [str(index) for index, _ in visits]
    shown = ", ".join(numbers) if len(numbers) <= 3 else f"{numbers[0]}…{numbers[-1]}"
    first = visits[0][1]
    event = first.events[0]
    told = sum(len(stop.events) for _, stop in visits)
    return {
        "event_id": event["event_id"],
        "position": list(position),
        "offset": [0, 0],
        "radius": _STOP_PIXELS + 2.6 * max(0, len(shown) - 1),
        "line": line,
        "count": shown,
        "label": visible(first.place),
        "status": number(told, "event"),
        "where": f"stop {shown}",
        "when": "; ".join(days(stop.first, stop.last) for _, stop in visits[:4]) + ("; …" if len(visits) > 4 else ""),
        "text": shortened(visible(event["sentence"])),
        "who": "",
    }


def _arrow(leg: Leg, colour: list[int]) -> Datum:
    """An arrow head in the middle of a leg, as the map shows it; deck.gl turns icons against the clock."""
    (x1, y1), (x2, y2) = placing.square(*leg.start.position), placing.square(*leg.end.position)
    middle = ((x1 + x2) / 2 * 360 - 180, placing.latitude((y1 + y2) / 2))
    angle = math.degrees(math.atan2(y1 - y2, x2 - x1))
    return {"position": list(middle), "angle": round(angle, 1), "icon": "arrow", "line": colour}
