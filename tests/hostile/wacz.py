"""WACZ archives made to do harm, or broken; and sound ones that stand beside them."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterator

from tests.hostile.archive import flagged, packed, patched
from tests.hostile.damage import damaged
from tests.hostile.warc import PACKED, PAGE, PLAIN, compressed, response

_DESCRIBED = ("datapackage.json", b"{}")
_SECOND = compressed(response("https://example.org/second", PAGE + b"<!-- second -->"))


def wacz(*files: tuple[str, bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    return packed([*files, ("indexes/index.cdx", b""), _DESCRIBED], method)


SOUND = wacz(("archive/first.warc.gz", PACKED), ("archive/second.warc.gz", _SECOND))
GOOD: list[tuple[str, bytes]] = [
    ("stored", SOUND),
    ("deflated", wacz(("archive/first.warc.gz", PACKED), method=zipfile.ZIP_DEFLATED)),
    ("plain", wacz(("archive/first.warc", PLAIN))),
]


def cases() -> Iterator[tuple[str, bytes]]:
    """Names and bytes, the same on every run."""
    yield from damaged(SOUND, 11)
    yield "empty-warc", wacz(("archive/first.warc.gz", b""))
    yield "no-warc-inside", wacz(("archive/first.warc.gz", b"<html>"), ("archive/second.warc.gz", _SECOND))
    yield "text-for-a-warc", wacz(("archive/first.warc", b"The convoy reached Goma. " * 9_000))
    yield "encrypted", flagged(SOUND, 0x1)
    yield "false-size", patched(SOUND, 22, 24, "<I", 99)
    yield "false-size-huge", patched(patched(SOUND, 22, 24, "<I", 0xFFFFFFF0), 18, 20, "<I", 0xFFFFFFF0)
    yield "unknown-method", patched(SOUND, 8, 10, "<H", 77)
    yield "stored-said-deflated", patched(SOUND, 8, 10, "<H", 8)
    yield "bomb", wacz(("archive/first.warc", b"WARC/1.0\r\n" + b"0" * 26_000_000), method=zipfile.ZIP_DEFLATED)
    yield "member-elsewhere", _moved(0xFFFFFF)
    yield "member-on-another", _moved(0)
    yield "same-name-twice", wacz(("archive/first.warc.gz", PACKED), ("archive/first.warc.gz", _SECOND))
    yield "name-leads-out", wacz(("archive/../../first.warc.gz", PACKED))
    yield "many-warcs", wacz(*((f"archive/{number}.warc.gz", _SECOND) for number in range(300)))
    yield "inside-itself", wacz(("archive/first.warc", SOUND))
    for name, data in damaged(PACKED, 12):
        yield f"inside-{name}", wacz(("archive/first.warc.gz", data), ("archive/second.warc.gz", _SECOND))


def _moved(place: int) -> bytes:
    """The directory names another place for the second member."""
    moved = bytearray(SOUND)
    entry = SOUND.index(b"PK\x01\x02", SOUND.index(b"PK\x01\x02") + 1)
    struct.pack_into("<I", moved, entry + 42, place)
    return bytes(moved)
