"""The timeline page: filters at the side; map, timeline and table of the same events; the reader beside them."""

from __future__ import annotations

from datetime import date

import streamlit as st

from dashboard import controls, figures, maps, queries, session
from dashboard.filters import Reading
from dashboard.queries import Overview
from dashboard.session import Answers
from dashboard.views import export, reader, signs, summary, table, trays
from dashboard.words import number
from loaders import Filter

TIMELINE_HEIGHT, TABLE_HEIGHT = 320, 520
_FADE = 30
"""Pixels under the timeline in which its lower edge fades."""
# The first view fits the map as it is beside an open reader, so that opening one does not move it.
DESKTOP_MAP, PHONE_MAP = (640, 440), (366, 400)


def page() -> None:
    """Draw the whole page. The reader is drawn first: a click asks for a sentence, and the rest may follow."""
    reading, answers, dark = session.asked_again(), session.answers(), session.dark()
    if not answers(queries.stored)[0]:
        summary.nothing_stored(answers)
        return
    controls.screen()
    head, work = st.container(key="head"), st.container(key="work")
    with work:
        left, right = st.columns([60, 40], gap="medium")
    session.note_drawn(reading.event_id)
    with right:
        reader.panel()
    counts = answers(queries.overview, reading.filter)
    with head:
        for notice in reading.notices:
            st.html(summary.notice(notice))
        st.html(summary.headline(counts))
        controls.chips(reading, answers)
    controls.sidebar(reading, answers, dark)
    with left:
        if not counts.events:
            summary.no_match(reading, answers)
        else:
            _pictures(reading, answers, counts, dark)
        with st.container(key="below"):
            _lists(reading, answers, counts, dark)


def _pictures(reading: Reading, answers: Answers, counts: Overview, dark: bool) -> None:
    rows, rivals = answers(queries.rows, reading.filter), answers(queries.rival_places, reading.filter)
    size = PHONE_MAP if session.phone() else DESKTOP_MAP
    view = maps.first_view(rows, rivals, size)
    version = str(hash((answers.version, reading.filter)))
    st.pydeck_chart(
        maps.deck(
            rows,
            dark=dark,
            selected=reading.event_id,
            alternatives=rivals,
            viewport=view,
            size=size,
            version=version,
        ),
        height=size[1],
        key=controls.MAP,
        on_select=controls.picked_on_map,
        alt=f"Map of {counts.located} events",
    )
    picking = _tools(view.outside, counts, dark)
    drawn = figures.timeline(
        rows,
        dark=dark,
        selected=reading.event_id,
        window=_window(reading.filter),
        drag="select" if picking else "pan",
    )
    height = min(TIMELINE_HEIGHT, int(drawn.layout.height) + _FADE)
    with st.container(height=height, border=False, key="time"):
        st.plotly_chart(
            drawn,
            theme=None,
            key=controls.TIMELINE,
            on_select=controls.picked_on_timeline,
            selection_mode=("points", "box"),
            config={"displayModeBar": False, "scrollZoom": False},
            alt=f"Timeline of {counts.dated} events",
        )


def _tools(outside: int, counts: Overview, dark: bool) -> bool:
    """The line between map and timeline; whether dragging on the timeline picks days."""
    with st.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center", key="tools"):
        said = st.empty()
        picking = controls.pick_days() if counts.dated else False
        signs.popover(dark)
    if picking:
        said.caption("Drag across the timeline: the days that you cover become a filter.")
    elif outside:
        said.caption(f"{number(outside, 'event')} beyond the edge of the map: zoom out to see them.")
    return picking


def _window(chosen: Filter) -> tuple[date, date] | None:
    """The range of days to draw as a box, where both its ends are set."""
    return (chosen.date_from, chosen.date_to) if chosen.date_from and chosen.date_to else None


def _lists(reading: Reading, answers: Answers, counts: Overview, dark: bool) -> None:
    if counts.events:
        export.bar(reading.filter, counts, answers)
    everything, unlocated, undated = st.tabs(trays.titles(counts))
    with everything:
        if counts.events:
            table.table(answers(queries.rows, reading.filter), "Events", reading.event_id, TABLE_HEIGHT, dark)
    with unlocated:
        trays.unlocated(reading, answers, dark, TABLE_HEIGHT)
    with undated:
        trays.undated(reading, answers, counts, dark, TABLE_HEIGHT)
