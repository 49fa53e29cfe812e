"""`start`: a store with something in it."""

from __future__ import annotations

from pathlib import Path

from loaders.commands.ingest import ingest
from loaders.commands.terminal import FAILED, StoreOption, fail, say

_SAMPLES = Path(__file__).resolve().parent.parent.parent / "seeds"


def start(store: StoreOption = None) -> None:
    """Read the samples in seeds/ into the store if it is empty; else change nothing.

    Example: python -m loaders start
    """
    from loaders.store.errors import StoreError
    from loaders.store.event_store import open_store

    try:
        opened = open_store(store)
        articles, events = opened.counts()
    except StoreError as problem:
        fail(str(problem), FAILED)
    if articles:
        say(f"The store {opened.name} holds {articles:,} articles and {events:,} events.")
    else:
        say("The store is empty: reading the samples ...")
        ingest([str(_SAMPLES)], store)
