"""Rows with the columns of their table and nothing else, each cell of its column's type. Standard library only."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from loaders.store.schema import LOG_COLUMNS, TABLES, Column, Type

COLUMNS: dict[str, tuple[Column, ...]] = {**TABLES, "log": LOG_COLUMNS}


def typed(table: str, row: Mapping[str, object], commit: int) -> dict[str, object]:
    """The row with the table's columns only. Raises TypeError for another type, ValueError for a lone surrogate."""
    values = {**row, "commit": commit}
    return {column.name: _cell(values.get(column.name), column) for column in COLUMNS[table]}


def _cell(value: object, column: Column) -> object:
    if value is None:
        return None
    match column.type, value:
        case Type.TEXT, str():
            value.encode("utf-8")
            return str(value)
        case Type.TRUTH, bool():
            return value
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
