"""A table, or JSON, none of whose names is known to hold an article's text: it is read once the user says which does."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import BinaryIO

from loaders.readers import article_table, delimited, json_lines
from loaders.readers.encoding import decode
from loaders.readers.reading import Format, Member, Refusal
from loaders.readers.received import Given, ReadError

# The rows of articles are long: three of them seldom lie within the first bytes that other formats are known by.
LOOKED_AT = 1 << 18
_DELIMITERS = ("\t", ";", "|", ",")
_LONGEST_NAME, _MOST_WORDS = 40, 5
_LEAST_ROWS = 3
# Of all rows: a table may have a broken one, running text agrees with its first line by chance only.
_LEAST_SHARE = 0.9


def recognises(head: bytes, tail: bytes) -> bool:
    """Whether the first `LOOKED_AT` bytes are JSON objects, or a header and rows of as many cells as it has."""
    return bool(_names(head))


def members(stream: BinaryIO, start: int, given: Given) -> Iterator[Member | Refusal]:
    """One member a row where the user names columns. Raises ReadError `not_articles` where not, and those of both kinds."""
    stream.seek(0)
    head = stream.read(LOOKED_AT)
    if given.columns:
        yield from (json_lines if _is_json(head) else delimited).members(stream, start, given)
        return
    raise ReadError("not_articles", article_table.unnamed(_names(head)))


def _names(head: bytes) -> list[str]:
    if _is_json(head):
        return json_lines.first_names(head)
    try:
        text = decode(head[: head.rfind(b"\n") + 1] if len(head) >= LOOKED_AT else head).text
    except ReadError:
        return []
    # Only what may be a header is worth a look at the rows.
    first = text.partition("\n")[0]
    return next((names for mark in _DELIMITERS if (names := _header(first, mark)) and _has_rows(text, mark, names)), [])


def _is_json(head: bytes) -> bool:
    return head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"[")


def _header(line: str, mark: str) -> list[str]:
    """The names in a line that reads as a header: short, no sentence among them, none twice."""
    try:
        cells = next(csv.reader([line.rstrip("\r")], delimiter=mark, strict=True), [])
    except csv.Error:
        return []
    names = [cell.strip() for cell in cells]
    sound = all(
        0 < len(name) <= _LONGEST_NAME
        and len(name.split()) <= _MOST_WORDS
        and any(map(str.isalpha, name))
        and not name.endswith((".", "!", "?", ":"))
        for name in names
    )
    return names if len(names) > 1 and sound and len(set(names)) == len(names) else []


def _has_rows(text: str, mark: str, names: list[str]) -> bool:
    """Whether the lines after the header are rows. In running text a comma has a space after it, in a table it seldom has."""
    if mark == "," and text.count(", ", 0, len(text.partition("\n")[0])) == len(names) - 1:
        return False
    rows = agreeing = 0
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=mark):
            if any(cell.strip() for cell in row):
                rows += 1
                agreeing += len(row) == len(names)
                if rows <= _LEAST_ROWS + 1 and agreeing < rows:
                    return False
    except csv.Error:
        pass
    return agreeing > _LEAST_ROWS and agreeing >= rows * _LEAST_SHARE


FORMAT = Format("table", recognises, members=members, resumable=True)
