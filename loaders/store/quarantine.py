"""What was refused: kept once for each reason, shown until it is in or dropped; what was dropped can be put back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import duckdb

from loaders.store import objects
from loaders.store.batch import Refused
from loaders.store.chain import Row
from loaders.store.place import Place

_REASON = ("sha256", "name", "stage", "code", "message")


def new_refusals(cursor: duckdb.DuckDBPyConnection, place: Place, refused: Sequence[Refused]) -> list[Row]:
    """Refusals that the quarantine does not hold yet for the same reason; their bytes are kept.

    One that was dropped stays so while it fails in the same way: a nightly ingest of its folder does not bring it back.
    """
    if not refused:
        return []
    digests = sorted({str(item.row["sha256"]) for item in refused})
    held = cursor.execute(
        f"SELECT {', '.join(_REASON)} FROM all_quarantine WHERE sha256 IN (SELECT unnest(CAST(? AS VARCHAR[])))"
        " QUALIFY row_number() OVER (PARTITION BY sha256, CASE sha256 WHEN '' THEN name END ORDER BY commit DESC) = 1",
        [digests],
    )
    known = {_reason(dict(zip(_REASON, row, strict=True))) for row in held.fetchall()}
    found: dict[tuple[object, ...], Row] = {}
    for item in refused:
        key = _reason(item.row)
        if key in known:
            continue
        found[key] = {**item.row, "kept": item.data is not None}
        if item.data is not None:
            objects.put(place, item.data)
    return list(found.values())


def _reason(row: Mapping[str, object]) -> tuple[object, ...]:
    """What makes a refusal the same as another: the same bytes under two names are one; without bytes, the name counts."""
    return (row["sha256"], None if row["sha256"] else row["name"], row["stage"], row["code"], row["message"])


def dismissals(
    waiting: Iterable[Mapping[str, object]], items: Sequence[str], who: str, why: str, moment: datetime
) -> list[Row]:
    """A row for each item that waits and is named: by its digest, or by its name where nothing was received."""
    wanted = set(items)
    return [
        {"sha256": row["sha256"], "name": row["name"], "who": who, "why": why, "dismissed_at": moment}
        for row in waiting
        if (row["sha256"] or row["name"]) in wanted
    ]


def restorations(cursor: duckdb.DuckDBPyConnection, items: Sequence[str], who: str, moment: datetime) -> list[Row]:
    """A row for each item that is named and was dropped last: it undoes that. Without bytes, an item goes by its name."""
    found = cursor.execute(
        "SELECT sha256, name FROM dropped WHERE list_contains(CAST(? AS VARCHAR[]), CASE sha256 WHEN '' THEN name ELSE sha256 END)",
        [list(items)],
    )
    told = {"who": who, "why": "", "dismissed_at": moment, "undone": True}
    return [{"sha256": sha256, "name": name, **told} for sha256, name in found.fetchall()]
