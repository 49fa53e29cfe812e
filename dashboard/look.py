"""How the timeline is drawn: its lanes, what parts its bars, its bins. Part of the address: a link opens the same picture. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

LANES = {"type": "Event type", "unit": "Unit", "place": "Place", "publisher": "Publisher"}
STACKS = {"type": "Event type", "side": "Side"}
BINS = {"auto": "Fitting", "day": "Day", "week": "Week", "month": "Month", "year": "Year"}


@dataclass(frozen=True, slots=True)
class Look:
    """`lanes`: one lane a type, unit, place or publisher; `stack`: what parts the bars; `bins`: how long a bar is."""

    lanes: str = "type"
    stack: str = "type"
    bins: str = "auto"


USUAL = Look()
_FIELDS = {"lanes": LANES, "stack": STACKS, "bins": BINS}
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
            notices.append(f"The link asks for {field} that there are not: the usual ones are shown.")
    return Look(**found), notices


def write(look: Look) -> dict[str, list[str]]:
    """URL parameters of a look; what is at its default is left out."""
    return {field: [getattr(look, field)] for field in _FIELDS if getattr(look, field) != getattr(USUAL, field)}
