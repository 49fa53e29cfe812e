"""What the user names — files, folders, bytes — → received items, one after the other, in a fixed order."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from loaders.limits import LIMITS
from loaders.readers import Given, ReadError, recognise

_PIECE = 1 << 20
_LONGEST_HEADING = 4_096
# What is read as running text unless the user names columns; JSON begins with a bracket.
_TEXT, _TABLE, _OBJECTS = "text", "csv", "jsonl"
# Files that tell of a folder, not of a war; named on their own they are read.
_ABOUT = frozenset(("readme", "readme.md", "readme.txt"))


@dataclass(frozen=True, slots=True)
class Received:
    """Bytes as they came in, under the name that the user knows. Where they could not be taken, `code` says why.

    A member of a collection has a `depth` of 1 or more and its `container`, the SHA-256 of the collection's bytes;
    `format` and `kept` are as in `Member`. `retrieval` (JSON) says how a web address gave the bytes. A file that is too long to
    be held has its `path` instead: it may be an archive that is read piece by piece.
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

    @classmethod
    def of(cls, name: str, data: bytes, given: Given | None = None) -> Received:
        digest = hashlib.sha256(data).hexdigest()
        found = given or Given()
        return cls(name, data, found, sha256=digest, size=len(data), format=_named_table(data, found))


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
        return Received(name, None, given, sha256=digest.hexdigest(), size=size, path=path)
    return Received(name, data, given, sha256=digest.hexdigest(), size=size, format=_named_table(data, given))


def _named_table(data: bytes, given: Given) -> str | None:
    """The format of a table whose own columns tell nothing: its first line holds the columns that the user names."""
    try:
        if not given.columns or recognise(data).name != _TEXT:
            return None
    except ReadError:
        return None
    first = data[:_LONGEST_HEADING].partition(b"\n")[0].decode("utf-8", "replace")
    if not all(column in first for _, column in given.columns):
        return None
    return _OBJECTS if first.lstrip("\ufeff \t").startswith(("{", "[")) else _TABLE
