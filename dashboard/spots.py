"""One named place and what else its name may mean → lines of doubt and a map of all readings. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pydeck as pdk

from dashboard import areas, layers, maps, palette, placing
from dashboard.dossiers import Told
from dashboard.layers import Datum
from dashboard.maps import Deck
from dashboard.marks import coordinates, shortened
from dashboard.passages import visible
from dashboard.placing import Position
from dashboard.words import PRECISION, number
from loaders import country_name

Json = dict[str, Any]

MOST = 12
DOUBTS = ("place_conflict", "place_lookalike", "place_ambiguous")


@dataclass(frozen=True, slots=True)
class Spot:
    """One entry of the gazetteer that the name was taken for, or that it may mean; `told` are the events."""

    name: str
    admin1: str | None
    country: str | None
    position: Position | None
    radius_km: float
    precision: str
    gazetteer_id: str | None
    told: Told

    @property
    def path(self) -> str:
        return ", ".join(part for part in (self.name, self.admin1, country_name(self.country)) if part)

    @property
    def known(self) -> str:
        """Coordinates, precision and gazetteer entry in words."""
        if self.position is None:
            return "no coordinates are known"
        longitude, latitude = self.position
        where = f"{abs(latitude):.4f}° {'N' if latitude >= 0 else 'S'}, {abs(longitude):.4f}° {'E' if longitude >= 0 else 'W'}"
        parts = [where, PRECISION.get(self.precision, "")]
        if self.radius_km >= 1:
            parts.append(f"within about {self.radius_km:.0f} km")
        if self.gazetteer_id:
            parts.append(self.gazetteer_id)
        return ", ".join(part for part in parts if part)


def spots(pairs: Iterable[tuple[Json, Json]]) -> list[Spot]:
    """The gazetteer's entries behind a name, the most told first; places of one name in two countries are two."""
    found: dict[object, tuple[Json, Told]] = {}
    for event, place in pairs:
        told = found.setdefault(_key(place), (place, Told(str(place.get("name")))))[1]
        if event not in told.events[-1:]:
            told.events.append(event)
    made = [_spot(place, told) for place, told in found.values()]
    return sorted(made, key=lambda spot: (-len(spot.told.events), spot.path))[:MOST]


def others(pairs: Iterable[tuple[Json, Json]], own: Sequence[Spot]) -> list[Spot]:
    """The other candidates that the events give for the name."""
    known = {_identity(spot.gazetteer_id, spot.position, spot.path) for spot in own}
    found: dict[object, tuple[Json, Told]] = {}
    for event, place in pairs:
        for other in place.get("alternatives") or []:
            key = _key(other)
            if key in known:
                continue
            told = found.setdefault(key, (other, Told(str(other.get("name")))))[1]
            if event not in told.events[-1:]:
                told.events.append(event)
    made = [_spot(place, told) for place, told in found.values()]
    return sorted(made, key=lambda spot: (-len(spot.told.events), spot.path))[:MOST]


def doubts(events: Iterable[Json], name: str) -> list[Told]:
    """What flags say of the place, each message with its events."""
    found: dict[tuple[str, str], Told] = {}
    for event in events:
        if event["place"] != name and not any(
            _about(flag, event, name) for flag in event["read"].get("flag_messages") or ()
        ):
            continue
        for flag in event["read"].get("flag_messages") or ():
            if flag["code"] in DOUBTS and flag["code"] in (event["flags"] or ()) and _about(flag, event, name):
                found.setdefault((flag["code"], flag["message"]), Told(flag["code"])).events.append(event)
    return sorted(found.values(), key=lambda told: -len(told.events))


def _about(flag: Json, event: Json, name: str) -> bool:
    """Whether a flag's spans touch a mention of the place; a flag without spans is about the event's own place."""
    spans = flag.get("spans") or []
    if not spans:
        return bool(event["place"] == name)
    own = [
        place["span"]
        for place in event["read"].get("places") or []
        if isinstance(place, dict) and place.get("name") == name and place.get("span")
    ]
    return any(start < last and first < end for start, end in spans for first, last in own)


def deck(
    own: Sequence[Spot], rivals: Sequence[Spot], *, dark: bool, size: tuple[int, int], version: str = ""
) -> Deck | None:
    """All readings of the name: those taken as filled dots in their circles, the others hollow, joined by dashed lines."""
    placed = [spot for spot in own if spot.position]
    doubted = [spot for spot in rivals if spot.position]
    if not placed and not doubted:
        return None
    theme = palette.theme(dark)
    ink, doubt = palette.mention_style("place", dark).ink, theme.doubt
    outlines = [
        {
            "path": [list(point) for point in placing.circle(spot.position, spot.radius_km)],
            "line": [*palette.channels(ink), 170],
        }
        for spot in placed
        if spot.position and spot.radius_km >= 1 and spot.precision not in areas.EXACT
    ]
    links = [
        {"path": [list(one.position), list(other.position)], "line": [*palette.channels(doubt), 200]}
        for one in placed[:1]
        for other in doubted
        if one.position and other.position
    ]
    corners = [
        point
        for spot in placed
        if spot.position and spot.radius_km >= 1
        for point in placing.circle(spot.position, spot.radius_km, 8)
    ]
    view = placing.fit([], [spot.position for spot in (*placed, *doubted) if spot.position] + corners, size)
    suffix = f"-{version}" if version else ""
    return Deck(
        layers=[
            layers.dashes(outlines, f"reach{suffix}", width=1.5),
            layers.dashes(links, f"links{suffix}", width=1.5),
            layers.piles([_datum(spot, doubt, dark, taken=False) for spot in doubted], f"others{suffix}", dark),
            layers.dots([_datum(spot, ink, dark, taken=True) for spot in placed], f"own{suffix}", dark),
        ],
        map_style=maps.STYLE_DARK if dark else maps.STYLE_LIGHT,
        initial_view_state=pdk.ViewState(latitude=view.latitude, longitude=view.longitude, zoom=view.zoom, max_zoom=14),
        tooltip=layers.tooltip(dark),
    )


def _datum(spot: Spot, ink: str, dark: bool, *, taken: bool) -> Datum:
    return {
        "position": list(spot.position or (0.0, 0.0)),
        "radius": 6,
        "line": [*palette.channels(ink), 255],
        "label": visible(spot.name),
        "status": "as read" if taken else "another reading",
        "where": visible(spot.path),
        "when": number(len(spot.told.events), "event"),
        "text": shortened(visible(spot.told.events[0]["sentence"])) if spot.told.events else "",
        "who": "",
    }


def _spot(place: Json, told: Told) -> Spot:
    latitude, longitude = coordinates(place.get("lat"), place.get("lon"))
    position = (longitude, latitude) if latitude is not None and longitude is not None else None
    return Spot(
        str(place.get("name") or ""),
        place.get("admin1"),
        place.get("country"),
        position,
        float(place.get("radius_km") or 0),
        str(place.get("precision") or ""),
        place.get("gazetteer_id"),
        told,
    )


def _key(place: Json) -> object:
    spot = _spot(place, Told(""))
    return _identity(spot.gazetteer_id, spot.position, spot.path)


def _identity(gazetteer_id: str | None, position: Position | None, path: str) -> object:
    return gazetteer_id or (position, path)
