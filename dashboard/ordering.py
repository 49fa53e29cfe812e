"""In what order the tables hold their events: SQL for sorting, and for what comes before and after an event. Part of `queries`; pure.

What a column does not tell comes last, from whichever end it is sorted. Events that are alike there stand newest first, and
within a day as told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.look import USUAL

_NEWEST = "date_start DESC NULLS LAST, date_end DESC NULLS LAST, article_id, sentence_start, event_id"
# The same order as numbers and names that only go up, so that two events can be compared.
_KEYS = (
    "-coalesce(date_diff('day', DATE '1970-01-01', date_start), -10000000)",
    "-coalesce(date_diff('day', DATE '1970-01-01', date_end), -10000000)",
    "coalesce(article_id, '')",
    "coalesce(sentence_start, 0)",
    "event_id",
)
_KEY, _KEY_BACK = ", ".join(_KEYS), ", ".join(f"{key} DESC" for key in _KEYS)
_OWN_KEY = f"({', '.join('?' for _ in _KEYS)})"
_DOUBTS = "list_filter(coalesce(flags, []), lambda f: f NOT IN ('undated', 'unlocated'))"


def _text(column: str) -> str:
    """Names without regard to case and accents; an empty one tells nothing."""
    return f"nullif(lower(strip_accents({column})), '')"


# Column of the tables → what it is sorted by.
_LEADS = {
    "type": _text("event_type"),
    "date": "date_start",
    "place": _text("coalesce(place, place_as_written)"),
    "units": _text("array_to_string(units, ', ')"),
    "status": _text("status"),
    "sentence": _text("sentence"),
    "says": _text("attribution"),
    "commanders": _text("array_to_string(commanders, ', ')"),
    "doubts": f"nullif(len({_DOUBTS}), 0)",
    "publisher": _text("publisher"),
}


@dataclass(frozen=True, slots=True)
class Beside:
    """Conditions for the events before and after one, and orders that begin with the nearest. Both take `values`."""

    before: str
    after: str
    nearest_before: str
    nearest_after: str
    values: list[object]


def order_by(sort: str) -> str:
    """What follows ORDER BY for a `sort` of `look.Look`. KeyError for any other."""
    if sort == USUAL.sort:
        return _NEWEST
    lead, end = _lead(sort)
    return f"({lead}) IS NULL, {lead} {end}, {_NEWEST}"


def key(sort: str) -> str:
    """The columns that fix where an event stands, for SELECT."""
    return f"{'NULL' if sort == USUAL.sort else _lead(sort)[0]}, {_KEY}"


def beside(sort: str, own: Sequence[object]) -> Beside:
    """What comes before and after the event whose `key` is `own`."""
    first, *keys = own
    earlier, later = f"({_KEY}) < {_OWN_KEY}", f"({_KEY}) > {_OWN_KEY}"
    if sort == USUAL.sort:
        return Beside(earlier, later, _KEY_BACK, _KEY, keys)
    lead, end = _lead(sort)
    back = "DESC" if end == "ASC" else "ASC"
    orders = f"({lead}) IS NULL DESC, {lead} {back}, {_KEY_BACK}", f"({lead}) IS NULL, {lead} {end}, {_KEY}"
    if first is None:
        return Beside(f"({lead}) IS NOT NULL OR {earlier}", f"({lead}) IS NULL AND {later}", *orders, keys)
    less, more = ("<", ">") if end == "ASC" else (">", "<")
    return Beside(
        f"{lead} {less} ? OR ({lead} = ? AND {earlier})",
        f"({lead}) IS NULL OR {lead} {more} ? OR ({lead} = ? AND {later})",
        *orders,
        [first, first, *keys],
    )


def _lead(sort: str) -> tuple[str, str]:
    return _LEADS[sort.removeprefix("-")], "DESC" if sort.startswith("-") else "ASC"
