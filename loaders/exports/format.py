"""What an export format is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

EventRow = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Options:
    """Choices of the user that a format may heed. `byte_order_mark` tells spreadsheets that the file is UTF-8.

    `described` says in words which events were chosen, for formats that a person reads.
    """

    byte_order_mark: bool = False
    described: tuple[str, ...] = ()


@dataclass(slots=True)
class Tally:
    """What became of the events while a file was written: how many are in it, and how many are not, by reason."""

    written: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    shortened: int = 0


@dataclass(frozen=True, slots=True)
class Format:
    """`write` is pure: rows of the `events` view → the bytes of a file, piece by piece; it counts into the tally.

    `label` is what a menu calls it; `notes` say what the shape cannot hold, or what stands where in it.
    """

    name: str
    label: str
    suffix: str
    media_type: str
    write: Callable[[Iterable[EventRow], Options, Tally], Iterator[bytes]]
    notes: tuple[str, ...] = ()
