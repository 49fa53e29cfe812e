"""The Delta tables of one store: create, append, roll back, list a version's files. Writers hold a lock."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

import pyarrow
import pyarrow.parquet
from deltalake import ColumnProperties, CommitProperties, DeltaTable, WriterProperties, write_deltalake
from deltalake.exceptions import DeltaError, TableNotFoundError
from deltalake.transaction import AddAction, RemoveAction

from loaders.store.cells import COLUMNS
from loaders.store.chain import Entry
from loaders.store.errors import StoreError
from loaders.store.place import Place
from loaders.store.schema import TABLES, Column, Type

_ARROW = {
    Type.TEXT: pyarrow.string(),
    Type.INTEGER: pyarrow.int64(),
    Type.NUMBER: pyarrow.float64(),
    Type.DAY: pyarrow.date32(),
    Type.MOMENT: pyarrow.timestamp("us"),
    Type.TRUTH: pyarrow.bool_(),
    Type.LIST: pyarrow.list_(pyarrow.string()),
}
# A merge holds so much in memory, twice over while it sorts. A file of this size is merged no more, so that the work
# for a commit does not grow with the store.
FULL_BYTES = 128_000_000
# The versions are the history of the store: Delta may not tidy them away after its usual month.
_KEEP = {"delta.logRetentionDuration": "interval 36500 days"}
# One article may hold megabytes: a dictionary of such cells, and the least and greatest of them, would be further copies of
# them in memory, and nobody looks them up by their value.
_LONG_CELLS = ("text", "extraction_json", "event_json", "search_text", "sentence")
_WRITING = WriterProperties(
    column_properties={
        name: ColumnProperties(dictionary_enabled=False, statistics_enabled="NONE") for name in _LONG_CELLS
    }
)
# A commit builds on the very version that the writer read: whoever wrote in between has won, and it fails.
_NEXT_VERSION_ONLY = CommitProperties(max_commit_retries=0)


def arrow_schema(columns: Sequence[Column]) -> pyarrow.Schema:
    return pyarrow.schema([(column.name, _ARROW[column.type]) for column in columns])


def completed(rows: pyarrow.Table, columns: Sequence[Column]) -> pyarrow.Table:
    """The rows with these columns, empty where they have none."""
    schema = arrow_schema(columns)
    held = set(rows.column_names)
    found = [rows[field.name] if field.name in held else pyarrow.nulls(len(rows), field.type) for field in schema]
    return pyarrow.Table.from_arrays(
        [column.cast(field.type) for column, field in zip(found, schema, strict=True)], schema=schema
    )


def numbered(table: str, rows: pyarrow.Table, commit: int) -> pyarrow.Table:
    """The rows with all columns of their table, empty where they have none, and the commit's number."""
    number = pyarrow.repeat(pyarrow.scalar(commit, pyarrow.int64()), rows.num_rows)
    bare = rows.drop_columns(["commit"]) if "commit" in rows.column_names else rows
    return completed(bare.append_column("commit", number), COLUMNS[table])


def arrow(table: str, rows: Sequence[Mapping[str, object]]) -> pyarrow.Table:
    return pyarrow.Table.from_pylist([dict(row) for row in rows], schema=arrow_schema(COLUMNS[table]))


@dataclass(frozen=True, slots=True)
class Footer:
    """The columns that a Parquet file has, and the bytes that they take once they are read."""

    columns: frozenset[str]
    size: int


class Tables:
    """One `DeltaTable` a table of the store, kept open. Not safe for two threads: `Store` guards it."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._open: dict[str, DeltaTable] = {}
        self._footers: dict[str, Footer] = {}

    def create(self) -> None:
        """Every table that is not there yet, `log` last: a store without a log does not exist."""
        for name in COLUMNS:
            if not DeltaTable.is_deltatable(self._place.table(name)):
                schema = arrow_schema(COLUMNS[name])
                DeltaTable.create(self._place.table(name), schema=schema, configuration=_KEEP)

    def exist(self) -> bool:
        return DeltaTable.is_deltatable(self._place.table("log"))

    def _newest(self, name: str) -> DeltaTable:
        """The table at its newest version."""
        try:
            if name not in self._open:
                self._open[name] = DeltaTable(self._place.table(name))
            else:
                self._open[name].update_incremental()
        except (DeltaError, TableNotFoundError, OSError) as problem:
            self._open.pop(name, None)
            raise StoreError(f"{name}: the table cannot be read: {problem}") from problem
        return self._open[name]

    def log_version(self) -> int:
        return int(self._newest("log").version())

    def log_files(self) -> list[str]:
        return self._files(self._newest("log"), "log")

    def newest_log_file(self) -> str | None:
        """The file that holds the last entry, by the statistics that Delta keeps; None before the first commit."""
        # Not `pyarrow.table`, which loads pandas to see whether it was given a frame of it: a third of a command's start.
        told = pyarrow.RecordBatchReader.from_stream(self._newest("log").get_add_actions(flatten=True))
        actions = told.read_all().to_pylist()
        newest = max(actions, key=lambda action: int(action["max.commit"] or 0), default=None)
        return f"log/{newest['path']}" if newest else None

    def files(self, name: str, version: int | None) -> list[str]:
        """Names of the Parquet files of one version, sorted, relative to the store; None is before the table was."""
        if version is None:
            return []
        table = self._open.get(name)
        if table is None or table.version() != version:
            table = self._newest(name)
        if table.version() != version:
            try:
                # A further table: the open one stays at the version that a writer is about to build on.
                table = DeltaTable(self._place.table(name), version=version)
            except (DeltaError, OSError) as problem:
                raise StoreError(f"{name}: version {version} of the table cannot be read: {problem}") from problem
        return self._files(table, name)

    def _files(self, table: DeltaTable, name: str) -> list[str]:
        # delta-rs gives addresses with percent signs, which are no paths.
        return sorted(f"{name}/{unquote(uri.rsplit('/', 1)[-1])}" for uri in table.file_uris())

    def footer(self, file: str) -> Footer:
        """What a Parquet file says of itself. A file never changes."""
        if file not in self._footers:
            with self._place.open(file) as stream:
                told = pyarrow.parquet.read_metadata(stream)
            size = sum(told.row_group(index).total_byte_size for index in range(told.num_row_groups))
            self._footers[file] = Footer(frozenset(told.schema.to_arrow_schema().names), size)
        return self._footers[file]

    def roll_back(self, head: Entry) -> None:
        """Drops what an interrupted commit left beyond the last log entry. Only under the lock."""
        for name in TABLES:
            if name not in head.versions:
                self.create()  # a store from before this table was thought of
            table, wanted = self._newest(name), head.versions.get(name, 0)
            if table.version() != wanted:
                table.restore(wanted, commit_properties=_NEXT_VERSION_ONLY)
                self._newest(name)

    def append(self, name: str, data: pyarrow.Table) -> None:
        """Adds rows to the version that was last read of the table; columns that it lacks come with them."""
        write_deltalake(
            self._open[name],
            data,
            mode="append",
            schema_mode="merge",
            writer_properties=_WRITING,
            commit_properties=_NEXT_VERSION_ONLY,
        )

    def append_log(self, entry: Entry) -> list[str]:
        """Adds the entry after the last one that was read, and gives the files that it wrote."""
        before = int(self._open["log"].version())
        self.append("log", arrow("log", [entry.row()]))
        return list(self.written("log", before, before + 1))

    def crowded(self, files: int) -> bool:
        """Whether any table has more than so many small files, by what was last read of it."""
        return any(
            sum(1 for file in self._files(table, name) if self.footer(file).size < FULL_BYTES) > files
            for name, table in self._open.items()
        )

    def versions(self) -> dict[str, int]:
        return {name: int(self._open[name].version()) for name in TABLES}

    def written(self, name: str, after: int, until: int) -> Iterator[str]:
        """The files that the versions after one, until another, brought: Delta's own entries and their Parquet files."""
        for version in range(after + 1, until + 1):
            entry = f"{name}/_delta_log/{version:020}.json"
            if not self._place.exists(entry):
                continue
            yield entry
            for line in self._place.read(entry).splitlines():
                if added := json.loads(line).get("add"):
                    yield f"{name}/{unquote(added['path'])}"
            checkpoint = f"{name}/_delta_log/{version:020}.checkpoint.parquet"
            if self._place.exists(checkpoint):
                yield checkpoint

    def newest_files(self, name: str) -> list[str]:
        return self._files(self._newest(name), name)

    def unused(self, name: str, days: float) -> list[str]:
        """Parquet files that have been in no version for so many days, sorted; none that the newest version holds."""
        table = self._newest(name)
        # Only asked, not done: Delta would note it as a version of its own, which the log does not know.
        found = table.vacuum(retention_hours=int(days * 24), dry_run=True, enforce_retention_duration=False, full=True)
        files = {f"{name}/{unquote(path.rsplit('/', 1)[-1])}" for path in found if path.endswith(".parquet")}
        return sorted(files - set(self._files(table, name)))

    def replace(self, name: str, added: AddAction, removed: Sequence[str]) -> None:
        """Puts one file in the place of others that hold the same rows."""
        # delta-rs takes the path of a removed file as it stands in its own entry.
        actions: list[AddAction | RemoveAction] = [added]
        actions += (RemoveAction(file.split("/")[-1], False, added.modification_time) for file in removed)
        self._open[name].create_write_transaction(
            actions, "append", arrow_schema(COLUMNS[name]), commit_properties=_NEXT_VERSION_ONLY
        )
        self._newest(name)
