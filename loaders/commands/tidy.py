"""`tidy`: small files run together, and those that nothing reads any more removed."""

from __future__ import annotations

from loaders.commands.terminal import FAILED, StoreOption, fail, say


def tidy(store: StoreOption = None) -> None:
    """Run the small files of the store together, and remove those that nothing has read for a week.

    An ingest does so by itself from time to time. No article, event, review or entry of history goes; colleagues may have
    the dashboard open.

    Example: python -m loaders tidy --store data/store
    """
    from loaders.store.errors import StoreError
    from loaders.store.event_store import open_store
    from loaders.store.tidying import KEPT_DAYS

    try:
        opened = open_store(store, create=False)
        merged = opened.compact(2)
        count, size = opened.tidy()
    except StoreError as problem:
        fail(str(problem), FAILED)
    together = "Small files were run together" if merged else "There were no small files to run together"
    say(
        f"{together}; {count} files that nothing reads any more were removed from {opened.name} ({size:,} bytes). What was"
        f" replaced in the last {KEPT_DAYS:g} days stays for whoever reads it still."
    )
