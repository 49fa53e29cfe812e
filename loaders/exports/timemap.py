"""JSON for TimeMap: the list of events that its server would give, each by the members of its schema."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from loaders.exports.format import EventRow, Format, Options, Tally
from loaders.exports.geojson import encoded
from loaders.exports.telling import kind, when, who_says
from loaders.exports.violence import days, text

_FORM = "%m/%d/%Y"


def write_timemap(rows: Iterable[EventRow], options: Options, tally: Tally) -> Iterator[bytes]:
    yield b"["
    for row in rows:
        if days(row) is None and row.get("latitude") is None:
            tally.left_out["without a date or a place on the map, one of which TimeMap needs"] += 1
            continue
        yield (",\n" if tally.written else "\n").encode() + encoded(_event(row))
        tally.written += 1
    yield b"\n]\n"


def _event(row: EventRow) -> dict[str, object]:
    known = days(row)
    placed = row.get("latitude") is not None and row.get("longitude") is not None
    return {
        "id": text(row, "event_id"),
        "description": text(row, "sentence"),
        "date": known[0].strftime(_FORM) if known else "",
        "time": "",
        "time_precision": text(row, "date_precision"),
        "time_display": when(row),
        "location": text(row, "place"),
        "latitude": f"{row['latitude']}" if placed else "",
        "longitude": f"{row['longitude']}" if placed else "",
        "category": kind(row),
        "associations": [kind(row)],
        "sources": [url] if (url := text(row, "url")) else [],
        "comments": who_says(row),
    }


TIMEMAP = Format(
    "timemap",
    "TimeMap JSON",
    ".timemap.json",
    "application/json",
    write_timemap,
    ("TimeMap knows one day an event: date is the first possible one, time_display holds the last too.",),
)
