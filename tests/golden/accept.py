"""Writes what one sample gives now as what it must give: `python -m tests.golden.accept 15-ukraine-siversk ...` (or `--all`).

Read the difference before you commit it: a golden file is a statement about an article, not a copy of the output.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from loaders.pipeline import extract
from loaders.readers import Given, read
from loaders.record import event_row

FOLDER = Path(__file__).resolve().parent
SEEDS = FOLDER.parent.parent / "seeds"
KEPT = (
    "event_type", "status", "date_start", "date_end", "date_precision", "date_basis", "places", "place_as_written",
    "place_precision", "units", "commanders", "people", "actors", "weapons", "quantities", "attribution", "attribution_kind",
    "attribution_via", "flags", "sentence",
)  # fmt: skip


def present(name: str) -> list[dict[str, Any]]:
    """The events of a sample, without what is empty and without numbers that a better gazetteer would move."""
    path = next(path for path in SEEDS.iterdir() if path.stem == name and path.suffix in (".txt", ".html"))
    extraction = extract(read(path.read_bytes(), path.name, Given()))
    rows = [event_row(event, extraction) for event in extraction.events]
    return [{key: _plain(row[key]) for key in KEPT if row[key] not in (None, [], "")} for row in rows]


def _plain(value: object) -> object:
    return value if isinstance(value, (str, list, int, float)) else str(value)


def accept(name: str) -> None:
    (FOLDER / f"{name}.json").write_text(
        json.dumps(present(name), ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    wanted = sys.argv[1:]
    for stem in sorted(path.stem for path in FOLDER.glob("*.json")) if wanted == ["--all"] else wanted:
        accept(stem)
