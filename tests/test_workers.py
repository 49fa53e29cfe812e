"""Tasks on several processes: every one comes back, even beside one that kills its process."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest

from loaders.workers import CrashedError, each


def square(number: int) -> int:
    if number == 7:
        os.kill(os.getpid(), signal.SIGKILL)
    return number * number


@pytest.mark.parametrize("workers", [1, 2])
def test_every_task_comes_back(workers: int) -> None:
    assert sorted(each(square, range(100, 130), workers)) == [(number, number * number) for number in range(100, 130)]


def test_a_task_that_kills_its_process_costs_itself_alone() -> None:
    found = dict(each(square, range(20), 2))
    assert isinstance(found.pop(7), CrashedError)
    assert found == {number: number * number for number in range(20) if number != 7}


def refuse(number: int) -> int:
    raise ValueError(f"no {number}")


@pytest.mark.parametrize("workers", [1, 2])
def test_what_a_task_raises_ends_the_run(workers: int) -> None:
    with pytest.raises(ValueError, match="no 5"):
        list(each(refuse, [5], workers))


def test_tasks_are_asked_for_as_they_are_needed() -> None:
    asked = 0

    def tasks() -> Iterator[int]:
        nonlocal asked
        for number in range(100, 1100):
            asked += 1
            yield number

    running = each(square, tasks(), 2)
    next(running)
    assert asked < 20
    running.close()  # type: ignore[attr-defined]
