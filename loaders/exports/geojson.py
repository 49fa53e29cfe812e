"""GeoJSON by RFC 7946: a feature an event, with all columns; what has no place has no geometry."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date

from loaders.exports.format import EventRow, Format, Options, Tally
from loaders.exports.telling import title
from loaders.exports.violence import text
from loaders.store.schema import EXPORT_COLUMN_NAMES


def write_geojson(rows: Iterable[EventRow], options: Options, tally: Tally) -> Iterator[bytes]:
    """One feature a line. `title`, `date`, `description`, `place_desc`, `links`, `source` are for tools that know these."""
    yield b'{"type": "FeatureCollection", "features": ['
    for row in rows:
        yield (",\n" if tally.written else "\n").encode() + encoded(_feature(row))
        tally.written += 1
    yield b"\n]}\n"


def encoded(value: object) -> bytes:
    """JSON in UTF-8; half a character is shown as a question mark."""
    return json.dumps(value, ensure_ascii=False, default=_day, allow_nan=False).encode("utf-8", "replace")


def _feature(row: EventRow) -> dict[str, object]:
    latitude, longitude = row.get("latitude"), row.get("longitude")
    placed = latitude is not None and longitude is not None
    return {
        "type": "Feature",
        "id": row.get("event_id"),
        "geometry": {"type": "Point", "coordinates": [longitude, latitude]} if placed else None,
        "properties": {
            "title": title(row),
            "date": row.get("date_start"),
            "description": row.get("sentence"),
            "place_desc": row.get("place"),
            "links": [url] if (url := text(row, "url")) else [],
            "source": row.get("attribution") or row.get("publisher"),
            **{name: row.get(name) for name in EXPORT_COLUMN_NAMES},
        },
    }


def _day(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is no value of an event")


GEOJSON = Format("geojson", "GeoJSON", ".geojson", "application/geo+json", write_geojson)
