"""PDF: PDFium gives the characters and where they stand; lines become paragraphs again. A date of making is no date of publication."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from typing import Any

from loaders.limits import LIMITS
from loaders.model import Flag
from loaders.readers.printed_lines import Paragraphs, paragraphs
from loaders.readers.reading import Format, Reading
from loaders.readers.received import ReadError, one_line
from loaders.readers.running_lines import Line

# The header may follow a little garbage (PDF 1.7, annex H, note 13), but a text may also speak of it.
_HEADER_WITHIN = 1_024
_MARK = re.compile(rb"(?:^|[\r\n\x00])%PDF-\d")
# A gap wider than this many line heights parts two columns or cells.
_GAP = 1.2
# Glyphs that the file maps to no character, of all: past this share the text is a cipher.
_UNMAPPED_SHARE = 0.1
_HEADLINE, _LONGEST_TITLE = 1.15, 300
_SHOWN = 3
_SHOWN_LINES, _LONGEST_SHOWN = 12, 120
# Characters that tell which way a page's lines run.
_SAMPLE = 2_000


def recognises(head: bytes, tail: bytes) -> bool:
    """Whether the bytes open with a PDF header, at once or after a few bytes that are no text."""
    if head.startswith(b"%PDF-"):
        return True
    found = _MARK.search(head[:_HEADER_WITHIN])
    return found is not None and b"%%EOF" in tail[-_HEADER_WITHIN:] and b"<" not in head[: found.start()]


def read_pdf(data: bytes) -> Reading:
    """The article in the file. Raises ReadError, `encrypted`, `damaged`, `no_text_layer` and `garbled` among others."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as problem:
        if "password" in str(problem).lower():
            raise ReadError("encrypted", "The PDF is locked with a password; save it without one.") from problem
        raise ReadError(
            "damaged", "The PDF is damaged and cannot be opened; get it anew or print it to PDF."
        ) from problem
    try:
        pages = len(document)
        lines, drawn, unreadable = _lines(document, pages)
        stated = _stated_title(document)
    finally:
        document.close()
    if not lines:
        if unreadable == pages:
            raise ReadError("damaged", "No page of the PDF can be opened; get it anew or print it to PDF.")
        if not drawn:
            raise ReadError("no_text", "The PDF's pages are blank.")
        message = "The PDF has no text, only pictures of pages; run text recognition (OCR) on it first."
        raise ReadError("no_text_layer", message)
    _refuse_cipher(lines)
    found = paragraphs(lines, pages, stated)
    texts = list(found.texts)
    title = _title(found, stated)
    # The headline is the title; left in the text it would tell every event twice.
    if len(texts) > 1 and title and one_line(texts[0]) == title:
        texts = texts[1:]
    return Reading("\n\n".join(texts), title=title, notes=tuple(_notes(found, pages, drawn, unreadable)))


def _lines(document: Any, pages: int) -> tuple[list[Line], list[int], int]:
    """All lines, the numbers of pages that show something but no text, and how many pages cannot be opened."""
    import pypdfium2
    from pypdfium2 import raw

    lines: list[Line] = []
    drawn: list[int] = []
    unreadable = size = 0
    for number in range(pages):
        try:
            page = document[number]
            of_page = _lines_of(page, number)
        except pypdfium2.PdfiumError:
            unreadable += 1
            continue
        if not of_page and raw.FPDFPage_CountObjects(page) > 0:
            drawn.append(number + 1)
        page.close()
        lines += of_page
        size += sum(len(line.text) for line in of_page)
        if size > LIMITS.input_bytes:
            raise ReadError("too_large", f"The PDF holds more than {LIMITS.input_bytes:,} characters; split it.")
    return lines, drawn, unreadable


def _lines_of(page: Any, number: int) -> list[Line]:
    """The lines of one page in the order of the file, split where a wide gap parts columns."""
    import ctypes

    from pypdfium2 import raw

    characters = page.get_textpage()
    frame = page.get_mediabox()
    quarter = _direction(characters)
    height = frame[3] - frame[1] if quarter % 2 == 0 else frame[2] - frame[0]
    rectangle = raw.FS_RECTF()
    lines: list[Line] = []
    pieces: list[str] = []
    boxes: list[tuple[float, float, float, float]] = []

    def flush() -> None:
        # PDFium gives halves of characters beyond U+FFFF one by one; one without its other half is none.
        whole = "".join(pieces).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        text = " ".join(whole.split())
        if text and boxes:
            lefts, bottoms, rights, tops = zip(*boxes, strict=True)
            size = Counter(round(top - bottom, 1) for bottom, top in zip(bottoms, tops, strict=True)).most_common(1)[0][
                0
            ]
            lowest = Counter(round(bottom, 1) for bottom in bottoms).most_common(1)[0][0]
            lines.append(Line(text, number, min(lefts), max(rights), lowest, size, height))
        pieces.clear()
        boxes.clear()

    for index in range(characters.count_chars()):
        code = raw.FPDFText_GetUnicode(characters, index)
        if code in (10, 13):
            flush()
            continue
        hyphen = raw.FPDFText_IsHyphen(characters, index) == 1
        letter = "-" if hyphen and code in (2, 0xFFFE) else chr(code or 0xFFFD)
        if raw.FPDFText_IsGenerated(characters, index) != 1 and raw.FPDFText_GetLooseCharBox(
            characters, index, ctypes.byref(rectangle)
        ):
            box = _upright(rectangle, quarter, frame)
            if boxes and box[0] - boxes[-1][2] > _GAP * (box[3] - box[1]) > 0:
                flush()
            boxes.append(box)
        pieces.append(letter)
        if hyphen:
            flush()
    flush()
    characters.close()
    return lines


def _direction(characters: Any) -> int:
    """Which way most lines of the page run, in quarter turns against the clock; a page may be stored sideways."""
    from pypdfium2 import raw

    quarters = Counter(
        round(raw.FPDFText_GetCharAngle(characters, index) / (math.pi / 2)) % 4
        for index in range(min(characters.count_chars(), _SAMPLE))
        if raw.FPDFText_IsGenerated(characters, index) != 1
    )
    return quarters.most_common(1)[0][0] if quarters else 0


def _upright(box: Any, quarter: int, frame: tuple[float, ...]) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of a character as one sees it who turns the page until its lines are level."""
    left, bottom, right, top = frame
    if quarter == 1:
        return box.bottom - bottom, right - box.right, box.top - bottom, right - box.left
    if quarter == 2:
        return right - box.right, top - box.top, right - box.left, top - box.bottom
    if quarter == 3:
        return top - box.top, box.left - left, top - box.bottom, box.right - left
    return box.left - left, box.bottom - bottom, box.right - left, box.top - bottom


def _refuse_cipher(lines: list[Line]) -> None:
    """Fonts that do not say which characters their glyphs are give other letters than the page shows."""
    letters = [character for line in lines for character in line.text if character != " "]
    unmapped = sum(
        unicodedata.category(character) in ("Co", "Cc", "Cn", "Cs") or character == "\ufffd" for character in letters
    )
    if unmapped > _UNMAPPED_SHARE * len(letters):
        share = 100 * unmapped / len(letters)
        message = f"The PDF does not say what {share:.0f} % of its letters are; run text recognition (OCR) on it first."
        raise ReadError("garbled", message)


def _stated_title(document: Any) -> str | None:
    return one_line(document.get_metadata_value("Title"))


def _title(found: Paragraphs, stated: str | None) -> str | None:
    """What stands in the largest letters at the top; else the stated title where the opening bears it out."""
    usual = Counter(dict.fromkeys(found.heights, 0))
    for text, height in zip(found.texts, found.heights, strict=True):
        usual[height] += len(text)
    first = one_line(found.texts[0]) or ""
    body = usual.most_common(1)[0][0]
    if found.heights[0] >= _HEADLINE * body and len(first) <= _LONGEST_TITLE and any(map(str.isalpha, first)):
        return first
    opening = _words(" ".join(found.texts[:5])[:5_000])
    return stated if stated and (words := _words(stated)) and words <= opening else None


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def _notes(found: Paragraphs, pages: int, drawn: list[int], unreadable: int) -> list[Flag]:
    notes = []
    if found.dropped:
        shown = "; ".join(f"“{text[:_LONGEST_SHOWN]}”" for text in found.dropped[:_SHOWN_LINES])
        more = f"; and {len(found.dropped) - _SHOWN_LINES} more" if len(found.dropped) > _SHOWN_LINES else ""
        message = f"Left out as heads, feet or numbers of pages, which stand at their margins: {shown}{more}."
        notes.append(Flag("running_lines_left_out", message))
    if found.guessed:
        words = sorted(set(found.guessed))
        shown = ", ".join(words[:_SHOWN])
        message = (
            f"Words split at the ends of lines were put together ({len(words)}: {shown}); the hyphen may be theirs."
        )
        notes.append(Flag("hyphens_joined", message))
    if drawn:
        shown = ", ".join(map(str, drawn[:10]))
        message = f"{len(drawn)} of {pages} pages hold pictures and no text (page {shown}); run text recognition (OCR) on them."
        notes.append(Flag("pages_without_text", message))
    if unreadable:
        notes.append(Flag("pages_unreadable", f"{unreadable} of {pages} pages are damaged and were not read."))
    return notes


FORMAT = Format("pdf", recognises, read_pdf)
