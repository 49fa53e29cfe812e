"""Workbooks made to do harm, or broken; and sound ones that stand beside them. Made part by part, so that the bytes never change."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from tests.hostile.archive import packed, patched
from tests.hostile.damage import damaged

_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_CONTENT = "application/vnd.openxmlformats-package"
CONTENT = (
    f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="{_CONTENT}.relationships+xml"/>'
    f'<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{_TYPES}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPES}.worksheet+xml"/>'
    f'<Override PartName="/xl/sharedStrings.xml" ContentType="{_TYPES}.sharedStrings+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_TYPES}.styles+xml"/></Types>'
)
ROOT = (
    f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/>'
    "</Relationships>"
)
BOOK = f'<workbook {_MAIN} xmlns:r="{_RELATIONS}"><sheets><sheet name="Reports" sheetId="1" r:id="r1"/></sheets></workbook>'
BOOK_RELATIONS = (
    f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="r2" Type="{_RELATIONS}/sharedStrings" Target="sharedStrings.xml"/>'
    f'<Relationship Id="r3" Type="{_RELATIONS}/styles" Target="styles.xml"/></Relationships>'
)
STYLES = (
    f'<styleSheet {_MAIN}><fonts count="1"><font/></fonts><fills count="1">'
    '<fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>'
)
STRINGS = (
    f"<sst {_MAIN}><si><t>Title</t></si><si><t>Text</t></si><si><t>Date</t></si>"
    "<si><r><t>Convoy </t></r><r><t>reaches Goma</t></r></si>"
    '<si><t xml:space="preserve">The convoy reached Goma on 26 February,_x000D_\nofficials said.</t></si></sst>'
)
HEADER = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c></row>'
ROW = '<row r="2"><c r="A2" t="s"><v>3</v></c><c r="B2" t="s"><v>4</v></c><c r="C2" s="1"><v>46080</v></c></row>'


def sheet(rows: str, before: str = "", after: str = "") -> str:
    return f"{before}<worksheet {_MAIN}><sheetData>{rows}</sheetData>{after}</worksheet>"


def book(sheet_part: str = sheet(HEADER + ROW), **other: str) -> bytes:
    """A workbook of one sheet; `strings`, `styles`, `book`, `content` replace those parts."""
    parts = {
        "[Content_Types].xml": other.get("content", CONTENT),
        "_rels/.rels": ROOT,
        "xl/workbook.xml": other.get("book", BOOK),
        "xl/_rels/workbook.xml.rels": BOOK_RELATIONS,
        "xl/worksheets/sheet1.xml": sheet_part,
        "xl/sharedStrings.xml": other.get("strings", STRINGS),
        "xl/styles.xml": other.get("styles", STYLES),
    }
    return packed([(name, part.encode()) for name, part in parts.items()])


SOUND = book()
_INLINE = '<row r="{0}"><c r="A{0}" t="inlineStr"><is><t>{1}</t></is></c><c r="B{0}" t="inlineStr"><is><t>{1}</t></is></c></row>'
GOOD: list[tuple[str, bytes]] = [
    ("sound", SOUND),
    ("inline", book(sheet(HEADER + _INLINE.format(2, "The convoy reached Goma.")))),
]


def cases() -> Iterator[tuple[str, bytes]]:
    """Names and bytes, the same on every run."""
    yield from damaged(SOUND, 7)
    stored = packed([(entry.filename, data) for entry, data in _parts(SOUND)], zipfile.ZIP_STORED)
    yield from ((f"stored-{name}", data) for name, data in damaged(stored, 8))
    entity = '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    yield "external-entity", book(sheet(HEADER + _INLINE.format(2, "&x;"), entity))
    yield "external-entity-in-strings", book(strings=entity + STRINGS.replace("Convoy", "&x;"))
    laughs = "".join(f'<!ENTITY l{level} "{f"&l{level - 1};" * 10}">' for level in range(1, 10))
    laughing = f'<!DOCTYPE x [<!ENTITY l0 "lol">{laughs}]>'
    yield "billion-laughs", book(sheet(HEADER + _INLINE.format(2, "&l9;"), laughing))
    yield "billion-laughs-in-strings", book(strings=laughing + STRINGS.replace("Convoy", "&l9;"))
    yield "bomb-that-says-so", patched(SOUND, 22, 24, "<I", 60_000_000)
    yield "bomb-that-does-not", patched(book(strings=STRINGS.replace("Convoy", "0" * 26_000_000)), 22, 24, "<I", 900)
    yield "string-of-thirty-megabytes", book(strings=STRINGS.replace("Convoy", "0" * 26_000_000))
    yield "row-far-below", book(sheet(HEADER + _INLINE.format(1_048_576, "Shells fell.")))
    yield "row-past-the-last", book(sheet(HEADER + _INLINE.format(10**12, "Shells fell.")))
    yield "rows-backwards", book(sheet(HEADER + _INLINE.format(9, "Nine.") + _INLINE.format(3, "Three.")))
    yield "row-negative", book(sheet(HEADER + '<row r="-5"><c><v>1</v></c></row>'))
    yield "row-no-number", book(sheet(HEADER + '<row r="x"><c><v>1</v></c></row>' + ROW))
    yield "cell-far-right", book(sheet(HEADER + '<row r="2"><c r="ZZZ2"><v>1</v></c></row>'))
    yield "cell-past-the-last", book(sheet(HEADER + '<row r="2"><c r="ZZZZZZZ2"><v>1</v></c></row>'))
    yield "cell-nowhere", book(sheet(HEADER + '<row r="2"><c r="!!"><v>1</v></c></row>'))
    yield "string-missing", book(sheet(HEADER + ROW.replace("<v>3</v>", "<v>999999</v>")))
    yield "string-negative", book(sheet(HEADER + ROW.replace("<v>3</v>", "<v>-1</v>")))
    yield "string-no-number", book(sheet(HEADER + ROW.replace("<v>3</v>", "<v>x</v>")))
    yield "date-past-the-calendar", book(sheet(HEADER + ROW.replace("46080", "9" * 30)))
    yield "date-negative", book(sheet(HEADER + ROW.replace("46080", "-5e300")))
    yield "style-missing", book(sheet(HEADER + ROW.replace('s="1"', 's="99999"')))
    yield (
        "errors",
        book(sheet(HEADER + '<row r="2"><c r="A2" t="e"><v>#REF!</v></c><c r="B2" t="e"><v>#NAME?</v></c></row>')),
    )
    yield (
        "formula-without-value",
        book(sheet(HEADER + '<row r="2"><c r="B2"><f>HYPERLINK("http://x","y")</f></c></row>')),
    )
    yield "formula-with-value", book(sheet(HEADER + '<row r="2"><c r="B2" t="str"><f>A1</f><v>=cmd|x</v></c></row>'))
    yield "half-a-character", book(sheet(HEADER + _INLINE.format(2, "_xD800_ and _xDFFF_")))
    yield "wrong-dimension", book(sheet(HEADER + ROW).replace("<sheetData>", '<dimension ref="A1:A1"/><sheetData>'))
    yield (
        "huge-dimension",
        book(sheet(HEADER + ROW).replace("<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>')),
    )
    yield "nested", book(sheet(HEADER + "<row><c>" * 20_000 + "</c></row>" * 20_000))
    yield "many-styles", book(styles=STYLES.replace("<xf/></cellXfs>", "<xf/>" * 30_000 + "</cellXfs>"))
    yield "no-sheets", book(book=BOOK.replace('<sheet name="Reports" sheetId="1" r:id="r1"/>', ""))
    yield (
        "many-sheets",
        book(book=BOOK.replace("<sheets>", "<sheets>" + '<sheet name="S" sheetId="2" r:id="r1"/>' * 300)),
    )
    yield "sheet-missing", book(book=BOOK.replace("r1", "r9"))
    yield "not-xml", book("this is no XML")
    yield "empty-parts", book("", strings="", styles="", book="")
    yield "only-the-names", packed([("[Content_Types].xml", b""), ("xl/workbook.xml", b"")])


def _parts(data: bytes) -> Iterator[tuple[zipfile.ZipInfo, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for entry in archive.infolist():
            yield entry, archive.read(entry)
