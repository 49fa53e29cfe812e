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

from loaders.conditions import described, parameters
from loaders.exports.format import Format, Tally
from loaders.selection import Filter

_PROJECT = Path(__file__).resolve().parents[2] / "pyproject.toml"


@dataclass(frozen=True, slots=True)
class Made:
    """One export: its format, the events that it was asked for, and the version of the store that they come from."""

    format: Format
    chosen: Filter
    store_version: str


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
        "filters": {
            "in_words": list(described(made.chosen)) or ["all events"],
            "address": f"?{urlencode(parameters(made.chosen), doseq=True)}",
        },
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
