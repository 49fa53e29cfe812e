"""The timeline itself: bars and lanes of all of the time, or of what a closer look shows. Runs alone when it is looked at closer."""

from __future__ import annotations

import html
from dataclasses import replace
from datetime import date, timedelta

import pandas
import streamlit as st

from dashboard import aggregates, closer, components, controls, figures, lanes, queries, session, traces
from dashboard.bins import Counts
from dashboard.closer import Drawn
from dashboard.figures import Close
from dashboard.filters import Reading
from dashboard.look import USUAL, Look
from dashboard.queries import Overview
from dashboard.session import Answers
from loaders import Filter

HEIGHT = 320
_FADE = 30
"""Pixels under the timeline in which its lower edge fades."""
_DRAWN = "timeline drawn"


def draw(
    reading: Reading, answers: Answers, counts: Overview, rows: pandas.DataFrame, *, dark: bool, picking: bool
) -> None:
    """`rows` are the events where they are few enough to be listed."""
    st.fragment(_timeline)(reading, answers, counts, rows, dark, picking)


def _timeline(
    reading: Reading, answers: Answers, counts: Overview, rows: pandas.DataFrame, dark: bool, picking: bool
) -> None:
    if session.asked() != reading:
        # A click in it asked for something else: that is the whole page's to show.
        st.rerun()
    # The order of the table is no matter of the pictures: another one must not count everything again.
    look = replace(reading.look, sort=USUAL.sort)
    whole = answers(aggregates.counts, reading.filter, look)
    told = _zoom(whole)
    of = (answers.version, reading, dark, picking, closer.moves(told))
    drawn = closer.fitting(st.session_state.get(_DRAWN), of, whole.unit, closer.read(told), look)
    st.session_state[_DRAWN] = drawn
    close, shown = _close(drawn, whole, reading.filter, answers, look, rows)
    _key(close.counts if close else whole, look, dark)
    picture = figures.timeline(
        shown,
        dark=dark,
        selected=reading.event_id,
        window=_window(reading.filter),
        look=reading.look,
        counts=whole if counts.dated > figures.DENSE else None,
        close=close,
        drag="select" if picking else "pan",
    )
    picture.update_layout(uirevision=drawn.turn)
    with st.container(height=min(HEIGHT, int(picture.layout.height) + _FADE), border=False, key="time"):
        st.plotly_chart(
            picture,
            theme=None,
            key=controls.TIMELINE,
            on_select=controls.picked_on_timeline,
            selection_mode=("points", "box"),
            # Our own buttons press those of plotly, which are not shown.
            config={
                "displaylogo": False,
                "displayModeBar": True,
                "scrollZoom": True,
                "modeBarButtons": [["zoomIn2d", "zoomOut2d", "autoScale2d"]],
            },
            alt=f"Timeline of {counts.dated} events",
        )


def _zoom(whole: Counts) -> object:
    """The buttons, and what the browser says that it shows."""
    told = controls.told(controls.ZOOM, "seen")
    first, last = whole.bins[0], whole.bins[-1]
    data = {
        "first": str(first.first),
        "last": str(last.last),
        "slack": 0.05 * max(first.length, last.length) / timedelta(milliseconds=1),
        "seen": told,
    }
    with st.container(key="zooming"):
        components.zoom(key=controls.ZOOM, data=data, on_seen_change=lambda: None)
    return told


def _close(
    drawn: Drawn, whole: Counts, chosen: Filter, answers: Answers, look: Look, rows: pandas.DataFrame
) -> tuple[Close | None, pandas.DataFrame]:
    """The closer look that is drawn, and the events that it lists."""
    if drawn.seen is None:
        return None, rows
    if drawn.frame is None:
        return Close(*drawn.seen, whole, listed=len(rows) <= figures.DENSE and not rows.empty), rows
    counted = answers(aggregates.counts, chosen, look, drawn.frame)
    if not rows.empty and len(rows) <= figures.DENSE:
        return Close(*drawn.seen, counted, listed=True), rows
    near = aggregates.touching(chosen, drawn.frame)
    listed = answers(queries.count, near) <= figures.DENSE
    return Close(*drawn.seen, counted, listed), answers(queries.rows, near) if listed else rows


def _key(counted: Counts, look: Look, dark: bool) -> None:
    """What the colours of the bars mean where they are not those of the legend, and which lanes are not drawn."""
    if look.stack == "side":
        parts = [part for part in traces.parts(counted, look.stack, dark) if part.keys]
        items = "".join(f'<li><i style="background:{part.ink}"></i>{html.escape(part.name)}</li>' for part in parts)
        st.html(f'<ul class="parts" aria-label="Colours of the bars">{items}</ul>')
    if beyond := lanes.beyond(counted.totals, look.lanes):
        st.caption(f"The {lanes.MOST_LANES} busiest lanes are drawn; narrow the view to see the other {beyond:,}.")


def _window(chosen: Filter) -> tuple[date, date] | None:
    """The range of days to draw as a box, where both its ends are set."""
    return (chosen.date_from, chosen.date_to) if chosen.date_from and chosen.date_to else None
