"""Where a store lies, and all that differs by it: a folder of this machine here, object storage in `bucket`."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol

import duckdb
from filelock import FileLock, Timeout

from loaders.store.errors import StoreError

_LOCK_SECONDS = 120.0
_PIECE = 1 << 20
_PART = ".part-"
# Delta reads such a pair as the character that it would be in a web address, and then finds no folder of that name.
_MISREAD = re.compile("%[0-9A-Fa-f]{2}")


class Place(Protocol):
    """Files under names relative to the store, `/` between their parts. `name` is what the user knows the store by."""

    name: str
    failures: tuple[type[Exception], ...]
    """What its libraries raise, besides OSError, where a file cannot be read or written."""

    def table(self, name: str) -> str:
        """The address of a table for Delta."""

    def connect(self) -> duckdb.DuckDBPyConnection:
        """An in-memory database that may read the store and nothing else, and load nothing."""

    def source(self, path: str) -> str:
        """The address of a file for that database."""

    def prepare(self) -> None:
        """Makes sure that files can be written at all. Raises OSError."""

    def lock(self) -> AbstractContextManager[None]:
        """Held by one writer at a time. Raises StoreError where another holds it for too long."""

    def read(self, path: str) -> bytes:
        """Raises FileNotFoundError."""

    def open(self, path: str) -> BinaryIO:
        """For reading, from anywhere in it. Raises FileNotFoundError."""

    def exists(self, path: str) -> bool: ...

    def write(self, path: str, data: bytes) -> None:
        """Whole or not at all, and lasting; what was there before is replaced."""

    def remove(self, path: str) -> int:
        """Takes a file away; its bytes, 0 where there was none."""

    def digest(self, path: str) -> str:
        """SHA-256 of a file's bytes. Raises FileNotFoundError."""

    def names(self, folder: str) -> Iterator[str]:
        """The files below a folder, relative to the store, sorted; unfinished ones left out."""

    def settle(self, paths: Iterable[str]) -> None:
        """Returns once these files outlast a power cut."""


def place_of(address: str | Path) -> Place:
    """The place that `--store` names: a folder, or `s3://bucket/prefix`. Raises StoreError."""
    if "://" in str(address):
        from loaders.store.bucket import Bucket

        return Bucket(str(address))
    return Folder(Path(address).absolute())


class Folder:
    """A store in a folder."""

    failures: tuple[type[Exception], ...] = ()

    def __init__(self, folder: Path) -> None:
        if found := _MISREAD.search(str(folder)):
            raise StoreError(
                f"The store cannot lie in {folder}: '{found[0]}' in a path is read wrongly. Choose another folder."
            )
        self.folder = folder
        self.name = str(folder)

    def table(self, name: str) -> str:
        return str(self.folder / name)

    def connect(self) -> duckdb.DuckDBPyConnection:
        return guarded(duckdb.connect(config=SHUT), self.name)

    def source(self, path: str) -> str:
        return str(self.folder / path)

    def prepare(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)

    @contextmanager
    def lock(self) -> Iterator[None]:
        waiting = FileLock(self.folder / ".lock", timeout=_LOCK_SECONDS)
        try:
            waiting.acquire()
        except Timeout as problem:
            minutes = round(_LOCK_SECONDS / 60)
            raise StoreError(
                f"Another process has been writing to {self.name} for {minutes} minutes. Nothing was changed;"
                " try again when it is done."
            ) from problem
        try:
            yield
        finally:
            waiting.release()

    def read(self, path: str) -> bytes:
        return (self.folder / path).read_bytes()

    def open(self, path: str) -> BinaryIO:
        return (self.folder / path).open("rb")

    def exists(self, path: str) -> bool:
        return (self.folder / path).exists()

    def write(self, path: str, data: bytes) -> None:
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=_PART)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            os.replace(name, target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise

    def remove(self, path: str) -> int:
        file = self.folder / path
        try:
            size = file.stat().st_size
            file.unlink()
        except FileNotFoundError:
            return 0
        return size

    def digest(self, path: str) -> str:
        found = hashlib.sha256()
        with (self.folder / path).open("rb") as stream:
            while piece := stream.read(_PIECE):
                found.update(piece)
        return found.hexdigest()

    def names(self, folder: str) -> Iterator[str]:
        for found in sorted((self.folder / folder).rglob("*")):
            if found.is_file() and not found.name.startswith(_PART):
                yield found.relative_to(self.folder).as_posix()

    def settle(self, paths: Iterable[str]) -> None:
        files = [self.folder / path for path in paths]
        # A new file is only there for good once its folder has been written too.
        for path in (*files, *sorted({path.parent for path in files})):
            handle = os.open(path, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


SHUT: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}


def guarded(connection: duckdb.DuckDBPyConnection, root: str) -> duckdb.DuckDBPyConnection:
    """The connection, able to read below `root` and nowhere else, for good."""
    connection.execute(f"SET allowed_directories = [{quoted(root)}]")
    connection.execute("SET enable_external_access = false")
    # Files never change once written; without this each question reads all their footers again.
    connection.execute("SET GLOBAL parquet_metadata_cache = true")
    connection.execute("SET lock_configuration = true")
    return connection


def quoted(text: str) -> str:
    """A path as an SQL literal: neither SET nor a view takes parameters."""
    return "'" + text.replace("'", "''") + "'"
