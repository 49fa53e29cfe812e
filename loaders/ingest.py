"""Sources → store: each item read and extracted in a child process, many articles a commit. A bad item stops no other."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from loaders.outcomes import IngestReport, ItemResult, Progress, Result

# The readers come when they are called: whoever asks this package for anything imports this module.
if TYPE_CHECKING:
    from loaders.isolation.crew import Answer, Crew, Request
    from loaders.readers import Given
    from loaders.sources import Received, Source
    from loaders.store.event_store import Store

__all__ = ["IngestReport", "ItemResult", "Progress", "Result", "ingest"]


def ingest(
    sources: Iterable[Source],
    store: Store,
    given: Given | None = None,
    workers: int | Crew = 1,
    progress: Callable[[Progress], None] | None = None,
    cancel: threading.Event | None = None,
) -> IngestReport:
    """Takes all items of the sources into the store and says what became of each.

    What is in already, by its bytes, the extractor's version and what is given, changes nothing. `workers` is how many
    children read at once, or a crew from elsewhere (`loaders.isolation.crew.dask`), which ends with the ingest. Once `cancel`
    is set, what has been read is stored and the rest left. Raises StoreError where the store cannot be written, LexiconError
    for a bad vocabulary, IsolationError where no process can be started to read in; what was reported until then is in.
    """
    from loaders.commits import Commits
    from loaders.intake import Intake
    from loaders.isolation.crew import local
    from loaders.isolation.unpacking import Openers
    from loaders.outcomes import Ledger
    from loaders.pipeline import VERSION
    from loaders.rows import Failure
    from loaders.sources import count, receive
    from loaders.workers import each

    crew = local(workers) if isinstance(workers, int) else workers
    openers = Openers(crew.module, crew.limits)
    try:
        listed = list(sources)
        ledger = Ledger(count(listed), progress)

        def skip(item: Received, events: int) -> None:
            ledger.enter(ItemResult(item.name, Result.ALREADY_IN, item.sha256, events, item.remarks), item.size)

        def refuse(item: Received) -> None:
            stage = "open" if item.container or item.data is not None or item.path else "receive"
            commits.refuse(item, Failure(stage, item.code, item.message))

        intake = Intake(receive(listed, given), store, VERSION, openers, skip, refuse, ledger.grow)
        commits = Commits(store, ledger, intake.stored)

        def submit(item: Received) -> Future[Answer]:
            return crew.executor.submit(crew.take, _request(item))

        for step in each(submit, intake.next, crew.at_most):
            if cancel is not None and cancel.is_set():
                ledger.report.cancelled = True
                break
            if step is not None:
                item, future = step
                intake.read(item)
                answer = crew.answer(future)
                ledger.report.reading_seconds += float(answer.header.get("seconds", 0.0))
                match answer.header["kind"]:
                    case "rows":
                        commits.add(item, answer)
                    case "collection":
                        intake.open(item, str(answer.header["format"]))
                    case _:
                        commits.refuse(
                            item, Failure(*(str(answer.header[name]) for name in ("stage", "code", "message")))
                        )
            if commits.due():
                commits.commit(intake.whole())
        commits.commit(intake.whole())
        # Collections whose last members went in just now.
        commits.commit(intake.whole())
    finally:
        crew.close()
        openers.close()
    store.compact()
    return ledger.close()


def _request(item: Received) -> Request:
    from loaders.isolation.crew import Request
    from loaders.rows import given_text

    header = {
        "name": item.name,
        "given": given_text(item.given),
        "received_at": datetime.now(UTC).replace(tzinfo=None).isoformat(),
        "format": item.format,
        "container": item.container,
        "retrieval": item.retrieval,
    }
    return Request(header, item.data or b"")
