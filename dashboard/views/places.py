"""The page of a place: where it is and what else its name may mean, its spellings, doubts and events; and the list of places."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas
import streamlit as st

from dashboard import (
    addresses,
    aggregates,
    dossier_controls,
    dossier_queries,
    dossiers,
    facet_queries,
    figures,
    look,
    queries,
    session,
    spots,
    words,
)
from dashboard.addresses import Wanted
from dashboard.dossier_queries import Named
from dashboard.passages import visible
from dashboard.session import Answers
from dashboard.views import dossier
from dashboard.words import Json, number
from loaders import Filter, country_name

PATH = "places"
_COLUMNS = [("Place", ""), ("Events", "number"), ("From – to", "wide")]
_SHOWN, _TIMELINE_HEIGHT = 30, 300


def page(timeline: Any) -> None:
    """`timeline` is the page that lines lead to."""
    wanted, notices = session.wanted(PATH)
    answers = session.answers()
    dossier.begin(notices)
    known = answers(dossier_queries.places)
    if wanted.name is None:
        dossier.listing(PATH, wanted, known, _COLUMNS, _rows)
        return
    named = next((one for one in known if one.name == wanted.name), None)
    if named is None:
        dossier.unknown(PATH, wanted.name, timeline)
        return
    _place(named, wanted, answers, timeline, session.dark())


def _rows(found: Sequence[Named]) -> list[Json]:
    return [
        {
            "go": addresses.page_of(PATH, one.name),
            "cells": [visible(one.name), f"{one.events:,}", dossier.span(one)],
        }
        for one in found
    ]


def _place(named: Named, wanted: Wanted, answers: Answers, timeline: Any, dark: bool) -> None:
    chosen = Filter(places=(named.name,))
    events = answers(dossier_queries.events, chosen)
    pairs = dossiers.mentions(events, "places", named.name)
    own = spots.spots(pairs)
    rivals = spots.others(pairs, own)
    where = ", ".join(filter(None, (own[0].admin1, country_name(own[0].country)))) if len(own) == 1 else ""
    dossier.head(named.name, [where, number(named.events, "event"), dossier.span(named)])
    if len(own) > 1:
        st.caption(f"The name was taken for {len(own)} places: which one an event means stands with its sentence.")
    with st.container(horizontal=True, key="dossier-tools"):
        dossier.back(timeline, chosen, f"Show {number(named.events, 'event')} in the timeline")
    left, right = st.columns([46, 54], gap="large")
    with left:
        _readings(own, rivals, named)
        _doubts(events, named)
        _spellings(pairs)
    with right:
        picture = spots.deck(own, rivals, dark=dark, size=dossier.map_size(), version=str(answers.version))
        if picture:
            st.pydeck_chart(
                picture, height=dossier.MAP_HEIGHT, key=dossier_controls.MAP, alt=f"Map of {visible(named.name)}"
            )
        else:
            st.caption("No coordinates are known of this place: there is no map to draw.")
        _seen(chosen, answers)
    _timeline(chosen, answers, dark)
    dossier.heading("Events")
    dossier.events(PATH, wanted, chosen, answers(queries.count, chosen), answers, dark=dark)
    dossier.sources(answers(dossier_queries.sources, chosen), named.events)


def _readings(own: Sequence[spots.Spot], rivals: Sequence[spots.Spot], named: Named) -> None:
    dossier.heading("Where it is", dossier.read_in_full(named.events))
    lines = [dossiers.told_line(spot.told) | {"text": visible(spot.path), "note": visible(spot.known)} for spot in own]
    dossier_controls.lines("readings", "Where it is", lines, "A correction names this place; no article was read so.")
    if rivals:
        dossier.heading(
            "What the name may mean instead", "Candidates of the gazetteer that the text did not decide for."
        )
        lines = [
            dossiers.told_line(spot.told) | {"text": visible(spot.path), "note": visible(spot.known), "odd": True}
            for spot in rivals
        ]
        dossier_controls.lines("candidates", "Other candidates", lines)


def _doubts(events: Sequence[Json], named: Named) -> None:
    found = spots.doubts(events, named.name)
    if not found:
        return
    dossier.heading("Doubts")
    lines = []
    for told in found:
        messages = dict.fromkeys(
            flag["message"]
            for event in told.events
            for flag in event["read"]["flag_messages"]
            if flag["code"] == told.value
        )
        line = dossiers.told_line(told, odd=True)
        lines.append(line | {"text": words.flag_title(told.value), "note": visible(" ".join(messages))})
    dossier_controls.lines("doubts", "Doubts", lines)


def _spellings(pairs: Sequence[tuple[Json, Json]]) -> None:
    dossier.heading("Spellings as written")
    written = dossiers.tally(pairs, lambda place: " ".join(str(place.get("text") or "").split()))
    dossier_controls.lines("spellings", "Spellings", [dossiers.told_line(told) for told in written])


def _seen(chosen: Filter, answers: Answers) -> None:
    """The units and publishers of its events, counted over all of them."""
    for field, title, path in (("units", "Units seen here", "units"), ("publishers", "Who publishes on it", "")):
        found = answers(facet_queries.facet, chosen, field)
        lines = [
            dossiers.line(
                choice.value, number(choice.count, "event"),
                go=addresses.page_of(path, choice.value) if path
                else addresses.timeline({"place": list(chosen.places), "publisher": [choice.value]}),
            )
            for choice in found[:_SHOWN]
        ]  # fmt: skip
        dossier.heading(title, f"The {_SHOWN} of most events." if len(found) > _SHOWN else "")
        with st.container(height=240 if len(lines) > 8 else "content", border=False):
            dossier_controls.lines(field, title, lines, "None is told.")


def _timeline(chosen: Filter, answers: Answers, dark: bool) -> None:
    dated = answers(queries.overview, chosen).dated
    if not dated:
        return
    dossier.heading("Its events in time")
    few = dated <= figures.DENSE
    counted = None if few else answers(aggregates.counts, chosen, look.USUAL)
    rows = answers(queries.rows, chosen, queries.LISTED) if few else pandas.DataFrame()
    drawn = figures.timeline(rows, dark=dark, look=look.USUAL, counts=counted, drag="pan")
    with st.container(height=min(_TIMELINE_HEIGHT, int(drawn.layout.height) + 30), border=False, key="time"):
        st.plotly_chart(
            drawn, theme=None, key="place-time", config={"displayModeBar": False}, alt=f"Timeline of {dated} events"
        )
