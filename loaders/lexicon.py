"""CSV word lists → validated, typed rows. An error names file, line and column.

A module that needs a vocabulary declares it once, `RANKS = Lexicon("ranks", RankRow)`, and reads `RANKS.rows()`. The row type is
a frozen dataclass whose fields are the columns, in order; the first is always `line: int`, the line in the file. Field types:
`str`, `int`, `float`, `bool` (yes/no), a `StrEnum`, `tuple[str, ...]` (split at `|`), each also `| None` (empty cell).
"""

from __future__ import annotations

import csv
import dataclasses
import types
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar, Generic, TypeVar, get_args, get_type_hints

FOLDER = Path(__file__).resolve().parent.parent / "data" / "lexicons"

R = TypeVar("R")


class LexiconError(ValueError):
    """A bad lexicon row. The message starts with `file:line: column`."""

    def __init__(self, path: Path, line: int, column: str, problem: str) -> None:
        super().__init__(f"{path.name}:{line}: column '{column}': {problem}")

    @classmethod
    def of_message(cls, message: str) -> LexiconError:
        """The error that another process met, from its message."""
        error = cls.__new__(cls)
        ValueError.__init__(error, message)
        return error

    def __reduce__(self) -> tuple[Any, ...]:
        return LexiconError.of_message, (str(self),)


def _convert(cell: str, wanted: Any) -> Any:
    """One cell as its column's type; ValueError says what is wrong."""
    if isinstance(wanted, types.UnionType):
        if not cell:
            return None
        wanted = next(member for member in get_args(wanted) if member is not types.NoneType)
    if wanted is str:
        if not cell:
            raise ValueError("is empty")
        return cell
    if wanted in (int, float):
        return wanted(cell)
    if wanted is bool:
        if cell not in ("yes", "no", ""):
            raise ValueError(f"{cell!r} is neither 'yes' nor 'no'")
        return cell == "yes"
    if isinstance(wanted, type) and issubclass(wanted, StrEnum):
        if cell not in wanted.__members__.values():
            raise ValueError(f"{cell!r} is none of {', '.join(wanted)}")
        return wanted(cell)
    return tuple(part.strip() for part in cell.split("|") if part.strip())


class Lexicon(Generic[R]):
    """One vocabulary file and the type of its rows; read once, at first use."""

    declared: ClassVar[dict[str, Lexicon[Any]]] = {}

    def __init__(self, name: str, row: type[R], folder: Path = FOLDER) -> None:
        self.name, self.row, self.path = name, row, folder / f"{name}.csv"
        if folder == FOLDER:
            Lexicon.declared[name] = self

    def rows(self) -> tuple[R, ...]:
        """All rows. Raises LexiconError at the first bad cell."""
        return self._rows

    @cached_property
    def _rows(self) -> tuple[R, ...]:
        hints = get_type_hints(self.row)
        names = [f.name for f in dataclasses.fields(self.row)][1:]  # type: ignore[arg-type]
        found: list[R] = []
        with self.path.open(encoding="utf-8", newline="") as stream:
            reader = csv.reader(stream, strict=True)
            header = next(reader, [])
            if header != names:
                raise LexiconError(self.path, 1, "header", f"is {header}, should be {names}")
            for cells in reader:
                if len(cells) != len(names):
                    raise LexiconError(
                        self.path, reader.line_num, names[-1], f"{len(cells)} cells, {len(names)} columns"
                    )
                values: dict[str, Any] = {"line": reader.line_num}
                for name, cell in zip(names, cells, strict=True):
                    if cell != cell.strip():
                        raise LexiconError(self.path, reader.line_num, name, "has a space at its start or end")
                    try:
                        values[name] = _convert(cell, hints[name])
                    except ValueError as problem:
                        raise LexiconError(self.path, reader.line_num, name, str(problem)) from problem
                try:
                    found.append(self.row(**values))
                except ValueError as problem:
                    raise LexiconError(self.path, reader.line_num, names[0], str(problem)) from problem
        return tuple(found)

    def cite(self, line: int) -> str:
        """How `explain` names a row: `ranks.csv:14`."""
        return f"{self.name}.csv:{line}"
