"""A seccomp filter: no sockets, no new process or program, no signal to others, nothing that reaches past this process.

It needs neither root nor namespaces, so that it holds in a container too. The program is classic BPF over the kernel's
struct seccomp_data (include/uapi/linux/seccomp.h); numbers are those of the architecture's system calls.
"""

from __future__ import annotations

import ctypes
import os
import platform
import struct

# By architecture: its audit number, then the numbers of what is refused; `clone`, `clone3` and `tgkill` are looked at closer.
_ARCHITECTURES: dict[str, tuple[int, dict[str, int]]] = {
    "x86_64": (0xC000003E, {
        "socket": 41, "connect": 42, "accept": 43, "bind": 49, "listen": 50, "socketpair": 53, "accept4": 288, "fork": 57,
        "vfork": 58, "execve": 59, "execveat": 322, "kill": 62, "tkill": 200, "ptrace": 101, "mount": 165, "unshare": 272,
        "setns": 308, "add_key": 248, "request_key": 249, "keyctl": 250, "process_vm_readv": 310, "process_vm_writev": 311,
        "perf_event_open": 298, "bpf": 321, "userfaultfd": 323, "pidfd_send_signal": 424, "pidfd_getfd": 438,
        "io_uring_setup": 425, "clone": 56, "clone3": 435, "tgkill": 234,
    }),
    "aarch64": (0xC00000B7, {
        "socket": 198, "connect": 203, "accept": 202, "bind": 200, "listen": 201, "socketpair": 199, "accept4": 242,
        "execve": 221, "execveat": 281, "kill": 129, "tkill": 130, "ptrace": 117, "mount": 40, "unshare": 97, "setns": 268,
        "add_key": 217, "request_key": 218, "keyctl": 219, "process_vm_readv": 270, "process_vm_writev": 271,
        "perf_event_open": 241, "bpf": 280, "userfaultfd": 282, "pidfd_send_signal": 424, "pidfd_getfd": 438,
        "io_uring_setup": 425, "clone": 220, "clone3": 435, "tgkill": 131,
    }),
}  # fmt: skip
_LOOKED_AT = ("clone", "clone3", "tgkill")
# x86_64 has a second set of numbers for 32-bit addresses, which would slip past the first.
_SECOND_SET = 0x40000000
_THREAD = 0x00010000

_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT = 0, 4, 16
_ALLOW, _REFUSE, _KILL = 0x7FFF0000, 0x00050000, 0x80000000
_NOT_PERMITTED, _NOT_THERE = 1, 38

_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER = 38, 22, 2

Instruction = tuple[int, int, int, int]


def restrict() -> bool:
    """Gives up those calls for good; False where the kernel or the machine does not let us."""
    known = _ARCHITECTURES.get(platform.machine())
    if known is None:
        return False
    code = b"".join(struct.pack("=HBBI", *step) for step in _program(*known))
    program = ctypes.create_string_buffer(code, len(code))
    described = struct.pack("@HP", len(code) // 8, ctypes.addressof(program))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        return False
    return bool(libc.prctl(_SET_SECCOMP, _FILTER, described, 0, 0) == 0)


def _program(audit: int, calls: dict[str, int]) -> list[Instruction]:
    """Each step is code, jump if so, jump if not, value: classic BPF, where a jump counts the steps left out."""
    refused = (_RETURN, 0, 0, _REFUSE | _NOT_PERMITTED)
    allowed = (_RETURN, 0, 0, _ALLOW)
    steps: list[Instruction] = [
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_EQUAL, 1, 0, audit),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, _NUMBER),
        (_AT_LEAST, 0, 1, _SECOND_SET),
        refused,
        # The C library then makes its threads with the older call, whose flags can be seen.
        (_EQUAL, 0, 1, calls["clone3"]),
        (_RETURN, 0, 0, _REFUSE | _NOT_THERE),
        (_EQUAL, 0, 4, calls["clone"]),
        (_LOAD, 0, 0, _FIRST_ARGUMENT),
        (_ANY_BIT, 1, 0, _THREAD),
        refused,
        allowed,
        # abort() ends a process by a signal to itself.
        (_EQUAL, 0, 4, calls["tgkill"]),
        (_LOAD, 0, 0, _FIRST_ARGUMENT),
        (_EQUAL, 1, 0, os.getpid()),
        refused,
        allowed,
    ]
    for name, number in calls.items():
        if name not in _LOOKED_AT:
            steps += [(_EQUAL, 0, 1, number), refused]
    return [*steps, allowed]
