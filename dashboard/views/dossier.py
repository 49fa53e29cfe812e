"""What the pages of units, people and places share: their head, their list, their events and their sources."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from dashboard import (
    addresses,
    components,
    controls,
    dossier_controls,
    dossiers,
    filters,
    glyphs,
    paging,
    palette,
    queries,
    session,
)
from dashboard.addresses import PAGES, Wanted
from dashboard.dossier_queries import EVIDENCE, SOURCES, Named, Source
from dashboard.passages import visible
from dashboard.session import Answers
from dashboard.views import summary, table
from dashboard.words import Json, days, number, safe_url
from loaders import Filter, fold

A_PAGE, TABLE_PAGE = 50, 50
MAP_HEIGHT = 420
_DESKTOP_MAP, _PHONE_MAP = (700, MAP_HEIGHT), (366, MAP_HEIGHT)
TABLE_HEIGHT = 420


def begin(found: Sequence[str]) -> None:
    """Listen to how wide the page is, and say what of the link made no sense."""
    controls.screen()
    for notice in found:
        st.html(summary.notice(notice))


def map_size() -> tuple[int, int]:
    """The size of a map in pixels, for its first view."""
    return _PHONE_MAP if session.phone() else _DESKTOP_MAP


def heading(text: str, said: str = "") -> None:
    """A heading of the page and what must be known to read what follows."""
    note = f"<p>{html.escape(said)}</p>" if said else ""
    st.html(f'<div class="dossier"><h2>{html.escape(text)}</h2>{note}</div>')


def head(name: str, said: Sequence[str], picture: str | None = None) -> None:
    """Who the page is about, with what is known at a glance."""
    image = f'<img alt="" src="{picture}">' if picture else ""
    parts = "".join(f"<span>{html.escape(visible(part))}</span>" for part in said if part)
    st.html(f'<div class="dossier top">{image}<div><h1>{html.escape(visible(name))}</h1><p>{parts}</p></div></div>')


def empty(title: str, said: str) -> None:
    st.html(f'<div class="empty"><h2>{html.escape(title)}</h2><p>{html.escape(said)}</p></div>')


def unknown(path: str, name: str, timeline: Any) -> None:
    """No such unit, person or place is in the store."""
    empty(f"No {PAGES[path]} of this name", f"Nothing in the store is called {visible(name)}.")
    st.page_link(timeline, label="To the timeline")


def matching(known: Sequence[Named], find: str) -> list[Named]:
    """The names that hold every word searched for, whatever their case and accents."""
    words = fold(find).split()
    return [one for one in known if all(word in fold(one.name) for word in words)] if words else list(known)


def listing(
    path: str,
    wanted: Wanted,
    known: Sequence[Named],
    columns: list[tuple[str, str]],
    row: Callable[[Sequence[Named]], list[Json]],
    *,
    icons: bool = False,
    sides: bool = False,
) -> None:
    """The searchable list of a page, those of most events first."""
    what = PAGES[path]
    st.html(f'<div class="prose"><h1>{path.capitalize()}</h1></div>')
    if not known:
        empty("Nothing to list yet", f"No event in the store names a {what}.")
        return
    with st.container(horizontal=True, vertical_alignment="bottom", key="dossier-tools"):
        dossier_controls.find(path, wanted, what)
        if sides:
            dossier_controls.sides(path, wanted)
    found = matching(known, wanted.find)
    if not found:
        empty(f"No {what} matches", f"None of the {len(known):,} names holds “{visible(wanted.find)}”.")
        return
    shown = f"{len(found):,} of {len(known):,} {path}" if wanted.find else f"{len(known):,} {path}"
    st.caption(f"{shown}, those of most events first")
    place = st.container()
    first = (dossier_controls.page_of_list(-(-len(found) // A_PAGE)) - 1) * A_PAGE
    with place:
        dossier_controls.names(path, path.capitalize(), columns, row(found[first : first + A_PAGE]), icons=icons)


def back(timeline: Any, chosen: Filter, label: str) -> None:
    """The way to the timeline narrowed to what the page is about."""
    st.page_link(timeline, label=label, query_params=filters.write(chosen))


def events(path: str, wanted: Wanted, chosen: Filter, total: int, answers: Answers, *, dark: bool) -> None:
    """All events as a table, a page at a time; a row opens its event in the timeline."""
    pages, place = -(-total // TABLE_PAGE), st.container()
    at = paging.page(pages, f"{path} events page")
    rows = answers(queries.rows, chosen, TABLE_PAGE, (at - 1) * TABLE_PAGE, wanted.sort)
    with place:
        components.table(
            key=dossier_controls.TABLE,
            data={**table.content(rows, dark), "label": dossier_controls.TABLE, "selected": None, "sort": wanted.sort,
                  "height": f"{TABLE_HEIGHT}px"},
            on_open_change=dossier_controls.opened_in_table,
            on_sort_change=lambda: dossier_controls.sorted_in_table(path),
        )  # fmt: skip


def posts(picture: Any, key: str) -> None:
    """The bars of posts."""
    config = {"displayModeBar": False}
    st.plotly_chart(picture, theme=None, key=key, config=config, alt="Posts by the days on which they are cited")


def sources(found: Sequence[Source], total: int) -> None:
    """The articles, newest first, each with the way to its events and, where it has one, its address."""
    heading("Sources", f"The newest {SOURCES} articles." if len(found) == SOURCES else "")
    lines = []
    for one in found:
        address = safe_url(one.url)
        note = f"{dossiers.origin({'published': one.published, 'publisher': one.publisher})} · {number(one.events, 'event')}"
        lines.append(
            dossiers.line(
                one.title or "Article without a title",
                f"{note} · {address}" if address else note,
                go=addresses.timeline({"article": [one.article_id]}),
            )
        )
    dossier_controls.lines("sources", "Sources", lines)


def read_in_full(total: int) -> str:
    """What a section that reads events in full says of those that it does not read."""
    return f"From the newest {EVIDENCE} of {total:,} events." if total > EVIDENCE else ""


def span(one: Named) -> str:
    return days(one.first, one.last) if one.first or one.last else "no day told"


def event(record: Json) -> Json:
    """An event as a line with its sign, the units in it and its sentence."""
    dark = session.dark()
    style = palette.event_style(record["event_type"])
    status = palette.status_style(record["status"]).label.lower()
    note = ", ".join([f"{style.label}, {status}", *(visible(unit) for unit in record["units"] or ())])
    icon = glyphs.data_url(glyphs.glyph_svg(record["event_type"], status=record["status"], dark=dark, size=20))
    return dossiers.event_line(record, note, icon)
