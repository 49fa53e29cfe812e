"""What readers give: one article's text and what it says of itself, or the members of a collection."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import BinaryIO

from loaders.model import Flag
from loaders.readers.received import Given


@dataclass(frozen=True, slots=True)
class Stated:
    """An event that another's table states in a row of its own: nothing is extracted from it.

    `origin` is the table's name as people know it ("ACLED", "UCDP GED"); `values` hold columns of the event table. Where the
    table revises its rows, `revision` grows from one to the next of the same `origin_row`.
    """

    origin: str
    values: Mapping[str, object]
    revision: int | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader makes of the bytes: the text, exactly, and what the document says of itself."""

    text: str
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: date | None = None
    language: str | None = None
    notes: tuple[Flag, ...] = ()
    stated: Stated | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """One document of a collection. `format` names its reader where the collection knows it; else its bytes tell.

    `kept` is false for a row of a table: the table's own bytes are kept, and the row is found in them by `name`.
    `resume` is where a further look at a long archive would begin, after this member.
    """

    name: str
    data: bytes
    given: Given = field(default_factory=Given)
    format: str | None = None
    kept: bool = True
    resume: int | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """A member that cannot be taken, and why. It costs the others nothing. `address` is where the article itself would be."""

    name: str
    code: str
    message: str
    resume: int | None = None
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Format:
    """One format. `recognises` looks at the first and last bytes alone, never at a name; two that claim the same bytes are an error.

    A document has `read`, and `read_as` where it may come with the name of its character set; a collection has `members` (the
    open stream, where to begin, what the user gave). `resumable` collections may be longer than one item's limits: they are
    read a slice at a time.
    """

    name: str
    recognises: Callable[[bytes, bytes], bool]
    read: Callable[[bytes], Reading] | None = None
    members: Callable[[BinaryIO, int, Given], Iterator[Member | Refusal]] | None = None
    resumable: bool = False
    read_as: Callable[[bytes, str | None], Reading] | None = None
