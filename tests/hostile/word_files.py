"""Hostile Word files: bombs, entities, false sizes, deep nesting, locks, and other ZIPs under their name."""

from __future__ import annotations

import io
import random
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterator

from tests.hostile.damage import damaged
from tests.readers.making_word import NAMESPACES, document, paragraph, run, word, zipped

_SAID = "The garrison of Goma left before dawn on 26 February 2026, the mayor told reporters in the town hall."
_SOUND = word(paragraph(_SAID) + paragraph("Two people were wounded near the bridge."))
GOOD: list[tuple[str, bytes]] = [
    ("good.docx", _SOUND),
    ("good-table.docx", word(paragraph(_SAID) + f"<w:tbl><w:tr><w:tc>{paragraph('Goma')}</w:tc></w:tr></w:tbl>")),
]


def cases() -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each file."""
    for name, body in _bodies():
        yield f"{name}.docx", word(body)
    for name, xml in _documents():
        yield f"{name}.docx", word("", {"word/document.xml": xml})
    yield "bomb.docx", _bomb(838)
    yield "bomb-within-the-limit.docx", _bomb(190)
    yield "bomb-stated-small.docx", _sized(_bomb(100), 1_000)
    yield "size-stated-large.docx", _sized(_SOUND, 0xFFFFFFF0)
    yield "size-stated-nothing.docx", _sized(_SOUND, 0)
    yield "bomb-of-styles.docx", _bomb(210, b"word/styles.xml")
    yield "relation-outside.docx", word(paragraph(_SAID), main="../../etc/passwd")
    yield "relation-absolute.docx", word(paragraph(_SAID), {"_rels/.rels": _relation("/etc/passwd")})
    yield "relation-missing.docx", word(paragraph(_SAID), {"_rels/.rels": _relation("word/nothing.xml")})
    yield "relation-broken.docx", word(paragraph(_SAID), {"_rels/.rels": "<not xml"})
    yield "properties-broken.docx", word(paragraph(_SAID), {"docProps/core.xml": "<not xml"})
    yield "footnotes-broken.docx", word(paragraph(_SAID), {"word/footnotes.xml": "<not xml"})
    yield "parts-many.docx", word(paragraph(_SAID), {f"word/media/{number}.xml": "<a/>" for number in range(3_000)})
    yield "parts-same-name.docx", _twice()
    yield "locked.docx", _flagged(_SOUND, 0x1)
    yield (
        "locked-container.docx",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 500 + "EncryptedPackage".encode("utf-16-le"),
    )
    yield "method-unknown.docx", _method(_SOUND, 99)
    yield "no-document.docx", zipped({"[Content_Types].xml": "<Types/>", "word/theme.xml": "<a/>"})
    yield "other-zip.docx", zipped({"report.txt": _SAID})
    yield "zip-within.docx", zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": _SOUND.decode("latin-1")})
    yield "text-as.docx", _SAID.encode()
    yield "head-before.docx", b"junk" * 100 + _SOUND
    yield "tail-after.docx", _SOUND + b"junk" * 100
    yield "noise.docx", b"PK\x03\x04" + random.Random(7).randbytes(20_000)
    for label, data in damaged(_SOUND, seed=8):
        yield f"report-{label}.docx", data


def _bodies() -> Iterator[tuple[str, str]]:
    yield "nested-runs", "<w:p>" + "<w:smartTag>" * 200 + run(_SAID) + "</w:smartTag>" * 200 + "</w:p>"
    yield "nested-deep", "<w:p>" + "<w:sdt>" * 200_000 + run(_SAID) + "</w:sdt>" * 200_000 + "</w:p>"
    yield "tables-deep", "<w:tbl><w:tr><w:tc>" * 300 + paragraph(_SAID) + "</w:tc></w:tr></w:tbl>" * 300
    yield "table-huge", "<w:tbl>" + f"<w:tr><w:tc>{paragraph('Goma')}</w:tc></w:tr>" * 4_000 + "</w:tbl>"
    yield "paragraphs", paragraph("a") * 10_000
    yield "runs", "<w:p>" + run("a") * 20_000 + "</w:p>"
    yield "text-long", paragraph(_SAID * 10_000)
    yield "attributes", "<w:p " + " ".join(f'a{number}="1"' for number in range(20_000)) + ">" + run(_SAID) + "</w:p>"
    yield "changes", "<w:p>" + f"<w:del>{run('gone')}</w:del><w:ins>{run(_SAID)}</w:ins>" * 1_000 + "</w:p>"
    yield "changes-nested", "<w:p>" + "<w:ins>" * 100 + f"<w:del>{run('gone')}</w:del>" + "</w:ins>" * 100 + "</w:p>"
    yield "hidden", "<w:p>" + run(_SAID, "<w:rPr><w:vanish/></w:rPr>") + "</w:p>"
    yield "no-text", "<w:p/>" * 100
    yield "right-to-left", paragraph("\u202e" + _SAID + "\u2066\u200b" * 1_000)


def _documents() -> Iterator[tuple[str, str]]:
    entities = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{level} "{f"&a{level - 1};" * 10}">' for level in range(1, 12))
    sound = document(paragraph(_SAID)).partition("?>")[2]
    yield "laughs", f"<!DOCTYPE d [{entities}]>{sound.replace('Goma', '&a11;')}"
    yield "outside-entity", f'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>{sound.replace("Goma", "&x;")}'
    yield "outside-type", f'<!DOCTYPE d SYSTEM "http://example.org/a.dtd">{sound}'
    yield (
        "inclusion",
        document('<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="/etc/passwd" parse="text"/>'),
    )
    yield "not-xml", "not xml at all"
    yield "empty-part", ""
    yield "unclosed", sound[: len(sound) // 2]
    yield "other-root", "<html><p>Troops.</p></html>"
    yield "no-namespace", sound.replace(NAMESPACES, "").replace("w:", "")
    yield "encoding-false", '<?xml version="1.0" encoding="utf-16"?>' + sound
    yield "control-characters", sound.replace("Goma", "&#1;&#xFFFF;")


def _relation(target: str) -> str:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    return f'<Relationships><Relationship Id="r" Type="{kind}" Target="{target}"/></Relationships>'


def _bomb(megabytes: int, name: bytes = b"word/document.xml") -> bytes:
    """A part of so many million spaces, packed quickly: one million is packed once, and its packing repeated."""
    million = b" " * 1_000_000
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = (packer.compress(million) + packer.flush(zlib.Z_FULL_FLUSH)) * megabytes
    packed += zlib.compressobj(9, zlib.DEFLATED, -15).flush()
    check = 0
    for _ in range(megabytes):
        check = zlib.crc32(million, check)
    parts = ((b"[Content_Types].xml", b"", 0, 0, 0), (name, packed, 8, check, megabytes * len(million)))
    data, directory = b"", b""
    for part, body, method, checked, size in parts:
        fields = struct.pack("<HHHHHIIIHH", 20, 0, method, 0, 0x21, checked, len(body), size, len(part), 0)
        directory += (
            b"PK\x01\x02" + struct.pack("<H", 20) + fields + struct.pack("<HHHII", 0, 0, 0, 0, len(data)) + part
        )
        data += b"PK\x03\x04" + fields + part + body
    end = struct.pack("<HHHHIIH", 0, 0, len(parts), len(parts), len(directory), len(data), 0)
    return data + directory + b"PK\x05\x06" + end


def _sized(data: bytes, size: int) -> bytes:
    """The file with another size of its document in the directory."""
    return _patched(data, 24, struct.pack("<I", size))


def _flagged(data: bytes, flags: int) -> bytes:
    return _patched(data, 8, struct.pack("<H", flags))


def _method(data: bytes, method: int) -> bytes:
    return _patched(data, 10, struct.pack("<H", method))


def _patched(data: bytes, offset: int, value: bytes) -> bytes:
    """The directory's entry of the document with a value put over what stands at the offset."""
    name = data.rindex(b"word/document.xml")
    entry = data.rindex(b"PK\x01\x02", 0, name)
    return data[: entry + offset] + value + data[entry + offset + len(value) :]


def _twice() -> bytes:
    """Two documents of one name; which of them Word shows is anyone's guess."""
    stream = io.BytesIO(_SOUND)
    with warnings.catch_warnings(), zipfile.ZipFile(stream, "a") as archive:
        warnings.simplefilter("ignore")
        entry = zipfile.ZipInfo("word/document.xml", (2020, 1, 1, 0, 0, 0))
        archive.writestr(entry, document(paragraph("Another text.")))
    return stream.getvalue()
