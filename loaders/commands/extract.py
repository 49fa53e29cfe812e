"""`extract`: JSON Lines of articles → JSON Lines of extractions. Touches no store, and never stops on a bad line."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from datetime import date
from typing import Annotated, Any, BinaryIO

import typer

from loaders.commands.terminal import FAILED, USAGE, fail, visible
from loaders.lexicon import LexiconError
from loaders.model import Article, Flag

_LONGEST_TEXT = 25_000_000
_OPTIONAL = ("title", "publisher", "url", "language")


class LineError(ValueError):
    """A line that is no article. `code` is for programs."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def extract(
    input_file: Annotated[str, typer.Option("--input", metavar="FILE", help="Articles, one JSON object a line.")] = "-",
    output_file: Annotated[str, typer.Option("--output", metavar="FILE", help="Where the extractions go.")] = "-",
) -> None:
    """Turn articles into events: JSON Lines in, JSON Lines out, a line an article, in the same order.

    In: id, text, and if known title, publisher, url, published, language. Out: sentences, mentions, events, flags, with
    offsets into the text; or an error with its code for a line that is no article. '-' is standard input or output.

    Example: python -m loaders extract --input articles.jsonl --output extractions.jsonl
    """
    with ExitStack() as opened:
        try:
            received = sys.stdin.buffer if input_file == "-" else opened.enter_context(open(input_file, "rb"))
            written = sys.stdout.buffer if output_file == "-" else opened.enter_context(open(output_file, "wb"))
        except OSError as problem:
            fail(f"{visible(str(problem.filename))} cannot be opened: {problem.strerror}.", USAGE)
        try:
            pump(received, written)
        except BrokenPipeError:
            # Whoever read the output has gone; the interpreter must not try to flush it once more at the end.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(FAILED) from None
        except LexiconError as problem:
            fail(str(problem), FAILED)


def pump(received: BinaryIO, written: BinaryIO) -> None:
    """Writes and flushes each answer before it reads the next line."""
    for answer in answers(iter(received.readline, b"")):
        written.write(answer)
        written.flush()


def answers(lines: Iterable[bytes]) -> Iterator[bytes]:
    """One line of JSON for each line that is not blank."""
    for line in lines:
        if line.strip():
            record = answer(line)
            try:
                yield json.dumps(record, ensure_ascii=False).encode("utf-8") + b"\n"
            except UnicodeEncodeError:
                # A lone surrogate has no bytes in UTF-8; JSON can still write it as an escape.
                yield json.dumps(record).encode("ascii") + b"\n"


def answer(line: bytes) -> dict[str, Any]:
    """The extraction of one line, or its error."""
    from loaders import pipeline
    from loaders.record import extraction_record, flag_record

    article_id: object = None
    try:
        fields = _fields(line)
        given_id = fields.get("id")
        article_id = given_id if isinstance(given_id, str | int) else None
        article = _article(fields)
        record = extraction_record(pipeline.extract(article))
        record["flags"].extend(flag_record(note) for note in article.notes)
        return record
    except LexiconError:
        raise
    except LineError as problem:
        return _error(article_id, problem.code, str(problem))
    except (Exception, RecursionError) as problem:  # one article must never end a filter that others wait for
        return _error(article_id, "failed", f"{type(problem).__name__}: {problem}"[:500])


def _error(article_id: object, code: str, message: str) -> dict[str, Any]:
    return {"id": article_id, "error": {"code": code, "message": message}}


def _fields(line: bytes) -> dict[str, Any]:
    try:
        value = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as problem:
        raise LineError("bad_encoding", f"the line is not UTF-8 at byte {problem.start}") from problem
    except (ValueError, RecursionError) as problem:
        raise LineError("bad_json", f"the line is not JSON: {problem}") from problem
    if not isinstance(value, dict):
        raise LineError("not_an_object", "the line is JSON, but not an object with 'id' and 'text'")
    return value


def _article(fields: dict[str, Any]) -> Article:
    from loaders.readers.received import parse_published, plausible

    for name in ("id", "text"):
        if not isinstance(fields.get(name), str):
            raise LineError("bad_field", f"'{name}' is missing or not a string")
    for name in (*_OPTIONAL, "published"):
        if not isinstance(fields.get(name), str | None):
            raise LineError("bad_field", f"'{name}' is neither a string nor null")
    if len(fields["text"]) > _LONGEST_TEXT:
        raise LineError("too_large", f"'text' has {len(fields['text']):,} characters; the most is {_LONGEST_TEXT:,}")
    published: date | None = None
    notes: tuple[Flag, ...] = ()
    if stated := fields.get("published"):
        try:
            published, notes = plausible(parse_published(stated), None)
        except ValueError as problem:
            raise LineError("bad_field", f"'published' is {stated[:40]!r}, not an ISO date or date-time") from problem
    title, publisher, url, language = (fields.get(name) or None for name in _OPTIONAL)
    return Article(fields["id"], fields["text"], title, publisher, url, published, language, notes=notes)
