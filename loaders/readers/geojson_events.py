"""GeoJSON of events as osint-geo-extractor writes it: each feature is an event that its title and description tell."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from loaders.model import DatePrecision, EventType, PlacePrecision, Status
from loaders.readers import json_rows, row_values
from loaders.readers.reading import Format, Member, Reading, Refusal, Stated
from loaders.readers.received import Given, one_line

ORIGIN = "GeoJSON"
_NEEDED = frozenset(("type", "features", "geometry", "properties", "title", "date"))


def recognises(head: bytes, tail: bytes) -> bool:
    """Whether it opens as a FeatureCollection whose features have a title and a date."""
    return b'"FeatureCollection"' in head and json_rows.keys(head, tail) >= _NEEDED


def members(stream: BinaryIO, start: int, given: Given) -> Iterator[Member | Refusal]:
    """One member a feature, named by its number and its id."""
    found = json_rows.load(stream)
    features = found.get("features") if isinstance(found, dict) else None
    return json_rows.members(features, start, given, _identity, ROW.name)


def read_row(data: bytes) -> Reading:
    """One feature. The text is its title and its description, a line each. Raises ReadError `bad_row` and `no_text`."""
    feature = row_values.unpacked(data)
    row = {**_members(feature, "properties"), **_coordinates(feature)}
    row_id, source = str(_identity(feature) or ""), row_values.text(row, "source")
    found, point = row_values.day(row, "date"), row_values.point(row)
    text = ("title", "description") if row.get("title") != row.get("description") else ("title",)
    links = row.get("links") or row.get("sources")
    values: dict[str, object] = {
        "event_type": EventType.OTHER.value,
        "status": Status.OCCURRED.value,
        **row_values.dated(found, found, DatePrecision.DAY, (row_values.text(row, "date"),)),
        # These collections hold footage placed by what it shows, to the street.
        **row_values.located(row_values.text(row, "place_desc"), point, PlacePrecision.POINT),
        "attribution": source or None,
        "attribution_via": ORIGIN,
        "flags": row_values.missing(found, point),
        "origin_row": row_id,
    }
    return Reading(
        row_values.exact(row, text),
        title=one_line(f"{source or ORIGIN} {row_id}"),
        publisher=one_line(source) or ORIGIN,
        url=next((link for link in links if isinstance(link, str)), None) if isinstance(links, list) else None,
        stated=Stated(ORIGIN, values),
    )


def _identity(feature: dict[str, Any]) -> object:
    return feature.get("id") or _members(feature, "properties").get("id")


def _members(feature: dict[str, Any], name: str) -> dict[str, Any]:
    found = feature.get(name)
    return found if isinstance(found, dict) else {}


def _coordinates(feature: dict[str, Any]) -> dict[str, Any]:
    """Longitude and latitude of a point, as GeoJSON orders them (RFC 7946); other shapes give none."""
    geometry = _members(feature, "geometry")
    found = geometry.get("coordinates")
    if geometry.get("type") != "Point" or not isinstance(found, list) or len(found) < 2:
        return {"longitude": None, "latitude": None}
    return {"longitude": found[0], "latitude": found[1]}


FORMAT = Format("geojson events", recognises, members=members, resumable=True)
ROW = Format("geojson row", row_values.never, read_row)
