"""The event store: append-only Delta tables, received bytes beside them, a hash-chained log, read through DuckDB."""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from deltalake.exceptions import DeltaError

from loaders.store import objects
from loaders.store.batch import Known, Outcome, Parsed, Refused, Taken
from loaders.store.chain import Entry, Row
from loaders.store.errors import StoreError
from loaders.store.packed import Packed
from loaders.store.place import place_of
from loaders.store.quarantine import dismissals, new_refusals, restorations
from loaders.store.reviews import Value, Verdict, stored_value
from loaders.store.snapshot import Snapshot
from loaders.store.succession import outdated, outread
from loaders.store.tables import Tables
from loaders.store.tidying import KEPT_DAYS, tidy
from loaders.store.writer import Writer

if TYPE_CHECKING:
    import pyarrow

ENVIRONMENT = "SOURCELINE_STORE"
DEFAULT = Path("data") / "store"
_KEPT_SNAPSHOTS = 8
# Delta opens and DuckDB scans slower with every small file; a large ingest leaves one a commit.
_COMPACT_AT = 24


def open_store(address: str | Path | None = None, create: bool = True) -> Store:
    """The store at `address` (a folder, or `s3://bucket/prefix`), at `$SOURCELINE_STORE` or in `data/store`.

    It is made where there is none. Raises StoreError where it cannot be, or where `create` is False and there is none.
    """
    return Store(address or os.environ.get(ENVIRONMENT) or DEFAULT, create)


def store_name(address: str | Path | None = None) -> str:
    """Where the store at `address` is, or would be, for a message."""
    named = str(address or os.environ.get(ENVIRONMENT) or DEFAULT)
    return named if "://" in named else str(Path(named).absolute())


class Store:
    """Safe for many threads and processes: readers never wait, writers take turns.

    `name` is its address, `folder` its folder; on object storage there is none.
    """

    def __init__(self, address: str | Path, create: bool = True) -> None:
        self._place = place_of(address)
        self.name = self._place.name
        self.folder: Path | None = getattr(self._place, "folder", None)
        self._tables = Tables(self._place)
        self._writer = Writer(self._place, self._tables)
        self._guard = threading.RLock()
        self._snapshots: deque[Snapshot] = deque(maxlen=_KEPT_SNAPSHOTS)
        self._log_version = -1
        if not self._exists():
            if not create:
                raise StoreError(f"There is no store in {self.name}. Run 'python -m loaders ingest', or give --store.")
            with self._writing():
                self._tables.create()
        self._connection = self._place.connect()

    def _exists(self) -> bool:
        try:
            return self._tables.exist()
        except (OSError, DeltaError) as problem:
            raise StoreError(
                f"The store {self.name} cannot be reached: {problem}. See to it and try again."
            ) from problem

    # ---- reading ----------------------------------------------------------------------------------------------------

    def snapshot(self) -> Snapshot:
        """The store as it is now. Cheap where nothing has changed."""
        with self._guard:
            log_version = self._tables.log_version()
            if log_version != self._log_version or not self._snapshots:
                entry = self.head()
                if not self._snapshots or self._snapshots[-1].entry != entry:
                    before = self._snapshots[-1] if self._snapshots else None
                    self._snapshots.append(Snapshot(self._connection, self._place, self._tables, entry, before))
                self._log_version = log_version
            return self._snapshots[-1]

    def head(self) -> Entry:
        """The last entry of the log."""
        with self._guard:
            return self._writer.head()

    def received(self, article_id: str) -> bytes:
        """The bytes as they came in. Raises KeyError for an unknown article."""
        return objects.get(self._place, article_id)

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

    def taken(self, digests: Sequence[str]) -> dict[str, Taken]:
        """Which of these collections were read to their end, and how they were taken last."""
        rows = (
            self.snapshot()
            .cursor()
            .execute(
                "SELECT sha256, extractor_version, given, members, clean IS NOT FALSE FROM collections"
                " WHERE sha256 IN (SELECT unnest(CAST(? AS VARCHAR[]))) ORDER BY commit",
                [list(digests)],
            )
        )
        return {row[0]: Taken(*row) for row in rows.fetchall()}

    def counts(self) -> tuple[int, int]:
        """How many articles and events are in."""
        query = "SELECT (SELECT count(*) FROM articles), (SELECT count(*) FROM events)"
        articles, events = self.snapshot().cursor().execute(query).fetchone() or (0, 0)
        return int(articles), int(events)

    def verify(self) -> list[str]:
        """Everything that is altered, missing or out of order, in words; empty where all is well."""
        from loaders.store.verification import problems

        with self._guard:
            return list(problems(self, self._place, self._tables))

    # ---- writing ----------------------------------------------------------------------------------------------------

    def keep(self, data: bytes) -> None:
        """Keeps bytes that rows yet to come are found in. Raises StoreError where they cannot be written."""
        with self._writing():
            objects.put(self._place, data)

    def write(
        self, parsed: Sequence[Parsed | Packed], refused: Sequence[Refused] = (), taken: Sequence[Taken] = ()
    ) -> Outcome:
        """Takes articles and refusals in with one commit: all of it is in, or after any failure none.

        `taken` are collections that were read to their end, all of whose members are in with this commit or before.

        An article that is in already, from the same extractor and with the same given, changes nothing; else its
        former rows get a tombstone, and so do rows from an earlier reading of a collection in `taken`, and older
        revisions of a record. Raises StoreError where the store cannot be written, and BadLinesError, with nothing
        changed, where a packed article is none.
        """
        outcome = Outcome()
        with self._writing():
            head = self._writer.begin()
            cursor = self.snapshot().cursor()
            known = self.known([item.article_id for item in parsed])
            left, gone = outdated(cursor, parsed)
            packed: list[Packed] = []
            rows: dict[str, list[Row]] = {
                name: [] for name in ("articles", "events", "postings", "tombstones", "quarantine", "collections")
            }
            for article_id, item in {item.article_id: item for item in parsed}.items():
                before = known.get(article_id)
                if article_id in left:
                    outcome.outdated.append(article_id)
                    if before:
                        gone[article_id] = before.commit
                    continue
                if before and (before.extractor_version, before.given) == (item.extractor_version, item.given):
                    outcome.already_in.append(article_id)
                    continue
                if before:
                    rows["tombstones"].append({"article_id": article_id, "replaced_commit": before.commit})
                (outcome.replaced if before else outcome.added).append(article_id)
                if item.data is not None:
                    objects.put(self._place, item.data)
                if isinstance(item, Packed):
                    packed.append(item)
                    continue
                rows["articles"].append(item.article)
                rows["events"].extend(item.events)
                rows["postings"].extend(item.postings)
            rows["tombstones"] += [{"article_id": one, "replaced_commit": commit} for one, commit in gone.items()]
            written = {str(row["article_id"]) for row in rows["tombstones"]} | {*outcome.added, *outcome.replaced}
            for collection in taken:
                former = list(outread(cursor, collection, written))
                rows["tombstones"] += former
                # One that is in with a part of its members alone is noted where it changed something: the same again does not.
                if collection.clean or former:
                    rows["collections"].append(_collection(collection))
            rows["quarantine"] = new_refusals(cursor, self._place, refused)
            self._writer.commit(head, "ingest", rows, packed)
            if self._tables.crowded(2 * _COMPACT_AT):
                self._writer.merge(self._writer.begin(), _COMPACT_AT)
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

    def append(self, tables: Mapping[str, pyarrow.Table]) -> None:
        """Adds whole Arrow tables with one commit: articles and events by the hundred thousand, none of them there yet."""
        with self._writing():
            self._writer.commit_tables("ingest", tables)

    def compact(self, at_least: int = _COMPACT_AT) -> bool:
        """Runs small files together where a table has so many; whether any were. Nothing that is read changes.

        What earlier runs of it left goes with it.
        """
        with self._writing():
            merged = self._writer.merge(self._writer.begin(), at_least)
            if merged:
                tidy(self._tables, self._place)
        return merged

    def tidy(self, days: float = KEPT_DAYS) -> tuple[int, int]:
        """Removes files that nothing has read for so many days; how many, and their bytes. Nothing that is read changes."""
        with self._writing():
            self._writer.begin()
            return tidy(self._tables, self._place, days)

    def quarantined(self) -> list[dict[str, object]]:
        """What was refused and waits, newest first: the columns of the quarantine table."""
        fetched = self.snapshot().cursor().execute("SELECT * FROM quarantine ORDER BY received_at DESC, name, sha256")
        names = [description[0] for description in fetched.description]
        return [dict(zip(names, row, strict=True)) for row in fetched.fetchall()]

    def drop(self, items: Sequence[str], who: str = "", why: str = "") -> int:
        """Takes refused items off the list, by a further row each; their bytes are kept. How many there were.

        `items` are SHA-256 digests, or names of items of which no byte was received. One that does not wait is passed over.
        """
        with self._writing():
            head = self._writer.begin()
            rows = dismissals(self.quarantined(), items, who, why, _now())
            self._writer.commit(head, "drop", {"dismissals": rows})
        return len(rows)

    def undrop(self, items: Sequence[str], who: str = "") -> int:
        """Puts dropped items back on the list, by a further row each. How many wait again."""
        with self._writing():
            before = len(self.quarantined())
            head = self._writer.begin()
            rows = restorations(self.snapshot().cursor(), items, who, _now())
            self._writer.commit(head, "drop", {"dismissals": rows})
            return len(self.quarantined()) - before

    def record(self, table: str, kind: str, *steps: Callable[[], Sequence[Row]]) -> None:
        """Commits the rows of each step in turn, made while nobody else writes; a step sees what those before it brought."""
        with self._writing():
            for step in steps:
                head = self._writer.begin()
                self._writer.commit(head, kind, {table: step()})

    def _review(self, row: Row, who: str, why: str) -> str:
        head = self._writer.begin()
        review_id = f"r{head.commit + 1}"
        told = {**row, "review_id": review_id, "who": who, "why": why, "reviewed_at": _now()}
        self._writer.commit(head, "review", {"reviews": [told]})
        return review_id

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with self._guard, self._writer.writing():
            yield


def _collection(taken: Taken) -> Row:
    return {name: getattr(taken, name) for name in ("sha256", "extractor_version", "given", "members", "clean")}


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
