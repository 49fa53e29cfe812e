"""The names that a ZIP file lists, as far as its first and last bytes show them: Word, Excel and plain archives are told apart by them."""

from __future__ import annotations

import struct
from collections.abc import Iterator

_LOCAL, _CENTRAL, _END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
# Fixed fields before the name, in bytes (APPNOTE 6.3.10, 4.3.7 and 4.3.12).
_LOCAL_SIZE, _CENTRAL_SIZE, _END_SIZE = 30, 46, 22
_SIZE_FOLLOWS = 0x0008


def zip_names(head: bytes, tail: bytes) -> frozenset[str]:
    """Names of members; empty where the bytes are no ZIP. A member that is itself a ZIP does not lend its own names."""
    if not head.startswith((_LOCAL, _END)):
        return frozenset()
    return frozenset(name.decode("utf-8", "replace") for name in (*_at_the_start(head), *_in_the_directory(tail)))


def is_word(head: bytes, tail: bytes) -> bool:
    """Whether the ZIP is a Word document."""
    return _is_office(zip_names(head, tail), "word/")


def is_workbook(head: bytes, tail: bytes) -> bool:
    """Whether the ZIP is an Excel workbook."""
    return _is_office(zip_names(head, tail), "xl/")


def is_web_archive(head: bytes, tail: bytes) -> bool:
    """Whether the ZIP is a WACZ archive of a crawl."""
    return _is_crawl(zip_names(head, tail))


def is_archive(head: bytes, tail: bytes) -> bool:
    """Whether the bytes are a ZIP of any other kind."""
    names = zip_names(head, tail)
    packed = _is_office(names, "word/") or _is_office(names, "xl/") or _is_crawl(names)
    return head.startswith((_LOCAL, _END)) and not packed


def _is_office(names: frozenset[str], folder: str) -> bool:
    """The main part may be out of sight in a long directory, and has other names than `document.xml` now and then."""
    return "[Content_Types].xml" in names and any(name.startswith(folder) for name in names)


def _is_crawl(names: frozenset[str]) -> bool:
    described = "datapackage.json" in names
    return described and any(name.startswith("archive/") and name.endswith((".warc.gz", ".warc")) for name in names)


def _at_the_start(head: bytes) -> Iterator[bytes]:
    """Names in the local headers, one after the other, until one does not say how long its data are."""
    place = 0
    while head.startswith(_LOCAL, place) and place + _LOCAL_SIZE <= len(head):
        flags = struct.unpack_from("<H", head, place + 6)[0]
        size, _, name, extra = struct.unpack_from("<IIHH", head, place + 18)
        begin = place + _LOCAL_SIZE
        if begin + name > len(head):
            return
        yield head[begin : begin + name]
        if flags & _SIZE_FOLLOWS:
            return
        place = begin + name + extra + size


def _in_the_directory(tail: bytes) -> Iterator[bytes]:
    """Names in the part of the central directory that lies in the tail."""
    end = tail.rfind(_END)
    if end < 0 or end + _END_SIZE > len(tail):
        return
    size = struct.unpack_from("<I", tail, end + 12)[0]
    start = max(0, end - size)
    # Where the directory begins before the tail, the first whole entry has to be looked for.
    place = tail.find(_CENTRAL, start, end)
    while place >= 0 and place + _CENTRAL_SIZE <= end and tail.startswith(_CENTRAL, place):
        name, extra, comment = struct.unpack_from("<HHH", tail, place + 28)
        begin = place + _CENTRAL_SIZE
        yield tail[begin : min(begin + name, end)]
        place = begin + name + extra + comment
