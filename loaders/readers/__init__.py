"""One file a format: bytes → Article. The format is recognised by content, never by name."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from typing import BinaryIO

from loaders.limits import LIMITS
from loaders.model import Article
from loaders.readers import (
    acled,
    archive,
    delimited,
    feed,
    geojson_events,
    json_lines,
    markdown,
    mhtml,
    pdf,
    plain_text,
    record,
    spreadsheet,
    timemap,
    ucdp,
    unknown_table,
    wacz,
    warc,
    web_page,
    word,
)
from loaders.readers.languages import language_of
from loaders.readers.reading import Format, Member, Reading, Refusal, Stated
from loaders.readers.received import Given, ReadError, charset_of, one_line, plausible, web_address

__all__ = [
    "FORMATS",
    "Format",
    "Given",
    "Member",
    "ReadError",
    "Reading",
    "Refusal",
    "Stated",
    "article",
    "charset_of",
    "format_of",
    "members",
    "read",
    "reading",
    "recognise",
]

# Each recognises its own bytes; what none of them claims is a table of unknown columns, or else plain text.
FORMATS: tuple[Format, ...] = (
    web_page.FORMAT,
    mhtml.FORMAT,
    markdown.FORMAT,
    pdf.FORMAT,
    word.FORMAT,
    acled.FORMAT,
    acled.ROW,
    ucdp.FORMAT,
    ucdp.ROW,
    timemap.FORMAT,
    timemap.ROW,
    geojson_events.FORMAT,
    geojson_events.ROW,
    delimited.FORMAT,
    json_lines.FORMAT,
    spreadsheet.FORMAT,
    feed.FORMAT,
    archive.FORMAT,
    warc.FORMAT,
    wacz.FORMAT,
    record.FORMAT,
)
_BY_NAME = {found.name: found for found in (*FORMATS, unknown_table.FORMAT, plain_text.FORMAT)}

_EDGE = 4_096


def recognise(data: bytes | BinaryIO) -> Format:
    """The format of the bytes, by their first and last 4,096. Raises ReadError `two_formats` where two claim them."""
    if isinstance(data, bytes):
        head, tail = data[:_EDGE], data[-_EDGE:]
    else:
        data.seek(0)
        head = data.read(_EDGE)
        size = data.seek(0, 2)
        data.seek(max(0, size - _EDGE))
        tail = data.read(_EDGE)
        data.seek(0)
    claims = [found for found in FORMATS if found.recognises(head, tail)]
    if len(claims) > 1:
        names = " and ".join(found.name for found in claims)
        raise ReadError("two_formats", f"The file looks like {names} at once; save it in one of them.")
    if claims:
        return claims[0]
    return unknown_table.FORMAT if unknown_table.recognises(_start(data), tail) else plain_text.FORMAT


def _start(data: bytes | BinaryIO) -> bytes:
    if isinstance(data, bytes):
        return data[: unknown_table.LOOKED_AT]
    start = data.read(unknown_table.LOOKED_AT)
    data.seek(0)
    return start


def format_of(data: bytes | BinaryIO, name: str | None) -> Format:
    """The format of that name, where whoever has the bytes knows it; else what the bytes say. Raises ReadError."""
    return _BY_NAME[name] if name else recognise(data)


def members(stream: BinaryIO, form: Format, start: int = 0, given: Given | None = None) -> Iterator[Member | Refusal]:
    """The documents in a collection, from byte `start` on. Raises ReadError where it cannot be opened at all."""
    if form.members is None:
        raise ReadError("not_a_collection", f"A {form.name} file holds one article.")
    yield from form.members(stream, start, given or Given())


def read(
    data: bytes, name: str, given: Given | None = None, today: date | None = None, form: str | None = None
) -> Article:
    """The article in the bytes; `name` only serves to tell the user which file is meant, `form` the format if known.

    What is `given` wins over what the article says of itself. A date of publication beyond `today` is left out with a
    note. Raises ReadError with a code: `empty`, `binary`, `undecodable`, `too_large`, `no_text`, `too_deep`,
    `bad_front_matter`, `collection`, and those of the other formats.
    """
    if len(data) > LIMITS.input_bytes:
        raise ReadError(
            "too_large", f"{name} has {len(data):,} bytes; the most that is read is {LIMITS.input_bytes:,}."
        )
    found = format_of(data, form)
    return article(data, found.name, reading(data, found, given or Given()), given or Given(), today)


def reading(data: bytes, form: Format, given: Given) -> Reading:
    """What the document's reader makes of the bytes, and of the character set that they came with. Raises ReadError."""
    if form.read is None:
        raise ReadError("collection", f"This is {form.name}, which holds many articles, where one is expected.")
    return form.read_as(data, given.charset) if form.read_as and given.charset else form.read(data)


def article(data: bytes, reader: str, read: Reading, given: Given, today: date | None = None) -> Article:
    """The article of a reading, with what is given laid over it; its id is the SHA-256 of the bytes."""
    published, date_notes = plausible(given.published or read.published, today)
    url, url_notes = web_address(given.url or read.url)
    language, language_notes = language_of(read.text, read.language)
    return Article(
        id=hashlib.sha256(data).hexdigest(),
        text=read.text,
        title=one_line(given.title) or read.title,
        publisher=one_line(given.publisher) or read.publisher,
        url=url,
        published=published,
        language=language,
        reader=reader,
        notes=(*read.notes, *date_notes, *url_notes, *(() if read.stated else language_notes)),
    )
