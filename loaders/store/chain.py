"""The log: one entry a commit, each holding the hash of the one before and a digest of the rows that it brought in."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

Row = Mapping[str, object]
_GENESIS = "0" * 64


@dataclass(frozen=True, slots=True)
class Entry:
    """One commit. `versions` are the Delta versions of the tables that it makes visible: this is the point of commit.

    `rows` maps a table to the count and the digest of the rows that carry this commit's number, `files` the name of each
    file that the commit wrote to its SHA-256; entries of stores from before files were noted have none.
    """

    commit: int = 0
    written_at: str = ""
    kind: str = "create"
    versions: Mapping[str, int] = field(default_factory=dict)
    rows: Mapping[str, tuple[int, str]] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    previous: str = _GENESIS
    hash: str = _GENESIS

    def next(
        self,
        written_at: str,
        kind: str,
        versions: Mapping[str, int],
        rows: Mapping[str, tuple[int, str]],
        files: Mapping[str, str],
    ) -> Entry:
        bare = Entry(self.commit + 1, written_at, kind, versions, rows, files, self.hash, "")
        return replace(bare, hash=bare.digest())

    def digest(self) -> str:
        """SHA-256 of everything but `hash`."""
        told = [self.commit, self.written_at, self.kind, dict(self.versions), dict(self.rows), self.previous]
        return _sha256([*told, dict(self.files)] if self.files else told)

    def row(self) -> dict[str, object]:
        return {
            "commit": self.commit,
            "written_at": self.written_at,
            "kind": self.kind,
            "versions": json.dumps(self.versions, sort_keys=True),
            "rows": json.dumps(self.rows, sort_keys=True),
            "files": json.dumps(self.files, sort_keys=True) if self.files else None,
            "previous": self.previous,
            "hash": self.hash,
        }

    @classmethod
    def of_row(cls, row: Mapping[str, object]) -> Entry:
        """The entry of a row of the log. Raises ValueError or TypeError where it was tampered with beyond reading."""
        rows = {name: (int(count), str(digest)) for name, (count, digest) in json.loads(str(row["rows"])).items()}
        versions = {str(name): int(version) for name, version in json.loads(str(row["versions"])).items()}
        files = {str(name): str(digest) for name, digest in json.loads(str(row.get("files") or "{}")).items()}
        commit, written_at, kind = int(str(row["commit"])), str(row["written_at"]), str(row["kind"])
        return cls(commit, written_at, kind, versions, rows, files, str(row["previous"]), str(row["hash"]))


def row_digest(row: Row, with_commit: bool = False) -> bytes:
    """SHA-256 of one row. Empty cells do not count, so that a column added later leaves old digests as they were.

    Nor does the commit's number, by which an entry's rows are found: a row is hashed before it has one. Entries of before
    files were noted hash it too.
    """
    told = {name: value for name, value in row.items() if value is not None and (with_commit or name != "commit")}
    return bytes.fromhex(_sha256(told))


def rows_digest(digests: Iterable[bytes]) -> str:
    """One digest for many rows, whatever their order: compaction moves them."""
    return hashlib.sha256(b"".join(sorted(digests))).hexdigest()


def _sha256(value: object) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True, default=_plain).encode()).hexdigest()


def _plain(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no digest")
