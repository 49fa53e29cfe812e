"""Rows of an event table as typed values for pictures: NaN and NaT become None or "", text is cut and made visible."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pandas as pd

from dashboard import hours
from dashboard.passages import visible
from dashboard.words import days, parsed

SENTENCE_LENGTH = 160


@dataclass(frozen=True, slots=True)
class Mark:
    """What a picture needs of one event; `sentence` is as published.

    `latitude` and `longitude` are both there and in range, or both None; `hours` is a TIMEX3 time of day, as written.
    """

    event_id: str
    event_type: str
    status: str
    first: date | None
    last: date | None
    basis: str
    place: str
    latitude: float | None
    longitude: float | None
    place_precision: str
    radius_km: float
    sentence: str
    attribution: str
    units: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    publisher: str = ""
    side: str = ""
    hours: str = ""
    admin1: str = ""
    country: str = ""

    @property
    def when(self) -> str:
        told = hours.spoken(self.first, self.last, self.hours)
        return f"{days(self.first, self.last)}, {told}" if told else days(self.first, self.last)

    def quote(self, length: int = SENTENCE_LENGTH) -> str:
        """The sentence for a hover: on one line, cut to `length`, hidden characters spelled out."""
        return shortened(visible(self.sentence[: 4 * length]), length)


_COLUMNS = frozenset(
    (
        "event_id", "event_type", "status", "date_start", "date_end", "date_basis", "place", "place_as_written", "latitude",
        "longitude", "place_precision", "radius_km", "sentence", "attribution", "units", "places", "publisher", "actors",
        "admin1", "country", "time_of_day",
    )
)  # fmt: skip
"""What a mark is made of: the rest of a row is not unpacked."""


def read(events: pd.DataFrame) -> list[Mark]:
    """One mark a row, in the frame's order. Columns as in the event table; absent columns count as unknown."""
    columns = [name for name in events.columns if name in _COLUMNS]
    events = events[columns]
    return [_mark(dict(zip(columns, row, strict=True))) for row in events.itertuples(index=False, name=None)]


def _mark(row: dict[str, Any]) -> Mark:
    first, last = _day(row.get("date_start")), _day(row.get("date_end"))
    latitude, longitude = coordinates(row.get("latitude"), row.get("longitude"))
    return Mark(
        event_id=_text(row.get("event_id")),
        event_type=_text(row.get("event_type")),
        status=_text(row.get("status")),
        first=min(first, last) if first and last else first or last,
        last=max(first, last) if first and last else last or first,
        basis=_text(row.get("date_basis")),
        place=visible(_text(row.get("place")) or _text(row.get("place_as_written"))),
        latitude=latitude,
        longitude=longitude,
        place_precision=_text(row.get("place_precision")),
        radius_km=_number(row.get("radius_km")) or 0.0,
        sentence=_text(row.get("sentence")),
        attribution=visible(_text(row.get("attribution"))),
        units=_texts(row.get("units")),
        places=_texts(row.get("places")),
        publisher=_text(row.get("publisher")),
        side=next(iter(_texts(row.get("actors"))), ""),
        hours=_text(row.get("time_of_day")),
        admin1=_text(row.get("admin1")),
        country=_text(row.get("country")),
    )


def label(value: object) -> str:
    """A name for a picture: its hidden characters made visible; empty for anything but text."""
    return visible(_text(value))


def coordinates(latitude: object, longitude: object) -> tuple[float | None, float | None]:
    """Both coordinates in degrees if both are finite and on the globe, else both None."""
    north, east = _number(latitude), _number(longitude)
    if north is None or east is None or abs(north) > 90 or abs(east) > 180:
        return None, None
    return north, east


def shortened(text: str, length: int = SENTENCE_LENGTH) -> str:
    """The text on one line, cut at a word to `length` characters with an ellipsis."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    head = line[:length]
    cut = head.rfind(" ")
    return (head[:cut] if cut > length // 2 else head).rstrip(" ,;:") + "…"


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _texts(value: object) -> tuple[str, ...]:
    """The texts of a list column, which pandas gives as an array; nothing of a missing cell."""
    if value is None or isinstance(value, str | float):
        return ()
    return tuple(item for item in value if isinstance(item, str)) if isinstance(value, Iterable) else ()


def _number(value: object) -> float | None:
    try:
        number = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return None
    return number if math.isfinite(number) else None


def _day(value: object) -> date | None:
    if value is None or value is pd.NaT:
        return None
    if isinstance(value, datetime):
        return value.date()
    return parsed(value)
