"""One commit: rows to their tables, files made to last, then the log entry that makes it all visible at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime

import pyarrow
import pyarrow.parquet
from deltalake.exceptions import CommitFailedError, DeltaError

from loaders.store import anchor, compaction, lines
from loaders.store.cells import typed
from loaders.store.chain import Entry, Row, row_digest, rows_digest
from loaders.store.errors import StoreError
from loaders.store.packed import PACKED, Packed
from loaders.store.place import Place
from loaders.store.schema import TABLES
from loaders.store.tables import Tables, arrow, numbered


class Writer:
    """Writes to the tables of one place. Not safe for two threads: `Store` guards it."""

    def __init__(self, place: Place, tables: Tables) -> None:
        self._place, self._tables = place, tables
        self._failures: tuple[type[Exception], ...] = (OSError, DeltaError, *place.failures)

    def head(self) -> Entry:
        """The last entry of the log. Raises StoreError where it cannot be read."""
        file = self._tables.newest_log_file()
        if file is None:
            return Entry()
        try:
            with self._place.open(file) as stream:
                # Not `read_table`, which loads Arrow's datasets and pandas for the one row of this file.
                rows = pyarrow.parquet.ParquetFile(stream).read().to_pylist()
            return max(map(Entry.of_row, rows), key=lambda entry: entry.commit)
        except (OSError, pyarrow.ArrowException, ValueError, TypeError, KeyError) as problem:
            message = f"log: {file} of the store {self._place.name} cannot be read: {problem}. Restore it from a copy."
            raise StoreError(message) from problem

    @contextmanager
    def writing(self) -> Iterator[None]:
        """The lock that writers of all processes share, and one wording for whatever keeps them from writing."""
        name = self._place.name
        try:
            self._place.prepare()
            with self._place.lock():
                yield
        except CommitFailedError as problem:
            raise StoreError(
                f"Another writer came first at {name}. Nothing of this was stored; try again."
            ) from problem
        except self._failures as problem:
            message = f"The store {name} cannot be written: {problem}. It is as it was; see to it and try again."
            raise StoreError(message) from problem

    def begin(self) -> Entry:
        """The last entry of the log, with the tables at its versions: what the next commit builds on."""
        head = self.head()
        anchor.check(self._place, head)
        self._tables.roll_back(head)
        return head

    def commit(self, head: Entry, kind: str, rows: Mapping[str, Sequence[Row]], packed: Sequence[Packed] = ()) -> Entry:
        """Appends the rows to their tables as the commit after `head`; without any, nothing happens.

        Raises TypeError or ValueError for a cell that its column cannot hold, BadLinesError for a packed article that is none.
        """
        number = head.commit + 1
        tables: dict[str, pyarrow.Table] = {}
        digests: dict[str, tuple[int, str]] = {}
        for name in TABLES:
            finished = [typed(name, row, number) for row in rows.get(name, ())]
            hashed = [*map(row_digest, finished)]
            for item in packed:
                hashed += item.lines[name].split() if name in item.lines else ()
            if hashed:
                ready = [numbered(name, lines.table(name, packed), number)] if packed and name in PACKED else []
                tables[name] = pyarrow.concat_tables([arrow(name, finished), *ready])
                digests[name] = (len(hashed), rows_digest(hashed))
        return self._finish(head, kind, tables, digests) if tables else head

    def commit_tables(self, kind: str, tables: Mapping[str, pyarrow.Table]) -> Entry:
        """The same for whole Arrow tables."""
        head = self.begin()
        filled = {name: numbered(name, table, head.commit + 1) for name, table in tables.items()}
        return self._finish(head, kind, filled, {name: _digest(table.to_pylist()) for name, table in filled.items()})

    def merge(self, head: Entry, at_least: int) -> bool:
        """Runs small files together where there are so many; whether any were."""
        changed = compaction.compact(self._tables, self._place, at_least)
        if changed:
            self._finish(head, "compact", {}, {})
        return changed

    def _finish(
        self, head: Entry, kind: str, tables: dict[str, pyarrow.Table], digests: Mapping[str, tuple[int, str]]
    ) -> Entry:
        for name in list(tables):
            # What is written need not be held while the next table is.
            self._tables.append(name, tables.pop(name))
        versions = self._tables.versions()
        # A store from before files were noted has all of its files noted by its next commit, those that are left.
        before = head.versions if head.files else {}
        files = {
            file
            for name in versions
            for file in self._tables.written(name, before.get(name, -1), versions[name])
            if self._place.exists(file)
        }
        # What the entry speaks of has to last before it does.
        self._place.settle(files)
        at = datetime.now(UTC).isoformat(timespec="microseconds")
        entry = head.next(at, kind, versions, digests, {file: self._place.digest(file) for file in sorted(files)})
        self._place.settle(self._tables.append_log(entry))
        anchor.write(self._place, entry)
        return entry


def _digest(rows: Sequence[Row]) -> tuple[int, str]:
    return len(rows), rows_digest(map(row_digest, rows))
