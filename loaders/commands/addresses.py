"""What the user names on the command line, addresses and folders to watch among it, as sources; and the watch itself."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from loaders.commands.terminal import USAGE, fail, say, visible

if TYPE_CHECKING:
    from loaders.fetch import Fetcher
    from loaders.ingest import IngestReport
    from loaders.readers import Given
    from loaders.sources import Source
    from loaders.watch import Pass

_UNITS = {"s": 1.0, "m": 60.0, "h": 3_600.0, "d": 86_400.0}
_FOLDER_EVERY, _FEED_EVERY = "2s", "15m"
_SCHEMES = ("http://", "https://")


def is_address(source: str) -> bool:
    return source.lower().startswith(_SCHEMES)


def seconds(text: str) -> float:
    """`15m` → 900. Ends the command where it is no stretch of time, or less than a second."""
    number, unit = text[:-1], _UNITS.get(text[-1:].lower())
    if unit is None or not number.isascii() or not number.isdigit() or len(number) > 6 or not int(number):
        fail(f"--every is {visible(text)!r}, not a stretch of time such as 90s, 15m, 2h or 1d.", USAGE)
    return int(number) * unit


def columns(texts: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """`text=Body` → field and column. Ends the command where one is no such pair."""
    found = []
    for text in texts:
        field, equals, column = text.partition("=")
        if not equals or not field.strip() or not column.strip():
            fail(f"--column is {visible(text)!r}, not a field and its column such as text=Body.", USAGE)
        found.append((field.strip(), column.strip()))
    return tuple(found)


def sources_of(named: Sequence[str], given: Given, fetcher: Fetcher, follow: bool) -> list[Source]:
    """Files, folders and addresses as sources; addresses are fetched when their turn comes."""
    from loaders.following import followed
    from loaders.sources import receive

    listed: list[Source] = [
        partial(fetcher.receive, source, given) if is_address(source) else source for source in named
    ]
    if not follow:
        return listed
    return [found for item in receive(listed, given) for found in followed(item, fetcher)]


def watch_until_stopped(
    named: Sequence[str],
    folders: Sequence[Path],
    feeds: Sequence[str],
    every: str | None,
    follow: bool,
    given: Given,
    take: Callable[[Sequence[Source]], IngestReport],
    stop: threading.Event,
) -> int:
    """Reads what is named, then looks at folders and feeds until it is stopped, a line for each look that found something.

    Ctrl-C, or the system's wish to end the process, sets `stop`, which `take` has to heed: what is in hand is finished first.
    Returns how many items were refused.
    """
    from loaders.fetch import Fetcher
    from loaders.following import followed
    from loaders.sources import Received
    from loaders.watch import Pass, Watched, WatchedFeed, WatchedFolder, watch

    _stop_on_signals(stop)
    fetcher, refused = Fetcher(), 0

    def pages(item: Received) -> Sequence[Source]:
        return list(followed(item, fetcher, stop)) if follow else [item]

    def tell(one: Pass) -> None:
        nonlocal refused
        refused += _say_pass(one)

    watched: list[Watched] = [WatchedFolder(folder, seconds(every or _FOLDER_EVERY)) for folder in folders]
    watched += [WatchedFeed(feed, seconds(every or _FEED_EVERY), fetcher, given, pages) for feed in feeds]
    say(f"Watching {', '.join(visible(one.name) for one in watched)}; stop with Ctrl-C.")
    if named:
        tell(Pass("what was named", datetime.now().astimezone(), "", take(sources_of(named, given, fetcher, follow))))
    watch(watched, take, stop, tell)
    say("Stopped. What was taken in is stored.")
    return refused


def _stop_on_signals(stop: threading.Event) -> None:
    def ask(number: int, frame: FrameType | None) -> None:
        if stop.is_set():
            # Asked twice: at once, then. The store stays whole all the same.
            raise KeyboardInterrupt
        stop.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, ask)


def _say_pass(one: Pass) -> int:
    """One line for a look, and one more for each item that was refused; gives their number."""
    from loaders.commands.ingest import summary
    from loaders.ingest import Result

    said = summary(one.report) if one.report else visible(one.said)
    say(f"{one.at:%H:%M:%S} {visible(one.name)}: {said}")
    for item in one.report.quarantined if one.report else ():
        say(f"quarantined: {visible(item.name)}: {item.code}: {visible(item.message)}")
    return one.report.counts[Result.QUARANTINED] if one.report else 0
