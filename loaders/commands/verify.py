"""`verify`: every hash, offset and log entry of the store."""

from __future__ import annotations

from loaders.commands.terminal import FAILED, StoreOption, fail, say, visible


def verify(store: StoreOption = None) -> None:
    """Check every hash, offset and log entry in the store. The exit code is 1 if anything is wrong.

    Example: python -m loaders verify --store data/store
    """
    from loaders.store.errors import StoreError
    from loaders.store.event_store import open_store
    from loaders.store.views import Views

    try:
        opened = open_store(store, create=False)
        found = opened.verify()
    except StoreError as problem:
        fail(str(problem), FAILED)
    for line in found:
        say(visible(line))
    if found:
        fail(
            f"{len(found)} things are wrong in {opened.name}. Restore it from a copy or ingest its sources anew.",
            FAILED,
        )
    try:
        loose = Views(opened).loose()
    except StoreError as problem:
        fail(str(problem), FAILED)
    articles, events = opened.counts()
    if loose:
        say(
            f"views.jsonl: {loose} saved views are from before the log vouched for views, and are not verified."
            " The next view that is saved takes them in."
        )
    say(f"{opened.name} is sound: {articles} articles, {events} events, {opened.head().commit} commits.")
