"""TimeMap's events as JSON, the list that its server exports: each entry is an event that its description tells."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from loaders.model import DatePrecision, EventType, Status
from loaders.readers import json_rows, row_values
from loaders.readers.reading import Format, Member, Reading, Refusal, Stated
from loaders.readers.received import Given, one_line

ORIGIN = "TimeMap"
# TimeMap's own form of a date; its schema requires `description` and `associations`, and a date or a place.
_DATES = ("%m/%d/%Y",)
_NEEDED = frozenset(("description", "associations"))
_EITHER = frozenset(("date", "latitude"))


def recognises(head: bytes, tail: bytes) -> bool:
    """Whether the first or last entries have the members that TimeMap requires."""
    found = json_rows.keys(head, tail)
    return found >= _NEEDED and not found.isdisjoint(_EITHER)


def members(stream: BinaryIO, start: int, given: Given) -> Iterator[Member | Refusal]:
    """One member an entry, named by its number and its id. The list may stand alone or under `events`."""
    found = json_rows.load(stream)
    entries = found.get("events") if isinstance(found, dict) else found
    return json_rows.members(entries, start, given, lambda entry: entry.get("id"), ROW.name)


def read_row(data: bytes) -> Reading:
    """One entry. Raises ReadError `bad_row` and `no_text`."""
    row = row_values.unpacked(data)
    row_id = row_values.text(row, "id")
    found, point = row_values.day(row, "date", *_DATES), row_values.point(row)
    precision = DatePrecision.TIME if row_values.text(row, "time") else DatePrecision.DAY
    values: dict[str, object] = {
        "event_type": EventType.OTHER.value,
        "status": Status.OCCURRED.value,
        **row_values.dated(found, found, precision, (" ".join(row_values.names(row, "date", "time")),)),
        **row_values.located(row_values.text(row, "location"), point),
        "attribution_via": ORIGIN,
        "flags": row_values.missing(found, point),
        "origin_row": row_id,
    }
    return Reading(
        row_values.exact(row, ("description",)),
        title=one_line(f"{ORIGIN} {row_id}"),
        publisher=ORIGIN,
        url=_address(row.get("sources")),
        stated=Stated(ORIGIN, values),
    )


def _address(sources: Any) -> str | None:
    """The first web address among the sources, which may be ids, addresses, or records with a `url` or `paths`."""
    for source in sources if isinstance(sources, list) else ():
        named = [source]
        if isinstance(source, dict):
            paths = source.get("paths")
            named = [source.get("url"), *(paths if isinstance(paths, list) else ())]
        for found in named:
            if isinstance(found, str) and found.startswith(("http://", "https://")):
                return found
    return None


FORMAT = Format("timemap", recognises, members=members, resumable=True)
ROW = Format("timemap row", row_values.never, read_row)
