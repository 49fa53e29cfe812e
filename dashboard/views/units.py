"""The page of a unit: its names, symbol, superiors, commanders and track, each with the sentence it rests on; and the list of units."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import streamlit as st

from dashboard import addresses, dossier_controls, dossier_queries, dossiers, queries, session, symbols, tenures, tracks
from dashboard.addresses import Wanted
from dashboard.affiliation import Affiliation
from dashboard.dossier_queries import Named
from dashboard.passages import visible
from dashboard.session import Answers
from dashboard.tenures import Tenure
from dashboard.views import dossier
from dashboard.words import Json, day, days, number
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
        value, person = values.get(one.name, {}), leading.get(one.name)
        rows.append(
            {
                "icon": symbols.symbol(value.get("symbol"), chosen.stance(value.get("side")), dark),
                "go": addresses.page_of(PATH, one.name),
                "links": {2: addresses.page_of("people", person)} if person else {},
                "cells": [
                    visible(one.name),
                    value.get("side") or ("a description, not one unit" if value.get("generic") else ""),
                    visible(person or ""),
                    f"{one.events:,}",
                    dossier.span(one),
                ],
            }
        )
    return rows


def _unit(named: Named, wanted: Wanted, answers: Answers, timeline: Any, dark: bool) -> None:
    chosen = Filter(units=(named.name,))
    events = answers(dossier_queries.events, chosen)
    pairs = dossiers.mentions(events, "units", named.name)
    newest = pairs[0][1] if pairs else {}
    cited = answers(dossier_queries.citations, named.name)
    known = tenures.tenures(cited)
    picture = symbols.symbol(newest.get("symbol"), wanted.affiliation.stance(newest.get("side")), dark)
    said = [
        newest.get("echelon"),
        newest.get("branch"),
        newest.get("side"),
        number(named.events, "event"),
        dossier.span(named),
    ]
    dossier.head(named.name, [str(part) for part in said if part], picture)
    if newest.get("generic"):
        st.caption("This is a description that articles use, not the name of one unit: its events may be of several.")
    with st.container(horizontal=True, key="dossier-tools"):
        dossier.back(timeline, chosen, f"Show {number(named.events, 'event')} in the timeline")
        dossier_controls.sides(PATH, wanted)
    left, right = st.columns([46, 54], gap="large")
    with left:
        _names(named, pairs)
        _superiors(pairs, named)
    with right:
        _commanders(known, wanted, dark)
    _track(events, named.events, answers, dark)
    dossier.heading("Events")
    dossier.events(PATH, wanted, chosen, answers(queries.count, chosen), answers, dark=dark)
    dossier.sources(answers(dossier_queries.sources, chosen), named.events)


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


def _superiors(pairs: Sequence[tuple[Json, Json]], named: Named) -> None:
    dossier.heading("Superior formations as cited", "The nearest first; what stands under an arrow is above it.")
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


def _track(events: Sequence[Json], total: int, answers: Answers, dark: bool) -> None:
    known = tracks.track(events)
    dossier.heading(
        "Where it is told to have been",
        "Arrows run in order of day between places that are sure: no doubt on the place, a district at most, a day, told as "
        "happened. A formation can be in several places at once, and what it strikes can be far away: the arrows show the order "
        f"of the reports, not a march. A leg is flagged where even the longest time that its dates allow asks for more than "
        f"{tracks.FASTEST_KM:.0f} km a day. {dossier.read_in_full(total)}",
    )
    left, right = st.columns([56, 44], gap="large")
    with left:
        if known.stops:
            view = tracks.view(known, dossier.map_size())
            st.pydeck_chart(
                tracks.deck(known, dark=dark, viewport=view, version=str(answers.version)),
                height=dossier.MAP_HEIGHT, key=dossier_controls.MAP, on_select=dossier_controls.picked_on_map,
                alt=f"Map of {number(len(known.stops), 'stop')} in order of day",
            )  # fmt: skip
        else:
            st.caption("No event of this unit has a sure place and a day: there is no track to draw.")
        if known.unshown:
            st.caption(f"{number(known.unshown, 'earlier stop')} not drawn.")
    with right:
        odd = [leg for leg in known.legs if leg.implausible]
        if odd:
            dossier.heading(f"Implausible jumps ({len(odd)})")
            dossier_controls.lines("jumps", "Implausible jumps", [_jump(leg) for leg in odd])
        stops = [
            dossiers.line(
                f"{index}. {stop.place}", days(stop.first, stop.last),
                [dossiers.quote(event) for event in stop.events[: dossiers.MOST_QUOTES]],
                go=addresses.page_of("places", stop.place), more=max(0, len(stop.events) - dossiers.MOST_QUOTES),
            )
            for index, stop in enumerate(known.stops, 1)
        ]  # fmt: skip
        if stops:
            with st.container(height=dossier.MAP_HEIGHT if len(stops) > 6 else "content", border=False):
                dossier_controls.lines("stops", "Stops", stops)
    if known.rest:
        with st.expander(f"Not on the track ({len(known.rest):,})"):
            rest = [dossiers.event_line(event, reason) for event, reason in known.rest[:100]]
            dossier_controls.lines("rest", "Not on the track", rest)
            if len(known.rest) > 100:
                st.caption(f"The newest 100 of {len(known.rest):,}; all are in the table of events.")


def _jump(leg: tracks.Leg) -> Json:
    return dossiers.line(
        f"{leg.start.place} → {leg.end.place}",
        f"{leg.said}: {days(leg.start.first, leg.start.last)}, then {days(leg.end.first, leg.end.last)}",
        [dossiers.quote(leg.start.events[0]), dossiers.quote(leg.end.events[0])],
        odd=True,
    )
