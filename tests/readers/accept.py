"""Writes what a golden file gives now as what it must give: `python -m tests.readers.accept page.html ...` (or `--all`).

Read the difference before you commit it: it says what an article is, letter by letter.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from loaders.readers import read

FOLDER = Path(__file__).resolve().parent / "golden"


def inputs() -> list[Path]:
    return sorted(path for path in FOLDER.iterdir() if not path.name.endswith(".expected.json"))


def expected(path: Path) -> Path:
    return path.with_name(f"{path.name}.expected.json")


def present(path: Path) -> dict[str, Any]:
    """What the file gives: its text in lines, and what it says of itself."""
    article = read(path.read_bytes(), path.name)
    return {
        "reader": article.reader,
        "title": article.title,
        "publisher": article.publisher,
        "url": article.url,
        "published": article.published.isoformat() if article.published else None,
        "language": article.language,
        "notes": [note.code for note in article.notes],
        "text": article.text.splitlines(keepends=True),
    }


def accept(path: Path) -> None:
    expected(path).write_text(json.dumps(present(path), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    wanted = sys.argv[1:]
    for found in inputs():
        if wanted == ["--all"] or found.name in wanted:
            accept(found)
