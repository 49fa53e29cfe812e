"""Hostile saved pages (MHTML): envelopes that lie, nest, break off or carry no page."""

from __future__ import annotations

import base64
import quopri
from collections.abc import Iterator

from tests.hostile.damage import damaged

_SAID = "The garrison of Goma left before dawn on 26 February 2026, the mayor told reporters in the town hall."
_PAGE = f'<html lang="en"><head><title>Garrison leaves Goma</title></head><body><article><p>{_SAID} “So be it.”</p></article></body></html>'
_ADDRESS = "https://example.org/goma"


def envelope(parts: bytes, boundary: str = "edge", headers: str = "") -> bytes:
    """The head of a saved page, and its parts as they are given."""
    return (
        f"From: <Saved by Browser>\r\nSnapshot-Content-Location: {_ADDRESS}\r\nSubject: Goma\r\n"
        f"Date: Thu, 1 Jan 2026 10:00:00 -0000\r\nMIME-Version: 1.0\r\n{headers}"
        f'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="{boundary}"\r\n\r\n\r\n'
    ).encode() + parts


def part(
    body: bytes, kind: str = "text/html; charset=utf-8", coding: str = "quoted-printable", place: str = _ADDRESS
) -> bytes:
    """One part, after its boundary."""
    head = f"--edge\r\nContent-Type: {kind}\r\nContent-Transfer-Encoding: {coding}\r\nContent-Location: {place}\r\n\r\n"
    return head.encode() + body + b"\r\n"


_BODY = quopri.encodestring(_PAGE.encode())
_SOUND = envelope(part(_BODY) + part(b"p { color: red }", "text/css", "8bit", "cid:style") + b"--edge--\r\n")
GOOD: list[tuple[str, bytes]] = [
    ("good.mhtml", _SOUND),
    ("good-base64.mhtml", envelope(part(base64.encodebytes(_PAGE.encode()), coding="base64") + b"--edge--\r\n")),
]


def cases() -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each file."""
    for name, parts in _parts():
        yield f"{name}.mhtml", envelope(parts)
    yield "boundary-missing.mhtml", envelope(part(_BODY), boundary="another")
    yield "boundary-long.mhtml", envelope(part(_BODY), boundary="x" * 100_000)
    yield "boundary-empty.mhtml", envelope(part(_BODY), boundary="")
    yield "headers-many.mhtml", envelope(part(_BODY), headers="X-A: b\r\n" * 20_000)
    yield "headers-folded.mhtml", envelope(part(_BODY), headers="X-A: b\r\n" + " c\r\n" * 50_000)
    yield "headers-nul.mhtml", envelope(part(_BODY), headers="X-A: \x00\x01\r\n")
    yield "headers-coded.mhtml", envelope(part(_BODY), headers="X-A: =?utf-8?b?" + "A" * 50_000 + "?=\r\n")
    yield "address-script.mhtml", _SOUND.replace(_ADDRESS.encode(), b"javascript:alert(1)")
    yield "address-local.mhtml", _SOUND.replace(_ADDRESS.encode(), b"file:///etc/passwd")
    yield "charset-false.mhtml", _SOUND.replace(b"charset=utf-8", b"charset=hex")
    yield "coding-unknown.mhtml", _SOUND.replace(b"quoted-printable", b"x-uuencode")
    for label, data in damaged(_SOUND, seed=5):
        yield f"page-{label}.mhtml", data


def _parts() -> Iterator[tuple[str, bytes]]:
    yield "no-parts", b""
    yield "no-end", part(_BODY)
    yield "no-page", part(b"GIF89a", "image/gif", "8bit") + b"--edge--"
    yield "empty-page", part(b"") + b"--edge--"
    yield "parts-many", part(b"x", "text/plain", "8bit") * 20_000 + part(_BODY)
    yield "boundaries", b"--edge\r\n" * 50_000
    yield "base64-broken", part(b"!!!! not base64 ????", coding="base64") + b"--edge--"
    yield "base64-odd", part(base64.b64encode(_PAGE.encode())[:-3], coding="base64") + b"--edge--"
    yield "quoted-broken", part(b"=ZZ=\r\n=F" + _BODY) + b"--edge--"
    yield "quoted-long", part(b"=41" * 300_000) + b"--edge--"
    yield "page-deep", part(b"<div>" * 200_000 + _SAID.encode(), coding="8bit") + b"--edge--"
    yield "nested", _nested(600)
    yield "nested-deep", _nested(20_000)
    yield "message-within", part(_SOUND, "message/rfc822", "8bit")
    yield "pdf-as-page", part(b"%PDF-1.4\n%%EOF", coding="8bit") + b"--edge--"
    yield "page-binary", part(bytes(range(256)) * 100, coding="binary") + b"--edge--"


def _nested(levels: int) -> bytes:
    head = b"--edge\r\nContent-Type: multipart/related; boundary=edge\r\n\r\n"
    return head * levels + part(_BODY)
