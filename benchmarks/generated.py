"""A store of as many events as asked for, derived from the sample articles: other days, places, units, publishers, ids."""

from __future__ import annotations

import csv
import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import numpy
import pyarrow
import pyarrow.compute as compute

from loaders import Given, Store, extract, open_store, read
from loaders.cells import cell_of
from loaders.record import event_row
from loaders.search_text import search_text
from loaders.store.schema import TABLES
from loaders.store.tables import arrow_schema

ROOT = Path(__file__).resolve().parent.parent
EVENTS_AN_ARTICLE = 8
UNITS, PUBLISHERS = 400, 80
FIRST_DAY, DAYS = date(2024, 1, 1), 3 * 365
# Two commits of this size make one full file of the store.
AT_ONCE = 20_000
_SEED = 20_260_301

Columns = dict[str, Any]


def store_of(folder: Path, events: int) -> Store:
    """The generated store in `folder`, made where it is not there yet. The same number gives the same events."""
    store = open_store(folder)
    stored = store.counts()[1]
    known = samples()
    while stored < events:
        number = min(AT_ONCE, events - stored)
        tables = rows(known, stored, number)
        store.append(tables)
        stored += number
    store.compact(2)
    return store


def samples() -> pyarrow.Table:
    """Every event of the sample articles, as rows of the event table."""
    found: list[Columns] = []
    for path in sorted(path for path in (ROOT / "seeds").iterdir() if path.suffix in (".txt", ".html")):
        extraction = extract(read(path.read_bytes(), path.name, Given()))
        for event in extraction.events:
            row = event_row(event, extraction)
            found.append({**row, "search_text": search_text(row)})
    return pyarrow.Table.from_pylist(found, schema=arrow_schema(TABLES["events"]))


def _places() -> pyarrow.Table:
    """Settlements of the gazetteer's own list."""
    with (ROOT / "data" / "lexicons" / "places.csv").open(encoding="utf-8", newline="") as stream:
        known = [row for row in csv.DictReader(stream) if row["precision"] == "settlement"]
    coordinates = {name: [float(row[name[:3]]) for row in known] for name in ("latitude", "longitude")}
    return pyarrow.table({"name": [row["name"] for row in known], **coordinates})


def rows(known: pyarrow.Table, first: int, number: int) -> dict[str, pyarrow.Table]:
    """Events `first` to `first + number` and their articles, each column made at once."""
    chance = numpy.random.default_rng((_SEED, first))
    events = known.take(chance.integers(0, known.num_rows, number))
    numbers = numpy.arange(first, first + number)
    ids = pyarrow.array([f"e{found:023x}" for found in numbers])
    article_numbers = numbers // EVENTS_AN_ARTICLE
    articles = pyarrow.array([f"{found:064x}" for found in article_numbers])
    names = pyarrow.array([f"Wire {found:02d}" for found in article_numbers % PUBLISHERS])
    told = pyarrow.array([f" Report {found}." for found in numbers])
    columns: Columns = {name: events[name] for name in events.column_names}
    _move_in_time(columns, chance, number)
    _move_in_space(columns, chance, number)
    _other_units(columns, chance, number)
    columns["event_id"], columns["article_id"], columns["publisher"] = ids, articles, names
    columns["language"] = pyarrow.array(numpy.where(article_numbers % 7, "en", "uk"))
    columns["sentence"] = compute.binary_join_element_wise(columns["sentence"], told, "")
    sentences = columns["sentence"].to_pylist()
    starts = _starts(sentences)
    columns["sentence_start"] = pyarrow.array(starts, "int64")
    columns["sentence_end"] = pyarrow.array([start + len(text) for start, text in zip(starts, sentences, strict=True)])
    own = zip(ids.to_pylist(), articles.to_pylist(), starts, sentences, strict=True)
    heads = [json.dumps(_told(*each), ensure_ascii=False)[:-1] for each in own]
    tail = columns["event_json"]
    for key in (*(f'"{name}": "[^"]*"' for name in ("event_id", "article_id")), r'"sentence(_start|_end)": \d+'):
        tail = compute.replace_substring_regex(tail, f"{key}(, )?", "")
    tail = compute.replace_substring_regex(tail, r'"sentences": \[(\[\d+, \d+\](, )?)*\](, )?', "")
    tail = compute.replace_substring_regex(tail, r'"sentence": "([^"\\]|\\.)*"(, )?', "")
    columns["event_json"] = compute.binary_join_element_wise(
        pyarrow.array(heads), compute.replace_substring_regex(tail, r"^\{", ", ", max_replacements=1), ""
    )
    place = compute.fill_null(columns["place"], "")
    parts = (columns["search_text"], compute.utf8_lower(told), compute.utf8_lower(place), compute.utf8_lower(names))
    columns["search_text"] = compute.binary_join_element_wise(*parts, "\n")
    event_table = pyarrow.table(columns).cast(arrow_schema(TABLES["events"]))
    return {"articles": _articles(event_table), "events": event_table}


def _starts(sentences: list[str]) -> list[int]:
    """Where each sentence begins in the text of its article, which is one sentence after the other."""
    starts: list[int] = []
    for index, _ in enumerate(sentences):
        first = index % EVENTS_AN_ARTICLE == 0
        starts.append(0 if first else starts[-1] + len(sentences[index - 1]) + 1)
    return starts


def _told(event_id: str, article_id: str, start: int, sentence: str) -> Columns:
    """What a record says of its own place in its article."""
    bounds = (start, start + len(sentence))
    return {
        "event_id": event_id, "article_id": article_id, "sentence": sentence,
        "sentence_start": bounds[0], "sentence_end": bounds[1], "sentences": [bounds],
    }  # fmt: skip


def _move_in_time(columns: Columns, chance: numpy.random.Generator, number: int) -> None:
    """The event begins on any day of the three years and takes as long as it did."""
    start, end = columns["date_start"].cast("int32"), columns["date_end"].cast("int32")
    days = pyarrow.array(chance.integers(0, DAYS, number) + (FIRST_DAY - date(1970, 1, 1)).days, "int32")
    shift = compute.subtract(days, compute.coalesce(start, end))
    columns["date_start"] = compute.add(start, shift).cast("int32").cast("date32")
    columns["date_end"] = compute.add(end, shift).cast("int32").cast("date32")


def _move_in_space(columns: Columns, chance: numpy.random.Generator, number: int) -> None:
    """An event that has a place gets another, within some kilometres of its centre."""
    known = _places()
    # Few places are in the news often, many seldom.
    chosen = known.take((known.num_rows * chance.random(number) ** 3).astype("int64"))
    placed = compute.is_valid(columns["latitude"])
    for name in ("latitude", "longitude"):
        moved = compute.add(chosen[name], pyarrow.array(chance.normal(0, 0.05, number)))
        columns[name] = compute.if_else(placed, moved, None)
    columns["place"] = compute.if_else(placed, chosen["name"], None)
    columns["places"] = _lists(chosen["name"], placed)
    points = zip(columns["latitude"].to_pylist(), columns["longitude"].to_pylist(), strict=True)
    columns["h3"] = pyarrow.array([cell_of(*point) for point in points], "int64")


def _other_units(columns: Columns, chance: numpy.random.Generator, number: int) -> None:
    """Every other event has a unit, of many."""
    kinds = ("Mechanised Brigade", "Rifle Regiment", "Battalion", "Assault Brigade", "Marine Division")
    known = pyarrow.array([f"{index // 5 + 1}th {kinds[index % 5]}" for index in range(UNITS)])
    chosen = known.take(pyarrow.array((UNITS * chance.random(number) ** 2).astype("int64")))
    columns["units"] = _lists(chosen, pyarrow.array(chance.random(number) < 0.5))


def _lists(values: Any, present: Any) -> pyarrow.Array:
    """A list of one value for each row where `present`, else an empty one."""
    if isinstance(values, pyarrow.ChunkedArray):
        values = values.combine_chunks()
    if isinstance(present, pyarrow.ChunkedArray):
        present = present.combine_chunks()
    offsets = numpy.concatenate([[0], numpy.cumsum(present.to_numpy(zero_copy_only=False))]).astype("int32")
    return pyarrow.ListArray.from_arrays(pyarrow.array(offsets), values.filter(present))


def _articles(events: pyarrow.Table) -> pyarrow.Table:
    """One row an article; all come from one container, so that no object is written for each."""
    first = events.take(numpy.arange(0, events.num_rows, EVENTS_AN_ARTICLE))
    number = first.num_rows
    constant = {
        "reader": "table", "received_at": datetime(2026, 3, 1, 12), "received_as": "generated", "received_size": 0,
        "notes": [], "given": "{}", "container": "0" * 64, "extraction_json": '{"mentions": []}', "extractor_version": "1",
        "event_count": EVENTS_AN_ARTICLE,
    }  # fmt: skip
    schema = arrow_schema(TABLES["articles"])
    columns: Columns = {
        name: pyarrow.array([value] * number, schema.field(name).type) for name, value in constant.items()
    }
    columns |= {name: first[name] for name in ("article_id", "publisher", "url", "published")}
    sentences = events["sentence"].to_pylist()
    groups = range(0, len(sentences), EVENTS_AN_ARTICLE)
    texts = [" ".join(sentences[at : at + EVENTS_AN_ARTICLE]) for at in groups]
    columns |= {"title": first["article_title"], "text": pyarrow.array(texts)}
    for field in schema:
        if field.name not in columns:
            columns[field.name] = pyarrow.nulls(number, field.type)
    return pyarrow.table({name: columns[name] for name in schema.names}, schema=schema)
