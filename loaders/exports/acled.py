"""CSV in ACLED's columns, as they are since 2024. Only what its codebook holds: see `violence`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from loaders.event_types import to_acled
from loaders.exports import violence
from loaders.exports.countries import name, numeric
from loaders.exports.csv_file import table
from loaders.exports.format import EventRow, Format, Options, Tally
from loaders.exports.violence import items, text
from loaders.model import EventType

COLUMNS = tuple(
    """event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1 inter1 actor2
    assoc_actor_2 inter2 interaction civilian_targeting iso region country admin1 admin2 admin3 location latitude longitude
    geo_precision source source_scale notes fatalities tags timestamp""".split()
)
_WEEK = timedelta(days=6)


def write_acled(rows: Iterable[EventRow], options: Options, tally: Tally) -> Iterator[bytes]:
    yield from table(COLUMNS, _rows(rows, tally), options, tally)


def _rows(rows: Iterable[EventRow], tally: Tally) -> Iterator[EventRow]:
    for row in rows:
        reason = violence.refused(row)
        when = None if reason else _when(row)
        if reason is None and when is None:
            reason = "dated more vaguely than a month"
        if reason is None and violence.place_level(row) > 3:
            reason = "placed more vaguely than a region"
        if reason is None and when is not None:
            yield _row(row, *when)
        elif reason is not None:
            tally.left_out[reason] += 1


def _when(row: EventRow) -> tuple[date, int] | None:
    """ACLED's one day and its precision: 1 that day, 2 its week, 3 its month; None for what is vaguer."""
    known = violence.days(row)
    if known is None:
        return None
    first, last = known
    middle = violence.middle(first, last)
    if first == last:
        return middle, 2 if violence.from_dateline(row) or row.get("date_precision") == "unknown" else 1
    if last - first <= _WEEK:
        return middle, 2
    return (middle, 3) if (first.year, first.month) == (last.year, last.month) else None


def _row(row: EventRow, day: date, precision: int) -> EventRow:
    kind = to_acled()[text(row, "event_type")]
    subs, parties = kind.acled_sub_event_type, violence.parties(row)
    civilian = row.get("event_type") == EventType.CIVILIAN_HARM
    return {
        "event_id_cnty": row.get("event_id"),
        "event_date": day,
        "year": day.year,
        "time_precision": precision,
        "disorder_type": "Political violence",
        "event_type": kind.acled_event_type,
        # Where several would do, none is chosen.
        "sub_event_type": subs[0] if len(subs) == 1 else None,
        "actor1": parties[0] if parties else None,
        "assoc_actor_1": "; ".join(parties[1:]) or None,
        "civilian_targeting": "Civilian targeting" if civilian else None,
        "iso": numeric(row.get("country")),
        "country": name(row.get("country")),
        "admin1": row.get("admin1"),
        "location": row.get("place"),
        "latitude": row.get("latitude"),
        "longitude": row.get("longitude"),
        "geo_precision": violence.place_level(row),
        "source": "; ".join(dict.fromkeys(filter(None, (text(row, "attribution"), text(row, "publisher"))))) or None,
        "notes": row.get("sentence"),
        "fatalities": violence.killed(row)[0],
        "tags": "; ".join(_tags(row)),
    }


def _tags(row: EventRow) -> list[str]:
    tags = [f"status={text(row, 'status')}", f"origin={text(row, 'origin') or 'extracted'}"]
    if row.get("confidence") is not None:
        tags.append(f"confidence={text(row, 'confidence')}")
    return tags + [f"doubt={flag}" for flag in items(row, "flags")]


ACLED = Format(
    "acled",
    "ACLED-shaped CSV",
    ".acled.csv",
    "text/csv; charset=utf-8",
    write_acled,
    (
        "Only violence told as done, with a date no vaguer than a month and a place no vaguer than a region.",
        "actor1 and assoc_actor_1 hold all parties: who stood against whom is not known, so actor2 is empty.",
        "sub_event_type is empty where ACLED parts what is one type here; fatalities where no one number is told.",
        "A day that only the date of publication tells has time_precision 2.",
        "Only rows whose tags say origin=ACLED were coded by ACLED.",
    ),
)
