"""Views to keep: the link to this one, those that were saved by name, and what is new since the last visit."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlencode

import streamlit as st

from dashboard import components, controls, filters, queries, roles, session, words
from dashboard.filters import Reading
from dashboard.passages import visible
from dashboard.session import Answers
from loaders import Filter, SavedView, StoreError, Views

LONGEST_NAME = 100
_MESSAGE, _DROPPED, _TURN = "views message", "view dropped", "views turn"


def saved(reading: Reading) -> None:
    """A button that opens the link to this view, a name to save it by, and the list of those that were saved."""
    views, may = Views(session.store()), roles.current() >= roles.Role.ANALYST
    try:
        standing = views.standing()
    except StoreError as problem:
        standing, st.session_state[_MESSAGE] = [], str(problem)
    with st.popover("Save or share"):
        components.views(
            key=controls.VIEWS,
            data=content(standing, may) | _state(),
            on_save_change=lambda: _act(lambda name: _save(views, str(name), reading), "save"),
            on_open_change=lambda: _open(standing),
            on_rename_change=lambda: _act(lambda w: views.rename(str(w["id"]), str(w["name"]), _who()), "rename"),
            on_drop_change=lambda: _act(lambda view_id: _drop(views, str(view_id)), "drop"),
            on_restore_change=lambda: _act(lambda view_id: _restore(views, str(view_id)), "restore"),
        )


def content(standing: list[SavedView], may: bool) -> dict[str, Any]:
    """The list as the browser shows it. What a saved address holds is read as any link is, and written anew."""
    return {
        "may": may,
        "longest": LONGEST_NAME,
        "views": [
            {
                "id": v.view_id,
                "name": visible(v.name),
                "href": "?" + urlencode(_query(v), doseq=True),
                "about": _about(v),
            }
            for v in standing
        ],
    }


def _query(view: SavedView) -> dict[str, list[str]]:
    reading = read(view)
    return filters.write(reading.filter, None, reading.look)


def read(view: SavedView) -> Reading:
    """What a saved view asks for."""
    try:
        return filters.read(parse_qs(view.address, max_num_fields=4 * filters.MOST_VALUES))
    except ValueError:
        return Reading(Filter(), notices=("This saved view holds too much to be read.",))


def _about(view: SavedView) -> str:
    day = words.parsed(view.at)
    by = f"by {visible(view.who)}" if view.who else ""
    return ", ".join(part for part in (by, words.day(day) if day else "") if part)


def _state() -> dict[str, Any]:
    state = st.session_state
    dropped = state.get(_DROPPED)
    return {
        "turn": state.get(_TURN, 0),
        "message": state.get(_MESSAGE, ""),
        "dropped": {"id": dropped[0], "name": visible(dropped[1])} if dropped else None,
    }


def _act(what: Callable[[Any], None], name: str) -> None:
    """Do what the browser asked for, and have what came of it said."""
    state, wanted = st.session_state, controls.told(controls.VIEWS, name)
    state[_TURN] = state.get(_TURN, 0) + 1
    state[_MESSAGE] = ""
    state.pop(_DROPPED, None)
    if roles.current() < roles.Role.ANALYST:
        state[_MESSAGE] = "Your role may read, not save."
        return
    try:
        what(wanted)
    except ValueError as problem:
        state[_MESSAGE] = str(problem)
    except (KeyError, TypeError):
        state[_MESSAGE] = "This view is not there any more."
    except StoreError as problem:
        logging.getLogger(__name__).exception("a view could not be saved")
        state[_MESSAGE] = str(problem)


def _save(views: Views, name: str, reading: Reading) -> None:
    views.save(name, urlencode(filters.write(reading.filter, None, reading.look), doseq=True), _who())
    st.session_state[_MESSAGE] = "Saved."


def _drop(views: Views, view_id: str) -> None:
    name = next(view.name for view in views.standing() if view.view_id == view_id)
    views.drop(view_id, _who())
    st.session_state[_DROPPED] = (view_id, name)


def _restore(views: Views, view_id: str) -> None:
    views.restore(view_id, _who())


def _open(standing: list[SavedView]) -> None:
    wanted = controls.told(controls.VIEWS, "open")
    for view in standing:
        if view.view_id == wanted:
            reading = read(view)
            st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1
            session.go(reading.filter, None, reading.look)


def _who() -> str:
    return roles.name() or str(st.session_state.get("reviewer", ""))


def news(answers: Answers) -> None:
    """How many events came in since this browser was last here, and the way to them."""
    snapshot = answers.snapshot
    seen = controls.told(controls.NEWS, "seen")
    known = seen if isinstance(seen, int) and 0 <= seen < snapshot.entry.commit else None
    components.news(
        key=controls.NEWS,
        data={
            "store": hashlib.sha256(session.store().name.encode()).hexdigest()[:16],
            "head": snapshot.entry.commit,
            "seen": known,
            "count": answers(queries.count, Filter(since_commit=known)) if known is not None else 0,
        },
        on_seen_change=lambda: None,
        on_show_change=controls.showed_news,
    )
