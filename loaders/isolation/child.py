"""The child's side: reads one item or opens one collection at a time, and says what came of it. `python -m loaders.isolation.child`."""

from __future__ import annotations

import json
import os
import resource
import shutil
import sys
from pathlib import Path
from typing import BinaryIO

from loaders.isolation import frames
from loaders.isolation.confinement import ForbiddenError, allow_seconds, confine
from loaders.lexicon import LexiconError
from loaders.limits import Limits

# A library that keeps what it once took would make the next item pay: past this share more, the child is replaced.
_GROWN = 0.25
_PAGE = resource.getpagesize()
_WARM = b"Soldiers of the 3rd Brigade entered Goma on Monday, a spokesman said."


def main(arguments: list[str] | None = None) -> None:
    """Serves its parent until that closes the pipe.

    Arguments: the parent's process id, the folder to write in, the role ("read" or "open"), and the limits as JSON.
    """
    parent, folder, role, told = arguments or sys.argv[1:]
    limits = Limits(**json.loads(told))
    # Whatever a library prints must not land between the frames.
    received, sent = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    threads = len(os.listdir("/proc/self/task")) if Path("/proc/self/task").is_dir() else 1
    held = confine(Path(folder), int(parent), limits)
    try:
        if role == "read":
            _warm_up()
    except LexiconError as problem:
        frames.write(sent, {"kind": "lexicon", "message": str(problem)})
        return
    frames.write(sent, {"kind": "ready", "held": held, "threads": threads})
    _serve(received, sent, Path(folder), limits)


def _warm_up() -> None:
    """Loads gazetteer and vocabulary, so that no item pays for them with its own seconds.

    Where not even this sentence can be read, no article may be blamed: the child does not start, and says why.
    """
    from loaders.rows import answered

    header, _ = answered({"name": "warm-up", "given": "{}", "received_at": "2026-01-01T00:00:00"}, _WARM)
    if header["kind"] != "rows":
        raise SystemExit(header.get("message"))


def _serve(received: BinaryIO, sent: BinaryIO, folder: Path, limits: Limits) -> None:
    usual = _address_space()
    while (frame := frames.read(received, limits.input_bytes)) is not None:
        header, body = frame
        allow_seconds(limits.cpu_seconds)
        last = False
        try:
            answer, rows = _answer(header, body, sent, limits)
        except LexiconError as problem:
            answer, rows = {"kind": "lexicon", "message": str(problem)}, b""
        except MemoryError:
            answer, rows, last = _failure("too_much_memory", _too_much_memory(limits)), b"", True
        except ForbiddenError as problem:
            answer, rows = _failure("forbidden", str(problem)), b""
        except PermissionError as problem:
            said = f"Its reader tried to use {problem.filename or 'what'}, which the kernel keeps from it."
            answer, rows = _failure("forbidden", said.encode("utf-8", "replace").decode("utf-8")), b""
        del header, body, frame
        last = last or _address_space() > usual + _GROWN * limits.memory_bytes
        frames.write(sent, {**answer, "last": last}, rows)
        if last:
            return
        _empty(folder)


def _answer(header: frames.Header, body: bytes, sent: BinaryIO, limits: Limits) -> tuple[frames.Header, bytes]:
    match header.pop("ask"):
        case "open":
            from loaders.isolation.opening import stream

            return stream(header, body, sent, limits), b""
        case "explain":
            from loaders.commands.explain import explained
            from loaders.readers import ReadError

            try:
                return {"kind": "lines"}, explained(header["name"], header["given"], body)
            except ReadError as problem:
                return _failure(problem.code, str(problem)), b""
        case _:
            from loaders.rows import answered

            return answered(header, body)


def _too_much_memory(limits: Limits) -> str:
    return f"Reading it took more than {limits.memory_bytes >> 20:,} MiB of memory. Split it, or save it anew."


def _failure(code: str, message: str) -> frames.Header:
    return {"kind": "failure", "stage": "read", "code": code, "message": message}


def _address_space() -> int:
    try:
        return int(Path("/proc/self/statm").read_text("ascii").split()[0]) * _PAGE
    except OSError:
        return 0


def _empty(folder: Path) -> None:
    """What an item left behind must not reach the next one."""
    for entry in os.scandir(folder):
        if entry.is_dir(follow_symlinks=False):
            shutil.rmtree(entry.path, ignore_errors=True)
        else:
            os.unlink(entry.path)


if __name__ == "__main__":
    main()
