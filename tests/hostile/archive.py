"""ZIP archives made to do harm, or broken; and sound ones that stand beside them."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
from collections.abc import Iterable, Iterator

from tests.hostile.damage import damaged

TEXT = b"The convoy reached Goma on 26 February, officials said. Two people were wounded on the way."


def packed(files: Iterable[tuple[str | zipfile.ZipInfo, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP of the files, with the same dates on every run."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", method, compresslevel=1) as archive, warnings.catch_warnings(action="ignore"):
        for name, data in files:
            entry = name if isinstance(name, zipfile.ZipInfo) else zipfile.ZipInfo(name)
            archive.writestr(entry, data, method)
    return whole.getvalue()


SOUND = packed(
    [
        ("a.txt", TEXT),
        ("folder/b.txt", TEXT + b" B"),
        ("folder/c.html", b"<html><body><p>" + TEXT + b"</p></body></html>"),
    ]
)
GOOD: list[tuple[str, bytes]] = [
    ("deflated", SOUND),
    ("stored", packed([("a.txt", TEXT)], zipfile.ZIP_STORED)),
    ("bzip2", packed([("a.txt", TEXT)], zipfile.ZIP_BZIP2)),
    ("lzma", packed([("a.txt", TEXT)], zipfile.ZIP_LZMA)),
    ("in-an-archive", packed([("inner.zip", SOUND), ("a.txt", TEXT)])),
]
NAMES = (
    "../../etc/passwd", "/etc/passwd", "C:\\windows\\x", "..\\..\\x", "a/../../b", "\\\\host\\share", "con", "a" * 60_000, "\u202etxt.exe",
    "a\nb", "a\x1b[2J", "-rf", "$(reboot)", ".hidden", "__MACOSX/a", "a//b", "./a", "", " ", "..",
)  # fmt: skip


def cases() -> Iterator[tuple[str, bytes]]:
    """Names and bytes, the same on every run."""
    yield from damaged(SOUND, 6)
    yield "names", packed([(name, TEXT) for name in NAMES])
    yield "name-twice", packed([("a.txt", TEXT), ("a.txt", b"other")])
    yield "name-with-nul", packed([("a.txtXevil", TEXT)]).replace(b"a.txtXevil", b"a.txt\x00evil")
    yield "links", packed([_special("link", 0o120777), _special("device", 0o060666), _special("pipe", 0o010666)])
    yield "encrypted", flagged(SOUND, 0x1)
    yield "strongly-encrypted", flagged(SOUND, 0x41)
    yield "unknown-method", _method(SOUND, 77)
    yield "wrong-method", _method(SOUND, 14)
    yield "bomb", packed([("bomb.txt", b"0" * 26_000_000), ("a.txt", TEXT)])
    yield "many-bombs", packed([(f"{number}.txt", b"0" * 24_000_000) for number in range(9)])
    yield "bomb-bzip2", packed([("bomb.txt", b"0" * 26_000_000), ("a.txt", TEXT)], zipfile.ZIP_BZIP2)
    yield "bomb-lzma", packed([("bomb.txt", b"0" * 26_000_000), ("a.txt", TEXT)], zipfile.ZIP_LZMA)
    yield "false-size", _sized(SOUND, 10)
    yield "false-size-huge", _sized(SOUND, 0xFFFFFFF0)
    yield (
        "nested-bombs",
        packed([("1.zip", packed([("2.zip", packed([("3.zip", packed([("b.txt", b"0" * 30_000_000)]))]))]))]),
    )
    yield "contains-itself-in-name", packed([("a.zip", SOUND), ("a.zip/a.txt", TEXT)])
    yield "overlapping", _overlapping(50)
    yield "hundred-thousand-entries", _overlapping(100_000)
    yield "many-members", packed([(f"{number}.txt", b"%d" % number) for number in range(2_500)])
    yield "many-folders", packed([(f"{number}/", b"") for number in range(2_500)] + [("a.txt", TEXT)])
    yield "empty", packed([])
    yield "no-directory", SOUND[: SOUND.index(b"PK\x01\x02")]
    yield "directory-alone", SOUND[SOUND.index(b"PK\x01\x02") :]
    yield "directory-elsewhere", SOUND[:-6] + struct.pack("<IH", 0, 0)
    yield "directory-past-the-end", SOUND[:-6] + struct.pack("<IH", 0xFFFFFF, 0)
    yield "long-remark", SOUND[:-2] + struct.pack("<H", 60_000) + b"r" * 60_000
    yield "two-ends", SOUND + SOUND[-22:]
    yield "two-archives", SOUND + packed([("other.txt", TEXT)])
    yield "sixty-four-bits", SOUND[:-22] + b"PK\x06\x06" + b"\xff" * 52 + b"PK\x06\x07" + b"\xff" * 16 + SOUND[-22:]
    yield "wrong-checksum", patched(SOUND, 14, 16, "<I", 0xDEADBEEF)
    yield "presentation", packed([("[Content_Types].xml", b"<Types/>"), ("ppt/presentation.xml", b"<p/>")])
    yield "book", packed([("mimetype", b"application/epub+zip"), ("a.xhtml", b"<html/>")])
    yield (
        "misnamed",
        packed(
            [("report.pdf", b"MZ\x90\x00" * 100), ("photo.txt", b"\x89PNG\r\n\x1a\n"), ("page.docx", b"<html><p>x")]
        ),
    )


def _special(name: str, mode: int) -> tuple[zipfile.ZipInfo, bytes]:
    entry = zipfile.ZipInfo(name)
    entry.create_system, entry.external_attr = 3, mode << 16
    return entry, b"/etc/passwd"


def patched(data: bytes, local: int, central: int, form: str, value: int) -> bytes:
    """The value in every header, at its place in the local one and in the one of the directory."""
    patched = bytearray(data)
    for mark, offset in ((b"PK\x03\x04", local), (b"PK\x01\x02", central)):
        place = -1
        while (place := data.find(mark, place + 1)) >= 0:
            struct.pack_into(form, patched, place + offset, value)
    return bytes(patched)


def flagged(data: bytes, flags: int) -> bytes:
    return patched(data, 6, 8, "<H", flags)


def _method(data: bytes, method: int) -> bytes:
    return patched(data, 8, 10, "<H", method)


def _sized(data: bytes, size: int) -> bytes:
    return patched(data, 22, 24, "<I", size)


def _overlapping(count: int) -> bytes:
    """Entries that all have the bytes of one: the archive unpacks to `count` times what it holds."""
    one = packed([("00000000.txt", b"0" * 1_000_000)])
    start = one.index(b"PK\x01\x02")
    entry, end = one[start:-22], one[-22:]
    directory = b"".join(entry.replace(b"00000000", b"%08d" % number) for number in range(count))
    counts = struct.pack("<HHI", min(count, 0xFFFF), min(count, 0xFFFF), len(directory))
    return one[:start] + directory + end[:8] + counts + end[16:]
