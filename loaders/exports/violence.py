"""What leaves as violence in the shapes of ACLED and UCDP: only what is told as done, violent, dated and placed."""

from __future__ import annotations

from datetime import date, timedelta

from loaders.exports.format import EventRow
from loaders.model import DateBasis, EventType, PlacePrecision, Status

REJECTED = "rejected"
_TOLD = (Status.OCCURRED, Status.ONGOING)
_VIOLENT = (EventType.BATTLE, EventType.CAPTURE, EventType.STRIKE, EventType.SABOTAGE, EventType.CIVILIAN_HARM)
# An area this small is a part of a region, this large a region; both tables place nothing more vaguely than that.
_PART_KM, _REGION_KM = 25.0, 150.0


def refused(row: EventRow) -> str | None:
    """Why an event is no row of such a table; None if it is one."""
    status, kind = row.get("status"), row.get("event_type")
    if row.get("review_verdict") == REJECTED:
        return "rejected in review"
    if status not in _TOLD:
        return f"told as {status}, not as done"
    if kind not in _VIOLENT:
        return f"not violence: {str(kind).replace('_', ' ')}"
    if days(row) is None:
        return "without a date"
    if row.get("latitude") is None or row.get("longitude") is None:
        return "without a place on the map"
    return None


def days(row: EventRow) -> tuple[date, date] | None:
    """The first and the last day of an event; None without either."""
    first, last = row.get("date_start"), row.get("date_end")
    known = [day for day in (first, last) if isinstance(day, date)]
    return (known[0], known[-1]) if known else None


def from_dateline(row: EventRow) -> bool:
    """Whether only the date of publication tells the day."""
    return row.get("date_basis") == DateBasis.PUBLISHED


def middle(first: date, last: date) -> date:
    return first + timedelta(days=(last - first).days // 2)


def place_level(row: EventRow) -> int:
    """1 the place itself, 2 a part of a region, 3 a region, 4 a country or more; unknown counts as the place itself."""
    match row.get("place_precision"):
        case PlacePrecision.DISTRICT:
            return 2
        case PlacePrecision.REGION:
            return 3
        case PlacePrecision.COUNTRY:
            return 4
        case PlacePrecision.AREA:
            radius = row.get("radius_km")
            size = radius if isinstance(radius, int | float) else _REGION_KM
            return 2 if size <= _PART_KM else 3 if size <= _REGION_KM else 4
    return 1


def parties(row: EventRow) -> list[str]:
    """The units and bodies that take part, each once; who stood against whom is not told."""
    return list(dict.fromkeys(items(row, "units") + items(row, "actors")))


def killed(row: EventRow) -> tuple[int | None, bool]:
    """The number of dead, and whether it is told as exact; None where none is told, or several are."""
    found = [item.removeprefix("killed: ") for item in items(row, "quantities") if item.startswith("killed: ")]
    number = found[0].rpartition(" ")[2] if len(found) == 1 else ""
    return (int(number), found[0] == number) if number.isdecimal() else (None, False)


def items(row: EventRow, name: str) -> list[str]:
    value = row.get(name)
    return [str(item) for item in value] if isinstance(value, list | tuple) else []


def text(row: EventRow, name: str) -> str:
    value = row.get(name)
    return "" if value is None else str(value)
