"""A real store of a few small articles, made once for all tests of the dashboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st

from loaders import Given, Received, Snapshot, Store, ingest, open_store
from tests.dashboard.articles import DISPATCHES


def filled(folder: Path, articles: dict[str, tuple[str, Given]]) -> Store:
    """A store in `folder` that holds these articles by name."""
    store = open_store(folder)
    report = ingest([Received.of(name, text.encode(), given) for name, (text, given) in articles.items()], store)
    assert not report.quarantined
    return store


@pytest.fixture(scope="session")
def dispatches(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return filled(tmp_path_factory.mktemp("dispatches") / "store", DISPATCHES)


@pytest.fixture(scope="session")
def snapshot(dispatches: Store) -> Snapshot:
    return dispatches.snapshot()


@pytest.fixture
def store_of(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """For pages: forgets the store that an earlier page opened; set SOURCELINE_STORE on it."""
    st.cache_resource.clear()
    yield monkeypatch
    st.cache_resource.clear()
