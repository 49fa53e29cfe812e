"""UCDP's Georeferenced Event Dataset as CSV: each row is an event that its headline, dyad and place tell."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from loaders.model import DatePrecision, EventType, PlacePrecision, Status
from loaders.readers import csv_rows, row_values
from loaders.readers.reading import Format, Member, Reading, Refusal, Stated
from loaders.readers.received import Given, one_line

ORIGIN = "UCDP GED"
NEEDED = frozenset(
    "id type_of_violence side_a side_b where_prec latitude longitude date_prec date_start date_end best".split()
)
# A GED row has no note of its own: these cells, exactly and each on its line, are what it says.
TEXT = ("source_headline", "dyad_name", "where_description", "where_coordinates")

# UCDP GED codebook: 1 state-based and 2 non-state conflict are fought between armed sides, 3 is against civilians.
_TYPES = {1: EventType.BATTLE, 2: EventType.BATTLE, 3: EventType.CIVILIAN_HARM}
# "where_prec": 1 the place, 2 within about 25 km of it, 3 a second-level and 4 a first-level area, 5 a line or fuzzy
# area, 6 a country, 7 international waters or air; None is the country's own radius.
_PLACES: dict[int, tuple[PlacePrecision, float | None, str]] = {
    1: (PlacePrecision.SETTLEMENT, 5.0, "the place"),
    2: (PlacePrecision.AREA, 25.0, "that it was within about 25 km"),
    3: (PlacePrecision.DISTRICT, 40.0, "the district"),
    4: (PlacePrecision.REGION, 100.0, "the region"),
    5: (PlacePrecision.AREA, 100.0, "a stretch or an area without firm bounds"),
    6: (PlacePrecision.COUNTRY, None, "the country"),
    7: (PlacePrecision.AREA, 200.0, "a sea or airspace"),
}
_DATE_CODES = dict.fromkeys(range(1, 6), 0)


def recognises(head: bytes, tail: bytes) -> bool:
    """Whether the first line names GED's columns."""
    return csv_rows.header(head, NEEDED) is not None


def members(stream: BinaryIO, start: int, given: Given) -> Iterator[Member | Refusal]:
    """One member a row, named by its line and its GED id."""
    return csv_rows.members(stream, start, given, NEEDED, "id", ROW.name)


def read_row(data: bytes) -> Reading:
    """One row. Raises ReadError `bad_row`, and `no_text` where headline, dyad and place are all empty."""
    row = row_values.unpacked(data)
    row_id = row_values.text(row, "id")
    values = {**_what(row), **_when(row), **_where(row), "flags": _flags(row), "origin_row": row_id}
    return Reading(
        row_values.exact(row, TEXT),
        title=one_line(f"{ORIGIN} {row_id}"),
        publisher=ORIGIN,
        stated=Stated(ORIGIN, values),
    )


def _what(row: row_values.Row) -> dict[str, object]:
    kind = row_values.code(row, "type_of_violence", _TYPES)
    return {
        "event_type": (_TYPES[kind] if kind else EventType.OTHER).value,
        "status": Status.OCCURRED.value,
        "actors": row_values.names(row, "side_a", "side_b"),
        "attribution": row_values.text(row, "source_office") or row_values.text(row, "source_article") or None,
        "attribution_via": ORIGIN,
        "quantities": row_values.killed(row_values.number(row, "best")),
    }


def _when(row: row_values.Row) -> dict[str, object]:
    first, last = row_values.day(row, "date_start"), row_values.day(row, "date_end")
    if first and last and last < first:
        raise row_values.bad(f"date_end {last} is before date_start {first}.")
    precision = row_values.spanned(first, last)
    # A code above 1 with one day: the day stands for a stretch that nothing bounds.
    if precision is DatePrecision.DAY and (row_values.code(row, "date_prec", _DATE_CODES) or 1) > 1:
        precision = DatePrecision.UNKNOWN
    return row_values.dated(first, last, precision, row_values.names(row, "date_start", "date_end"))


def _where(row: row_values.Row) -> dict[str, object]:
    code = row_values.code(row, "where_prec", _PLACES)
    level, radius, _ = _PLACES[code] if code else (None, None, "")
    country = row_values.country(row_values.text(row, "country"))
    if level is PlacePrecision.COUNTRY:
        from loaders.gazetteer.curated import COUNTRIES

        radius = next((known.radius_km for known in COUNTRIES.rows() if known.code == country), None)
    return row_values.located(
        row_values.text(row, "where_coordinates"),
        row_values.point(row),
        level,
        radius,
        row_values.text(row, "adm_1"),
        country,
    )


def _flags(row: row_values.Row) -> tuple[tuple[str, str], ...]:
    day = row_values.day(row, "date_start") or row_values.day(row, "date_end")
    point = row_values.point(row)
    found = list(row_values.missing(day, point))
    time, where = row_values.code(row, "date_prec", _DATE_CODES), row_values.code(row, "where_prec", _PLACES)
    if day and time and time > 1:
        found.append(("date_coarse", f"{ORIGIN} does not know the day (its date precision {time})."))
    if point and where and where > 1:
        found.append(("place_coarse", f"{ORIGIN} knows only {_PLACES[where][2]} (its where precision {where})."))
    low, high = row_values.number(row, "low"), row_values.number(row, "high")
    if low is not None and high is not None and low != high:
        found.append(
            ("count_disputed", f"{ORIGIN} counts {low:g} to {high:g} dead; the number shown is its best estimate.")
        )
    if row_values.text(row, "event_clarity") == "2":
        found.append(("summary_row", f"{ORIGIN} sums up several events in this row (its event clarity 2)."))
    return tuple(found)


FORMAT = Format("ucdp ged", recognises, members=members, resumable=True)
ROW = Format("ucdp ged row", row_values.never, read_row)
