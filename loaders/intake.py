"""Sources → the items that have to be read: collections opened as they are met, what is in already left out, memory bounded."""

from __future__ import annotations

import dataclasses
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from loaders.isolation.unpacking import Collection, Openers
from loaders.rows import given_of, given_text
from loaders.sources import Received
from loaders.store.batch import Known, Taken
from loaders.store.event_store import Store

# One look into the store for many items; but the first ones should not wait for the last.
_LOOKED_UP_AT_ONCE = 500
_LOOKED_UP_BYTES = 8_000_000
_LOOKED_UP_SECONDS = 0.5
# Bytes of items that are with a worker, or wait for one.
_UNDER_WAY_BYTES = 32_000_000


@dataclass(slots=True)
class _Open:
    """A collection, and how many of its members are not stored yet; `clean` until one of them is refused.

    `filled` is true once one is in, `refused` holds the SHA-256 of those that are not.
    """

    collection: Collection
    members: Iterator[Received]
    outstanding: int = 0
    clean: bool = True
    filled: bool = False
    refused: set[str] = field(default_factory=set)
    ended: bool = False
    kept: bool = False


@dataclass(slots=True)
class Intake:
    """The items of an ingest, in order. `skip` is told of each that is in already, `refuse` of each that cannot be had.

    `grow` is told by how many the total changes.
    """

    items: Iterator[Received]
    store: Store
    version: str
    openers: Openers
    skip: Callable[[Received, int], None]
    refuse: Callable[[Received], None]
    grow: Callable[[int], None]
    _taken: list[Taken] = field(default_factory=list)
    _ready: deque[Received] = field(default_factory=deque)
    _waiting: list[tuple[Received, str | None]] = field(default_factory=list)
    _open: list[_Open] = field(default_factory=list)
    _counted: dict[str, _Open] = field(default_factory=dict)
    _twins: dict[tuple[str, str | None], list[Received]] = field(default_factory=dict)
    _bytes: int = 0

    def next(self) -> Received | None:
        """The next item to be read; None where there is none, or none for now."""
        if self._bytes >= _UNDER_WAY_BYTES:
            return None
        while not self._ready:
            batch = self._batch()
            if not batch:
                return None
            self._look_up(batch)
        item = self._ready.popleft()
        self._bytes += item.size
        return item

    def read(self, item: Received) -> None:
        """The item has left its worker."""
        self._bytes -= item.size

    def open(self, item: Received, format_name: str | None) -> None:
        """The item turned out to be a collection: its members come next."""
        self._waiting.append((item, format_name))

    def stored(self, item: Received, clean: bool) -> list[Received]:
        """The item is done and stored, or refused (not `clean`). Items with the same bytes, which are done with it."""
        twins = self._twins.pop(_key(item), [])
        for one in (item, *twins):
            self._settle(one, clean)
        return twins

    def whole(self) -> list[Taken]:
        """Collections that were read to their end since this was last asked, their members in or refused, for the next commit."""
        found, self._taken = self._taken, []
        return found

    def _settle(self, item: Received, clean: bool) -> None:
        """Counts a member of a collection off, and the collection itself once that was the last."""
        opened = self._counted.get(item.container or "")
        if opened is None:
            return
        opened.outstanding -= 1
        opened.clean = opened.clean and clean
        opened.filled = opened.filled or clean
        if not clean:
            opened.refused.add(item.sha256)
        self._close(opened)

    def _close(self, opened: _Open) -> None:
        if not opened.ended or opened.outstanding:
            return
        collection, item = opened.collection, opened.collection.item
        del self._counted[item.sha256]
        # One that broke off has been refused as an item of its own, and counted off then.
        if collection.broken:
            return
        clean = opened.clean and not collection.refused
        # Where nothing of it could be taken, what an earlier reading made of it stays.
        if opened.filled:
            given, refused = given_text(item.given), frozenset(opened.refused)
            self._taken.append(Taken(item.sha256, self.version, given, collection.members, clean, refused))
        for twin in self._twins.pop(_key(item), []):
            self.skip(twin, 0)
            self._settle(twin, clean)
        self._settle(item, clean)

    def _batch(self) -> list[Received]:
        """Some more items, of the innermost open collection first; none where there are none for now."""
        while True:
            self._open_waiting()
            opened = self._open[-1] if self._open else None
            found, ended = _some(opened.members if opened else self.items)
            if opened is not None:
                self._note(opened, found, ended)
            if found or opened is None:
                return found

    def _note(self, opened: _Open, found: list[Received], ended: bool) -> None:
        item = opened.collection.item
        members = [member for member in found if member.depth > item.depth]
        opened.outstanding += len(members)
        self.grow(len(found))
        if item.data is not None and not opened.kept and not all(member.kept for member in members):
            # The rows of a table are found in its own bytes, which have to be there before the rows are.
            self.store.keep(item.data)
            opened.kept = True
        if ended:
            self._open.pop()
            opened.ended = True
            self._close(opened)

    def _open_waiting(self) -> None:
        """Opens what waits deepest, if it lies deeper than what is open: so never more are open than may be nested."""
        while self._waiting:
            deepest = max(range(len(self._waiting)), key=lambda index: self._waiting[index][0].depth)
            item, format_name = self._waiting[deepest]
            if self._open and self._open[-1].collection.item.depth >= item.depth:
                return
            del self._waiting[deepest]
            collection = Collection(item, format_name)
            opened = _Open(collection, self.openers.members(collection))
            self._counted[item.sha256] = opened
            self._open.append(opened)
            self.grow(-1)

    def _look_up(self, batch: list[Received]) -> None:
        digests = [item.sha256 for item in batch if item.sha256]
        known, taken = self.store.known(digests), self.store.taken(digests)
        for item in batch:
            if item.code:
                self.refuse(item)
                continue
            before = known.get(item.sha256) or taken.get(item.sha256)
            if before is not None:
                item = dataclasses.replace(item, given=item.given.over(given_of(before.given)))
                whole = isinstance(before, Known) or before.clean
                if whole and (before.extractor_version, before.given) == (self.version, given_text(item.given)):
                    self.skip(item, before.event_count if isinstance(before, Known) else 0)
                    self._settle(item, True)
                    continue
            if _key(item) in self._twins:
                self._twins[_key(item)].append(dataclasses.replace(item, data=None))
                continue
            self._twins[_key(item)] = []
            if item.path is not None:
                self.open(item, None)
            else:
                self._ready.append(item)


def _key(item: Received) -> tuple[str, str | None]:
    """What twins have in common: a table of one row may have the very bytes of that row."""
    return item.sha256, item.format


def _some(items: Iterator[Received]) -> tuple[list[Received], bool]:
    """Some items, as many as come at once, and whether they were the last."""
    found: list[Received] = []
    size, started = 0, time.monotonic()
    for item in items:
        found.append(item)
        size += item.size
        late = time.monotonic() - started > _LOOKED_UP_SECONDS
        if late or len(found) >= _LOOKED_UP_AT_ONCE or size >= _LOOKED_UP_BYTES:
            return found, False
    return found, True
