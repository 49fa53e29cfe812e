"""The reader panel: one event in its article, its sentence marked, with the values made from it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from dashboard import (
    affiliation,
    components,
    controls,
    facts,
    glyphs,
    palette,
    passages,
    queries,
    session,
    symbols,
    words,
)
from dashboard.affiliation import Affiliation
from dashboard.filters import Reading
from dashboard.passages import visible
from dashboard.queries import Neighbours
from dashboard.session import Answers
from dashboard.views import review
from dashboard.words import Json
from loaders import highlights


@st.fragment(key=controls.PANEL)
def panel() -> None:
    """The opened event, if one is open. Runs alone on a click, and asks the rest of the page to follow once it is shown."""
    reading = session.asked()
    if session.about_to_visit():
        st.rerun()
    if reading.event_id is None:
        if session.drawn_for() is not None:
            st.rerun()
        return
    with st.container(key="reading"):
        if _opened(reading, session.answers(), session.dark()):
            st.rerun()


def _opened(reading: Reading, answers: Answers, dark: bool) -> bool:
    """Draw the opened event; whether the browser says that it shows an event that the rest of the page has not drawn."""
    event_id = reading.event_id or ""
    event = answers(queries.event, event_id)
    article = answers(queries.article, event["article_id"]) if event else None
    if event is None or article is None:
        st.warning("The event that this link opens is not in the store: its article may have been read anew since.")
        st.button("Close", on_click=controls.closed)
        return False
    near = answers(queries.neighbours, reading.filter, event_id, reading.look.sort)
    behind = session.drawn_for() != event_id
    shown = components.reader(
        key=controls.READER,
        data=content(event, article, near, dark, answers(queries.told_in, article["article_id"]), session.sides())
        | {"behind": behind, "sought": highlights(reading.filter.text)},
        on_go_change=controls.went,
        on_close_change=controls.closed,
        on_visit_change=controls.left_reader,
        on_shown_change=lambda: None,
    ).shown
    review.form(event, answers)
    return bool(shown) and behind


def content(
    event: Json,
    article: Json,
    near: Neighbours | None,
    dark: bool,
    told: Sequence[Json] = (),
    chosen: Affiliation = affiliation.NOBODY,
) -> Json:
    """All that the reader shows, as JSON. Article text is in pieces that the browser puts on the page as text.

    `told` are the events of the article, for its margin.
    """
    text: str = article["text"]
    mentions: list[Json] = article["extraction"].get("mentions", [])
    sentences = event.get("sentences") or [[event["sentence_start"], event["sentence_end"]]]
    first, last = passages.window_around(text, *sentences[0])
    own = _own_spans(event)
    pieces = passages.pieces(text, mentions, sentences, (first, last), [other["sentence_start"] for other in told])
    shown = {piece.mention for piece in pieces if piece.mention is not None}
    kinds = dict.fromkeys(mentions[index]["kind"] for index in sorted(shown))
    return {
        "event_id": event["event_id"],
        "position": f"{near.position:,} of {near.total:,}" if near else "not in this view",
        "before_id": near.before if near else None,
        "after_id": near.after if near else None,
        "head": {
            "type": palette.event_style(event["event_type"]).label,
            "icon": glyphs.data_url(glyphs.glyph_svg(event["event_type"], status=event["status"], dark=dark, size=20)),
            "status": palette.status_style(event["status"]).label.lower(),
            "status_code": event["status"],
            "title": words.event_title(event),
        },
        "flags": [
            {"code": flag["code"], "title": words.flag_title(flag["code"]), "message": visible(flag.get("message"))}
            for flag in event.get("flag_messages") or []
        ],
        "article": {
            "title": visible(article["title"]) or "Article without a title",
            "origin": stated(event) or origin(article),
            "url": words.safe_url(article["url"]),
        },
        "before": f"… {first:,} characters before this are not shown" if first else "",
        "after": f"… {len(text) - last:,} characters after this are not shown" if last < len(text) else "",
        "margin": _margin(pieces, first, told, dark),
        "pieces": [[piece.text, piece.mention, piece.role, piece.hidden] for piece in pieces],
        "mentions": {
            index: {
                "kind": mentions[index]["kind"],
                "title": words.mention_title(mentions[index]),
                "own": _is_own(mentions[index], event, own),
            }
            for index in shown
        },
        "legend": [_style(kind, dark) for kind in kinds],
        "facts": _facts(event, chosen, dark),
    }


def stated(event: Json) -> str | None:
    """Where an event comes from that another's table states; None for one read off the article."""
    if not event.get("origin"):
        return None
    row = f", row {visible(event['origin_row'])}" if event.get("origin_row") else ""
    return f"From {visible(event['origin'])}'s table{row}: not read off an article"


def _facts(event: Json, chosen: Affiliation, dark: bool) -> list[Json]:
    """The values of the event; a unit has its symbol."""
    rows = facts.facts(event)
    for line in (line for row in rows for line in row["lines"] if line.get("code")):
        line["icon"] = symbols.symbol(line["code"], chosen.stance(line["side"]), dark)
    return rows


def _margin(pieces: Sequence[passages.Piece], first: int, told: Sequence[Json], dark: bool) -> dict[int, list[Json]]:
    """The events that begin at each piece, by the number of the piece."""
    starts: dict[int, int] = {}
    at = first
    for number, piece in enumerate(pieces):
        starts.setdefault(at, number)
        at += len(piece.text)
    found: dict[int, list[Json]] = {}
    for other in told:
        if (begins := starts.get(other["sentence_start"])) is not None:
            sign = glyphs.glyph_svg(other["event_type"], status=other["status"], dark=dark, size=16)
            title = f"{palette.event_style(other['event_type']).label}: {words.event_title(other)}"
            found.setdefault(begins, []).append(
                {"id": other["event_id"], "icon": glyphs.data_url(sign), "title": title}
            )
    return found


def origin(article: Json) -> str:
    """Publisher and day of an article in words."""
    day = words.parsed(article["published"])
    published = f"published {words.day(day)}" if day else "without a date of publication"
    return f"{visible(article['publisher']) or 'publisher unknown'}, {published}"


def _own_spans(event: Json) -> set[tuple[int, int]]:
    """Spans of the mentions that the event is made of."""
    mentions = [
        m
        for name in ("places", "units", "commanders", "people", "weapons", "quantities")
        for m in event.get(name) or []
    ]
    spans = [m["span"] for m in mentions if isinstance(m, dict) and m.get("span")]
    spans += [event["trigger_span"]] if event.get("trigger_span") else []
    return {(start, end) for start, end in spans}


def _is_own(mention: Json, event: Json, own: set[tuple[int, int]]) -> bool:
    """Whether the event is made of this mention; its date and its source are known by their words and their sentence."""
    if (mention["start"], mention["end"]) in own:
        return True
    if mention["kind"] == "date":
        return bool(mention["text"] == event.get("date_as_written"))
    inside = event["sentence_start"] <= mention["start"] and mention["end"] <= event["sentence_end"]
    return mention["kind"] == "claim" and inside and bool(event.get("attribution"))


def _style(kind: str, dark: bool) -> dict[str, Any]:
    style = palette.mention_style(kind, dark)
    return {"kind": kind, "label": style.label, "ink": style.ink, "wash": style.wash}
