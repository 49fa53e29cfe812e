"""Events → plotly figures; pure. Article text goes in escaped (`traces.escaped`): plotly reads hovers as HTML."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard import bins, lanes, marks, palette, traces
from dashboard.bins import Counts
from dashboard.lanes import Lane
from dashboard.look import Look
from dashboard.palette import Theme

DENSE = 500
"""Above this, single events would be neither readable nor quick to send (about 0.5 kB each)."""
_HISTOGRAM, _GAP, _MARGIN = 92, 30, 8
_TICKS = [
    {"dtickrange": [None, 86_399_999], "value": "%H:%M\n%-d %b %Y"},
    {"dtickrange": [86_400_000, 86_400_000 * 27], "value": "%-d %b\n%Y"},
    {"dtickrange": [86_400_000 * 27, "M11"], "value": "%b\n%Y"},
    {"dtickrange": ["M11", None], "value": "%Y"},
]
"""How a time is written at the ticks of each zoom: what is after the line's end only where it changes."""
_FEW_DAYS, _FEW_EVENTS, _LABEL = 6, 3, 400

Window = tuple[date, date]
Layout = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Close:
    """A closer look: from when to when, and what is counted there. `listed`: the events that it touches are drawn one by one."""

    begins: datetime
    ends: datetime
    counts: Counts
    listed: bool

    @property
    def days(self) -> float:
        return (self.ends - self.begins) / timedelta(days=1)


def timeline(
    events: pd.DataFrame,
    *,
    dark: bool,
    selected: str | None = None,
    window: Window | None = None,
    look: Look | None = None,
    counts: Counts | None = None,
    close: Close | None = None,
    drag: str = "pan",
) -> go.Figure:
    """Histogram above lanes: one a type, unit, place or publisher, as `look` says.

    `events` has the columns of the event table. An event is a bar from its first to its last possible day with its
    type's glyph in the middle; rows without a date are not drawn (`undated` counts them). `selected` is ringed;
    `window` (first and last day) is shaded. Above `DENSE` dated events the lanes hold counts. Where there are too many
    events to list, `counts` stands for them and `events` is not looked at, unless a `close` look lists those that it touches.
    `drag` is what dragging does: "pan", or "select" a period. Streamlit reports clicks on single events only while
    dragging pans; a click on a bar of counts then chooses its period.
    Each event's customdata begins with its `event_id`; a count's with "" and holds its first and last day.
    """
    look, theme = look or Look(), palette.theme(dark)
    listed = close.listed if close else not counts
    dated = [mark for mark in marks.read(events) if mark.first and mark.last] if listed else []
    counted = counts or bins.count(dated, look)
    bars = close.counts if close else counted
    if not counted.totals:
        return empty("No event in this selection has a date", dark=dark)
    drawing = traces.Drawing()
    traces.add_histogram(drawing, bars, look.stack, dark)
    if dated and len(dated) <= DENSE:
        placed, rows = lanes.arrange(dated, look.lanes, counted.totals, close.days if close else None)
        traces.add_events(drawing, placed, selected, dark)
    else:
        rows = lanes.single(counted.totals, look.lanes)
        traces.add_density(drawing, bars, rows, dark)
    layout = _style(theme, rows[-1].bottom, drag)
    _tick(layout, bars, close)
    _label(layout, rows, theme, dark)
    if window:
        layout["shapes"] += _window(window, rows[-1].bottom, theme)
    # All at once and unchecked (a test checks it): plotly's check of a thousand values takes longer than all the rest.
    return go.Figure(drawing.traces, layout, _validate=False)


def undated(events: pd.DataFrame) -> int:
    """How many rows have no date and so are not on the timeline."""
    return sum(mark.first is None for mark in marks.read(events))


def picked(selection: Any) -> list[str]:
    """The event ids that a click or a box on the timeline chose, each once, from Streamlit's `event.selection`."""
    found = {data[0]: None for data in _customdata(selection) if isinstance(data[0], str) and data[0]}
    return list(found)


def window_of(selection: Any) -> Window | None:
    """The days that a box on the timeline, or a click on a bar of counts, chose; None if there is none."""
    boxes = selection.get("box") if hasattr(selection, "get") else None
    for box in boxes or []:
        edges = sorted(str(edge)[:10] for edge in box.get("x") or [])
        if len(edges) == 2:
            return date.fromisoformat(edges[0]), date.fromisoformat(edges[1])
    for data in _customdata(selection):
        if data[0] == "" and len(data) == 4:
            return date.fromisoformat(data[2]), date.fromisoformat(data[3])
    return None


def _customdata(selection: Any) -> list[Sequence[Any]]:
    points = selection.get("points") if hasattr(selection, "get") else None
    found = [point.get("customdata") for point in points or []]
    return [data for data in found if isinstance(data, list | tuple) and data]


def empty(message: str, *, dark: bool) -> go.Figure:
    """A figure that holds only a message."""
    figure = go.Figure()
    figure.update_layout(
        template=None,
        height=160,
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        xaxis={"visible": False, "fixedrange": True},
        yaxis={"visible": False, "fixedrange": True},
        dragmode=False,
    )
    figure.add_annotation(
        text=traces.escaped(message, 40), showarrow=False, xref="paper", yref="paper", x=0.5, y=0.5,
        font={"family": palette.FONT, "size": 15, "color": palette.theme(dark).muted},
    )  # fmt: skip
    return figure


def _style(theme: Theme, height: float, drag: str) -> Layout:
    total = height + _HISTOGRAM + _GAP
    label = {"family": palette.FONT, "size": 12, "color": theme.muted}
    return {
        "template": {},
        "height": int(total + 2 * _MARGIN),
        "margin": {"l": 4, "r": 4, "t": _MARGIN, "b": _MARGIN},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": label,
        "barmode": "stack",
        "showlegend": False,
        "hovermode": "closest",
        "hoverdistance": 12,
        # Where this is not said, Streamlit listens to clicks only when it finds more than one point.
        "clickmode": "event+select",
        "dragmode": drag,
        "selectdirection": "h",
        "newselection": {"line": {"color": theme.ink, "width": 1, "dash": "solid"}},
        "activeselection": {"fillcolor": palette.rgba(theme.ink, 0.06)},
        "hoverlabel": {
            "bgcolor": theme.card,
            "bordercolor": theme.line,
            "font": {"family": palette.FONT, "size": 13, "color": theme.ink},
            "align": "left",
        },
        "xaxis": {
            "type": "date",
            "tickformatstops": _TICKS,
            "anchor": "y2",
            "gridcolor": palette.rgba(theme.line, 0.7),
            "linecolor": theme.line,
            "showline": True,
            "tickfont": label,
            "zeroline": False,
        },
        "yaxis": {"domain": [0, height / total], "range": [height, 0], "visible": False, "fixedrange": True},
        "yaxis2": {
            "domain": [(height + _GAP) / total, 1],
            "fixedrange": True,
            "rangemode": "tozero",
            "nticks": 3,
            "showgrid": False,
            "zeroline": False,
            "ticklabelposition": "inside top",
            "tickfont": {**label, "size": 11},
        },
    }


def _tick(layout: Layout, counts: Counts, close: Close | None) -> None:
    """Keep plotly from hours where days are counted, and from halves of events, which it takes to where there is little to show."""
    if close:
        layout["xaxis"] |= {"range": [close.begins, close.ends]}
    elif (counts.bins[-1].last - counts.bins[0].first).days <= _FEW_DAYS and counts.unit != "hour":
        del layout["xaxis"]["tickformatstops"]
        layout["xaxis"] |= {"dtick": 86_400_000, "tickformat": "%-d %b<br>%Y"}
    peaks = dict(counts.across)
    for (home, _), number in counts.within.items():
        peaks[home] = peaks.get(home, 0) + number
    if max(peaks.values(), default=0) <= _FEW_EVENTS:
        layout["yaxis2"]["dtick"] = 1


def _label(layout: Layout, rows: Sequence[Lane], theme: Theme, dark: bool) -> None:
    """Names and upper edges of the lanes."""
    names = [
        {
            "xref": "paper",
            "x": 0,
            "xanchor": "left",
            "yref": "y",
            "y": lane.top + 1,
            "yanchor": "top",
            "showarrow": False,
            "text": f"<b>{traces.escaped(lane.label, _LABEL)}</b>  {lane.count:,}",
            "font": {"family": palette.FONT, "size": 12, "color": traces.lane_ink(lane, dark)},
        }
        for lane in rows
    ]
    line = {"color": theme.line, "width": 1}
    edges = [
        {
            "type": "line",
            "xref": "paper",
            "x0": 0,
            "x1": 1,
            "y0": lane.top,
            "y1": lane.top,
            "line": line,
            "layer": "below",
        }
        for lane in rows
    ]
    layout |= {"annotations": names, "shapes": edges}


def _window(window: Window, height: float, theme: Theme) -> list[dict[str, Any]]:
    edges = {"x0": traces.start(window[0]), "x1": traces.start(window[1] + timedelta(days=1))}
    look = {"line": {"width": 0}, "layer": "below", "fillcolor": palette.rgba(theme.ink, 0.06)}
    return [
        {"type": "rect", "xref": "x", "yref": axis, "y0": 0, "y1": bottom, **look, **edges}
        for axis, bottom in (("y", height), ("y2 domain", 1))
    ]
