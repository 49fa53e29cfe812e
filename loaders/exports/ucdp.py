"""CSV in the columns of UCDP's Georeferenced Event Dataset. Only what its codebook holds: see `violence`."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date
from math import floor

from loaders.exports import violence
from loaders.exports.countries import name
from loaders.exports.csv_file import table
from loaders.exports.format import EventRow, Format, Options, Tally
from loaders.exports.violence import text
from loaders.model import EventType, PlacePrecision

COLUMNS = tuple(
    """id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name dyad_dset_id
    dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b number_of_sources
    source_article source_office source_date source_headline source_original where_prec where_coordinates where_description
    adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id region event_clarity date_prec date_start date_end
    deaths_a deaths_b deaths_civilians deaths_unknown best high low gwnoa gwnob""".split()
)
_ONE_SIDED = 3
_DAYS = ((1, 1), (6, 2), (7, 3), (31, 4))
_WHERE = {
    PlacePrecision.DISTRICT: 3,
    PlacePrecision.REGION: 4,
    PlacePrecision.COUNTRY: 6,
}


def write_ucdp(rows: Iterable[EventRow], options: Options, tally: Tally) -> Iterator[bytes]:
    yield from table(COLUMNS, _rows(rows, tally), options, tally)


def _rows(rows: Iterable[EventRow], tally: Tally) -> Iterator[EventRow]:
    for row in rows:
        reason, known = violence.refused(row), violence.days(row)
        if reason is None and known is not None and (known[1] - known[0]).days > 365:
            reason = "dated more vaguely than a year"
        if reason is not None:
            tally.left_out[reason] += 1
        elif known is not None:
            yield _row(row, *known)


def _row(row: EventRow, first: date, last: date) -> EventRow:
    parties, (dead, exact) = violence.parties(row), violence.killed(row)
    civilian = row.get("event_type") == EventType.CIVILIAN_HARM
    side_a, side_b = "; ".join(parties) or None, "Civilians" if civilian else None
    latitude, longitude = float(text(row, "latitude")), float(text(row, "longitude"))
    bound = dead if exact else None
    return {
        "id": int(hashlib.sha256(text(row, "event_id").encode()).hexdigest()[:12], 16),
        "relid": row.get("event_id"),
        "year": first.year,
        "type_of_violence": _ONE_SIDED if civilian else None,
        "dyad_name": " - ".join(filter(None, (side_a, side_b))) or None,
        "side_a": side_a,
        "side_b": side_b,
        "number_of_sources": 1,
        "source_article": f"{text(row, 'publisher')}, {text(row, 'published')}: {text(row, 'sentence')}",
        "source_office": row.get("attribution") or row.get("publisher"),
        "source_date": row.get("published"),
        "source_headline": row.get("article_title"),
        "source_original": row.get("attribution"),
        "where_prec": _where(row),
        "where_coordinates": row.get("place"),
        "where_description": row.get("place_as_written"),
        "adm_1": row.get("admin1"),
        "latitude": latitude,
        "longitude": longitude,
        "geom_wkt": f"POINT ({longitude} {latitude})",
        "priogrid_gid": _cell(latitude, longitude),
        "country": name(row.get("country")),
        "event_clarity": 1,
        "date_prec": _precision(row, first, last),
        "date_start": f"{first} 00:00:00.000",
        "date_end": f"{last} 00:00:00.000",
        "best": dead,
        "high": bound,
        "low": bound,
    }


def _where(row: EventRow) -> int:
    """GED's code of how exact a place is; an area without firm bounds is 2 within 25 km, else 5."""
    precision = text(row, "place_precision")
    if precision == PlacePrecision.AREA:
        return 2 if violence.place_level(row) == 2 else 5
    return next((code for level, code in _WHERE.items() if level == precision), 1)


def _precision(row: EventRow, first: date, last: date) -> int:
    """GED's code of how exact a date is: 1 the day, 2 up to six days, 3 a week, 4 a month, 5 more."""
    length = (last - first).days + 1
    code = next((code for most, code in _DAYS if length <= most), 5)
    unsure = violence.from_dateline(row) or row.get("date_precision") == "unknown"
    return max(code, 2) if unsure else code


def _cell(latitude: float, longitude: float) -> int:
    """The half-degree cell of PRIO-GRID, numbered from 1 at the south-west corner, row by row."""
    row, column = min(359, floor((latitude + 90) * 2)), min(719, floor((longitude + 180) * 2))
    return row * 720 + column + 1


UCDP = Format(
    "ucdp",
    "UCDP GED-shaped CSV",
    ".ged.csv",
    "text/csv; charset=utf-8",
    write_ucdp,
    (
        "Only violence told as done, with a date and a place.",
        "UCDP lists only events with at least one dead: best is empty where no one number is told, and never 0 for that.",
        "side_a holds all parties: who stood against whom is not known. type_of_violence is told for harm to civilians alone.",
        "id is made of the event's own id, which stands in relid; the sentence stands in source_article.",
        "A day that only the date of publication tells has date_prec 2.",
        "Rows that were read off articles were not coded by UCDP: UCDP does not answer for them.",
    ),
)
