"""The store at a million events: opening, the dashboard's questions beside a plain DuckDB file, growth, and how soon news is seen.

`python -m benchmarks.store [--events 1000000]` prints the table. The generated store is kept in `$SOURCELINE_BENCH` for the next
run, or made anew in a temporary folder (some minutes).
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from benchmarks import generated
from dashboard import facet_queries, queries
from loaders import Filter, Store, open_store
from loaders.store.batch import Parsed

CACHE = "SOURCELINE_BENCH"
EVENTS, SMALL = 1_000_000, 10_000
REPEATS = 7
COMMITS, ARTICLES = 6, 250
FACETS = ("event_types", "units", "places")
_OPEN = """
import sys, time
from loaders import open_store
started = time.perf_counter()
open_store(sys.argv[1], create=False).snapshot()
print(time.perf_counter() - started)
"""


def milliseconds(work: Callable[[], Any]) -> float:
    """The median time of a few runs."""
    times = []
    for _ in range(REPEATS):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return statistics.median(times) * 1000


def questions(cursor: duckdb.DuckDBPyConnection) -> dict[str, Callable[[], Any]]:
    """What the page asks, on any connection that has the views."""
    unit = facet_queries.facet(cursor, Filter(), "units")[10].value
    event_id = str(queries.rows(cursor, Filter(), 1)["event_id"][0])
    year = {"date_from": date(2025, 1, 1), "date_to": date(2025, 12, 31)}
    narrow = Filter(units=(unit,), event_types=("strike", "battle", "advance"), **year)
    return {
        "three facets": lambda: [facet_queries.facet(cursor, Filter(), field) for field in FACETS],
        "filter: unit, types, a year → 500 rows": lambda: queries.rows(cursor, narrow, 500),
        "histogram, a year": lambda: queries.days(cursor, Filter(**year)),
        "one event": lambda: queries.event(cursor, event_id),
        "text": lambda: queries.count(cursor, Filter(text="report 5555")),
        "counts of the view": lambda: queries.overview(cursor, Filter()),
        "one click: counts, every facet, histogram, 500 rows": lambda: (
            queries.overview(cursor, narrow),
            [facet_queries.facet(cursor, narrow, field) for field in facet_queries.FACETS],
            queries.days(cursor, narrow),
            queries.rows(cursor, narrow, 500),
        ),
    }


def plain(store: Store, file: Path) -> duckdb.DuckDBPyConnection:
    """The same events in a DuckDB file, with nothing between it and the query."""
    if not file.exists():
        with duckdb.connect(str(file)) as made:
            listed = store._tables.files("events", store.head().versions["events"])
            sources = [store._place.source(found) for found in listed]
            made.execute(
                f"CREATE TABLE events AS SELECT *, CAST([] AS VARCHAR[]) AS corrected, CAST(NULL AS VARCHAR) AS review_verdict"
                f" FROM read_parquet({sources!r})"
            )
    return duckdb.connect(str(file), read_only=True)


def grow(folder: Path, scratch: Path) -> tuple[float, float]:
    """Articles a second into a copy of the store, commits of some hundred; seconds until a reader sees one more article."""
    copy = shutil.copytree(folder, scratch, copy_function=os.link)
    store = open_store(copy)
    samples = generated.rows(generated.samples(), 10**9, COMMITS * ARTICLES * generated.EVENTS_AN_ARTICLE)
    articles, events = (samples[name].to_pylist() for name in ("articles", "events"))
    width = generated.EVENTS_AN_ARTICLE
    items = [
        Parsed(None, row, tuple(events[index * width : (index + 1) * width])) for index, row in enumerate(articles)
    ]
    store.write(items[:1])
    started = time.perf_counter()
    for first in range(0, len(items), ARTICLES):
        store.write(items[first : first + ARTICLES])
    taken = time.perf_counter() - started
    reader = open_store(copy)
    reader.snapshot().read_columns()
    before = reader.snapshot().cursor().execute("SELECT count(*) FROM events").fetchone()
    fresh = generated.rows(generated.samples(), 2 * 10**9, width)
    only = Parsed(None, fresh["articles"].to_pylist()[0], tuple(fresh["events"].to_pylist()))
    started = time.perf_counter()
    store.write([only])
    snapshot = reader.snapshot()
    snapshot.read_columns()
    after = (queries.count(snapshot.cursor(), Filter()),)
    visible = time.perf_counter() - started
    if before is None or after is None or after[0] != before[0] + width:
        raise RuntimeError("the new events are not seen")
    shutil.rmtree(copy)
    return len(items) / taken, visible


def measure(events: int = EVENTS) -> dict[str, float]:
    """Milliseconds of each question on the store and on a plain DuckDB file; seconds to open and to see one article's events."""
    with tempfile.TemporaryDirectory() as temporary:
        home = Path(os.environ.get(CACHE) or temporary)
        folder, small = home / f"store-{events}", home / f"store-{SMALL}"
        store = generated.store_of(folder, events)
        generated.store_of(small, SMALL)
        opened = [
            float(subprocess.run([sys.executable, "-c", _OPEN, str(folder)], capture_output=True, check=True).stdout)
            for _ in range(3)
        ]
        figures = {f"{events:,} events: open, s": statistics.median(opened)}
        snapshot = store.snapshot()
        started = time.perf_counter()
        snapshot.read_columns()
        figures["columns into memory, s"] = time.perf_counter() - started
        ours = questions(snapshot.cursor())
        with plain(store, home / f"plain-{events}.duckdb") as connection:
            theirs = questions(connection)
            for name in ours:
                ours[name](), theirs[name]()
                figures[f"{name}, ms"] = milliseconds(ours[name])
                figures[f"{name}, plain DuckDB file, ms"] = milliseconds(theirs[name])
        large, figures["one new article's events seen by an open reader, s"] = grow(folder, home / "scratch")
        little, _ = grow(small, home / "scratch")
        figures[f"articles a second stored, at {events:,} events"] = large
        figures[f"articles a second stored, at {SMALL:,} events"] = little
        figures["rate at the larger / at the smaller"] = large / little
        return figures


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--events", type=int, default=EVENTS)
    for name, figure in measure(options.parse_args().events).items():
        print(f"{name:<70} {figure:10,.2f}")


if __name__ == "__main__":
    main()
