"""An event that another's table states → a row of the event table, in the shape of those read off a text."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from typing import Any, cast

from loaders.model import Article, Place, PlacePrecision, Quantity
from loaders.readers.reading import Stated
from loaders.record import COLUMNS, quantity_label, value_record

Json = dict[str, Any]


def stated_event(article: Article, stated: Stated) -> dict[str, object]:
    """The one event of a row: `COLUMNS`, list columns as lists of display strings, dates as dates, `event_json`, `origin`, `language`.

    The whole text of the row is its sentence. `stated.values` may hold the columns of the event table that a row can
    tell (dates as dates, `quantities` as Quantity values, `flags` as (code, message) pairs), and `origin_row`, the
    row's own name in its table; what is missing is unknown.
    """
    record = _record(article, stated)
    values = stated.values
    row: dict[str, object] = {name: record[name] for name in COLUMNS}
    return row | {
        "date_start": values.get("date_start"),
        "date_end": values.get("date_end"),
        "published": article.published,
        "places": [record["place"]] if record["place"] else [],
        "quantities": [quantity_label(quantity) for quantity in _quantities(stated)],
        "origin": stated.origin,
        "language": article.language,
        "event_json": json.dumps(record, ensure_ascii=False),
    }


def stated_extraction(article: Article, stated: Stated) -> Json:
    """What stands in the place of an extraction: one sentence, no mentions, the event that the row states."""
    return {
        "id": article.id,
        "sentences": [[0, len(article.text)]],
        "mentions": [],
        "events": [_record(article, stated)],
        "flags": [],
    }


def _record(article: Article, stated: Stated) -> Json:
    values = stated.values
    span = [0, len(article.text)]
    flags = cast(tuple[tuple[str, str], ...], values.get("flags") or ())
    record: Json = dict.fromkeys(COLUMNS)
    record |= {name: value for name, value in values.items() if name in COLUMNS or name == "date_as_written"}
    record |= {
        "date_start": _day(values.get("date_start")),
        "date_end": _day(values.get("date_end")),
        "places": _places(values),
        "units": [],
        "commanders": [],
        "people": [],
        "actors": list(cast(tuple[str, ...], values.get("actors") or ())),
        "weapons": [],
        "quantities": [{"text": f"{q.number:g}"} | value_record(q) for q in _quantities(stated)],
        "attribution_verb": None,
        "trigger": None,
        "trigger_span": None,
        "rule": "stated",
        "flags": [code for code, _ in flags],
        "flag_messages": [{"code": code, "message": message, "spans": []} for code, message in flags],
        "confidence": None,
        "confidence_reasons": [f"stated by {stated.origin}: not read off an article"],
        "sentence": article.text,
        "sentence_start": 0,
        "sentence_end": span[1],
        "sentences": [span],
        "article_id": article.id,
        "article_title": article.title,
        "publisher": article.publisher,
        "url": article.url,
        "published": _day(article.published),
        "origin": stated.origin,
        "origin_row": values.get("origin_row"),
    }
    return {"event_id": _event_id(article, record), **{n: v for n, v in record.items() if n != "event_id"}}


def _event_id(article: Article, record: Json) -> str:
    """From the content alone, as for an event read off a text: the same row gives the same id on every run."""
    parts = (article.id, "0", str(record["event_type"]), record["place"] or "", record["date_start"] or "")
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


def _places(values: Any) -> list[Json]:
    name = values.get("place")
    if not name:
        return []
    precision = values.get("place_precision")
    place = Place(
        name,
        values.get("latitude"),
        values.get("longitude"),
        PlacePrecision(precision) if precision else None,
        values.get("radius_km"),
        values.get("admin1"),
        values.get("country"),
        values.get("gazetteer_id"),
    )
    return [{"text": values.get("place_as_written") or name, "span": None} | value_record(place)]


def _quantities(stated: Stated) -> tuple[Quantity, ...]:
    return cast(tuple[Quantity, ...], stated.values.get("quantities") or ())


def _day(day: object) -> str | None:
    return day.isoformat() if isinstance(day, date) else None
