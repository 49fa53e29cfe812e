"""The page of a unit: its names, symbol, superiors, commanders and track, each with the sentence it rests on; and the list of units."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import streamlit as st

from dashboard import (
    addresses,
    affiliation,
    dossier_controls,
    dossier_queries,
    dossiers,
    queries,
    session,
    symbols,
    tenures,
)
from dashboard.addresses import Wanted
from dashboard.affiliation import Affiliation
from dashboard.dossier_queries import Named
from dashboard.passages import visible
from dashboard.session import Answers
from dashboard.tenures import Tenure
from dashboard.views import dossier, namesakes, track
from dashboard.words import Json, day, number
from loaders import Filter, leads, unit_aliases

PATH = "units"
_COLUMNS = [("Unit", ""), ("Side", ""), ("Last cited commander", "wide"), ("Events", "number"), ("From – to", "wide")]


def page(timeline: Any) -> None:
    """`timeline` is the page that lines lead to."""
    wanted, notices = session.wanted(PATH)
    answers, dark = session.answers(), session.dark()
    dossier.begin(notices)
    known = answers(dossier_queries.units)
    if wanted.name is None:
        dossier.listing(
            PATH,
            wanted,
            known,
            _COLUMNS,
            lambda found: _rows(found, answers, wanted.affiliation, dark),
            icons=True,
            sides=True,
        )
        return
    named = next((one for one in known if one.name == wanted.name), None)
    if named is None:
        dossier.unknown(PATH, wanted.name, timeline)
        return
    _unit(named, wanted, answers, timeline, dark)


def _rows(found: Sequence[Named], answers: Answers, chosen: Affiliation, dark: bool) -> list[Json]:
    names = tuple(one.name for one in found)
    values = answers(dossier_queries.unit_values, names)
    leading: dict[str, str] = {}
    for post in answers(dossier_queries.posts, names):
        if leads(post["role"]):
            leading.setdefault(post["unit"], post["person"])
    rows = []
    for one in found:
        read = values.get(one.name, [])
        sides = dict.fromkeys(value["side"] for value in read if value.get("side"))
        # Units of several sides have no commander in common.
        person = leading.get(one.name) if len(sides) < 2 else None
        stance = chosen.stance(next(iter(sides))) if len(sides) == 1 else affiliation.NONE
        generic = bool(read) and all(value.get("generic") for value in read)
        rows.append(
            {
                "icon": symbols.symbol(read[0].get("symbol"), stance, dark) if read else None,
                "go": addresses.page_of(PATH, one.name),
                "links": {2: addresses.page_of("people", person)} if person else {},
                "cells": [
                    visible(one.name),
                    visible(" · ".join(sides)) or ("a description, not one unit" if generic else ""),
                    visible(person or ""),
                    f"{one.events:,}",
                    dossier.span(one),
                ],
            }
        )
    return rows


def _unit(named: Named, wanted: Wanted, answers: Answers, timeline: Any, dark: bool) -> None:
    cited = answers(dossier_queries.citations, named.name)
    borne = namesakes.told(answers(dossier_queries.namesakes, named.name), cited)
    if namesakes.several(borne):
        namesake = namesakes.asked(borne, wanted.side)
        if namesake is None:
            namesakes.page(named, borne, wanted, answers, timeline, dark=dark)
            return
        events = answers(dossier_queries.side_events, named.name, namesake.side)
        cited = [one for one in cited if one["unit_id"] in namesake.unit_ids]
        named = Named(named.name, namesake.events, namesake.first, namesake.last)
    else:
        namesake, events = None, answers(dossier_queries.events, Filter(units=(named.name,)))
    pairs = dossiers.mentions(events, "units", named.name)
    if namesake:
        pairs = [(event, unit) for event, unit in pairs if unit.get("side") == namesake.side]
    chosen = Filter(units=(named.name,))
    known = tenures.tenures(cited)
    _head(named, pairs[0][1] if pairs else {}, wanted, dark)
    with st.container(horizontal=True, vertical_alignment="center", key="dossier-tools"):
        what = f"all of the name {named.name}" if namesake else number(named.events, "event")
        dossier.back(timeline, chosen, f"Show {what} in the timeline")
        dossier_controls.sides(PATH, wanted)
    if namesake:
        namesakes.lines(named.name, borne, namesake)
    elif untold := namesakes.untold(borne):
        st.caption(f"{number(untold, 'event')} of these tell no side; they are taken for the same unit's.")
    left, right = st.columns([46, 54], gap="large")
    with left:
        _names(named, pairs)
        _superiors(pairs)
    with right:
        _commanders(known, wanted, dark)
    track.section(events, named.events, answers, dark)
    if namesake:
        namesakes.events(events, named.events)
        dossier.sources(namesakes.sources(events), named.events)
        return
    dossier.heading("Events")
    dossier.events(PATH, wanted, chosen, answers(queries.count, chosen), answers, dark=dark)
    dossier.sources(answers(dossier_queries.sources, chosen), named.events)


def _head(named: Named, newest: Json, wanted: Wanted, dark: bool) -> None:
    picture = symbols.symbol(newest.get("symbol"), wanted.affiliation.stance(newest.get("side")), dark)
    side = newest.get("side")
    kind = " ".join(str(part) for part in (newest.get("branch"), newest.get("echelon")) if part)
    kind = kind[:1].upper() + kind[1:]
    said = [kind, f"Side: {side}" if side else "Side not told", number(named.events, "event"), dossier.span(named)]
    dossier.head(named.name, said, picture)
    if newest.get("generic"):
        st.caption("This is a description that articles use, not the name of one unit: its events may be of several.")


def _names(named: Named, pairs: Sequence[tuple[Json, Json]]) -> None:
    dossier.heading("Names", dossier.read_in_full(named.events))
    written = dossiers.tally(pairs, lambda unit: " ".join(str(unit.get("text") or "").split()))
    lines = [dossiers.told_line(told) for told in written]
    lines += [
        dossiers.line(alias, "known by this name, too" + (" (it may mean others)" if unsure else ""))
        for alias, unsure in unit_aliases(named.name)
        if alias not in {told.value for told in written}
    ]
    dossier_controls.lines("names", "Names", lines)
    lines = []
    for title, key in (("Number", "number"), ("Branch", "branch"), ("Echelon", "echelon"), ("Side", "side")):
        values = dossiers.tally(pairs, lambda unit, key=key: unit.get(key))  # type: ignore[misc]
        for told in values:
            line = dossiers.told_line(told)
            lines.append(line | {"text": f"{title}: {line['text']}", "odd": len(values) > 1})
    dossier.heading(
        "As read", "Where articles differ, each reading stands with its own." if any(o["odd"] for o in lines) else ""
    )
    dossier_controls.lines("values", "As read", lines, "Neither number, branch, echelon nor side is told.")


def _superiors(pairs: Sequence[tuple[Json, Json]]) -> None:
    dossier.heading(
        "Superior formations as cited", "The nearest first; a line with an arrow stands above the one before it."
    )
    found = dossiers.tree_lines(dossiers.superiors(pairs))
    dossier_controls.lines("superiors", "Superior formations", found, "No article names a formation above it.")


def _commanders(known: Sequence[Tenure], wanted: Wanted, dark: bool) -> None:
    dossier.heading(
        "Commanders as cited",
        "Bars run from the first to the last day that an article cites someone in a post; when it began or ended is not told.",
    )
    picture = tenures.figure(known, dark=dark, wanted=wanted.day)
    if picture:
        dossier.posts(picture, "tenures")
    if any(one.leads for one in known):
        dossier_controls.day(PATH, wanted)
        if wanted.day:
            dossier_controls.lines("answer", "Who commanded", _answer(known, wanted.day))
    lines = [_tenure_line(one) for one in known]
    dossier_controls.lines("tenures", "Commanders", lines, "No article cites anyone in a post of this unit.")


def _answer(known: Sequence[Tenure], asked: date) -> list[Json]:
    """Who commanded on a day, as far as anyone says."""
    found, on = tenures.commanding(known, asked), day(asked)
    lines = [_tenure_line(one, f"{one.role}, cited for {on}", asked) for one in found.on]
    if not found.on:
        said = f"Nobody is cited on {on}"
        lines.append(dossiers.line(said, "what is cited before and after follows"))
        lines += [
            _tenure_line(one, f"{one.role}, {one.said}: cited before and after that day, not on it")
            for one in found.around
        ]
        for word, one in (("Before", found.before), ("After", found.after)):
            if one:
                lines.append(_tenure_line(one, f"{word.lower()}: {one.role}, {one.said}"))
            elif not found.around:
                lines.append(dossiers.line(f"{word}: nobody is cited"))
    elif len({one.person for one in found.on}) > 1:
        said = "Articles name more than one person"
        lines.insert(0, dossiers.line(said, "all stand here; which is right is not decided", odd=True))
    return lines


def _tenure_line(one: Tenure, note: str = "", asked: date | None = None) -> Json:
    told = [
        c for c in one.citations if asked is None or (c["first_cited"] or asked) <= asked <= (c["last_cited"] or asked)
    ]
    ranks = " → ".join(one.ranks)
    changes = f", told as {' and '.join(one.changes)}" if one.changes else ""
    return dossiers.line(
        f"{ranks} {one.person}" if len(one.ranks) == 1 else one.person,
        note or f"{one.role}{f', {ranks}' if len(one.ranks) > 1 else ''}, {one.said}{changes}",
        [dossiers.cited(c) for c in told[: dossiers.MOST_QUOTES]],
        go=addresses.page_of("people", one.person),
        opened=bool(note),
        more=max(0, len(told) - dossiers.MOST_QUOTES),
    )
