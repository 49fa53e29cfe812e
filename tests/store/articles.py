"""Rows for the store's tests: one small article with as many events as asked for."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime

from loaders.search_text import search_text
from loaders.store.batch import Parsed, Refused

LISTS = ("places", "units", "commanders", "people", "actors", "weapons", "quantities", "flags")


def article(name: str, version: str = "1", events: int = 3, given: str = "{}", **values: object) -> Parsed:
    """An article `name` whose events are `name-0`, `name-1`, ...; `values` go into each event."""
    data = f"The garrison left {name}.".encode()
    article_id = hashlib.sha256(data).hexdigest()
    mention = {"start": 4, "end": 12, "text": "garrison"}
    row = {
        "article_id": article_id,
        "title": f"About {name}",
        "reader": "text",
        "received_at": datetime(2026, 3, 1, 12),
        "received_as": name,
        "received_size": len(data),
        "text": data.decode(),
        "notes": [],
        "given": given,
        "extraction_json": json.dumps({"mentions": [mention]}),
        "extractor_version": version,
        "event_count": events,
    }
    rows = tuple(event(f"{name}-{index}", article_id, data.decode(), values) for index in range(events))
    posting = {
        "person_id": "p1", "person": "Ada Byron", "rank": "Colonel", "role": "commander",
        "unit_id": "u1", "unit": "3rd Brigade",
        "first_cited": values.get("date_start"), "last_cited": values.get("date_start"), "article_id": article_id,
        "sentence_start": 0, "sentence_end": len(data),
    }  # fmt: skip
    return Parsed(data, row, rows, (posting,))


def event(event_id: str, article_id: str, sentence: str, values: Mapping[str, object]) -> dict[str, object]:
    row: dict[str, object] = {
        "event_id": event_id,
        "event_type": "withdrawal",
        "status": "occurred",
        **{name: [] for name in LISTS},
        "confidence": 0.5,
        "sentence": sentence,
        "sentence_start": 0,
        "sentence_end": len(sentence),
        "article_id": article_id,
        "event_json": "{}",
        **values,
    }
    return {**row, "search_text": search_text(row)}


def refusal(name: str, code: str = "binary") -> Refused:
    data = f"\x00{name}".encode()
    row = {
        "sha256": hashlib.sha256(data).hexdigest(), "name": name,
        "stage": "read", "code": code, "message": "It is not text.",
        "first_bytes": "\\x00", "received_size": len(data), "received_at": datetime(2026, 3, 1), "given": "{}",
    }  # fmt: skip
    return Refused(row, data)


def day(number: int) -> date:
    return date(2026, 2, number)


def unreceived(name: str) -> Refused:
    """A web address that gave nothing."""
    row = {**refusal(name).row, "sha256": "", "stage": "receive", "code": "not_found", "first_bytes": ""}
    return Refused(row, None)
