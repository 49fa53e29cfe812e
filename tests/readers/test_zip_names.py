"""Word files, workbooks and plain archives are told apart by the names that their bytes show."""

from __future__ import annotations

import io
import zipfile

import pytest

from loaders.readers.zip_names import is_archive, is_word, is_workbook, zip_names
from tests.readers.making_word import paragraph, word

WORD = word(paragraph("Text."))


def stored(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


TYPES = {"[Content_Types].xml": b"<Types/>"}
KINDS = [
    ("word", WORD),
    ("word", stored({**TYPES, "word/document2.xml": b"<d/>"})),
    ("word", stored({**TYPES, **{f"word/media/{number}.png": b"x" * 50 for number in range(300)}})),
    ("word", stored({"word/document.xml": b"<d/>" * 2_000, **TYPES})),
    ("workbook", stored({**TYPES, "xl/workbook.xml": b"<w/>"})),
    ("archive", stored({"report.txt": b"Troops left Goma."})),
    ("archive", stored({"report.docx": WORD})),
    ("archive", stored({"a.txt": b"x" * 9_000, "report.docx": WORD})),
    ("archive", stored({"word/notes.txt": b"Troops left Goma."})),
    ("archive", stored({"text-of-word/document.xml": b"x", **TYPES})),
    ("archive", stored({})),
    ("archive", b"PK\x03\x04" + b"\xff" * 100),
    ("none", b"Troops left Goma. PK\x03\x04 word/document.xml"),
    ("none", b""),
]


@pytest.mark.parametrize(("kind", "data"), KINDS, ids=range(len(KINDS)))
def test_each_is_of_one_kind_at_most(kind: str, data: bytes) -> None:
    edges = data[:4_096], data[-4_096:]
    found = {"word": is_word(*edges), "workbook": is_workbook(*edges), "archive": is_archive(*edges)}
    assert [name for name, holds in found.items() if holds] == ([kind] if kind != "none" else [])


@pytest.mark.parametrize("length", range(0, len(WORD), 23))
def test_a_file_cut_off_anywhere_names_what_it_shows(length: int) -> None:
    assert zip_names(WORD[:length], WORD[:length]) <= {"[Content_Types].xml", "_rels/.rels", "word/document.xml"}
