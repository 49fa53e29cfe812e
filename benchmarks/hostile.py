"""Whether time stays linear on hostile text: the whole extraction on n and 2n characters of one pattern."""

from __future__ import annotations

import time

from loaders.model import Article
from loaders.pipeline import extract

SIZE = 60_000
PATTERNS = (
    "(", "1", "A", "A ", "1-", "1-1-1 ", "Al-", "U.S. ", "\u202e", "\u200b", "e\u0301", "attack ", "said ", "near Kyiv, ",
    "the 1st and ", "according to ", "Colonel ", "12:30:", "Brigade ", "\u0000", "killed 5 ", "to be to be ",
)  # fmt: skip


def seconds(text: str) -> float:
    started = time.process_time()
    extract(Article("hostile", text))
    return time.process_time() - started


def measure() -> dict[str, float]:
    """For each pattern time(2n) / time(n), in one sentence of 60,000 and 120,000 characters."""
    extract(Article("warm-up", "Troops entered Goma."))
    ratios = {}
    for pattern in PATTERNS:
        once = min(seconds(pattern * (SIZE // len(pattern))) for _ in range(2))
        twice = min(seconds(pattern * (2 * SIZE // len(pattern))) for _ in range(2))
        ratios[f"2n/n on {pattern!r}"] = twice / max(once, 1e-3)
    return ratios
