"""A known CSV table, row by row from any byte on: a bad row costs itself, never the rows after it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from loaders.readers.reading import Member, Refusal
from loaders.readers.received import Given, ReadError
from loaders.readers.row_values import packed

_LONGEST_ROW = 1_000_000
_MOST_BAD = 1_000
_LONGEST_NAME = 60
_DELIMITERS = (",", ";", "\t")
_PIECE = 1 << 20
_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Header:
    """The columns of a table, in small letters, and the character between its cells."""

    columns: tuple[str, ...]
    delimiter: str


@dataclass(frozen=True, slots=True)
class CsvRow:
    """One row: its first line in the file (1 is the header), its cells by column, or what is wrong with it.

    `end` is the byte at which the next row begins, `lines` how many lines it takes.
    """

    line: int
    end: int
    lines: int
    cells: dict[str, str]
    problem: str = ""


def header(head: bytes, needed: frozenset[str]) -> Header | None:
    """The header in the first bytes, if it has all columns `needed` and none twice; else None."""
    first = head.removeprefix(_MARK).splitlines()[:1]
    try:
        line = first[0].decode("utf-8") if first else ""
    except UnicodeDecodeError:
        return None
    for delimiter in _DELIMITERS:
        try:
            cells = next(csv.reader([line], delimiter=delimiter, strict=True), [])
        except csv.Error:
            continue
        columns = tuple(cell.strip().lower() for cell in cells)
        if needed.issubset(columns) and len(set(columns)) == len(columns):
            return Header(columns, delimiter)
    return None


def rows(stream: BinaryIO, start: int, needed: frozenset[str]) -> Iterator[CsvRow]:
    """The rows from byte `start` on, which is 0 or the `end` of a row. Raises ReadError `bad_header` and `bad_rows`."""
    stream.seek(0)
    top = stream.readline(_LONGEST_ROW)
    known = header(top, needed)
    if known is None:
        raise ReadError("bad_header", "The first line does not hold the columns of the table, each once.")
    line = 2 + (_lines(stream, len(top), start) if start > len(top) else 0)
    stream.seek(max(start, len(top)))
    bad = 0
    while first := stream.readline(_LONGEST_ROW):
        if first.strip():
            row = _row(stream, first, line, known)
            yield row
            bad = bad + 1 if row.problem else 0
            if bad >= _MOST_BAD:
                message = f"{bad:,} rows up to line {line:,} cannot be read; the rest is left out. Save the table anew."
                raise ReadError("bad_rows", message)
            # A row that does not hold together may have swallowed good ones: only its first line is given up.
            stream.seek(row.end)
            line += row.lines
        else:
            line += 1


def members(
    stream: BinaryIO, start: int, given: Given, needed: frozenset[str], identity: str, reader: str
) -> Iterator[Member | Refusal]:
    """One member a row for the reader of this name; a row is called by its line and by its cell in column `identity`."""
    for row in rows(stream, start, needed):
        own = row.cells.get(identity, "").strip()[:_LONGEST_NAME]
        name = f"line {row.line:,}" + (f" ({own})" if own else "")
        if row.problem:
            yield Refusal(name, "bad_row", f"{name.capitalize()} is left out. {row.problem}", row.end)
        else:
            yield Member(name, packed(row.cells), given, reader, kept=False, resume=row.end)


def _row(stream: BinaryIO, first: bytes, line: int, known: Header) -> CsvRow:
    """The row that begins with the line `first`; a cell in quotes may go on over further lines."""
    if len(first) >= _LONGEST_ROW and not first.endswith(b"\n"):
        while (piece := stream.readline(_PIECE)) and not piece.endswith(b"\n"):
            pass
    after = stream.tell()
    record, size, quotes = [first], len(first), first.count(b'"')
    while quotes % 2 and size < _LONGEST_ROW and (more := stream.readline(_LONGEST_ROW)):
        record.append(more)
        size += len(more)
        quotes += more.count(b'"')
    if size >= _LONGEST_ROW or quotes % 2:
        problem = f"It is longer than {_LONGEST_ROW:,} bytes, or a quote in it is never closed."
        return CsvRow(line, after, 1, {}, problem)
    try:
        text = b"".join(record).decode("utf-8")
        found = list(csv.reader(io.StringIO(text, newline=""), delimiter=known.delimiter, strict=True))
    except UnicodeDecodeError:
        return CsvRow(line, after, 1, {}, "It is not in UTF-8; save the table as UTF-8.")
    except csv.Error as error:
        return CsvRow(line, after, 1, {}, f"It is no CSV: {error}.")
    cells = found[0] if len(found) == 1 else []
    if len(cells) != len(known.columns):
        problem = f"It has {len(cells)} cells where the header has {len(known.columns)}."
        return CsvRow(line, after, 1, {}, problem)
    return CsvRow(line, stream.tell(), len(record), dict(zip(known.columns, cells, strict=True)))


def _lines(stream: BinaryIO, first: int, last: int) -> int:
    """How many lines end between two bytes."""
    stream.seek(first)
    count, left = 0, last - first
    while left > 0 and (piece := stream.read(min(_PIECE, left))):
        count += piece.count(b"\n")
        left -= len(piece)
    return count
