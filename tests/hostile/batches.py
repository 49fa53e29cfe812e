"""Hostile files of every format, mixed with good articles, through a real ingest; and what has to hold afterwards."""

from __future__ import annotations

import dataclasses
import random
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path

import psutil

from loaders import ItemResult, Progress, Received, Result, Store, ingest
from loaders.isolation.crew import Answer, Request, local
from loaders.limits import LIMITS

FORMATS = (
    "plain_texts", "markdown_files", "web_pages", "saved_pages", "pdf_files", "word_files", "delimited", "json_lines", "spreadsheet",
    "feed", "archive", "warc", "wacz",
)  # fmt: skip
FEWEST = 30
_MARGIN_SECONDS = 5.0
_GROWTH = 100_000_000
_GOOD_ARTICLES = 10
_IN = (Result.ADDED, Result.REPLACED, Result.ALREADY_IN)


@dataclass(slots=True)
class Outcome:
    """What came of one batch. `problems` is what does not hold, in words; empty where all is well."""

    format: str
    items: int = 0
    accepted: int = 0
    quarantined: int = 0
    codes: dict[str, int] = field(default_factory=dict)
    slowest: float = 0.0
    growth: int = 0
    seconds: float = 0.0
    problems: list[str] = field(default_factory=list)


def batch(name: str, every: int = 1) -> tuple[list[tuple[str, bytes]], list[tuple[str, bytes]]]:
    """Every so many-th hostile file of a format, and the good ones that go with them."""
    module = import_module(f"tests.hostile.{name}")
    bad = [(f"bad-{name}-{index}-{label}", data) for index, (label, data) in enumerate(module.cases())]
    if len(bad) < FEWEST:
        raise AssertionError(f"{name} has {len(bad)} hostile files, fewer than {FEWEST}")
    good = [(f"good-{name}-{label}", data) for label, data in module.GOOD]
    good += [(f"good-{name}-{number}.txt", _article(name, number)) for number in range(_GOOD_ARTICLES)]
    return bad[::every], good


def _article(name: str, number: int) -> bytes:
    return f"Soldiers of the {number + 1}th Brigade entered Goma on 27 January 2025, said {name}.\n".encode()


def run(name: str, store: Store, every: int = 1, workers: int = 2) -> Outcome:
    """One batch into the store, with children of its own."""
    bad, good = batch(name, every)
    mixed = [Received.of(label, data) for label, data in (*bad, *good)]
    random.Random(name).shuffle(mixed)
    outcome = Outcome(name, len(bad))
    process = psutil.Process()
    others = {child.pid for child in process.children(recursive=True)}
    crew = local(workers)
    took: list[float] = []
    steps: list[Progress] = []

    def timed(request: Request) -> Answer:
        started = time.monotonic()
        try:
            return crew.take(request)
        finally:
            took.append(time.monotonic() - started)

    started = time.monotonic()
    with _Memory(process) as memory:
        ingest(mixed, store, workers=dataclasses.replace(crew, take=timed), progress=steps.append)
    outcome.seconds = time.monotonic() - started
    outcome.slowest = max(took, default=0.0)
    outcome.growth = memory.growth
    # The report keeps the first ten thousand alone.
    _judge(outcome, [step.last for step in steps], [label for label, _ in bad], [label for label, _ in good])
    if steps[-1].done != steps[-1].total:
        outcome.problems.append(f"{steps[-1].total - steps[-1].done} items were lost without a word")
    left = {child.pid for child in process.children(recursive=True)} - others
    if left:
        outcome.problems.append(f"{len(left)} children are left")
    if list(Path(tempfile.gettempdir()).glob("sourceline-child-*")):
        outcome.problems.append("folders of children are left")
    return outcome


def _judge(outcome: Outcome, results: Sequence[ItemResult], bad: Sequence[str], good: Sequence[str]) -> None:
    """Every bad file has a result and, where it was refused, a reason; every good one is in."""
    by_file: dict[str, list[ItemResult]] = {}
    for result in results:
        by_file.setdefault(result.name.split("/", 1)[0], []).append(result)
    problems = outcome.problems
    for label in good:
        # What a collection refuses of itself is told under its own name.
        if not any(result.result in _IN for result in by_file.get(label, ())):
            problems.append(f"{label} is not in: {by_file.get(label)}")
    for label in bad:
        found = by_file.get(label, [])
        if not found:
            problems.append(f"nothing was said of {label}")
        outcome.accepted += any(result.result in _IN for result in found)
        refused = [result for result in found if result.result is Result.QUARANTINED]
        outcome.quarantined += bool(refused)
        for result in refused:
            outcome.codes[result.code] = outcome.codes.get(result.code, 0) + 1
            if not result.code or not result.message or result.code == "failed":
                problems.append(f"{result.name}: refused without a true reason: {result.code}: {result.message}")
    if outcome.slowest > LIMITS.wall_seconds + _MARGIN_SECONDS:
        problems.append(f"an item took {outcome.slowest:.1f} seconds")
    if outcome.growth > _GROWTH:
        problems.append(f"the parent grew by {outcome.growth / 1e6:.0f} MB")


class _Memory:
    """How much this process grew while the block ran, at its peak."""

    def __init__(self, process: psutil.Process) -> None:
        self._process, self._over = process, threading.Event()
        self._before = self._most = process.memory_info().rss
        self._thread = threading.Thread(target=self._watch, daemon=True)

    @property
    def growth(self) -> int:
        return self._most - self._before

    def __enter__(self) -> _Memory:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(0.05):
            self._most = max(self._most, self._process.memory_info().rss)
