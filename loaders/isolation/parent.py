"""The parent's side of one child process: its folder, its pipes, and the clock that it works against."""

from __future__ import annotations

import contextlib
import dataclasses
import fcntl
import json
import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import IO

from loaders.isolation import frames
from loaders.lexicon import LexiconError
from loaders.limits import LIMITS, Limits

MODULE = "loaders.isolation.child"
_ROOT = Path(__file__).resolve().parent.parent.parent
_PREFIX = "sourceline-child-"
# A busy machine takes its time over imports and gazetteer.
_START_SECONDS = 120.0
# An answer of more would be an article with tens of thousands of events: nothing that a parent should hold.
LONGEST_ANSWER = 64_000_000
_PIECE = 1 << 20
# A folder may be older than its owner's hold on it by a moment.
_YOUNG_SECONDS = 60.0
_HELD = ".held"


class IsolationError(RuntimeError):
    """No child can be started, or the machines that should work cannot be reached. The message says what to do."""


class TookTooLongError(Exception):
    """The child was ended by the clock, the parent's or the kernel's."""


class DiedError(Exception):
    """The child ended by itself, or sent what is no answer. The message says how, in words."""


class Child:
    """One child process. `role` is "read" or "open"; `handed` is a file that it may read beside what it is sent.

    `asked` counts what it has been asked, `spent` is true once it will answer no more; `held` says what it is kept from. Not safe
    for two threads at once.
    """

    def __init__(
        self, role: str, module: str = MODULE, limits: Limits = LIMITS, handed: IO[bytes] | None = None
    ) -> None:
        """Raises IsolationError where no process can be started."""
        self.asked = 0
        self.spent = False
        self.held: tuple[str, ...] = ()
        try:
            self._folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
        except OSError as problem:
            raise _not_started(problem) from problem
        try:
            self._start(role, module, limits, handed)
        except OSError as problem:
            shutil.rmtree(self._folder, ignore_errors=True)
            raise _not_started(problem) from problem
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None
        self._to, self._from = stdin.fileno(), stdout.fileno()
        for end in (self._to, self._from):
            os.set_blocking(end, False)

    def _start(self, role: str, module: str, limits: Limits, handed: IO[bytes] | None) -> None:
        self._holding = (self._folder / _HELD).open("wb")
        fcntl.flock(self._holding, fcntl.LOCK_EX)
        own = self._folder / "own"
        own.mkdir()
        told = json.dumps(dataclasses.asdict(limits))
        with (self._folder / "errors").open("wb") as errors:
            self._process = subprocess.Popen(
                [sys.executable, "-s", "-m", module, str(os.getpid()), str(own), role, told],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                cwd=own,
                env=_environment(own),
                pass_fds=[handed.fileno()] if handed else [],
                start_new_session=True,
            )

    def ask(self, header: frames.Header, body: bytes, seconds: float) -> tuple[frames.Header, bytes]:
        """The answer to one request. Raises TookTooLongError, DiedError, LexiconError or IsolationError."""
        self.send(header, body, seconds)
        return self.receive(seconds)

    def send(self, header: frames.Header, body: bytes, seconds: float) -> None:
        """Sends one request, once the child is ready for its first."""
        self._await_ready()
        self.asked += 1
        deadline = time.monotonic() + seconds
        self._write(frames.start(header, len(body)), deadline)
        self._write(body, deadline)

    def receive(self, seconds: float) -> tuple[frames.Header, bytes]:
        """The next frame that the child sends. Raises as `ask` does."""
        deadline = time.monotonic() + seconds
        try:
            header, body = frames.lengths(self._read(frames.PREFIX.size, deadline), LONGEST_ANSWER)
            found = frames.header_of(self._read(header, deadline))
        except frames.BrokenFrameError as problem:
            raise DiedError(f"It sent {problem}.") from problem
        if found.get("kind") == "lexicon":
            raise LexiconError.of_message(str(found.get("message")))
        self.spent = bool(found.pop("last", False))
        return found, self._read(body, deadline)

    def _await_ready(self) -> None:
        if self.held:
            return
        try:
            found, _ = self.receive(_START_SECONDS)
        except (TookTooLongError, DiedError) as problem:
            self._process.kill()
            self._process.wait()
            said = (self._folder / "errors").read_bytes()[-500:].decode("utf-8", "replace").strip()
            raise _not_started(said or problem) from problem
        self.held = tuple(map(str, found.get("held", ())))

    def _write(self, data: bytes, deadline: float) -> None:
        rest = memoryview(data)
        while rest:
            self._wait(self._to, select.POLLOUT, deadline)
            try:
                rest = rest[os.write(self._to, rest[:_PIECE]) :]
            except BlockingIOError:
                continue
            except BrokenPipeError:
                raise self._end() from None

    def _read(self, size: int, deadline: float) -> bytes:
        pieces: list[bytes] = []
        while size:
            self._wait(self._from, select.POLLIN, deadline)
            try:
                piece = os.read(self._from, min(size, _PIECE))
            except BlockingIOError:
                continue
            if not piece:
                raise self._end()
            pieces.append(piece)
            size -= len(piece)
        return b"".join(pieces)

    def _wait(self, end: int, events: int, deadline: float) -> None:
        watched = select.poll()
        watched.register(end, events)
        left = deadline - time.monotonic()
        if left <= 0 or not watched.poll(left * 1000):
            raise TookTooLongError("It took too long.")

    def _end(self) -> Exception:
        """Why the child is gone: its last words are its exit code."""
        code = self._process.wait()
        if code == -signal.SIGXCPU:
            return TookTooLongError("It took too much processor time.")
        return DiedError(
            f"It was ended by {signal.Signals(-code).name}." if code < 0 else f"It ended with code {code}."
        )

    def close(self) -> None:
        """Ends it at once, and removes all that it wrote."""
        self._process.kill()
        self._process.wait()
        for end in (self._process.stdin, self._process.stdout):
            if end is not None:
                with contextlib.suppress(OSError):
                    end.close()
        shutil.rmtree(self._folder, ignore_errors=True)
        self._holding.close()


def _not_started(problem: object) -> IsolationError:
    return IsolationError(
        f"The process that reads articles cannot be started: {str(problem).rstrip('.')}. What was reported until now is in. See"
        " that there is memory, and room for temporary files, then run it again."
    )


def sweep() -> None:
    """Removes what children of a killed parent have left: folders of theirs that no living process holds."""
    try:
        place = Path(tempfile.gettempdir())
    except OSError:
        return
    for folder in place.glob(f"{_PREFIX}*"):
        try:
            if time.time() - folder.stat().st_mtime < _YOUNG_SECONDS or folder.stat().st_uid != os.getuid():
                continue
            with (folder / _HELD).open("rb") as holding:
                fcntl.flock(holding, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(folder, ignore_errors=True)
        except OSError:
            continue


def _environment(folder: Path) -> dict[str, str]:
    """Nothing of the user's own; one thread and one arena each, since address space is limited."""
    settings = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "MALLOC_ARENA_MAX"), "1")
    kept = {name: os.environ[name] for name in ("SOURCELINE_GAZETTEER",) if name in os.environ}
    return {
        **settings,
        **kept,
        "PYTHONPATH": str(_ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUTF8": "1",
        "PATH": os.defpath,
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "HOME": str(folder),
        "TMPDIR": str(folder),
    }
