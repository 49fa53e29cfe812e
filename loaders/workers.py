"""Tasks → results through an executor, a bounded number at a time. Tasks may make further ones while they run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

# How long the caller may have to wait before it can look at its clock, or stop.
_TICK_SECONDS = 0.25


def each(
    submit: Callable[[T], Future[R]], take: Callable[[], T | None], at_most: int
) -> Iterator[tuple[T, Future[R]] | None]:
    """Each task with its finished future, as they come; None whenever a quarter of a second brings nothing.

    `take` gives the next task, or None where there is none now. It is asked again after every result, and the run ends
    when it has none while none is under way. Closing the iterator cancels what has not begun.
    """
    running: dict[Future[R], T] = {}
    try:
        while True:
            while len(running) < at_most and (task := take()) is not None:
                running[submit(task)] = task
            if not running:
                return
            done, _ = wait(running, _TICK_SECONDS, FIRST_COMPLETED)
            if not done:
                yield None
            for future in done:
                yield running.pop(future), future
    finally:
        for future in running:
            future.cancel()
