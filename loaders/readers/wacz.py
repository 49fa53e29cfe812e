"""WACZ: a ZIP that holds the WARC files of a crawl with indexes beside them; the WARC files are read where they lie."""

from __future__ import annotations

import dataclasses
import io
import zipfile
from collections.abc import Iterator
from typing import BinaryIO

from loaders.limits import LIMITS
from loaders.readers import warc
from loaders.readers.archive import BROKEN, opened
from loaders.readers.reading import Format, Member, Refusal
from loaders.readers.received import Given, ReadError
from loaders.readers.zip_names import is_web_archive

_LOCAL_HEADER = 30


def recognises(head: bytes, tail: bytes) -> bool:
    """Whether the bytes are a ZIP with WARC files and the description that WACZ asks for."""
    return is_web_archive(head, tail)


def members(stream: BinaryIO, start: int, given: Given) -> Iterator[Member | Refusal]:
    """The members of each WARC file, as its own reader gives them.

    `start` counts the bytes of the WARC files one after the other. Raises ReadError `damaged_archive`.
    """
    archive = opened(stream)
    before = 0
    for entry in archive.infolist():
        if not _is_warc(entry.filename):
            continue
        after = before + entry.file_size
        if start < after or entry.file_size == 0:
            try:
                source = _source(stream, archive, entry)
            except ReadError as problem:
                yield Refusal(entry.filename, problem.code, str(problem), after)
            else:
                for found in warc.members(source, max(0, start - before), given):
                    resume = after if found.resume is None else before + found.resume
                    name = found.name if "://" in found.name else f"{entry.filename}: {found.name}"
                    yield dataclasses.replace(found, name=name, resume=resume)
        before = after


def _is_warc(name: str) -> bool:
    return name.startswith("archive/") and name.endswith((".warc.gz", ".warc"))


def _source(stream: BinaryIO, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> BinaryIO:
    """The WARC file. WACZ stores it as it is, so that any record can be reached; one packed again is unpacked first."""
    if entry.flag_bits & 1:
        raise ReadError("encrypted", "It is encrypted; unpack the archive and take in its WARC files.")
    if entry.compress_type == zipfile.ZIP_STORED:
        stream.seek(entry.header_offset)
        header = stream.read(_LOCAL_HEADER)
        if len(header) < _LOCAL_HEADER or not header.startswith(b"PK\x03\x04"):
            raise ReadError("damaged_member", "Its place in the archive is wrong. Get the archive again.")
        names = int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
        begin = entry.header_offset + _LOCAL_HEADER + names
        return io.BufferedReader(_Window(stream, begin, entry.file_size))
    if entry.file_size > LIMITS.expanded_bytes:
        message = f"It unpacks to {entry.file_size:,} bytes; unpack the archive and take in its WARC files."
        raise ReadError("too_large", message)
    try:
        return io.BytesIO(archive.read(entry))
    except (*BROKEN, NotImplementedError) as problem:
        raise ReadError("damaged_member", "It is damaged. Get the archive again.") from problem


class _Window(io.RawIOBase):
    """A stretch of another stream, as a stream of its own."""

    def __init__(self, stream: BinaryIO, begin: int, size: int) -> None:
        self._stream, self._begin, self._size, self._place = stream, begin, size, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._place

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._place, io.SEEK_END: self._size}[whence]
        self._place = max(0, base + offset)
        return self._place

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        self._stream.seek(self._begin + self._place)
        piece = self._stream.read(max(0, min(len(buffer), self._size - self._place)))
        buffer[: len(piece)] = piece
        self._place += len(piece)
        return len(piece)


FORMAT = Format("wacz", recognises, members=members, resumable=True)
