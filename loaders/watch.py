"""Intake that goes on until it is stopped: folders that fill and feeds that grow, each looked at in its turn."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from loaders.fetch import Fetcher, FetchError
from loaders.ingest import IngestReport
from loaders.readers import Given, ReadError, format_of
from loaders.sources import Received, Source, files

# What programs call a file that they are still writing.
_UNFINISHED = (".part", ".partial", ".crdownload", ".download", ".tmp")


@dataclass(frozen=True, slots=True)
class Found:
    """What one look found: sources to take in, or in words why there are none. `quiet` is a look that needs no line."""

    sources: Sequence[Source] = ()
    said: str = ""
    quiet: bool = False


class Watched(Protocol):
    """Something that is looked at again and again, every so many seconds."""

    name: str
    every: float

    def look(self, stop: threading.Event) -> Found: ...


@dataclass(frozen=True, slots=True)
class Pass:
    """One look at one thing, and what became of what it found; `report` is None where there was nothing to take in."""

    name: str
    at: datetime
    said: str
    report: IngestReport | None = None


class WatchedFolder:
    """A folder and all below it. A file is taken once it has not changed between two looks; changed later, it is taken again.

    It is looked at, not listened to: a folder on another machine tells nobody what changes in it.
    """

    def __init__(self, folder: Path, every: float) -> None:
        self.name, self.every = str(folder), every
        self._folder = folder
        self._seen: dict[Path, tuple[int, int]] = {}
        self._taken: dict[Path, tuple[int, int]] = {}
        self._missing = False

    def look(self, stop: threading.Event) -> Found:
        if not self._folder.is_dir():
            told, self._missing = self._missing, True
            return Found(said="The folder is not there; it is looked for again.", quiet=told)
        self._missing = False
        now: dict[Path, tuple[int, int]] = {}
        for path in files(self._folder):
            try:
                found = path.stat()
            except OSError:
                continue
            now[path] = (found.st_size, found.st_mtime_ns)
        whole = [
            path
            for path, stamp in now.items()
            if self._seen.get(path) == stamp != self._taken.get(path) and not path.name.lower().endswith(_UNFINISHED)
        ]
        self._seen = now
        self._taken = {path: stamp for path, stamp in self._taken.items() if path in now}
        self._taken |= {path: now[path] for path in whole}
        return Found(whole, quiet=not whole)


class WatchedFeed:
    """A feed, asked only for what is new since it was last asked. `pages` gives the sources for a feed's bytes: the feed itself,
    and with it the pages that it only sums up.
    """

    def __init__(
        self, url: str, every: float, fetcher: Fetcher, given: Given, pages: Callable[[Received], Sequence[Source]]
    ) -> None:
        self.name, self.every = url, every
        self._fetcher, self._given, self._pages = fetcher, given, pages
        self._etag = self._last_modified = self._sha256 = ""

    def look(self, stop: threading.Event) -> Found:
        try:
            fetched = self._fetcher.get(self.name, self._etag, self._last_modified, stop)
        except FetchError as problem:
            return Found(said=f"{problem.code}: {problem}")
        item = fetched.received(self.name, self._given)
        if fetched.data is not None and not _holds_many(item):
            return Found(said="not_a_feed: It gives a single page, which is not taken. Check the address of the feed.")
        self._etag, self._last_modified = fetched.etag or self._etag, fetched.last_modified or self._last_modified
        if fetched.data is None or item.sha256 == self._sha256:
            return Found(said="nothing new.")
        self._sha256 = item.sha256
        return Found(self._pages(item))


def _holds_many(item: Received) -> bool:
    """Whether it is a feed, or a table or archive that may stand for one; a notice that the site is down is none."""
    try:
        return format_of(item.data or b"", item.format).members is not None
    except ReadError:
        return False


def watch(
    watched: Sequence[Watched],
    take: Callable[[Sequence[Source]], IngestReport],
    stop: threading.Event,
    tell: Callable[[Pass], None],
) -> None:
    """Looks at each thing in its turn, and takes in what it finds, until `stop` is set. `take` has to heed `stop` too."""
    due = [time.monotonic()] * len(watched)
    while not stop.is_set():
        index = min(range(len(due)), key=due.__getitem__)
        if stop.wait(max(0.0, due[index] - time.monotonic())):
            return
        one = watched[index]
        found = one.look(stop)
        if stop.is_set():
            return
        report = take(found.sources) if found.sources else None
        if not found.quiet:
            tell(Pass(one.name, datetime.now().astimezone(), found.said, report))
        due[index] = time.monotonic() + one.every
