"""The short form of what `python -m tests.soak` does for long; killing is in `test_faults`."""

from __future__ import annotations

from pathlib import Path

from tests.soak import store


def test_readers_a_writer_and_an_editor_at_once(tmp_path: Path) -> None:
    assert all(store.together(10.0, 3, tmp_path))
