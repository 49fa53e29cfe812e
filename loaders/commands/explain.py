"""`explain`: what was found in one article, sentence by sentence, and by which rule and lexicon row."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.text import Text

from loaders.commands.terminal import FAILED, USAGE, PublishedOption, PublisherOption, day, fail, visible
from loaders.limits import LIMITS
from loaders.model import Event, Extraction, Mention

_HIDDEN = frozenset(("alternatives", "span", "spans"))
_SHOWN_ALTERNATIVES = 3
_EVENT_LINES = (
    ("when", ("date_start", "date_end", "date_precision", "date_basis", "date_as_written")),
    ("where", ("place", "place_as_written", "admin1", "country", "latitude", "longitude", "place_precision")),
    ("says who", ("attribution", "attribution_kind", "attribution_via")),
    ("found by", ("trigger", "rule")),
)
_EVENT_LISTS = ("places", "units", "commanders", "people", "actors", "weapons", "quantities")


def explain(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="An article: text, Markdown, HTML, MHTML, PDF or DOCX.")],
    published: PublishedOption = None,
    publisher: PublisherOption = None,
) -> None:
    """Show how one article is read: each sentence with its mentions, the rule behind each, and the events made of them.

    Example: python -m loaders explain report.txt --published 2026-02-26
    """
    from loaders.isolation.crew import Children, Request
    from loaders.isolation.parent import IsolationError
    from loaders.lexicon import LexiconError
    from loaders.readers import Given
    from loaders.rows import given_text

    name, given = visible(str(file)), Given(published=day(published, "--published"), publisher=publisher)
    children = Children()
    try:
        with file.open("rb") as stream:
            data = stream.read(LIMITS.input_bytes + 1)
        if len(data) > LIMITS.input_bytes:
            fail(f"{name} has more than {LIMITS.input_bytes:,} bytes; split it.", FAILED)
        answer = children.take(Request({"name": name, "given": given_text(given)}, data), "explain")
    except OSError as problem:
        fail(f"{name} cannot be opened: {problem.strerror}.", USAGE)
    except (LexiconError, IsolationError) as problem:
        fail(str(problem), FAILED)
    finally:
        children.close()
    if answer.header["kind"] == "failure":
        code, message = answer.header["code"], answer.header["message"]
        if code in ("collection", "not_articles"):
            said = f"{name} holds many articles; only one at a time is explained."
            fail(f"{said} Ingest it, or save one of them in a file of its own.", USAGE)
        fail(f"{name} cannot be read ({code}): {visible(str(message))}", FAILED)
    console = Console(highlight=False, soft_wrap=True)
    for line in json.loads(answer.body):
        console.print(Text.from_markup(line, emoji=False))


def explained(name: str, given: str, data: bytes) -> bytes:
    """The explanation of one article, in the child that reads it: a JSON list of lines in rich's markup.

    Raises ReadError.
    """
    from loaders import pipeline
    from loaders.readers import read
    from loaders.rows import given_of

    extraction = pipeline.extract(read(data, name, given_of(given)))
    return json.dumps([line.markup for line in lines(extraction)]).encode()


def lines(extraction: Extraction) -> Iterator[Text]:
    """The whole explanation, a line at a time."""
    article = extraction.article
    for name in ("title", "publisher", "url", "published", "language", "reader"):
        if value := getattr(article, name):
            yield Text.assemble((f"{name}: ", "dim"), visible(str(value)))
    for note in (*article.notes, *extraction.flags):
        yield Text.assemble((f"{note.code}: ", "yellow"), visible(note.message))
    for sentence in extraction.sentences:
        yield Text()
        where = f"{sentence.span.start}-{sentence.span.end}"
        yield Text.assemble((f"[{sentence.index}] {where} ", "dim"), (visible(sentence.text), "bold"))
        for mention in extraction.mentions:
            if sentence.span.contains(mention.span):
                yield from _mention(mention)
        for event in extraction.events:
            if event.sentences[0] == sentence.index:
                yield from _event(event, extraction)


def _mention(mention: Mention[Any]) -> Iterator[Text]:
    from loaders.record import value_record

    record = value_record(mention.value)
    yield Text.assemble(
        (f"    {mention.kind.value:<8} ", "cyan"),
        f"“{visible(mention.text)}” {mention.span.start}-{mention.span.end}  ",
        (" ".join((mention.rule, *mention.rows)), "dim"),
    )
    yield Text(f"             {_pairs(record)}")
    if alternatives := record.get("alternatives"):
        others = "; ".join(_alternative(other) for other in alternatives[:_SHOWN_ALTERNATIVES])
        more = len(alternatives) - _SHOWN_ALTERNATIVES
        yield Text.assemble(("             or: ", "dim"), others + (f"; {more} more" if more > 0 else ""))


def _alternative(other: dict[str, Any]) -> str:
    return visible(
        f"{other['name']} ({other.get('admin1') or '?'}, {other.get('country') or '?'}; {other.get('score')})"
    )


def _event(event: Event, extraction: Extraction) -> Iterator[Text]:
    from loaders.record import event_record, event_row

    record, row = event_record(event, extraction), event_row(event, extraction)
    yield Text.assemble(
        ("    => ", "green"),
        (f"{record['event_type']}, {record['status']}", "green bold"),
        (f"  confidence {record['confidence']:.2f}  {record['event_id']}", "dim"),
    )
    for label, names in _EVENT_LINES:
        if pairs := _pairs({name: record.get(name) for name in names}):
            yield Text.assemble((f"       {label + ':':<12}", "dim"), pairs)
    for name in _EVENT_LISTS:
        items = row.get(name)
        if isinstance(items, list) and items:
            yield Text.assemble((f"       {name + ':':<12}", "dim"), visible("; ".join(map(str, items))))
    for flag in event.flags:
        yield Text.assemble((f"       {flag.code}: ", "yellow"), visible(flag.message))
    for reason in event.confidence_reasons:
        yield Text.assemble(("       confidence: ", "dim"), visible(reason))


def _pairs(record: dict[str, Any]) -> str:
    """`name=value` for all that is known."""
    return "  ".join(
        f"{name}={visible(str(value))}"
        for name, value in record.items()
        if name not in _HIDDEN and value not in (None, [], "", False)
    )
