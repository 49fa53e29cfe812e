"""One function over many tasks, on one core or several. A task that kills its process costs itself alone."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

# Enough to keep every worker busy while results are stored, few enough to keep memory flat.
_QUEUED = 4


class CrashedError(Exception):
    """The process that worked on the task died."""


def each(function: Callable[[T], R], tasks: Iterable[T], workers: int) -> Iterator[tuple[T, R | CrashedError]]:
    """Each task with its result, as they come; tasks are only asked for as workers become free.

    Where `workers` > 1, `function` has to be importable, and its arguments and results have to pickle. What it raises
    is raised here, and ends the run.
    """
    if workers <= 1:
        for task in tasks:
            yield task, function(task)
        return
    waiting = iter(tasks)
    suspects: deque[T] = deque()
    running: dict[Future[R], T] = {}
    pool = _pool(workers)
    try:
        while True:
            # After a crash nobody knows who did it: each task that was under way runs again, on its own.
            while len(running) < (1 if suspects else _QUEUED * workers):
                alone = bool(suspects)
                next_task = suspects.popleft() if suspects else next(waiting, None)
                if next_task is None:
                    break
                try:
                    running[pool.submit(function, next_task)] = next_task
                except BrokenProcessPool:
                    suspects.append(next_task)
                    if not running:
                        pool = _pool(workers)
                    break
                if alone:
                    break
            if not running and not suspects:
                return
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            broken: list[T] = []
            alone = len(running) == 1
            for future in done:
                task = running.pop(future)
                try:
                    yield task, future.result()
                except BrokenProcessPool:
                    broken.append(task)
            if broken:
                suspects.extend([*broken, *running.values()])
                running.clear()
                pool.shutdown(cancel_futures=True)
                pool = _pool(workers)
                if alone:
                    yield suspects.pop(), CrashedError()
    finally:
        pool.shutdown(cancel_futures=True)


def _pool(workers: int) -> ProcessPoolExecutor:
    # Not by fork: the parent has threads (DuckDB, Delta, Streamlit), whose locks a forked child would inherit shut.
    return ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"))
