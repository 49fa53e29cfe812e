"""The gazetteer: how long it takes to open, what it costs in memory, how many names a second it looks up."""

from __future__ import annotations

import subprocess
import sys

_PROBE = """
import time
import numpy, psutil
process = psutil.Process()
before, started = process.memory_info().rss, time.perf_counter()
from loaders.gazetteer import default
known = default()
opened = time.perf_counter() - started
memory = process.memory_info().rss - before
names = ["Goma", "Severodonnetsk", "Deir ez-Zor", "Northwich", "Wad Madani", "Qwertyville", "Al-Qa'im", "Aleppo"] * 500
started = time.perf_counter()
for name in names:
    known.candidates(name)
print(opened, memory / 2**20, len(names) / (time.perf_counter() - started))
"""


def measure() -> dict[str, float]:
    """Medians of three fresh processes."""
    runs = []
    for _ in range(3):
        run = subprocess.run([sys.executable, "-c", _PROBE], capture_output=True, text=True, check=True)
        runs.append([float(number) for number in run.stdout.split()])
    opened, memory, rate = (sorted(column)[1] for column in zip(*runs, strict=True))
    return {
        "gazetteer: seconds to open": opened,
        "gazetteer: memory it adds, MB": memory,
        "gazetteer: names looked up a second": rate,
    }
