"""A `Filter` on the columns in memory → the rows that meet it: what `selection.where` says in SQL, a condition at a time."""

from __future__ import annotations

import threading
import weakref
from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy
import pyarrow

from loaders.cells import as_number, is_cell, parent, resolution_of
from loaders.search_query import parse
from loaders.selection import EXTRACTED, LISTED, SINGLE, Filter, Presence
from loaders.shapes import inside, shape_of
from loaders.store.columns import CELL, DAYS, Columns, Mask, Rows
from loaders.store.snapshot import columns_of

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_MASKS, _FILTERS = 40, 10


class _Remembered:
    """Conditions and filters that were asked of one set of columns; those asked for longest ago are forgotten."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._found: OrderedDict[Hashable, Any] = OrderedDict()
        self._guard = threading.Lock()

    def __call__(self, key: Hashable, make: Callable[[], Any]) -> Any:
        with self._guard:
            if key in self._found:
                self._found.move_to_end(key)
                return self._found[key]
        made = make()
        with self._guard:
            self._found[key] = made
            while len(self._found) > self._most:
                self._found.popitem(last=False)
        return made


_remembered: weakref.WeakKeyDictionary[Columns, tuple[_Remembered, _Remembered]] = weakref.WeakKeyDictionary()


def matched(cursor: DuckDBPyConnection, chosen: Filter) -> Matching | None:
    """The rows that a filter chooses, where the cursor's snapshot has its columns in memory."""
    columns = columns_of(cursor)
    if columns is None:
        return None
    masks, found = _remembered.setdefault(columns, (_Remembered(_MASKS), _Remembered(_FILTERS)))
    made: Matching = found(chosen, lambda: Matching(columns, masks, chosen))
    return made


class Matching:
    """The rows of one filter, and of the same filter without one of its conditions."""

    def __init__(self, columns: Columns, remember: _Remembered, chosen: Filter) -> None:
        self.columns = columns
        self._masks = [(field, remember(key, make)) for field, key, make in _conditions(columns, chosen)]
        self._rows: dict[str | None, Rows | None] = {}

    def rows(self, without: str | None = None) -> Rows | None:
        """Numbers of the rows, ascending; None stands for all. `without` leaves out what is asked of that field."""
        if without is not None and all(field != without for field, _ in self._masks):
            without = None
        if without not in self._rows:
            masks = [mask for field, mask in self._masks if field != without]
            self._rows[without] = _rows(masks) if masks else None
        return self._rows[without]

    def listed(self) -> Rows:
        rows = self.rows()
        return numpy.arange(len(self.columns), dtype=numpy.int32) if rows is None else rows

    def __len__(self) -> int:
        rows = self.rows()
        return len(self.columns) if rows is None else len(rows)


def _rows(masks: list[Mask]) -> Rows:
    mask = masks[0]
    for other in masks[1:]:
        mask = mask & other
    return numpy.flatnonzero(mask).astype(numpy.int32)


def _conditions(columns: Columns, chosen: Filter) -> list[tuple[str, Hashable, Callable[[], Mask]]]:
    """Field, what the condition is known by, and how its rows are found."""
    found: list[tuple[str, Hashable, Callable[[], Mask]]] = []
    lists, names = dict(LISTED), {**dict(SINGLE), "origins": "origin"}
    refused: dict[str, list[str]] = {}
    for field, value in chosen.excluded:
        refused.setdefault(field, []).append(value)
    for field in (*lists, *names):
        for values, wanted in ((getattr(chosen, field), True), (tuple(refused.get(field, ())), False)):
            if not values:
                continue

            def make(field: str = field, values: tuple[str, ...] = values, wanted: bool = wanted) -> Mask:
                if field == "event_ids":
                    mask = columns.rows_with(pyarrow.array(values, pyarrow.large_string()))
                else:
                    mask = columns[lists.get(field) or names[field]].where(_holder(field, field in lists, values))
                return mask if wanted else ~mask

            found.append((field, (field, values, wanted), make))
    if chosen.areas:
        found.append(("areas", ("areas", chosen.areas), lambda: _inside(columns, chosen.areas)))
    if chosen.shapes:
        found.append(("shapes", ("shapes", chosen.shapes), lambda: _drawn(columns, chosen.shapes)))
    if chosen.undated is not Presence.ONLY:
        first, last = chosen.date_from, chosen.date_to
        if first is not None:
            found.append(("date_from", ("from", first), lambda: columns[DAYS].where(lambda day: _reaches(day, first))))
        if last is not None:
            found.append(("date_to", ("to", last), lambda: columns[DAYS].where(lambda day: _begins(day, last))))
    presences: tuple[tuple[str, Presence, Callable[[], Mask]], ...] = (
        ("undated", chosen.undated, lambda: columns[DAYS].where(lambda day: day == (None, None))),
        ("unlocated", chosen.unlocated, lambda: ~columns.located),
    )
    for field, presence, absent in presences:
        if presence is Presence.ONLY:
            found.append((field, (field, presence), absent))
        elif presence is Presence.HIDE:
            found.append((field, (field, presence), lambda absent=absent: ~absent()))  # type: ignore[misc]
    if query := parse(chosen.text):
        found.append(("text", ("text", chosen.text), lambda: columns.texts.found(query)))
    if (since := chosen.since_commit) is not None:
        found.append(("since_commit", ("since", since), lambda: columns.kept["commit"].to_numpy() > since))
    return found


def _holder(field: str, many: bool, values: tuple[str, ...]) -> Callable[[Any], bool]:
    wanted = frozenset(values)
    if many:
        return lambda held: bool(held) and not wanted.isdisjoint(held)
    if field == "origins":
        return lambda held: (held or EXTRACTED) in wanted
    return lambda held: held in wanted


def _inside(columns: Columns, areas: tuple[str, ...]) -> Mask:
    known = {(resolution_of(area), as_number(area)) for area in areas if is_cell(area)}
    resolutions = {resolution for resolution, _ in known}
    return columns[CELL].where(
        lambda cell: cell is not None and any((r, parent(cell, r)) in known for r in resolutions)
    )


def _drawn(columns: Columns, drawn: tuple[str, ...]) -> Mask:
    longitude, latitude = (columns.kept[name].to_numpy(zero_copy_only=False) for name in ("longitude", "latitude"))
    mask = numpy.zeros(len(columns), bool)
    for shape in filter(None, map(shape_of, drawn)):
        mask |= inside(shape, longitude, latitude)
    return mask


def _reaches(days: tuple[date | None, date | None], first: date) -> bool:
    last = days[1] or days[0]
    return last is not None and last >= first


def _begins(days: tuple[date | None, date | None], last: date) -> bool:
    first = days[0] or days[1]
    return first is not None and first <= last
