"""CSV by RFC 4180, in UTF-8, safe to open in a spreadsheet: a cell that would run as a formula is text.

A list is one cell, its items parted by `;`; an item that holds `;`, `"` or a line break is quoted as in a CSV of its
own, so that `csv.reader([cell], delimiter=";")` gives the items back. A cell that begins like a formula takes an
apostrophe before it, and so does what follows a semicolon, a bar, a tab or a line break in it and begins like one: a
spreadsheet that is set to part cells there begins a new one. `unsafe` takes them away again.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from loaders.exports.format import EventRow, Format, Options, Tally
from loaders.store.schema import EXPORT_COLUMN_NAMES

# Signs that start a formula (OWASP, CSV injection), full-width ones too, after anything that a spreadsheet does not
# show; after an apostrophe as well, so that ours can be taken off again without a doubt.
_UNSHOWN = r"'\s\x00-\x1f\x7f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"
_FORMULA = re.compile(rf"[\t\r\n]|[{_UNSHOWN}]*[=+\-@＝＋－＠]")
# The same after a mark at which a cell may be parted; a run of breaks is looked at once, not once for each of them.
_INNER = r"(?=['\x00-\x08\x0b\x0c\x0e-\x20\x7f\xa0\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u206f\u3000\ufeff]*[=+\-@＝＋－＠])"
_BEFORE = re.compile(rf"([;|\t\r\n]){_INNER}")
_PROTECTED = re.compile(rf"([;|\t\r\n])'{_INNER}")
_ROWS_AT_ONCE = 500


def safe(text: str) -> str:
    """The text, with an apostrophe before all that a spreadsheet would run."""
    text = _BEFORE.sub(r"\1'", text)
    return f"'{text}" if _FORMULA.match(text) else text


def unsafe(text: str) -> str:
    """What `safe` made the text from."""
    text = text[1:] if text.startswith("'") and _FORMULA.match(text[1:]) else text
    return _PROTECTED.sub(r"\1", text)


def joined(items: Sequence[object]) -> str:
    """A list as one cell."""
    if not items:
        return ""
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerow([safe(str(item)) for item in items])
    return out.getvalue().removesuffix("\r\n")


def parted(cell: str) -> list[str]:
    """The items of a cell that `joined` made."""
    return [unsafe(item) for item in next(csv.reader(io.StringIO(cell, newline=""), delimiter=";"), [])]


def write_csv(rows: Iterable[EventRow], options: Options, tally: Tally) -> Iterator[bytes]:
    """A header line, then one line an event, with the columns of the event table."""
    yield from table(EXPORT_COLUMN_NAMES, rows, options, tally)


def table(columns: Sequence[str], rows: Iterable[EventRow], options: Options, tally: Tally) -> Iterator[bytes]:
    """A header line, then one line a row with its values for these columns, every cell safe in a spreadsheet."""
    if options.byte_order_mark:
        yield codecs.BOM_UTF8
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(row.get(name)) for name in columns])
        tally.written += 1
        if tally.written % _ROWS_AT_ONCE == 0:
            yield _taken(out)
    yield _taken(out)


def _taken(out: io.StringIO) -> bytes:
    text = out.getvalue()
    out.seek(0)
    out.truncate()
    return text.encode("utf-8", "replace")


def _cell(value: object) -> str | int | float:
    """Numbers stay numbers, whatever their sign; text is made safe."""
    if value is None:
        return ""
    if isinstance(value, int | float):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return safe(joined(value))
    return safe(str(value))


CSV = Format("csv", "CSV", ".csv", "text/csv; charset=utf-8", write_csv)
