"""Which events: a `Filter`, and the SQL condition it stands for on the store's `events` view. Always parameterised."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from loaders.cells import CELL_COLUMN, as_number, cell_parent, is_cell, resolution_of
from loaders.search_query import parse
from loaders.shapes import condition as within
from loaders.shapes import shape_of
from loaders.store.schema import EXPORT_COLUMN_NAMES

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


class Presence(StrEnum):
    """What to do with events that lack a date, or a place on the map."""

    ANY = "any"
    ONLY = "only"
    HIDE = "hide"


@dataclass(frozen=True, slots=True)
class Filter:
    """A choice of events: all conditions hold at once; within one condition, any of its values. Empty means none.

    `date_from` and `date_to` are inclusive; an event matches when its own range of days overlaps, an undated one does
    not. `undated=ONLY` asks for the events without a date, whatever the days. `text` is looked for in the sentence, the
    title, the source and the names, without regard to case, accents and transliteration: see `search_query.parse`.
    `origins` are the tables of others that state an event ("ACLED"); `EXTRACTED` stands for those read off a text.
    `areas` are H3 cells by name, at most as fine as the store keeps them; `shapes` are drawn areas, as `loaders.shapes`
    writes them. `excluded` holds pairs of a field (one of the lists, save these two) and a value that no event may have.
    `since_commit` asks for what came into the store after that entry of its log.
    """

    units: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    commanders: tuple[str, ...] = ()
    event_types: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    event_ids: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    shapes: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    source_kinds: tuple[str, ...] = ()
    date_precisions: tuple[str, ...] = ()
    excluded: tuple[tuple[str, str], ...] = ()
    date_from: date | None = None
    date_to: date | None = None
    text: str = ""
    undated: Presence = Presence.ANY
    unlocated: Presence = Presence.ANY
    since_commit: int | None = None


# What stands for no origin: read off a text.
EXTRACTED = "extracted"
ORIGIN_COLUMN = f"coalesce(nullif(origin, ''), '{EXTRACTED}')"

Parameter = str | int | float | date | list[str]

LISTED = (
    ("units", "units"),
    ("places", "places"),
    ("commanders", "commanders"),
    ("flags", "flags"),
    ("sides", "actors"),
)
SINGLE = (
    ("event_types", "event_type"),
    ("statuses", "status"),
    ("publishers", "publisher"),
    ("origins", ORIGIN_COLUMN),
    ("languages", "language"),
    ("articles", "article_id"),
    ("event_ids", "event_id"),
    ("countries", "country"),
    ("regions", "admin1"),
    ("sources", "attribution"),
    ("source_kinds", "attribution_kind"),
    ("date_precisions", "date_precision"),
)
_UNDATED = "(date_start IS NULL AND date_end IS NULL)"
_UNLOCATED = "(latitude IS NULL OR longitude IS NULL)"
_ROWS_AT_ONCE = 1_000


def where(chosen: Filter) -> tuple[str, list[Parameter]]:
    """The condition after WHERE, with `?` for each of the parameters; `TRUE` when nothing is asked for."""
    conditions: list[str] = []
    parameters: list[Parameter] = []
    for field, column in LISTED:
        if values := getattr(chosen, field):
            conditions.append(f"list_has_any({column}, CAST(? AS VARCHAR[]))")
            parameters.append(list(values))
    for field, column in SINGLE:
        if values := getattr(chosen, field):
            conditions.append(f"list_contains(CAST(? AS VARCHAR[]), {column})")
            parameters.append(list(values))
    unwanted: dict[str, list[str]] = {}
    for field, value in chosen.excluded:
        unwanted.setdefault(field, []).append(value)
    for field, refused in unwanted.items():
        if field in dict(LISTED):
            conditions.append(f"NOT coalesce(list_has_any({dict(LISTED)[field]}, CAST(? AS VARCHAR[])), FALSE)")
        else:
            conditions.append(f"NOT coalesce(list_contains(CAST(? AS VARCHAR[]), {dict(SINGLE)[field]}), FALSE)")
        parameters.append(refused)
    if chosen.areas:
        # A name that is no cell holds nothing, as an unknown unit does.
        known = [area for area in chosen.areas if is_cell(area)]
        inside = [f"{cell_parent(CELL_COLUMN, resolution_of(area))} = ?" for area in known]
        conditions.append(f"({' OR '.join(inside) or 'FALSE'})")
        parameters.extend(as_number(area) for area in known)
    if chosen.shapes:
        drawn = [within(shape) for text in chosen.shapes if (shape := shape_of(text))]
        conditions.append(f"({' OR '.join(sql for sql, _ in drawn) or 'FALSE'})")
        parameters.extend(value for _, values in drawn for value in values)
    if chosen.undated is not Presence.ONLY:
        if chosen.date_from is not None:
            # The second condition follows from the first: it is the one that the files' own notes can answer.
            conditions.append("coalesce(date_end, date_start) >= ? AND (date_end >= ? OR date_end IS NULL)")
            parameters.extend([chosen.date_from] * 2)
        if chosen.date_to is not None:
            conditions.append("coalesce(date_start, date_end) <= ? AND (date_start <= ? OR date_start IS NULL)")
            parameters.extend([chosen.date_to] * 2)
    if groups := parse(chosen.text):
        held = []
        for group in groups:
            terms = []
            for term in group:
                any_spelling = " OR ".join("contains(search_text, ?)" for _ in term.spellings)
                terms.append(f"({any_spelling})" if term.wanted else f"NOT ({any_spelling})")
                parameters.extend(term.spellings)
            held.append(" AND ".join(terms))
        conditions.append("(" + " OR ".join(f"({terms})" for terms in held) + ")")
    if chosen.since_commit is not None:
        conditions.append("commit > ?")
        parameters.append(chosen.since_commit)
    for presence, absent in ((chosen.undated, _UNDATED), (chosen.unlocated, _UNLOCATED)):
        if presence is Presence.ONLY:
            conditions.append(absent)
        elif presence is Presence.HIDE:
            conditions.append(f"NOT {absent}")
    return " AND ".join(conditions) or "TRUE", parameters


def select(cursor: DuckDBPyConnection, chosen: Filter) -> Iterator[dict[str, object]]:
    """The chosen events of a snapshot's cursor as rows of the event table, by date, undated ones last."""
    condition, parameters = where(chosen)
    fetched = cursor.execute(
        f"SELECT {', '.join(EXPORT_COLUMN_NAMES)} FROM events WHERE {condition}"
        " ORDER BY date_start NULLS LAST, date_end, article_id, sentence_start, event_id",
        parameters,
    )
    while rows := fetched.fetchmany(_ROWS_AT_ONCE):
        for row in rows:
            yield dict(zip(EXPORT_COLUMN_NAMES, row, strict=True))
