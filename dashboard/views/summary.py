"""The line above everything, and the states in which there is nothing to draw."""

from __future__ import annotations

import html
import time

import streamlit as st

from dashboard import controls, queries, session
from dashboard.filters import Reading
from dashboard.queries import Overview
from dashboard.session import Answers
from dashboard.words import number

_GLANCE = 0.2
PURPOSE = "turns news articles on armed conflict into a timeline you can check: click any event to read the sentence it comes from."


def headline(counts: Overview) -> str:
    """The honest line as HTML: how much is shown, who says it, how much is in doubt, what cannot be drawn."""
    parts = [
        f"<b>{number(counts.events, 'event')}</b> from {number(counts.articles, 'article')}, "
        f"{number(counts.publishers, 'publisher')}",
        f"{counts.claims:,} claimed by a named source, {counts.denied:,} denied",
        f"{counts.doubtful:,} with doubts",
        f"{counts.located:,} on the map, {counts.dated:,} on the timeline",
    ]
    # Of nothing there is nothing more to count.
    spans = "".join(f"<span>{part}</span>" for part in (parts if counts.events else ["<b>0 events</b>"]))
    return f'<div class="headline"><p><b>Sourceline</b> {PURPOSE}</p><div class="figures" role="status">{spans}</div></div>'


def notice(text: str) -> str:
    """One line about a part of the link that made no sense, as HTML; the text may come from the link."""
    return f'<div class="notice" role="alert">{html.escape(text)}</div>'


def no_match(reading: Reading, answers: Answers) -> None:
    """No event meets all filters: offer the filters whose removal alone brings some back."""
    helpful = answers(queries.removals, reading.filter)
    text = (
        "Removing one of these filters shows events again:"
        if helpful
        else "No single filter is to blame: together they leave nothing."
    )
    st.html(f'<div class="empty"><h2>No event matches these filters</h2><p>{text}</p></div>')
    controls.removals(helpful)


def reading(answers: Answers) -> None:
    """Say how far the events have been read into memory until they are: from then on a click is answered at once."""
    total, place = answers(queries.stored)[0], st.empty()
    while (read := session.being_read(answers)) is not None:
        place.progress(
            min(1.0, read / total),
            f"Reading {number(total, 'event')} into memory: {read:,} so far. The next start will be quicker.",
        )
        time.sleep(_GLANCE)


def nothing_stored(answers: Answers) -> None:
    """The store is empty: say what this is and how to begin."""
    articles = answers(queries.stored)[1]
    held = (
        f"The store holds {number(articles, 'article')}, but no event was found in them."
        if articles
        else "The store is empty."
    )
    st.html(
        f'<div class="empty"><h2>Nothing to show yet</h2><p>Sourceline {PURPOSE}</p><p>{held} Begin on the page '
        '<a href="add" target="_self">Add articles</a>, or on the command line:</p>'
        "<pre>python -m loaders ingest seeds</pre></div>"
    )
