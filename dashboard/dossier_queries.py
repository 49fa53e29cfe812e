"""(cursor, name) → what the store holds of one unit, person or place. Besides `queries` and `aggregates` the only home of SQL."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb

from loaders import Filter, person_of, where

Cursor = duckdb.DuckDBPyConnection
Json = dict[str, Any]

EVIDENCE, CITATIONS, SOURCES = 200, 1_000, 200
"""The most events, newest first, that a page reads in full; the most citations of posts, and the most articles, that it lists."""
_NEWEST_FEW = 8
_FLAT = (
    "event_id", "event_type", "status", "date_start", "date_end", "date_basis", "place", "latitude", "longitude",
    "place_precision", "radius_km", "places", "units", "commanders", "people", "attribution", "flags", "sentence",
    "article_id", "article_title", "publisher", "url", "published", "review_verdict", "event_json",
)  # fmt: skip
_CITED = (
    "person", "unit", "unit_id", "role", "rank", "change", "first_cited", "last_cited", "article_id", "sentence_start", "sentence_end"
)  # fmt: skip
_FIRST, _LAST = "coalesce(date_start, date_end)", "coalesce(date_end, date_start)"
_PEOPLE = "list_concat(coalesce(commanders, []), coalesce(people, []))"
_READ_UNITS = """(SELECT event_id, date_start, date_end, unnest(TRY_CAST(event_json -> '$.units' AS JSON[])) AS unit
    FROM events WHERE list_contains(units, ?)) WHERE (unit ->> '$.name') = ?"""
"""The units of one name as the articles have them, a row each; the name is asked for twice."""
_NEWEST = "date_start DESC NULLS LAST, event_id"


@dataclass(frozen=True, slots=True)
class Named:
    """One unit, person or place of a list: in how many events, from when to when."""

    name: str
    events: int
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Namesake:
    """What bears a unit's name on one side, or where no side is told: the units' own keys, and as in `Named`."""

    side: str | None
    unit_ids: tuple[str, ...]
    events: int
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Source:
    """One article that tells of it, in how many events."""

    article_id: str
    title: str | None
    publisher: str | None
    published: date | None
    url: str | None
    events: int


def units(cursor: Cursor) -> list[Named]:
    """Every unit that an event names; those of most events first."""
    return _named(cursor, "units")


def places(cursor: Cursor) -> list[Named]:
    """Every place where an event happens; those of most events first."""
    return _named(cursor, "places")


def people(cursor: Cursor) -> list[Named]:
    """Every person whom an event or a post names; those of most events first.

    Where an event names a person twice, under two labels, it counts twice: `event_counts` counts it once.
    """
    found: dict[str, Named] = {}
    for label, events, first, last in _counted(cursor, _PEOPLE):
        name = person_of(label)
        known = found.get(name, Named(name, 0, None, None))
        found[name] = Named(name, known.events + events, _earlier(known.first, first), _later(known.last, last))
    for (name,) in cursor.execute("SELECT DISTINCT person FROM posting_citations").fetchall():
        found.setdefault(name, Named(name, 0, None, None))
    return sorted(found.values(), key=lambda one: (-one.events, one.name))


def labels(cursor: Cursor) -> dict[str, tuple[str, ...]]:
    """The labels, with rank and post, under which the events name each person."""
    found: dict[str, list[str]] = {}
    for (label,) in cursor.execute(
        f"SELECT DISTINCT unnest({_PEOPLE}) AS label FROM events WHERE len({_PEOPLE}) > 0 ORDER BY label"
    ).fetchall():
        found.setdefault(person_of(label), []).append(label)
    return {name: tuple(known) for name, known in found.items()}


def unit_values(cursor: Cursor, names: tuple[str, ...]) -> dict[str, list[Json]]:
    """The values of each of these units as its newest events have it, at most `_NEWEST_FEW`: side, echelon, symbol and so on."""
    ids = cursor.execute(
        f"""SELECT unnest(arg_max(event_id, coalesce({_LAST}, DATE '0001-01-01'), {_NEWEST_FEW})) FROM
            (SELECT unnest(units) AS name, event_id, date_start, date_end FROM events
                WHERE list_has_any(units, CAST(? AS VARCHAR[])))
            WHERE list_contains(CAST(? AS VARCHAR[]), name) GROUP BY name""",
        [list(names), list(names)],
    ).fetchall()
    records = cursor.execute(
        f"""SELECT event_json FROM events WHERE list_contains(CAST(? AS VARCHAR[]), event_id)
            ORDER BY coalesce({_LAST}, DATE '0001-01-01') DESC, event_id""",
        [[i for (i,) in ids]],
    ).fetchall()
    found: dict[str, list[Json]] = {}
    for (record,) in records:
        for unit in json.loads(record).get("units") or []:
            if isinstance(unit, dict) and unit.get("name") in names:
                found.setdefault(unit["name"], []).append(unit)
    return found


def namesakes(cursor: Cursor, name: str) -> list[Namesake]:
    """The sides of the units that bear a name, over all its events; those of most events first, the side not told last."""
    found = cursor.execute(
        f"""SELECT unit ->> '$.side' AS side, list(DISTINCT unit ->> '$.unit_id') AS ids, count(DISTINCT event_id) AS events,
                min({_FIRST}), max({_LAST})
            FROM {_READ_UNITS} GROUP BY side ORDER BY side IS NULL, events DESC, side""",
        [name, name],
    ).fetchall()
    return [Namesake(side, tuple(sorted(filter(None, ids))), *rest) for side, ids, *rest in found]


def side_events(cursor: Cursor, name: str, side: str | None) -> list[Json]:
    """As `events`, of the unit of a name that fights for a side, or whose side is not told."""
    chosen = f"event_id IN (SELECT event_id FROM {_READ_UNITS} AND (unit ->> '$.side') IS NOT DISTINCT FROM ?)"
    return _full(cursor, chosen, [name, name, side])


def posts(cursor: Cursor, names: tuple[str, ...], column: str = "unit") -> list[Json]:
    """The posts in these units, or with `column="person"` of these people: person, unit, rank, role and days cited."""
    fields = ("person", "unit", "rank", "role", "first_cited", "last_cited", "changes")
    chosen = {"unit": "unit", "person": "person"}[column]
    return _records(
        cursor,
        f"""SELECT {", ".join(fields)} FROM postings WHERE list_contains(CAST(? AS VARCHAR[]), {chosen})
            ORDER BY last_cited DESC NULLS LAST, citations DESC, person, role""",
        [list(names)],
        fields,
    )


def citations(cursor: Cursor, name: str, column: str = "unit") -> list[Json]:
    """Each citation of a post in a unit, or with `column="person"` of a person: its days, its sentence as published, its article,
    and the event made of that sentence, if one was. Oldest first; at most `CITATIONS`, the newest."""
    chosen = {"unit": "unit", "person": "person"}[column]
    cited = ", ".join(f"cited.{field}" for field in _CITED)
    more = ("sentence", "title", "publisher", "published", "url", "event_id")
    found = _records(
        cursor,
        f"""WITH cited AS (SELECT * FROM posting_citations WHERE {chosen} = ?
                ORDER BY last_cited DESC NULLS LAST, article_id, sentence_start LIMIT {CITATIONS}),
            told AS (SELECT event_id, article_id, sentence_start FROM events
                WHERE article_id IN (SELECT article_id FROM cited))
            SELECT {cited}, substr(articles.text, cited.sentence_start + 1, cited.sentence_end - cited.sentence_start),
                articles.title, articles.publisher, articles.published, articles.url,
                (SELECT min(told.event_id) FROM told
                    WHERE told.article_id = cited.article_id AND told.sentence_start = cited.sentence_start)
            FROM cited JOIN articles ON articles.article_id = cited.article_id
            WHERE articles.article_id IN (SELECT article_id FROM cited)""",
        [name],
        (*_CITED, *more),
    )
    return sorted(found, key=lambda one: (one["first_cited"] or date.max, one["article_id"], one["sentence_start"]))


def events(cursor: Cursor, chosen: Filter) -> list[Json]:
    """The newest `EVIDENCE` of the chosen events in full: the flat columns, with reviews, and the record as `read`."""
    condition, values = where(chosen)
    return _full(cursor, condition, values)


def person_events(cursor: Cursor, known: tuple[str, ...]) -> list[Json]:
    """The same of the events that name a person by one of these labels."""
    return _full(cursor, _NAMES, [list(known), list(known)])


def person_count(cursor: Cursor, known: tuple[str, ...]) -> int:
    row = cursor.execute(f"SELECT count(*) FROM events WHERE {_NAMES}", [list(known), list(known)]).fetchone()
    return int(row[0]) if row else 0


def sources(cursor: Cursor, chosen: Filter) -> list[Source]:
    """The articles of the chosen events, newest first; at most `SOURCES`."""
    condition, values = where(chosen)
    found = cursor.execute(
        f"""SELECT article_id, any_value(article_title), any_value(publisher), any_value(published), any_value(url), count(*)
            FROM events WHERE {condition} GROUP BY article_id
            ORDER BY any_value(published) DESC NULLS LAST, article_id LIMIT {SOURCES}""",
        values,
    ).fetchall()
    return [Source(*row) for row in found]


_NAMES = "(list_has_any(commanders, CAST(? AS VARCHAR[])) OR list_has_any(people, CAST(? AS VARCHAR[])))"


def _full(cursor: Cursor, condition: str, values: Sequence[object]) -> list[Json]:
    # The columns in full are wide: which rows they are wanted of is found out first, and the days let whole files be passed over.
    wanted = cursor.execute(
        f"SELECT event_id, date_start FROM events WHERE {condition} ORDER BY {_NEWEST} LIMIT {EVIDENCE}", list(values)
    ).fetchall()
    days = [first for _, first in wanted]
    within = "date_start BETWEEN ? AND ? AND " if days and None not in days else ""
    found = _records(
        cursor,
        f"""SELECT {", ".join(_FLAT)} FROM events
            WHERE {within}event_id IN (SELECT unnest(CAST(? AS VARCHAR[]))) ORDER BY {_NEWEST}""",
        [*([min(days), max(days)] if within else []), [event_id for event_id, _ in wanted]],
        _FLAT,
    )
    for record in found:
        record["read"] = json.loads(record.pop("event_json"))
    return found


def _named(cursor: Cursor, column: str) -> list[Named]:
    return [Named(*row) for row in _counted(cursor, column)]


def _counted(cursor: Cursor, values: str) -> list[tuple[str, int, date | None, date | None]]:
    return cursor.execute(
        f"""SELECT name, count(*) AS events, min({_FIRST}), max({_LAST}) FROM
            (SELECT unnest(list_distinct({values})) AS name, date_start, date_end FROM events)
            WHERE name <> '' GROUP BY name ORDER BY events DESC, name"""
    ).fetchall()


def _records(cursor: Cursor, sql: str, values: Sequence[object], names: Sequence[str]) -> list[Json]:
    return [dict(zip(names, row, strict=True)) for row in cursor.execute(sql, list(values)).fetchall()]


def _earlier(one: date | None, other: date | None) -> date | None:
    return min(one, other) if one and other else one or other


def _later(one: date | None, other: date | None) -> date | None:
    return max(one, other) if one and other else one or other
