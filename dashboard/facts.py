"""The values of one event and how each is known, as the reader lists them; pure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from dashboard import addresses
from dashboard.passages import visible
from dashboard.words import BASIS, PRECISION, SOURCE, STATUS, WITHIN, Json, day, event_days, humanise, person

Line = dict[str, Any]
VERDICTS = {
    "confirmed": "checked by a person: right",
    "rejected": "checked by a person: wrong, not such an event",
    "needs_check": "a person says: this needs a check",
}
NONE = {"text": "not told", "note": ""}


def facts(record: Json) -> list[Json]:
    """The values of one event and how each is known: rows of `{label, lines: [{text, note}]}`, all text made visible.

    A line on a unit, person or place has `go`, the link to its page; that of a unit its symbol's `code` and its `side`.
    """
    rows: list[tuple[str, list[Line]]] = [
        ("Review", [_line(VERDICTS[verdict])] if (verdict := record.get("review_verdict")) in VERDICTS else []),
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
    line = _line(person(value), _as_written(value))
    return line | {"go": addresses.page_of("people", value["name"])} if value.get("name") else line


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
    basis = "the table states it" if record.get("origin") else BASIS.get(record.get("date_basis") or "", "")
    known = [WITHIN.get(precision, ""), basis]
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
        line = _line(", ".join(part for part in names if part), ", ".join(part for part in notes if part))
        lines.append(line | {"go": addresses.page_of("places", place["name"])} if place.get("name") else line)
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
    line = _line(unit.get("name"), ", ".join(part for part in notes if part))
    if not unit.get("name"):
        return line
    return line | {"go": addresses.page_of("units", unit["name"]), "code": unit.get("symbol"), "side": unit.get("side")}


def _source(record: Json) -> Line:
    kind = SOURCE.get(record.get("attribution_kind") or "", "")
    source, via = record.get("attribution"), record.get("attribution_via")
    if not source:
        itself = "the table itself" if record.get("origin") else "the article itself"
        return _line(itself, f"through {via}" if via else "no other source is named")
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
