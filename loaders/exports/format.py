"""What an export format is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

EventRow = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Options:
    """Choices of the user that a format may heed. `byte_order_mark` tells spreadsheets that the file is UTF-8."""

    byte_order_mark: bool = False


@dataclass(frozen=True, slots=True)
class Format:
    """`write` is pure: rows of the `events` view → the bytes of a file, piece by piece."""

    name: str
    suffix: str
    media_type: str
    write: Callable[[Iterable[EventRow], Options], Iterator[bytes]]
