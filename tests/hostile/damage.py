"""Sound bytes → damaged ones: cut off at many points, bytes turned over, pieces out of place. The same on every run."""

from __future__ import annotations

import random
from collections.abc import Iterator


def cut(data: bytes, times: int = 12) -> Iterator[tuple[str, bytes]]:
    """The beginning of the bytes, longer each time; the last lacks one byte."""
    for step in range(1, times):
        length = len(data) * step // times
        yield f"cut-at-{length}", data[:length]
    yield "cut-last-byte", data[:-1]


def turned(data: bytes, seed: int, times: int = 8) -> Iterator[tuple[str, bytes]]:
    """A few bytes of each replaced by others."""
    chance = random.Random(seed)
    for time in range(times):
        spoiled = bytearray(data)
        for _ in range(max(1, len(data) // 200)):
            spoiled[chance.randrange(len(spoiled))] = chance.randrange(256)
        yield f"turned-{time}", bytes(spoiled)


def shuffled(data: bytes, seed: int, times: int = 3) -> Iterator[tuple[str, bytes]]:
    """The bytes in eight pieces, in another order."""
    chance = random.Random(seed)
    size = max(1, len(data) // 8)
    pieces = [data[start : start + size] for start in range(0, len(data), size)]
    for time in range(times):
        chance.shuffle(pieces)
        yield f"shuffled-{time}", b"".join(pieces)


def damaged(data: bytes, seed: int) -> Iterator[tuple[str, bytes]]:
    """All of these."""
    yield from cut(data)
    yield from turned(data, seed)
    yield from shuffled(data, seed)
