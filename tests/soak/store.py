"""The store under fire: killed at random points and at every step of a commit; readers, an ingest and an editor at once."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from loaders.store.event_store import open_store
from loaders.store.reviews import Verdict
from tests.store.articles import article
from tests.store.test_faults import ROOT, STEPS, check, writer

OPENS_WITHIN = 10.0

# Ten of these read while others write: what one version shows must fit together, and nothing may fail.
READER = """
import sys, time
from loaders.store.event_store import open_store
store, end, seen = open_store(sys.argv[1]), time.monotonic() + float(sys.argv[2]), 0
while time.monotonic() < end:
    cursor = store.snapshot().cursor()
    articles, events, told = cursor.execute(
        "SELECT (SELECT count(*) FROM articles), (SELECT count(*) FROM events), (SELECT sum(event_count) FROM articles)"
    ).fetchone()
    assert events == (told or 0) == 3 * articles, (articles, events, told)
    assert cursor.execute("SELECT count(*) - count(DISTINCT event_id) FROM events").fetchone() == (0,)
    cursor.execute("SELECT * FROM events ORDER BY event_id LIMIT 100").fetchall()
    seen += 1
    time.sleep(0.02)
print(seen)
"""
EDITOR = """
import sys, time
from loaders.store.event_store import open_store
from loaders.store.reviews import Verdict
store, end, written = open_store(sys.argv[1]), time.monotonic() + float(sys.argv[2]), 0
while time.monotonic() < end:
    review = store.add_review("first-1", Verdict.CORRECTED, "Ada", "", "place", f"Place {written}")
    shown = store.snapshot().cursor().execute("SELECT place FROM events WHERE event_id = 'first-1'").fetchone()
    assert shown == (f"Place {written}",), shown
    store.withdraw_review(review, "Ada")
    written += 2
    time.sleep(0.2)
print(written)
"""


def killed(points: int, folder: Path) -> None:
    """One store, its writer killed again and again, then at each step of a commit. Raises AssertionError."""
    chance = random.Random(1)
    acknowledged: set[str] = set()
    for point in range(points):
        fatal = point + 1 if point < STEPS else 0
        with writer(folder, f"run{point}-", 500, fatal) as process:
            assert process.stdout is not None
            if not fatal:
                acknowledged.add(process.stdout.readline().strip())
                time.sleep(chance.uniform(0, 0.8))
                process.kill()
            acknowledged |= set(process.stdout.read().split())
        assert process.returncode == -signal.SIGKILL
        started = time.perf_counter()
        open_store(folder).snapshot()
        assert time.perf_counter() - started < OPENS_WITHIN
        if point % 10 == 9 or point < STEPS or point == points - 1:
            check(folder, acknowledged - {""})


def together(seconds: float, readers: int, folder: Path) -> list[int]:
    """Readers, a writer and an editor at once; how often each was served, the editor last. Raises AssertionError."""
    open_store(folder).write([article("first")])
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    scripts = [READER] * readers + [EDITOR]
    started = [
        subprocess.Popen(
            [sys.executable, "-c", script, str(folder), str(seconds)],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT, env=environment,
        )
        for script in scripts
    ]  # fmt: skip
    with writer(folder, "live", 1_000_000) as ingest:
        told = [process.communicate() for process in started]
        ingest.terminate()
        assert ingest.stdout is not None
        written = ingest.stdout.read().split()
    assert written
    for output, errors in told:
        assert output.strip().isdigit(), errors
    store = open_store(folder)
    assert store.verify() == []
    assert store.add_review("first-1", Verdict.CONFIRMED, "Ada")
    return [int(output) for output, _ in told]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        killed(200 + STEPS, Path(folder))
        print(
            f"killed 200 times at random and at {STEPS} steps of a commit: nothing lost, nothing doubled, verify clean"
        )
    with tempfile.TemporaryDirectory() as folder:
        served = together(300.0, 10, Path(folder))
        print(
            f"five minutes, ten readers, one ingest, one editor: {sum(served[:-1])} reads, {served[-1]} reviews, no error"
        )
