"""(cursor over one version of the store, Filter) → the values of a facet with their counts; a part of `queries`."""

from __future__ import annotations

import heapq
from dataclasses import dataclass, replace

import duckdb

from dashboard import quick
from dashboard.filters import label, without
from loaders import ORIGIN_COLUMN, Filter, matched, named, where

Cursor = duckdb.DuckDBPyConnection

# Filter field → what holds its values in `events`.
FACETS = {
    "event_types": "event_type",
    "statuses": "status",
    "units": "units",
    "commanders": "commanders",
    "places": "places",
    "publishers": "publisher",
    "origins": ORIGIN_COLUMN,
    "languages": "language",
    "flags": "flags",
    "countries": "country",
    "regions": "admin1",
    "sides": "actors",
    "sources": "attribution",
    "source_kinds": "attribution_kind",
    "date_precisions": "date_precision",
}
_LISTED = frozenset(("units", "commanders", "places", "flags", "sides"))
FACET_VALUES, TOP_VALUES = 200, 30


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet, how many events it would show under the other conditions, and whether it is ruled out."""

    value: str
    count: int
    selected: bool
    refused: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """Choices of a facet that are sent to the page; `beyond` are the values that were looked for and are not among them."""

    choices: list[Choice]
    beyond: int


def facet(cursor: Cursor, chosen: Filter, field: str) -> list[Choice]:
    """The values of one facet under all other conditions: the chosen ones first, then the most frequent."""
    return _choices(_totals(cursor, chosen, field), chosen, field, FACET_VALUES)


def shown(cursor: Cursor, chosen: Filter, field: str, wanted: str = "") -> Shown:
    """All values of a facet while they are few, else the most frequent; of `wanted`, those whose name has it in any spelling.

    Chosen and ruled out values are always there.
    """
    totals = _totals(cursor, chosen, field)
    if wanted.strip():
        held = {value: number for value, number in totals.items() if named(wanted, _name(field, value))}
        choices = _choices(held, chosen, field, FACET_VALUES)
        return Shown(choices, len(held.keys() - {choice.value for choice in choices}))
    choices = _choices(totals, chosen, field, FACET_VALUES if len(totals) <= FACET_VALUES else TOP_VALUES)
    return Shown(choices, len(totals.keys() - {choice.value for choice in choices}))


def _choices(totals: dict[str, int], chosen: Filter, field: str, most: int) -> list[Choice]:
    selected: tuple[str, ...] = getattr(chosen, field)
    refused = [value for name, value in chosen.excluded if name == field]
    ranked = ((value not in selected, -events, value) for value, events in totals.items())
    first = [(value, -less) for _, less, value in heapq.nsmallest(most, ranked)]
    choices = [Choice(value, events, value in selected, value in refused) for value, events in first]
    there = {choice.value for choice in choices}
    kept = [
        Choice(value, totals.get(value, 0), value in selected, value in refused)
        for value in dict.fromkeys((*selected, *sorted(refused)))
        if value not in there
    ]
    return [*kept, *choices]


def _totals(cursor: Cursor, chosen: Filter, field: str) -> dict[str, int]:
    """How many events each value would show under all conditions but those of its own field."""
    if (in_memory := matched(cursor, chosen)) is not None:
        return quick.facet(in_memory, field, "origin" if field == "origins" else FACETS[field])
    others = tuple(pair for pair in chosen.excluded if pair[0] != field)
    condition, values = where(replace(without(chosen, field), excluded=others))
    column = f"unnest({FACETS[field]})" if field in _LISTED else FACETS[field]
    found = cursor.execute(
        f"""SELECT value, count(*) FROM (SELECT {column} AS value FROM events WHERE {condition})
            WHERE value IS NOT NULL GROUP BY value""",
        values,
    )
    return dict(found.fetchall())


def _name(field: str, value: str) -> str:
    """What a value is found by: as it stands, and as the page calls it."""
    return f"{value}\n{label(field, value)}"
