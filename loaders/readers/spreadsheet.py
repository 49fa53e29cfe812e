"""XLSX: each sheet is a table of articles. Formulas are not computed, and a text that looks like one stays a text."""

from __future__ import annotations

import mimetypes
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from typing import Any, BinaryIO

from loaders.limits import LIMITS
from loaders.readers import article_table
from loaders.readers.article_table import Columns
from loaders.readers.reading import Format, Member, Refusal
from loaders.readers.received import Given, ReadError
from loaders.readers.zip_names import is_workbook

# What a sheet can hold (Excel's specification); rows past it are an attack or damage.
_MOST_ROWS = 1_048_576
# A title or remarks may stand above the header.
_HEADER_WITHIN = 20
_ERRORS = frozenset(("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"))


def recognises(head: bytes, tail: bytes) -> bool:
    """Whether the bytes are a ZIP with the parts of a workbook."""
    return is_workbook(head, tail)


def members(stream: BinaryIO, start: int, given: Given) -> Iterator[Member | Refusal]:
    """One member a row that holds something; the first `start` of all are left out. A sheet of something else is refused.

    Raises ReadError `damaged_workbook`, `too_large`.
    """
    count = 0
    for sheet in _open(stream).worksheets:
        header: Columns | None = None
        above: list[list[str]] = []
        for number, cells in _rows(sheet):
            if isinstance(cells, Refusal):
                yield cells
                break
            if header is None:
                names = [cell.strip() for cell in cells]
                header = _header(names, given)
                above.append(names)
                if header is None and len(above) >= _HEADER_WITHIN:
                    break
                continue
            count += 1
            if count > start:
                name = f"sheet '{sheet.title}' row {number:,}"
                yield article_table.row(name, header.values(cells), count)
        if header is None and above and count >= start:
            yield _no_articles(str(sheet.title), above[0], given)


def _open(stream: BinaryIO) -> Any:
    """The workbook. A part is never unpacked past the size it states, so their sum bounds what reading can take."""
    library = _library()
    try:
        stream.seek(0)
        stated = sum(entry.file_size for entry in zipfile.ZipFile(stream).infolist())
        if stated > LIMITS.expanded_bytes:
            message = (
                f"The workbook would unpack to {stated:,} bytes; the most that is read is {LIMITS.expanded_bytes:,}."
            )
            raise ReadError("too_large", f"{message} Split it, or save it as CSV.")
        stream.seek(0)
        with warnings.catch_warnings(action="ignore"):
            return library.load_workbook(stream, read_only=True, data_only=True, keep_links=False)
    except ReadError:
        raise
    except Exception as problem:  # the library raises whatever a damaged part provokes
        message = f"The workbook is damaged ({type(problem).__name__}); save it anew, or as CSV."
        raise ReadError("damaged_workbook", message) from problem


def _library() -> Any:
    """openpyxl. As it is imported it asks for the machine's own list of file types, which a confined process may not read."""
    before, mimetypes.inited = mimetypes.inited, True
    try:
        import openpyxl
    finally:
        mimetypes.inited = before
    return openpyxl


def _rows(sheet: Any) -> Iterator[tuple[int, list[str] | Refusal]]:
    """Row numbers and cells as text, of rows that hold something. A sheet that breaks off ends with a refusal."""
    number = 0
    try:
        # The stated dimensions are often wrong; without them the rows themselves tell.
        sheet.reset_dimensions()
        rows = sheet.iter_rows(values_only=True)
        while True:
            with warnings.catch_warnings(action="ignore"):
                number, cells = _next_row(rows, number)
            if cells is None:
                return
            if number > _MOST_ROWS:
                break
            yield number, [_text(cell) for cell in cells]
        problem = "it has more rows than a sheet can have"
    except Exception as failure:  # as above; the rows before it are in
        problem = type(failure).__name__
    name = f"sheet '{sheet.title}' from row {number + 1:,} on"
    message = f"The sheet is damaged ({problem}); its rows from here on are not read. Save it anew, or as CSV."
    yield number, Refusal(name, "damaged_sheet", message)


def _next_row(rows: Iterator[tuple[Any, ...]], number: int) -> tuple[int, tuple[Any, ...] | None]:
    """The next row with a cell in it, and its number; a few bytes can stand for a million empty ones."""
    for cells in rows:
        number += 1
        if number > _MOST_ROWS or any(cell is not None for cell in cells):
            return number, cells
    return number, None


def _text(cell: object) -> str:
    """A cell as text: dates in ISO form, whole numbers without a point, empty for errors."""
    from openpyxl.utils.escape import unescape

    match cell:
        case None:
            return ""
        case str():
            if cell in _ERRORS:
                return ""
            # The file format writes control characters as `_x000D_`.
            return str(unescape(cell)) if "_x" in cell else cell
        case datetime():
            return cell.date().isoformat() if cell.time() == time() else cell.isoformat()
        case date():
            return cell.isoformat()
        case float() if cell.is_integer():
            return str(int(cell))
    return str(cell)


def _header(names: Sequence[str], given: Given) -> Columns | None:
    try:
        found = article_table.columns(names, given.columns)
    except ReadError as problem:
        if problem.code == "unknown_column":
            return None
        raise
    return found if found.hold_text or found.hold_links else None


def _no_articles(title: str, names: Sequence[str], given: Given) -> Refusal:
    """Why a sheet is not read, in terms of its first row."""
    try:
        article_table.columns(names, given.columns)
    except ReadError as problem:
        return Refusal(f"sheet '{title}'", problem.code, str(problem))
    return Refusal(f"sheet '{title}'", "not_articles", article_table.unnamed([name for name in names if name]))


FORMAT = Format("xlsx", recognises, members=members, resumable=True)
