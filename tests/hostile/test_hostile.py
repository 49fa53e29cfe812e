"""The short form of the hostile run: some files of every format among good ones. `make soak` takes all of them."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from loaders import Store, ingest, open_store
from loaders.sources import Received
from tests.hostile import batches

# About one file in twelve, each time the same ones: the readers' own tests look at every one.
EVERY = 12


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    before, tempfile.tempdir = tempfile.tempdir, str(tmp_path_factory.mktemp("children"))
    store = open_store(tmp_path_factory.mktemp("hostile") / "store")
    # The libraries of store and pipeline are no growth.
    ingest([Received.of("first", b"Troops entered Goma on Monday, a spokesman said.")], store)
    yield store
    tempfile.tempdir = before


@pytest.mark.parametrize("name", batches.FORMATS)
def test_a_batch_of_hostile_files_costs_nothing_but_itself(store: Store, name: str) -> None:
    outcome = batches.run(name, store, EVERY, workers=1)
    assert outcome.problems == []
    assert outcome.accepted + outcome.quarantined >= outcome.items


def test_the_store_is_sound_afterwards(store: Store) -> None:
    assert store.verify() == []


def test_every_module_of_hostile_files_is_run() -> None:
    made = {
        path.stem for path in Path(batches.__file__).parent.glob("*.py") if "\ndef cases()" in path.read_text("utf-8")
    }
    assert made - {"documents"} == set(batches.FORMATS)
