"""What parent and child say to each other: a JSON header and bytes, each with its length before it. Nothing is ever unpickled."""

from __future__ import annotations

import json
import struct
from typing import Any, BinaryIO

Header = dict[str, Any]

# Lengths of header and body.
PREFIX = struct.Struct(">IQ")
# A name, what the user gave and a message are short; an answer's rows are in its body.
LONGEST_HEADER = 4_000_000


class BrokenFrameError(ValueError):
    """What the other side sent is no frame, or longer than any frame may be."""


def start(header: Header, size: int) -> bytes:
    """The frame up to its body of so many bytes, which follows as it is."""
    text = json.dumps(header).encode("ascii")
    if len(text) > LONGEST_HEADER:
        raise BrokenFrameError(f"a header of {len(text):,} bytes")
    return PREFIX.pack(len(text), size) + text


def lengths(prefix: bytes, most: int) -> tuple[int, int]:
    """The lengths of header and body. Raises BrokenFrameError where either is beyond what is allowed."""
    header, body = PREFIX.unpack(prefix)
    if header > LONGEST_HEADER or body > most:
        raise BrokenFrameError(f"a frame of {header:,} and {body:,} bytes")
    return header, body


def header_of(text: bytes) -> Header:
    """The header as JSON. Raises BrokenFrameError where it is no JSON object."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as problem:
        raise BrokenFrameError("a header that is no JSON") from problem
    if not isinstance(found, dict):
        raise BrokenFrameError("a header that is no JSON object")
    return found


def write(stream: BinaryIO, header: Header, body: bytes = b"") -> None:
    """Sends one frame; the child's side, which may wait as long as it has to."""
    stream.write(start(header, len(body)))
    stream.write(body)
    stream.flush()


def read(stream: BinaryIO, most: int) -> tuple[Header, bytes] | None:
    """The next frame; None where the other side has gone."""
    prefix = stream.read(PREFIX.size)
    if len(prefix) < PREFIX.size:
        return None
    header, body = lengths(prefix, most)
    return header_of(stream.read(header)), stream.read(body)
