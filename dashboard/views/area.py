"""The map while an area is drawn on it: a box or a lasso becomes a filter."""

from __future__ import annotations

import pandas
import streamlit as st

from dashboard import aggregates, map_controls, marks, picking, queries
from dashboard.filters import Reading
from dashboard.placing import Viewport
from dashboard.session import Answers

EXPLAINED = (
    "Drag a box across the map, or choose the lasso at its corner: the events inside stay. "
    "What is known only as a district, region or country counts where its middle is."
)


def stage(
    rows: pandas.DataFrame, reading: Reading, answers: Answers, view: Viewport, size: tuple[int, int], *, dark: bool
) -> None:
    """`rows` are the events where there are few enough to list; else hexagons stand for them."""
    if rows.empty:
        dots = picking.of_cells(answers(aggregates.cells, reading.filter).cells)
        st.caption(
            f"More than {queries.LISTED:,} events: each dot stands for a hexagon of them. The area is exact all the same."
        )
    else:
        dots = picking.of_marks(marks.read(rows))
    st.plotly_chart(
        picking.figure(dots, view, size, reading.filter.shapes, dark=dark),
        theme=None,
        key=map_controls.MAP,
        on_select=map_controls.picked,
        selection_mode=("box", "lasso"),
        config={
            "displaylogo": False,
            "displayModeBar": True,
            "scrollZoom": True,
            "modeBarButtons": [["select2d", "lasso2d", "pan2d", "zoomIn2d", "zoomOut2d", "resetScale2d"]],
        },
        alt="Map on which an area can be drawn; the bounds can also be typed",
    )
