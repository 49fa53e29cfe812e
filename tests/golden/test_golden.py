"""The samples against their golden files; a failure prints what differs and writes nothing."""

from __future__ import annotations

import difflib
import json
from pathlib import Path

import pytest

from tests.golden.accept import FOLDER, present


def lines(events: object) -> list[str]:
    return json.dumps(events, ensure_ascii=False, indent=1).splitlines()


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.json")), ids=lambda path: path.stem)
def test_sample_gives_what_was_accepted(path: Path) -> None:
    expected = json.loads(path.read_text(encoding="utf-8"))
    difference = "\n".join(
        difflib.unified_diff(lines(expected), lines(present(path.stem)), "accepted", "now", lineterm="", n=6)
    )
    assert not difference, f"{path.stem}:\n{difference}"


def test_there_are_golden_files() -> None:
    assert len(list(FOLDER.glob("*.json"))) >= 10
