"""How the view is drawn: the timeline's lanes and bars, the order of the tables. Part of the address: a link opens the same. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

LANES = {"type": "Event type", "unit": "Unit", "place": "Place", "publisher": "Publisher"}
STACKS = {"type": "Event type", "side": "Side"}
BINS = {"auto": "Fitting", "hour": "Hour", "day": "Day", "week": "Week", "month": "Month", "year": "Year"}
COLUMNS = ("type", "date", "place", "units", "status", "sentence", "says", "commanders", "doubts", "publisher")
"""What a table can be sorted by; with "-" before it, from its end."""
FROM_THE_END = frozenset(("date", "doubts"))
"""What is first looked at from its end: the newest, the most doubted."""
SORTS = frozenset((*COLUMNS, *(f"-{name}" for name in COLUMNS)))


@dataclass(frozen=True, slots=True)
class Look:
    """`lanes`: one lane a type, unit, place or publisher; `stack`: what parts the bars; `bins`: how long a bar is;
    `sort`: a column of the tables, from its end with "-" before it."""

    lanes: str = "type"
    stack: str = "type"
    bins: str = "auto"
    sort: str = "-date"


USUAL = Look()
_FIELDS: dict[str, Collection[str]] = {
    "lanes": LANES,
    "stack": STACKS,
    "bins": BINS,
    "sort": SORTS,
}
_SPOKEN = {
    "lanes": "lanes that there are not",
    "stack": "bars that there are not",
    "bins": "a length of the bars that there is not",
    "sort": "an order of the table that there is not",
}
KNOWN = frozenset(_FIELDS)


def read(query: Mapping[str, Sequence[str]]) -> tuple[Look, list[str]]:
    """The look that a URL's parameters ask for, and a sentence for each value left out; never raises."""
    found: dict[str, str] = {}
    notices = []
    for field, choices in _FIELDS.items():
        values = query.get(field, ())
        if values and values[-1] in choices:
            found[field] = values[-1]
        elif values:
            notices.append(f"The link asks for {_SPOKEN[field]}: what is usual is shown.")
    return Look(**found), notices


def write(look: Look) -> dict[str, list[str]]:
    """URL parameters of a look; what is at its default is left out."""
    return {field: [getattr(look, field)] for field in _FIELDS if getattr(look, field) != getattr(USUAL, field)}
