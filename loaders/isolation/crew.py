"""The children of one process, lent to whoever has an item to read; and the executor that hands the items out."""

from __future__ import annotations

import atexit
import threading
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any

from loaders.isolation import frames
from loaders.isolation.parent import MODULE, Child, DiedError, IsolationError, TookTooLongError, sweep
from loaders.lexicon import LexiconError
from loaders.limits import LIMITS, Limits

# Enough in hand to keep each worker busy while a commit is under way; tasks are small, and their bytes are bounded elsewhere.
_IN_HAND = 64
_CONNECT_SECONDS = 10


@dataclass(frozen=True, slots=True)
class Request:
    """One item for a child: what goes with its bytes (the fields of `rows.Task`), and the bytes."""

    header: frames.Header
    data: bytes


@dataclass(frozen=True, slots=True)
class Answer:
    """What a child said: its header (`kind` is "rows", "failure" or "collection") and the rows as it wrote them."""

    header: frames.Header
    body: bytes = b""


class Children:
    """Any number of children, started as they are needed. Safe for many threads."""

    def __init__(self, module: str = MODULE, limits: Limits = LIMITS) -> None:
        self._module, self._limits = module, limits
        self._guard = threading.Lock()
        self._idle: list[Child] = []
        self._all: set[Child] = set()
        self._closed = False
        sweep()

    def start(self, count: int) -> None:
        """Starts so many at once, so that they get ready while the parent does."""
        for child in [self._new() for _ in range(count)]:
            self._give_back(child)

    def take(self, request: Request, ask: str = "read") -> Answer:
        """Has one item read, or explained. A child that dies costs its one item.

        If it had read others before, another child tries once more.

        Raises LexiconError and IsolationError.
        """
        deadline = time.monotonic() + self._limits.wall_seconds
        while True:
            child = self._borrow()
            innocent = child.asked == 0
            try:
                header, body = child.ask({**request.header, "ask": ask}, request.data, deadline - time.monotonic())
            except TookTooLongError:
                self._drop(child)
                return _failure("took_too_long", too_long(self._limits))
            except DiedError as problem:
                self._drop(child)
                if not innocent and not self._closed:
                    continue
                return _failure(
                    "crashed", f"The process that read it died. {problem} It is kept; report it with the file."
                )
            except BaseException:
                self._drop(child)
                raise
            if child.spent:
                self._drop(child)
                if header.get("code") == "too_much_memory" and not innocent:
                    continue
            else:
                self._give_back(child)
            return Answer(header, body)

    def close(self) -> None:
        """Ends all of them at once, also those that are at work."""
        with self._guard:
            self._closed = True
            children, self._all = self._all, set()
            self._idle = []
        for child in children:
            child.close()

    def _new(self) -> Child:
        child = Child("read", self._module, self._limits)
        with self._guard:
            if not self._closed:
                self._all.add(child)
                return child
        child.close()
        raise IsolationError("The ingest was ended.")

    def _borrow(self) -> Child:
        with self._guard:
            if self._idle:
                return self._idle.pop()
        return self._new()

    def _give_back(self, child: Child) -> None:
        with self._guard:
            if not self._closed:
                self._idle.append(child)

    def _drop(self, child: Child) -> None:
        with self._guard:
            self._all.discard(child)
        child.close()


def too_long(limits: Limits) -> str:
    """Why an item was given up."""
    return (
        f"Reading it took more than {limits.wall_seconds:g} seconds, or {limits.cpu_seconds} of computing."
        " It is kept; split it and try again."
    )


def expands_too_far(limits: Limits) -> str:
    """Why a collection was given up."""
    return f"It expands to more than {limits.expanded_bytes:,} bytes. Split it, or give the archive as a file to the command."


def _failure(code: str, message: str) -> Answer:
    return Answer({"kind": "failure", "stage": "read", "code": code, "message": message})


@dataclass(frozen=True, slots=True)
class Crew:
    """Who does the work: an executor, what it runs for each item, how many items it has in hand, and how it all ends."""

    executor: Executor
    take: Callable[[Request], Answer]
    at_most: int
    close: Callable[[], None]
    module: str = MODULE
    limits: Limits = LIMITS

    def answer(self, future: Future[Answer]) -> Answer:
        """What a finished future holds. Raises LexiconError, and IsolationError where the cluster is gone."""
        try:
            return future.result()
        except (LexiconError, IsolationError):
            raise
        except Exception as problem:  # what a cluster raises is not known without its library
            if type(problem).__name__ == "KilledWorker":
                return _failure("crashed", "Each Dask worker that read it died. It is kept; report it with the file.")
            raise IsolationError(
                f"The Dask cluster gave up: {type(problem).__name__}: {problem}. What was reported is in; run it again."
            ) from problem


def local(workers: int, module: str = MODULE, limits: Limits = LIMITS) -> Crew:
    """So many children of this process, each with a thread that waits for it. `module` is what a child runs."""
    children = Children(module, limits)
    executor = ThreadPoolExecutor(workers, thread_name_prefix="ingest")
    try:
        children.start(workers)
    except IsolationError:
        children.close()
        raise

    def close() -> None:
        children.close()
        executor.shutdown(cancel_futures=True)

    return Crew(executor, children.take, _IN_HAND * workers, close, module, limits)


def dask(address: str) -> Crew:
    """The workers of a Dask cluster, each of which keeps children of its own. Raises IsolationError where there is none."""
    try:
        client: Any = import_module("distributed").Client(address, timeout=_CONNECT_SECONDS)
    except ImportError as problem:
        raise IsolationError("A Dask cluster needs the library 'distributed': pip install distributed") from problem
    except (OSError, ValueError) as problem:
        message = f"There is no Dask scheduler at {address}: {problem}. Start one with 'dask scheduler'."
        raise IsolationError(message) from problem
    threads = sum(client.nthreads().values())
    if not threads:
        client.close()
        raise IsolationError(f"The Dask scheduler at {address} has no workers. Start some: dask worker {address}")
    executor: Executor = client.get_executor()

    def close() -> None:
        executor.shutdown(wait=False)
        client.close()

    return Crew(executor, take_here, _IN_HAND * threads, close)


def take_here(request: Request) -> Answer:
    """`Children.take` with the children of this process, whichever machine it is on."""
    return _of_this_process().take(request)


@cache
def _of_this_process() -> Children:
    # Children may not write, not even what Python compiles: without this each of them would compile everything anew.
    import_module("loaders.pipeline")
    children = Children()
    atexit.register(children.close)
    return children
