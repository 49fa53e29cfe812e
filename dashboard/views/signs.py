"""What the signs on the map and the timeline mean: beside the pictures in a popover, and on the about page."""

from __future__ import annotations

import html
from collections.abc import Iterable

import streamlit as st

from dashboard import glyphs, legend
from dashboard.legend import Row


def popover(dark: bool) -> None:
    """A button that opens the whole legend."""
    with st.popover("Legend"):
        st.html(
            # A part that scrolls has to be reached by the keyboard too.
            f'<div class="prose legend" tabindex="0"><section><h2>On the map</h2>{listed(legend.legend(dark))}</section>'
            f"<section><h2>On the timeline</h2>{listed(legend.timeline(dark))}"
            f"<h2>Colours</h2>{listed(legend.colours(dark))}</section></div>"
        )


def listed(rows: Iterable[Row]) -> str:
    """Pictures with their meanings as an HTML list."""
    items = "".join(
        f'<li><img alt="" src="{glyphs.data_url(row.svg)}"><span>{html.escape(row.meaning)}</span></li>' for row in rows
    )
    return f'<ul class="signs rows">{items}</ul>'
