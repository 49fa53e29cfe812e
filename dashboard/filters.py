"""Filter ↔ URL. A link opens the view it was copied from; a value that makes no sense is left out and said so. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from dashboard import affiliation, drawn, hexagons, look
from dashboard.look import Look
from dashboard.passages import visible
from dashboard.words import EARLIEST, LATEST, day, flag_title, humanise, language, origin
from loaders import (
    DATES,
    GEOMETRIC,
    LISTS,
    NOT,
    PRESENCES,
    Filter,
    Presence,
    is_cell,
    parameters,
    shape_of,
)
from loaders import (
    SINCE as SINCE,
)
from loaders import (
    TEXT as TEXT,
)
from loaders.model import EventType, Status

EVENT = "event"
KNOWN = frozenset(
    (
        TEXT,
        SINCE,
        EVENT,
        *look.KNOWN,
        *affiliation.KNOWN,
        *(NOT + p for field, (p, _) in LISTS.items() if field not in GEOMETRIC),
        *(p for p, _ in (*LISTS.values(), *DATES.values(), *PRESENCES.values())),
    )
)

MOST_VALUES, LONGEST_VALUE = 100, 400
MOST_SHAPES = 5
"""Each event is held against every line of every area."""
_LARGEST_COMMIT = 10**12

_CLOSED: dict[str, frozenset[str]] = {"event_types": frozenset(EventType), "statuses": frozenset(Status)}

_CHECKED: dict[str, Callable[[str], object]] = {"area": is_cell, "within": shape_of}
_SPOKEN = {"within": "area on the map"}
_LABELS: dict[str, Callable[[str], str]] = {
    "flags": flag_title,
    "event_types": humanise,
    "statuses": humanise,
    "source_kinds": humanise,
    "date_precisions": humanise,
    "areas": hexagons.label,
    "shapes": drawn.label,
    "origins": origin,
    "languages": language,
}

Query = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a URL asks for: the filter, the event to open, the look, and a sentence for each value left out."""

    filter: Filter
    event_id: str | None = None
    notices: tuple[str, ...] = ()
    look: Look = look.USUAL


@dataclass(frozen=True, slots=True)
class Chip:
    """One active condition as the page shows it, and the filter without it."""

    token: str
    name: str
    label: str
    without: Filter


def read(query: Query) -> Reading:
    """The filter of a URL's parameters; never raises, whatever they hold."""
    notices: list[str] = []
    found: dict[str, Any] = {}
    for field, (parameter, _) in LISTS.items():
        found[field] = tuple(_values(query.get(parameter, ()), parameter, _CLOSED.get(field), notices))
    found["excluded"] = tuple(
        (field, value)
        for field, (parameter, _) in LISTS.items()
        if field not in GEOMETRIC
        for value in _values(query.get(NOT + parameter, ()), parameter, _CLOSED.get(field), notices)
        if value not in found[field]
    )
    for field, (parameter, _) in DATES.items():
        found[field] = _last(query, parameter, _day, notices)
    first, last = found["date_from"], found["date_to"]
    if first and last and first > last:
        notices.append(f"The first day, {day(first)}, is after the last, {day(last)}: both were left out.")
        found["date_from"] = found["date_to"] = None
    for field, (parameter, _) in PRESENCES.items():
        found[field] = _last(query, parameter, Presence, notices) or Presence.ANY
    found["text"] = _last(query, TEXT, _text, notices) or ""
    found["since_commit"] = _last(query, SINCE, _commit, notices)
    unknown = sorted(set(query) - KNOWN)
    if unknown:
        notices.append(f"The link holds {_quoted(unknown[0])}, which is no filter: it was left out.")
    drawn, left_out = look.read(query)
    return Reading(Filter(**found), _last(query, EVENT, _text, notices), (*notices, *left_out), drawn)


def write(chosen: Filter, event_id: str | None = None, drawn: Look = look.USUAL) -> dict[str, list[str]]:
    """URL parameters of a filter, an opened event and a look; what is at its default is left out."""
    query = parameters(chosen)
    if event_id:
        query[EVENT] = [event_id]
    return query | look.write(drawn)


def toggled(chosen: Filter, field: str, value: str, on: bool) -> Filter:
    """The filter with one value of a list condition put in or taken out. KeyError for an unknown field."""
    if field not in LISTS:
        raise KeyError(field)
    kept = tuple(v for v in getattr(chosen, field) if v != value)
    freed = replace(chosen, excluded=tuple(pair for pair in chosen.excluded if pair != (field, value)))
    return _with(freed, field, (*kept, value) if on else kept)


def excluded(chosen: Filter, field: str, value: str, on: bool) -> Filter:
    """The filter with one value ruled out, or no longer ruled out. KeyError for an unknown field."""
    freed = toggled(chosen, field, value, on=False)
    return replace(freed, excluded=(*freed.excluded, (field, value))) if on else freed


def only(chosen: Filter, field: str, value: str) -> Filter:
    """The filter with this value as the only one of its condition. KeyError for an unknown field."""
    if field not in LISTS:
        raise KeyError(field)
    return _with(chosen, field, (value,))


def without(chosen: Filter, field: str) -> Filter:
    """The filter with one whole condition at its default."""
    default = next(f.default for f in fields(Filter) if f.name == field)
    return _with(chosen, field, default)


def _with(chosen: Filter, field: str, value: Any) -> Filter:
    changed: dict[str, Any] = {field: value}
    return replace(chosen, **changed)


def chips(chosen: Filter) -> list[Chip]:
    """The active conditions, one chip a value, in a fixed order."""
    found: list[Chip] = []
    for field, (parameter, name) in LISTS.items():
        for value in getattr(chosen, field):
            found.append(
                Chip(f"{parameter}:{value}", name, label(field, value), toggled(chosen, field, value, on=False))
            )
    for field, value in chosen.excluded:
        parameter, name = LISTS[field]
        found.append(
            Chip(
                f"{NOT}{parameter}:{value}",
                f"{name} is not",
                label(field, value),
                excluded(chosen, field, value, on=False),
            )
        )
    for field, (parameter, name) in DATES.items():
        if value := getattr(chosen, field):
            found.append(Chip(parameter, name, day(value), without(chosen, field)))
    for field, (parameter, what) in PRESENCES.items():
        if (presence := getattr(chosen, field)) is not Presence.ANY:
            word = "without" if presence is Presence.ONLY else "with"
            found.append(Chip(parameter, "Only", f"{word} {what}", without(chosen, field)))
    if chosen.text:
        found.append(Chip(TEXT, "Text", visible(chosen.text), without(chosen, "text")))
    if chosen.since_commit is not None:
        found.append(
            Chip(SINCE, "New since", f"entry {chosen.since_commit:,} of the log", without(chosen, "since_commit"))
        )
    return found


def label(field: str, value: str) -> str:
    """How a value of a list condition is shown."""
    return _LABELS.get(field, visible)(value)


def _values(raw: Iterable[str], parameter: str, closed: frozenset[str] | None, notices: list[str]) -> Iterable[str]:
    seen: dict[str, None] = {}
    for value in raw:
        if len(seen) >= (most := MOST_SHAPES if parameter == "within" else MOST_VALUES):
            notices.append(f"The link holds more than {most} values of {_quoted(parameter)}: the rest was left out.")
            break
        if _readable(value) and (closed is None or value in closed) and _CHECKED.get(parameter, bool)(value):
            seen[value] = None
        else:
            notices.append(f"{_quoted(value)} is no {_SPOKEN.get(parameter) or humanise(parameter)}: it was left out.")
    return seen


def _last(query: Query, parameter: str, convert: Callable[[str], Any], notices: list[str]) -> Any:
    """The last value of a parameter that holds one value; None where there is none or it makes no sense."""
    values = query.get(parameter, ())
    if not values or not values[-1]:
        return None
    try:
        return convert(values[-1])
    except ValueError:
        notices.append(f"{_quoted(values[-1])} makes no sense for {_quoted(parameter)}: it was left out.")
        return None


def _day(value: str) -> date:
    parsed = date.fromisoformat(value)
    if not EARLIEST <= parsed <= LATEST:
        raise ValueError(value)
    return parsed


def _commit(value: str) -> int:
    if not (value.isascii() and value.isdecimal() and len(value) <= 13 and int(value) <= _LARGEST_COMMIT):
        raise ValueError(value)
    return int(value)


def _text(value: str) -> str:
    if not _readable(value):
        raise ValueError(value)
    return value


def _readable(value: str) -> bool:
    """Whether a value can be looked up at all: not empty, not endless, no NUL, no lone surrogate."""
    if not value or len(value) > LONGEST_VALUE or "\0" in value:
        return False
    return not any("\ud800" <= c <= "\udfff" for c in value)


def _quoted(value: str) -> str:
    short = visible(value[:60].encode("utf-8", "replace").decode("utf-8"))
    return f"“{short}{'…' if len(value) > 60 else ''}”"
