"""Bytes → text: byte order mark, valid UTF-8, what the document declares, then a guess that is never silent."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass

from charset_normalizer import from_bytes

from loaders.model import Flag
from loaders.readers.received import ReadError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Browsers read these labels as Windows-1252 (WHATWG Encoding Standard), and pages rely on it.
_AS_WINDOWS_1252 = frozenset({"ascii", "iso8859-1"})
# Labels that name no character set of documents, or one that a mark at the start would show.
_NO_CHARSET = frozenset(
    """idna punycode undefined mbcs oem utf-7 unicode-escape raw-unicode-escape utf-16 utf-16-le utf-16-be utf-32 utf-32-le
    utf-32-be utf-8-sig""".split()
)
_GUESS_FROM = 65_536
# English with curly quotes, French and German have fewer letters outside ASCII than this; the languages of the other
# code pages have more. On so little evidence a statistical guess errs more often than Windows-1252 does.
_WESTERN_SHARE = 0.06
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Office locks a document by wrapping it in the old container, in a stream of this name (MS-OFFCRYPTO 2.3.4.4).
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_MAGIC = (
    (_OLD_OFFICE, "an old Word or Excel file"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "a database"),
)
_CONTROLS = bytes(sorted({*range(32), 127} - set(b"\t\n\r\f")))
# Of the bytes; a few stray ones in a short text say nothing.
_CONTROL_SHARE, _STRAY_CONTROLS = 0.01, 2


@dataclass(frozen=True, slots=True)
class Decoded:
    text: str
    encoding: str
    notes: tuple[Flag, ...] = ()


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """The text of the bytes, exactly. Raises ReadError `empty`, `binary`, `encrypted` or `undecodable`."""
    if not data.strip(b" \t\r\n\x00") or data in dict(_MARKS):
        raise ReadError("empty", "The file is empty.")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding)
    _refuse_binary(data)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    if declared is not None and (known := known_charset(declared)):
        try:
            return Decoded(data.decode(known), known)
        except UnicodeDecodeError:
            pass
    return _guess(data)


def _strictly(data: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError as problem:
        message = f"The file is marked as {encoding} but breaks off its rules at byte {problem.start}."
        raise ReadError("undecodable", message) from problem


def known_charset(label: str) -> str | None:
    """Python's name of a character set; None where the label names none, or one of Python's codecs for other ends."""
    try:
        name = codecs.lookup(label.strip()[:40]).name
        b"a".decode(name)
    except (LookupError, ValueError):
        return None
    if name.replace("_", "-") in _NO_CHARSET:
        return None
    return "cp1252" if name in _AS_WINDOWS_1252 else name


def _refuse_binary(data: bytes) -> None:
    if data.startswith(_OLD_OFFICE) and _LOCKED in data:
        raise ReadError("encrypted", "The document is locked with a password; save it without one.")
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            raise ReadError("binary", f"This is {kind}, which is not read; save it as text, PDF or HTML.")
    sample = data[:_GUESS_FROM]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if controls > max(_STRAY_CONTROLS, _CONTROL_SHARE * len(sample)):
        share = 100 * controls / len(sample)
        raise ReadError("binary", f"This is not text: {share:.0f} % of its bytes are control characters.")


def _guess(data: bytes) -> Decoded:
    for encoding in _candidates(data[:_GUESS_FROM]):
        try:
            text = data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        message = f"The file does not say how its characters are encoded; {encoding} is a guess. Check the names."
        return Decoded(text, encoding, (Flag("encoding_guessed", message),))
    raise ReadError("undecodable", "The file is text in no known encoding; save it as UTF-8.")


def _candidates(sample: bytes) -> Iterator[str]:
    """Encodings to try, the likeliest first."""
    if sum(byte >= 0x80 for byte in sample) <= _WESTERN_SHARE * len(sample):
        yield "cp1252"
    for found in from_bytes(sample, enable_fallback=False):
        yield found.encoding
