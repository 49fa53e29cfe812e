"""What one run of the page works on: the store's newest version, remembered answers, and what the address asks for."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, TypeVar

import streamlit as st

from dashboard import addresses, affiliation, filters
from dashboard.addresses import Wanted
from dashboard.affiliation import Affiliation
from dashboard.filters import Reading
from dashboard.look import Look
from loaders import Filter, known_sides, open_store, store_name

_KEPT, _LEFT, _DRAWN, _PHONE = "kept view", "left the timeline", "drawn event", "phone"
_VISIT, _SIDES = "page to visit", "kept sides"
_UNNOTICED = 0.3
"""Seconds."""

T = TypeVar("T")


@st.cache_resource(show_spinner=False)
def store() -> Any:
    """The event store of this process."""
    return open_store()


def folder() -> str:
    """Where the store of this process is, or would be."""
    return store_name()


@dataclass(frozen=True)
class Answers:
    """Queries over one version of the store. An answer is computed once a version and shared: never change one."""

    version: object
    snapshot: Any

    def __call__(self, question: Callable[..., T], *given: object) -> T:
        """`question(cursor, *given)`, remembered by its name and arguments."""
        found: T = _answer(self.version, question, given, _Carrier(self.snapshot))
        return found


class _Carrier:
    """A snapshot that takes no part in a cache key: the version beside it does."""

    def __init__(self, snapshot: Any) -> None:
        self.snapshot = snapshot

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Carrier)

    def __hash__(self) -> int:
        return 0


@lru_cache(maxsize=512)
def _answer(version: object, question: Callable[..., Any], given: tuple[Any, ...], carrier: _Carrier) -> Any:
    return question(carrier.snapshot.cursor(), *given)


def answers() -> Answers:
    """Over the newest version of the store. Its columns are read meanwhile, unless few events are new: then at once."""
    snapshot = store().snapshot()
    if snapshot.columns is None:
        if snapshot.follows_columns():
            snapshot.read_columns()
        else:
            # A small store is read before anybody notices.
            _read_meanwhile(snapshot, snapshot.version).join(_UNNOTICED)
    return Answers(snapshot.version, snapshot)


def being_read(over: Answers) -> int | None:
    """How many events have been read into memory so far; None once all are."""
    if over.snapshot.columns is not None or not _read_meanwhile(over.snapshot, over.snapshot.version).is_alive():
        return None
    return int(over.snapshot.rows_read)


@st.cache_resource(show_spinner=False, max_entries=1)
def _read_meanwhile(_snapshot: Any, version: str) -> threading.Thread:
    """Once a version: the questions asked before it is done are answered by the store itself."""

    def read() -> None:
        _snapshot.read_columns()
        _snapshot.keep_columns()

    reading = threading.Thread(target=read, name=f"columns of {version}", daemon=True)
    reading.start()
    return reading


def asked() -> Reading:
    """What the address asks for."""
    reading, (_, odd) = filters.read(_query()), affiliation.read(_query(), known_sides())
    return replace(reading, notices=(*reading.notices, *odd))


def sides() -> Affiliation:
    """Which sides the address calls friend, hostile or neutral."""
    return affiliation.read(_query(), known_sides())[0]


def _query() -> dict[str, list[str]]:
    return {name: st.query_params.get_all(name) for name in st.query_params}


def wanted(path: str) -> tuple[Wanted, list[str]]:
    """What the address of a unit's, person's or place's page asks for; a bare address keeps the sides chosen before."""
    leave()
    if not st.query_params and (kept := st.session_state.get(_SIDES)):
        st.query_params.from_dict(kept)
    found, notices = addresses.read(_query(), path, known_sides())
    st.session_state[_SIDES] = affiliation.write(found.affiliation)
    return found, notices


def turn(path: str, to: Wanted) -> None:
    """Write what a unit's, person's or place's page shows to the address."""
    st.session_state[_SIDES] = affiliation.write(to.affiliation)
    st.query_params.from_dict(addresses.write(path, to))


def visit(link: object) -> None:
    """Ask for another page by a link that came from the browser; nothing happens on anything else."""
    if found := addresses.checked(link):
        page, query = found
        st.session_state[_VISIT] = (page, query | affiliation.write(sides()))


def visiting() -> tuple[str, dict[str, list[str]]] | None:
    """The page that was asked for and its parameters, once."""
    found: tuple[str, dict[str, list[str]]] | None = st.session_state.pop(_VISIT, None)
    return found


def about_to_visit() -> bool:
    return _VISIT in st.session_state


def asked_again() -> Reading:
    """What the address asks for; on coming back from another page, whose address is bare, the view that was left."""
    kept = st.session_state.get(_KEPT)
    if kept and st.session_state.get(_LEFT) and not st.query_params:
        st.query_params.from_dict(kept)
    reading = asked()
    st.session_state[_SIDES] = affiliation.write(sides())
    st.session_state[_KEPT] = filters.write(reading.filter, reading.event_id, reading.look) | st.session_state[_SIDES]
    st.session_state[_LEFT] = False
    return reading


def leave() -> None:
    """Note that another page than the timeline is shown."""
    st.session_state[_LEFT] = True


def go(chosen: Filter, event_id: str | None = None, look: Look | None = None) -> None:
    """Write a filter, an opened event and a look to the address, their only home; the run that follows reads them there.

    The look stays as it is unless it is given.
    """
    written = filters.write(chosen, event_id, look or asked().look)
    st.query_params.from_dict(written | affiliation.write(sides()))


def open_event(event_id: str | None) -> None:
    """Open an event, or close the reader with None; the filter stays."""
    go(asked().filter, event_id)


def drawn_for() -> str | None:
    """The event that map, timeline and table last drew as the opened one."""
    found: str | None = st.session_state.get(_DRAWN)
    return found


def note_drawn(event_id: str | None) -> None:
    st.session_state[_DRAWN] = event_id


def phone() -> bool:
    """Whether the browser's page is as narrow as a phone; until it says so, whether the browser calls itself a phone's.

    A phone's first page then needs no second run to fit its map.
    """
    told = st.session_state.get(_PHONE)
    return "Mobi" in st.context.headers.get("User-Agent", "") if told is None else bool(told)


def note_phone(narrow: bool) -> None:
    st.session_state[_PHONE] = narrow


def dark() -> bool:
    """Whether the browser shows the dark theme."""
    return st.context.theme.type == "dark"
