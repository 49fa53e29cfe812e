"""Intakes under way: each has a thread of its own, its progress and results so far, and a way to stop it. Draws nothing.

They belong to the process, not to a page: whoever leaves the page, or loads it anew, finds them again.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Mapping, Sequence
from typing import Any

from loaders import IsolationError, ItemResult, Progress, Result, Source, StoreError, arrived, ingest

_KEPT = 8
_KEPT_ROWS = 2_000


class Intake:
    """One intake in the background. All of it is only read from outside its thread, save `stop`.

    `rate` is in items a second, of late; `seconds_left` at that rate, None while nothing tells.
    """

    def __init__(
        self, number: int, sources: Sequence[Source], store: Any, waiting: Mapping[str, str] | None = None
    ) -> None:
        self.number = number
        self.done = 0
        self.total = len(sources)
        self.rate = 0.0
        self.seconds_left: float | None = None
        self.counts = dict.fromkeys(Result, 0)
        self.events = 0
        self.rows: list[ItemResult] = []
        self.problem = ""
        self.stopped = False
        self._sources, self._store, self._waiting = sources, store, waiting or {}
        self._counted: set[str] = set()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"intake {number}", daemon=True)

    @property
    def running(self) -> bool:
        return self._thread.is_alive()

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Lets it finish what it has in hand, and no more."""
        self.stopped = True
        self._stop.set()

    def wait(self, seconds: float) -> bool:
        """Waits until it is over, or so long; whether it is over."""
        self._thread.join(seconds)
        return not self.running

    def _run(self) -> None:
        try:
            ingest(self._sources, self._store, progress=self._note, cancel=self._stop)
            self._store.drop([self._waiting[name] for name in arrived(self._waiting, self.rows)])
        except StoreError as problem:
            logging.getLogger(__name__).exception("articles could not be added")
            self.problem = f"The store cannot be written, so nothing more was added. {problem}"
        except IsolationError as problem:
            logging.getLogger(__name__).exception("articles could not be read")
            self.problem = str(problem)
        except Exception:  # whatever it is, the page has to say that it is over
            logging.getLogger(__name__).exception("an intake failed")
            self.problem = "The intake failed. What is listed is in; the log of the server says more."
        finally:
            # Dropped files may be large, and the page keeps looking at this object.
            self._sources = ()

    def _note(self, progress: Progress) -> None:
        last = progress.last
        self.done, self.total = progress.done, progress.total
        self.rate, self.seconds_left = progress.rate, progress.left
        self.counts[last.result] += 1
        # What is in twice, on its own and in an archive, has its events once.
        if last.sha256 not in self._counted:
            self.events += last.events
            self._counted.add(last.sha256)
        if len(self.rows) < _KEPT_ROWS:
            self.rows.append(last)


class Desk:
    """The last intakes of this process, by number. Safe for the threads of many pages."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._intakes: dict[int, Intake] = {}
        self._next = 1

    def begin(self, sources: Sequence[Source], store: Any, waiting: Mapping[str, str] | None = None) -> Intake:
        """Starts an intake. `waiting` maps names of sources to what the quarantine calls them, of those without bytes: what
        comes in under such a name waits no longer.
        """
        with self._guard:
            intake = self._intakes[self._next] = Intake(self._next, sources, store, waiting)
            self._next += 1
            over = [number for number, known in self._intakes.items() if known is not intake and not known.running]
            for number in over[: max(0, len(self._intakes) - _KEPT)]:
                del self._intakes[number]
            intake.start()
        return intake

    def get(self, number: int | None) -> Intake | None:
        """The intake of that number; None where it is forgotten."""
        return self._intakes.get(number) if number is not None else None

    def running(self) -> Intake | None:
        """The newest that is under way; None where there is none."""
        with self._guard:
            return next((known for known in reversed(self._intakes.values()) if known.running), None)
