"""ACLED's CSV, in the columns before and after 2023: each row is an event that its own notes tell."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from loaders.event_types import from_acled
from loaders.model import DatePrecision, PlacePrecision, Status
from loaders.readers import csv_rows, row_values
from loaders.readers.reading import Format, Member, Reading, Refusal, Stated
from loaders.readers.received import Given, one_line

ORIGIN = "ACLED"
# Both column sets have these: before 2023 there were data_id and event_id_no_cnty too, since then disorder_type and tags.
NEEDED = frozenset("event_id_cnty event_date event_type sub_event_type actor1 latitude longitude notes".split())

_DATE_PRECISION = {1: DatePrecision.DAY, 2: DatePrecision.WEEK, 3: DatePrecision.MONTH}
# ACLED codebook, "geo_precision": 1 the place itself, 2 a part of a region known by a town in it, 3 a region known by its capital.
_PLACE_PRECISION = {
    1: (PlacePrecision.SETTLEMENT, 5.0),
    2: (PlacePrecision.DISTRICT, 25.0),
    3: (PlacePrecision.REGION, 100.0),
}
_LONGEST_TIME = 12
_DATES = ("%d %B %Y", "%d-%B-%Y", "%d-%b-%Y", "%d/%m/%Y")


def recognises(head: bytes, tail: bytes) -> bool:
    """Whether the first line names ACLED's columns."""
    return csv_rows.header(head, NEEDED) is not None


def members(stream: BinaryIO, start: int, given: Given) -> Iterator[Member | Refusal]:
    """One member a row, named by its line and its ACLED id."""
    return csv_rows.members(stream, start, given, NEEDED, "event_id_cnty", ROW.name)


def read_row(data: bytes) -> Reading:
    """One row: its notes are the text; without notes, what the row names. Raises ReadError `bad_row` and `no_text`."""
    row = row_values.unpacked(data)
    row_id = row_values.text(row, "event_id_cnty")
    text = row_values.exact(row, ("notes",) if row_values.text(row, "notes") else _NAMED)
    return Reading(
        text,
        title=one_line(f"{ORIGIN} {row_id}"),
        publisher=ORIGIN,
        # ACLED writes its notes in English, whatever its sources speak.
        language="en",
        stated=Stated(
            ORIGIN,
            {**_what(row), **_when(row), **_where(row), "flags": _flags(row), "origin_row": row_id},
            _revision(row) if row_id else None,
        ),
    )


_NAMED = ("event_type", "sub_event_type", "actor1", "actor2", "location")


def _revision(row: row_values.Row) -> int | None:
    """When ACLED last changed the row, in seconds since 1970: it writes a corrected row under the same id, with a later time."""
    cell = row_values.text(row, "timestamp")
    return int(cell) if cell.isascii() and cell.isdigit() and len(cell) <= _LONGEST_TIME else None


def _what(row: row_values.Row) -> dict[str, object]:
    return {
        "event_type": from_acled(row_values.text(row, "event_type"), row_values.text(row, "sub_event_type")).value,
        "status": Status.OCCURRED.value,
        "actors": row_values.names(row, "actor1", "assoc_actor_1", "actor2", "assoc_actor_2"),
        "attribution": row_values.text(row, "source") or None,
        "attribution_via": ORIGIN,
        "quantities": row_values.killed(row_values.number(row, "fatalities")),
    }


def _when(row: row_values.Row) -> dict[str, object]:
    found = row_values.day(row, "event_date", *_DATES)
    if found is None:
        return {}
    precision = row_values.code(row, "time_precision", _DATE_PRECISION)
    first = last = found
    # Of a week ACLED writes the middle, of a month its middle, first or last day.
    if precision == 2:
        first, last = row_values.week_around(found)
    elif precision == 3:
        first, last = row_values.month_of(found)
    return row_values.dated(first, last, _DATE_PRECISION[precision or 1], (row_values.text(row, "event_date"),))


def _where(row: row_values.Row) -> dict[str, object]:
    level, radius = _PLACE_PRECISION.get(row_values.code(row, "geo_precision", _PLACE_PRECISION) or 0, (None, None))
    return row_values.located(
        row_values.text(row, "location"),
        row_values.point(row),
        level,
        radius,
        row_values.text(row, "admin1"),
        row_values.country(row_values.text(row, "country"), row_values.text(row, "iso")),
    )


def _flags(row: row_values.Row) -> tuple[tuple[str, str], ...]:
    time, geo = (
        row_values.code(row, "time_precision", {2: 0, 3: 0}),
        row_values.code(row, "geo_precision", {2: 0, 3: 0}),
    )
    day, point = row_values.day(row, "event_date", *_DATES), row_values.point(row)
    found = list(row_values.missing(day, point))
    if day and time:
        found.append(
            ("date_coarse", f"{ORIGIN} knows only the {_DATE_PRECISION[time].value} (its time precision {time}).")
        )
    if point and geo:
        known = "a part of a region" if geo == 2 else "a region"
        found.append(
            ("place_coarse", f"{ORIGIN} knows only {known}, and names a town in it (its geo precision {geo}).")
        )
    return tuple(found)


FORMAT = Format("acled", recognises, members=members, resumable=True)
ROW = Format("acled row", row_values.never, read_row)
