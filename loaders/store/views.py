"""Views kept by name: rows of a table of the store, so that its log vouches for them as it does for all else."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from loaders.store import loose_views

if TYPE_CHECKING:
    from loaders.store.chain import Row
    from loaders.store.event_store import Store

LONGEST_NAME, LONGEST_ADDRESS, MOST_VIEWS = 100, 8_000, 500


@dataclass(frozen=True, slots=True)
class SavedView:
    """`address` is the query of a link, without its question mark; `who` saved it first, at `at`, an ISO moment in UTC."""

    view_id: str
    name: str
    address: str
    who: str
    at: str
    dropped: bool = False


class Views:
    """What was saved, renamed and dropped in one store: a further row each time, the newest of a view counts."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def standing(self) -> list[SavedView]:
        """The views that were not dropped, by name. Raises StoreError where they cannot be read."""
        return sorted(
            (view for view in self._all().values() if not view.dropped),
            key=lambda view: (view.name.casefold(), view.view_id),
        )

    def loose(self) -> int:
        """How many views stand in a file of before there was a table: no log vouches for them. The next change takes them in."""
        return len(self._outside(self._kept()))

    def save(self, name: str, address: str, who: str) -> str:
        """Keeps a view and gives its id. Raises ValueError, in words, for a name or address that cannot be kept."""
        if len(address) > LONGEST_ADDRESS:
            raise ValueError("This view has too many filters to be saved. Take some off and try again.")
        view_id = secrets.token_hex(8)

        def saved() -> SavedView:
            known = self._all()
            wanted = _name(name, known.values())
            if sum(not view.dropped for view in known.values()) >= MOST_VIEWS:
                raise ValueError(f"There are {MOST_VIEWS} saved views already. Drop one that is no longer needed.")
            return SavedView(view_id, wanted, address, "", "")

        self._change(saved, who)
        return view_id

    def rename(self, view_id: str, name: str, who: str) -> None:
        """Raises KeyError for an unknown view, ValueError for a name that cannot be kept."""

        def renamed() -> SavedView:
            known = self._all()
            others = [view for view in known.values() if view.view_id != view_id]
            return replace(known[view_id], name=_name(name, others))

        self._change(renamed, who)

    def drop(self, view_id: str, who: str) -> None:
        """Takes a view off the list, by a further row. Raises KeyError for an unknown one."""
        self._change(lambda: replace(self._all()[view_id], dropped=True), who)

    def restore(self, view_id: str, who: str) -> None:
        """Puts a dropped view back. Raises KeyError for an unknown one."""
        self._change(lambda: replace(self._all()[view_id], dropped=False), who)

    def _change(self, made: Callable[[], SavedView], who: str) -> None:
        """A row of the view as it is to be, made while nobody else writes; those of the old file come in first."""
        now = datetime.now(UTC).replace(tzinfo=None)
        self._store.record(
            "views",
            "view",
            lambda: [_row(view, view.who, _moment(view.at) or now) for view in self._outside(self._kept()).values()],
            lambda: [_row(made(), who, now)],
        )

    def _all(self) -> dict[str, SavedView]:
        kept = self._kept()
        return self._outside(kept) | kept

    def _kept(self) -> dict[str, SavedView]:
        found = (
            self._store.snapshot()
            .cursor()
            .execute(
                "SELECT view_id, arg_max(name, commit), arg_max(address, commit), arg_min(who, commit), min(saved_at),"
                " arg_max(dropped, commit) FROM views GROUP BY view_id"
            )
        )
        return {
            view_id: SavedView(view_id, name, address, who, f"{at:%Y-%m-%dT%H:%M:%S}+00:00", dropped)
            for view_id, name, address, who, at, dropped in found.fetchall()
        }

    def _outside(self, kept: dict[str, SavedView]) -> dict[str, SavedView]:
        """The views of the old file that are in no row yet."""
        found = loose_views.read(self._store.folder) if self._store.folder else ()
        return {view.view_id: SavedView(*view) for view in found if view.view_id not in kept}


def _row(view: SavedView, who: str, at: datetime) -> Row:
    named = who[:LONGEST_NAME].encode("utf-8", "replace").decode("utf-8")
    told = {"view_id": view.view_id, "name": view.name, "address": view.address, "dropped": view.dropped}
    return {**told, "who": named, "saved_at": at}


def _moment(told: str) -> datetime | None:
    try:
        return datetime.fromisoformat(told).astimezone(UTC).replace(tzinfo=None)
    except (ValueError, OverflowError):
        return None


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
