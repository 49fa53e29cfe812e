"""The timeline page: filters at the side; map, timeline and table of the same events; the reader beside them."""

from __future__ import annotations

import pandas
import streamlit as st

from dashboard import (
    aggregates,
    controls,
    drawn,
    facet_controls,
    hexagons,
    map_controls,
    maps,
    queries,
    session,
    warming,
)
from dashboard import picking as picking_map
from dashboard.filters import Reading
from dashboard.maps import Deck
from dashboard.placing import Viewport
from dashboard.queries import Overview
from dashboard.session import Answers
from dashboard.views import area, chart, export, keep, playback, reader, signs, summary, table, tour, trays
from dashboard.words import number

TABLE_HEIGHT = 520
# The first view fits the map as it is beside an open reader, so that opening one does not move it.
DESKTOP_MAP, PHONE_MAP = (640, 440), (366, 400)


def page() -> None:
    """Draw the whole page. The reader is drawn first: a click asks for a sentence, and the rest may follow."""
    warming.wait()
    reading, answers, dark = session.asked_again(), session.answers(), session.dark()
    if not answers(queries.stored)[0]:
        summary.nothing_stored(answers)
        return
    if session.being_read(answers) is not None:
        summary.reading(answers)
        st.rerun()
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
        with st.container(horizontal=True, vertical_alignment="center", key="greeting"):
            st.html(summary.headline(counts))
            with st.container(horizontal=True, vertical_alignment="center", key="offers"):
                tour.offer()
                keep.saved(reading)
                keep.news(answers)
        controls.chips(reading, answers)
    controls.sidebar(reading)
    with st.sidebar:
        facet_controls.panel()
    with left:
        if not counts.events:
            summary.no_match(reading, answers)
        else:
            _pictures(reading, answers, counts, dark)
        if counts.events or counts.undated + counts.beyond_dates:
            with st.container(key="below"):
                _lists(reading, answers, counts, dark)


def _pictures(reading: Reading, answers: Answers, counts: Overview, dark: bool) -> None:
    rows = answers(queries.rows, reading.filter) if counts.events <= queries.LISTED else pandas.DataFrame()
    stage = st.container(key="stage")
    picture, view, size = _map(rows, reading, answers, counts, dark)
    picking, playing, areal = _tools(view, size, reading, counts, dark)
    with stage:
        if areal:
            playback.close()
            area.stage(rows, reading, answers, view, size, dark=dark)
        elif playing:
            playback.stage(reading.filter, answers, view, size, dark=dark)
        else:
            playback.close()
            st.pydeck_chart(
                picture,
                height=size[1],
                key=controls.MAP,
                on_select=controls.picked_on_map,
                alt=f"Map of {counts.located} events",
            )
    if not counts.dated:
        st.caption(
            "None of these events has a date, so there is no timeline to draw. They are on the map and in the list."
        )
        return
    chart.draw(reading, answers, counts, rows, dark=dark, picking=picking)


def _map(
    rows: pandas.DataFrame, reading: Reading, answers: Answers, counts: Overview, dark: bool
) -> tuple[Deck, Viewport, tuple[int, int]]:
    """Every event by itself while there are few enough to see and to send, else hexagons with their numbers."""
    size = PHONE_MAP if session.phone() else DESKTOP_MAP
    version, style = str(hash((answers.version, reading.filter))), map_controls.style(dark)
    if counts.events > queries.LISTED:
        cells = answers(aggregates.cells, reading.filter)
        view = drawn.view(reading.filter.shapes, size) or hexagons.first_view(cells, size)
        if cells.left_out:
            st.caption(
                f"{number(cells.left_out, 'event')} of doubtful place are in no hexagon: narrow the view to see where they may be."
            )
        picture = hexagons.deck(
            cells, dark=dark, viewport=view, version=version, shapes=reading.filter.shapes, style=style
        )
        return picture, view, size
    rivals = answers(queries.rival_places, reading.filter)
    view = drawn.view(reading.filter.shapes, size) or maps.first_view(rows, rivals, size)
    picture = maps.deck(
        rows,
        dark=dark,
        selected=reading.event_id,
        alternatives=rivals,
        viewport=view,
        size=size,
        version=version,
        shapes=reading.filter.shapes,
        style=style,
    )
    return picture, view, size


def _tools(
    view: Viewport, size: tuple[int, int], reading: Reading, counts: Overview, dark: bool
) -> tuple[bool, bool, bool]:
    """The line between map and timeline; whether dragging on the timeline picks days, the map plays, an area is drawn."""
    with st.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center", key="tools"):
        said = st.empty()
        playing = controls.film() if counts.dated else False
        picking = controls.pick_days() if counts.dated else False
        areal = map_controls.switch()
        if areal:
            map_controls.bounds(*picking_map.bounds(view, size))
        if counts.dated:
            controls.look(reading)
        map_controls.pictures()
        signs.popover(dark)
    if areal:
        said.caption(area.EXPLAINED)
    elif picking:
        said.caption("Drag across the timeline: the days that you cover become a filter.")
    elif not counts.located:
        said.caption(
            "None of these events has a place of its own on the map. They are on the timeline and in the list."
        )
    elif view.outside:
        said.caption(f"{number(view.outside, 'event')} beyond the edge of the map: zoom out to see them.")
    return picking, playing, areal


def _lists(reading: Reading, answers: Answers, counts: Overview, dark: bool) -> None:
    if counts.events:
        export.bar(reading.filter, counts, answers)
    everything, unlocated, undated = controls.lists(trays.titles(counts))
    # Few are sent at once, so that a tab opens without asking; of many, only those of the open tab.
    few = counts.events + counts.beyond_dates <= table.PAGE
    with everything:
        if counts.events and (few or everything.open):
            table.table(reading, reading.filter, counts.events, answers, "Events", TABLE_HEIGHT, dark=dark)
    with unlocated:
        if few or unlocated.open:
            trays.unlocated(reading, answers, dark, TABLE_HEIGHT)
    with undated:
        if few or undated.open:
            trays.undated(reading, answers, counts, dark, TABLE_HEIGHT)
