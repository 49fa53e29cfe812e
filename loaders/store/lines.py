"""Lines of JSON → Arrow tables, many articles at once, without a Python object for any cell."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow
import pyarrow.compute
import pyarrow.json

from loaders.store.packed import Packed
from loaders.store.schema import TABLES, Type
from loaders.store.tables import arrow_schema

# Days and moments are text in JSON.
_WRITTEN = {Type.DAY: pyarrow.string(), Type.MOMENT: pyarrow.string()}


class BadLinesError(ValueError):
    """The lines are no rows of the table, or rows of other articles than they say."""


def table(name: str, items: Sequence[Packed]) -> pyarrow.Table:
    """The items' rows of one table, without the commit's number. Raises BadLinesError where any of them is none."""
    columns = TABLES[name][:-1]
    schema = arrow_schema(columns)
    lines = [item.lines[name] for item in items if name in item.lines]
    try:
        data = lines[0].text() if len(lines) == 1 else b"".join(line.text() for line in lines)
    except ValueError as problem:
        raise BadLinesError(f"{name}: {problem}") from problem
    if not len(data):
        return schema.empty_table()
    written = [
        (column.name, _WRITTEN.get(column.type, field.type)) for column, field in zip(columns, schema, strict=True)
    ]
    try:
        rows = pyarrow.json.read_json(
            pyarrow.BufferReader(pyarrow.py_buffer(data)),
            # A row may be longer than any block that is read at once by default.
            pyarrow.json.ReadOptions(use_threads=False, block_size=len(data) + 1),
            pyarrow.json.ParseOptions(
                explicit_schema=pyarrow.schema(written), newlines_in_values=False, unexpected_field_behavior="error"
            ),
        ).cast(schema)
        rows.validate(full=True)
    except pyarrow.ArrowException as problem:
        raise BadLinesError(f"{name}: {problem}") from problem
    ids = pyarrow.array([item.article_id for item in items])
    own = pyarrow.compute.is_in(rows["article_id"], value_set=ids)
    if len(rows) != sum(line.count for line in lines) or not pyarrow.compute.all(own).as_py():
        raise BadLinesError(f"{name}: rows of other articles")
    # What the parser took beside its rows is as much again.
    del data
    pyarrow.default_memory_pool().release_unused()
    return rows


def check(item: Packed) -> None:
    """Raises BadLinesError where any of one item's lines is not what it should be."""
    for name in item.lines:
        table(name, [item])
