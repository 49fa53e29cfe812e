"""Days, mentions, flags and addresses in plain words; pure."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from dashboard.passages import visible
from loaders import EXTRACTED

Json = dict[str, Any]

BASIS = {
    "stated": "the text states it",
    "relative": "counted from another date in the article",
    "published": "only the date of publication tells",
}
WITHIN = {
    "week": "some day in this week",
    "month": "some day in this month",
    "season": "some day in this season",
    "quarter": "some day in this quarter",
    "year": "some day in this year",
    "decade": "some day in this decade",
    "range": "from the first to the last day",
}
PRECISION = {
    "point": "an exact point",
    "settlement": "a settlement",
    "district": "a district",
    "region": "a region",
    "country": "a whole country",
    "area": "an area without firm bounds",
}
STATUS = {
    "occurred": "told as having happened",
    "ongoing": "told as going on",
    "planned": "planned, not told as done",
    "hypothetical": "only possible, not told as done",
    "denied": "a source says that it did not happen",
}
SOURCE = {
    "official": "an official source",
    "military": "a military source",
    "media": "a news outlet",
    "observer": "an observer",
    "anonymous": "an unnamed source",
    "author": "the article itself",
}
EARLIEST, LATEST = date(1000, 1, 1), date(2999, 12, 31)
FLAGS = {
    "place_conflict": "Place contradicts geography",
    "place_lookalike": "Place has a look-alike",
    "place_ambiguous": "Place name is ambiguous",
    "date_from_publication": "Date only from publication",
    "date_conflict": "Dates contradict",
    "undated": "Undated",
    "unlocated": "Without a place",
    "date_coarse": "Day not known",
    "place_coarse": "Place only roughly known",
    "count_disputed": "Number of dead disputed",
    "summary_row": "Several events in one row",
}


def humanise(code: str | None) -> str:
    """`civilian_harm` → `civilian harm`."""
    return (code or "").replace("_", " ")


def number(count: int, what: str) -> str:
    """`1 event`, `2,000 events`."""
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def origin(name: str) -> str:
    """Where an event comes from: read off an article, or stated by another's table."""
    return "read off an article" if name == EXTRACTED else f"stated by {visible(name)}"


@cache
def language(code: str) -> str:
    """The English name of a language; its code where it has none."""
    from babel import Locale

    return visible(dict(Locale("en").languages).get(code, code))


def flag_title(code: str) -> str:
    return FLAGS.get(code, humanise(code).capitalize())


def day(value: date) -> str:
    """`5 March 2025`."""
    return f"{value.day} {value:%B} {value.year}"


def days(first: date | None, last: date | None) -> str:
    """First to last possible day, said once: `5 March 2025`, `1–31 March 2025`, `30 March – 2 April 2025`."""
    if first is None or last is None or first == last:
        known = first or last
        return day(known) if known else "no date"
    if first.year != last.year:
        return f"{day(first)} – {day(last)}"
    if first.month == 1 and first.day == 1 and last.month == 12 and last.day == 31:
        return str(first.year)
    if first.month != last.month:
        return f"{first.day} {first:%B} – {day(last)}"
    return f"{first.day}–{last.day} {last:%B} {last.year}"


def parsed(value: object) -> date | None:
    """An ISO day or a date as a date; None for anything else."""
    if isinstance(value, datetime):
        return value.date() if value == value else None
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value)[:10]) if value else None
    except ValueError:
        return None


def event_days(record: Json) -> str:
    return days(parsed(record.get("date_start")), parsed(record.get("date_end")))


def row_days(row: Json) -> str:
    """The days of a table row for sorting by eye: `2025-03-05`, `2025-03-01 – 2025-03-31`, or nothing."""
    first, last = parsed(row.get("date_start")), parsed(row.get("date_end"))
    if first is None and last is None:
        return ""
    first, last = first or last, last or first
    if first == last:
        return f"{first}"
    return f"{first} – {last}"


def event_title(record: Json) -> str:
    """What the reader puts above an event: where and when."""
    place = visible(record.get("place") or record.get("place_as_written"))
    return f"{place or 'No place told'} · {event_days(record)}"


def safe_url(url: object) -> str | None:
    """The address if it is plain http or https with a host, else None: nothing else becomes a link."""
    if not isinstance(url, str) or any(c.isspace() or ord(c) < 32 for c in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme.lower() in ("http", "https") and parts.hostname else None


def mention_title(mention: Json) -> str:
    """What hovering over a mention says: its kind and its value, in one line."""
    kind, value = mention["kind"], mention.get("value") or {}
    match kind:
        case "date":
            known = days(parsed(value.get("earliest")), parsed(value.get("latest")))
            said = known if known != "no date" else value.get("timex") or "no calendar day"
            basis = BASIS.get(value.get("basis") or "")
            return visible(f"date: {said}" + (f" ({basis})" if basis else ""))
        case "place":
            where = [value.get("name"), value.get("admin1"), value.get("country")]
            return visible("place: " + ", ".join(part for part in where if part))
        case "unit":
            return visible("unit: " + " · ".join([value.get("name") or "", *(value.get("parents") or [])]))
        case "person":
            return visible("person: " + person(value))
        case "weapon":
            return visible(f"weapon: {value.get('name')} ({humanise(value.get('category'))})")
        case "quantity":
            qualifier = f"{value['qualifier']} " if value.get("qualifier") else ""
            return visible(f"quantity: {humanise(value.get('of'))}, {qualifier}{value.get('number')}")
        case "claim":
            return visible(
                f"claim: {value.get('source') or SOURCE.get(value.get('source_kind') or '', 'no named source')}"
            )
        case "action":
            return visible(
                f"action: {humanise(value.get('event_type'))}, {value.get('status') or value.get('tense') or ''}"
            )
    return visible(str(kind))


def person(value: Json) -> str:
    name = " ".join(part for part in (value.get("rank"), value.get("name")) if part)
    post = value.get("unit") or value.get("role")
    return f"{name} ({post})" if post else name
