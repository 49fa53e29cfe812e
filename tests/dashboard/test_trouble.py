"""A store that cannot be read, and what the page then says."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.dashboard.articles import DISPATCHES
from tests.dashboard.conftest import filled

APP = str(Path(__file__).resolve().parents[2] / "dashboard" / "app.py")


def truncate(folder: Path, pattern: str) -> None:
    for path in folder.glob(pattern):
        path.write_bytes(path.read_bytes()[:20])


def replace_by_file(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.write_text("no folder")


@pytest.mark.parametrize(
    "damage",
    [
        lambda folder: truncate(folder, "events/*.parquet"),
        lambda folder: truncate(folder, "log/*.parquet"),
        lambda folder: truncate(folder, "log/_delta_log/*.json"),
        lambda folder: shutil.rmtree(folder / "articles"),
        replace_by_file,
    ],
    ids=["events", "log", "delta log", "no articles", "no folder"],
)
def test_a_broken_store_says_what_to_do(
    store_of: pytest.MonkeyPatch, tmp_path: Path, damage: Callable[[Path], object]
) -> None:
    store = filled(tmp_path / "store", {"homs.txt": DISPATCHES["homs.txt"]})
    damage(store.folder)
    store_of.setenv("SOURCELINE_STORE", str(store.folder))
    page = AppTest.from_file(APP, default_timeout=60).run()
    assert not page.exception
    said = "\n".join(str(element.proto.body) for element in page.get("html"))
    assert "The events cannot be read" in said
    assert f"python -m loaders verify --store {store.folder}" in said
    assert [button.label for button in page.button] == ["Try again"]
