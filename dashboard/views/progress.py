"""An intake while it runs and when it is over: bar, rate, time left, cancel, a row an item, the way to the new events."""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import streamlit as st

from dashboard import filters, session, words
from dashboard.intake import Desk, Intake
from dashboard.passages import visible
from loaders import Filter, ItemResult, Result, Source

_OWN = "own intake"
_LOOK_SECONDS = 0.7
_SHOWN = 200
_SAID = {
    Result.ADDED: "added",
    Result.REPLACED: "read again",
    Result.ALREADY_IN: "already in",
    Result.QUARANTINED: "refused",
}


@st.cache_resource(show_spinner=False)
def _desk() -> Desk:
    return Desk()


def begin(sources: Sequence[Source], waiting: Mapping[str, str] | None = None) -> None:
    """Starts an intake that this page then shows; `waiting` is as in `Desk.begin`."""
    st.session_state[_OWN] = _desk().begin(sources, session.store(), waiting).number


def current() -> Intake | None:
    """The intake that this page shows: its own, else, on a page that was loaded anew, one that is under way."""
    intake = _desk().get(st.session_state.get(_OWN)) or _desk().running()
    if intake is not None:
        st.session_state[_OWN] = intake.number
    return intake


def panel(intake: Intake, busy: bool, timeline: Any) -> None:
    """All of it; `busy` is whether it was running when the page began to be drawn."""
    with st.container(key="intake"):
        if busy:
            st.fragment(_live, run_every=_LOOK_SECONDS)(intake)
        else:
            _over(intake, timeline)


def _live(intake: Intake) -> None:
    if not intake.running:
        st.rerun()
    share = min(1.0, intake.done / max(1, intake.total))
    left, right = st.columns([84, 16], vertical_alignment="bottom")
    left.progress(share, pace(intake))
    right.button("Cancel", on_click=intake.stop, disabled=intake.stopped, width="stretch")
    if listed := rows(reversed(intake.rows), len(intake.rows)):
        st.html(listed)


def pace(intake: Intake) -> str:
    """How far it is, how fast, and how long it will take, in one line."""
    if intake.stopped:
        return f"Stopping: {intake.done:,} of {intake.total:,} are in; what is in hand is finished"
    if not intake.done:
        return f"Starting on {words.number(intake.total, 'item')}"
    said = [f"{intake.done:,} of {intake.total:,}"]
    if intake.rate:
        said.append(f"{intake.rate:,.1f} a second" if intake.rate < 10 else f"{intake.rate:,.0f} a second")
    if intake.seconds_left is not None:
        said.append(f"about {span(intake.seconds_left)} left")
    return " · ".join(said)


def span(seconds: float) -> str:
    """`8 s`, `3 min`, `2 h 5 min`."""
    whole = max(1, round(seconds))
    if whole < 90:
        return f"{whole} s"
    hours, minutes = divmod(round(whole / 60), 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min"


def _over(intake: Intake, timeline: Any) -> None:
    if intake.problem:
        st.error("The intake ended early.")
        st.text(visible(intake.problem))
    stopped = " You stopped it; what is listed is in, and adding the rest again goes on." if intake.stopped else ""
    st.html(
        f'<div class="report" role="status"><h2>What became of them</h2><p>{summary(intake)}.{stopped}</p></div>'
        # Refused ones first: they are the ones to look at.
        + rows(sorted(intake.rows, key=lambda row: row.result is not Result.QUARANTINED), len(intake.rows))
    )
    landed = list(dict.fromkeys(row.sha256 for row in intake.rows if row.events))
    if landed:
        chosen = landed[-filters.MOST_VALUES :]
        label = f"Show their {words.number(intake.events, 'event')}"
        if len(landed) > len(chosen):
            label = f"Show the events of the last {len(chosen)} articles"
        st.page_link(timeline, label=label, query_params=filters.write(Filter(articles=tuple(chosen))))


def summary(intake: Intake) -> str:
    """`3 added, 1 already in, 2 refused; 14 events`."""
    told = [f"{count:,} {_SAID[result]}" for result, count in intake.counts.items() if count]
    return f"{', '.join(told) or 'nothing was taken in'}; {words.number(intake.events, 'event')}"


def rows(items: Iterable[ItemResult], count: int) -> str:
    """The items as a list that scrolls on its own; nothing where there are none yet."""
    lines = [line(item) for _, item in zip(range(_SHOWN), items, strict=False)]
    if not lines:
        return ""
    more = f"<p>{count - len(lines):,} more are not listed.</p>" if count > len(lines) else ""
    return f'<div class="report items" tabindex="0" role="region" aria-label="Each item"><ul>{"".join(lines)}</ul>{more}</div>'


def line(item: ItemResult) -> str:
    """What became of one item, as HTML; its name, notes and reason are made visible and escaped."""
    events = words.number(item.events, "event") if item.result is not Result.QUARANTINED else ""
    notes = [item.message, *(note.partition(": ")[2] or note for note in item.notes)]
    reasons = " ".join(html.escape(visible(note)) for note in notes if note)
    return (
        f'<li><span class="badge {item.result.name.lower()}">{_SAID[item.result]}</span>'
        f"<span><b>{html.escape(visible(item.name))}</b><small>{reasons}</small></span><span>{events}</span></li>"
    )
