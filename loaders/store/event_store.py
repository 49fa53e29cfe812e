"""The event store: append-only Delta tables, received bytes beside them, a hash-chained log, read through DuckDB."""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pyarrow.parquet
from deltalake.exceptions import DeltaError
from filelock import FileLock, Timeout

from loaders.store.batch import Known, Outcome, Parsed, Refused
from loaders.store.chain import Entry, Row, row_digest, rows_digest
from loaders.store.errors import StoreError
from loaders.store.objects import Objects
from loaders.store.reviews import Value, Verdict, stored_value
from loaders.store.snapshot import Snapshot, connect
from loaders.store.tables import Tables, typed

ENVIRONMENT = "SOURCELINE_STORE"
DEFAULT = Path("data") / "store"
_LOCK_SECONDS = 120
_KEPT_SNAPSHOTS = 8
# Delta opens and DuckDB scans slower with every small file; a large ingest leaves one a commit.
_COMPACT_AT = 48


def open_store(path: str | Path | None = None, create: bool = True) -> Store:
    """The store at `path`, at `$SOURCELINE_STORE` or in `data/store`, made where there is none.

    Raises StoreError where it cannot be made, or where `create` is False and there is none.
    """
    return Store(store_folder(path), create)


def store_folder(path: str | Path | None = None) -> Path:
    """Where the store at `path` is, or would be."""
    return Path(path or os.environ.get(ENVIRONMENT) or DEFAULT).absolute()


class Store:
    """Safe for many threads and processes: readers never wait, writers take turns."""

    def __init__(self, folder: Path, create: bool = True) -> None:
        if "%" in str(folder):
            raise StoreError(
                f"The store cannot lie in {folder}: a percent sign in a path is read wrongly. Choose another."
            )
        self.folder = folder
        self._tables = Tables(folder)
        self._objects = Objects(folder / "objects")
        self._guard = threading.RLock()
        self._snapshots: deque[Snapshot] = deque(maxlen=_KEPT_SNAPSHOTS)
        self._log_version = -1
        if not self._tables.exist():
            if not create:
                raise StoreError(f"There is no store in {folder}. Run 'python -m loaders ingest', or give --store.")
            with self._writing():
                self._tables.create()
        self._connection = connect(folder)

    # ---- reading ----------------------------------------------------------------------------------------------------

    def snapshot(self) -> Snapshot:
        """The store as it is now. Cheap where nothing has changed."""
        with self._guard:
            log_version = self._tables.log_version()
            if log_version != self._log_version or not self._snapshots:
                entry = self.head()
                if not self._snapshots or self._snapshots[-1].entry != entry:
                    self._snapshots.append(Snapshot(self._connection, self._tables, entry))
                self._log_version = log_version
            return self._snapshots[-1]

    def head(self) -> Entry:
        """The last entry of the log."""
        with self._guard:
            file = self._tables.newest_log_file()
            if file is None:
                return Entry()
            rows = pyarrow.parquet.read_table(file).to_pylist()
            return max(map(Entry.of_row, rows), key=lambda entry: entry.commit)

    def received(self, article_id: str) -> bytes:
        """The bytes as they came in. Raises KeyError for an unknown article."""
        return self._objects.get(article_id)

    def known(self, article_ids: Sequence[str]) -> dict[str, Known]:
        """Which of these articles are in, and how."""
        rows = (
            self.snapshot()
            .cursor()
            .execute(
                "SELECT article_id, commit, extractor_version, given, event_count FROM articles"
                " WHERE article_id IN (SELECT unnest(CAST(? AS VARCHAR[])))",
                [list(article_ids)],
            )
        )
        return {row[0]: Known(*row[1:]) for row in rows.fetchall()}

    def counts(self) -> tuple[int, int]:
        """How many articles and events are in."""
        query = "SELECT (SELECT count(*) FROM articles), (SELECT count(*) FROM events)"
        articles, events = self.snapshot().cursor().execute(query).fetchone() or (0, 0)
        return int(articles), int(events)

    def verify(self) -> list[str]:
        """Everything that is altered, missing or out of order, in words; empty where all is well."""
        from loaders.store.verification import problems

        with self._guard:
            return list(problems(self.snapshot(), self._tables, self._objects))

    # ---- writing ----------------------------------------------------------------------------------------------------

    def write(self, parsed: Sequence[Parsed], refused: Sequence[Refused] = ()) -> Outcome:
        """Takes articles and refusals in with one commit: all of it is in, or after any failure none.

        An article that is in already, from the same extractor and with the same given, changes nothing; else its
        former rows get a tombstone. Raises StoreError where the store cannot be written.
        """
        outcome = Outcome()
        with self._writing():
            known = self.known([str(item.article["article_id"]) for item in parsed])
            rows: dict[str, list[Row]] = {
                name: [] for name in ("articles", "events", "postings", "tombstones", "quarantine")
            }
            for item in {str(item.article["article_id"]): item for item in parsed}.values():
                article_id = str(item.article["article_id"])
                before = known.get(article_id)
                if before and (before.extractor_version, before.given) == (
                    item.article["extractor_version"],
                    item.article["given"],
                ):
                    outcome.already_in.append(article_id)
                    continue
                if before:
                    rows["tombstones"].append({"article_id": article_id, "replaced_commit": before.commit})
                (outcome.replaced if before else outcome.added).append(article_id)
                self._objects.put(item.data)
                rows["articles"].append(item.article)
                rows["events"].extend(item.events)
                rows["postings"].extend(item.postings)
            rows["quarantine"] = self._new_refusals(refused)
            self._commit("ingest", rows)
        return outcome

    def add_review(
        self, event_id: str, verdict: Verdict, who: str, why: str = "", field: str | None = None, value: Value = None
    ) -> str:
        """Writes a review beside an event and gives its id.

        Raises KeyError for an unknown event, ValueError for a value that no event can have. `corrected` needs
        `field`, a column of the event table, and its `value`, where None says that it is unknown.
        """
        if (verdict is Verdict.CORRECTED) is (field is None) or verdict is Verdict.WITHDRAWN:
            raise ValueError("a correction names its field, any other verdict none; withdrawing is withdraw_review")
        stored = stored_value(field, value) if field is not None else None
        with self._writing():
            found = self.snapshot().cursor().execute("SELECT 1 FROM events WHERE event_id = ? LIMIT 1", [event_id])
            if found.fetchone() is None:
                raise KeyError(event_id)
            return self._review({"event_id": event_id, "verdict": verdict, "field": field, "value": stored}, who, why)

    def withdraw_review(self, review_id: str, who: str, why: str = "") -> str:
        """Takes a review back, by a further row. Raises KeyError where none of that id stands."""
        with self._writing():
            found = self.snapshot().cursor().execute("SELECT event_id FROM reviews WHERE review_id = ?", [review_id])
            row = found.fetchone()
            if row is None:
                raise KeyError(review_id)
            return self._review({"event_id": row[0], "verdict": Verdict.WITHDRAWN, "withdraws": review_id}, who, why)

    def compact(self, at_least: int = _COMPACT_AT) -> bool:
        """Runs small files together where a table has so many; whether any were. Nothing that is read changes."""
        with self._writing():
            self._tables.roll_back(self.head())
            changed = self._tables.compact(at_least)
            if changed:
                self._log("compact", {})
        return changed

    def _review(self, row: Row, who: str, why: str) -> str:
        commit = self.head().commit + 1
        review_id = f"r{commit}"
        self._commit(
            "review", {"reviews": [{**row, "review_id": review_id, "who": who, "why": why, "reviewed_at": _now()}]}
        )
        return review_id

    def _new_refusals(self, refused: Sequence[Refused]) -> list[Row]:
        """Refusals that the quarantine does not hold yet for the same reason; their bytes are kept."""
        if not refused:
            return []
        standing = set(
            self.snapshot().cursor().execute("SELECT sha256, stage, code, message FROM quarantine").fetchall()
        )
        found: dict[tuple[object, ...], Row] = {}
        for item in refused:
            key = tuple(item.row[name] for name in ("sha256", "stage", "code", "message"))
            if key not in standing:
                found[key] = item.row
                if item.data is not None:
                    self._objects.put(item.data)
        return list(found.values())

    def _commit(self, kind: str, rows: dict[str, list[Row]]) -> None:
        """Appends the rows table by table; the log entry that comes last makes them visible, all at once."""
        if not any(rows.values()):
            return
        head = self.head()
        self._tables.roll_back(head)
        digests = {}
        for name, found in rows.items():
            if found:
                finished = [typed(name, row, head.commit + 1) for row in found]
                self._tables.append(name, finished)
                digests[name] = (len(finished), rows_digest(map(row_digest, finished)))
        self._log(kind, digests)

    def _log(self, kind: str, digests: dict[str, tuple[int, str]]) -> None:
        at = datetime.now(UTC).isoformat(timespec="microseconds")
        self._tables.append("log", [self.head().next(at, kind, self._tables.versions(), digests).row()])

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """The lock that writers of all processes share, and one wording for whatever keeps them from writing."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with self._guard, FileLock(self.folder / ".lock", timeout=_LOCK_SECONDS):
                yield
        except Timeout as problem:
            message = f"Another process has been writing to {self.folder} for two minutes. Try again later."
            raise StoreError(message) from problem
        except (OSError, DeltaError) as problem:
            message = f"The store {self.folder} cannot be written: {problem}. It is as it was; see to it and try again."
            raise StoreError(message) from problem


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
