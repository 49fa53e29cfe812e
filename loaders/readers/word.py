"""Word documents (DOCX): every run of text that Word shows, in order, tracked changes taken as accepted."""

from __future__ import annotations

import contextlib
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from loaders.model import Flag
from loaders.readers.package import Package
from loaders.readers.reading import Format, Reading
from loaders.readers.received import ReadError, one_line
from loaders.readers.zip_names import is_word

# The transitional and the strict name of WordprocessingML (ECMA-376, parts 1 and 4), Office's mathematics, and markup compatibility.
_WORD = frozenset(
    (
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
        "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "http://purl.oclc.org/ooxml/officeDocument/math",
        "http://schemas.openxmlformats.org/markup-compatibility/2006",
    )
)
# Deleted or moved text, former styles, the older twin of a drawing, and the small letters above others are not what the page says.
_SKIPPED = frozenset(("del", "moveFrom", "pPrChange", "rPrChange", "Fallback", "rt"))
_CHANGES = frozenset(("ins", "del", "moveFrom", "moveTo"))
_CHARACTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}
_HEADINGS = frozenset(("title", "heading 1"))
_OFF = frozenset(("0", "false", "off"))
_LONGEST_TITLE = 300


@dataclass(slots=True)
class _Paragraph:
    """`row` and `cell` count the rows and cells of all tables; 0 is outside any."""

    pieces: list[str] = field(default_factory=list)
    style: str = ""
    merged: bool = False
    row: int = 0
    cell: int = 0


@dataclass(slots=True)
class _Found:
    """What a part holds, and what was met on the way."""

    paragraphs: list[_Paragraph] = field(default_factory=list)
    changed: bool = False
    hidden: bool = False
    chunks: int = 0
    lost: list[str] = field(default_factory=list)


def read_word(data: bytes) -> Reading:
    """The article in the document, its footnotes and endnotes at the end. Raises ReadError, `no_text` and `damaged` among others."""
    package = Package(data)
    main = package.main_part()
    folder = posixpath.dirname(main)
    found = _Found()
    _read_part(package, main, found)
    for name in ("footnotes.xml", "endnotes.xml"):
        if package.has(part := posixpath.join(folder, name)):
            try:
                _read_part(package, part, found)
            except ReadError as problem:
                found.lost.append(str(problem))
    styles = _styles(package, posixpath.join(folder, "styles.xml"))
    blocks = [(text, styles.get(style, "")) for text, style in _blocks(_joined(found.paragraphs))]
    stated, language = _properties(package)
    title = _title(blocks, stated)
    # The headline is the title; left in the text it would tell every event twice.
    if len(blocks) > 1 and title and one_line(blocks[0][0]) == title:
        blocks = blocks[1:]
    if not blocks:
        raise ReadError(
            "no_text", "The document has no text; if it holds pictures of pages, run text recognition (OCR) on them."
        )
    return Reading("\n\n".join(text for text, _ in blocks), title=title, language=language, notes=tuple(_notes(found)))


def _read_part(package: Package, part: str, found: _Found) -> None:
    """All paragraphs of a part. A text box is a paragraph within one: it comes after the one that it hangs on."""
    open_: list[_Paragraph] = []
    skipped = count = 0
    hidden = mark = False
    within: dict[str, list[int]] = {"tr": [0], "tc": [0]}
    for event, element in package.walk(part):
        name = _name(element)
        if name in _SKIPPED and not (name == "del" and mark):
            skipped += 1 if event == "start" else -1
        if name in within and event == "start":
            count += 1
            within[name].append(count)
        elif name in within:
            within[name].pop()
        if event == "start":
            found.changed |= name in _CHANGES
            if skipped:
                continue
            if name == "p":
                open_.append(_Paragraph(row=within["tr"][-1], cell=within["tc"][-1]))
                found.paragraphs.append(open_[-1])
            elif name == "pPr":
                mark = True
            elif name == "del" and open_:
                open_[-1].merged = True
            elif name == "r":
                hidden = False
            elif name == "vanish" and not mark and _value(element) not in _OFF:
                hidden = found.hidden = True
            elif name == "altChunk":
                found.chunks += 1
        elif name == "pPr":
            mark = False
        elif skipped or not open_:
            continue
        elif name == "p":
            open_.pop()
        elif name == "pStyle":
            open_[-1].style = _value(element)
        elif name == "t" and not hidden:
            open_[-1].pieces.append(element.text or "")
        elif name in _CHARACTERS and not mark and not hidden:
            open_[-1].pieces.append(_CHARACTERS[name])


def _name(element: Any) -> str:
    """The element's name; empty where it belongs to no vocabulary that holds text (a picture's, a field's)."""
    namespace, _, name = str(element.tag).rpartition("}")
    return name if namespace[1:] in _WORD else ""


def _value(element: Any) -> str:
    return next((str(value) for key, value in element.attrib.items() if key.endswith("}val")), "")


def _joined(paragraphs: list[_Paragraph]) -> list[_Paragraph]:
    """Paragraphs; one whose end was deleted runs on into the next."""
    joined: list[_Paragraph] = []
    for paragraph in paragraphs:
        if joined and joined[-1].merged:
            joined[-1].pieces += paragraph.pieces
            joined[-1].merged = paragraph.merged
        else:
            joined.append(paragraph)
    return joined


def _blocks(paragraphs: list[_Paragraph]) -> Iterator[tuple[str, str]]:
    """Text and style id of each block: a paragraph, or a row of a table with tabs between its cells.

    What stands in one row is said in one breath: the day and the place in the first cells are those of the last one's act.
    A row with several paragraphs in a cell is there for the layout, and its paragraphs stay what they are.
    """
    for row, group in groupby(paragraphs, key=lambda paragraph: paragraph.row):
        found = [(text, paragraph) for paragraph in group if (text := _text(paragraph))]
        if row and len({paragraph.cell for _, paragraph in found}) == len(found) > 1:
            yield "\t".join(text for text, _ in found), ""
        else:
            yield from ((text, paragraph.style) for text, paragraph in found)


def _text(paragraph: _Paragraph) -> str:
    return "".join(paragraph.pieces).strip(" \t\n")


def _styles(package: Package, part: str) -> dict[str, str]:
    """Style id → its name in Word's own English, in small letters; ids differ with the language of Word."""
    names: dict[str, str] = {}
    style = ""
    # Without its styles a document is still an article: only its title is harder to tell.
    with contextlib.suppress(ReadError):
        for event, element in package.walk(part):
            name = _name(element)
            if event == "start" and name == "style":
                style = next((str(value) for key, value in element.attrib.items() if key.endswith("}styleId")), "")
            elif event == "start" and name == "name" and style:
                names.setdefault(style, _value(element).casefold())
    return names


def _properties(package: Package) -> tuple[str | None, str | None]:
    """Title and language in the document's properties. Its dates tell when the file was made, not when it was published."""
    values: dict[str, str | None] = {}
    with contextlib.suppress(ReadError):
        for _, element in package.walk("docProps/core.xml", "end"):
            values.setdefault(str(element.tag).rpartition("}")[2], element.text)
    return one_line(values.get("title")), one_line(values.get("language"))


def _title(blocks: list[tuple[str, str]], stated: str | None) -> str | None:
    """A heading at the top; else the stated title where the text bears it out: templates carry titles of other documents."""
    if not blocks:
        return stated
    first, style = blocks[0]
    if style in _HEADINGS and len(first) <= _LONGEST_TITLE:
        return one_line(first)
    words = re.findall(r"\w+", (stated or "").casefold())
    opening = set(re.findall(r"\w+", " ".join(text for text, _ in blocks[:5]).casefold()[:5_000]))
    return stated if words and opening.issuperset(words) else None


def _notes(found: _Found) -> list[Flag]:
    notes = []
    if found.changed:
        message = "The document holds tracked changes; it is read as if all of them were accepted."
        notes.append(Flag("tracked_changes", message))
    if found.hidden:
        notes.append(Flag("hidden_text", "The document holds text marked as hidden; it is not read."))
    if found.chunks:
        notes.append(
            Flag("part_left_out", "The document embeds another file, which is not read; add that file by itself.")
        )
    notes += [Flag("notes_left_out", f"Its footnotes or endnotes are not read. {reason}") for reason in found.lost]
    return notes


FORMAT = Format("docx", is_word, read_word)
