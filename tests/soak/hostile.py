"""The full hostile run: every file of every format, mixed with good ones, into one store.

`python -m tests.soak.hostile`, or with the names of some formats for those alone: `python -m tests.soak.hostile word_files`.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from loaders import Received, ingest, open_store
from tests.hostile import batches


def run(formats: Sequence[str] = batches.FORMATS) -> bool:
    """Prints a line for each format and each problem; whether all is well."""
    sound = True
    with tempfile.TemporaryDirectory() as folder:
        tempfile.tempdir = folder
        store = open_store(Path(folder) / "store")
        ingest([Received.of("first", b"Troops entered Goma on Monday, a spokesman said.")], store)
        for name in formats:
            outcome = batches.run(name, store)
            sound &= not outcome.problems
            codes = ", ".join(f"{code} {count}" for code, count in sorted(outcome.codes.items(), key=lambda c: -c[1]))
            print(
                f"{name}: {outcome.items} files, {outcome.accepted} accepted, {outcome.quarantined} quarantined in"
                f" {outcome.seconds:.0f} s; slowest {outcome.slowest:.1f} s, parent +{outcome.growth / 1e6:.0f} MB; {codes}",
                flush=True,
            )
            for problem in outcome.problems:
                print(f"  PROBLEM {problem[:400]}", flush=True)
        for problem in store.verify():
            sound = False
            print(f"PROBLEM {problem}")
        tempfile.tempdir = None
    return sound


if __name__ == "__main__":
    sys.exit(0 if run(sys.argv[1:] or batches.FORMATS) else 1)
