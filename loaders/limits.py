"""How much any one item may take, in one place. The README states the same figures."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds are per item in its child process, bytes and members per item, `batch_bytes` per drop into the page.

    `found_bytes` are those of one article's rows, its text and all that was found in it: whoever stores them takes four times as
    much memory for a moment.
    """

    wall_seconds: float = 30.0
    cpu_seconds: int = 20
    memory_bytes: int = 1 << 30
    input_bytes: int = 25_000_000
    text_characters: int = 5_000_000
    found_bytes: int = 24_000_000
    batch_bytes: int = 100_000_000
    expanded_bytes: int = 200_000_000
    members: int = 2_000
    nesting: int = 2


LIMITS = Limits()
