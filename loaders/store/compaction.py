"""Small Parquet files → fewer, larger ones, sorted by date: what is read stays the same, and is found sooner."""

from __future__ import annotations

import io
import json
import time
import uuid
from collections import defaultdict
from collections.abc import Iterator, Sequence

import pyarrow
import pyarrow.compute as compute
import pyarrow.parquet
from deltalake.transaction import AddAction

from loaders.store.cells import COLUMNS
from loaders.store.place import Place
from loaders.store.schema import TABLES
from loaders.store.tables import FULL_BYTES, Tables, completed

# Files within a factor of sixteen are merged with each other only: a row is moved a handful of times, not at each merge.
_TIER_BITS = 4
# Few rows a group: a range of days or one event's id then needs few groups of a file.
_GROUP_ROWS = 20_000
_SORTED = {"events": ("date_start", "event_id"), "articles": ("article_id",)}
_LOOKED_UP = {"events": ("event_id", "article_id"), "articles": ("article_id",)}
# Read one at a time, and two thirds of the store's size.
_HEAVY = frozenset(("event_json", "extraction_json", "text"))


def compact(tables: Tables, place: Place, at_least: int) -> bool:
    """Merges the files of each table and size where there are so many; whether any were. Only under the lock."""
    changed = False
    for name in COLUMNS:
        for group in _groups(tables, name, at_least):
            _merge(tables, place, name, group)
            changed |= name in TABLES
    return changed


def _groups(tables: Tables, name: str, at_least: int) -> Iterator[list[str]]:
    tiers: dict[int, list[str]] = defaultdict(list)
    size = {file: tables.footer(file).size for file in tables.newest_files(name)}
    for file in sorted(size):
        if size[file] < FULL_BYTES:
            tiers[size[file].bit_length() // _TIER_BITS].append(file)
    for files in tiers.values():
        if len(files) < at_least:
            continue
        group: list[str] = []
        for file in files:
            if group and sum(size[found] for found in group) + size[file] > FULL_BYTES:
                yield group
                group = []
            group.append(file)
        if len(group) > 1:
            yield group


def _merge(tables: Tables, place: Place, name: str, files: Sequence[str]) -> None:
    columns = COLUMNS[name]
    parts = []
    for file in files:
        with place.open(file) as stream:
            parts.append(completed(pyarrow.parquet.read_table(stream), columns))
    merged = pyarrow.concat_tables(parts)
    del parts
    if name in _SORTED:
        merged = merged.sort_by([(column, "ascending") for column in _SORTED[name]])
    written = io.BytesIO()
    pyarrow.parquet.write_table(
        merged,
        written,
        row_group_size=_GROUP_ROWS,
        compression={column.name: "zstd" if column.name in _HEAVY else "snappy" for column in columns},
        bloom_filter_options={column: {"ndv": _GROUP_ROWS, "fpp": 0.01} for column in _LOOKED_UP.get(name, ())},
    )
    path = f"part-{uuid.uuid4()}.parquet"
    place.write(f"{name}/{path}", written.getvalue())
    moment = int(time.time() * 1000)
    tables.replace(name, AddAction(path, written.getbuffer().nbytes, {}, moment, False, _stats(merged)), files)


def _stats(merged: pyarrow.Table) -> str:
    """What Delta keeps of a file: the store looks for its last log entry by `commit`, other engines for days by date."""
    lowest: dict[str, object] = {}
    highest: dict[str, object] = {}
    for column in ("commit", "date_start"):
        if column in merged.column_names and merged[column].null_count < merged.num_rows:
            found = compute.min_max(merged[column]).as_py()
            lowest[column], highest[column] = found["min"], found["max"]
    told = {"numRecords": merged.num_rows, "minValues": lowest, "maxValues": highest}
    return json.dumps(told, default=lambda day: day.isoformat())
