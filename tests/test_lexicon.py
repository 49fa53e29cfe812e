"""Lexicons: typed rows from CSV, and an error that names file, line and column."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import pytest

from loaders.commands.lexicons import problems
from loaders.lexicon import Lexicon, LexiconError


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True, slots=True)
class Row:
    """One of each type of column."""

    line: int
    name: str
    count: int | None
    share: float | None
    sure: bool
    colour: Colour | None
    aliases: tuple[str, ...]

    def __post_init__(self) -> None:
        if self.count == 13:
            raise ValueError("13 is not allowed")


HEADER = "name,count,share,sure,colour,aliases"


def lexicon(folder: Path, *lines: str) -> Lexicon[Row]:
    (folder / "things.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return Lexicon("things", Row, folder)


def test_rows_are_typed(tmp_path: Path) -> None:
    first, second = lexicon(tmp_path, HEADER, "Goma,2,0.5,yes,red,a|b c", "“Lyman”,,,no,,").rows()
    assert first == Row(2, "Goma", 2, 0.5, True, Colour.RED, ("a", "b c"))
    assert second == Row(3, "“Lyman”", None, None, False, None, ())


@pytest.mark.parametrize(
    ("line", "column", "problem"),
    [
        (",2,,yes,,", "name", "is empty"),
        ("Goma,two,,yes,,", "count", "two"),
        ("Goma,2,0.x,yes,,", "share", "0.x"),
        ("Goma,2,,maybe,,", "sure", "maybe"),
        ("Goma,2,,yes,blue,", "colour", "blue"),
        ("Goma ,2,,yes,,", "name", "space"),
        ("Goma,2", "aliases", "2 cells"),
        ("Goma,13,,yes,,", "name", "13 is not allowed"),
    ],
)
def test_a_bad_row_is_named(tmp_path: Path, line: str, column: str, problem: str) -> None:
    with pytest.raises(LexiconError) as caught:
        lexicon(tmp_path, HEADER, "Sumy,1,,yes,,", line).rows()
    message = str(caught.value)
    assert message.startswith(f"things.csv:3: column '{column}'")
    assert problem in message


def test_a_wrong_header_is_named(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match=r"things\.csv:1: column 'header'"):
        lexicon(tmp_path, "name,number").rows()


def test_all_lexicons_are_sound_used_and_explained() -> None:
    assert list(problems()) == []
