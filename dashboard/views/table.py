"""A table of events; a click on a row opens the event."""

from __future__ import annotations

from typing import Any

import pandas
import streamlit as st

from dashboard import components, controls, glyphs, paging, palette, queries, words
from dashboard.filters import Reading
from dashboard.look import FROM_THE_END
from dashboard.passages import visible
from dashboard.session import Answers
from loaders import Filter

PAGE = 200
_COLUMNS = {
    "type": ("Type", "8rem"),
    "date": ("Date", "6.5rem"),
    "place": ("Place", "8rem"),
    "units": ("Units", "10rem"),
    "status": ("Status", "6rem"),
    "sentence": ("Sentence", "22rem"),
    "says": ("Who says so", "9rem"),
    "commanders": ("Commanders", "9rem"),
    "doubts": ("Doubts", "9rem"),
    "publisher": ("Publisher", "8rem"),
}


def table(
    reading: Reading, chosen: Filter, total: int, answers: Answers, label: str, height: int, *, dark: bool
) -> None:
    """Draw up to `PAGE` of the `total` chosen events a page; `label` names the table to a screen reader and is its key.

    Opening an event turns to the page that holds it.
    """
    place, selected, sort = st.container(), reading.event_id, reading.look.sort
    pages, key, turned = -(-total // PAGE), f"{label} page", f"{label} turned to"
    wanted = None
    if pages > 1:
        if selected and st.session_state.get(turned) != (selected, chosen, sort):
            near = answers(queries.neighbours, chosen, selected, sort)
            wanted = (near.position - 1) // PAGE + 1 if near else None
        st.session_state[turned] = (selected, chosen, sort)
    number = paging.page(pages, key, wanted)
    rows = answers(queries.rows, chosen, PAGE, (number - 1) * PAGE, sort)
    with place:
        components.table(
            key=label,
            data={**content(rows, dark), "label": label, "selected": selected, "sort": sort, "height": f"{height}px"},
            on_open_change=lambda: controls.picked_in_table(label),
            on_sort_change=lambda: controls.sorted_in_table(label),
        )


def content(rows: pandas.DataFrame, dark: bool) -> dict[str, Any]:
    """The rows in words, every text made visible, for a script that puts them on the page as text."""
    records = rows.to_dict("records")
    signs = sorted({(record["event_type"], record["status"]) for record in records})
    return {
        "columns": [
            {"name": name, "label": title, "width": width, "last": name in FROM_THE_END}
            for name, (title, width) in _COLUMNS.items()
        ],
        "icons": {f"{a} {b}": glyphs.data_url(glyphs.glyph_svg(a, status=b, dark=dark, size=20)) for a, b in signs},
        "rows": [
            {
                "id": record["event_id"],
                "icon": f"{record['event_type']} {record['status']}",
                "cells": list(_cells(record).values()),
            }
            for record in records
        ],
    }


def _cells(record: dict[str, Any]) -> dict[str, str]:
    return {
        "type": palette.event_style(record["event_type"]).label,
        "date": words.row_days(record),
        "place": visible(_text(record["place"]) or _text(record["place_as_written"])),
        "units": _joined(record["units"]),
        "status": palette.status_style(record["status"]).label,
        "sentence": visible(record["sentence"]),
        "says": visible(_text(record["attribution"])),
        "commanders": _joined(record["commanders"]),
        "doubts": ", ".join(words.flag_title(code) for code in _items(record["flags"])),
        "publisher": visible(_text(record["publisher"])) + (" (its table)" if _text(record.get("origin")) else ""),
    }


def _items(value: object) -> list[str]:
    return [] if value is None or isinstance(value, float) else [str(item) for item in value]  # type: ignore[attr-defined]


def _joined(value: object) -> str:
    return visible(", ".join(_items(value)))


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
