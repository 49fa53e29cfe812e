"""An ingest on a real Dask cluster: a scheduler and two workers as processes of this machine, one of them killed midway."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from benchmarks.intake import article
from loaders import Progress, Received, Result, Store, ingest, open_store
from loaders.isolation import crew
from loaders.isolation.parent import IsolationError

ROOT = Path(__file__).resolve().parent.parent
ARTICLES = 60


@dataclass(frozen=True, slots=True)
class Cluster:
    address: str
    workers: tuple[subprocess.Popen[bytes], ...]


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    told = tmp_path / "scheduler.json"
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(tmp_path)}
    quiet = {"env": environment, "cwd": tmp_path, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    dask = [sys.executable, "-m", "dask"]
    scheduler = subprocess.Popen(
        [*dask, "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(told)],
        **quiet,  # type: ignore[call-overload]
    )
    worker = [*dask, "worker", "--scheduler-file", str(told), "--nthreads", "1", "--no-nanny", "--no-dashboard"]
    workers = tuple(subprocess.Popen(worker, **quiet) for _ in range(2))  # type: ignore[call-overload]
    processes = [scheduler, *workers]
    try:
        yield Cluster(_address(told), workers)
    finally:
        made = [child for process in processes for child in _children(process.pid)]
        for process in processes:
            process.kill()
            process.wait()
        _, alive = psutil.wait_procs(made, timeout=10)
        assert not alive, "children outlive their workers"


def _address(told: Path) -> str:
    """The scheduler's address, once both workers are there."""
    from distributed import Client

    deadline = time.monotonic() + 90
    while not told.exists() or not told.read_text():
        assert time.monotonic() < deadline, "the scheduler did not start"
        time.sleep(0.1)
    with Client(scheduler_file=str(told), timeout=60) as client:
        client.wait_for_workers(2, timeout=90)
        return str(client.scheduler.address)


def _children(pid: int) -> list[psutil.Process]:
    try:
        return psutil.Process(pid).children(recursive=True)
    except psutil.NoSuchProcess:
        return []


def rows(store: Store, query: str) -> list[tuple[object, ...]]:
    return store.snapshot().cursor().execute(query).fetchall()


def test_a_worker_killed_midway_loses_and_doubles_nothing(cluster: Cluster, tmp_path: Path) -> None:
    items = [Received.of(f"{number}.txt", article(number).encode()) for number in range(ARTICLES)]
    items.append(Received.of("noise.bin", bytes(range(256)) * 20))
    store = open_store(tmp_path / "store")
    killed: list[int] = []

    def kill_one(progress: Progress) -> None:
        if not killed:
            killed.append(progress.done)
            cluster.workers[0].kill()

    report = ingest(items, store, workers=crew.dask(cluster.address), progress=kill_one)
    assert 0 < killed[0] < ARTICLES
    assert cluster.workers[1].poll() is None
    assert report.counts == {Result.ADDED: ARTICLES, Result.REPLACED: 0, Result.ALREADY_IN: 0, Result.QUARANTINED: 1}
    assert rows(store, "SELECT count(*), count(DISTINCT article_id) FROM articles") == [(ARTICLES, ARTICLES)]
    assert rows(store, "SELECT count(*) - count(DISTINCT event_id) FROM events") == [(0,)]
    assert store.verify() == []
    alone = open_store(tmp_path / "alone")
    ingest(items, alone)
    events = "SELECT * EXCLUDE (commit) FROM read_events ORDER BY event_id"
    assert rows(store, events) == rows(alone, events)


def test_a_cluster_that_is_not_there_is_said() -> None:
    with pytest.raises(IsolationError, match=r"There is no Dask scheduler at tcp://127\.0\.0\.1:9"):
        crew.dask("tcp://127.0.0.1:9")
