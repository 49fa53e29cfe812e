"""Outcomes → commits: many articles at a time, each reported once it is in."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import pyarrow

from loaders.isolation.crew import Answer
from loaders.isolation.frames import Header
from loaders.isolation.parent import IsolationError
from loaders.outcomes import ItemResult, Ledger, Result
from loaders.pipeline import VERSION
from loaders.rows import Failure, given_text
from loaders.sources import Received
from loaders.store.batch import Outcome, Refused, Taken
from loaders.store.event_store import Store
from loaders.store.lines import BadLinesError, check
from loaders.store.packed import Packed, unpack

# A commit costs a twentieth of a second whatever its size; a watcher should see new events within seconds, and the first
# ones of a small ingest at once.
_ARTICLES = 500
_BYTES = 16_000_000
_FIRST_SECONDS, _MOST_SECONDS = 1.0, 5.0
_FIRST_BYTES = 64

_NO_ANSWER = Failure("read", "crashed", "The process that read it sent no answer. It is kept; report it with the file.")

Done = Callable[[Received, bool], list[Received]]


@dataclass(frozen=True, slots=True)
class _Ready:
    """An item with its rows, and what will be told of it."""

    item: Received
    packed: Packed
    events: int
    notes: tuple[str, ...]


class Commits:
    """What waits for the next commit. `done` is told of each item that is stored, and gives those with the same bytes."""

    def __init__(self, store: Store, ledger: Ledger, done: Done) -> None:
        self._store, self._ledger, self._done = store, ledger, done
        self._parsed: list[_Ready] = []
        self._refused: list[tuple[Received, Refused]] = []
        self._bytes = 0
        self._wait = _FIRST_SECONDS
        self._last = time.monotonic()

    def add(self, item: Received, answer: Answer) -> None:
        """Keeps the rows of one item. Raises IsolationError where another version of the extractor made them."""
        header = answer.header
        if header.get("version") != VERSION:
            message = f"A worker has version {header.get('version')} of the extractor, and this is {VERSION}. Bring both up to date."
            raise IsolationError(message)
        data = (item.data or b"") if item.kept else None
        try:
            lines = unpack(header["sizes"], answer.body)
            events = lines["events"].count
        except (ValueError, KeyError, TypeError, AttributeError):
            self.refuse(item, _NO_ANSWER)
            return
        size = item.size + sum(line.size for line in lines.values())
        if self._parsed and self._bytes + size > _BYTES:
            # A long article goes in by itself: what a commit takes in memory is a multiple of its rows.
            self.commit([])
        packed = Packed(data, item.sha256, VERSION, given_text(item.given), lines, *_revision(header))
        self._parsed.append(_Ready(item, packed, events, (*item.remarks, *map(str, header["notes"]))))
        self._bytes += size

    def refuse(self, item: Received, failure: Failure) -> None:
        """Keeps the refusal of one item."""
        row: dict[str, object] = {
            "sha256": item.sha256,
            "name": item.name,
            "stage": failure.stage,
            "code": failure.code,
            "message": failure.message.encode("utf-8", "replace").decode("utf-8"),
            "first_bytes": repr((item.data or b"")[:_FIRST_BYTES])[2:-1],
            "received_size": item.size,
            "received_at": _now(),
            "given": given_text(item.given),
            "container": item.container,
        }
        self._refused.append((item, Refused(row, item.data)))
        self._bytes += item.size

    def due(self) -> bool:
        """Whether it is time to commit."""
        waiting = len(self._parsed) + len(self._refused)
        if not waiting:
            return False
        return waiting >= _ARTICLES or self._bytes >= _BYTES or time.monotonic() - self._last >= self._wait

    def commit(self, taken: list[Taken]) -> None:
        """Stores all that waits, and the collections that are in whole; then reports it: what is reported is in."""
        if not (self._parsed or self._refused or taken):
            return
        try:
            stored = self._write(taken)
        except BadLinesError:
            self._part()
            stored = self._write(taken)
        parsed, refused = self._parsed, self._refused
        self._parsed, self._refused, self._bytes = [], [], 0
        # Arrow keeps what it once took for the next time; a long article may have taken a hundred megabytes.
        pyarrow.default_memory_pool().release_unused()
        replaced, known, older = set(stored.replaced), set(stored.already_in), set(stored.outdated)
        for ready in parsed:
            item = ready.item
            result = Result.REPLACED if item.sha256 in replaced else Result.ADDED
            notes = ready.notes
            if item.sha256 in known or item.sha256 in older:
                result = Result.ALREADY_IN
            if item.sha256 in older:
                notes = (
                    *notes,
                    f"older_revision: {ready.packed.series} is in, in another version that stands; this one is left out.",
                )
            self._ledger.enter(ItemResult(item.name, result, item.sha256, ready.events, notes), item.size)
            for twin in self._done(item, True):
                self._ledger.enter(ItemResult(twin.name, Result.ALREADY_IN, item.sha256, ready.events), twin.size)
        for item, refusal in refused:
            code, message = str(refusal.row["code"]), str(refusal.row["message"])
            for one in (item, *self._done(item, False)):
                told = ItemResult(one.name, Result.QUARANTINED, item.sha256, code=code, message=message)
                self._ledger.enter(told, one.size)
        self._last = time.monotonic()
        self._wait = min(_MOST_SECONDS, self._wait + 1)

    def _write(self, taken: list[Taken]) -> Outcome:
        return self._store.write([ready.packed for ready in self._parsed], [entry for _, entry in self._refused], taken)

    def _part(self) -> None:
        """Refuses the items whose rows are none: only a child that was taken over sends such, and it costs its own item."""
        sound = []
        for ready in self._parsed:
            try:
                check(ready.packed)
                sound.append(ready)
            except BadLinesError:
                self.refuse(ready.item, _NO_ANSWER)
        self._parsed = sound


def _revision(header: Header) -> tuple[str | None, int | None]:
    series, revision = header.get("series"), header.get("revision")
    return (series, revision) if isinstance(series, str) and isinstance(revision, int) else (None, None)


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
