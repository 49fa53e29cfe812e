"""Small PDF files for tests: lines of Helvetica set where a test wants them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Placed = tuple[float, float, float, str]
A4 = (595, 842)


def lines(texts: Iterable[str], left: float = 72, top: float = 760, size: float = 11, step: float = 14) -> list[Placed]:
    """Lines one under the other: (left, baseline, size, text) in points."""
    return [(left, top - index * step, size, text) for index, text in enumerate(texts)]


def pdf(
    pages: Sequence[Iterable[Placed]], title: str | None = None, turned: int = 0, drawing: str = "", extra: str = ""
) -> bytes:
    """A PDF 1.4 file; a turned page is stored sideways and shown upright.

    `drawing` goes into each page's content as it is, `extra` into the trailer.
    """
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    objects.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    objects.append(f"<< /Title ({_escaped(title)}) /CreationDate (D:20200101000000Z) >>" if title else "<< >>")
    kids = []
    for page in pages:
        shown = "\n".join(_shown(placed, turned) for placed in page)
        content = f"{drawing}\n{shown}"
        objects.append(f"<< /Length {len(content.encode('cp1252'))} >>\nstream\n{content}\nendstream")
        kids.append(len(objects) + 1)
        resources = "<< /Font << /F1 3 0 R >> >>"
        width, height = A4 if turned % 180 == 0 else A4[::-1]
        box = f"/MediaBox [0 0 {width} {height}] /Rotate {turned}"
        objects.append(f"<< /Type /Page /Parent 2 0 R {box} /Resources {resources} /Contents {len(objects)} 0 R >>")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(f'{kid} 0 R' for kid in kids)}] /Count {len(kids)} >>"
    return assembled(objects, f"/Root 1 0 R /Info 4 0 R {extra}")


def _shown(placed: Placed, turned: int) -> str:
    left, base, size, text = placed
    width, height = A4
    place = {
        0: f"1 0 0 1 {left} {base}",
        90: f"0 1 -1 0 {height - base} {left}",
        180: f"-1 0 0 -1 {width - left} {height - base}",
        270: f"0 -1 1 0 {base} {width - left}",
    }[turned]
    return f"BT /F1 {size} Tf {place} Tm ({_escaped(text)}) Tj ET"


def assembled(objects: Sequence[str], trailer: str) -> bytes:
    """The objects, numbered from 1, as a file with its table of places."""
    data = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n".encode("cp1252")
    table = len(data)
    rows = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    data += f"xref\n0 {size}\n0000000000 65535 f \n{rows}trailer\n<< /Size {size} {trailer} >>\n".encode()
    data += f"startxref\n{table}\n%%EOF\n".encode()
    return bytes(data)


def _escaped(text: str | None) -> str:
    return (text or "").replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
