"""What the user names — files, folders, bytes — → received items, one after the other, in a fixed order."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from loaders.limits import LIMITS
from loaders.readers import Given, ReadError, recognise

_PIECE = 1 << 20
_LONGEST_HEADING = 4_096
# What is read as running text unless the user names columns; JSON begins with a bracket.
_TEXT, _TABLE, _OBJECTS = "text", "csv", "jsonl"
_DELIMITER = re.compile(r"[,;\t|]")
# Tables of articles, and what may hold one; tables of events have columns of their own.
_MAY_HOLD_COLUMNS = frozenset((_TABLE, _OBJECTS, "xlsx", "table", "zip"))
_UNMAPPED = "columns_not_used: The named columns are for tables; this is none, and was read as it is."
# Files that tell of a folder, not of a war; named on their own they are read.
_ABOUT = frozenset(("readme", "readme.md", "readme.txt"))


@dataclass(frozen=True, slots=True)
class Received:
    """Bytes as they came in, under the name that the user knows. Where they could not be taken, `code` says why.

    A member of a collection has a `depth` of 1 or more and its `container`, the SHA-256 of the collection's bytes;
    `format` and `kept` are as in `Member`. `retrieval` (JSON) says how a web address gave the bytes. A file that is too long to
    be held has its `path` instead: it may be an archive that is read piece by piece. `unmapped` is true where columns were named
    for it, and it is no table.
    """

    name: str
    data: bytes | None
    given: Given = field(default_factory=Given)
    code: str = ""
    message: str = ""
    sha256: str = ""
    size: int = 0
    format: str | None = None
    depth: int = 0
    container: str | None = None
    kept: bool = True
    retrieval: str | None = None
    path: Path | None = None
    unmapped: bool = False

    @classmethod
    def of(cls, name: str, data: bytes, given: Given | None = None) -> Received:
        digest = hashlib.sha256(data).hexdigest()
        return mapped(cls(name, data, given or Given(), sha256=digest, size=len(data)), data)

    @property
    def remarks(self) -> tuple[str, ...]:
        """What is to be said of it whatever becomes of it."""
        return (_UNMAPPED,) if self.unmapped else ()


def mapped(item: Received, data: bytes) -> Received:
    """The item as the columns that the user names want it read: a table whose own columns tell nothing is one all the same.

    Of what is no table no column can be meant: it is read as if none was named, and remarks on it.
    """
    if not item.given.columns or item.format is not None:
        return item
    try:
        found = recognise(data).name
    except ReadError:
        return item
    if found == _TEXT and (table := _named_table(data, item.given)):
        return replace(item, format=table)
    if found in _MAY_HOLD_COLUMNS:
        return item
    return replace(item, given=replace(item.given, columns=()), unmapped=True)


Source = str | Path | Received | Callable[[], Received]
"""A path, bytes that are there, or what gets them when their turn comes (a web address)."""


def count(sources: Iterable[Source]) -> int:
    """How many items `receive` will give, without opening any."""
    return sum(sum(1 for _ in files(Path(source))) if isinstance(source, str | Path) else 1 for source in sources)


def receive(sources: Iterable[Source], given: Given | None = None) -> Iterator[Received]:
    """Every item: a file is one; of a folder every file below, save hidden ones, links, READMEs and stores."""
    for source in sources:
        if isinstance(source, Received):
            yield source
        elif isinstance(source, str | Path):
            for path in files(Path(source)):
                yield _open(path, given or Given())
        else:
            yield source()


def files(path: Path) -> Iterator[Path]:
    """A file itself; of a folder the files that `receive` takes, in order."""
    if not path.is_dir():
        yield path
        return
    for folder, folders, names in os.walk(path):
        if Path(folder, "log", "_delta_log").is_dir():
            folders.clear()
            continue
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            found = Path(folder, name)
            if not name.startswith(".") and name.lower() not in _ABOUT and not found.is_symlink():
                yield found


def _open(path: Path, given: Given) -> Received:
    # A file name may hold bytes that are no text; it is only ever shown.
    name = os.fsencode(path).decode("utf-8", "replace")
    try:
        if not path.exists():
            return Received(name, None, given, "not_found", f"There is no file {name}.")
        if not path.is_file():
            return Received(name, None, given, "not_a_file", f"{name} is neither a file nor a folder.")
        with path.open("rb") as stream:
            data = stream.read(LIMITS.input_bytes + 1)
            digest, size = hashlib.sha256(data), len(data)
            while piece := stream.read(_PIECE):
                digest.update(piece)
                size += len(piece)
    except OSError as problem:
        return Received(name, None, given, "unreadable", f"{name} cannot be opened: {problem.strerror}.")
    if size > LIMITS.input_bytes:
        return mapped(Received(name, None, given, sha256=digest.hexdigest(), size=size, path=path), data)
    return mapped(Received(name, data, given, sha256=digest.hexdigest(), size=size), data)


def _named_table(data: bytes, given: Given) -> str | None:
    """The format of a table whose own columns tell nothing: its first line holds the columns that the user names."""
    first = data[:_LONGEST_HEADING].partition(b"\n")[0].decode("utf-8", "replace").lstrip("\ufeff \t")
    if first.startswith(("{", "[")):
        return _OBJECTS if all(f'"{column}"' in first for _, column in given.columns) else None
    # A sentence may hold the name of a column, too; a header holds it as a cell.
    cells = {cell.strip(' \t\r"').casefold() for cell in _DELIMITER.split(first)}
    return _TABLE if all(column.casefold() in cells for _, column in given.columns) else None
