"""What people say of events: rows beside them, laid over them at read time. Nothing is updated in place."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from loaders.model import DateBasis, DatePrecision, EventType, PlacePrecision, SourceKind, Status
from loaders.search_text import fold
from loaders.store.schema import CORRECTABLE, EVENT_COLUMNS, Column, Type

_CHOICES: dict[str, type[StrEnum]] = {
    "event_type": EventType,
    "status": Status,
    "date_precision": DatePrecision,
    "date_basis": DateBasis,
    "place_precision": PlacePrecision,
    "attribution_kind": SourceKind,
}
_LIMITS = {"latitude": (-90.0, 90.0), "longitude": (-180.0, 180.0), "radius_km": (0.0, 20_040.0)}
_TYPES = {column.name: column.type for column in EVENT_COLUMNS}

Value = str | float | date | list[str] | None


class Verdict(StrEnum):
    CONFIRMED = "confirmed"
    REJECTED = "rejected"
    NEEDS_CHECK = "needs_check"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"


@dataclass(slots=True)
class Overlay:
    """What stands for one event once all its reviews are read in order."""

    verdict: str | None = None
    values: dict[str, Value] = field(default_factory=dict)


def stored_value(name: str, value: Value) -> str:
    """A correction as it is kept: JSON. Raises ValueError for a column or value that no event can have."""
    if name not in CORRECTABLE:
        raise ValueError(f"'{name}' cannot be corrected; these can: {', '.join(sorted(CORRECTABLE))}")
    text = json.dumps(value, default=lambda day: day.isoformat())
    read_value(name, text)
    return text


def read_value(name: str, text: str) -> Value:
    """A kept correction as a value of its column; None says that the value is unknown. Raises ValueError."""
    value = json.loads(text)
    kind = _TYPES[name]
    if value is None:
        return None
    if kind is Type.DAY and isinstance(value, str):
        return date.fromisoformat(value)
    if kind is Type.NUMBER and isinstance(value, int | float):
        low, high = _LIMITS.get(name, (float("-inf"), float("inf")))
        if not low <= value <= high:
            raise ValueError(f"'{name}' lies between {low} and {high}, not at {value}")
        return float(value)
    if kind is Type.LIST and isinstance(value, list) and all(isinstance(item, str) for item in value):
        return list(value)
    if kind is Type.TEXT and isinstance(value, str):
        if name in _CHOICES and value not in list(_CHOICES[name]):
            raise ValueError(f"'{name}' is one of {', '.join(_CHOICES[name])}, not {value!r}")
        return value
    raise ValueError(f"'{name}' cannot be {text:.80}")


def overlays(reviews: Iterable[Mapping[str, object]]) -> dict[str, Overlay]:
    """Reviews in order of writing, withdrawn ones left out → what stands, by event. A later word wins."""
    found: dict[str, Overlay] = {}
    for review in reviews:
        overlay = found.setdefault(str(review["event_id"]), Overlay())
        name = review["field"]
        if name is not None:
            overlay.values[str(name)] = read_value(str(name), str(review["value"]))
        if name is None or overlay.verdict is None:
            overlay.verdict = str(review["verdict"])
    return found


def overlay_rows(found: Mapping[str, Overlay]) -> tuple[list[Column], list[dict[str, object]]]:
    """The overlays as a table: event, verdict, names of corrected columns, text to search, the columns themselves."""
    used = {name for overlay in found.values() for name in overlay.values}
    columns = [
        Column("event_id", Type.TEXT),
        Column("review_verdict", Type.TEXT),
        Column("corrected", Type.LIST),
        Column("added_text", Type.TEXT),
        *(column for column in EVENT_COLUMNS if column.name in used),
    ]
    rows: list[dict[str, object]] = [
        {
            "event_id": event_id,
            "review_verdict": overlay.verdict,
            "corrected": sorted(overlay.values),
            "added_text": fold("\n".join(_words(overlay.values.values()))),
            **overlay.values,
        }
        for event_id, overlay in sorted(found.items())
    ]
    return columns, rows


def _words(values: Iterable[Value]) -> Iterable[str]:
    for value in values:
        if isinstance(value, str):
            yield value
        elif isinstance(value, list):
            yield from value
