"""Sources → store: reading and extraction on one or more cores, many articles a commit. A bad item stops no other."""

from __future__ import annotations

import dataclasses
import json
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from loaders.cells import cell_of
from loaders.lexicon import LexiconError
from loaders.readers import Given, ReadError, read
from loaders.record import event_row, extraction_record
from loaders.search_text import search_text
from loaders.sources import Received, Source, count, receive
from loaders.store.batch import Parsed, Refused
from loaders.store.chain import Row
from loaders.workers import CrashedError, each

if TYPE_CHECKING:
    from loaders.store.event_store import Store

# A commit costs a twentieth of a second whatever its size; a watcher should see new events within seconds.
_COMMIT_ARTICLES = 500
_COMMIT_BYTES = 32_000_000
_COMMIT_SECONDS = 5.0
_LOOKED_UP_AT_ONCE = 100
_FIRST_BYTES = 64
_KEPT_RESULTS = 10_000


class Result(StrEnum):
    ADDED = "added"
    REPLACED = "replaced"
    ALREADY_IN = "already in"
    QUARANTINED = "quarantined"


@dataclass(frozen=True, slots=True)
class ItemResult:
    """What became of one item, once it is stored. `notes` are what its reader had to guess or leave out, in words."""

    name: str
    result: Result
    sha256: str
    events: int = 0
    notes: tuple[str, ...] = ()
    code: str = ""
    message: str = ""


@dataclass(slots=True)
class IngestReport:
    """What became of all items. `results` holds the first 10,000; the counts hold them all."""

    counts: dict[Result, int] = field(default_factory=lambda: dict.fromkeys(Result, 0))
    events: int = 0
    results: list[ItemResult] = field(default_factory=list)

    @property
    def quarantined(self) -> list[ItemResult]:
        return [item for item in self.results if item.result is Result.QUARANTINED]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an ingest is: items done of all, and what became of the last one."""

    done: int
    total: int
    last: ItemResult


@dataclass(frozen=True, slots=True)
class Rows:
    """One article as rows, before a commit gives them its number."""

    article: Row
    events: tuple[Row, ...]
    postings: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Failure:
    stage: str
    code: str
    message: str


def ingest(
    sources: Iterable[Source],
    store: Store,
    given: Given | None = None,
    workers: int = 1,
    progress: Callable[[Progress], None] | None = None,
) -> IngestReport:
    """Takes all items of the sources into the store and says what became of each.

    What is in already, by its bytes, the extractor's version and what is given, changes nothing. Raises StoreError
    where the store cannot be written, LexiconError for a bad vocabulary; what was reported until then is in.
    """
    listed = list(sources)
    run = _Run(store, count(listed), progress)
    for item, outcome in each(_process, run.new(receive(listed, given)), workers):
        if isinstance(outcome, CrashedError):
            outcome = Failure(
                "extract", "crashed", "The process that read it died. It is kept; report it with the file."
            )
        run.take(item, outcome)
    run.commit()
    store.compact()
    return run.report


def prepare(item: Received, today: date) -> Rows | Failure:
    """One item read and extracted; whatever is wrong with it is a Failure. Raises LexiconError only."""
    from loaders import pipeline

    if item.data is None:
        return Failure("receive", item.code, item.message)
    stage = "read"
    try:
        article = read(item.data, item.name, item.given, today)
        stage = "extract"
        extraction = pipeline.extract(article)
        events = tuple(event_row(event, extraction) for event in extraction.events)
        row: dict[str, object] = {
            "article_id": article.id,
            "title": article.title,
            "publisher": article.publisher,
            "url": article.url,
            "published": article.published,
            "language": article.language,
            "reader": article.reader,
            "received_as": item.name,
            "received_size": item.size,
            "text": article.text,
            "notes": [f"{note.code}: {note.message}" for note in article.notes],
            "given": given_text(item.given),
            "container": item.container,
            "retrieval": item.retrieval,
            "extraction_json": json.dumps(extraction_record(extraction), ensure_ascii=False),
            "extractor_version": pipeline.VERSION,
            "event_count": len(events),
        }
        postings = []
        for posting in extraction.postings:
            start, end = posting.sentence.start, posting.sentence.end
            values = {name: getattr(posting, name) for name in posting.__slots__ if name != "sentence"}
            postings.append({**values, "sentence_start": start, "sentence_end": end})
        return Rows(
            row,
            tuple({**event, "h3": cell_of(*_point(event)), "search_text": search_text(event)} for event in events),
            tuple(postings),
        )
    except LexiconError:
        # Our own vocabulary is broken, not the article: no article may pay for it.
        raise
    except ReadError as problem:
        return Failure(stage, problem.code, str(problem))
    except (
        Exception,
        RecursionError,
    ) as problem:  # hostile bytes may break any library; the item goes, the batch stays
        return Failure(stage, "failed", f"{type(problem).__name__}: {problem}"[:500])


def _point(event: Row) -> tuple[float | None, float | None]:
    latitude, longitude = event["latitude"], event["longitude"]
    return (latitude, longitude) if isinstance(latitude, float) and isinstance(longitude, float) else (None, None)


def _process(item: Received) -> Rows | Failure:
    return prepare(item, datetime.now(UTC).date())


def given_text(given: Given) -> str:
    """What the user gave, as the store keeps it: JSON of the values that are there."""
    values = {name: value for name, value in dataclasses.asdict(given).items() if value}
    return json.dumps(values, sort_keys=True, default=lambda day: day.isoformat())


def _given(text: str) -> Given:
    values = json.loads(text)
    published = values.pop("published", None)
    columns = tuple((field, column) for field, column in values.pop("columns", ()))
    return Given(published=date.fromisoformat(published) if published else None, columns=columns, **values)


class _Run:
    """One ingest: what waits for its commit, and the report so far."""

    def __init__(self, store: Store, total: int, progress: Callable[[Progress], None] | None) -> None:
        from loaders.pipeline import VERSION

        self.report = IngestReport()
        self._store, self._total, self._progress, self._version = store, total, progress, VERSION
        self._parsed: list[tuple[Received, Parsed]] = []
        self._refused: list[tuple[Received, Refused]] = []
        self._bytes = self._done = 0
        self._last_commit = time.monotonic()
        self._under_way: dict[str, list[Received]] = {}

    def new(self, items: Iterator[Received]) -> Iterator[Received]:
        """The items that have to be read; the others are reported at once, or when their twin is stored."""
        batch: list[Received] = []
        for item in items:
            batch.append(item)
            if len(batch) >= _LOOKED_UP_AT_ONCE or sum(found.size for found in batch) > _COMMIT_BYTES:
                yield from self._unknown(batch)
                batch = []
        yield from self._unknown(batch)

    def _unknown(self, batch: list[Received]) -> Iterator[Received]:
        known = self._store.known([item.sha256 for item in batch])
        for item in batch:
            before = known.get(item.sha256)
            if before is not None:
                item = dataclasses.replace(item, given=item.given.over(_given(before.given)))
                if (before.extractor_version, before.given) == (self._version, given_text(item.given)):
                    self._tell(ItemResult(item.name, Result.ALREADY_IN, item.sha256, before.event_count))
                    continue
            if item.sha256 and item.sha256 in self._under_way:
                self._under_way[item.sha256].append(item)
                continue
            self._under_way[item.sha256] = []
            yield item

    def take(self, item: Received, outcome: Rows | Failure) -> None:
        """Keeps one outcome for the next commit, and commits when that is due."""
        moment = datetime.now(UTC).replace(tzinfo=None)
        if isinstance(outcome, Rows):
            article = {**outcome.article, "received_at": moment}
            self._parsed.append((item, Parsed(item.data or b"", article, outcome.events, outcome.postings)))
        else:
            row: dict[str, object] = {
                "sha256": item.sha256,
                "name": item.name,
                "stage": outcome.stage,
                "code": outcome.code,
                "message": outcome.message.encode("utf-8", "replace").decode("utf-8"),
                "first_bytes": repr((item.data or b"")[:_FIRST_BYTES])[2:-1],
                "received_size": item.size,
                "received_at": moment,
                "given": given_text(item.given),
                "container": item.container,
            }
            self._refused.append((item, Refused(row, item.data)))
        self._bytes += item.size
        full = len(self._parsed) + len(self._refused) >= _COMMIT_ARTICLES or self._bytes >= _COMMIT_BYTES
        if full or time.monotonic() - self._last_commit >= _COMMIT_SECONDS:
            self.commit()

    def commit(self) -> None:
        """Stores all that waits, then reports it: what is reported is in."""
        parsed, refused = self._parsed, self._refused
        self._parsed, self._refused, self._bytes = [], [], 0
        stored = self._store.write([entry for _, entry in parsed], [entry for _, entry in refused])
        for item, entry in parsed:
            events = len(entry.events)
            result = Result.REPLACED if item.sha256 in stored.replaced else Result.ADDED
            if item.sha256 in stored.already_in:
                result = Result.ALREADY_IN
            notes = entry.article["notes"]
            words = tuple(map(str, notes)) if isinstance(notes, list) else ()
            self._tell(ItemResult(item.name, result, item.sha256, events, words))
            for twin in self._under_way.pop(item.sha256, ()):
                self._tell(ItemResult(twin.name, Result.ALREADY_IN, item.sha256, events))
        for item, refusal in refused:
            code, message = str(refusal.row["code"]), str(refusal.row["message"])
            for twin in (item, *self._under_way.pop(item.sha256, ())):
                self._tell(ItemResult(twin.name, Result.QUARANTINED, item.sha256, code=code, message=message))
        self._last_commit = time.monotonic()

    def _tell(self, result: ItemResult) -> None:
        self._done += 1
        self.report.counts[result.result] += 1
        if result.result in (Result.ADDED, Result.REPLACED):
            self.report.events += result.events
        if len(self.report.results) < _KEPT_RESULTS:
            self.report.results.append(result)
        if self._progress is not None:
            self._progress(Progress(self._done, self._total, result))
