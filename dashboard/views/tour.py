"""A walk of two minutes round the page: what each part is for, in plain words."""

from __future__ import annotations

from typing import Any

import streamlit as st

from dashboard import components

_START, _COUNT = "tour wanted", "tours begun"

# What a step points at (the first of these that is on the screen), its title, its text.
STEPS: tuple[tuple[tuple[str, ...], str, str], ...] = (
    (
        (".headline",),
        "What you are looking at",
        "Sourceline read the articles and found events in them. This line says how many, how many are claims of somebody, and how"
        " many are in doubt. Nothing here is more than what an article says.",
    ),
    (
        (".st-key-map", ".st-key-stage"),
        "Where",
        "A sign is a place. A circle is a vague place, drawn as large as it is vague; two signs joined by a dashed line are one event"
        " with two possible places. A disc with a number holds several events: click it to look closer.",
    ),
    (
        (".st-key-time",),
        "When",
        "Every event is drawn from its first to its last possible day: “in March” is a bar of 31 days. + looks closer, down"
        " to hours. Turn on Pick days and drag across it to see one period alone; Playback runs the map through time.",
    ),
    (
        (".st-key-below",),
        "The list",
        "The same events in rows. A heading sorts them all; the arrow keys walk through them; a click or Enter opens one.",
    ),
    (
        (".st-key-reading", ".st-key-below"),
        "The sentence behind it",
        "Opening an event anywhere shows its article, with the sentence marked that it was read from, and every value made of it."
        " J and K go to the next event and the one before, Esc closes.",
    ),
    (
        ('[data-testid="stSidebar"]', '[data-testid="stExpandSidebarButton"]'),
        "Narrow it down",
        "Search for words, or tick units, places, types. The numbers say how many events each choice would leave. What you choose"
        " stands above the map; click it there to take it off, or use the browser's back button.",
    ),
    (
        ('.st-key-below [role="tablist"]',),
        "What cannot be drawn",
        "Events without a place or a date get no invented one. They wait in these two lists, with their number.",
    ),
    (
        (".st-key-export",),
        "Take it away",
        "The file holds exactly the events that you see. To come back to them, or to show them to somebody, save the view or copy"
        " its link at the top of the page.",
    ),
)


def want() -> None:
    """Have the tour begin when the timeline is drawn next."""
    st.session_state[_START] = True


def offer() -> None:
    """The button that begins the tour; to somebody new, an invitation."""
    if st.session_state.pop(_START, False):
        st.session_state[_COUNT] = st.session_state.get(_COUNT, 0) + 1
    components.tour(key="tour", data=content(st.session_state.get(_COUNT, 0)))


def content(start: int) -> dict[str, Any]:
    """The steps; `start` is another number for each time that the tour was asked for on another page."""
    return {
        "start": start,
        "steps": [{"targets": targets, "title": title, "text": text} for targets, title, text in STEPS],
    }
