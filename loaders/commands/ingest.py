"""`ingest`: files and folders → store."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

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

_INTERRUPTED = 130


def ingest(
    sources: Annotated[list[str], typer.Argument(metavar="PATH", help="Files and folders of articles.")],
    store: StoreOption = None,
    published: PublishedOption = None,
    publisher: PublisherOption = None,
    workers: Annotated[int, typer.Option(min=1, max=256, help="How many processes read and extract at once.")] = 1,
) -> None:
    """Read articles into the store.

    Of a folder all is read that lies in it, save hidden files, links and READMEs. What is in already changes nothing.
    What cannot be read is kept aside in the quarantine with its reason, and the rest goes in. The exit code is 0 when
    all went in, 3 when some are in quarantine, 2 for a wrong call.

    Example: python -m loaders ingest seeds --workers 2
    """
    from pathlib import Path

    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from loaders.ingest import Progress as Step
    from loaders.ingest import ingest as run
    from loaders.lexicon import LexiconError
    from loaders.readers import Given
    from loaders.store.errors import StoreError
    from loaders.store.event_store import open_store

    given = Given(published=day(published, "--published"), publisher=publisher)
    for source in sources:
        if source.startswith(("http://", "https://")):
            fail(f"{visible(source)} is a web address, which is not read. Save the page and give its file.", USAGE)
        if not Path(source).exists():
            fail(f"There is no file or folder {visible(source)}.", USAGE)
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

            report = run(sources, open_store(store), given, workers, show)
    except (StoreError, LexiconError) as problem:
        fail(str(problem), FAILED)
    except KeyboardInterrupt:
        fail(f"Stopped. {done} items are done and stored; run the same command again to go on.", _INTERRUPTED)
    _tell(report)
    if report.quarantined:
        raise typer.Exit(QUARANTINED)


def _tell(report: IngestReport) -> None:
    from loaders.ingest import Result

    counts = report.counts
    say(
        f"{counts[Result.ADDED]} articles added, {counts[Result.REPLACED]} replaced,"
        f" {counts[Result.ALREADY_IN]} already in, {counts[Result.QUARANTINED]} in quarantine; {report.events} events."
    )
    for item in report.results:
        for note in item.notes:
            say(f"note: {visible(item.name)}: {visible(note)}")
    for item in report.quarantined:
        say(f"quarantined: {visible(item.name)}: {item.code}: {visible(item.message)}")
