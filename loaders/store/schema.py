"""The tables of the store: their columns, in order, with types. Standard library only.

`EXPORT_COLUMNS` are the columns of every export. Views add to the stored columns: see `loaders.store.snapshot`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Type(StrEnum):
    """Column types, by their DuckDB names."""

    TEXT = "VARCHAR"
    INTEGER = "BIGINT"
    NUMBER = "DOUBLE"
    DAY = "DATE"
    MOMENT = "TIMESTAMP"
    LIST = "VARCHAR[]"
    TRUTH = "BOOLEAN"


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    type: Type


def _columns(**types: Type) -> tuple[Column, ...]:
    return tuple(Column(name, kind) for name, kind in types.items())


EVENT_COLUMNS = _columns(
    event_id=Type.TEXT,
    event_type=Type.TEXT,
    status=Type.TEXT,
    date_start=Type.DAY,
    date_end=Type.DAY,
    date_precision=Type.TEXT,
    date_basis=Type.TEXT,
    place=Type.TEXT,
    place_as_written=Type.TEXT,
    admin1=Type.TEXT,
    country=Type.TEXT,
    latitude=Type.NUMBER,
    longitude=Type.NUMBER,
    place_precision=Type.TEXT,
    radius_km=Type.NUMBER,
    gazetteer_id=Type.TEXT,
    places=Type.LIST,
    units=Type.LIST,
    commanders=Type.LIST,
    people=Type.LIST,
    actors=Type.LIST,
    weapons=Type.LIST,
    quantities=Type.LIST,
    attribution=Type.TEXT,
    attribution_kind=Type.TEXT,
    attribution_via=Type.TEXT,
    flags=Type.LIST,
    confidence=Type.NUMBER,
    sentence=Type.TEXT,
    sentence_start=Type.INTEGER,
    sentence_end=Type.INTEGER,
    article_id=Type.TEXT,
    article_title=Type.TEXT,
    publisher=Type.TEXT,
    url=Type.TEXT,
    published=Type.DAY,
)

EVENT_COLUMN_NAMES = tuple(column.name for column in EVENT_COLUMNS)

# What leaves in an export: an event that another's table states says so, and so does one that people have looked at.
EXPORT_COLUMNS = (*EVENT_COLUMNS, *_columns(origin=Type.TEXT, review_verdict=Type.TEXT, corrected=Type.LIST))
EXPORT_COLUMN_NAMES = tuple(column.name for column in EXPORT_COLUMNS)

# `container` is the SHA-256 of the collection that an article came in, `retrieval` (JSON) how a web address gave it; of the
# articles of one `series`, a record that its source revises, the one of the highest `revision` stands. `time_of_day` is the
# time on the event's days as written, a TIMEX3 time such as "T21:45" or "TEV"; `origin` names the table that states an
# event, and is empty for an event read off a text. `commit` is the log entry that brought a row in; `search_text` is what a
# filter's free text is looked for in. `kept` says whether the bytes of a refused item lie among the objects; a dismissal
# takes a refused item off the list, and the item's earlier rows with it, one that is `undone` puts it back. Of a collection
# all is in where it is `clean`, or where that is empty, as in older stores. A row of `views` is a saved view as it then stood.
TABLES: dict[str, tuple[Column, ...]] = {
    "articles": _columns(
        article_id=Type.TEXT,
        title=Type.TEXT,
        publisher=Type.TEXT,
        url=Type.TEXT,
        published=Type.DAY,
        language=Type.TEXT,
        reader=Type.TEXT,
        received_at=Type.MOMENT,
        received_as=Type.TEXT,
        received_size=Type.INTEGER,
        text=Type.TEXT,
        notes=Type.LIST,
        given=Type.TEXT,
        container=Type.TEXT,
        retrieval=Type.TEXT,
        extraction_json=Type.TEXT,
        extractor_version=Type.TEXT,
        event_count=Type.INTEGER,
        series=Type.TEXT,
        revision=Type.INTEGER,
        commit=Type.INTEGER,
    ),
    "events": (
        *EVENT_COLUMNS,
        *_columns(
            origin=Type.TEXT,
            language=Type.TEXT,
            time_of_day=Type.TEXT,
            h3=Type.INTEGER,
            event_json=Type.TEXT,
            search_text=Type.TEXT,
            commit=Type.INTEGER,
        ),
    ),
    "postings": _columns(
        person_id=Type.TEXT,
        person=Type.TEXT,
        unit_id=Type.TEXT,
        unit=Type.TEXT,
        rank=Type.TEXT,
        role=Type.TEXT,
        change=Type.TEXT,
        first_cited=Type.DAY,
        last_cited=Type.DAY,
        article_id=Type.TEXT,
        sentence_start=Type.INTEGER,
        sentence_end=Type.INTEGER,
        commit=Type.INTEGER,
    ),
    "reviews": _columns(
        review_id=Type.TEXT,
        event_id=Type.TEXT,
        verdict=Type.TEXT,
        field=Type.TEXT,
        value=Type.TEXT,
        who=Type.TEXT,
        why=Type.TEXT,
        reviewed_at=Type.MOMENT,
        withdraws=Type.TEXT,
        commit=Type.INTEGER,
    ),
    "quarantine": _columns(
        sha256=Type.TEXT,
        name=Type.TEXT,
        stage=Type.TEXT,
        code=Type.TEXT,
        message=Type.TEXT,
        first_bytes=Type.TEXT,
        received_size=Type.INTEGER,
        received_at=Type.MOMENT,
        given=Type.TEXT,
        container=Type.TEXT,
        kept=Type.TRUTH,
        commit=Type.INTEGER,
    ),
    "dismissals": _columns(
        sha256=Type.TEXT,
        name=Type.TEXT,
        who=Type.TEXT,
        why=Type.TEXT,
        dismissed_at=Type.MOMENT,
        undone=Type.TRUTH,
        commit=Type.INTEGER,
    ),
    "collections": _columns(
        sha256=Type.TEXT,
        extractor_version=Type.TEXT,
        given=Type.TEXT,
        members=Type.INTEGER,
        clean=Type.TRUTH,
        commit=Type.INTEGER,
    ),
    "views": _columns(
        view_id=Type.TEXT,
        name=Type.TEXT,
        address=Type.TEXT,
        who=Type.TEXT,
        saved_at=Type.MOMENT,
        dropped=Type.TRUTH,
        commit=Type.INTEGER,
    ),
    "tombstones": _columns(article_id=Type.TEXT, replaced_commit=Type.INTEGER, commit=Type.INTEGER),
}

LOG_COLUMNS = _columns(
    commit=Type.INTEGER,
    written_at=Type.TEXT,
    kind=Type.TEXT,
    versions=Type.TEXT,
    rows=Type.TEXT,
    files=Type.TEXT,
    previous=Type.TEXT,
    hash=Type.TEXT,
)

# What a review may correct: all that was made of the article, nothing that cites it.
CORRECTABLE = frozenset(EVENT_COLUMN_NAMES[1 : EVENT_COLUMN_NAMES.index("flags")]) - {"place_as_written"}
