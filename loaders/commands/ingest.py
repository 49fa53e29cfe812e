"""`ingest`: files, folders and web addresses → store; once, or watched until it is stopped."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from loaders.commands import addresses
from loaders.commands.terminal import (
    FAILED,
    QUARANTINED,
    USAGE,
    PublishedOption,
    PublisherOption,
    StoreOption,
    day,
    fail,
    say,
    visible,
)

if TYPE_CHECKING:
    from loaders.ingest import IngestReport
    from loaders.isolation.crew import Crew
    from loaders.readers import Given
    from loaders.sources import Source
    from loaders.store.event_store import Store

_INTERRUPTED = 130


def ingest(
    sources: Annotated[
        list[str] | None, typer.Argument(metavar="PATH_OR_URL...", help="Files, folders and web addresses of articles.")
    ] = None,
    store: StoreOption = None,
    published: PublishedOption = None,
    publisher: PublisherOption = None,
    column: Annotated[
        list[str] | None,
        typer.Option(
            "--column",
            metavar="FIELD=COLUMN",
            help="Which column of a table holds a field, as text=Body; may be repeated.",
        ),
    ] = None,
    feed: Annotated[
        list[str] | None,
        typer.Option("--feed", metavar="URL", help="A feed to read, with --every again and again; may be repeated."),
    ] = None,
    watch: Annotated[
        list[Path] | None,
        typer.Option("--watch", metavar="FOLDER", help="A folder to read now, and what is put there later."),
    ] = None,
    every: Annotated[
        str | None,
        typer.Option("--every", metavar="TIME", help="How long to wait between two looks, as 90s, 15m, 2h or 1d."),
    ] = None,
    follow: Annotated[
        bool, typer.Option("--follow", help="Fetch the page of each feed entry or table row that only points to it.")
    ] = False,
    workers: Annotated[int, typer.Option(min=1, max=256, help="How many processes read and extract at once.")] = 1,
    dask: Annotated[
        str | None,
        typer.Option("--dask", metavar="ADDRESS", help="The scheduler of a Dask cluster whose workers read instead."),
    ] = None,
) -> None:
    """Read articles into the store.

    Of a folder all is read that lies in it, save hidden files, links and READMEs. What is in already changes nothing.
    What cannot be read is kept aside in the quarantine with its reason, and the rest goes in. The exit code is 0 when
    all went in, 3 when some are in quarantine, 2 for a wrong call. With --watch, or --feed and --every, it goes on until
    Ctrl-C; what is in hand is finished first.

    Example: python -m loaders ingest seeds https://example.org/news/1 --workers 2

    Example: python -m loaders ingest --feed https://example.org/rss.xml --every 15m --follow
    """
    from loaders.fetch import Fetcher
    from loaders.following import arrived
    from loaders.isolation import crew
    from loaders.isolation.parent import IsolationError
    from loaders.lexicon import LexiconError
    from loaders.readers import Given
    from loaders.store.errors import StoreError
    from loaders.store.event_store import open_store

    given = Given(published=day(published, "--published"), publisher=publisher, columns=addresses.columns(column or ()))
    named, feeds, folders = sources or [], feed or [], watch or []
    _check(named, feeds, folders, every)
    stop = threading.Event()
    try:
        opened = open_store(store)

        def take(found: Sequence[Source]) -> IngestReport:
            return _run(found, opened, given, crew.dask(dask) if dask else workers, stop)

        if folders or every:
            refused = addresses.watch_until_stopped(named, folders, feeds, every, follow, given, take, stop)
            raise typer.Exit(QUARANTINED if refused else 0)
        report = take(addresses.sources_of([*named, *feeds], given, Fetcher(), follow))
        opened.drop(arrived(filter(addresses.is_address, [*named, *feeds]), report.results))
    except (StoreError, LexiconError, IsolationError) as problem:
        fail(str(problem), FAILED)
    say(summary(report))
    tell_items(report)
    if report.quarantined:
        raise typer.Exit(QUARANTINED)


def _check(named: Sequence[str], feeds: Sequence[str], folders: Sequence[Path], every: str | None) -> None:
    """Ends the command where what is named cannot be meant."""
    if not (named or feeds or folders):
        fail("Name files, folders or addresses to read, or give --feed or --watch. See --help.", USAGE)
    for source in named:
        if not addresses.is_address(source) and not Path(source).exists():
            fail(f"There is no file or folder {visible(source)}.", USAGE)
    for address in feeds:
        if not addresses.is_address(address):
            fail(f"--feed is {visible(address)!r}, not an address that begins with http:// or https://.", USAGE)
    for folder in folders:
        if not folder.is_dir():
            fail(f"--watch is {visible(str(folder))!r}, not a folder.", USAGE)
    if every is not None:
        addresses.seconds(every)
        if not feeds and not folders:
            fail("--every goes with --feed or --watch.", USAGE)


def _run(
    sources: Sequence[Source], store: Store, given: Given, workers: int | Crew, stop: threading.Event
) -> IngestReport:
    """One ingest with its progress bar."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from loaders.ingest import Progress as Step
    from loaders.ingest import ingest as run

    terminal = Console(stderr=True)
    columns = (TextColumn("Reading"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[events]} events"))
    done = events = 0
    try:
        with Progress(
            *columns, TimeRemainingColumn(), console=terminal, disable=not terminal.is_terminal, transient=True
        ) as bar:
            task = bar.add_task("", total=None, events=0)

            def show(step: Step) -> None:
                nonlocal done, events
                done, events = step.done, events + step.last.events
                bar.update(task, completed=step.done, total=step.total, events=events)

            return run(sources, store, given, workers, show, stop)
    except KeyboardInterrupt:
        fail(f"Stopped. {done} items are done and stored; run the same command again to go on.", _INTERRUPTED)


def summary(report: IngestReport) -> str:
    """One line for one ingest."""
    from loaders.ingest import Result

    counts = report.counts
    return (
        f"{counts[Result.ADDED]} articles added, {counts[Result.REPLACED]} replaced,"
        f" {counts[Result.ALREADY_IN]} already in, {counts[Result.QUARANTINED]} in quarantine; {report.events} events."
    )


def tell_items(report: IngestReport) -> None:
    """A line for each item that needs one: what its reader noted, and why it was refused."""
    for item in report.results:
        for note in item.notes:
            say(f"note: {visible(item.name)}: {visible(note)}")
    for item in report.quarantined:
        say(f"quarantined: {visible(item.name)}: {item.code}: {visible(item.message)}")
