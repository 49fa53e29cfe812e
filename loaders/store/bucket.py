"""A store on object storage: `s3://bucket/prefix`, with the usual AWS_* variables of the environment.

DuckDB reads the tables through `obstore`'s file system, so that nothing has to be loaded into it. Writers take turns by
a lease that is put only where there is none; what decides in the end is Delta's own commit, put only if it is the next.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import time
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, BinaryIO
from urllib.parse import urlsplit

import duckdb

from loaders.store.errors import StoreError
from loaders.store.place import SHUT, guarded

if TYPE_CHECKING:
    from obstore.store import S3Store

_LEASE = "lease"
# A commit takes seconds; a writer that has said nothing for so long is dead.
_LEASE_SECONDS, _WAIT_SECONDS, _PAUSE_SECONDS = 60.0, 120.0, 0.5


class Bucket:
    """A store below a prefix of a bucket."""

    def __init__(self, address: str) -> None:
        from obstore.exceptions import BaseError

        parts = urlsplit(address)
        if parts.scheme != "s3" or not parts.netloc:
            raise StoreError(f"{address} is no place for a store. Give a folder, or s3://bucket/prefix.")
        self.name = f"s3://{parts.netloc}/{parts.path.strip('/')}".rstrip("/")
        if os.environ.get("AWS_ENDPOINT_URL", "").startswith("http://"):
            # The address of a server of one's own, which the libraries refuse without this.
            os.environ.setdefault("AWS_ALLOW_HTTP", "true")
        self._files = _store(self.name)
        self.failures: tuple[type[Exception], ...] = (BaseError,)

    def table(self, name: str) -> str:
        return f"{self.name}/{name}"

    def connect(self) -> duckdb.DuckDBPyConnection:
        from obstore.fsspec import FsspecStore

        connection = duckdb.connect(config=SHUT)
        connection.register_filesystem(FsspecStore("s3", client_options=_client()))
        return guarded(connection, self.name)

    def source(self, path: str) -> str:
        return f"{self.name}/{path}"

    def prepare(self) -> None:
        """Nothing has to be there before the first file is."""

    @contextmanager
    def lock(self) -> Iterator[None]:
        import obstore

        held = self._take()
        try:
            yield
        finally:
            # Given back only where nobody took it over meanwhile.
            if self._lease()[1] == held:
                obstore.delete(self._files, _LEASE)

    def _take(self) -> str:
        """Waits for the lease and gives its tag."""
        import obstore
        from obstore.exceptions import AlreadyExistsError, PreconditionError

        mine = json.dumps({"holder": uuid.uuid4().hex, "until": time.time() + _LEASE_SECONDS}).encode()
        patience = time.monotonic() + _WAIT_SECONDS
        while True:
            until, tag = self._lease()
            try:
                if tag is None:
                    return str(obstore.put(self._files, _LEASE, mine, mode="create")["e_tag"])
                if until < time.time():
                    return str(obstore.put(self._files, _LEASE, mine, mode={"e_tag": tag})["e_tag"])
            except (AlreadyExistsError, PreconditionError):
                pass  # another was quicker
            if time.monotonic() > patience:
                raise StoreError(
                    f"Another process has been writing to {self.name} for {_WAIT_SECONDS / 60:.0f} minutes."
                    " Nothing was changed; try again when it is done."
                )
            time.sleep(_PAUSE_SECONDS)
            mine = json.dumps({"holder": uuid.uuid4().hex, "until": time.time() + _LEASE_SECONDS}).encode()

    def _lease(self) -> tuple[float, str | None]:
        """Until when it is held, and its tag; None where nobody holds it."""
        import obstore

        try:
            found = obstore.get(self._files, _LEASE)
            return float(json.loads(bytes(found.bytes()))["until"]), found.meta["e_tag"]
        except FileNotFoundError:
            return 0.0, None

    def read(self, path: str) -> bytes:
        import obstore

        return bytes(obstore.get(self._files, path).bytes())

    def open(self, path: str) -> BinaryIO:
        return io.BytesIO(self.read(path))

    def exists(self, path: str) -> bool:
        import obstore

        try:
            obstore.head(self._files, path)
        except FileNotFoundError:
            return False
        return True

    def write(self, path: str, data: bytes) -> None:
        import obstore

        obstore.put(self._files, path, data)

    def remove(self, path: str) -> int:
        import obstore

        try:
            size = int(obstore.head(self._files, path)["size"])
            obstore.delete(self._files, path)
        except FileNotFoundError:
            return 0
        return size

    def digest(self, path: str) -> str:
        import obstore

        found = hashlib.sha256()
        for piece in obstore.get(self._files, path).stream():
            found.update(bytes(piece))
        return found.hexdigest()

    def names(self, folder: str) -> Iterator[str]:
        import obstore

        for page in obstore.list(self._files, prefix=folder):
            yield from sorted(found["path"] for found in page)

    def settle(self, paths: Iterable[str]) -> None:
        """Object storage answers once a file is safe."""


def _client() -> Any:
    return {"allow_http": os.environ.get("AWS_ALLOW_HTTP", "").lower() in ("true", "1")}


def _store(address: str) -> S3Store:
    from obstore.exceptions import BaseError
    from obstore.store import S3Store

    try:
        return S3Store.from_url(address, client_options=_client())
    except BaseError as problem:
        raise StoreError(f"{address} cannot be opened: {problem}. Check the AWS_* variables.") from problem
