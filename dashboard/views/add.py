"""The page that takes in files, pasted text and web addresses; what becomes of them stands below, live."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import streamlit as st

from dashboard import session, words
from dashboard.views import fetching, progress, quarantine
from loaders import LIMITS, Given, Received, Source

_PASTED = "pasted text.txt"
_MOST_ADDRESSES = 500
_ROUND, _REFUSED = "add round", "add refused"
_FIELDS = {
    "text": "Text",
    "title": "Title",
    "published": "Date of publication",
    "url": "Address",
    "publisher": "Publisher",
}


def page(timeline: Any) -> None:
    """`timeline` is the page to land on afterwards."""
    session.leave()
    st.html(
        '<div class="prose"><h1>Add articles</h1><p>Web pages, text, Markdown, PDF, Word, tables, feeds, archives and other people\'s '
        "event tables. The content tells the format, whatever the name. What is in already changes nothing, and one bad file "
        "stops no other.</p></div>"
    )
    intake = progress.current()
    busy = intake is not None and intake.running
    with st.form("add", border=False, enter_to_submit=False):
        left, right = st.columns([60, 40], gap="large")
        with left:
            _what()
        with right:
            _known_of_it()
        st.form_submit_button(
            "Add",
            type="primary",
            on_click=_start,
            disabled=busy,
            help="Wait until the present ones are in." if busy else None,
        )
    if refused := st.session_state.get(_REFUSED):
        st.warning(refused)
    if intake is not None:
        progress.panel(intake, busy, timeline)
    quarantine.panel(busy)


def _what() -> None:
    """The three ways in."""
    each, all_ = LIMITS.input_bytes // 1_000_000, LIMITS.batch_bytes // 1_000_000
    files, pasted, addresses = st.tabs(["Files", "Pasted text", "Web addresses"])
    with files:
        st.file_uploader(
            f"Drop files here: up to {each} MB each and {all_} MB at once, {LIMITS.members:,} articles in an archive",
            accept_multiple_files=True,
            key=_key("files"),
        )
    with pasted:
        st.text_area("Text of one article", height=220, placeholder="Paste it here", key="add text")
        left, right = st.columns(2)
        left.text_input("Its title, if known", max_chars=400, key="add title")
        right.text_input("Its address, if known", max_chars=2000, key="add url")
    with addresses:
        if fetching.offered():
            st.text_area(
                "One address a line: pages, documents or feeds",
                height=220,
                placeholder="https://",
                max_chars=_MOST_ADDRESSES * 500,
                key="add addresses",
            )
            st.caption(
                "They are fetched from this machine, which is the one time that Sourceline asks the network. Sites that ask "
                "programs to stay away, and addresses inside your own network, are not fetched."
            )
        else:
            st.caption(
                f"Web addresses are switched off, because others can reach this server. Whoever runs it may set {fetching.ENVIRONMENT}=on. "
                "Until then, save the page and add its file."
            )


def _known_of_it() -> None:
    """What the user knows; it goes with all that is added."""
    st.html(
        '<div class="prose"><h2>What you know</h2><p>It goes with everything you add now, and wins over what an article says of itself. '
        "Without a date of publication, “on Tuesday” stays undated.</p></div>"
    )
    st.text_input("Publisher", max_chars=200, key="add publisher")
    st.date_input(
        "Date of publication",
        None,
        min_value=words.EARLIEST,
        max_value=words.LATEST,
        format="YYYY-MM-DD",
        key="add date",
    )
    with st.expander("Columns of a table"):
        st.caption(
            "Only where a table names its columns in a way that is not understood: write the names as they stand in it."
        )
        for field, label in _FIELDS.items():
            st.text_input(label, max_chars=200, key=f"add column {field}")


def _key(name: str) -> str:
    """A widget key that changes with every intake: an uploader is emptied by making a new one."""
    return f"add {name} {st.session_state.get(_ROUND, 0)}"


def _start() -> None:
    """Begins an intake of what the form holds, and empties it; or says why there is none."""
    state = st.session_state
    found, refused = sources(
        state.get("add text", ""),
        state.get(_key("files")) or [],
        state.get("add addresses", "") if fetching.offered() else "",
        Given(
            published=state.get("add date"),
            publisher=(state.get("add publisher") or "").strip() or None,
            columns=tuple(
                (field, name) for field in _FIELDS if (name := (state.get(f"add column {field}") or "").strip())
            ),
        ),
        (state.get("add title") or "").strip(),
        (state.get("add url") or "").strip(),
    )
    state[_REFUSED] = refused
    if refused:
        return
    progress.begin(found, {source.args[0]: source.args[0] for source in found if isinstance(source, partial)})
    state[_ROUND] = state.get(_ROUND, 0) + 1
    for name in ("text", "title", "url", "addresses"):
        state[f"add {name}"] = ""


def sources(
    text: str, files: Sequence[Any], addresses: str, given: Given, title: str = "", url: str = ""
) -> tuple[list[Source], str]:
    """What the form holds as sources, the pasted text first; or, in words, why it cannot be taken."""
    found: list[Source] = []
    if len(text) > LIMITS.input_bytes // 4:
        return [], "This text is too long to be pasted. Save it as a file and add that."
    if text.strip():
        of_text = Given(title=title or None, url=words.safe_url(url))
        found.append(Received.of(_PASTED, text.encode("utf-8", "replace"), of_text.over(given)))
    size = sum(file.size for file in files)
    if size > LIMITS.batch_bytes:
        return [], (
            f"These files have {size / 1e6:,.0f} MB together; {LIMITS.batch_bytes // 1_000_000} MB are taken at once. Take some away, or "
            "put them in a folder and run: python -m loaders ingest FOLDER"
        )
    found += [_file(file, given) for file in files]
    listed = list(dict.fromkeys(line.strip() for line in addresses.splitlines() if line.strip()))
    if len(listed) > _MOST_ADDRESSES:
        return [], (
            f"These are {len(listed):,} addresses; {_MOST_ADDRESSES} are taken at once. Take some away, or run: "
            "python -m loaders ingest ADDRESS ..."
        )
    found += [partial(fetching.fetcher().receive, address, given) for address in listed]
    return found, "" if found else "There is nothing to add yet: choose files, paste a text or give an address."


def _file(file: Any, given: Given) -> Received:
    if file.size > LIMITS.input_bytes:
        message = f"It has {file.size:,} bytes; the most that is read is {LIMITS.input_bytes:,}. Split it."
        return Received(file.name, None, given, "too_large", message, size=file.size)
    return Received.of(file.name, file.getvalue(), given)
