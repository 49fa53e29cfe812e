"""Tasks through an executor: every one comes back, a bounded number at a time, and they may make further ones."""

from __future__ import annotations

import threading
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from loaders.workers import each


def square(number: int) -> int:
    if number == 7:
        raise ValueError("no 7")
    return number * number


@pytest.mark.parametrize("workers", [1, 2])
def test_every_task_comes_back_with_its_result_or_its_error(workers: int) -> None:
    tasks = iter(range(30))
    with ThreadPoolExecutor(workers) as executor:
        found = dict(filter(None, each(lambda n: executor.submit(square, n), lambda: next(tasks, None), 4)))
    assert isinstance(found.pop(7).exception(), ValueError)
    assert {task: future.result() for task, future in found.items()} == {n: n * n for n in range(30) if n != 7}


def test_tasks_are_asked_for_as_they_are_needed() -> None:
    tasks = iter(range(1_000))
    with ThreadPoolExecutor(2) as executor:
        running = each(lambda n: executor.submit(square, n + 100), lambda: next(tasks, None), 4)
        next(running)
        assert next(tasks) <= 10
        running.close()  # type: ignore[attr-defined]


def test_tasks_may_make_further_ones_while_they_run() -> None:
    ready = [3]
    found = []

    def take() -> int | None:
        return ready.pop() if ready else None

    with ThreadPoolExecutor(2) as executor:
        for step in each(lambda n: executor.submit(square, n), take, 4):
            if step is not None:
                task, _ = step
                found.append(task)
                ready.extend([task - 1] * 2 if task else [])
    assert sorted(found) == sorted([3] + [2] * 2 + [1] * 4 + [0] * 8)


def test_the_caller_hears_when_nothing_comes() -> None:
    over = threading.Event()
    with ThreadPoolExecutor(1) as executor:

        def submit(_: str) -> Future[bool]:
            return executor.submit(over.wait, 30)

        names = iter(["slow"])
        running = each(submit, lambda: next(names, None), 4)
        assert next(running) is None
        over.set()
        assert [step for step in running if step is not None]
