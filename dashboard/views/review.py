"""The form that lays a correction over an event, and the list of those that stand, each with its undo."""

from __future__ import annotations

import html
import logging
from collections.abc import Iterable
from typing import Any

import streamlit as st

from dashboard import queries, roles, session, words
from dashboard.passages import visible
from dashboard.session import Answers
from dashboard.words import Json
from loaders import StoreError, Verdict
from loaders.model import EventType, Status

RIGHT, WRONG, CORRECT, UNSURE = "Right as it is", "Wrong: not such an event", "Right, once corrected", "Needs a check"
_PLAIN = {RIGHT: Verdict.CONFIRMED, WRONG: Verdict.REJECTED, UNSURE: Verdict.NEEDS_CHECK}
"""The answers that change no value."""
_LONGEST = 500


def form(event: Json, answers: Answers) -> None:
    """Verdict, corrected values, who and why. What was read from the article stays beside the correction."""
    event_id = event["event_id"]
    standing = answers(queries.reviews, event_id)
    if not _may():
        if standing:
            with st.expander(f"Corrections ({len(standing)})"):
                _standing(standing)
        return
    with st.expander(f"Correct this event ({len(standing)} so far)" if standing else "Correct this event"):
        _standing(standing)
        with st.form(f"review {event_id}", border=False, enter_to_submit=False):
            verdict = st.radio("What you find", (RIGHT, WRONG, CORRECT, UNSURE), key=f"verdict {event_id}")
            wanted = _values(event)
            who = roles.name() or st.text_input(
                "Who says so (your name)", value=st.session_state.get("reviewer", ""), max_chars=100
            )
            why = st.text_input("Why", max_chars=_LONGEST)
            if st.form_submit_button("Save", type="primary"):
                _save(event, str(verdict), wanted, who.strip(), why.strip())


def _may() -> bool:
    return roles.current() >= roles.Role.ANALYST


def _values(event: Json) -> dict[str, Any]:
    """The fields of a correction, filled with what stands now."""
    st.caption("To correct values, choose the third answer and change them here; leave empty what nobody knows.")
    left, right = st.columns(2)
    types, statuses = list(EventType), list(Status)
    return {
        "event_type": left.selectbox("Type", types, types.index(event["event_type"]), format_func=words.humanise),
        "status": right.selectbox("Status", statuses, statuses.index(event["status"]), format_func=words.humanise),
        "date_start": left.date_input("First possible day", words.parsed(event["date_start"]), **_BOUNDS),
        "date_end": right.date_input("Last possible day", words.parsed(event["date_end"]), **_BOUNDS),
        "place": st.text_input("Place", event["place"] or "", max_chars=200) or None,
        "latitude": left.number_input("Latitude", -90.0, 90.0, event["latitude"], format="%.4f"),
        "longitude": right.number_input("Longitude", -180.0, 180.0, event["longitude"], format="%.4f"),
    }


_BOUNDS: dict[str, Any] = {"min_value": words.EARLIEST, "max_value": words.LATEST, "format": "YYYY-MM-DD"}


def changes(event: Json, wanted: Json) -> Json:
    """The fields whose value differs from what stands."""
    now = {**event, "date_start": words.parsed(event["date_start"]), "date_end": words.parsed(event["date_end"])}
    return {name: value for name, value in wanted.items() if value != now.get(name)}


def problem(verdict: str, changed: Json, wanted: Json, who: str) -> str | None:
    """Why a review cannot be saved, in words; None if it can."""
    first, last = wanted["date_start"], wanted["date_end"]
    if not who:
        return "Say who you are: a correction without a name helps nobody."
    if verdict == CORRECT and not changed:
        return "Nothing is changed. Change a value, or choose another answer."
    if verdict == CORRECT and first and last and first > last:
        return "The first possible day is after the last."
    if verdict == CORRECT and (wanted["latitude"] is None) is not (wanted["longitude"] is None):
        return "A point needs both its latitude and its longitude."
    return None


def _save(event: Json, verdict: str, wanted: Json, who: str, why: str) -> None:
    changed = changes(event, wanted)
    refused = problem(verdict, changed, wanted, who)
    if refused or not _may():
        st.error(refused or "Your role may read, not correct.")
        return
    st.session_state["reviewer"] = who
    store, event_id = session.store(), event["event_id"]
    try:
        if verdict == CORRECT:
            for name, value in changed.items():
                store.add_review(event_id, Verdict.CORRECTED, who, why, name, value)
        else:
            store.add_review(event_id, _PLAIN[verdict], who, why)
    except (StoreError, ValueError, KeyError):
        logging.getLogger(__name__).exception("a correction could not be saved")
        st.error("The correction could not be saved. The log of the server says why.")
        return
    st.rerun()


def _standing(standing: Iterable[Json]) -> None:
    for review in standing:
        said = {
            "confirmed": "right",
            "rejected": "wrong",
            "corrected": f"{words.humanise(review['field'])} corrected",
            "needs_check": "needs a check",
        }
        who, why = html.escape(visible(review["who"])), html.escape(visible(review["why"]))
        left, right = st.columns([80, 20], vertical_alignment="center")
        left.html(
            f"<div><b>{said.get(review['verdict'], review['verdict'])}</b> by {who}{': ' + why if why else ''}</div>"
        )
        if _may():
            right.button(
                "Undo", key=f"undo {review['review_id']}", on_click=_undo, args=(review["review_id"], review["who"])
            )


def _undo(review_id: str, who: str) -> None:
    if _may():
        session.store().withdraw_review(review_id, roles.name() or st.session_state.get("reviewer") or who)
