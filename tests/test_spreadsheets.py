"""Exports opened as a spreadsheet opens them: no cell computes. By LibreOffice itself where it is, by its rules always."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from loaders.exports import FORMATS, Options, Tally
from loaders.store.schema import EXPORT_COLUMNS, Type
from tests.dashboard.articles import PAYLOADS
from tests.test_export_formats import event

SEPARATORS = (",", ";", "\t", "|")
FORMULAE = ("=1+1", "x;=1+1", "x|=1+1", "x\t=1+1", "=1+1\n=1+1", '=HYPERLINK("http://evil.invalid","x")')
CONTROL = "\n".join(("=1+1,a", "a;=2+2", "a\t=3+3", "a|=4+4", '"=HYPERLINK(""http://evil.invalid"",""x"")",b'))


def by_rule(file: Path) -> int:
    """How many cells a spreadsheet would compute, whichever mark it is set to part cells at."""
    if file.suffix == ".xlsx":
        sheets = openpyxl.load_workbook(file).worksheets
        return sum(cell.data_type == "f" for sheet in sheets for row in sheet.iter_rows() for cell in row)
    text = file.read_text(encoding="utf-8-sig")
    parted = (cell for mark in SEPARATORS for row in csv.reader(io.StringIO(text), delimiter=mark) for cell in row)
    return sum(_computes(cell) for cell in parted)


def _computes(cell: str) -> bool:
    return cell.lstrip(" ").startswith(("=", "+", "-", "@")) and not re.fullmatch(r"[-+]?[\d.,]+", cell)


def by_libreoffice(file: Path) -> int:
    """How many cells LibreOffice holds a formula in, once it has opened the file as it does and parted at every mark."""
    found = 0
    marks = "/".join(str(ord(mark)) for mark in SEPARATORS)
    ways = ["", f"Text - txt - csv (StarCalc):{marks},34,76,1"] if file.suffix == ".csv" else [""]
    for number, way in enumerate(ways):
        folder = file.parent / f"{file.name} {number}"
        command = ["soffice", f"-env:UserInstallation={(file.parent / 'profile').as_uri()}", "--headless"]
        command += ["--convert-to", "fods", "--outdir", str(folder), *([f"--infilter={way}"] if way else []), str(file)]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
        found += (folder / f"{file.stem}.fods").read_text(encoding="utf-8").count("table:formula=")
    return found


OPENERS: list[Callable[[Path], int]] = [by_rule, *([by_libreoffice] if shutil.which("soffice") else [])]


@pytest.mark.parametrize("opened", OPENERS)
def test_a_formula_would_be_seen(tmp_path: Path, opened: Callable[[Path], int]) -> None:
    (tmp_path / "control.csv").write_text(CONTROL, encoding="utf-8")
    book = openpyxl.Workbook()
    book.worksheets[0].append(["=1+1", "a"])
    book.save(tmp_path / "control.xlsx")
    assert opened(tmp_path / "control.csv") >= 5
    assert opened(tmp_path / "control.xlsx") == 1


@pytest.mark.parametrize("opened", OPENERS)
@pytest.mark.parametrize("name", ["csv", "xlsx", "acled", "ucdp"])
def test_no_export_computes_anything(tmp_path: Path, name: str, opened: Callable[[Path], int]) -> None:
    texts = [column.name for column in EXPORT_COLUMNS if column.type is Type.TEXT]
    lists = [column.name for column in EXPORT_COLUMNS if column.type is Type.LIST]
    # What decides whether an event is left out stays as it is.
    kept = {"event_id", "event_type", "status", "country", "place_precision", "review_verdict", "origin"}
    rows = [
        event(**{field: text for field in texts if field not in kept}, **{field: [text, text] for field in lists})
        for text in (*PAYLOADS, *FORMULAE)
    ]
    tally = Tally()
    file = tmp_path / f"events{FORMATS[name].suffix}"
    file.write_bytes(b"".join(FORMATS[name].write(rows, Options(byte_order_mark=name == "csv"), tally)))
    assert tally.written == len(rows)
    assert opened(file) == 0
