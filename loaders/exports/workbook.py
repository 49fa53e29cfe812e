"""An Excel workbook: one sheet, a row an event. Text is written as text; nothing in it is a formula or a link."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from loaders.exports.csv_file import joined, safe
from loaders.exports.format import EventRow, Format, Options, Tally
from loaders.store.schema import EXPORT_COLUMN_NAMES

# What a sheet and a cell of Excel hold; its days begin in 1900.
_MOST_ROWS, _LONGEST_CELL = 1_048_576, 32_767
_FIRST_DAY = date(1900, 3, 1)


def write_workbook(rows: Iterable[EventRow], options: Options, tally: Tally) -> Iterator[bytes]:
    import xlsxwriter

    out = io.BytesIO()
    settings = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, settings) as book:
        sheet = book.add_worksheet("Events")
        # Excel keeps a cell marked so as text even when it is edited.
        quoted = book.add_format({"quote_prefix": True})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.freeze_panes(1, 1)
        sheet.write_row(0, 0, EXPORT_COLUMN_NAMES, book.add_format({"bold": True}))
        for row in rows:
            if tally.written + 1 >= _MOST_ROWS:
                tally.left_out["beyond the rows of a sheet"] += 1
                continue
            tally.written += 1
            for place, name in enumerate(EXPORT_COLUMN_NAMES):
                _write(sheet, tally.written, place, row.get(name), quoted, day, tally)
    yield out.getvalue()


def _write(sheet: Any, row: int, column: int, value: object, quoted: Any, day: Any, tally: Tally) -> None:
    if value is None:
        return
    if isinstance(value, int | float):
        sheet.write_number(row, column, value)
    elif isinstance(value, date) and value >= _FIRST_DAY:
        sheet.write_datetime(row, column, value, day)
    else:
        text = joined(value) if isinstance(value, list | tuple) else str(value)
        if len(text) > _LONGEST_CELL:
            text = text[: _LONGEST_CELL - 1] + "…"
            tally.shortened += 1
        sheet.write_string(row, column, text, quoted if safe(text) != text else None)


XLSX = Format(
    "xlsx",
    "Excel",
    ".xlsx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    write_workbook,
    ("A list is one cell, its items parted by semicolons.",),
)
