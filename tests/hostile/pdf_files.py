"""Hostile PDFs: false tables and lengths, rings of objects, bombs, locks, scans, and files that are something else."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from tests.hostile.damage import damaged
from tests.readers.making_pdf import assembled, lines, pdf

_SAID = (
    "The garrison of Goma left before dawn on 26 February 2026, the mayor told",
    "reporters in the town hall. Two people were wounded near the bridge.",
)
_SOUND = pdf([lines(_SAID), lines(_SAID, top=700)], title="Goma")
GOOD: list[tuple[str, bytes]] = [("good.pdf", pdf([lines(_SAID)])), ("good-two-pages.pdf", _SOUND)]
_CATALOGUE = "<< /Type /Catalog /Pages 2 0 R >>"
_FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
_PAGE = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents 5 0 R >>"


def cases() -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each file."""
    yield "header-alone.pdf", b"%PDF-1.7\n"
    yield "header-text.pdf", b"%PDF-1.7\nsome text that looks harmless\n%%EOF"
    yield (
        "header-html.pdf",
        b"<html><body><p>The garrison left Goma on Friday, the mayor said.</p></body></html>\n" + _SOUND,
    )
    yield "header-late.pdf", b"\x00" * 500 + _SOUND
    yield "header-false.pdf", _SOUND.replace(b"%PDF-1.4", b"%PDF-9.9")
    yield "tail-html.pdf", _SOUND + b"<html><body><p>Troops entered Sake.</p></body></html>"
    yield "tail-zip.pdf", _SOUND + b"PK\x05\x06" + b"\x00" * 18
    yield "table-false.pdf", _SOUND.replace(b"startxref\n", b"startxref\n99999999")
    yield "table-negative.pdf", _SOUND.replace(b"startxref\n", b"startxref\n-")
    yield "table-missing.pdf", _SOUND[: _SOUND.index(b"xref")]
    yield "length-long.pdf", _SOUND.replace(b"/Length ", b"/Length 99999")
    yield "length-negative.pdf", _SOUND.replace(b"/Length ", b"/Length -")
    yield "length-missing.pdf", _SOUND.replace(b"/Length ", b"/Lungth ")
    yield "count-false.pdf", _SOUND.replace(b"/Count 2", b"/Count 2000000000")
    yield "count-negative.pdf", _SOUND.replace(b"/Count 2", b"/Count -2")
    yield "no-pages.pdf", _SOUND.replace(b"/Count 2", b"/Count 0").replace(b"/Kids", b"/Kidz")
    yield "pages-ring.pdf", assembled([_CATALOGUE, "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"], "/Root 1 0 R")
    yield "parents-ring.pdf", _SOUND.replace(b"/Parent 2 0 R", b"/Parent 6 0 R")
    yield "root-missing.pdf", _SOUND.replace(b"/Root 1 0 R", b"/Root 77 0 R")
    yield "contents-ring.pdf", _one("", page=_PAGE.replace("5 0 R", "4 0 R"))
    yield "form-ring.pdf", _form_ring()
    yield "arrays-deep.pdf", _SOUND.replace(b"/Title (Goma)", b"/Title " + b"[" * 200_000)
    yield "dictionaries-deep.pdf", _SOUND.replace(b"/Title (Goma)", b"/Title " + b"<<" * 100_000)
    yield "states-deep.pdf", _one("q " * 200_000 + _shown("Troops."))
    yield "bomb.pdf", _packed(1, 100_000_000)
    yield "bomb-twice.pdf", _packed(2, 50_000_000)
    yield "text-endless.pdf", _one(_shown("Troops left Goma. ") * 20_000)
    yield "text-in-one-place.pdf", pdf([[(72, 700, 11, "Goma")] * 20_000])
    yield "text-far-out.pdf", pdf([[(1e30, -1e30, 11, "Goma fell."), (72, 700, 1e9, "Huge"), (72, 600, 0, "None")]])
    yield "text-hidden.pdf", _one("3 Tr " + _shown("Hidden words of the report."))
    yield "numbers-false.pdf", _one(_shown("Goma").replace("72", "9" * 400))
    yield "unmapped.pdf", _unmapped()
    yield "scan.pdf", pdf([[], []], drawing="0 0 595 842 re f")
    yield "locked.pdf", _locked()
    yield (
        "script.pdf",
        _SOUND.replace(b"/Type /Catalog", b"/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> /Type /Catalog"),
    )
    yield "launch.pdf", _SOUND.replace(b"/Type /Catalog", b"/OpenAction << /S /Launch /F (/bin/sh) >> /Type /Catalog")
    yield "pages-many.pdf", pdf([lines(["Goma."])] * 2_000)
    yield "turned.pdf", pdf([lines(_SAID)], turned=90)
    for label, data in damaged(_SOUND, seed=6):
        yield f"report-{label}.pdf", data


def _shown(text: str) -> str:
    return f"BT /F1 11 Tf 72 700 Td ({text}) Tj ET\n"


def _one(content: str, page: str = _PAGE) -> bytes:
    """A file of one page with that content."""
    stream = f"<< /Length {len(content)} >>\nstream\n{content}\nendstream"
    return assembled([_CATALOGUE, "<< /Type /Pages /Kids [4 0 R] /Count 1 >>", _FONT, page, stream], "/Root 1 0 R")


def _packed(times: int, size: int) -> bytes:
    """A page whose content is packed so often, and grows to so many bytes."""
    packer = zlib.compressobj(1)
    content = b"".join(packer.compress(b" " * 1_000_000) for _ in range(size // 1_000_000)) + packer.flush()
    for _ in range(times - 1):
        content = zlib.compress(content, 9)
    filters = "/FlateDecode " * times
    stream = f"<< /Length {len(content)} /Filter [{filters}] >>\nstream\n{content.decode('latin-1')}\nendstream"
    # The builder writes Windows-1252; bytes go through a mark that it leaves alone.
    file = assembled([_CATALOGUE, "<< /Type /Pages /Kids [4 0 R] /Count 1 >>", _FONT, _PAGE, "@"], "/Root 1 0 R")
    return file.replace(b"\n@\n", b"\n" + stream.encode("latin-1") + b"\n")


def _form_ring() -> bytes:
    resources = "/Resources << /XObject << /X 5 0 R >> >>"
    form = f"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] {resources} /Length 5 >>\nstream\n/X Do\nendstream"
    page = _PAGE.replace("/Font << /F1 3 0 R >>", "/XObject << /X 5 0 R >>")
    return assembled([_CATALOGUE, "<< /Type /Pages /Kids [4 0 R] /Count 1 >>", _FONT, page, form], "/Root 1 0 R")


def _unmapped() -> bytes:
    """Letters whose font maps them to private characters."""
    rows = "\n".join(f"<{code:02x}> <{0xE000 + code:04x}>" for code in range(0x41, 0x7B))
    table = f"begincmap\n1 begincodespacerange <00> <ff> endcodespacerange\n58 beginbfchar\n{rows}\nendbfchar\nendcmap"
    font = _FONT.replace(" >>", " /ToUnicode 6 0 R >>")
    content = _shown("TheGarrisonLeftGomaBeforeDawn")
    streams = [f"<< /Length {len(text)} >>\nstream\n{text}\nendstream" for text in (content, table)]
    return assembled([_CATALOGUE, "<< /Type /Pages /Kids [4 0 R] /Count 1 >>", font, _PAGE, *streams], "/Root 1 0 R")


def _locked() -> bytes:
    """A file that asks for a password (its key fits none)."""
    secret = "41" * 32
    lock = f"/Encrypt << /Filter /Standard /V 1 /R 2 /O <{secret}> /U <{secret}> /P -4 >> /ID [<00> <00>]"
    return pdf([lines(_SAID)], extra=lock)
