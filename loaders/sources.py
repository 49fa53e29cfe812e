"""What the user names — files, folders, bytes — → received items, one after the other, in a fixed order."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from loaders.limits import LIMITS
from loaders.readers import Given

_PIECE = 1 << 20
# Files that tell of a folder, not of a war; named on their own they are read.
_ABOUT = frozenset(("readme", "readme.md", "readme.txt"))


@dataclass(frozen=True, slots=True)
class Received:
    """Bytes as they came in, under the name that the user knows. Where they could not be taken, `code` says why.

    A member of a collection has a `depth` of 1 or more and its `container`, the SHA-256 of the collection's bytes;
    `format` and `kept` are as in `Member`. `retrieval` (JSON) says how a web address gave the bytes.
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

    @classmethod
    def of(cls, name: str, data: bytes, given: Given | None = None) -> Received:
        return cls(name, data, given or Given(), sha256=hashlib.sha256(data).hexdigest(), size=len(data))


Source = str | Path | Received


def count(sources: Iterable[Source]) -> int:
    """How many items `receive` will give, without opening any."""
    return sum(1 if isinstance(source, Received) else sum(1 for _ in _files(Path(source))) for source in sources)


def receive(sources: Iterable[Source], given: Given | None = None) -> Iterator[Received]:
    """Every item: a file is one; of a folder every file below, save hidden ones, links, READMEs and stores."""
    for source in sources:
        if isinstance(source, Received):
            yield source
        else:
            for path in _files(Path(source)):
                yield _open(path, given or Given())


def _files(path: Path) -> Iterator[Path]:
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
        message = f"{name} has {size:,} bytes; the most that is read is {LIMITS.input_bytes:,}. Split it."
        return Received(name, None, given, "too_large", message, digest.hexdigest(), size)
    return Received(name, data, given, sha256=digest.hexdigest(), size=size)
