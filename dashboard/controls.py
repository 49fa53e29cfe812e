"""Widgets → Filter and → the opened event: the only place that reads widget state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from dashboard import components, figures, filters, hexagons, maps, queries, session
from dashboard.filters import Reading
from dashboard.look import BINS, LANES, SORTS, STACKS, Look
from dashboard.passages import visible
from dashboard.session import Answers
from dashboard.words import EARLIEST, LATEST, day
from loaders import Filter

TEXT, FIRST, LAST = "filter text", "filter from", "filter to"
CHIPS, REMOVALS, READER = "chips", "removals", "reader"
PANEL = "reader panel"
MAP, TIMELINE, FILM_MAP = "map", "timeline", "film map"
SCREEN, PICK, FILM = "screen", "pick days", "film"
VIEWS, NEWS, ZOOM, SCRUBBER = "views", "news", "zoom", "scrubber"
_LISTS, _OPEN = "lists", "open list"
_LANES, _STACK, _BINS = "look lanes", "look stack", "look bins"


def sidebar(reading: Reading) -> None:
    """Search and dates of the filter that the address asks for, above its facets."""
    chosen = reading.filter
    st.session_state[TEXT], st.session_state[FIRST], st.session_state[LAST] = (
        chosen.text,
        chosen.date_from,
        chosen.date_to,
    )
    with st.sidebar:
        st.text_input("Search", key=TEXT, on_change=_searched, placeholder="In sentences, titles and names")
        left, right = st.columns(2, gap="small")
        _day(left, "From", FIRST)
        _day(right, "Until", LAST)


def screen() -> None:
    """Listen to whether the page is as narrow as a phone, and to its theme being another: then all is drawn anew."""
    components.screen(
        key=SCREEN, data={"phone": session.phone()}, on_phone_change=_resized, on_dark_change=lambda: None
    )


def pick_days() -> bool:
    """A switch: whether dragging on the timeline picks a range of days."""
    return st.toggle("Pick days", key=PICK)


def film() -> bool:
    """A switch: whether the map plays."""
    return st.toggle("Playback", key=FILM)


def lists(titles: Sequence[str]) -> Sequence[Any]:
    """Tabs of these titles, each `name (count)`: which of them is open stays so whatever the counts become."""
    open_one = st.session_state.get(_OPEN)
    st.session_state[_LISTS] = next((title for title in titles if _named(title) == open_one), titles[0])
    return st.tabs(titles, key=_LISTS, on_change=_turned)


def _turned() -> None:
    st.session_state[_OPEN] = _named(st.session_state[_LISTS])


def _named(title: str) -> str:
    return title.partition(" (")[0]


def look(reading: Reading) -> None:
    """How the timeline is drawn: its lanes, what parts its bars, how long a bar is."""
    drawn = reading.look
    st.session_state[_LANES], st.session_state[_STACK], st.session_state[_BINS] = drawn.lanes, drawn.stack, drawn.bins
    with st.popover("View"):
        for label, choices, key in (
            ("A lane for each", LANES, _LANES),
            ("Bars show", STACKS, _STACK),
            ("A bar is a", BINS, _BINS),
        ):
            st.radio(label, list(choices), format_func=choices.__getitem__, key=key, horizontal=True, on_change=_looked)


def _looked() -> None:
    state, before = st.session_state, session.asked()
    drawn = Look(state[_LANES], state[_STACK], state[_BINS], before.look.sort)
    session.go(before.filter, before.event_id, drawn)


def chips(reading: Reading, answers: Answers) -> None:
    """The active filters, each with its way out, and one way out of all. An article is called by its title."""
    found = filters.chips(reading.filter)
    if found:
        titles = answers(queries.titles, reading.filter.articles) if reading.filter.articles else {}
        named = {f"article:{article_id}": visible(title) for article_id, title in titles.items()}
        if (since := reading.filter.since_commit) is not None and (moment := answers(queries.brought, since)):
            named[filters.SINCE] = f"{day(moment)}, {moment:%H:%M} UTC"
        data = [{"token": chip.token, "name": chip.name, "label": named.get(chip.token, chip.label)} for chip in found]
        components.chips(
            key=CHIPS, data={"chips": data, "clear": True}, on_remove_change=_removed, on_clear_change=_cleared
        )


def removals(helpful: Sequence[tuple[filters.Chip, int]]) -> None:
    """The filters whose removal alone brings events back."""
    data = [
        {"token": chip.token, "name": chip.name, "label": chip.label, "gain": f"+{count:,}"} for chip, count in helpful
    ]
    components.chips(
        key=REMOVALS, data={"chips": data, "clear": True}, on_remove_change=_removed_here, on_clear_change=_cleared
    )


def showed_news() -> None:
    """Callback of what is new: see that alone."""
    since = filters.read({filters.SINCE: [str(told(NEWS, "show"))]}).filter.since_commit
    if since is not None:
        session.go(Filter(since_commit=since))


def picked_on_map() -> None:
    """Callback of the map: open the event under the click; a disc of several events narrows the view to its places."""
    _picked(_selection(MAP))


def picked_in_film() -> None:
    """Callback of the map while it plays: as on the still one."""
    _picked(_selection(FILM_MAP))


def _picked(selection: dict[str, Any]) -> None:
    event_id, places, area = maps.picked(selection), maps.picked_places(selection), hexagons.picked(selection)
    if event_id:
        _open(event_id)
    elif area:
        # A closer look replaces the wider one: both at once would be the closer one alone.
        chosen = filters.read({"area": [area]}).filter.areas
        session.go(replace(session.asked().filter, areas=chosen), session.asked().event_id)
    elif places:
        bounds = filters.read({"place": places}).filter
        session.go(replace(session.asked().filter, places=bounds.places), session.asked().event_id)


def picked_on_timeline() -> None:
    """Callback of the timeline: a click opens its event, a box or a bar of counts sets the range of days."""
    selection = _selection(TIMELINE)
    window, ids = figures.window_of(selection), figures.picked(selection)
    if window:
        st.session_state[PICK] = False
        bounds = filters.read({"from": [window[0].isoformat()], "to": [window[1].isoformat()]}).filter
        chosen = session.asked().filter
        session.go(replace(chosen, date_from=bounds.date_from, date_to=bounds.date_to), session.asked().event_id)
    elif ids:
        _open(ids[0])


def picked_in_table(key: str) -> None:
    """Callback of a table: open the event of the row."""
    event_id = told(key, "open")
    if event_id:
        _open(event_id)


def sorted_in_table(key: str) -> None:
    """Callback of a table: sort all events by a column, or turn its order round."""
    sort, before = told(key, "sort"), session.asked()
    if sort in SORTS:
        session.go(before.filter, before.event_id, replace(before.look, sort=sort))


def went() -> None:
    """Callback of the reader: the event before or after."""
    event_id = told(READER, "go")
    if event_id:
        session.open_event(str(event_id))


def left_reader() -> None:
    """Callback of the reader: the page of a unit, person or place."""
    session.visit(told(READER, "visit"))


def closed() -> None:
    """Callback of the reader: close it."""
    session.open_event(None)


def _open(event_id: str) -> None:
    """Open an event by running the reader alone: its sentence comes first, the rest of the page follows when it is shown."""
    session.open_event(event_id)
    st.rerun(PANEL)


def _day(place: Any, label: str, key: str) -> None:
    place.date_input(label, key=key, min_value=EARLIEST, max_value=LATEST, format="YYYY-MM-DD", on_change=_dated)


def _resized() -> None:
    session.note_phone(bool(told(SCREEN, "phone")))


def _searched() -> None:
    wanted = filters.read({filters.TEXT: [st.session_state[TEXT].strip()]}).filter.text
    session.go(replace(session.asked().filter, text=wanted), session.asked().event_id)


def _dated() -> None:
    first, last = st.session_state[FIRST], st.session_state[LAST]
    if first and last and first > last:
        first, last = last, first
    session.go(replace(session.asked().filter, date_from=first, date_to=last), session.asked().event_id)


def _removed() -> None:
    _remove(told(CHIPS, "remove"))


def _removed_here() -> None:
    _remove(told(REMOVALS, "remove"))


def _remove(token: object) -> None:
    for chip in filters.chips(session.asked().filter):
        if chip.token == token:
            session.go(chip.without, session.asked().event_id)


def _cleared() -> None:
    session.go(Filter(), session.asked().event_id)


def told(key: str, name: str) -> Any:
    """What a component last said under a name; None where it said nothing."""
    return (st.session_state.get(key) or {}).get(name)


def _selection(key: str) -> dict[str, Any]:
    return dict((st.session_state.get(key) or {}).get("selection") or {})
