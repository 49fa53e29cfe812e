"""Cells of other people's event tables → values of the event table. A cell that makes no sense is an error; a missing one is None."""

from __future__ import annotations

import json
from calendar import monthrange
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from math import isfinite
from typing import Any

from loaders.model import DateBasis, DatePrecision, PlacePrecision, Quantity
from loaders.readers.received import ReadError, one_line

Row = Mapping[str, Any]


def packed(row: Row) -> bytes:
    """A row as the bytes of a document of its own; the same row gives the same bytes."""
    return json.dumps(row, sort_keys=True, separators=(",", ":")).encode("ascii")


def unpacked(data: bytes) -> dict[str, Any]:
    """What `packed` was given. Raises ReadError `bad_row`."""
    try:
        row = json.loads(data)
    except (ValueError, RecursionError) as problem:
        raise bad("The bytes are no row of an event table.") from problem
    if not isinstance(row, dict):
        raise bad("The bytes are no row of an event table.")
    return row


def never(head: bytes, tail: bytes) -> bool:
    """A row is never met on its own: its table names its reader."""
    return False


def bad(message: str) -> ReadError:
    return ReadError("bad_row", message)


def text(row: Row, name: str) -> str:
    """A cell as a name or number on one line, of 2,000 characters at most; empty where it is missing."""
    value = row.get(name)
    return one_line(value if isinstance(value, str) else "" if value is None else str(value)) or ""


def exact(row: Row, names: tuple[str, ...]) -> str:
    """The cells that hold something, a line each, exactly. Raises ReadError `no_text` and `bad_row`."""
    parts = [value for name in names if isinstance(value := row.get(name), str) and value.strip()]
    found = "\n".join(parts)
    if not found:
        raise ReadError("no_text", f"The row says nothing: {', '.join(names)} are empty.")
    try:
        found.encode("utf-8")
    except UnicodeEncodeError as problem:
        raise bad("The row holds half a character (a lone surrogate).") from problem
    return found


def number(row: Row, name: str) -> float | None:
    """A number. Raises ReadError `bad_row`."""
    cell = text(row, name)
    if not cell:
        return None
    try:
        value = float(cell)
    except ValueError:
        value = float("nan")
    if not isfinite(value):
        raise bad(f"{name} is {cell[:40]!r}, which is no number.")
    return value


def code(row: Row, name: str, known: Mapping[int, Any]) -> int | None:
    """A coded value, None where the code is missing or unknown."""
    value = number(row, name)
    return int(value) if value is not None and value in known else None


def point(row: Row) -> tuple[float, float] | None:
    """Latitude and longitude; None where one is missing or both are 0. Raises ReadError `bad_row` outside the globe."""
    latitude, longitude = number(row, "latitude"), number(row, "longitude")
    if latitude is None or longitude is None or latitude == longitude == 0:
        return None
    if abs(latitude) > 90 or abs(longitude) > 180:
        raise bad(f"latitude {latitude:g} and longitude {longitude:g} are no place on the globe.")
    return latitude, longitude


def day(row: Row, name: str, *forms: str) -> date | None:
    """A day, as ISO (a time after it does not count) or in one of the `strptime` forms. Raises ReadError `bad_row`."""
    cell = text(row, name)
    if not cell:
        return None
    try:
        return date.fromisoformat(cell[:10])
    except ValueError:
        pass
    for form in forms:
        try:
            return datetime.strptime(cell, form).date()
        except ValueError:
            continue
    raise bad(f"{name} is {cell[:40]!r}, which is no date.")


def week_around(middle: date) -> tuple[date, date]:
    """The seven days around the middle of a week. A day at the end of the calendar stands alone."""
    try:
        return middle - timedelta(days=3), middle + timedelta(days=3)
    except OverflowError:
        return middle, middle


def month_of(found: date) -> tuple[date, date]:
    return found.replace(day=1), found.replace(day=monthrange(found.year, found.month)[1])


def country(name: str, numeric: str = "") -> str | None:
    """ISO alpha-2 by the ISO number, then by the name, then by one in brackets or before them ("Myanmar (Burma)")."""
    from loaders.gazetteer.curated import state_code

    if numeric.isdecimal():
        import iso3166

        if numbered := iso3166.countries_by_numeric.get(numeric.zfill(3)):
            return str(numbered.alpha2)
    before, _, inside = name.partition("(")
    names = (name, before, inside.rstrip(") "))
    return next((found for part in names if part.strip() and (found := state_code(part.strip()))), None)


def killed(count: float | None) -> tuple[Quantity, ...]:
    """The dead of an event; none where the table counts none, which it also does where it knows none."""
    return (Quantity(count, "killed"),) if count and count > 0 else ()


def names(row: Row, *columns: str) -> tuple[str, ...]:
    """The names in these columns, each once."""
    return tuple(dict.fromkeys(found for column in columns if (found := text(row, column))))


def spanned(first: date | None, last: date | None) -> DatePrecision | None:
    """How exact a first and a last day are: the smallest unit of the calendar that they fill, else a range."""
    if first is None or last is None:
        return DatePrecision.DAY if first or last else None
    if first == last:
        return DatePrecision.DAY
    if (first, last) == month_of(first):
        return DatePrecision.MONTH
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return DatePrecision.YEAR
    return DatePrecision.WEEK if (last - first).days == 6 else DatePrecision.RANGE


def missing(found: date | None, place: tuple[float, float] | None) -> tuple[tuple[str, str], ...]:
    """The flags of a row that lacks a date or coordinates."""
    flags = []
    if found is None:
        flags.append(("undated", "The row has no date."))
    if place is None:
        flags.append(("unlocated", "The row has no coordinates."))
    return tuple(flags)


def located(
    name: str,
    place: tuple[float, float] | None,
    level: PlacePrecision | None = None,
    radius: float | None = None,
    admin1: str = "",
    country: str | None = None,
) -> dict[str, object]:
    """The columns that say where. A point without a name is called by its coordinates; without a point nothing is drawn."""
    latitude, longitude = place or (None, None)
    return {
        "place": name or (f"{latitude:.4f}, {longitude:.4f}" if place else None),
        "place_as_written": name or None,
        "admin1": admin1 or None,
        "country": country,
        "latitude": latitude,
        "longitude": longitude,
        "place_precision": level.value if place and level else None,
        "radius_km": radius if place else None,
    }


def dated(
    first: date | None, last: date | None, precision: DatePrecision | None, written: tuple[str, ...]
) -> dict[str, object]:
    """The columns that say when; all unknown without a day."""
    known = first is not None or last is not None
    return {
        "date_start": first or last,
        "date_end": last or first,
        "date_precision": precision.value if known and precision else None,
        "date_basis": DateBasis.STATED.value if known else None,
        "date_as_written": " – ".join(written) if known else None,
    }
