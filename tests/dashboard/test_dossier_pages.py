"""The pages of units, people and places without a browser: what they say, and what they do with nonsense and hostile names."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import dossier_queries, queries
from loaders import Filter, Store
from tests.dashboard.articles import NAMESAKES, PAYLOADS, hostile
from tests.dashboard.conftest import filled

PAGE = """
import streamlit as st
from dashboard.views import {path}, timeline
landing = st.Page(timeline.page, title="Timeline", url_path="timeline")
def page():
    {path}.page(landing)
st.navigation([st.Page(page, title="Page", url_path="{path}", default=True), landing]).run()
"""
BRIGADE, COLONEL = "47th Mechanized Brigade", "Anton Bely"


@pytest.fixture
def opened(store_of: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    def run(folder: Path, path: str, **query: str) -> AppTest:
        store_of.setenv("SOURCELINE_STORE", str(folder))
        page = AppTest.from_string(PAGE.format(path=path), default_timeout=60)
        for name, value in query.items():
            page.query_params[name] = value
        return page.run()

    return run


def said(page: AppTest) -> str:
    return "\n".join(str(element.proto.body) for element in page.get("html"))


def drawn(page: AppTest) -> dict[str, Any]:
    """What each list of lines and names holds, by its title."""
    found = [
        json.loads(e.proto.json) for e in page.get("bidi_component") if e.proto.component_name == "sourceline_lines"
    ]
    return {data["title"]: data for data in found}


def test_the_list_of_units_leads_to_each(opened: Callable[..., AppTest], dispatches: Store) -> None:
    page = opened(dispatches.folder, "units")
    assert not page.exception
    rows = drawn(page)["Units"]["rows"]
    assert [row["cells"][0] for row in rows] == [
        one.name for one in dossier_queries.units(dispatches.snapshot().cursor())
    ]
    row = next(row for row in rows if row["cells"][0] == BRIGADE)
    assert row["go"] == {"page": "units", "query": {"unit": [BRIGADE]}}
    assert row["links"]["2"] == {"page": "people", "query": {"person": [COLONEL]}}
    assert row["icon"].startswith("data:image/svg+xml")
    page.text_input(key="dossier find").set_value("brigade").run()
    assert [row["cells"][0] for row in drawn(page)["Units"]["rows"]] == [BRIGADE]


def test_a_unit_and_who_commanded_it(opened: Callable[..., AppTest], dispatches: Store) -> None:
    page = opened(dispatches.folder, "units", unit=BRIGADE, on="2024-12-03")
    assert not page.exception
    assert f"<h1>{BRIGADE}</h1>" in said(page)
    lists = drawn(page)
    answer = lists["Who commanded"]["lines"]
    assert answer[0]["text"] == f"Colonel {COLONEL}"
    assert answer[0]["go"] == {"page": "people", "query": {"person": [COLONEL]}}
    assert "commanded by Colonel Anton Bely" in answer[0]["quotes"][0]["pieces"][0][0]
    assert lists["Names"]["lines"][0]["quotes"]
    assert [line["text"] for line in lists["Sources"]["lines"]]
    assert len(page.get("plotly_chart")) == 1
    page = opened(dispatches.folder, "units", unit=BRIGADE, on="2020-01-01")
    first, *rest = drawn(page)["Who commanded"]["lines"]
    assert first["text"] == "Nobody is cited on 1 January 2020"
    assert [line["text"] for line in rest] == ["Before: nobody is cited", f"Colonel {COLONEL}"]


def test_a_person_and_a_place(opened: Callable[..., AppTest], dispatches: Store) -> None:
    page = opened(dispatches.folder, "people", person=COLONEL)
    assert not page.exception
    lists = drawn(page)
    assert lists["Posts"]["lines"][0]["go"] == {"page": "units", "query": {"unit": [BRIGADE]}}
    assert lists["Ranks"]["lines"][0]["text"] == "Colonel"
    assert "Commands" in lists
    page = opened(dispatches.folder, "places", place="Homs")
    assert not page.exception
    lists = drawn(page)
    assert lists["Where it is"]["lines"][0]["text"].startswith("Homs, ")
    assert lists["Spellings"]["lines"][0]["text"] == "Homs"
    count = queries.count(dispatches.snapshot().cursor(), Filter(places=("Homs",)))
    assert f"{count} event" in said(page)
    assert len(page.get("deck_gl_json_chart")) == 1


@pytest.mark.parametrize(("path", "parameter"), [("units", "unit"), ("people", "person"), ("places", "place")])
@pytest.mark.parametrize("payload", [PAYLOADS[0], PAYLOADS[-1]])
def test_a_name_that_is_not_there_is_said_as_text(
    opened: Callable[..., AppTest], dispatches: Store, path: str, parameter: str, payload: str
) -> None:
    page = opened(dispatches.folder, path, **{parameter: payload, "friend": payload, "on": payload})
    assert not page.exception
    assert f"No {parameter} of this name" in said(page)
    assert payload not in said(page)
    assert said(page).count('class="notice"') == 2


@pytest.mark.parametrize("path", ["units", "people", "places"])
def test_an_empty_store_says_so(opened: Callable[..., AppTest], tmp_path: Path, path: str) -> None:
    page = opened(tmp_path / "store", path)
    assert not page.exception
    assert "Nothing to list yet" in said(page)


def test_hostile_articles_reach_a_unit_page_as_text_only(opened: Callable[..., AppTest], tmp_path: Path) -> None:
    store = filled(tmp_path / "store", {"hostile.txt": hostile()})
    unit = dossier_queries.units(store.snapshot().cursor())[0].name
    page = opened(store.folder, "units", unit=unit)
    assert not page.exception
    rendered = said(page) + "\n".join(element.value for element in (*page.markdown, *page.caption))
    for payload in PAYLOADS:
        assert payload not in rendered
    assert PAYLOADS[0] in drawn(page)["Names"]["lines"][0]["quotes"][0]["pieces"][0][0]


@pytest.fixture(scope="module")
def namesakes(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return filled(tmp_path_factory.mktemp("namesakes") / "store", NAMESAKES)


DIVISION = "25th Division"


def test_units_of_one_name_are_chosen_between(opened: Callable[..., AppTest], namesakes: Store) -> None:
    row = drawn(opened(namesakes.folder, "units"))["Units"]["rows"][0]
    assert row["cells"][:3] == [DIVISION, "Ethiopia · Syria", ""]
    page = opened(namesakes.folder, "units", unit=DIVISION)
    assert not page.exception
    assert "<span>Units of 2 sides</span>" in said(page)
    lists = drawn(page)
    assert [(line["text"], line["go"]["query"]["side"]) for line in lists["Units of this name"]["lines"]] == [
        (f"{DIVISION} (Ethiopia)", ["Ethiopia"]),
        (f"{DIVISION} (Syria)", ["Syria"]),
        (f"{DIVISION} (side not told)", ["untold"]),
    ]
    assert not {"Commanders", "Stops"} & set(lists)
    assert len(lists["Sources"]["lines"]) == 3


@pytest.mark.parametrize(
    ("side", "commanders", "stops", "events"),
    [
        ("Ethiopia", {"Colonel Tesfaye Bekele", "Colonel Dawit Alemu"}, ["1. Adwa", "2. Goma"], 4),
        ("Syria", {"Brigadier General Samir Hadi"}, ["1. Idlib", "2. Saraqib"], 2),
        ("untold", {"Major Adam Karim"}, ["1. Kassala"], 2),
    ],
)
def test_none_of_them_is_given_what_is_another_s(
    opened: Callable[..., AppTest], namesakes: Store, side: str, commanders: set[str], stops: list[str], events: int
) -> None:
    page = opened(namesakes.folder, "units", unit=DIVISION, side=side)
    assert not page.exception
    lists = drawn(page)
    assert {line["text"] for line in lists["Commanders"]["lines"]} == commanders
    assert [line["text"] for line in lists["Stops"]["lines"]] == stops
    assert len(lists["Events"]["lines"]) == events
    assert len(lists["Sources"]["lines"]) == 1
    assert [line["go"] is None for line in lists["Units of this name"]["lines"]].count(True) == 1
    assert ("Implausible jumps" in lists) == (side == "Ethiopia")


@pytest.mark.parametrize("side", ["Sudan", PAYLOADS[0], PAYLOADS[-1]])
def test_a_side_that_bears_no_such_name_is_said(opened: Callable[..., AppTest], namesakes: Store, side: str) -> None:
    page = opened(namesakes.folder, "units", unit=DIVISION, side=side)
    assert not page.exception
    assert "no unit of this name fights for" in said(page)
    assert side not in said(page)


def test_a_name_of_one_side_is_one_unit(opened: Callable[..., AppTest], dispatches: Store) -> None:
    page = opened(dispatches.folder, "units", unit=BRIGADE, side="Ukraine")
    assert not page.exception
    assert "Commanders" in drawn(page)
    assert "Units of this name" not in drawn(page)
