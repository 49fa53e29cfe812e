"""The facets at the side → Filter: values with live counts, to choose, rule out, or visit; a part of `controls`."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import streamlit as st

from dashboard import addresses, components, facet_queries, filters, glyphs, queries, session
from dashboard.controls import told
from dashboard.facet_queries import Choice, Shown
from dashboard.session import Answers
from loaders import Filter, person_of

FACETS, PANEL = "facets", "facets panel"
_UNFOLDED, _SOUGHT = "unfolded facets", "sought in facets"
_LONGEST = 100
# Up to so many events every facet is counted at once, so that one opens without asking.
_FEW = 500
# Field, title, whether it stands open at first.
_ORDER = (
    ("event_types", "Event type", True),
    ("units", "Unit", True),
    ("commanders", "Commander", False),
    ("countries", "Country", False),
    ("regions", "Region", False),
    ("places", "Place", True),
    ("statuses", "Status", False),
    ("sides", "Side", False),
    ("sources", "Who says so", False),
    ("source_kinds", "Kind of source", False),
    ("publishers", "Publisher", False),
    ("origins", "Read or stated", False),
    ("languages", "Language", False),
    ("date_precisions", "Date known to", False),
    ("flags", "Doubts", False),
)
_FIRST_SHOWN = 6
_PAGES = {"units": "units", "commanders": "people", "places": "places"}
"""Facets whose values have a page of their own."""


@st.fragment(key=PANEL)
def panel() -> None:
    """The facets of the filter that the address asks for. Runs alone when a group is opened or a value is looked for."""
    if session.about_to_visit():
        st.rerun()
    chosen, answers, dark = session.asked().filter, session.answers(), session.dark()
    unfolded, sought = st.session_state.get(_UNFOLDED, ()), st.session_state.get(_SOUGHT, {})
    components.facets(
        key=FACETS,
        data={"facets": facets(answers, chosen, dark=dark, unfolded=unfolded, sought=sought)},
        on_toggle_change=_toggled,
        on_only_change=_only,
        on_exclude_change=_excluded,
        on_visit_change=_visited,
        on_unfold_change=_unfold,
        on_find_change=_find,
    )


def facets(
    answers: Answers,
    chosen: Filter,
    *,
    dark: bool,
    unfolded: Collection[str] = (),
    sought: Mapping[str, str] | None = None,
) -> list[dict[str, Any]]:
    """Every facet as the browser is told it: its values and their counts, unless it is closed and the events are many.

    `unfolded` are those that were opened, `sought` what was looked for in a facet.
    """
    many = answers(queries.count, chosen) > _FEW
    found = []
    for field, title, first in _ORDER:
        ticked = len(getattr(chosen, field)) + sum(name == field for name, _ in chosen.excluded)
        group = {"name": field, "title": title, "open": first or ticked > 0, "chosen": ticked}
        wanted = (sought or {}).get(field, "")
        if group["open"] or field in unfolded or not many:
            group |= _content(answers(facet_queries.shown, chosen, field, wanted), field, wanted, dark)
        found.append(group)
    return found


def _content(shown: Shown, field: str, wanted: str, dark: bool) -> dict[str, Any]:
    options = [_option(choice, field, dark) for choice in shown.choices]
    return {"first": _FIRST_SHOWN, "options": options, "beyond": shown.beyond, "sought": wanted}


def _option(choice: Choice, field: str, dark: bool) -> dict[str, Any]:
    shown = filters.label(field, choice.value)
    if field in ("event_types", "statuses", "origins", "source_kinds", "date_precisions"):
        shown = shown[:1].upper() + shown[1:]
    option = {"value": choice.value, "label": shown, "count": choice.count}
    option |= {"selected": choice.selected, "refused": choice.refused}
    if field in _PAGES:
        option["go"] = addresses.page_of(
            _PAGES[field], person_of(choice.value) if field == "commanders" else choice.value
        )
    if field == "event_types":
        option["icon"] = glyphs.data_url(glyphs.glyph_svg(choice.value, dark=dark))
    return option


def _unfold() -> None:
    if (wanted := told(FACETS, "unfold")) and wanted["facet"] in facet_queries.FACETS:
        st.session_state[_UNFOLDED] = st.session_state.get(_UNFOLDED, frozenset()) | {wanted["facet"]}


def _find() -> None:
    if (wanted := told(FACETS, "find")) and wanted["facet"] in facet_queries.FACETS:
        text = {wanted["facet"]: str(wanted["text"])[:_LONGEST]}
        st.session_state[_SOUGHT] = st.session_state.get(_SOUGHT, {}) | text


def _toggled() -> None:
    if wanted := told(FACETS, "toggle"):
        _go(filters.toggled(session.asked().filter, wanted["facet"], wanted["value"], bool(wanted["on"])))


def _only() -> None:
    if wanted := told(FACETS, "only"):
        _go(filters.only(session.asked().filter, wanted["facet"], wanted["value"]))


def _excluded() -> None:
    if wanted := told(FACETS, "exclude"):
        _go(filters.excluded(session.asked().filter, wanted["facet"], wanted["value"], bool(wanted["on"])))


def _visited() -> None:
    session.visit(told(FACETS, "visit"))
    st.rerun()


def _go(chosen: Filter) -> None:
    """Another filter is the business of the whole page."""
    session.go(chosen, session.asked().event_id)
    st.rerun()
