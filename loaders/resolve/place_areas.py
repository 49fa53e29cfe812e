"""Places that a relation turns into areas: "near X", "15 km north of X", "between X and Y", "northern X", "the X axis"."""

from __future__ import annotations

from dataclasses import replace

from loaders.gazetteer.names import features
from loaders.model import Candidate, Place, PlacePrecision, PlaceRole, Toponym
from loaders.resolve.place_geography import kilometres, offset

_NEAR_KM = 10.0
_OUTSKIRTS_KM = 4.0
_DIRECTION_KM = 15.0
# How far from the middle of a town its airfield, plant or camp may lie beyond its edge.
_FEATURE_KM = 10.0
_FARTHEST_PAIR_KM = 600.0
# How far the middle of "northern X" lies from the middle of X, and how wide it is, as shares of X's radius.
_PART_SHIFT, _PART_WIDTH = 0.25, 0.7
_COARSE = frozenset((PlacePrecision.REGION, PlacePrecision.COUNTRY, PlacePrecision.AREA, PlacePrecision.DISTRICT))


def shaped(place: Place, toponym: Toponym, best: Candidate, other: Candidate | None) -> Place:
    """`place` with centre, radius and precision of what the sentence says of it; unchanged where it says nothing."""
    if place.lat is None or place.lon is None:
        return place
    radius = best.radius_km
    if toponym.role is PlaceRole.CONTAINER:
        return place
    if toponym.relation == "edge":
        return replace(place, precision=PlacePrecision.AREA)
    if toponym.relation == "offset" and toponym.distance_km is not None:
        if toponym.bearing is None:
            return replace(place, precision=PlacePrecision.AREA, radius_km=round(radius + toponym.distance_km, 1))
        lat, lon = offset(place.lat, place.lon, toponym.distance_km, toponym.bearing)
        return replace(
            place,
            lat=lat,
            lon=lon,
            precision=PlacePrecision.AREA,
            radius_km=round(max(2.0, 0.25 * toponym.distance_km), 1),
        )
    if best.precision in _COARSE:
        if toponym.relation == "part" and toponym.bearing is not None:
            lat, lon = offset(place.lat, place.lon, _PART_SHIFT * radius, toponym.bearing)
            return replace(
                place, lat=lat, lon=lon, precision=PlacePrecision.AREA, radius_km=round(_PART_WIDTH * radius, 1)
            )
        return place
    if toponym.relation == "between" and other is not None:
        distance = kilometres(place.lat, place.lon, other.lat, other.lon)
        if other.precision not in _COARSE and 0 < distance <= _FARTHEST_PAIR_KM:
            middle = (round((place.lat + other.lat) / 2, 5), round((place.lon + other.lon) / 2, 5))
            return replace(
                place, lat=middle[0], lon=middle[1], precision=PlacePrecision.AREA, radius_km=round(distance / 2 + 2, 1)
            )
    added = {"near": _NEAR_KM, "outskirts": _OUTSKIRTS_KM, "direction": _DIRECTION_KM}.get(toponym.relation or "")
    if added is not None:
        return replace(place, precision=PlacePrecision.AREA, radius_km=round(radius + added, 1))
    row = features().get(toponym.feature or "")
    if row is not None and row.precision is PlacePrecision.AREA:
        return replace(place, precision=PlacePrecision.AREA, radius_km=max(radius, row.radius_km))
    if row is not None and row.precision is PlacePrecision.POINT and best.precision is PlacePrecision.SETTLEMENT:
        return replace(
            place,
            name=f"{best.name} {row.word}",
            precision=PlacePrecision.AREA,
            radius_km=round(radius + _FEATURE_KM, 1),
            gazetteer_id=f"{best.gazetteer_id}#{row.word}",
        )
    return place


def beside(place: Place, toponym: Toponym, point: Candidate) -> Place:
    """`place`, which no gazetteer knows, at the distance and bearing from `point` that the sentence gives; unchanged without them."""
    if toponym.relation == "offset" and toponym.distance_km is not None:
        lat, lon = point.lat, point.lon
        radius = point.radius_km + toponym.distance_km
        if toponym.bearing is not None:
            lat, lon = offset(lat, lon, toponym.distance_km, toponym.bearing)
            radius = max(2.0, 0.25 * toponym.distance_km)
    elif toponym.relation == "near" and point.precision not in _COARSE:
        lat, lon, radius = point.lat, point.lon, point.radius_km + _NEAR_KM
    else:
        return place
    return replace(
        place, lat=lat, lon=lon, precision=PlacePrecision.AREA, radius_km=round(radius, 1), country=point.country
    )
