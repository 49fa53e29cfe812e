"""What a child gives up before it reads anything: memory, network, other programs, files outside its own folder.

Each layer holds where the one before is missing: rlimits everywhere; seccomp and Landlock where the kernel has them; a hook on
Python's own audit events always, which stops our libraries' mistakes and tells them apart, but not code that took the process over.
"""

from __future__ import annotations

import ctypes
import math
import os
import resource
import signal
import sys
import sysconfig
from pathlib import Path

from loaders.isolation import landlock, system_calls
from loaders.limits import LIMITS, Limits

ROOT = Path(__file__).resolve().parent.parent.parent
_DIE_WITH_PARENT = 1
_CAPABILITIES_VERSION = 0x20080522
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
# Libraries lay their own data out in the child's folder, however little an item may expand to.
_LARGEST_FILE = LIMITS.expanded_bytes
_DEVICES = ("/dev/null", "/dev/zero", "/dev/urandom", "/dev/random")
# Libraries, time zones, and what a process may know of itself.
_SYSTEM = (
    "/usr", "/lib", "/lib64", "/etc/ld.so.cache", "/etc/localtime", "/proc/self", "/proc/cpuinfo", "/proc/meminfo",
    "/sys/devices/system/cpu",
)  # fmt: skip

# Events of the standard library's audit table, by what they would do; of the second kind the named arguments are paths.
_NEVER = (
    "socket.__new__", "socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname", "subprocess.Popen", "os.system",
    "os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.spawn", "os.kill", "os.killpg", "os.startfile", "pty.spawn",
)  # fmt: skip
_PATHS = {
    "os.remove": (0,), "os.rename": (0, 1), "os.rmdir": (0,), "os.mkdir": (0,), "os.link": (1,), "os.symlink": (1,), "os.truncate": (0,),
    "os.chmod": (0,), "os.chown": (0,), "os.utime": (0,), "shutil.rmtree": (0,),
}  # fmt: skip


class ForbiddenError(PermissionError):
    """A reader tried what no reader may do."""


def confine(folder: Path, parent: int, limits: Limits) -> list[str]:
    """Gives all of it up for good and says, in words, what holds here. Call it before anything starts a thread."""
    libc = ctypes.CDLL(None, use_errno=True)
    held = []
    if libc.prctl(_DIE_WITH_PARENT, signal.SIGKILL, 0, 0, 0) == 0:
        held.append("ends with its parent")
        if os.getppid() != parent:
            raise SystemExit(1)
    for limit, most in (
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_FSIZE, _LARGEST_FILE),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (most, most))
    held.append("memory and file size limited")
    readable = [*map(Path, (*_SYSTEM, *_DEVICES)), *_libraries(), *_own_data()]
    version = landlock.restrict(readable, [folder, Path("/dev/null")])
    if version:
        held.append(f"files by Landlock {version}")
    # Before the filter, which refuses nothing of this, and after Landlock, which needs no privilege.
    if libc.capset((ctypes.c_uint32 * 2)(_CAPABILITIES_VERSION, 0), (ctypes.c_uint32 * 6)()) == 0:
        held.append("no capabilities")
    if system_calls.restrict():
        held.append("no network, process or program by seccomp")
    sys.addaudithook(_Hook(folder))
    held.append("audit hook")
    return held


def allow_seconds(seconds: int) -> None:
    """From now on so much processor time; then the kernel ends this process."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(used.ru_utime + used.ru_stime) + seconds, most))


def _libraries() -> list[Path]:
    found = {Path(path) for path in sysconfig.get_paths().values()} | {Path(path) for path in sys.path if path}
    return sorted((found | {Path(sys.prefix), Path(sys.base_prefix)}) - {ROOT})


def _own_data() -> list[Path]:
    """The program and its data, never the store, which lies in the same folder by default."""
    own = [ROOT / "loaders", ROOT / "data" / "lexicons", ROOT / "data" / "gazetteer", ROOT / "tests"]
    named = os.environ.get("SOURCELINE_GAZETTEER")
    return [*own, Path(named)] if named else own


class _Hook:
    def __init__(self, folder: Path) -> None:
        self._folder = os.path.realpath(folder)

    def __call__(self, event: str, arguments: tuple[object, ...]) -> None:
        if event == "open":
            path, _, flags = arguments
            if isinstance(flags, int) and flags & _WRITING:
                self._inside(path)
        elif event in _NEVER:
            raise ForbiddenError(f"Its reader tried to use {event}, which no reader may.")
        elif event in _PATHS:
            for position in _PATHS[event]:
                self._inside(arguments[position])

    def _inside(self, path: object) -> None:
        if not isinstance(path, str | bytes | os.PathLike):
            return
        name = os.path.realpath(os.fsdecode(path))
        if name not in _DEVICES and os.path.commonpath([self._folder, name]) != self._folder:
            raise ForbiddenError("Its reader tried to change a file outside its own folder, which no reader may.")
