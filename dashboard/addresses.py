"""What the address of a unit's, person's or place's page asks for, and how such an address is written. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dashboard import affiliation, look
from dashboard.affiliation import Affiliation
from dashboard.passages import visible
from dashboard.words import EARLIEST, LATEST

PAGES = {"units": "unit", "people": "person", "places": "place"}
"""Path of a page → the parameter that names what it is about."""
TIMELINE = "timeline"
DAY, FIND, SORT, SIDE = "on", "find", "sort", "side"
UNTOLD = "untold"
"""Of units of one name, those whose side no article tells."""
_LONGEST = 400

Query = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whose page, or with no name the list; the day asked after; what the list is searched for; the order of the events.

    `side` tells units of one name apart: a side, `UNTOLD`, or empty where the address names none.
    """

    name: str | None = None
    day: date | None = None
    find: str = ""
    sort: str = look.USUAL.sort
    affiliation: Affiliation = affiliation.NOBODY
    side: str = ""


def read(query: Query, path: str, sides: Collection[str]) -> tuple[Wanted, list[str]]:
    """What the parameters of a page ask for, and a sentence for each that makes no sense; never raises."""
    notices: list[str] = []
    parameter = PAGES[path]
    name, find = _text(query, parameter, notices), _text(query, FIND, notices)
    chosen, odd = affiliation.read(query, sides)
    drawn, left_out = look.read({SORT: query.get(SORT, ())})
    day = None
    if values := query.get(DAY, ()):
        try:
            day = date.fromisoformat(values[-1])
            if not EARLIEST <= day <= LATEST:
                raise ValueError
        except ValueError:
            day = None
            notices.append("The link asks for a day that there is not: it was left out.")
    side = _text(query, SIDE, notices) if path == "units" else None
    known = {parameter, DAY, FIND, SORT, *([SIDE] if path == "units" else ())}
    unknown = sorted(set(query) - known - affiliation.KNOWN)
    if unknown:
        notices.append(f"The link holds “{_shown(unknown[0])}”, which this page does not know: it was left out.")
    return Wanted(name, day, find or "", drawn.sort, chosen, side or ""), [*notices, *odd, *left_out]


def write(path: str, wanted: Wanted) -> dict[str, list[str]]:
    """URL parameters; what is at its default is left out."""
    query = {
        PAGES[path]: [wanted.name] if wanted.name else [],
        DAY: [wanted.day.isoformat()] if wanted.day else [],
        FIND: [wanted.find] if wanted.find else [],
        SORT: [wanted.sort] if wanted.sort != look.USUAL.sort else [],
        SIDE: [wanted.side] if wanted.side else [],
    }
    return {name: values for name, values in (query | affiliation.write(wanted.affiliation)).items() if values}


def page_of(path: str, name: str) -> dict[str, object]:
    """A link to one unit, person or place, as the browser components take it."""
    return {"page": path, "query": {PAGES[path]: [name]}}


def unit_of(name: str, side: str | None) -> dict[str, object]:
    """A link to the unit of a name that fights for a side; None is the unit whose side is not told."""
    return {"page": "units", "query": {PAGES["units"]: [name], SIDE: [side or UNTOLD]}}


def event(event_id: str) -> dict[str, object]:
    """A link that opens an event in the timeline's reader."""
    return {"page": TIMELINE, "query": {"event": [event_id]}}


def timeline(query: Mapping[str, Sequence[str]]) -> dict[str, object]:
    """A link to the timeline under these parameters."""
    return {"page": TIMELINE, "query": {name: list(values) for name, values in query.items()}}


def checked(link: object) -> tuple[str, dict[str, list[str]]] | None:
    """A link that came back from the browser, or None for anything else."""
    if not isinstance(link, Mapping) or link.get("page") not in (TIMELINE, *PAGES):
        return None
    query = link.get("query")
    if not isinstance(query, Mapping):
        return None
    values = {str(name): [str(v) for v in found] for name, found in query.items() if isinstance(found, list)}
    return str(link["page"]), values


def _text(query: Query, parameter: str, notices: list[str]) -> str | None:
    values = query.get(parameter, ())
    if not values or not values[-1]:
        return None
    text = values[-1]
    if len(text) > _LONGEST or "\0" in text or any("\ud800" <= c <= "\udfff" for c in text):
        notices.append(f"“{_shown(text)}” is no {parameter}: it was left out.")
        return None
    return text


def _shown(text: str) -> str:
    short = visible(text[:60].encode("utf-8", "replace").decode("utf-8"))
    return f"{short}…" if len(text) > 60 else short
