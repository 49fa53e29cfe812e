"""One article's rows as the process that made them wrote them: lines of JSON with the digest of each. Standard library only.

The process that stores them neither builds nor hashes a row: it has enough to do with those of all the others.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from loaders.store.cells import typed
from loaders.store.chain import Row, row_digest

# The tables that an article has rows in.
PACKED = ("articles", "events", "postings")
_DIGEST = 32
Sizes = dict[str, list[int]]


@dataclass(frozen=True, slots=True)
class Lines:
    """Rows of one table, a line each, and their digests one after the other."""

    digests: memoryview
    text: memoryview

    @property
    def count(self) -> int:
        return len(self.digests) // _DIGEST

    def split(self) -> list[bytes]:
        """The digests, one by one."""
        return [bytes(self.digests[start : start + _DIGEST]) for start in range(0, len(self.digests), _DIGEST)]


@dataclass(frozen=True, slots=True)
class Packed:
    """One article's rows by table, and its received bytes; None where those of its container hold it."""

    data: bytes | None
    article_id: str
    extractor_version: str
    given: str
    lines: Mapping[str, Lines]


def pack(tables: Mapping[str, Sequence[Row]]) -> tuple[Sizes, bytes]:
    """The rows as bytes, and for each table how many they are and how long.

    Raises TypeError for a cell of another type than its column's, ValueError for one that cannot be kept: a lone
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
        pieces += [*map(row_digest, finished), text]
        sizes[name] = [len(finished), len(text)]
    return sizes, b"".join(pieces)


def unpack(sizes: Mapping[str, Sequence[int]], body: bytes) -> dict[str, Lines]:
    """What `pack` packed. Raises ValueError or TypeError where the sizes are not those of the bytes."""
    found = {}
    # An article may take megabytes: it is cut up without being copied.
    view = memoryview(body)
    start = 0
    for name, (count, size) in sizes.items():
        middle = start + count * _DIGEST
        found[name] = Lines(view[start:middle], view[middle : middle + size])
        start = middle + size
    if start != len(body) or any(count < 0 or size < 0 for count, size in sizes.values()):
        raise ValueError("sizes and bytes differ")
    return found


def _finished(table: str, row: Row) -> dict[str, object]:
    return {name: value for name, value in typed(table, row, 0).items() if value is not None and name != "commit"}


def _plain(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is no value of a row")
