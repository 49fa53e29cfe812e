"""The entries of an event table in JSON; a slice of a long one is found again by its number."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

from loaders.limits import LIMITS
from loaders.readers.reading import Member, Refusal
from loaders.readers.received import Given, ReadError
from loaders.readers.row_values import packed

_KEY = re.compile(rb'"([A-Za-z_]{1,40})"\s{0,40}:')
_LONGEST_NAME = 60


def keys(head: bytes, tail: bytes) -> frozenset[str]:
    """The names of members in the first and last bytes of a JSON file; none where the bytes open as anything else."""
    if not head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith((b"{", b"[")):
        return frozenset()
    return frozenset(found.decode("ascii") for edge in (head, tail) for found in _KEY.findall(edge))


def load(stream: BinaryIO) -> Any:
    """The whole value. Raises ReadError `too_large`, `bad_json` and `too_deep`."""
    stream.seek(0)
    data = stream.read(LIMITS.input_bytes + 1)
    if len(data) > LIMITS.input_bytes:
        raise ReadError("too_large", f"A JSON file of more than {LIMITS.input_bytes:,} bytes is not read. Split it.")
    try:
        return json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as problem:
        raise ReadError("undecodable", "The file is not in UTF-8; save it as UTF-8.") from problem
    except RecursionError as problem:
        raise ReadError("too_deep", "The JSON is nested too deeply to be an event table.") from problem
    except ValueError as problem:
        raise ReadError("bad_json", f"The file is broken JSON: {problem}. Download it again.") from problem


def members(
    entries: object, start: int, given: Given, identity: Callable[[dict[str, Any]], object], reader: str
) -> Iterator[Member | Refusal]:
    """One member an entry for the reader of this name, from entry number `start` on (the first is 0)."""
    if not isinstance(entries, list):
        raise ReadError("bad_json", "The file holds no list of events.")
    for number, entry in enumerate(entries[start:], start + 1):
        if not isinstance(entry, dict):
            name = f"entry {number:,}"
            yield Refusal(name, "bad_row", f"{name.capitalize()} is no event, and is left out.", number)
            continue
        own = " ".join(str(identity(entry) or "").encode("utf-8", "replace").decode("utf-8").split())[:_LONGEST_NAME]
        name = f"entry {number:,}" + (f" ({own})" if own else "")
        try:
            data = packed(entry)
        except RecursionError:
            yield Refusal(name, "too_deep", f"{name.capitalize()} is nested too deeply, and is left out.", number)
            continue
        yield Member(name, data, given, reader, kept=False, resume=number)
