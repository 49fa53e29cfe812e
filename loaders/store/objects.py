"""Received bytes, one file each, named by their SHA-256; never written twice, never altered."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path


class Objects:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, sha256: str) -> Path:
        """Where the bytes lie. Raises KeyError for what is no SHA-256, which could name a path elsewhere."""
        if len(sha256) != 64 or not set(sha256) <= set("0123456789abcdef"):
            raise KeyError(sha256)
        return self._folder / sha256[:2] / sha256

    def put(self, data: bytes) -> str:
        """Keeps the bytes and gives their SHA-256. A file is whole or not there."""
        sha256 = hashlib.sha256(data).hexdigest()
        target = self.path(sha256)
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=target.parent, prefix=".part-")
            try:
                with os.fdopen(handle, "wb") as stream:
                    stream.write(data)
                    stream.flush()
                    os.fsync(stream.fileno())
                os.replace(name, target)
            except BaseException:
                Path(name).unlink(missing_ok=True)
                raise
        return sha256

    def get(self, sha256: str) -> bytes:
        """The bytes. Raises KeyError where there are none of that name."""
        try:
            return self.path(sha256).read_bytes()
        except FileNotFoundError as problem:
            raise KeyError(sha256) from problem

    def damaged(self) -> Iterator[str]:
        """Names of files whose bytes are no longer those of their name."""
        for path in sorted(self._folder.glob("??/*")):
            if not path.name.startswith(".part-") and hashlib.sha256(path.read_bytes()).hexdigest() != path.name:
                yield path.name
