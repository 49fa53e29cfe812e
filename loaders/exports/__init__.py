"""Events → files. One file a format; a new one is named in `FORMATS`."""

from __future__ import annotations

from loaders.exports.csv_file import CSV
from loaders.exports.format import EventRow, Format, Options

__all__ = ["FORMATS", "EventRow", "Format", "Options"]

FORMATS: dict[str, Format] = {known.name: known for known in (CSV,)}
