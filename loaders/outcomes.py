"""What becomes of items: one by one, all together, and how far it is."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

_KEPT_RESULTS = 10_000
# The rate is that of the last half minute: what is in already goes by much faster than what has to be read.
_RATE_SECONDS = 30.0


class Result(StrEnum):
    ADDED = "added"
    REPLACED = "replaced"
    ALREADY_IN = "already in"
    QUARANTINED = "quarantined"


@dataclass(frozen=True, slots=True)
class ItemResult:
    """What became of one item, once it is stored. `notes` are what its reader had to guess or leave out, in words."""

    name: str
    result: Result
    sha256: str
    events: int = 0
    notes: tuple[str, ...] = ()
    code: str = ""
    message: str = ""


@dataclass(slots=True)
class IngestReport:
    """What became of all items. `results` holds the first 10,000; the counts hold them all.

    `cancelled` says that it was stopped before its end; what it holds is in, the rest was not looked at. `seconds` is how
    long it took, `reading_seconds` the processor time of the children that read and extracted.
    """

    counts: dict[Result, int] = field(default_factory=lambda: dict.fromkeys(Result, 0))
    events: int = 0
    results: list[ItemResult] = field(default_factory=list)
    cancelled: bool = False
    seconds: float = 0.0
    reading_seconds: float = 0.0

    @property
    def quarantined(self) -> list[ItemResult]:
        return [item for item in self.results if item.result is Result.QUARANTINED]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an ingest is: items done of all, and what became of the last one.

    `total` grows while collections are opened. `bytes` are those of the items done, `seconds` since the start, `rate` items a
    second of late; `left` seconds to go at that rate, None while nothing tells.
    """

    done: int
    total: int
    last: ItemResult
    bytes: int = 0
    seconds: float = 0.0
    rate: float = 0.0

    @property
    def left(self) -> float | None:
        return max(0, self.total - self.done) / self.rate if self.rate else None


class Ledger:
    """Counts results and tells of each."""

    def __init__(self, total: int, tell: Callable[[Progress], None] | None) -> None:
        self.report = IngestReport()
        self._total = total
        self._tell = tell
        self._done = self._bytes = 0
        self._started = time.monotonic()
        self._marks: deque[tuple[float, int]] = deque([(self._started, 0)])

    def grow(self, items: int) -> None:
        """A collection was opened, or gave so many items more."""
        self._total += items

    def enter(self, result: ItemResult, size: int) -> None:
        """Notes what became of one item of so many bytes."""
        self._done += 1
        self._bytes += size
        self.report.counts[result.result] += 1
        if result.result in (Result.ADDED, Result.REPLACED):
            self.report.events += result.events
        if len(self.report.results) < _KEPT_RESULTS:
            self.report.results.append(result)
        now = time.monotonic()
        if now - self._marks[-1][0] >= 1:
            self._marks.append((now, self._done))
        while len(self._marks) > 1 and now - self._marks[0][0] > _RATE_SECONDS:
            self._marks.popleft()
        if self._tell is not None:
            since, before = self._marks[0]
            rate = (self._done - before) / (now - since) if now > since else 0.0
            total = max(self._total, self._done)
            self._tell(Progress(self._done, total, result, self._bytes, now - self._started, rate))

    def close(self) -> IngestReport:
        self.report.seconds = time.monotonic() - self._started
        return self.report
