"""The columns in memory as a file beside the store: a start reads it in a second, where the store itself takes many.

It is never the truth: a file that is damaged, of another store, or made by another version of this code is thrown away, and
the columns are read from the store. What came in since it was made is read from the store on top.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import numpy
import pyarrow

from loaders.store import columns
from loaders.store.columns import DAYS, LISTS, Coded, Columns
from loaders.store.texts import Texts

FOLDER = "columns"
_FORMAT = 1
_WORTH = 50_000
"""Fewer events are read as soon as a file would be."""
_GROWN = 10
"""A new file is made when one event in so many is not in the old one."""
_PART, _AT = ".part-", "text at"


def load(folder: Path, hash_of: Callable[[int], str | None]) -> Columns | None:
    """The columns as of an earlier entry of the log, or of the last; None where there is no file that fits.

    `hash_of` gives the beginning of the hash of an entry of the store's log, None where it has no such entry yet.
    """
    for path in _files(folder):
        try:
            commit, told, digest = path.stem.split("-")
            own = hash_of(int(commit))
            if own is None:
                continue
            if own == told and _digest(path) == digest and (found := _read(path, int(commit))):
                return found
        except OSError:
            # It may be another user's.
            continue
        except (ValueError, KeyError, TypeError, pyarrow.ArrowException):
            pass
        with contextlib.suppress(OSError):
            path.unlink()
    return None


def keep(folder: Path, version: str, found: Columns) -> Columns | None:
    """Write the columns, unless they are few, or nearly all in the file that there is; a folder that cannot be written is left.

    Gives them as they lie in the new file, which take up no memory that the machine could not use otherwise.
    """
    files = _files(folder)
    newest = max((int(path.stem.split("-")[0]) for path in files), default=-1)
    fresh = int(numpy.count_nonzero(found.kept["commit"].to_numpy() > newest))
    if len(found) < _WORTH or fresh * _GROWN <= len(found):
        return None
    with contextlib.suppress(OSError):
        folder.mkdir(exist_ok=True)
        handle, name = tempfile.mkstemp(dir=folder, prefix=_PART)
        os.close(handle)
        try:
            _write(Path(name), found)
            written = folder / f"{version}-{_digest(Path(name))}.arrow"
            os.replace(name, written)
        finally:
            Path(name).unlink(missing_ok=True)
        for path in files:
            path.unlink(missing_ok=True)
        return _read(written, found.commit)
    return None


def _files(folder: Path) -> list[Path]:
    """The newest first."""
    try:
        found = [path for path in folder.glob("*-*-*.arrow") if path.stem.split("-")[0].isdecimal()]
    except OSError:
        return []
    return sorted(found, key=lambda path: (-int(path.stem.split("-")[0]), path.name))


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()[:32]


def _made_by() -> str:
    """What tells files of this code from those of another."""
    return hashlib.sha256(f"{_FORMAT} {columns.SELECT}".encode()).hexdigest()


def _write(path: Path, found: Columns) -> None:
    values = {name: [_told(value) for value in column.values] for name, column in found.coded.items()}
    metadata = {"made by": _made_by(), "values": json.dumps(values, ensure_ascii=False)}
    arrays = {**found.kept, **{f"{name} code": pyarrow.array(column.codes) for name, column in found.coded.items()}}
    arrays[_AT] = pyarrow.array(found.texts.at)
    rows = pyarrow.record_batch(arrays).replace_schema_metadata(metadata)
    with pyarrow.OSFile(str(path), "wb") as file:
        with pyarrow.ipc.new_stream(file, rows.schema) as stream:
            stream.write_batch(rows)
        with pyarrow.ipc.new_stream(file, pyarrow.schema([("text", pyarrow.string())])) as stream:
            for part in found.texts.parts:
                stream.write_batch(pyarrow.record_batch({"text": part}))


def _read(path: Path, commit: int) -> Columns | None:
    with pyarrow.memory_map(str(path)) as file:
        rows = pyarrow.ipc.open_stream(file)
        told = rows.schema.metadata or {}
        if told.get(b"made by") != _made_by().encode():
            return None
        values = json.loads(told[b"values"])
        batch = rows.read_next_batch()
        batch.validate()
        with contextlib.suppress(StopIteration):
            rows.read_next_batch()
        parts = [part.column("text") for part in pyarrow.ipc.open_stream(file)]
    coded = {}
    for name, known in values.items():
        codes = batch.column(f"{name} code").to_numpy()
        coded[name] = Coded(codes, tuple(_value(name, value) for value in known))
    kept = {name: batch.column(name) for name in columns.KEPT}
    return Columns(commit, coded, kept, Texts(tuple(parts), batch.column(_AT).to_numpy()))


def _told(value: Any) -> Any:
    if isinstance(value, tuple):
        return [each.isoformat() if isinstance(each, date) else each for each in value]
    return value


def _value(name: str, value: Any) -> Any:
    if name == DAYS:
        return tuple(date.fromisoformat(day) if day else None for day in value)
    return tuple(value) if name in LISTS and value is not None else value
