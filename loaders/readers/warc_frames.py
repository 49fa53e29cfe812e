"""Where each record of a WARC file begins and ends, plain or as one gzip member a record; what is broken is stepped over."""

from __future__ import annotations

import dataclasses
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from loaders.limits import LIMITS

_GZIP = b"\x1f\x8b\x08"
_GZIP_FORMAT = 31
_OPENING = re.compile(rb"WARC/[01]\.\d{1,4}\r?\n")
_BEGINNINGS = re.compile(rb"\x1f\x8b\x08|WARC/[01]\.")
_HEADER_END = re.compile(rb"\r?\n\r?\n")
_LENGTH = re.compile(rb"^Content-Length:[ \t]*(\d{1,18})[ \t]*\r?$", re.I | re.M)
# The first look is short: most records are, and what is read too much is read again.
_FIRST_PIECE, _PIECE, _UNPACKED_PIECE = 8_192, 65_536, 1 << 20
_LONGEST_HEADER = 65_536
# Of one record; its headers come on top of the longest page.
_LONGEST = LIMITS.input_bytes + _LONGEST_HEADER
# So many damaged records one after the other, or false beginnings, are no archive; looking on would take for ever.
_MOST_DAMAGED, _MOST_TRIED = 200, 20_000


@dataclass(frozen=True, slots=True)
class Frame:
    """One record's bytes, unpacked, and what is wrong with it: `code` is `damaged`, `too_large`, `packed_as_one`.

    `begin` and `end` are bytes of the file; `end` is None where another record in the same gzip member follows.
    Of a record that is too large `data` holds the beginning alone.
    """

    begin: int
    end: int | None
    data: bytes = b""
    code: str = ""
    problem: str = ""


def begins_record(head: bytes) -> bool:
    """Whether the bytes open a WARC record, compressed or not."""
    if head.startswith(_GZIP):
        try:
            head = zlib.decompressobj(_GZIP_FORMAT).decompress(head, 64)
        except zlib.error:
            return False
    return _OPENING.match(head) is not None


def frames(stream: BinaryIO, start: int) -> Iterator[Frame]:
    """All records from the byte `start` on, which is 0 or the `end` of another one."""
    place, damaged = start, 0
    while True:
        stream.seek(place)
        opening = stream.read(len(_GZIP))
        if not opening:
            return
        found, after = (_compressed if opening == _GZIP else _plain)(stream, place)
        if not found and after is None:
            return
        if after is None:
            # Nobody knows where a damaged record ends: the next sound beginning counts.
            damaged += 1
            after = _next_beginning(stream, found[-1].begin + 1) if damaged <= _MOST_DAMAGED else None
            last = found[-1]
            rest = "" if after is not None else " No further record is found after it."
            yield Frame(last.begin, after, last.data, last.code, f"{last.problem}{rest}")
            if after is None:
                return
        else:
            damaged = 0
            yield from found
        place = after


def _compressed(stream: BinaryIO, begin: int) -> tuple[list[Frame], int | None]:
    """The records of one gzip member, one as a rule, none if it is empty, and the byte after it. The checksum at its end is checked."""
    unpacker = zlib.decompressobj(_GZIP_FORMAT)
    pieces: list[bytes] = []
    size, place, step = 0, begin, _FIRST_PIECE
    stream.seek(begin)
    while not unpacker.eof:
        packed = stream.read(step)
        place, step = place + len(packed), _PIECE
        if not packed:
            return [_damaged(begin, "It breaks off before its end.")], None
        while packed and not unpacker.eof:
            try:
                piece = unpacker.decompress(packed, _UNPACKED_PIECE)
            except zlib.error as problem:
                return [_damaged(begin, f"Its compression is damaged ({problem}).")], None
            packed = unpacker.unconsumed_tail
            size += len(piece)
            if size <= _LONGEST:
                pieces.append(piece)
        if size > LIMITS.expanded_bytes:
            return [_too_large(begin, None, pieces)], None
    end = place - len(unpacker.unused_data)
    if size > _LONGEST:
        return [_too_large(begin, end, pieces)], end
    return _split(b"".join(pieces), begin, end), end


def _split(data: bytes, begin: int, end: int) -> list[Frame]:
    """The records in the bytes of one gzip member; the last one ends where the member does."""
    found: list[Frame] = []
    place = _after_breaks(data, 0)
    while place < len(data):
        extent = _extent(data, place)
        if isinstance(extent, str) or extent[1] > len(data):
            problem = extent if isinstance(extent, str) else "It is shorter than it says."
            found.append(_damaged(begin, problem))
            break
        found.append(Frame(begin, None, data[place : extent[1]]))
        place = _after_breaks(data, extent[1])
    return [*found[:-1], dataclasses.replace(found[-1], end=end)] if found else []


def _plain(stream: BinaryIO, begin: int) -> tuple[list[Frame], int | None]:
    """The record that begins here, uncompressed, and the byte after it; none where nothing but blank lines follows."""
    stream.seek(begin)
    head = stream.read(_FIRST_PIECE)
    blank = _after_breaks(head, 0)
    if blank == len(head):
        return [], None
    if _HEADER_END.search(head, blank) is None:
        head += stream.read(_LONGEST_HEADER)
    extent = _extent(head, blank)
    length = 0 if isinstance(extent, str) else extent[1]
    end = begin + length
    # A search for the next record must not find this one again behind its blank lines.
    begin += blank
    if isinstance(extent, str):
        return [_damaged(begin, extent)], None
    if length > _LONGEST:
        stream.seek(end - 1)
        if not stream.read(1):
            return [_damaged(begin, "It is shorter than it says.")], None
        return [_too_large(begin, end, [head])], end
    data = head[:length] if length <= len(head) else head + stream.read(length - len(head))
    if len(data) < length:
        return [_damaged(begin, "It is shorter than it says: the file breaks off, or its length is false.")], None
    stream.seek(end)
    following = stream.read(2)
    if following and following != b"\r\n" and not following.startswith(b"\n"):
        return [_damaged(begin, "It is longer than it says.")], None
    return [Frame(begin, end, data[blank:])], end


def _extent(data: bytes, place: int) -> tuple[int, int] | str:
    """Where the header of the record ends and where the record does; or why that cannot be told."""
    if _OPENING.match(data, place) is None:
        return "No WARC record begins where one should."
    header = _HEADER_END.search(data, place, place + _LONGEST_HEADER)
    if header is None:
        return "Its header does not end."
    length = _LENGTH.search(data, place, header.end())
    if length is None:
        return "It does not say how long it is."
    return header.end(), header.end() + int(length.group(1))


def _next_beginning(stream: BinaryIO, place: int) -> int | None:
    """Where the next sound beginning of a record is, at `place` or after it."""
    tried = 0
    while tried < _MOST_TRIED:
        stream.seek(place)
        piece = stream.read(_PIECE)
        if len(piece) < len(_GZIP):
            return None
        for found in _BEGINNINGS.finditer(piece):
            tried += 1
            stream.seek(place + found.start())
            if begins_record(stream.read(512)):
                return place + found.start()
        # A beginning may lie across the edge of two pieces.
        place += len(piece) - len(b"WARC/1.") + 1 if len(piece) == _PIECE else len(piece)
    return None


def _after_breaks(data: bytes, place: int) -> int:
    while data[place : place + 1] in (b"\r", b"\n"):
        place += 1
    return place


def _damaged(begin: int, problem: str) -> Frame:
    return Frame(begin, None, b"", "damaged", f"The record is damaged. {problem}")


def _too_large(begin: int, end: int | None, pieces: list[bytes]) -> Frame:
    data = b"".join(pieces[:1])
    extent = _extent(data, 0)
    if not isinstance(extent, str) and extent[1] <= _LONGEST:
        message = "The whole file is packed as one; unpack it (gunzip) and take in the .warc file."
        return Frame(begin, end, data, "packed_as_one", message)
    return Frame(
        begin, end, data, "too_large", f"It has more than {LIMITS.input_bytes:,} bytes, the most that is read."
    )
