"""Rows in memory (`loaders.matching`) → the answers of `queries` and `aggregates`, the same as by SQL, many times sooner; pure."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import numpy
import pyarrow

from dashboard import bins, lanes, palette
from dashboard.bins import Counts
from dashboard.look import Look
from loaders import CELL_COLUMN, EXTRACTED, FINEST_CELL, Matching, parent

Span = tuple[date | None, date | None]
_OWN_TRAY = frozenset(("undated", "unlocated"))
_DOUBTED = frozenset(("place_conflict", "place_lookalike", "place_ambiguous"))
_DAYS = "days"


def overview(found: Matching) -> tuple[int, ...]:
    """Events, articles, publishers, claims, denied, doubtful, unlocated and undated ones."""
    columns, rows = found.columns, found.rows()

    flagged = columns["flags"].counts(rows).items()
    located = columns.located if rows is None else columns.located[rows]
    return (
        len(found),
        columns["article_id"].different(rows),
        columns["publisher"].different(rows),
        len(found) - columns["attribution"].counts(rows).get(None, 0),
        columns["status"].counts(rows).get("denied", 0),
        sum(number for flags, number in flagged if set(flags or ()) - _OWN_TRAY),
        int(numpy.count_nonzero(~located)),
        columns[_DAYS].counts(rows).get((None, None), 0),
    )


def bounds(found: Matching) -> tuple[date, date] | None:
    spans = [span for span in found.columns[_DAYS].counts(found.rows()) if span != (None, None)]
    if not spans:
        return None
    return min(start or end for start, end in spans), max(end or start for start, end in spans)


def facet(found: Matching, field: str, column: str) -> Counter[str]:
    """How many events each value would show under all conditions but that of its own field."""
    totals = Counter[str]()
    for value, number in found.columns[column].counts(found.rows(field)).items():
        if isinstance(value, tuple):
            for item in value:
                totals[item] += number
        elif field == "origins":
            totals[value or EXTRACTED] += number
        elif value is not None:
            totals[value] += number
    totals.pop(None, None)  # type: ignore[call-overload]
    return totals


def days(found: Matching) -> list[tuple[date | None, date | None, str, int]]:
    columns = found.columns
    kinds = columns["event_type"].values
    numbers = _together(
        found, columns[_DAYS].codes, columns["event_type"].codes, len(columns[_DAYS].values), len(kinds)
    )
    told = [(*columns[_DAYS].values[span], kinds[kind], number) for span, kind, number in numbers]
    dated = [row for row in told if row[:2] != (None, None)]
    return sorted(dated, key=lambda row: (row[0] or date.max, row[1] or date.max, row[2]))


def listed(found: Matching, columns: tuple[str, ...], rows: Any) -> pyarrow.Table:
    """These columns of these rows, as a table."""
    held = found.columns
    arrays: dict[str, pyarrow.Array] = {}
    for name in columns:
        if name in ("date_start", "date_end"):
            values = [span[name == "date_end"] for span in held[_DAYS].of(rows)]
            arrays[name] = pyarrow.array(values, pyarrow.date32())
        elif name in held.coded:
            values = held[name].of(rows)
            many = name in _MANY
            arrays[name] = pyarrow.array(values, pyarrow.list_(pyarrow.string()) if many else pyarrow.string())
        else:
            arrays[name] = held.kept[name].take(pyarrow.array(rows))
    return pyarrow.table(arrays)


_MANY = frozenset(("places", "units", "commanders", "actors", "flags", "corrected"))


def rivals(found: Matching, most: int) -> list[tuple[str, str | None]]:
    """Ids of the first events of the view whose place a flag doubts, with its other readings as JSON."""
    rows = found.listed()
    flags, readings = found.columns["flags"], found.columns["rivals"]
    doubt = flags.table(lambda held: not _DOUBTED.isdisjoint(held or ()))
    chosen = rows[doubt[flags.codes[rows]]][:most]
    ids = found.columns.kept["event_id"].take(pyarrow.array(chosen)).to_pylist()
    return list(zip(ids, readings.of(chosen), strict=True))


def counts(found: Matching, look: Look) -> Counts:
    """What `bins.count` counts of the chosen events."""
    columns, rows = found.columns, found.rows()
    spans = columns[_DAYS]
    known = spans.counts(rows)
    ends = {span: _ends(span) for span in known if span != (None, None)}
    if not ends:
        return Counts("day", (), {}, {})
    unit = bins.unit_for(min(first for first, _ in ends.values()), max(last for _, last in ends.values()), look.bins)
    home = {span: bins.bin_of(first, unit) for span, (first, _) in ends.items()}
    inside = {span: home[span] for span, (_, last) in ends.items() if last <= home[span].last}
    longer = Counter[tuple[date, date]]()
    for span, both in ends.items():
        if span not in inside:
            longer[both] += known[span]
    drawn = sorted(set(inside.values()))
    number = {each: index for index, each in enumerate(drawn)}
    none = len(drawn)
    # For each span of days the number of its bin, `none` for one of several bins.
    place = numpy.array([number[inside[span]] if span in inside else none for span in spans.values], numpy.int32)
    dated = spans.table(lambda span: span in ends)
    part = columns["event_type" if look.stack == "type" else "actors"]
    within = Counter[tuple[bins.Bin, str]]()
    cell_of_row = place[spans.codes]
    for at, code, n in _together(found, cell_of_row, part.codes, none + 1, len(part.values)):
        if at != none:
            value = part.values[code]
            within[drawn[at], value if look.stack == "type" else (value[0] if value else None) or ""] += n
    totals, cells = _by_lane(found, look.lanes, dated, cell_of_row, none)
    named = {(lane, drawn[at]): n for (lane, at), n in cells.items()}
    return bins.counted(unit, dict(within), [(*both, n) for both, n in sorted(longer.items())], named, dict(totals))


def _by_lane(
    found: Matching, by: str, dated: Any, cell_of_row: Any, none: int
) -> tuple[Counter[str], Counter[tuple[str, int]]]:
    columns = found.columns
    lane = columns[{"type": "event_type", "unit": "units", "place": "places", "publisher": "publisher"}[by]]
    rows = found.listed()
    rows = rows[dated[columns[_DAYS].codes[rows]]]
    totals = Counter[str]()
    for value, number in lane.counts(rows).items():
        for key in _keys(value, by):
            totals[key] += number
    drawn = frozenset(lanes.order(totals, by))
    wanted = lane.table(lambda value: not drawn.isdisjoint(_keys(value, by)))
    rows = rows[wanted[lane.codes[rows]]]
    cells = Counter[tuple[str, int]]()
    for code, at, number in _pairs(lane.codes[rows], cell_of_row[rows], len(lane.values), none + 1):
        if at != none:
            for key in _keys(lane.values[code], by):
                if key in drawn:
                    cells[key, at] += number
    return totals, cells


def _keys(value: Any, by: str) -> tuple[str, ...]:
    if by == "type":
        return (palette.known_type(value or ""),)
    if isinstance(value, tuple):
        return tuple(dict.fromkeys(value)) or ("",)
    return (value or "",)


def cells(found: Matching, coarsest: int, most: int) -> tuple[int, Any, int]:
    """The finest resolution with at most so many cells; the rows that lie surely in one; located rows that do not."""
    columns = found.columns
    rows = found.listed()
    rows = rows[columns.located[rows]]
    flags, cell = columns["flags"], columns[CELL_COLUMN]
    sure = flags.table(lambda held: _DOUBTED.isdisjoint(held or ()))[flags.codes[rows]]
    sure &= cell.table(lambda value: value is not None)[cell.codes[rows]]
    held = rows[sure]
    present = _numbers(cell)[numpy.flatnonzero(numpy.bincount(cell.codes[held], minlength=len(cell.values)))]
    resolution = coarsest
    for finer in range(coarsest, FINEST_CELL + 1):
        if len(numpy.unique(parent(present, finer))) <= most:
            resolution = finer
    return resolution, held, len(rows) - len(held)


def by_cell(found: Matching, rows: Any, resolution: int) -> dict[int, Counter[str]]:
    """The rows counted by the cell of this resolution and by type."""
    columns = found.columns
    cell, kind = columns[CELL_COLUMN], columns["event_type"]
    names, codes = numpy.unique(parent(_numbers(cell), resolution), return_inverse=True)
    kinds: dict[int, Counter[str]] = {}
    moved = codes.astype(numpy.int32)[cell.codes[rows]]
    for at, code, n in _pairs(moved, kind.codes[rows], len(names), len(kind.values)):
        kinds.setdefault(int(names[at]), Counter())[palette.known_type(kind.values[code])] += n
    return kinds


def wide(found: Matching, rows: Any, most: int) -> list[tuple[Any, ...]]:
    """Place, latitude, longitude, radius and number of events of these rows, the most events first."""
    columns, order = found.columns, pyarrow.array(rows)
    place = pyarrow.array(columns["place"].codes[rows])
    points = {name: columns.kept[name].take(order) for name in ("latitude", "longitude", "radius_km")}
    grouped = pyarrow.table({"place": place, **points}).group_by(["place", *points]).aggregate([([], "count_all")])
    named = pyarrow.array(columns["place"].values, pyarrow.string()).take(grouped["place"].combine_chunks())
    counted = grouped.set_column(grouped.column_names.index("place"), "place", named)
    order_of = [("count_all", "descending"), *((name, "ascending") for name in ("place", *points))]
    top = counted.sort_by(order_of).slice(0, most).to_pylist()
    return [(row["place"], *(row[name] for name in points), row["count_all"]) for row in top]


def _numbers(cell: Any) -> Any:
    """The cells as an array; none at all is 0."""
    return numpy.array([value or 0 for value in cell.values], numpy.int64)


def _ends(span: Span) -> tuple[date, date]:
    first, last = span[0] or span[1], span[1] or span[0]
    if first is None or last is None:
        raise ValueError("an undated event has no days")
    return min(first, last), max(first, last)


def _together(found: Matching, one: Any, other: Any, ones: int, others: int) -> list[tuple[int, int, int]]:
    rows = found.rows()
    return _pairs(one, other, ones, others) if rows is None else _pairs(one[rows], other[rows], ones, others)


def _pairs(one: Any, other: Any, ones: int, others: int) -> list[tuple[int, int, int]]:
    """(code of the one, code of the other, how often they meet)"""
    if not len(one):
        return []
    key = one.astype(numpy.int64 if ones * others > 2**31 - 1 else numpy.int32) * others + other
    if ones * others <= max(4 * len(key), 1 << 16):
        found = numpy.bincount(key)
        at = numpy.flatnonzero(found)
        number = found[at]
    else:
        at, number = numpy.unique(key, return_counts=True)
    return list(zip((at // others).tolist(), (at % others).tolist(), number.tolist(), strict=True))
