"""One item's bytes → the rows that the store takes, or why there are none. Runs in a child process."""

from __future__ import annotations

import dataclasses
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from loaders.lexicon import LexiconError
from loaders.limits import LIMITS
from loaders.readers import Given, ReadError
from loaders.store.chain import Row
from loaders.store.packed import TooLongError, pack

if TYPE_CHECKING:
    from loaders.model import Article, Posting
    from loaders.readers.reading import Stated

# What a reader raises is quoted as far as this.
_LONGEST_MESSAGE = 500
_LONE_SURROGATE = "Its text holds half of a character (a lone surrogate), which no file can keep. Save it anew."


@dataclass(frozen=True, slots=True)
class Task:
    """What goes with an item's bytes: its name, what the user gave (as the store keeps it), when it came in (UTC).

    `format` is the name of its format where that is known; `container` and `retrieval` are as in `Received`.
    """

    name: str
    given: str
    received_at: datetime
    format: str | None = None
    container: str | None = None
    retrieval: str | None = None


@dataclass(frozen=True, slots=True)
class Rows:
    """One article as rows, before a commit gives them its number."""

    article: Row
    events: tuple[Row, ...]
    postings: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Failure:
    """Why an item gives no rows. `code` is for programs, the message for people."""

    stage: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Collection:
    """The item holds many articles, each to be taken on its own."""

    format: str


def answered(header: Mapping[str, Any], body: bytes) -> tuple[dict[str, Any], bytes]:
    """`prepare` for the other side of a pipe: the header of the answer, and the rows packed."""
    started = time.process_time()
    task = Task(**{**header, "received_at": datetime.fromisoformat(header["received_at"])})
    outcome: Rows | Failure | Collection = prepare(task, body)
    answer: dict[str, Any] = {}
    packed = b""
    if isinstance(outcome, Rows):
        try:
            sizes, packed = pack(
                {"articles": [outcome.article], "events": outcome.events, "postings": outcome.postings}
            )
            notes, version = outcome.article["notes"], outcome.article["extractor_version"]
            revised = {name: outcome.article[name] for name in ("series", "revision") if name in outcome.article}
            answer = {"kind": "rows", "sizes": sizes, "notes": notes, "version": version, **revised}
        except UnicodeEncodeError:
            outcome = Failure("read", "lone_surrogate", _LONE_SURROGATE)
        except TooLongError as problem:
            outcome = Failure("extract", "too_long", str(problem))
        except ValueError as problem:
            outcome = Failure("extract", "failed", f"It gives a value that cannot be kept: {problem}")
    if isinstance(outcome, Failure):
        answer = {"kind": "failure", **dataclasses.asdict(outcome)}
    elif isinstance(outcome, Collection):
        answer = {"kind": "collection", "format": outcome.format}
    return {**answer, "seconds": time.process_time() - started}, packed


def prepare(task: Task, data: bytes) -> Rows | Failure | Collection:
    """One item read and extracted; whatever is wrong with it is a Failure.

    Raises LexiconError, since then no article is at fault, and MemoryError and PermissionError for its caller to name.
    """
    from loaders import readers

    stage = "read"
    try:
        form = readers.format_of(data, task.format)
        if form.read is None:
            return Collection(form.name)
        given = given_of(task.given)
        reading = readers.reading(data, form, given)
        if len(reading.text) > LIMITS.text_characters:
            message = f"Its text has {len(reading.text):,} characters; the most that is read is {LIMITS.text_characters:,}. Split it."
            return Failure(stage, "too_long", message)
        article = readers.article(data, form.name, reading, given, task.received_at.date())
        stage = "extract"
        return _rows(task, data, article, reading.stated)
    except ReadError as problem:
        return Failure(stage, problem.code, str(problem))
    except UnicodeEncodeError:
        return Failure(stage, "lone_surrogate", _LONE_SURROGATE)
    except RecursionError:
        return Failure(stage, "too_deep", "It is nested too deeply to be read.")
    except (LexiconError, MemoryError, PermissionError):
        raise
    except Exception as problem:  # hostile bytes may break any library; the item goes, the batch stays
        said = f"{type(problem).__name__}: {problem}"[:_LONGEST_MESSAGE]
        return Failure(stage, "failed", said.encode("utf-8", "replace").decode("utf-8"))


def _rows(task: Task, data: bytes, article: Article, stated: Stated | None) -> Rows:
    from loaders.cells import cell_of
    from loaders.pipeline import VERSION
    from loaders.readers.languages import readable
    from loaders.search_text import search_text

    events: list[dict[str, object]] = []
    postings: tuple[Row, ...] = ()
    if stated is not None:
        from loaders.stated import stated_event, stated_extraction

        events, record = [stated_event(article, stated)], stated_extraction(article, stated)
    elif readable(article.language):
        from loaders.pipeline import extract
        from loaders.record import event_row, extraction_record

        extraction = extract(article)
        events = [event_row(event, extraction) for event in extraction.events]
        record = extraction_record(extraction)
        postings = tuple(map(_posting, extraction.postings))
    else:
        record = {"id": article.id, "sentences": [], "mentions": [], "events": [], "flags": []}
    row: dict[str, object] = {
        "article_id": article.id,
        "title": article.title,
        "publisher": article.publisher,
        "url": article.url,
        "published": article.published,
        "language": article.language,
        "reader": article.reader,
        "received_at": task.received_at,
        "received_as": task.name,
        "received_size": len(data),
        "text": article.text,
        "notes": [f"{note.code}: {note.message}" for note in article.notes],
        "given": task.given,
        "container": task.container,
        "retrieval": task.retrieval,
        "extraction_json": json.dumps(record, ensure_ascii=False),
        "extractor_version": VERSION,
        "event_count": len(events),
        **_revision(stated),
    }
    described = (
        {"language": article.language, **event, "h3": cell_of(*_point(event)), "search_text": search_text(event)}
        for event in events
    )
    return Rows(row, tuple(described), postings)


def _revision(stated: Stated | None) -> Row:
    """Which record of another's table this is a version of, and which one."""
    if stated is None or stated.revision is None:
        return {}
    return {"series": f"{stated.origin} {stated.values['origin_row']}", "revision": stated.revision}


def _point(event: Row) -> tuple[float | None, float | None]:
    latitude, longitude = event["latitude"], event["longitude"]
    return (latitude, longitude) if isinstance(latitude, float) and isinstance(longitude, float) else (None, None)


def _posting(posting: Posting) -> Row:
    values = {name: getattr(posting, name) for name in posting.__slots__ if name != "sentence"}
    return {**values, "sentence_start": posting.sentence.start, "sentence_end": posting.sentence.end}


def given_text(given: Given) -> str:
    """What the user gave, as the store keeps it: JSON of the values that are there."""
    values = {name: value for name, value in dataclasses.asdict(given).items() if value}
    return json.dumps(values, sort_keys=True, default=_plain)


def given_of(text: str) -> Given:
    """What the user gave, from how the store keeps it."""
    values = json.loads(text)
    published = values.pop("published", None)
    columns = tuple((field, column) for field, column in values.pop("columns", ()))
    return Given(published=date.fromisoformat(published) if published else None, columns=columns, **values)


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is nothing that a user gives")
