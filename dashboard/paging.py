"""Which page of a long list is shown. A page that the program turns to makes a new widget: setting one's value warns."""

from __future__ import annotations

import streamlit as st


def page(pages: int, key: str, wanted: int | None = None) -> int:
    """The page from 1 that a person turned to, or `wanted` where it is given; the first where there are fewer by now."""
    if pages < 2:
        return 1
    now = _now(key)
    right = wanted or (now if now <= pages else 1)
    if right != now:
        turn(key, right)
    number, begun = st.session_state.get(_kept(key), (0, 1))
    shown: int = st.pagination(pages, default=min(begun, pages), key=f"{key} {number}")
    return shown


def turn(key: str, to: int = 1) -> None:
    """Have this page shown by the run that follows."""
    number, _ = st.session_state.get(_kept(key), (0, 1))
    st.session_state[_kept(key)] = (number + 1, to)


def _now(key: str) -> int:
    number, begun = st.session_state.get(_kept(key), (0, 1))
    now: int = st.session_state.get(f"{key} {number}", begun)
    return now


def _kept(key: str) -> str:
    return f"{key} turned"
