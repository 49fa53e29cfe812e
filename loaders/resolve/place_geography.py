"""Distances, offsets and containment on the globe. Kilometres and degrees."""

from __future__ import annotations

import math

from loaders.gazetteer.curated import overlaps_of
from loaders.model import Candidate, PlacePrecision

_DEGREE_KM = 111.2


def kilometres(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Great-circle distance."""
    phi, psi = math.radians(lat), math.radians(other_lat)
    half = (
        math.sin((psi - phi) / 2) ** 2
        + math.cos(phi) * math.cos(psi) * math.sin(math.radians(other_lon - lon) / 2) ** 2
    )
    return 12742.0 * math.asin(min(1.0, math.sqrt(half)))


def apart(one: Candidate, other: Candidate) -> float:
    return kilometres(one.lat, one.lon, other.lat, other.lon)


def offset(lat: float, lon: float, distance_km: float, bearing: float) -> tuple[float, float]:
    """The point `distance_km` away at `bearing` degrees from north. Longitude stays within ±180, latitude within ±90."""
    phi, angle, turn = math.radians(lat), distance_km / 6371.0, math.radians(bearing)
    target = math.asin(
        max(-1.0, min(1.0, math.sin(phi) * math.cos(angle) + math.cos(phi) * math.sin(angle) * math.cos(turn)))
    )
    shift = math.atan2(
        math.sin(turn) * math.sin(angle) * math.cos(phi), math.cos(angle) - math.sin(phi) * math.sin(target)
    )
    return round(math.degrees(target), 5), round((lon + math.degrees(shift) + 180) % 360 - 180, 5)


def inside(place: Candidate, holder: Candidate) -> bool | None:
    """Whether the gazetteer has `place` inside `holder`; None where it cannot tell."""
    if holder.precision is PlacePrecision.COUNTRY:
        return place.country == holder.country if place.country else None
    claimed = overlaps_of(holder.gazetteer_id)
    if claimed:
        return place.admin1 in claimed if place.admin1 else None
    if holder.precision is PlacePrecision.REGION:
        if place.country != holder.country:
            return False
        return place.admin1 in (holder.admin1, holder.name) if place.admin1 else None
    distance = apart(place, holder)
    if holder.precision is PlacePrecision.DISTRICT:
        if place.country != holder.country:
            return False
        if place.admin1 and holder.admin1 and place.admin1 != holder.admin1:
            return False
        if place.admin2 and place.admin2 == holder.admin2:
            return True
        if distance > holder.radius_km * 2 + 25:
            return False
        return True if distance < holder.radius_km else None
    if distance <= holder.radius_km * 1.2 + 10:
        return True
    return False if distance > holder.radius_km * 2 + 50 else None
