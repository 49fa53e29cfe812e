"""`quarantine`: what was refused, read again or taken off the list."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from loaders.commands.terminal import FAILED, QUARANTINED, USAGE, StoreOption, fail, say, visible

if TYPE_CHECKING:
    from loaders.sources import Received
    from loaders.store.event_store import Store

Row = Mapping[str, object]

app = typer.Typer(
    help="""What was refused: list it, read it again, or take it off the list.

    Example: python -m loaders quarantine list --store data/store
    """,
    no_args_is_help=True,
)

ItemsArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="ITEM...", help="SHA-256 digests or their beginnings, or names; all items where none is given."
    ),
]
_SHOWN_DIGEST = 12
_SHORTEST_DIGEST = 4


@app.command("list")
def list_items(
    store: StoreOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line, with every column.")] = False,
) -> None:
    """List what was refused and waits, newest first. The exit code is 3 if anything does.

    Example: python -m loaders quarantine list --store data/store
    """
    import json

    opened = _opened(store)
    rows = opened.quarantined()
    for row in rows:
        if as_json:
            say(json.dumps(row, default=str, sort_keys=True))
        else:
            say(_line(row))
    if not rows and not as_json:
        say(f"Nothing waits in the quarantine of {opened.name}.")
    if rows:
        raise typer.Exit(QUARANTINED)


@app.command()
def retry(
    items: ItemsArgument = None,
    store: StoreOption = None,
    workers: Annotated[int, typer.Option(min=1, max=256, help="How many processes read and extract at once.")] = 1,
) -> None:
    """Read refused items again, from the bytes that were kept, with what was given then.

    What is in now leaves the list. The exit code is 0 when all of them went in, 3 when some are still refused.

    Example: python -m loaders quarantine retry 5d9214c639b6
    """
    from loaders.commands.ingest import summary, tell_items
    from loaders.ingest import ingest
    from loaders.isolation.parent import IsolationError
    from loaders.lexicon import LexiconError
    from loaders.store.errors import StoreError

    opened = _opened(store)
    rows = _chosen(opened.quarantined(), items or [])
    sources: dict[str, Received] = {}
    left = 0
    for row in rows:
        found = _again(opened, row)
        if found is None:
            left += 1
            say(f"not kept: {visible(str(row['name']))}: no bytes of it are in the store; ingest it anew, mended.")
        else:
            sources[found.sha256] = found
    try:
        report = ingest(sources.values(), opened, workers=workers)
    except (StoreError, LexiconError, IsolationError) as problem:
        fail(str(problem), FAILED)
    say(summary(report))
    tell_items(report)
    if left or report.quarantined:
        raise typer.Exit(QUARANTINED)


@app.command()
def drop(
    items: ItemsArgument = None,
    store: StoreOption = None,
    every: Annotated[bool, typer.Option("--all", help="Drop everything that waits.")] = False,
    who: Annotated[str, typer.Option(help="Who drops it, for the record.")] = "",
    why: Annotated[str, typer.Option(help="The reason, for the record.")] = "",
) -> None:
    """Take refused items off the list. A row says who did and when; what was received of them is kept.

    An item that is dropped stays off the list while it fails in the same way.

    Example: python -m loaders quarantine drop 5d9214c639b6 --why "a photograph"
    """
    import getpass

    from loaders.store.errors import StoreError

    if not items and not every:
        fail("Name the items to drop, or give --all.", USAGE)
    opened = _opened(store)
    rows = _chosen(opened.quarantined(), items or [])
    try:
        dropped = opened.drop([_key(row) for row in rows], who or getpass.getuser(), why)
    except StoreError as problem:
        fail(str(problem), FAILED)
    say(f"{dropped} dropped; what was received of them is kept in {opened.name}.")


def _opened(store: str | None) -> Store:
    from loaders.store.errors import StoreError
    from loaders.store.event_store import open_store

    try:
        return open_store(store, create=False)
    except StoreError as problem:
        fail(str(problem), FAILED)


def _key(row: Row) -> str:
    return str(row["sha256"] or row["name"])


def _line(row: Row) -> str:
    """Digest, stage and code, name, message; and what is not kept says so."""
    digest = str(row["sha256"])[:_SHOWN_DIGEST] or "-"
    kept = "" if row["kept"] else " (its bytes are not kept)"
    return (
        f"{digest:<12}  {row['stage']}/{row['code']}  {visible(str(row['name']))}: {visible(str(row['message']))}{kept}"
    )


def _chosen(rows: Sequence[Row], items: Sequence[str]) -> list[Row]:
    """The rows that are named; ends the command where an item is none of them, or might be several."""
    if not items:
        return list(rows)
    found: dict[str, Row] = {}
    for item in items:
        exact = [row for row in rows if item in (row["sha256"], row["name"])]
        begun = [row for row in rows if len(item) >= _SHORTEST_DIGEST and str(row["sha256"]).startswith(item)]
        matches = exact or begun
        if not matches:
            fail(f"Nothing in the quarantine is called {visible(item)}. See 'quarantine list'.", USAGE)
        if not exact and len(begun) > 1:
            fail(f"{visible(item)} begins {len(begun)} digests. Give more of it.", USAGE)
        found.update((_key(row), row) for row in matches)
    return list(found.values())


# How the readers of tables and feeds call a row of theirs, after the name of the table.
_ROW = re.compile(r"/(?:(?:line|item|entry) [\d,]+(?: \(.*\))?|sheet '.*)$", re.S)


def _again(store: Store, row: Row) -> Received | None:
    """The item as it came in. The row of a table only makes sense within its table, which is read as a whole."""
    from loaders.rows import given_of
    from loaders.sources import Received

    given, name = given_of(str(row["given"] or "{}")), str(row["name"])
    for digest, called in ((row["container"], _ROW.sub("", name)), (row["sha256"], name)):
        try:
            return Received.of(called, store.received(str(digest)), given)
        except KeyError:
            continue
    return None
