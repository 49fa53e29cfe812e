"""Views kept by name beside a store: one file of JSON lines that only grows, written under the lock that all writers share."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from loaders.store.errors import StoreError

FILE = "views.jsonl"
LONGEST_NAME, LONGEST_ADDRESS, MOST_VIEWS = 100, 8_000, 500
_LARGEST_FILE = 16_000_000
_LOCK_SECONDS = 20


@dataclass(frozen=True, slots=True)
class SavedView:
    """`address` is the query of a link, without its question mark; `at` an ISO moment in UTC. A dropped view can be restored."""

    view_id: str
    name: str
    address: str
    who: str
    at: str
    dropped: bool = False


class Views:
    """What was saved, renamed and dropped in one store's folder. Safe for many processes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = folder / FILE

    def standing(self) -> list[SavedView]:
        """The views that were not dropped, by name. A line that cannot be read is passed over; the file keeps it."""
        return sorted(
            (view for view in self._all().values() if not view.dropped),
            key=lambda view: (view.name.casefold(), view.view_id),
        )

    def save(self, name: str, address: str, who: str) -> str:
        """Keeps a view and gives its id. Raises ValueError, in words, for a name or address that cannot be kept."""
        if len(address) > LONGEST_ADDRESS:
            raise ValueError("This view has too many filters to be saved. Take some off and try again.")
        with self._writing():
            known = self._all()
            wanted = _name(name, known.values())
            if sum(not view.dropped for view in known.values()) >= MOST_VIEWS:
                raise ValueError(f"There are {MOST_VIEWS} saved views already. Drop one that is no longer needed.")
            # Not a number: a line that cannot be read would have its number given again.
            view_id = secrets.token_hex(8)
            self._append(view_id, who, name=wanted, address=address)
        return view_id

    def rename(self, view_id: str, name: str, who: str) -> None:
        """Raises KeyError for an unknown view, ValueError for a name that cannot be kept."""
        with self._writing():
            known = self._all()
            others = [view for view in known.values() if view.view_id != view_id]
            self._append(known[view_id].view_id, who, name=_name(name, others))

    def drop(self, view_id: str, who: str) -> None:
        """Takes a view off the list, by a further line. Raises KeyError for an unknown one."""
        self._note(view_id, who, dropped=True)

    def restore(self, view_id: str, who: str) -> None:
        """Puts a dropped view back. Raises KeyError for an unknown one."""
        self._note(view_id, who, dropped=False)

    def _note(self, view_id: str, who: str, *, dropped: bool) -> None:
        with self._writing():
            self._append(self._all()[view_id].view_id, who, dropped=dropped)

    def _all(self) -> dict[str, SavedView]:
        found: dict[str, SavedView] = {}
        for line in self._lines():
            try:
                said = json.loads(line)
                view_id, who, at = (_text(said[key]) for key in ("view", "who", "at"))
                view = found.get(view_id) or SavedView(view_id, _text(said["name"]), _text(said["address"]), who, at)
                found[view_id] = replace(
                    view,
                    name=_text(said.get("name", view.name)),
                    dropped=said.get("dropped", view.dropped) is True,
                )
            except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
                continue
        return found

    def _lines(self) -> list[bytes]:
        try:
            # A link could lead out of the store.
            with os.fdopen(os.open(self._file, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC), "rb") as file:
                return file.read(_LARGEST_FILE).splitlines()
        except FileNotFoundError:
            return []
        except OSError as problem:
            raise StoreError(f"The saved views in {self._file} cannot be read: {problem}") from problem

    def _append(self, view_id: str, who: str, **said: object) -> None:
        line = {
            "view": view_id,
            **said,
            "who": who[:LONGEST_NAME],
            "at": datetime.now(UTC).isoformat(timespec="seconds"),
        }
        data = json.dumps(line, ensure_ascii=True).encode() + b"\n"
        flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
        with os.fdopen(os.open(self._file, flags, 0o644), "r+b") as file:
            size = file.seek(0, os.SEEK_END)
            if size + len(data) > _LARGEST_FILE:
                raise StoreError(f"{self._file} is full: move it away to begin a new list of saved views.")
            file.seek(max(0, size - 1))
            if file.read(1) not in (b"", b"\n"):
                # A writer was stopped in the middle of its line, which is lost; the next one is not.
                data = b"\n" + data
            file.write(data)
            file.flush()
            os.fsync(file.fileno())

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            with FileLock(self._folder / ".lock", timeout=_LOCK_SECONDS):
                yield
        except Timeout as problem:
            raise StoreError("Another process is writing to the store. Try again in a moment.") from problem
        except OSError as problem:
            raise StoreError(f"The saved views in {self._file} cannot be written: {problem}") from problem


def _name(name: str, others: Iterable[SavedView]) -> str:
    """A name fit to keep. Raises ValueError, in words, for any other."""
    wanted = name.encode("utf-8", "replace").decode("utf-8").strip()
    if not wanted:
        raise ValueError("Give the view a name.")
    if len(wanted) > LONGEST_NAME:
        raise ValueError(f"The name is too long: {LONGEST_NAME} characters at most.")
    if any(not view.dropped and view.name.casefold() == wanted.casefold() for view in others):
        raise ValueError("There is a view of this name already: choose another.")
    return wanted


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    value.encode("utf-8")
    return value
