"""RSS and Atom: each entry is an article, with the feed as its publisher."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any, BinaryIO
from urllib.parse import urljoin, urlsplit

from loaders.limits import LIMITS
from loaders.model import Flag
from loaders.readers import article_table
from loaders.readers.reading import Format, Member, Refusal
from loaders.readers.received import Given, ReadError, one_line

# The root element, after whatever may stand before it; each alternative begins with other characters, so no place is tried twice.
_ROOT = re.compile(
    rb"(?:\s|<\?[^>]*>|<!--(?:[^-]|-(?!->))*-->|<!DOCTYPE[^>\[]*(?:\[[^\]]*\]\s*)?>)*<(?:\w+:)?(rss|feed|RDF)[\s>]",
    re.I,
)
_NUMBER = re.compile(rb"&#(x[0-9a-f]+|[0-9]+);", re.I)
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def recognises(head: bytes, tail: bytes) -> bool:
    """Whether the root element is one of RSS, Atom or RDF. NULs are dropped because of UTF-16."""
    for mark in _MARKS:
        head = head.removeprefix(mark)
    return _ROOT.match(head.replace(b"\x00", b"")) is not None


def members(stream: BinaryIO, start: int, given: Given) -> Iterator[Member | Refusal]:
    """One member an entry. Relative addresses are read from the feed's own. Raises ReadError `bad_feed`, `too_large`."""
    stream.seek(0)
    data = stream.read(LIMITS.input_bytes + 1)
    if len(data) > LIMITS.input_bytes:
        raise ReadError("too_large", f"The feed has more than {LIMITS.input_bytes:,} bytes, the most that is read.")
    found = _parse(data, given.url)
    broken = found.get("bozo_exception") if found.get("bozo") else None
    entries = found.get("entries") or []
    if not entries and broken is not None:
        raise ReadError("bad_feed", f"The feed cannot be read: {str(broken)[:200]}.")
    base = given.url or str(found["feed"].get("link") or "")
    publisher = one_line(str(found["feed"].get("title") or ""))
    for number, entry in enumerate(entries[: LIMITS.members], 1):
        yield _entry(number, entry, base, publisher)
    if len(entries) > LIMITS.members:
        message = f"The feed has {len(entries):,} entries; the first {LIMITS.members:,} are read. Split it."
        yield Refusal("further entries", "too_many_members", message)
    if broken is not None and not _harmless(broken):
        message = f"The feed is not well-formed, entries may be missing: {str(broken)[:200]}."
        yield Refusal("the whole feed", "bad_feed", message)


def _parse(data: bytes, address: str | None) -> Any:
    """What the library makes of the bytes; in a stream, since it takes strings and bytes for addresses and paths."""
    import feedparser

    # The number of no character would cost the whole feed.
    data = _NUMBER.sub(_sound_number, data)
    headers = {"content-location": address} if address else {}
    try:
        # Cleaning would alter the text; what reads it takes no markup over.
        return feedparser.parse(
            io.BytesIO(data), response_headers=headers, resolve_relative_uris=False, sanitize_html=False
        )
    except Exception as problem:  # the library raises whatever strange bytes provoke
        raise ReadError("bad_feed", f"The feed cannot be read: {type(problem).__name__}.") from problem


def _sound_number(found: re.Match[bytes]) -> bytes:
    """A character written as its number, or the sign for an unknown one."""
    digits = found.group(1).decode("ascii").lower()
    number = int(digits.removeprefix("x"), 16 if digits.startswith("x") else 10) if len(digits) <= 10 else 0
    return found.group() if 0 < number < 0xD800 or 0xE000 <= number <= 0x10FFFF else b"&#xFFFD;"


def _entry(number: int, entry: Any, base: str, publisher: str | None) -> Member | Refusal:
    values: dict[str, object] = {}
    contents = [part for part in entry.get("content") or [] if str(part.get("value") or "").strip()]
    if contents:
        # Several are the same text in other forms or tongues, or parts of media; the longest is the article.
        best = max(contents, key=lambda part: len(part["value"]))
        values["text" if best.get("type") == "text/plain" else "html"] = best["value"]
    elif summary := str(entry.get("summary") or "").strip():
        values["summary"] = summary
    address = _address(str(entry.get("link") or ""), base)
    source = entry.get("source") or {}
    day, notes = _day(entry)
    for name, value in (
        ("title", _plain(str(entry.get("title") or ""), entry.get("title_detail") or {})),
        ("url", address),
        ("publisher", one_line(str(source.get("title") or "")) or publisher),
        ("published", day),
        ("language", (entry.get("title_detail") or {}).get("language")),
    ):
        if value:
            values[name] = value
    title = one_line(str(values.get("title") or "")) or address or ""
    name = f"entry {number:,}" + (f" ({title[:80]})" if title else "")
    return article_table.row(name, values, notes=notes)


def _plain(title: str, detail: Any) -> str | None:
    """A title as text: RSS titles may hold markup."""
    if "<" not in title or detail.get("type") == "text/plain":
        return one_line(title)
    from loaders.readers.web_page import read_fragment

    try:
        return one_line(read_fragment(title.encode("utf-8", "replace")).text)
    except ReadError:
        return one_line(title)


def _address(link: str, base: str) -> str | None:
    """The entry's address, in full; a relative one is read from the feed's."""
    if not link:
        return None
    try:
        whole = link if urlsplit(link).scheme else urljoin(base, link)
        return whole if urlsplit(whole).scheme in ("http", "https") else None
    except ValueError:
        return None


def _day(entry: Any) -> tuple[str | None, tuple[Flag, ...]]:
    """The day as the entry writes it, without change of time zone; else as the library reads it."""
    from loaders.readers.record import published_day

    name = "published" if entry.get("published") else "updated"
    if not (written := entry.get(name)):
        return None, ()
    message = "The feed says only when this was last changed; that day is taken as the date of publication."
    notes = (Flag("published_from_update", message),) if name == "updated" else ()
    day, _ = published_day(str(written))
    if day is None and (parsed := entry.get(f"{name}_parsed")):
        return f"{parsed.tm_year:04}-{parsed.tm_mon:02}-{parsed.tm_mday:02}", notes
    return (day.isoformat() if day else str(written)), notes


def _harmless(problem: object) -> bool:
    """A declared encoding that is not the real one costs nothing: the real one was found."""
    return type(problem).__name__ in ("CharacterEncodingOverride", "NonXMLContentType")


FORMAT = Format("feed", recognises, members=members)
