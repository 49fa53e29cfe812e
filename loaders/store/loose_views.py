"""`views.jsonl`: saved views of stores from before they had a table of their own. Read only; `views` takes them in."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import NamedTuple

from loaders.store.errors import StoreError

FILE = "views.jsonl"
_LARGEST_FILE = 16_000_000


class Loose(NamedTuple):
    """One view as the lines of the file leave it: of each key the last word counts."""

    view_id: str
    name: str
    address: str
    who: str
    at: str
    dropped: bool = False


def read(folder: Path) -> list[Loose]:
    """The views in order of their first line. A line that cannot be read is passed over.

    Raises StoreError where there is a file that cannot be read.
    """
    found: dict[str, Loose] = {}
    for line in _lines(folder / FILE):
        try:
            said = json.loads(line)
            view_id, who, at = (_text(said[key]) for key in ("view", "who", "at"))
            view = found.get(view_id) or Loose(view_id, _text(said["name"]), _text(said["address"]), who, at)
            dropped = said.get("dropped", view.dropped) is True
            found[view_id] = view._replace(name=_text(said.get("name", view.name)), dropped=dropped)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            continue
    return list(found.values())


def _lines(file: Path) -> list[bytes]:
    try:
        # A link could lead out of the store.
        with os.fdopen(os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC), "rb") as stream:
            return stream.read(_LARGEST_FILE).splitlines()
    except FileNotFoundError:
        return []
    except OSError as problem:
        raise StoreError(f"The saved views in {file} cannot be read: {problem}") from problem


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    value.encode("utf-8")
    return value
