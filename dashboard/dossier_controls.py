"""Widgets of the pages of units, people and places → their address; the other half of `controls`."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import streamlit as st

from dashboard import addresses, affiliation, components, paging, palette, session
from dashboard.addresses import Wanted
from dashboard.look import SORTS
from dashboard.words import EARLIEST, LATEST
from loaders import known_sides

_FIND, _DAY, _PAGE = "dossier find", "dossier day", "dossier page"
MAP, TABLE = "dossier map", "Events of this page"
_SIDES = {stance: f"dossier {stance}" for stance in affiliation.STANCES}
_LINES = "lines "


def find(path: str, wanted: Wanted, what: str) -> None:
    """What the list is searched for."""
    st.session_state[_FIND] = wanted.find
    st.text_input("Search", key=_FIND, placeholder=f"Find a {what} by name", on_change=_found, args=(path,))


def page_of_list(pages: int) -> int:
    """Which page of the list is shown, from 1."""
    return paging.page(pages, _PAGE)


def sides(path: str, wanted: Wanted) -> None:
    """Which sides are friend, hostile and neutral to the analyst: the frames and colours of the symbols."""
    choices = sorted(known_sides())
    for stance, key in _SIDES.items():
        st.session_state[key] = list(getattr(wanted.affiliation, stance))
    with st.popover("Friend or hostile?"):
        st.caption("You say who is who. Until you do, a symbol has no frame: branch and echelon only.")
        for stance, title in affiliation.STANCES.items():
            st.multiselect(title, choices, key=_SIDES[stance], on_change=_sided, args=(path, stance))


def day(path: str, wanted: Wanted) -> None:
    """The day on which is asked who commanded."""
    st.session_state[_DAY] = wanted.day
    st.date_input(
        "Who commanded on", key=_DAY, min_value=EARLIEST, max_value=LATEST, format="YYYY-MM-DD",
        on_change=_dated, args=(path,),
    )  # fmt: skip


def lines(key: str, title: str, found: list[dict[str, Any]], none: str = "Nothing is told.") -> None:
    """Lines with their sentences; a link in them leads to another page."""
    _draw(key, {"title": title, "lines": found, "none": none})


def names(key: str, title: str, columns: list[tuple[str, str]], rows: list[dict[str, Any]], *, icons: bool) -> None:
    """A table of names, each with the way to its page: `columns` are title and style, `rows` hold `cells` and `go`."""
    _draw(key, {"title": title, "columns": columns, "rows": rows, "icons": icons})


def _draw(key: str, data: dict[str, Any]) -> None:
    label, doubt = _LINES + key, palette.theme(session.dark()).doubt
    components.lines(key=label, data=data | {"label": label, "doubt": doubt}, on_go_change=lambda: _went(label))


def picked_on_map() -> None:
    """Callback of a map: open the event of the place under the click."""
    from dashboard import maps

    state = st.session_state.get(MAP) or {}
    if event_id := maps.picked(dict(state.get("selection") or {})):
        session.visit(addresses.event(event_id))


def opened_in_table() -> None:
    """Callback of the table: open the event of the row in the timeline."""
    if event_id := _trigger(TABLE, "open"):
        session.visit(addresses.event(str(event_id)))


def sorted_in_table(path: str) -> None:
    """Callback of the table: sort all events by a column, or turn its order round."""
    sort, (before, _) = _trigger(TABLE, "sort"), session.wanted(path)
    if sort in SORTS:
        session.turn(path, replace(before, sort=sort))


def _went(label: str) -> None:
    session.visit(_trigger(label, "go"))


def _found(path: str) -> None:
    paging.turn(_PAGE)
    session.turn(path, replace(session.wanted(path)[0], find=st.session_state[_FIND].strip()[:400]))


def _dated(path: str) -> None:
    chosen: date | None = st.session_state[_DAY]
    session.turn(path, replace(session.wanted(path)[0], day=chosen))


def _sided(path: str, changed: str) -> None:
    """What was changed last wins: a side that it takes leaves its other stance."""
    chosen = {stance: list(st.session_state[key]) for stance, key in _SIDES.items()}
    for stance in chosen:
        if stance != changed:
            chosen[stance] = [side for side in chosen[stance] if side not in chosen[changed]]
    session.turn(path, replace(session.wanted(path)[0], affiliation=affiliation.of(**chosen)))


def _trigger(key: str, name: str) -> Any:
    return (st.session_state.get(key) or {}).get(name)
