"""Parquet with the columns of the event table in their own types: lists as lists, days as days."""

from __future__ import annotations

import io
import itertools
from collections.abc import Iterable, Iterator

from loaders.exports.format import EventRow, Format, Options, Tally
from loaders.store.schema import EXPORT_COLUMN_NAMES, EXPORT_COLUMNS, Type

_ROWS_AT_ONCE = 20_000


class _Sink(io.RawIOBase):
    """Where a writer writes; what has come in is taken out piece by piece."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self._size = 0

    def writable(self) -> bool:
        return True

    def write(self, piece: object) -> int:
        self._pieces.append(bytes(piece))  # type: ignore[call-overload]
        self._size += len(self._pieces[-1])
        return len(self._pieces[-1])

    def tell(self) -> int:
        return self._size

    def taken(self) -> bytes:
        found = b"".join(self._pieces)
        self._pieces.clear()
        return found


def write_parquet(rows: Iterable[EventRow], options: Options, tally: Tally) -> Iterator[bytes]:
    import pyarrow
    from pyarrow import parquet

    types = {
        Type.TEXT: pyarrow.string(),
        Type.INTEGER: pyarrow.int64(),
        Type.NUMBER: pyarrow.float64(),
        Type.DAY: pyarrow.date32(),
        Type.LIST: pyarrow.list_(pyarrow.string()),
    }
    schema = pyarrow.schema([(column.name, types[column.type]) for column in EXPORT_COLUMNS])
    sink = _Sink()
    source = iter(rows)
    with parquet.ParquetWriter(sink, schema, compression="zstd") as writer:
        while batch := list(itertools.islice(source, _ROWS_AT_ONCE)):
            columns = {name: [row.get(name) for row in batch] for name in EXPORT_COLUMN_NAMES}
            writer.write_table(pyarrow.Table.from_pydict(columns, schema=schema))
            tally.written += len(batch)
            yield sink.taken()
    yield sink.taken()


PARQUET = Format("parquet", "Parquet", ".parquet", "application/vnd.apache.parquet", write_parquet)
