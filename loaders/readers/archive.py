"""ZIP: every file in it is a member, taken by its bytes; what could do harm or cannot be opened is refused one by one."""

from __future__ import annotations

import lzma
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from loaders.limits import LIMITS
from loaders.readers.reading import Format, Member, Refusal
from loaders.readers.received import Given, ReadError
from loaders.readers.zip_names import is_archive

BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    ValueError,
    KeyError,
    RuntimeError,
    struct.error,
)
_PIECE = 1 << 20
_ENCRYPTED = 0x1 | 0x40
_LOCAL_HEADER = 30
_JUNK = frozenset(("__macosx", "thumbs.db", "desktop.ini"))
# Every file of Office and OpenDocument is a ZIP; Word and Excel have readers of their own.
_OFFICE = frozenset(("[Content_Types].xml", "mimetype"))


def recognises(head: bytes, tail: bytes) -> bool:
    """Whether the bytes are a ZIP that no other format is packed in."""
    return is_archive(head, tail)


def members(stream: BinaryIO, start: int, given: Given) -> Iterator[Member | Refusal]:
    """One member a file, in the order of the archive. Sizes are counted as they are unpacked, never believed.

    Raises ReadError `damaged_archive` where there is no directory of members, `not_read` for other packed documents.
    """
    archive = opened(stream)
    listed = archive.infolist()
    if _OFFICE & {entry.filename for entry in listed}:
        message = (
            "This is a packed document (PowerPoint, OpenDocument, EPUB), which is not read; save it as PDF or Word."
        )
        raise ReadError("not_read", message)
    files = [entry for entry in listed if not entry.filename.endswith("/") and not _is_junk(entry.filename)]
    overlapping = _overlapping(listed)
    seen: set[str] = set()
    left = LIMITS.expanded_bytes
    for entry in files[: LIMITS.members]:
        name = entry.filename
        reason = _unsafe(entry) or (_OVERLAPS if id(entry) in overlapping else None)
        if reason is None and name in seen:
            reason = "duplicate_name", "Another member has the same name; this one, the later, is left out."
        seen.add(name)
        if reason is not None:
            yield Refusal(name, *reason)
            continue
        most = min(left, LIMITS.input_bytes)
        data = _unpacked(archive, entry, most)
        if isinstance(data, Refusal):
            yield data
            continue
        left -= min(len(data), most)
        if len(data) <= most:
            yield Member(name, data)
        elif left > 0:
            message = f"It unpacks to more than {LIMITS.input_bytes:,} bytes, the most that is read of one file."
            yield Refusal(name, "too_large", message)
        if left <= 0:
            message = (
                f"The archive unpacks to more than {LIMITS.expanded_bytes:,} bytes; what follows is not read. Split it."
            )
            yield Refusal(f"from {name} on", "too_large", message)
            return
    if len(files) > LIMITS.members:
        message = f"The archive holds {len(files):,} files; the first {LIMITS.members:,} are read. Split it."
        yield Refusal("further files", "too_many_members", message)


def opened(stream: BinaryIO) -> zipfile.ZipFile:
    """The archive. Raises ReadError `damaged_archive`."""
    try:
        return zipfile.ZipFile(stream)
    except (*BROKEN, NotImplementedError) as problem:
        message = "The ZIP file (or packed document) is damaged or breaks off: its list of members cannot be read."
        raise ReadError("damaged_archive", f"{message} Get it again.") from problem


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> bytes | Refusal:
    """The member's bytes, one more than `most` where it has more; or why there are none."""
    pieces: list[bytes] = []
    size = 0
    try:
        with archive.open(entry) as member:
            while size <= most and (piece := member.read(min(_PIECE, most + 1 - size))):
                pieces.append(piece)
                size += len(piece)
    except NotImplementedError:
        message = "It is packed by a method that is not known here; pack it anew as an ordinary ZIP."
        return Refusal(entry.filename, "unknown_compression", message)
    except BROKEN as problem:
        message = f"It is damaged: {str(problem)[:200] or type(problem).__name__}. Get the archive again."
        return Refusal(entry.filename, "damaged_member", message)
    return b"".join(pieces)


_OVERLAPS = (
    "overlapping",
    "Its bytes overlap those of another member, as in an archive made to do harm; it is left out.",
)


def _unsafe(entry: zipfile.ZipInfo) -> tuple[str, str] | None:
    """Code and message where a member is no plain file under a plain name."""
    parts = entry.filename.replace("\\", "/").split("/")
    absolute = not parts[0] or (len(parts[0]) == 2 and parts[0].endswith(":"))
    if absolute or ".." in parts or "\x00" in entry.orig_filename:
        return "unsafe_name", "Its name leads out of the archive; it is left out. Pack it under a plain name."
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in (0, stat.S_IFREG):
        return "not_a_file", "It is a link or a device, not a file; it is left out. Pack the file itself."
    if entry.flag_bits & _ENCRYPTED:
        return "encrypted", "It is encrypted; unpack the archive with its password and take in the files."
    return None


def _overlapping(listed: list[zipfile.ZipInfo]) -> set[int]:
    """Identities of entries whose bytes run into those of the next."""
    ordered = sorted(listed, key=lambda entry: entry.header_offset)
    found: set[int] = set()
    end, last = -1, None
    for entry in ordered:
        if entry.header_offset < end:
            found |= {id(entry), id(last)}
        own = entry.header_offset + _LOCAL_HEADER + len(entry.orig_filename) + entry.compress_size
        if own > end:
            end, last = own, entry
    return found


def _is_junk(name: str) -> bool:
    """Hidden files and what systems leave behind: they are in every archive and hold nothing."""
    parts = name.replace("\\", "/").split("/")
    return any(part.lower() in _JUNK or (part.startswith(".") and part.strip(".")) for part in parts)


FORMAT = Format("zip", recognises, members=members)
