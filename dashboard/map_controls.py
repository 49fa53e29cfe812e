"""Widgets of the map: by which an area is drawn or typed → Filter, and where its pictures come from. Reads their state."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from dashboard import controls, picking, session, tiles
from loaders import box_text

MAP, PICK = "area map", "pick area"
_ONLINE = "online map"
_EMPTY = "bounds hold nothing"
_BOUNDS = {"west": "bound west", "south": "bound south", "east": "bound east", "north": "bound north"}


def switch() -> bool:
    """A switch: whether an area is drawn on the map."""
    return st.toggle("Pick an area", key=PICK)


def pictures() -> None:
    """Where the map's pictures come from: a choice only where whoever runs the server named a host."""
    if host := tiles.named():
        with st.popover("Map"):
            st.toggle("Online map", key=_ONLINE)
            st.caption(f"{tiles.said(host)} While this is off, nothing is asked from anywhere.")


def style(dark: bool) -> str | None:
    """The address of the online map's style while it is switched on, in this window alone: no link switches it on."""
    return tiles.PATHS[dark] if st.session_state.get(_ONLINE) else None


def bounds(west: float, south: float, east: float, north: float) -> None:
    """The bounds of a box as four numbers, for those who know them or draw with no pointer."""
    with st.popover("Type bounds"), st.form("bounds", border=False):
        st.caption("In degrees; south and west are below 0. West may be greater than east: across the 180th meridian.")
        for names in (("north", "south"), ("west", "east")):
            for name, place in zip(names, st.columns(2), strict=True):
                widest = 90.0 if name in ("north", "south") else 180.0
                start = {"west": west, "south": south, "east": east, "north": north}[name]
                place.number_input(name.capitalize(), -widest, widest, start, 0.1, format="%.2f", key=_BOUNDS[name])
        if st.session_state.pop(_EMPTY, False):
            st.error("West and east, or south and north, are the same: such a box holds nothing. Set them apart.")
        st.form_submit_button("Show what lies inside", on_click=_typed)


def _typed() -> None:
    west, south, east, north = (float(st.session_state[key]) for key in _BOUNDS.values())
    south, north = min(south, north), max(south, north)
    shape = box_text(west, south, east if east > west else east + 360, north) if west != east else None
    st.session_state[_EMPTY] = shape is None
    _within(shape)


def picked() -> None:
    """Callback of the map on which an area is drawn."""
    _within(picking.picked(controls.told(MAP, "selection")))


def _within(shape: str | None) -> None:
    """Filter by a drawn area. It takes the place of an earlier one: to draw again is to correct."""
    if shape:
        st.session_state[PICK] = False
        session.go(replace(session.asked().filter, shapes=(shape,)), session.asked().event_id)
