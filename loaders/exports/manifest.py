"""What stands beside an export: which events were asked for, when, from which version, what is in the file and what is not."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from urllib.parse import urlencode

from loaders.exports.format import Format, Tally
from loaders.selection import Filter, Presence

_PROJECT = Path(__file__).resolve().parents[2] / "pyproject.toml"


# Filter field → its parameter in the dashboard's address, in the order of an address, and what it is in words.
_LISTS = {
    "units": ("unit", "unit"),
    "places": ("place", "place"),
    "commanders": ("commander", "commander"),
    "event_types": ("type", "type"),
    "statuses": ("status", "status"),
    "publishers": ("publisher", "publisher"),
    "origins": ("origin", "read off an article or stated by"),
    "languages": ("language", "language of the article"),
    "flags": ("flag", "doubt"),
    "articles": ("article", "article"),
    "event_ids": ("id", "event"),
}
_DAYS = {"date_from": ("from", "from"), "date_to": ("to", "until")}
_PRESENCES = {"undated": ("undated", "a date"), "unlocated": ("unlocated", "a place on the map")}


@dataclass(frozen=True, slots=True)
class Made:
    """One export: its format, the events that it was asked for, and the version of the store that they come from."""

    format: Format
    chosen: Filter
    store_version: str


def address(chosen: Filter) -> str:
    """The query of the dashboard's address that shows these events; empty for all."""
    found: list[tuple[str, str]] = []
    for name, (parameter, _) in _LISTS.items():
        found += [(parameter, value) for value in getattr(chosen, name)]
    for name, (parameter, _) in _DAYS.items():
        found += [(parameter, day.isoformat())] if (day := getattr(chosen, name)) else []
    for name, (parameter, _) in _PRESENCES.items():
        found += [(parameter, value.value)] if (value := getattr(chosen, name)) is not Presence.ANY else []
    found += [("q", chosen.text)] if chosen.text else []
    return urlencode(found)


def described(chosen: Filter) -> tuple[str, ...]:
    """The conditions in words, one a line: `type: strike or battle`."""
    lines = [
        f"{words}: {' or '.join(values)}" for name, (_, words) in _LISTS.items() if (values := getattr(chosen, name))
    ]
    lines += [f"{words} {day}" for name, (_, words) in _DAYS.items() if (day := getattr(chosen, name))]
    for name, (_, what) in _PRESENCES.items():
        presence = getattr(chosen, name)
        if presence is not Presence.ANY:
            lines.append(f"only {'without' if presence is Presence.ONLY else 'with'} {what}")
    return (*lines, *([f"text: {chosen.text}"] if chosen.text else ()))


def manifest_of(made: Made, tally: Tally, file: Counted, name: str, moment: datetime) -> bytes:
    """The manifest as JSON; `file` has passed whole, `moment` is in UTC."""
    from loaders.pipeline import VERSION

    record = {
        "file": name,
        "sha256": file.sha256,
        "bytes": file.size,
        "format": made.format.name,
        "made_at": moment.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "made_by": {"product": "Sourceline", "version": product_version(), "extractor_version": VERSION},
        "store_version": made.store_version,
        "filters": {"in_words": list(described(made.chosen)) or ["all events"], "address": f"?{address(made.chosen)}"},
        "events": {
            "chosen": tally.written + tally.left_out.total(),
            "in_file": tally.written,
            "left_out": dict(sorted(tally.left_out.items())),
            "cells_shortened": tally.shortened,
        },
        "notes": list(made.format.notes),
    }
    return json.dumps(record, ensure_ascii=False, indent=2).encode("utf-8", "replace") + b"\n"


@cache
def product_version() -> str:
    return str(tomllib.loads(_PROJECT.read_text(encoding="utf-8"))["project"]["version"])


class Counted:
    """The pieces of a file as they pass, with their SHA-256 and size."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces, self._digest, self.size = pieces, hashlib.sha256(), 0

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._pieces:
            self._digest.update(piece)
            self.size += len(piece)
            yield piece

    @property
    def sha256(self) -> str:
        return self._digest.hexdigest()
