"""What was refused and waits: each item with its reason, a way to try it again and a way to take it off the list."""

from __future__ import annotations

import html
import logging
from collections.abc import Sequence
from functools import partial

import streamlit as st

from dashboard import queries, roles, session, words
from dashboard.passages import visible
from dashboard.views import fetching, progress
from dashboard.words import Json
from loaders import Given, Received, Source, StoreError, given_of

_AT_ONCE = 10
_PAGE, _SAID, _UNDO = "quarantine page", "quarantine said", "quarantine dropped"
# A table that was not understood: the user can name its column of text.
_COLUMN_CODES = frozenset(("not_articles", "unknown_column", "unknown_field", "no_text"))
_STAGES = {
    "receive": "fetching or opening it",
    "open": "opening the collection",
    "read": "reading it",
    "extract": "finding events",
}


def panel(busy: bool) -> None:
    """The list; nothing where nothing was refused. While an intake is `busy`, nothing else is begun."""
    answers = session.answers()
    number = st.session_state.get(_PAGE, 1)
    count, found = answers(queries.quarantine, (number - 1) * _AT_ONCE, _AT_ONCE)
    if not found and number > 1:
        st.session_state[_PAGE] = number = 1
        count, found = answers(queries.quarantine, 0, _AT_ONCE)
    if not count:
        _say()
        return
    with st.container(key="quarantine"):
        st.html(
            f'<div class="report"><h2>Refused, and waiting ({count:,})</h2><p>Nothing of these is on the timeline. Their bytes are kept: '
            "try again after mending what is wrong, or drop what you do not need.</p></div>"
        )
        _say()
        again = [(row, source) for row in found if (source := _again(row)) is not None]
        if len(found) > 1:
            with st.container(horizontal=True):
                st.button(f"Retry these {len(again)}", disabled=busy or not again, on_click=_retry, args=(again,))
                if _may_drop():
                    st.button(f"Drop these {len(found)}", on_click=_drop, args=(found,))
        for row in found:
            _item(row, busy)
        if count > _AT_ONCE:
            pages = -(-count // _AT_ONCE)
            st.number_input(f"Page, of {pages:,}", 1, pages, key=_PAGE)


def _say() -> None:
    """What the last click did. What it dropped can be put back until something else is done."""
    said, undo = st.session_state.get(_SAID), st.session_state.get(_UNDO)
    if not said:
        return
    if not undo:
        st.session_state.pop(_SAID)
    with st.container(horizontal=True, vertical_alignment="center", key="dropped"):
        st.html(f'<p role="status">{html.escape(said)}</p>')
        if undo:
            st.button("Undo", key="undo drop", on_click=_undrop)


def _item(row: Json, busy: bool) -> None:
    key = f"{row['sha256']} {row['name']}"
    source = _again(row)
    with st.container(border=True):
        left, right = st.columns([80, 20], gap="medium")
        left.html(described(row))
        if row["code"] in _COLUMN_CODES and _kept(row):
            asked = "The column that holds the text, as the table names it"
            column = left.text_input(asked, max_chars=200, key=f"column {key}").strip()
            source = _again(row, column) if column else source
        label = {"receive": "Fetch again", "link_only": "Fetch its page"}.get(
            row["code"] if row["code"] == "link_only" else row["stage"], "Retry"
        )
        with right.container(horizontal=True, horizontal_alignment="right"):
            st.button(
                label, key=f"retry {key}", disabled=busy or source is None, on_click=_retry, args=([(row, source)],)
            )
            if _may_drop():
                st.button("Drop", key=f"drop {key}", on_click=_drop, args=([row],))
        if source is None:
            right.caption("There is nothing to try again with: mend it and add it anew.")


def described(row: Json) -> str:
    """One refused item as HTML; all that came from outside is made visible and escaped."""
    name, message, code = (html.escape(visible(str(row[part]))) for part in ("name", "message", "code"))
    when = f"{row['received_at']:%Y-%m-%d %H:%M} UTC"
    facts = [
        when,
        html.escape(_STAGES.get(row["stage"], str(row["stage"]))),
        f"{words.number(row['received_size'] or 0, 'byte')}",
    ]
    first = visible(row["first_bytes"] or "")
    begins = f"<pre>{html.escape(first)}</pre>" if first.strip() else ""
    if row["sha256"]:
        facts.append(f"SHA-256 {html.escape(str(row['sha256']))}")
    return f'<div class="refused"><b>{name}</b><p>{message} <code>{code}</code></p><small>{" · ".join(facts)}</small>{begins}</div>'


def _kept(row: Json) -> bool:
    """Whether its bytes lie in the store; of one from before that was noted, they do where it has a digest."""
    return bool(row["sha256"]) and row["kept"] is not False


def _again(row: Json, column: str = "") -> Source | None:
    """The item as a source; None where there is nothing to try again with."""
    given = given_of(row["given"] or "{}")
    if column:
        given = Given(columns=(("text", column),)).over(given)
    named = {"link_only": given.url, "receive": row["name"]}
    address = words.safe_url(named.get(row["code"]) or named.get(row["stage"]))
    if address:
        of_page = Given(published=given.published, publisher=given.publisher)
        return partial(fetching.fetcher().receive, address, of_page) if fetching.offered() else None
    return partial(_received, row, given) if _kept(row) else None


def _received(row: Json, given: Given) -> Received:
    try:
        return Received.of(row["name"], session.store().received(row["sha256"]), given)
    except KeyError:
        message = "Its bytes are no longer in the store. Add it anew."
        return Received(row["name"], None, given, "not_kept", message, row["sha256"])


def _retry(items: Sequence[tuple[Json, Source]]) -> None:
    """Begins an intake of these. What has no bytes is known to the quarantine by its name, and waits until its page comes in."""
    waiting = {
        source.args[0]: row["name"] for row, source in items if isinstance(source, partial) and not row["sha256"]
    }
    for key in (_SAID, _UNDO):
        st.session_state.pop(key, None)
    progress.begin([source for _, source in items], waiting)


def _may_drop() -> bool:
    return roles.current() is roles.Role.ADMIN


def _drop(rows: Sequence[Json]) -> None:
    if not _may_drop():
        return
    try:
        items = [str(row["sha256"] or row["name"]) for row in rows]
        count = session.store().drop(items, roles.name() or "")
    except StoreError:
        logging.getLogger(__name__).exception("refused items could not be dropped")
        st.session_state[_SAID] = "The store cannot be written, so they stay. The log of the server says why."
        return
    st.session_state[_SAID] = f"{words.number(count, 'item')} taken off the list. What came in is kept all the same."
    st.session_state[_UNDO] = items


def _undrop() -> None:
    if not _may_drop():
        return
    try:
        count = session.store().undrop(st.session_state.pop(_UNDO, []), roles.name() or "")
    except StoreError:
        logging.getLogger(__name__).exception("dropped items could not be put back")
        st.session_state[_SAID] = (
            "The store cannot be written, so they stay off the list. The log of the server says why."
        )
        return
    st.session_state[_SAID] = f"{words.number(count, 'item')} back on the list."
