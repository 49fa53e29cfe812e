"""Landlock: the kernel lets this process read libraries and our own data, write its own folder, and signal no one else.

Constants and structures are those of the kernel's include/uapi/linux/landlock.h; the order of rights follows its ABI versions.
"""

from __future__ import annotations

import ctypes
import os
import struct
from collections.abc import Iterable
from pathlib import Path

# The same on every architecture.
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_VERSION_ONLY = 1
_PATH_BENEATH = 1

_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_FOLDER = (1 << bit for bit in range(4))
# How many rights on files each version of the interface knows, from the first on.
_RIGHTS = (13, 14, 15, 15, 16)
_OF_A_FILE = _EXECUTE | _WRITE_FILE | _READ_FILE | (1 << 14) | (1 << 15)
_READ = _EXECUTE | _READ_FILE | _READ_FOLDER
_BIND_AND_CONNECT = 0b11
_ABSTRACT_SOCKETS_AND_SIGNALS = 0b11
_NETWORK_SINCE, _SCOPE_SINCE = 4, 6


def restrict(readable: Iterable[Path], writable: Iterable[Path]) -> int:
    """Gives up all other files for good. The version of the kernel's interface; 0 where there is none, and nothing is given up."""
    libc = ctypes.CDLL(None, use_errno=True)
    version = int(libc.syscall(_CREATE_RULESET, None, 0, _VERSION_ONLY))
    if version < 1:
        return 0
    handled = (1 << _RIGHTS[min(version, len(_RIGHTS)) - 1]) - 1
    ruleset = [handled]
    if version >= _NETWORK_SINCE:
        ruleset.append(_BIND_AND_CONNECT)
    if version >= _SCOPE_SINCE:
        ruleset.append(_ABSTRACT_SOCKETS_AND_SIGNALS)
    attributes = struct.pack(f"={len(ruleset)}Q", *ruleset)
    rules = int(libc.syscall(_CREATE_RULESET, attributes, len(attributes), 0))
    if rules < 0:
        return 0
    try:
        for paths, rights in ((readable, _READ), (writable, handled & ~_EXECUTE)):
            for path in paths:
                _allow(libc, rules, path, rights & handled)
        return version if libc.syscall(_RESTRICT_SELF, rules, 0) == 0 else 0
    finally:
        os.close(rules)


def _allow(libc: ctypes.CDLL, rules: int, path: Path, rights: int) -> None:
    try:
        handle = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        beneath = rights if path.is_dir() else rights & _OF_A_FILE
        libc.syscall(_ADD_RULE, rules, _PATH_BENEATH, struct.pack("=Qi", beneath, handle), 0)
    finally:
        os.close(handle)
