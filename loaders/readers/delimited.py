"""CSV and its kin: a table of articles, a row each, with commas, semicolons, tabs or bars between its cells."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from loaders.limits import LIMITS
from loaders.model import Flag
from loaders.readers import article_table
from loaders.readers.article_table import Columns
from loaders.readers.encoding import decode
from loaders.readers.reading import Format, Member, Refusal
from loaders.readers.received import Given, ReadError, web_address
from loaders.readers.record import published_day

_DELIMITERS = (",", ";", "\t", "|")
_LONGEST_ROW = 5_000_000
_LONGEST_NAME = 80
_SAMPLE = 65_536
# As many columns of articles in one line are a header, whatever comes after it.
_SURE = 3
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True, slots=True)
class _Table:
    """A table's lines as bytes, in an encoding in which a line break is the byte 10, and what its header says."""

    stream: BinaryIO
    encoding: str
    notes: tuple[Flag, ...]
    delimiter: str
    width: int
    columns: Columns
    # The byte after the header.
    body: int


def recognises(head: bytes, tail: bytes) -> bool:
    """Whether the first line names the columns of articles: one of text, or of addresses in a list of links."""
    text = _opening(head)
    if not text or text.lstrip()[:1] in ("{", "["):
        return False
    first, broke, rest = text.partition("\n" if "\n" in text else "\r")
    known = _header(first)
    if known is None or not broke:
        return False
    names, delimiter, found = known
    if found.hold_text:
        sure = len(found.places) >= _SURE
        return sure or (len(names) > 1 and _has_row(rest, delimiter, len(names)))
    # A list of addresses may have that one column alone; a heading "Link" above prose is no table.
    opening = rest.lstrip().partition("\n")[0]
    return found.hold_links and ("http://" in opening or "https://" in opening)


def members(stream: BinaryIO, start: int, given: Given) -> Iterator[Member | Refusal]:
    """One member a row, from the byte `start` on, which is 0 or where another row ended.

    Raises ReadError `unknown_column`, `not_articles`, `too_large` and those of `decode`.
    """
    csv.field_size_limit(_LONGEST_ROW)
    table = _open(stream, given)
    line = _lines(table.stream, max(start, table.body)) + 1
    table.stream.seek(max(start, table.body))
    # After a row whose quotes do not close, lines of an article look like rows: only an address or a date proves one.
    lost = False
    while first := table.stream.readline(_LONGEST_ROW):
        cells, lines, problem = _row(table, first)
        quoted = b'"' in first
        name, resume = f"line {line:,}", table.stream.tell()
        after, line = line, line + lines
        if problem:
            if not lost:
                rest = " Rows after it that cannot be told apart are left out." if quoted else ""
                yield Refusal(name, "bad_row", f"{problem}{rest}", resume)
            lost = lost or quoted
            continue
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != table.width:
            if not lost:
                message = (
                    f"It has {len(cells)} cells where the header has {table.width}; quote the cells that hold breaks."
                )
                yield Refusal(name, "bad_row", message, resume)
            continue
        values = table.columns.values(cells)
        if lost and not _proven(values):
            continue
        lost = False
        foreign = table.notes if any(not cell.isascii() for cell in cells) else ()
        yield article_table.row(f"line {after:,}", values, resume, foreign)


def _opening(head: bytes) -> str:
    """The first bytes as text; empty where they are none, or open a page, which no header does."""
    if head.startswith(_WIDE):
        return head.decode("utf-16", "ignore")
    if head.lstrip()[:1] in (b"", b"<", b"%"):
        return ""
    try:
        return codecs.getincrementaldecoder("utf-8-sig")().decode(head)
    except UnicodeDecodeError:
        # To guess an encoding takes time: only what may be a header is worth it.
        if not any(mark.encode() in head.partition(b"\n")[0] for mark in _DELIMITERS):
            return ""
    try:
        return decode(head).text
    except ReadError:
        return ""


def _open(stream: BinaryIO, given: Given) -> _Table:
    stream.seek(0)
    sample = stream.read(LIMITS.input_bytes + 1)
    whole = len(sample) <= LIMITS.input_bytes
    if not whole:
        sample = sample[: sample.rfind(b"\n") + 1] or sample
    decoded = decode(sample, given.charset)
    source, encoding = stream, decoded.encoding
    if encoding.startswith(("utf-16", "utf-32")):
        if not whole:
            raise ReadError(
                "too_large", f"A table in {encoding} may have {LIMITS.input_bytes:,} bytes; save it as UTF-8."
            )
        source, encoding = io.BytesIO(decoded.text.encode("utf-8", "replace")), "utf-8"
    elif b"\n" not in sample and b"\r" in sample and whole:
        source = io.BytesIO(sample.replace(b"\r", b"\n"))
    source.seek(0)
    first = source.readline(_LONGEST_ROW)
    heading = first.decode(encoding, "replace").removeprefix("\ufeff")
    body = source.tell()
    known = _header(heading.rstrip("\r\n"), given.columns)
    if known is None or not (known[2].hold_text or known[2].hold_links):
        raise ReadError("not_articles", article_table.unnamed(known[0] if known else ()))
    names, delimiter, found = known
    return _Table(source, encoding, decoded.notes, delimiter, len(names), found, body)


def _header(line: str, given: Sequence[tuple[str, str]] = ()) -> tuple[list[str], str, Columns] | None:
    """Names, delimiter and columns: the delimiter is the one under which most columns of articles come out."""
    best: tuple[list[str], str, Columns] | None = None
    for delimiter in _DELIMITERS:
        try:
            names = [
                name.strip() for name in next(csv.reader([line.rstrip("\r")], delimiter=delimiter, strict=True), [])
            ]
        except csv.Error:
            continue
        if not names or any(len(name) > _LONGEST_NAME for name in names):
            continue
        found = article_table.columns(names)
        if best is None or (len(found.places), len(names)) > (len(best[2].places), len(best[0])):
            best = names, delimiter, found
    if best is not None and given:
        best = best[0], best[1], article_table.columns(best[0], given)
    return best


def _has_row(rest: str, delimiter: str, width: int) -> bool:
    """Whether what follows the header begins with a row of as many cells, as far as the text goes."""
    rows = csv.reader(io.StringIO(rest, newline=""), delimiter=delimiter)
    try:
        second = next((row for row in rows if row), [])
    except csv.Error:
        return True
    return len(second) == width or (len(second) < width and next(rows, None) is None)


def _row(table: _Table, first: bytes) -> tuple[list[str], int, str]:
    """The cells of the row that begins with the line `first`, how many lines it takes, and what is wrong with it.

    The stream stands after the row; after a row that does not hold together, at the second line.
    """
    if len(first) >= _LONGEST_ROW and not first.endswith(b"\n"):
        while (piece := table.stream.readline(_LONGEST_ROW)) and not piece.endswith(b"\n"):
            pass
        return [], 1, f"It is longer than {_LONGEST_ROW:,} bytes."
    cells, problem = _cells(table, first)
    if not problem or first.count(b'"') % 2 == 0:
        return cells, 1, problem
    after = table.stream.tell()
    record, size, quotes = [first], len(first), first.count(b'"')
    while quotes % 2 and size < _LONGEST_ROW and (more := table.stream.readline(_LONGEST_ROW)):
        record.append(more)
        size += len(more)
        quotes += more.count(b'"')
    problem = f"A quote in it is never closed, or only after {_LONGEST_ROW:,} bytes."
    if quotes % 2 == 0:
        cells, problem = _cells(table, b"".join(record))
        if not problem:
            return cells, len(record), ""
    table.stream.seek(after)
    return [], 1, problem


def _cells(table: _Table, record: bytes) -> tuple[list[str], str]:
    try:
        text = record.decode(table.encoding)
        found = list(csv.reader(io.StringIO(text, newline=""), delimiter=table.delimiter, strict=True))
    except UnicodeDecodeError as problem:
        return [], f"It is not in {table.encoding} at its byte {problem.start}; save the table as UTF-8."
    except csv.Error as problem:
        return [], f"It is no CSV: {problem}."
    return (found[0] if found else []), ("" if len(found) <= 1 else "Its quotes do not match.")


def _proven(values: dict[str, object]) -> bool:
    """Whether a row holds what no line of prose does: a web address or a date in its own cell."""
    address, _ = web_address(str(values.get("url") or ""))
    day, _ = published_day(values.get("published"))
    return address is not None or day is not None


def _lines(stream: BinaryIO, end: int) -> int:
    """How many lines end before the byte `end`."""
    stream.seek(0)
    count, left = 0, end
    while left > 0 and (piece := stream.read(min(_SAMPLE, left))):
        count += piece.count(b"\n")
        left -= len(piece)
    return count


FORMAT = Format("csv", recognises, members=members, resumable=True)
