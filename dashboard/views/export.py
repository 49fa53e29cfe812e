"""The way out: exactly the events in view, in the shape that the next tool reads."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from dashboard import queries
from dashboard.queries import Overview
from dashboard.session import Answers
from dashboard.words import number
from loaders import FORMATS, Filter

_SAID = (
    "Each comes as a ZIP with a manifest: the filters, the time, the versions, "
    "what is in the file, what is not, and the file's SHA-256."
)


def bar(chosen: Filter, counts: Overview, answers: Answers) -> None:
    """A button whose label says how many events the CSV holds, and a menu of all formats; a file is made when asked for."""
    with st.container(horizontal=True, key="export"):
        st.download_button(
            f"Export {number(counts.events, 'event')} as CSV",
            data=lambda: queries.csv(answers.snapshot.cursor(), chosen),
            file_name="sourceline-events.csv",
            mime="text/csv",
            on_click="ignore",
            key="export sourceline-events.csv",
        )
        with st.popover("All formats", key="export formats"):
            st.caption(_SAID)
            with st.container(horizontal=True):
                for name, known in FORMATS.items():
                    _button(known.label, name, known.notes[:1], chosen, answers, mark=False)
                    if name == "csv":
                        _button("CSV for Excel", name, ("With a byte order mark.",), chosen, answers, mark=True)


def _button(label: str, name: str, notes: tuple[str, ...], chosen: Filter, answers: Answers, *, mark: bool) -> None:
    snapshot = answers.snapshot
    st.download_button(
        label,
        data=lambda: queries.exported(snapshot.cursor(), chosen, name, mark, snapshot.version, datetime.now(UTC)),
        file_name=f"sourceline-events-{name}.zip",
        mime="application/zip",
        on_click="ignore",
        help=notes[0] if notes else None,
        key=f"export {label}",
    )
