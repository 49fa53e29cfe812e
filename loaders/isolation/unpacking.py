"""The parent's side of opening a collection: its members as received items, one by one, however many there are."""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import time
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from typing import Any

from loaders.isolation.crew import expands_too_far, too_long
from loaders.isolation.parent import MODULE, Child, DiedError, TookTooLongError
from loaders.limits import LIMITS, Limits
from loaders.readers import Given
from loaders.rows import given_of, given_text
from loaders.sources import Received, mapped


@dataclass(slots=True)
class Collection:
    """One collection while it is taken in: how many members it gave, of how many bytes, and how many it kept back.

    `whole` is true once it has been read to its end, `broken` once it has been given as an item that cannot be taken.
    """

    item: Received
    format: str | None
    members: int = 0
    expanded: int = 0
    refused: int = 0
    whole: bool = False
    broken: bool = False


class Openers:
    """The children that open collections: one for each that is open at a time, kept for the next."""

    def __init__(self, module: str = MODULE, limits: Limits = LIMITS) -> None:
        self._module, self._limits = module, limits
        self._idle: list[Child] = []
        self._all: set[Child] = set()

    def members(self, opened: Collection) -> Iterator[Received]:
        """Every member as an item of its own; one that cannot be taken, and a collection that breaks off, with its reason.

        Raises LexiconError and IsolationError.
        """
        item = opened.item
        if item.depth >= self._limits.nesting:
            message = f"It lies in {item.depth} collections, one in the other; the most that are opened is {self._limits.nesting}."
            message += " Unpack it, and add what is in it."
            yield broken_off(opened, "nested_too_deep", message)
            return
        try:
            with item.path.open("rb") if item.path else contextlib.nullcontext() as file:
                yield from self._read(opened, file)
        except OSError as problem:
            yield broken_off(opened, "unreadable", f"It cannot be read: {problem.strerror}.")

    def close(self) -> None:
        """Ends all of them at once."""
        for child in self._all:
            child.close()
        self._all.clear()
        self._idle.clear()

    def _read(self, opened: Collection, file: Any) -> Iterator[Received]:
        """All members, a slice at a time, each with limits of its own."""
        start: int | None = 0
        while start is not None:
            # Another file cannot be handed to a child that runs already.
            child = self._idle.pop() if self._idle and file is None else Child("open", self._module, self._limits, file)
            self._all.add(child)
            usable = False
            try:
                while start is not None and not child.spent:
                    start = yield from self._slice(opened, child, start, file)
                usable = file is None and not child.spent
            except TookTooLongError:
                start = None
                yield broken_off(opened, "took_too_long", too_long(self._limits))
            except DiedError as problem:
                start = None
                message = f"The process that opened it died. {problem} Report it with the file."
                yield broken_off(opened, "crashed", message)
            finally:
                if usable:
                    self._idle.append(child)
                else:
                    self._all.discard(child)
                    child.close()

    def _slice(self, opened: Collection, child: Child, start: int, file: Any) -> Generator[Received, None, int | None]:
        """The members of one slice; where the next one begins, None where there is none."""
        item = opened.item
        header = {
            "ask": "open", "name": item.name, "size": item.size, "format": opened.format, "start": start,
            "given": given_text(item.given), "descriptor": file.fileno() if file else None,
        }  # fmt: skip
        left = self._limits.wall_seconds
        child.send(header, item.data or b"", left)
        while True:
            asked = time.monotonic()
            found, data = child.receive(left)
            # Only what the child takes counts, not what is done with its members in between.
            left -= time.monotonic() - asked
            match found["kind"]:
                case "member":
                    opened.expanded += len(data)
                    if item.path is None and opened.expanded > self._limits.expanded_bytes:
                        # Slices have limits of their own, so that an archive may be long; what was dropped into a page may not.
                        child.spent = True
                        yield broken_off(opened, "expands_too_far", expands_too_far(self._limits))
                        return None
                    opened.members += 1
                    yield _member(opened, found, data)
                case "refusal":
                    opened.refused += 1
                    yield _refused(opened, found)
                case "failure":
                    yield broken_off(opened, str(found["code"]), str(found["message"]))
                    return None
                case "end" if found["resume"] is None:
                    opened.whole = True
                    if not opened.members and not opened.refused:
                        yield broken_off(opened, "no_articles", "It holds no articles.")
                    return None
                case "end" if int(found["resume"]) > start:
                    opened.format = str(found["format"])
                    return int(found["resume"])
                case other:
                    raise DiedError(f"It sent {other!r}.")


def _member(opened: Collection, found: dict[str, Any], data: bytes) -> Received:
    item = opened.item
    member = Received(
        f"{item.name}/{found['name']}",
        data,
        _given(item).over(given_of(str(found["given"]))),
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        format=found["format"],
        depth=item.depth + 1,
        container=item.sha256,
        # Of an archive too long to be kept, each member is.
        kept=bool(found["kept"]) or item.data is None,
        retrieval=item.retrieval,
        # A collection is not told of itself: its first member says it.
        unmapped=item.unmapped and opened.members == 1,
    )
    return mapped(member, data)


def _refused(opened: Collection, found: dict[str, Any]) -> Received:
    item = opened.item
    return Received(
        f"{item.name}/{found['name']}",
        None,
        Given(url=found.get("address")).over(_given(item)),
        str(found["code"]),
        str(found["message"]),
        depth=item.depth + 1,
        container=item.sha256,
    )


def _given(item: Received) -> Given:
    """What was given for a collection and holds for each of its members: a title or an address is of one article."""
    return dataclasses.replace(item.given, title=None, url=None, charset=None)


def broken_off(opened: Collection, code: str, message: str) -> Received:
    """The collection itself as an item that cannot be taken, or no further."""
    opened.broken = True
    if opened.members:
        message = f"{message} The {opened.members:,} articles before that were taken."
    return dataclasses.replace(opened.item, code=code, message=message)
