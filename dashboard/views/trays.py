"""What cannot be put on the map or the timeline: listed, counted, never dropped."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from dashboard import queries
from dashboard.filters import Reading
from dashboard.queries import Overview
from dashboard.session import Answers
from dashboard.views import table
from loaders import Presence


def titles(counts: Overview) -> list[str]:
    """The titles of the table and the two trays."""
    return [
        f"Events ({counts.events:,})",
        f"Without a place ({counts.unlocated:,})",
        f"Without a date ({counts.undated + counts.beyond_dates:,})",
    ]


def unlocated(reading: Reading, answers: Answers, dark: bool, height: int) -> None:
    chosen = replace(reading.filter, unlocated=Presence.ONLY)
    number = answers(queries.count, chosen)
    st.caption(
        "Their articles name no place for them, or one that has no known coordinates. They are on the timeline and in the table."
        if number
        else "Every event of this view has a place on the map."
    )
    if number:
        table.table(reading, chosen, number, answers, "Events without a place", height, dark=dark)


def undated(reading: Reading, answers: Answers, counts: Overview, dark: bool, height: int) -> None:
    chosen = replace(reading.filter, undated=Presence.ONLY)
    number = answers(queries.count, chosen)
    if not number:
        st.caption("Every event of this view has a date.")
        return
    st.caption(
        "They meet every other filter, but a range of days cannot hold them: they are not counted above."
        if counts.beyond_dates
        else "Nothing in their articles fixes a day. They are on the map and in the table."
    )
    table.table(reading, chosen, number, answers, "Events without a date", height, dark=dark)
