"""The way out: a CSV of exactly the events in view."""

from __future__ import annotations

import streamlit as st

from dashboard import queries
from dashboard.queries import Overview
from dashboard.session import Answers
from dashboard.words import number
from loaders import Filter


def bar(chosen: Filter, counts: Overview, answers: Answers) -> None:
    """Two buttons whose label says how many events the file holds; the file is made when it is asked for."""
    named = number(counts.events, "event")
    with st.container(horizontal=True, key="export"):
        _button(f"Export {named} as CSV", "sourceline-events.csv", chosen, answers, mark=False)
        _button("CSV for Excel", "sourceline-events-excel.csv", chosen, answers, mark=True)


def _button(label: str, name: str, chosen: Filter, answers: Answers, *, mark: bool) -> None:
    st.download_button(
        label,
        data=lambda: queries.csv(answers.snapshot.cursor(), chosen, mark),
        file_name=name,
        mime="text/csv",
        on_click="ignore",
        help="The same file with a byte order mark, so that Excel reads every letter" if mark else None,
        key=f"export {name}",
    )
