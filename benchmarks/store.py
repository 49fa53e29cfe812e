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
from dataclasses import replace
from datetime import date, timedelta
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


def milliseconds(work: Callable[[int], Any]) -> float:
    """The median time of a few runs, each of which asks something else: nothing is answered from what was asked before."""
    times = []
    for turn in range(1, REPEATS + 1):
        started = time.perf_counter()
        work(turn)
        times.append(time.perf_counter() - started)
    return statistics.median(times) * 1000


def questions(cursor: duckdb.DuckDBPyConnection) -> dict[str, Callable[[int], Any]]:
    """What the page asks, on any connection that has the views; each takes the number of its turn, and asks anew in each."""
    units = [choice.value for choice in facet_queries.facet(cursor, Filter(), "units")[10:]]
    ids = [str(found) for found in queries.rows(cursor, Filter(), REPEATS + 1)["event_id"]]

    def since(turn: int) -> Filter:
        return Filter(date_from=generated.FIRST_DAY + timedelta(days=turn))

    def year(turn: int) -> Filter:
        first = date(2025, 1, 1) + timedelta(days=7 * turn)
        return Filter(date_from=first, date_to=first + timedelta(days=364))

    def narrow(turn: int) -> Filter:
        return replace(year(turn), units=(units[turn],), event_types=("strike", "battle", "advance"))

    return {
        "three facets": lambda turn: [facet_queries.facet(cursor, since(turn), field) for field in FACETS],
        "filter: unit, types, a year → 500 rows": lambda turn: queries.rows(cursor, narrow(turn), 500),
        "histogram, a year": lambda turn: queries.days(cursor, year(turn)),
        "one event": lambda turn: queries.event(cursor, ids[turn]),
        "text": lambda turn: queries.count(cursor, Filter(text=f"report {5555 + turn}")),
        "counts of the view": lambda turn: queries.overview(cursor, since(turn + REPEATS)),
        "one click: counts, every facet, histogram, 500 rows": lambda turn: (
            queries.overview(cursor, narrow(turn + REPEATS)),
            [facet_queries.facet(cursor, narrow(turn + REPEATS), field) for field in facet_queries.FACETS],
            queries.days(cursor, narrow(turn + REPEATS)),
            queries.rows(cursor, narrow(turn + REPEATS), 500),
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
                ours[name](0), theirs[name](0)
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
