"""A child whose readers know one format more: files that say `FAULT` and what is to go wrong while they are read.

Each fault is a real one of the operating system or the interpreter. `python -m tests.isolation.faulty_child`.
"""

from __future__ import annotations

import ctypes
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from loaders import readers
from loaders.isolation import child
from loaders.lexicon import LexiconError
from loaders.readers import Format, Given, Member, ReadError, Reading, Refusal

_libc = ctypes.CDLL(None, use_errno=True)
_held: list[object] = []
_REPORT = b"Troops entered Goma on Monday, a spokesman said."


def _loop() -> None:
    while True:
        pass


def _crash_if_used() -> None:
    """Dies in a child that has read anything before: the damage of another item."""
    if Path(tempfile.gettempdir(), "..", "used").exists() or _held:
        os.abort()
    _held.append(True)


def _raw_socket() -> None:
    if _libc.socket(socket.AF_INET, socket.SOCK_STREAM, 0) >= 0:
        raise RuntimeError("a socket was opened")
    raise ReadError("refused", "The kernel refused a socket.")


def _raw_write() -> None:
    handle = _libc.open(b"/tmp/sourceline-escaped", os.O_WRONLY | os.O_CREAT, 0o600)
    if handle >= 0:
        raise RuntimeError("a file was opened")
    raise ReadError("refused", "The kernel refused a file.")


def _raw_fork() -> None:
    found = _libc.fork()
    if found == 0:
        os._exit(0)
    if found > 0:
        raise RuntimeError("a process was made")
    raise ReadError("refused", "The kernel refused a process.")


def _raw_kill() -> None:
    if _libc.kill(os.getppid(), 0) == 0:
        raise RuntimeError("the parent could be signalled")
    raise ReadError("refused", "The kernel refused a signal.")


def _secret() -> None:
    raise ReadError("read", Path("/etc/passwd").read_text())


def _leave() -> None:
    folder = Path(tempfile.mkdtemp())
    (folder / "left").write_bytes(b"x" * 1_000)
    (Path(tempfile.gettempdir()) / "left too").write_bytes(b"x")


def _left() -> None:
    found = sorted(path.name for path in Path(tempfile.gettempdir()).iterdir())
    raise ReadError("listed", f"left: {found}")


def _many() -> None:
    _held.append(bytearray(2 << 30))


def _deep() -> None:
    _deep()


def _noise() -> None:
    print("noise" * 10_000)
    os.write(1, b"\xff" * 1_000)


def _vocabulary() -> None:
    raise LexiconError(Path("ranks.csv"), 3, "rank", "is empty")


def _connect() -> None:
    socket.create_connection(("127.0.0.1", 9), timeout=1)


FAULTS: dict[str, Callable[[], object]] = {
    "loop": _loop,
    "sleep": lambda: time.sleep(600),
    "abort": os.abort,
    "segfault": lambda: ctypes.string_at(1),
    "exit": lambda: os._exit(0),
    "crash-if-used": _crash_if_used,
    "memory": _many,
    "deep": _deep,
    "noise": _noise,
    "raise": lambda: [][1],
    "socket": _connect,
    "program": lambda: subprocess.run(["true"], check=True),
    "write": lambda: Path("/tmp/sourceline-escaped").write_bytes(b"x"),
    "remove": lambda: Path(__file__).unlink(),
    "secret": _secret,
    "raw-socket": _raw_socket,
    "raw-write": _raw_write,
    "raw-fork": _raw_fork,
    "raw-kill": _raw_kill,
    "leave": _leave,
    "left": _left,
    "vocabulary": _vocabulary,
    "none": lambda: None,
}


def _recognises(head: bytes, tail: bytes) -> bool:
    return head.startswith(b"FAULT ")


def _read(data: bytes) -> Reading:
    FAULTS[data.split()[1].decode()]()
    return Reading(_REPORT.decode())


def _recognises_many(head: bytes, tail: bytes) -> bool:
    return head.startswith(b"FAULTS ")


def _members(stream: BinaryIO, start: int, given: Given) -> Iterator[Member | Refusal]:
    """`FAULTS good abort 3` gives a good member, then aborts, and would go on with three more."""
    words = stream.read(1_000).split()[1:]
    for index, word in enumerate(words):
        number = start + index
        if word == b"good":
            yield Member(f"{number}.txt", b"%s Number %d." % (_REPORT, number))
        elif word == b"bad":
            yield Member(f"{number}.bin", bytes(range(256)) * 2)
        elif word == b"refused":
            yield Refusal(f"{number}", "unwanted", "It is not wanted.")
        elif word == b"row":
            yield Member(f"row {number}", b"%s Row %d." % (_REPORT, number), kept=False)
        elif word == b"endless":
            for more in range(10**9):
                yield Member(f"{more}.txt", b"%s Number %d." % (_REPORT, more))
        elif word == b"large":
            for more in range(10**9):
                yield Member(f"{more}.txt", b"\x00\x01%d" % more * 2_000_000)
        elif word.startswith(b"FAULTS"):
            yield Member(f"{number}.faults", word.replace(b"_", b" ", 1))
        else:
            FAULTS[word.decode()]()


def _recognises_long(head: bytes, tail: bytes) -> bool:
    return head.startswith(b"LONG ")


def _long(stream: BinaryIO, start: int, given: Given) -> Iterator[Member | Refusal]:
    """A resumable archive: a member for each line, however many; a line `grow` gives one of four megabytes."""
    stream.seek(start)
    while line := stream.readline():
        data = b"\x00\x01" * 2_000_000 + b"%d" % stream.tell() if line == b"grow\n" else _REPORT + b" " + line[:40]
        yield Member(f"at {stream.tell()}", data, resume=stream.tell())


_FORMATS = (
    Format("fault", _recognises, _read),
    Format("faults", _recognises_many, members=_members),
    Format("long", _recognises_long, members=_long, resumable=True),
)

if __name__ == "__main__":
    readers.FORMATS = (*readers.FORMATS, *_FORMATS)
    readers._BY_NAME.update({found.name: found for found in _FORMATS})
    child.main(sys.argv[1:])
