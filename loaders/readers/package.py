"""A ZIP package of XML parts (Word's), opened with the sizes checked before anything is expanded."""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from lxml import etree

from loaders.limits import LIMITS
from loaders.readers.received import ReadError

_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, KeyError, NotImplementedError, struct.error)
_ENCRYPTED = 0x1
_MAIN_PART = "/officeDocument"


class Package:
    """The parts of one package. Raises ReadError `damaged`, `encrypted` or `too_large` from every method."""

    def __init__(self, data: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
            self._parts = {entry.filename: entry for entry in self._archive.infolist()}
        except _BROKEN as problem:
            raise _damaged("its list of parts cannot be read") from problem
        if len(self._parts) < len(self._archive.infolist()):
            raise _damaged("it has two parts of one name")
        if len(self._parts) > LIMITS.members:
            raise ReadError(
                "too_large", f"The document has more than {LIMITS.members:,} parts; save it anew from Word."
            )
        # A part is never expanded past the size that it states, so that the sum bounds what reading can take.
        stated = sum(entry.file_size for entry in self._parts.values() if entry.filename.endswith((".xml", ".rels")))
        if stated > LIMITS.expanded_bytes:
            message = f"The document's text would expand to {stated:,} bytes; the most that is read is {LIMITS.expanded_bytes:,}."
            raise ReadError("too_large", f"{message} Save it anew from Word, or as PDF.")

    def main_part(self) -> str:
        """The name of the part that holds the document."""
        if "_rels/.rels" in self._parts:
            for element in self.walk("_rels/.rels", "end"):
                if str(element[1].get("Type") or "").endswith(_MAIN_PART):
                    return posixpath.normpath(str(element[1].get("Target") or "").lstrip("/"))
        return "word/document.xml"

    def has(self, part: str) -> bool:
        return part in self._parts

    def walk(self, part: str, *events: str) -> Iterator[tuple[str, Any]]:
        """The part's elements as the parser meets them ("start", "end"), each emptied after its end."""
        data = self._read(part)
        # Office formats forbid a document type, and with it all entities. UTF-16 puts a NUL beside each letter.
        if b"<!DOCTYPE" in data or b"<!DOCTYPE" in data.replace(b"\x00", b""):
            raise ReadError("unsafe", f"The document's part {part[:80]} declares entities, which no Word file does.")
        try:
            for event, element in etree.iterparse(
                io.BytesIO(data),
                events=events or ("start", "end"),
                resolve_entities=False,
                no_network=True,
                load_dtd=False,
                remove_comments=True,
                remove_pis=True,
            ):
                yield event, element
                if event == "end":
                    element.clear(keep_tail=True)
                    while element.getprevious() is not None:
                        del element.getparent()[0]
        except etree.XMLSyntaxError as problem:
            if "depth" in str(problem):
                raise ReadError("too_deep", "The document is nested too deeply to be read whole.") from problem
            raise _damaged(f"its part {part[:80]} is broken in line {problem.lineno}") from problem

    def _read(self, part: str) -> bytes:
        entry = self._parts.get(part)
        if entry is None:
            raise _damaged(f"its part {part[:80]} is missing")
        if entry.flag_bits & _ENCRYPTED:
            raise ReadError("encrypted", "The document is locked with a password; save it without one.")
        try:
            return self._archive.read(entry)
        except (*_BROKEN, RuntimeError) as problem:
            raise _damaged(f"its part {part[:80]} cannot be unpacked") from problem


def _damaged(what: str) -> ReadError:
    return ReadError("damaged", f"The document is damaged: {what}. Get it anew, or open it in Word and save it.")
