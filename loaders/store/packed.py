"""One article's rows as the process that made them wrote them: lines of JSON with the digest of each. Standard library only.

The process that stores them neither builds nor hashes a row: it has enough to do with those of all the others.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from loaders.limits import LIMITS
from loaders.store.cells import typed
from loaders.store.chain import Row, row_digest

# The tables that an article has rows in.
PACKED = ("articles", "events", "postings")
_DIGEST = 32
# Lines of more bytes travel and wait compressed: those of one long article may take tens of megabytes, and shrink to a tenth.
_LONG = 1 << 20
_QUICKLY = 1
Sizes = dict[str, list[int]]


class TooLongError(ValueError):
    """One article's rows are more than whoever stores them should hold. The message says how many."""


@dataclass(frozen=True, slots=True)
class Lines:
    """Rows of one table, a line each, and their digests one after the other. `size` is the bytes of the lines, `kept` those held."""

    digests: memoryview
    kept: memoryview
    size: int

    @property
    def count(self) -> int:
        return len(self.digests) // _DIGEST

    def text(self) -> memoryview | bytes:
        """The lines. Raises ValueError where they are not those that were packed."""
        if self.size == len(self.kept):
            return self.kept
        try:
            lines = zlib.decompressobj().decompress(self.kept, self.size)
        except zlib.error as problem:
            raise ValueError(f"the lines cannot be unpacked: {problem}") from problem
        if len(lines) != self.size:
            raise ValueError("the lines are fewer than they say")
        return lines

    def split(self) -> list[bytes]:
        """The digests, one by one."""
        return [bytes(self.digests[start : start + _DIGEST]) for start in range(0, len(self.digests), _DIGEST)]


@dataclass(frozen=True, slots=True)
class Packed:
    """One article's rows by table, and its received bytes; None where those of its container hold it.

    `series` and `revision` are those of its row, where it has them.
    """

    data: bytes | None
    article_id: str
    extractor_version: str
    given: str
    lines: Mapping[str, Lines]
    series: str | None = None
    revision: int | None = None


def pack(tables: Mapping[str, Sequence[Row]]) -> tuple[Sizes, bytes]:
    """The rows as bytes, and for each table how many they are, how many bytes they take here and how many as lines.

    Raises TooLongError, TypeError for a cell of another type than its column's, ValueError for one that cannot be kept: a lone
    surrogate, a number that is none.
    """
    sizes: Sizes = {}
    pieces: list[bytes] = []
    for name, rows in tables.items():
        finished = [_finished(name, row) for row in rows]
        text = b"".join(
            json.dumps(row, ensure_ascii=False, allow_nan=False, default=_plain).encode("utf-8") + b"\n"
            for row in finished
        )
        kept = zlib.compress(text, _QUICKLY) if len(text) > _LONG else text
        pieces += [*map(row_digest, finished), kept]
        sizes[name] = [len(finished), len(kept), len(text)]
    if (whole := sum(size for _, _, size in sizes.values())) > LIMITS.found_bytes:
        message = f"What was found in it takes {whole:,} bytes; the most that is kept of one article is {LIMITS.found_bytes:,}. Split it."
        raise TooLongError(message)
    return sizes, b"".join(pieces)


def unpack(sizes: Mapping[str, Sequence[int]], body: bytes) -> dict[str, Lines]:
    """What `pack` packed. Raises ValueError or TypeError where the sizes are not those of the bytes."""
    found = {}
    # An article may take megabytes: it is cut up without being copied.
    view = memoryview(body)
    start = 0
    for name, (count, kept, size) in sizes.items():
        middle = start + count * _DIGEST
        found[name] = Lines(view[start:middle], view[middle : middle + kept], size)
        start = middle + kept
    if (
        start != len(body)
        or any(min(told) < 0 for told in sizes.values())
        or sum(t[2] for t in sizes.values()) > LIMITS.found_bytes
    ):
        raise ValueError("sizes and bytes differ")
    return found


def _finished(table: str, row: Row) -> dict[str, object]:
    return {name: value for name, value in typed(table, row, 0).items() if value is not None and name != "commit"}


def _plain(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is no value of a row")
