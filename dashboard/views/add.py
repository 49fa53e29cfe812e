"""The page that takes in articles, pasted or uploaded, and says what became of each."""

from __future__ import annotations

import html
import logging
from collections.abc import Sequence
from datetime import date
from typing import Any

import streamlit as st

from dashboard import filters, queries, session, words
from dashboard.passages import visible
from loaders import Filter, Given, IngestReport, ItemResult, Progress, Received, Result, StoreError, ingest

_REPORT = "last report"
_PASTED = "pasted text.txt"


def page(timeline: Any) -> None:
    """`timeline` is the page to land on afterwards."""
    session.leave()
    st.html(
        '<div class="prose"><h1>Add articles</h1><p>Paste a text or choose files. What you give here wins over what an article says of '
        "itself; without a date of publication, “on Tuesday” stays undated.</p></div>"
    )
    with st.form("add", border=False, enter_to_submit=False):
        left, right = st.columns([60, 40], gap="large")
        text = left.text_area("Text of one article", height=340, placeholder="Paste it here", key="add text")
        files = right.file_uploader(
            "Or files", type=["txt", "html", "htm"], accept_multiple_files=True, key="add files"
        )
        publisher = right.text_input("Publisher, if known", max_chars=200, key="add publisher")
        published = right.date_input(
            "Date of publication, if known",
            None,
            min_value=words.EARLIEST,
            max_value=words.LATEST,
            format="YYYY-MM-DD",
            key="add date",
        )
        title = right.text_input("Title of the pasted text, if known", max_chars=400, key="add title")
        url = right.text_input("Address of the pasted text, if known", max_chars=2000, key="add url")
        wanted = st.form_submit_button("Add", type="primary")
    if wanted:
        _take(sources(text, files, publisher, published, title, url))
    report = st.session_state.get(_REPORT)
    if report:
        _show(report, timeline)
    _refused()


def sources(
    text: str, files: Sequence[Any], publisher: str, published: date | None, title: str, url: str
) -> list[Received]:
    """What the form holds as items to take in: the pasted text first, then the files."""
    name = publisher.strip() or None
    found = []
    if text.strip():
        given = Given(published=published, publisher=name, title=title.strip() or None, url=words.safe_url(url.strip()))
        found.append(Received.of(_PASTED, text.encode("utf-8", "replace"), given))
    found += [Received.of(file.name, file.getvalue(), Given(published=published, publisher=name)) for file in files]
    return found


def _take(items: list[Received]) -> None:
    st.session_state.pop(_REPORT, None)
    if not items:
        st.warning("There is nothing to add yet: paste a text or choose a file.")
        return
    bar = st.progress(0.0, f"Reading 0 of {len(items)}")

    def show(progress: Progress) -> None:
        bar.progress(progress.done / max(1, progress.total), f"Read {progress.done} of {progress.total}")

    try:
        st.session_state[_REPORT] = ingest(items, session.store(), progress=show)
    except StoreError:
        logging.getLogger(__name__).exception("articles could not be added")
        st.error("The store cannot be written, so nothing more was added. The log of the server says why.")
        return
    bar.empty()


def _show(report: IngestReport, timeline: Any) -> None:
    lines = "".join(f"<li>{line(item)}</li>" for item in report.results)
    st.html(f'<div class="report" role="status"><h2>What became of them</h2><ul>{lines}</ul></div>')
    landed = [item.sha256 for item in report.results if item.events]
    if landed:
        chosen = Filter(articles=tuple(landed)) if len(landed) <= filters.MOST_VALUES else Filter()
        count = sum(item.events for item in report.results)
        st.page_link(timeline, label=f"Show their {words.number(count, 'event')}", query_params=filters.write(chosen))


def line(item: ItemResult) -> str:
    """What became of one item, as HTML; its name, notes and reason are made visible and escaped."""
    said = {
        Result.ADDED: f"added, {words.number(item.events, 'event')}",
        Result.REPLACED: f"read again with what you gave, {words.number(item.events, 'event')}",
        Result.ALREADY_IN: f"already in, {words.number(item.events, 'event')}",
        Result.QUARANTINED: "refused",
    }[item.result]
    notes = [item.message, *(note.partition(": ")[2] or note for note in item.notes)]
    reasons = " ".join(html.escape(visible(note)) for note in notes if note)
    return f"<b>{html.escape(visible(item.name))}</b> <span class={item.result.name.lower()}>{said}</span> {reasons}"


def _refused() -> None:
    standing = session.answers()(queries.quarantine)
    if standing:
        with st.expander(f"Refused so far ({len(standing)})"):
            items = "".join(
                f"<li><b>{html.escape(visible(name))}</b> {html.escape(visible(message))}</li>"
                for name, message in standing
            )
            st.html(
                f'<div class="report"><p>Their bytes are kept; mend them and add them again.</p><ul>{items}</ul></div>'
            )
