"""CSV: every value comes back, and no cell runs in a spreadsheet."""

from __future__ import annotations

import codecs
import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.exports import FORMATS, Options, Tally
from loaders.exports.csv_file import joined, parted, safe, unsafe
from loaders.store.schema import EVENT_COLUMN_NAMES, EXPORT_COLUMN_NAMES, EXPORT_COLUMNS, Type

# The promise to users, written out: a column may be added at the end, never renamed or moved.
CONTRACT = """
    event_id event_type status date_start date_end date_precision date_basis place place_as_written admin1 country
    latitude longitude place_precision radius_km gazetteer_id places units commanders people actors weapons quantities
    attribution attribution_kind attribution_via flags confidence sentence sentence_start sentence_end article_id
    article_title publisher url published origin review_verdict corrected
""".split()
FORMULAE = ("=1+1", "x;=1+1;", "a\n'=b", ";';-1", "\t=1", "'=x", "''", " -a", "a;b", '"', "\r\n")
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20) | st.sampled_from(FORMULAE)
VALUES = {
    Type.TEXT: st.none() | TEXT.filter(bool),
    Type.INTEGER: st.none() | st.integers(-(2**60), 2**60),
    Type.NUMBER: st.none() | st.floats(allow_nan=False, allow_infinity=False),
    Type.DAY: st.none() | st.dates(),
    Type.LIST: st.lists(TEXT, max_size=4),
}
ROWS = st.fixed_dictionaries({column.name: VALUES[column.type] for column in EXPORT_COLUMNS})


def written(rows: list[dict[str, object]], byte_order_mark: bool = False) -> bytes:
    return b"".join(FORMATS["csv"].write(rows, Options(byte_order_mark), Tally()))


def cells(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8"), newline=""), strict=True))


def read_back(cell: str, kind: Type) -> object:
    match kind:
        case Type.LIST:
            return parted(unsafe(cell)) if cell else []
        case Type.DAY:
            return date.fromisoformat(cell) if cell else None
        case Type.NUMBER:
            return float(cell) if cell else None
        case Type.INTEGER:
            return int(cell) if cell else None
        case _:
            return unsafe(cell) or None


@given(st.lists(ROWS, max_size=3))
def test_every_value_comes_back(rows: list[dict[str, object]]) -> None:
    header, *lines = cells(written(rows))
    assert header == CONTRACT
    back = [
        {column.name: read_back(cell, column.type) for column, cell in zip(EXPORT_COLUMNS, line, strict=True)}
        for line in lines
    ]
    assert back == rows


@given(st.lists(ROWS, max_size=3))
def test_no_text_cell_begins_like_a_formula(rows: list[dict[str, object]]) -> None:
    for line in cells(written(rows))[1:]:
        for column, cell in zip(EXPORT_COLUMNS, line, strict=True):
            if column.type in (Type.TEXT, Type.LIST):
                assert not cell.lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))
                assert not cell.startswith(("\t", "\r", "\n"))


@given(st.lists(TEXT, max_size=5))
def test_a_list_comes_back_item_by_item(items: list[str]) -> None:
    assert parted(joined(items)) == items


@given(st.lists(ROWS, max_size=2), st.sampled_from([";", "\t", "|", "\n"]))
def test_nor_does_what_another_separator_would_make_a_cell(rows: list[dict[str, object]], mark: str) -> None:
    for line in cells(written(rows))[1:]:
        for column, cell in zip(EXPORT_COLUMNS, line, strict=True):
            if column.type in (Type.TEXT, Type.LIST):
                assert not any(part.lstrip(" ").startswith(("=", "+", "-", "@")) for part in cell.split(mark))


@given(TEXT)
def test_neutralising_is_undone_exactly(text: str) -> None:
    assert unsafe(safe(text)) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("-5 degrees", "'-5 degrees"),
        (" =1", "' =1"),
        ("\u00a0+1", "'\u00a0+1"),
        ("\u200b=1", "'\u200b=1"),
        ("＝1", "'＝1"),
        ("\tx", "'\tx"),
        ("'=1", "''=1"),
        ("'Aqaba fell", "'Aqaba fell"),
        ("2 = 2", "2 = 2"),
        ("a@b", "a@b"),
    ],
)
def test_formulas(text: str, shown: str) -> None:
    assert safe(text) == shown


@pytest.mark.parametrize(
    ("items", "cell"),
    [
        (["Goma", "Bukavu"], "Goma;Bukavu"),
        ([], ""),
        ([""], '""'),
        (["a;b", "c"], '"a;b";c'),
        (["Goma", "=1"], "Goma;'=1"),
    ],
)
def test_lists(items: list[str], cell: str) -> None:
    assert joined(items) == cell


def test_negative_coordinates_stay_numbers() -> None:
    row: dict[str, object] = dict.fromkeys(EXPORT_COLUMN_NAMES) | {
        "latitude": -12.5,
        "longitude": -0.25,
        "sentence_start": 0,
    }
    line = dict(zip(*cells(written([row])), strict=True))
    assert (line["latitude"], line["longitude"], line["sentence_start"]) == ("-12.5", "-0.25", "0")


def test_lines_end_as_the_standard_says_and_the_mark_is_optional() -> None:
    row: dict[str, object] = dict.fromkeys(EXPORT_COLUMN_NAMES) | {"sentence": "One\nTwo"}
    plain, marked = written([row]), written([row], byte_order_mark=True)
    assert marked == codecs.BOM_UTF8 + plain
    assert plain.endswith(b"\r\n")
    assert plain.count(b"\r\n") == 2
    assert written([]) == ",".join(CONTRACT).encode() + b"\r\n"


def test_columns_are_those_of_the_records() -> None:
    from loaders.record import COLUMNS

    assert EVENT_COLUMN_NAMES == COLUMNS
