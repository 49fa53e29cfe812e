"""Units of one name on several sides: which there are, and the way to each, so that none is given what belongs to another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from dashboard import addresses, dossier_controls, dossier_queries, dossiers, queries
from dashboard.addresses import UNTOLD, Wanted
from dashboard.dossier_queries import EVIDENCE, Named, Namesake, Source
from dashboard.session import Answers
from dashboard.views import dossier, summary
from dashboard.words import EARLIEST, Json, number
from loaders import Filter

_SHOWN = 50


def told(found: Sequence[Namesake], citations: Iterable[Json]) -> list[Namesake]:
    """The namesakes with the citations of posts that no event bears: those are of the unit whose side is not told."""
    known = {unit_id for one in found for unit_id in one.unit_ids}
    loose = tuple(dict.fromkeys(one["unit_id"] for one in citations if one["unit_id"] not in known))
    made = [replace(one, unit_ids=(*one.unit_ids, *loose)) if one.side is None else one for one in found]
    return made if not loose or any(one.side is None for one in made) else [*made, Namesake(None, loose, 0, None, None)]


def several(borne: Sequence[Namesake]) -> bool:
    """Whether units of two sides or more bear the name. One side, told by some articles and not by others, is one unit."""
    return sum(one.side is not None for one in borne) > 1


def untold(borne: Sequence[Namesake]) -> int:
    """How many events tell no side where others tell one."""
    return sum(one.events for one in borne if one.side is None) if any(one.side for one in borne) else 0


def asked(borne: Sequence[Namesake], side: str) -> Namesake | None:
    """The one that the address asks for."""
    return next((one for one in borne if side and (one.side or UNTOLD) == side), None)


def page(
    named: Named, borne: Sequence[Namesake], wanted: Wanted, answers: Answers, timeline: Any, *, dark: bool
) -> None:
    """The choice between them, with what is common to all: events and sources, each of which says whose it is."""
    if wanted.side:
        st.html(summary.notice("The link asks for a side that no unit of this name fights for: choose one."))
    sides = sum(one.side is not None for one in borne)
    dossier.head(named.name, [f"Units of {sides} sides", number(named.events, "event"), dossier.span(named)])
    chosen = Filter(units=(named.name,))
    with st.container(horizontal=True, vertical_alignment="center", key="dossier-tools"):
        dossier.back(timeline, chosen, f"Show {number(named.events, 'event')} in the timeline")
    lines(named.name, borne)
    dossier.heading("Events of them all")
    dossier.events("units", wanted, chosen, answers(queries.count, chosen), answers, dark=dark)
    dossier.sources(answers(dossier_queries.sources, chosen), named.events)


def lines(name: str, borne: Sequence[Namesake], shown: Namesake | None = None) -> None:
    """The namesakes, each with the way to its own page; `shown` is the one that stands here."""
    dossier.heading(
        "This name is borne by units of more than one side",
        "Each has a page of its own, with its commanders and its track. Where an article does not tell the side, "
        "it is not guessed.",
    )
    found = []
    for one in borne:
        span = dossier.span(Named(name, one.events, one.first, one.last))
        note = f"{number(one.events, 'event')}, {span}" if one.events else "only posts are cited"
        text = f"{name} ({one.side or 'side not told'})"
        here = one == shown
        go = None if here else addresses.unit_of(name, one.side)
        found.append(dossiers.line(text, f"{note}; shown here" if here else note, go=go, odd=one.side is None))
    dossier_controls.lines("namesakes", "Units of this name", found)


def events(found: Sequence[Json], total: int) -> None:
    """The events of one of them, as lines."""
    more = f"The newest {min(_SHOWN, EVIDENCE)} of {total:,}." if total > _SHOWN else ""
    dossier.heading("Events", more)
    dossier_controls.lines("side events", "Events", [dossier.event(event) for event in found[:_SHOWN]])


def sources(found: Iterable[Json]) -> list[Source]:
    """The articles of these events, newest first."""
    held: dict[str, list[Json]] = {}
    for event in found:
        held.setdefault(event["article_id"], []).append(event)
    made = [
        Source(key, of[0]["article_title"], of[0]["publisher"], of[0]["published"], of[0]["url"], len(of))
        for key, of in held.items()
    ]
    return sorted(made, key=lambda one: (one.published or EARLIEST, one.article_id), reverse=True)
