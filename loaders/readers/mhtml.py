"""Saved web pages (MHTML): the page itself out of its envelope, read as HTML. The envelope's date tells when it was saved."""

from __future__ import annotations

import dataclasses
import re
from email import errors, message_from_bytes
from email.message import Message

from loaders.model import Flag
from loaders.readers.reading import Format, Reading
from loaders.readers.received import ReadError
from loaders.readers.web_page import read_web_page

_HEADER = re.compile(rb"(?:[\w-]+[ \t]*:[^\n]*\n(?:[ \t][^\n]*\n)*)+")
_VERSION = re.compile(rb"^MIME-Version[ \t]*:", re.IGNORECASE | re.MULTILINE)
_KIND = re.compile(
    rb"^Content-Type[ \t]*:\s*(?:multipart/related|text/html|application/xhtml\+xml)\b", re.IGNORECASE | re.MULTILINE
)
_PAGES = frozenset(("text/html", "application/xhtml+xml"))
_CODINGS = frozenset(("7bit", "8bit", "binary", "quoted-printable", "base64"))
_CUT_OFF = (errors.CloseBoundaryNotFoundDefect, errors.InvalidBase64LengthDefect, errors.InvalidBase64PaddingDefect)


def recognises(head: bytes, tail: bytes) -> bool:
    """Whether the bytes open with a mail header that announces a page, alone or with its parts."""
    header = _HEADER.match(head.removeprefix(b"\xef\xbb\xbf").lstrip())
    return header is not None and all(sign.search(header.group()) for sign in (_VERSION, _KIND))


def read_mhtml(data: bytes) -> Reading:
    """The article on the saved page. Raises ReadError, `no_page` and those of a web page among others."""
    try:
        envelope = message_from_bytes(data)
        page = _page(envelope)
    except (RecursionError, ValueError, LookupError, TypeError) as problem:
        raise ReadError("damaged", "The saved page's envelope cannot be opened; save the page anew.") from problem
    if page is None:
        raise ReadError("no_page", "The saved page holds no HTML; save it anew as a web page.")
    received = page.get_payload(decode=True)
    if not isinstance(received, bytes) or not received.strip():
        raise ReadError("no_page", "The saved page breaks off before its HTML; save it anew as a web page.")
    reading = read_web_page(received, page.get_content_charset())
    address = _address(page) or _address(envelope)
    notes = reading.notes
    if any(isinstance(defect, _CUT_OFF) for part in (envelope, page) for defect in part.defects):
        message = "The saved page breaks off before its end; text may be missing. Save it anew."
        notes = (*notes, Flag("cut_off", message))
    coding = str(page.get("Content-Transfer-Encoding") or "8bit").strip().lower()
    if coding not in _CODINGS:
        message = (
            f"The saved page is written in the unknown coding {coding[:40]!r}; its text may be wrong. Save it anew."
        )
        notes = (*notes, Flag("coding_unknown", message))
    return dataclasses.replace(reading, url=address or reading.url, notes=notes)


def _page(envelope: Message) -> Message | None:
    """The part that is the page: the one that the envelope names, by its address or its number, else the first."""
    pages = [part for part in envelope.walk() if part.get_content_type() in _PAGES]
    address, start = _address(envelope), envelope.get_param("start")
    named = [
        page
        for page in pages
        if (address and _address(page) == address) or (start and str(page["Content-ID"] or "") == str(start))
    ]
    return next(iter((*named, *pages)), None)


def _address(part: Message) -> str | None:
    """The web address that the part was saved from."""
    for name in ("Snapshot-Content-Location", "Content-Location"):
        value = "".join(str(part[name] or "").split())
        if value.lower().startswith(("http://", "https://")):
            return value
    return None


FORMAT = Format("mhtml", recognises, read_mhtml)
