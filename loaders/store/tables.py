"""The Delta tables of one folder: create, append, roll back, compact, list a version's files. Writers hold a lock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from urllib.parse import unquote

import pyarrow
from deltalake import DeltaTable, write_deltalake
from deltalake.exceptions import DeltaError, TableNotFoundError

from loaders.store.chain import Entry
from loaders.store.errors import StoreError
from loaders.store.schema import LOG_COLUMNS, TABLES, Column, Type

_ARROW = {
    Type.TEXT: pyarrow.string(),
    Type.INTEGER: pyarrow.int64(),
    Type.NUMBER: pyarrow.float64(),
    Type.DAY: pyarrow.date32(),
    Type.MOMENT: pyarrow.timestamp("us"),
    Type.LIST: pyarrow.list_(pyarrow.string()),
}
_ORDER = {"events": ["date_start", "latitude", "longitude"], "articles": ["article_id"]}
_COLUMNS: dict[str, tuple[Column, ...]] = {**TABLES, "log": LOG_COLUMNS}


def arrow_schema(columns: Sequence[Column]) -> pyarrow.Schema:
    return pyarrow.schema([(column.name, _ARROW[column.type]) for column in columns])


def typed(table: str, row: Mapping[str, object], commit: int) -> dict[str, object]:
    """The row with the table's columns only. Raises TypeError for another type, ValueError for a lone surrogate."""
    values = {**row, "commit": commit}
    return {column.name: _cell(values.get(column.name), column) for column in _COLUMNS[table]}


def _cell(value: object, column: Column) -> object:
    if value is None:
        return None
    match column.type, value:
        case Type.TEXT, str():
            value.encode("utf-8")
            return str(value)
        case Type.INTEGER, int():
            return value
        case Type.NUMBER, int() | float():
            return float(value)
        case Type.MOMENT, datetime():
            return value
        case Type.DAY, date() if not isinstance(value, datetime):
            return value
        case Type.LIST, list() | tuple():
            items = [str(item) for item in value]
            "".join(items).encode("utf-8")
            return items
    raise TypeError(f"column '{column.name}' holds {column.type.value}, not {value!r:.80}")


class Tables:
    """One `DeltaTable` a table of the store, kept open. Not safe for two threads: `Store` guards it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._open: dict[str, DeltaTable] = {}

    def create(self) -> None:
        """Every table that is not there yet, `log` last: a store without a log does not exist."""
        for name, columns in _COLUMNS.items():
            if not DeltaTable.is_deltatable(str(self._folder / name)):
                DeltaTable.create(str(self._folder / name), schema=arrow_schema(columns))

    def exist(self) -> bool:
        return DeltaTable.is_deltatable(str(self._folder / "log"))

    def _table(self, name: str) -> DeltaTable:
        """The table at its newest version."""
        try:
            if name not in self._open:
                self._open[name] = DeltaTable(str(self._folder / name))
            else:
                self._open[name].update_incremental()
        except (DeltaError, TableNotFoundError, OSError) as problem:
            self._open.pop(name, None)
            raise StoreError(f"The table '{name}' of the store {self._folder} cannot be read: {problem}") from problem
        return self._open[name]

    def log_version(self) -> int:
        return self._table("log").version()

    def log_files(self) -> list[str]:
        return self._files(self._table("log"), "log")

    def newest_log_file(self) -> str | None:
        """The file that holds the last entry, by the statistics that Delta keeps; None before the first commit."""
        actions = pyarrow.table(self._table("log").get_add_actions(flatten=True)).to_pylist()
        newest = max(actions, key=lambda action: int(action["max.commit"]), default=None)
        return str(self._folder / "log" / newest["path"]) if newest else None

    def files(self, name: str, version: int) -> list[str]:
        """Paths of the Parquet files of one version, sorted."""
        table = self._table(name)
        if table.version() != version:
            try:
                table.load_as_version(version)
            except (DeltaError, OSError) as problem:
                self._open.pop(name, None)
                message = f"Version {version} of the table '{name}' in {self._folder} cannot be read: {problem}"
                raise StoreError(message) from problem
        return self._files(table, name)

    def _files(self, table: DeltaTable, name: str) -> list[str]:
        # delta-rs gives addresses with percent signs, which are no paths.
        return sorted(str(self._folder / name / unquote(uri.rsplit("/", 1)[-1])) for uri in table.file_uris())

    def roll_back(self, head: Entry) -> None:
        """Drops what an interrupted commit left beyond the last log entry. Only under the lock."""
        for name in TABLES:
            table, wanted = self._table(name), head.versions.get(name, 0)
            if table.version() != wanted:
                table.restore(wanted)

    def append(self, name: str, rows: Sequence[Mapping[str, object]]) -> None:
        data = pyarrow.Table.from_pylist([dict(row) for row in rows], schema=arrow_schema(_COLUMNS[name]))
        write_deltalake(self._table(name), data, mode="append")

    def versions(self) -> dict[str, int]:
        return {name: self._table(name).version() for name in TABLES}

    def compact(self, at_least: int) -> bool:
        """Runs together the files of each table that has so many; whether any was. Only under the lock."""
        changed = False
        for name in TABLES:
            table = self._table(name)
            if len(table.file_uris()) >= at_least:
                table.optimize.z_order(_ORDER[name]) if name in _ORDER else table.optimize.compact()
                changed = True
        log = self._table("log")
        if len(log.file_uris()) >= at_least:
            log.optimize.compact()
        return changed
