"""One file a format: bytes → Article. The format is recognised by content, never by name."""

from __future__ import annotations

import hashlib
import re
from datetime import date

from loaders.model import Article
from loaders.readers.received import MAXIMUM_BYTES, Given, ReadError, one_line, plausible, web_address

__all__ = ["MAXIMUM_BYTES", "Given", "ReadError", "read"]

_TAG = re.compile(rb"<(?:!doctype\s+html|html|head|body|article|main|section|div|p|h1|meta|title|table)[\s/>]", re.I)
_PROLOGUE = 4_096


def read(data: bytes, name: str, given: Given | None = None, today: date | None = None) -> Article:
    """The article in the bytes; `name` only serves to tell the user which file is meant.

    What is `given` wins over what the article says of itself. A date of publication beyond `today` is left out with a
    note. Raises ReadError with a code: `empty`, `binary`, `undecodable`, `too_large`, `no_text`, `too_deep`,
    `bad_front_matter`.
    """
    if len(data) > MAXIMUM_BYTES:
        raise ReadError("too_large", f"{name} has {len(data):,} bytes; the most that is read is {MAXIMUM_BYTES:,}.")
    if _looks_like_html(data):
        from loaders.readers.web_page import read_web_page

        reader, reading = "html", read_web_page(data)
    else:
        from loaders.readers.plain_text import read_plain_text

        reader, reading = "text", read_plain_text(data)
    given = given or Given()
    published, date_notes = plausible(given.published or reading.published, today)
    url, url_notes = web_address(given.url or reading.url)
    return Article(
        id=hashlib.sha256(data).hexdigest(),
        text=reading.text,
        title=one_line(given.title) or reading.title,
        publisher=one_line(given.publisher) or reading.publisher,
        url=url,
        published=published,
        language=reading.language,
        reader=reader,
        notes=(*reading.notes, *date_notes, *url_notes),
    )


def _looks_like_html(data: bytes) -> bool:
    """Whether the bytes open as a page does: with a tag, and soon one of HTML. NULs are dropped because of UTF-16."""
    start = data[:_PROLOGUE].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return start.startswith(b"<") and _TAG.search(start) is not None
