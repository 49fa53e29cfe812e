"""The page of a person: ranks, posts, what he or she does in which events, and where; and the list of people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from dashboard import addresses, dossier_controls, dossier_queries, dossiers, session, tenures
from dashboard.addresses import Wanted
from dashboard.dossier_queries import EVIDENCE, Named
from dashboard.passages import visible
from dashboard.session import Answers
from dashboard.tenures import Tenure
from dashboard.views import dossier
from dashboard.words import Json, day, number
from loaders import Filter

PATH = "people"
_COLUMNS = [("Person", ""), ("Last cited post", "wide"), ("Events", "number"), ("From – to", "wide")]
_PARTS = (
    ("commands", "Commands", "Leads a unit that takes part."),
    ("speaks", "Speaks", "Is the source of what is told."),
    ("is named", "Is named", "Takes part or is spoken of."),
)
_SHOWN = 40


def page(timeline: Any) -> None:
    """`timeline` is the page that lines lead to."""
    wanted, notices = session.wanted(PATH)
    answers = session.answers()
    dossier.begin(notices)
    known = answers(dossier_queries.people)
    if wanted.name is None:
        dossier.listing(PATH, wanted, known, _COLUMNS, lambda found: _rows(found, answers))
        return
    named = next((one for one in known if one.name == wanted.name), None)
    if named is None:
        dossier.unknown(PATH, wanted.name, timeline)
        return
    _person(named, wanted, answers, timeline)


def _rows(found: Sequence[Named], answers: Answers) -> list[Json]:
    held: dict[str, Json] = {}
    for post in answers(dossier_queries.posts, tuple(one.name for one in found), "person"):
        held.setdefault(post["person"], post)
    rows = []
    for one in found:
        last: Json | None = held.get(one.name)
        rows.append(
            {
                "go": addresses.page_of(PATH, one.name),
                "links": {1: addresses.page_of("units", last["unit"])} if last else {},
                "cells": [
                    visible(one.name),
                    visible(f"{last['role']}, {last['unit']}" if last else ""),
                    f"{one.events:,}",
                    dossier.span(one),
                ],
            }
        )
    return rows


def _person(named: Named, wanted: Wanted, answers: Answers, timeline: Any) -> None:
    labels = answers(dossier_queries.labels).get(named.name, ())
    total = answers(dossier_queries.person_count, labels) if labels else 0
    events = answers(dossier_queries.person_events, labels) if labels else []
    known = tenures.tenures(answers(dossier_queries.citations, named.name, "person"))
    post = max(known, key=lambda one: (one.last is not None, one.last), default=None)
    dossier.head(named.name, [f"{post.role}, {post.unit}" if post else "", number(total, "event"), dossier.span(named)])
    leading = tuple(label for label in labels if any(label in (event["commanders"] or ()) for event in events))
    with st.container(horizontal=True, key="dossier-tools"):
        # Quoted, so that the search takes the name as one phrase.
        quoted = '"' + named.name.replace('"', " ") + '"'
        dossier.back(timeline, Filter(text=quoted), "Show what names this person in the timeline")
        if leading:
            dossier.back(timeline, Filter(commanders=leading), "Show what this person commands")
    left, right = st.columns([46, 54], gap="large")
    with left:
        _names(events, named, total, known)
        _places(events, total)
    with right:
        _posts(known, session.dark())
    _events(events, named, labels, total)


def _values(events: Sequence[Json], name: str) -> list[tuple[Json, Json]]:
    return [*dossiers.mentions(events, "commanders", name), *dossiers.mentions(events, "people", name)]


def _names(events: Sequence[Json], named: Named, total: int, known: Sequence[Tenure]) -> None:
    pairs = _values(events, named.name)
    dossier.heading(
        "Names as written", f"Two people of one name are not told apart: both stand here. {dossier.read_in_full(total)}"
    )
    written = dossiers.tally(pairs, lambda person: " ".join(str(person.get("text") or "").split()))
    dossier_controls.lines(
        "names", "Names", [dossiers.told_line(told) for told in written], "Only posts name this person."
    )
    dossier.heading("Ranks over time")
    lines = []
    for told in dossiers.tally(pairs, lambda person: person.get("rank")):
        days_told = sorted(filter(None, (event["date_start"] or event["published"] for event in told.events)))
        line = dossiers.told_line(told)
        first = f"first told for {day(days_told[0])}, last for {day(days_told[-1])}; " if days_told else ""
        lines.append((days_told[:1], line | {"note": first + line["note"]}))
    told_ranks = {line["text"] for _, line in lines}
    for one in known:
        for rank in one.ranks:
            if rank not in told_ranks:
                told_ranks.add(rank)
                cited = [c for c in one.citations if c["rank"] == rank][: dossiers.MOST_QUOTES]
                lines.append(
                    (
                        [one.first] if one.first else [],
                        dossiers.line(rank, one.said, [dossiers.cited(c) for c in cited]),
                    )
                )
    ordered = [line for _, line in sorted(lines, key=lambda pair: (not pair[0], pair[0]))]
    dossier_controls.lines("ranks", "Ranks", ordered, "No article gives a rank.")
    roles = dossiers.tally(pairs, lambda person: " ".join(str(person.get("role") or "").split()))
    dossier.heading("Roles")
    dossier_controls.lines("roles", "Roles", [dossiers.told_line(told) for told in roles], "No article gives a role.")


def _posts(known: Sequence[Tenure], dark: bool) -> None:
    dossier.heading(
        "Posts as cited",
        "Bars run from the first to the last day that an article cites the post; when it began or ended is not told.",
    )
    picture = tenures.figure(known, dark=dark, by_unit=True)
    if picture:
        dossier.posts(picture, "posts")
    lines = []
    for one in known:
        changes = f", told as {' and '.join(one.changes)}" if one.changes else ""
        ranks = f", {' → '.join(one.ranks)}" if one.ranks else ""
        shown = one.citations[: dossiers.MOST_QUOTES]
        lines.append(
            dossiers.line(
                one.unit,
                f"{one.role}{ranks}, {one.said}{changes}",
                [dossiers.cited(c) for c in shown],
                go=addresses.page_of("units", one.unit),
                more=len(one.citations) - len(shown),
            )
        )
    dossier_controls.lines("posts", "Posts", lines, "No article cites this person in a post of a unit.")


def _places(events: Sequence[Json], total: int) -> None:
    dossier.heading("Places of these events", "Where the events are, not where the person was.")
    pairs = [(event, {"place": place}) for event in events for place in event["places"] or ()]
    lines = [
        dossiers.told_line(told, go=addresses.page_of("places", told.value))
        for told in dossiers.tally(pairs, lambda value: value["place"])[:_SHOWN]
    ]
    dossier_controls.lines("places", "Places", lines, "None of these events has a place.")


def _events(events: Sequence[Json], named: Named, labels: Sequence[str], total: int) -> None:
    for part, title, said in _PARTS:
        found = [event for event in events if dossiers.part(event, named.name, labels) == part]
        if not found:
            continue
        beyond = f" The newest {_SHOWN} of them." if len(found) > _SHOWN else ""
        dossier.heading(f"{title} ({len(found):,}{'+' if total > EVIDENCE else ''})", said + beyond)
        dossier_controls.lines(f"events {part}", title, [dossier.event(event) for event in found[:_SHOWN]])
