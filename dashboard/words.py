"""Values of an event in plain words: dates, places, sources, confidence; pure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from dashboard.passages import visible

Json = dict[str, Any]
Line = dict[str, str]

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
    "denied": "denied",
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
}
NONE = {"text": "not told", "note": ""}


def humanise(code: str | None) -> str:
    """`civilian_harm` → `civilian harm`."""
    return (code or "").replace("_", " ")


def number(count: int, what: str) -> str:
    """`1 event`, `2,000 events`."""
    return f"{count:,} {what}{'' if count == 1 else 's'}"


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


def facts(record: Json) -> list[Json]:
    """The values of one event and how each is known: rows of `{label, lines: [{text, note}]}`, all text made visible."""
    rows: list[tuple[str, list[Line]]] = [
        ("Corrected", _corrections(record)),
        ("Date", [_date(record)]),
        ("Place", _places(record)),
        ("Unit", _listed(record, "units", _unit)),
        ("Commander", _listed(record, "commanders", _person)),
        ("People", _listed(record, "people", _person)),
        ("Actors", _listed(record, "actors", str)),
        (
            "Weapons",
            _listed(record, "weapons", lambda w: _line(w.get("name") or w.get("text"), humanise(w.get("category")))),
        ),
        ("Numbers", _listed(record, "quantities", lambda q: _line(q.get("text"), humanise(q.get("of"))))),
        ("Who says so", [_source(record)]),
        ("Status", [_line(STATUS.get(record.get("status") or "", humanise(record.get("status"))))]),
        ("Confidence", _confidence(record)),
    ]
    always = ("Date", "Place", "Unit", "Who says so")
    return [{"label": name, "lines": lines or [NONE]} for name, lines in rows if lines or name in always]


def _listed(record: Json, name: str, described: Callable[[Any], Line | str]) -> list[Line]:
    """The items of a list column; a corrected list holds names where the article's own holds mentions."""
    lines = [_line(item) if isinstance(item, str) else described(item) for item in record.get(name) or []]
    return [line for line in lines if isinstance(line, dict)]


def _corrections(record: Json) -> list[Line]:
    return [
        _line(f"{humanise(name)}: {_said(record.get(name))}", f"read from the article as {_said(was)}")
        for name, was in (record.get("original") or {}).items()
    ]


def _said(value: object) -> str:
    """A column's value in a word or two."""
    if value is None or value == "" or value == []:
        return "not told"
    if isinstance(value, list):
        return ", ".join(
            str(item.get("name") or item.get("text")) if isinstance(item, dict) else str(item) for item in value
        )
    if isinstance(value, date):
        return day(value)
    return humanise(str(value))


def _person(value: Json) -> Line:
    return _line(person(value), _as_written(value))


def _line(text: object, note: str = "") -> Line:
    return {"text": visible(str(text or "")), "note": visible(note)}


def _as_written(mention: Json) -> str:
    text = mention.get("text")
    return f"written “{text}”" if text and text != mention.get("name") else ""


def _date(record: Json) -> Line:
    if not record.get("date_start") and not record.get("date_end"):
        return _line("not told", "nothing in the article fixes a day")
    if (record.get("original") or {}).keys() & {"date_start", "date_end"}:
        return _line(event_days(record), "corrected")
    precision = record.get("date_precision") or ""
    known = [WITHIN.get(precision, ""), BASIS.get(record.get("date_basis") or "", "")]
    written = record.get("date_as_written")
    if written:
        known.append(f"written “{written}”")
    return _line(event_days(record), ", ".join(part for part in known if part))


def _places(record: Json) -> list[Line]:
    lines: list[Line] = []
    if (record.get("original") or {}).keys() & {"place", "latitude", "longitude"}:
        where = [record.get("place"), record.get("admin1"), record.get("country")]
        lines.append(_line(", ".join(part for part in where if part) or "a point on the map", "corrected"))
    for place in record.get("places") or []:
        if isinstance(place, str):
            lines.append(_line(place, "corrected"))
            continue
        names = [place.get("name"), place.get("admin1"), place.get("country")]
        radius = place.get("radius_km")
        notes = [_as_written(place), PRECISION.get(place.get("precision") or "", "")]
        if radius and radius >= 1:
            notes.append(f"within about {radius:.0f} km")
        if place.get("lat") is None:
            notes.append("no coordinates known")
        lines.append(_line(", ".join(part for part in names if part), ", ".join(part for part in notes if part)))
        own = place.get("gazetteer_id")
        for other in [a for a in place.get("alternatives") or [] if a.get("gazetteer_id") != own][:4]:
            names = [other.get("name"), other.get("admin1"), other.get("country")]
            lines.append(_line("or " + ", ".join(part for part in names if part), "another place this may mean"))
    return lines


def _unit(unit: Json) -> Line:
    notes = [_as_written(unit)]
    if unit.get("parents"):
        notes.append("of " + ", ".join(unit["parents"]))
    if unit.get("side"):
        notes.append(humanise(unit["side"]))
    return _line(unit.get("name"), ", ".join(part for part in notes if part))


def _source(record: Json) -> Line:
    kind = SOURCE.get(record.get("attribution_kind") or "", "")
    source, via = record.get("attribution"), record.get("attribution_via")
    if not source:
        return _line("the article itself", f"through {via}" if via else "no other source is named")
    notes = [kind, f"through {via}" if via and via != source else ""]
    verb = record.get("attribution_verb")
    if verb:
        notes.append(f"“{verb}”")
    return _line(source, ", ".join(part for part in notes if part))


def _confidence(record: Json) -> list[Line]:
    value = record.get("confidence")
    if value is None:
        return []
    return [_line(f"{100 * float(value):.0f}%", "; ".join(record.get("confidence_reasons") or []))]
