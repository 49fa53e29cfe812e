"""The part of a unit's page that shows where it is told to have been: the map with its arrows, the stops, what jumps, the rest."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard import addresses, dossier_controls, dossiers, tracks
from dashboard.session import Answers
from dashboard.views import dossier
from dashboard.words import Json, days, number


def section(events: Sequence[Json], total: int, answers: Answers, dark: bool) -> None:
    """`events` are rows in full, out of `total`."""
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
            dossier.heading("Stops")
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
