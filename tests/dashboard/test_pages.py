"""Each page, run without a browser: what it says, how it reads its address, and what it does with hostile text."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import queries
from loaders import Filter, Snapshot, Store
from tests.dashboard.articles import DISPATCHES, FEW, hostile
from tests.dashboard.conftest import filled

APP = str(Path(__file__).resolve().parents[2] / "dashboard" / "app.py")


@pytest.fixture
def opened(store_of: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    def run(folder: Path, **query: str | list[str]) -> AppTest:
        store_of.setenv("SOURCELINE_STORE", str(folder))
        page = AppTest.from_file(APP, default_timeout=60)
        for name, value in query.items():
            page.query_params[name] = value
        return page.run()

    return run


def said(page: AppTest) -> str:
    """All HTML that the page put out."""
    return "\n".join(str(element.proto.body) for element in page.get("html"))


def components(page: AppTest) -> dict[str, Any]:
    """What each of our components was given, by its name."""
    found = page.get("bidi_component")
    return {element.proto.component_name: json.loads(element.proto.json) for element in found}


def answer(page: AppTest) -> Any:
    """The choice of verdicts in the reader."""
    return next(radio for radio in page.radio if radio.label == "What you find")


def tables(page: AppTest) -> dict[str, list[dict[str, str]]]:
    """The rows of each table by its label, each as column → text."""
    found: dict[str, list[dict[str, str]]] = {}
    for element in page.get("bidi_component"):
        if element.proto.component_name == "sourceline_table":
            data = json.loads(element.proto.json)
            names = [column["name"] for column in data["columns"]]
            found[data["label"]] = [dict(zip(names, row["cells"], strict=True)) for row in data["rows"]]
    return found


def test_the_first_screen_explains_itself(opened: Callable[..., AppTest], dispatches: Store) -> None:
    page = opened(dispatches.folder)
    assert not page.exception
    count = queries.stored(dispatches.snapshot().cursor())[0]
    assert "turns news articles on armed conflict into a timeline you can check" in said(page)
    assert f"<b>{count} events</b> from 3 articles, 2 publishers" in said(page)
    assert len(page.get("deck_gl_json_chart")) == 1
    assert len(page.get("plotly_chart")) == 1
    assert page.tabs[0].label == f"Events ({count})"
    assert [button.proto.label for button in page.get("download_button")] == [
        f"Export {count} events as CSV",
        *["CSV", "CSV for Excel", "Excel", "ACLED-shaped CSV", "UCDP GED-shaped CSV", "GeoJSON", "KML", "Parquet"],
        *["TimeMap JSON", "Brief to print (HTML)"],
    ]


def test_trays_and_table_count_alike(opened: Callable[..., AppTest], dispatches: Store) -> None:
    page = opened(dispatches.folder)
    counts = queries.overview(dispatches.snapshot().cursor(), Filter())
    assert [tab.label for tab in page.tabs] == [
        f"Events ({counts.events})",
        f"Without a place ({counts.unlocated})",
        f"Without a date ({counts.undated})",
    ]
    assert [len(rows) for rows in tables(page).values()] == [counts.events, counts.unlocated, counts.undated]


def test_the_address_is_the_filter(opened: Callable[..., AppTest], dispatches: Store) -> None:
    page = opened(dispatches.folder, unit="47th Mechanized Brigade")
    count = queries.count(dispatches.snapshot().cursor(), Filter(units=("47th Mechanized Brigade",)))
    assert 0 < count < queries.count(dispatches.snapshot().cursor(), Filter())
    assert len(tables(page)["Events"]) == count
    assert {row["units"] for row in tables(page)["Events"]} == {"47th Mechanized Brigade"}
    given = components(page)
    assert given["sourceline_chips"]["chips"] == [
        {"token": "unit:47th Mechanized Brigade", "name": "Unit", "label": "47th Mechanized Brigade"}
    ]
    units = next(facet for facet in given["sourceline_facets"]["facets"] if facet["name"] == "units")
    assert [option["value"] for option in units["options"] if option["selected"]] == ["47th Mechanized Brigade"]
    assert len(units["options"]) > 2


def test_typing_and_dates_go_to_the_address(opened: Callable[..., AppTest], dispatches: Store) -> None:
    page = opened(dispatches.folder)
    page.text_input(key="filter text").set_value("bakhmut").run()
    assert page.query_params["q"] in ("bakhmut", ["bakhmut"])
    assert len(tables(page)["Events"]) == queries.count(dispatches.snapshot().cursor(), Filter(text="bakhmut"))
    page.text_input(key="filter text").set_value("").run()
    page.date_input(key="filter from").set_value(date(2025, 1, 1)).run()
    assert page.query_params["from"] in ("2025-01-01", ["2025-01-01"])
    assert "q" not in page.query_params
    assert "a range of days cannot hold them" in "".join(caption.value for caption in page.caption)


def test_picking_days_changes_what_dragging_does(opened: Callable[..., AppTest], dispatches: Store) -> None:
    page = opened(dispatches.folder)
    assert json.loads(page.get("plotly_chart")[0].proto.spec)["layout"]["dragmode"] == "pan"
    page.toggle(key="pick days").set_value(True).run()
    assert json.loads(page.get("plotly_chart")[0].proto.spec)["layout"]["dragmode"] == "select"
    assert "Drag across the timeline" in "".join(caption.value for caption in page.caption)


def test_bounds_that_are_typed_become_a_filter(opened: Callable[..., AppTest], dispatches: Store) -> None:
    page = opened(dispatches.folder)
    page.toggle(key="pick area").set_value(True).run()
    assert not page.get("deck_gl_json_chart")
    assert "Drag a box across the map" in "".join(caption.value for caption in page.caption)
    for name, degrees in (("west", 30.0), ("east", 30.0), ("south", 15.0), ("north", 16.0)):
        page.number_input(key=f"bound {name}").set_value(degrees)
    show = next(button for button in page.button if button.label == "Show what lies inside")
    show.click().run()
    assert "such a box holds nothing" in page.error[0].value
    page.number_input(key="bound east").set_value(35.0)
    next(button for button in page.button if button.label == "Show what lies inside").click().run()
    assert page.query_params["within"] in ("30,15,35,16", ["30,15,35,16"])
    found = queries.count(dispatches.snapshot().cursor(), Filter(shapes=("30,15,35,16",)))
    assert len(tables(page)["Events"]) == found > 0
    assert components(page)["sourceline_chips"]["chips"][0]["name"] == "Within"
    assert page.get("deck_gl_json_chart")


def test_a_verdict_that_asks_for_a_check_is_shown(opened: Callable[..., AppTest], tmp_path: Path) -> None:
    store = filled(tmp_path / "store", {"homs.txt": DISPATCHES["homs.txt"]})
    event_id = queries.rows(store.snapshot().cursor(), Filter(places=("Homs",))).iloc[0]["event_id"]
    page = opened(store.folder, event=event_id)
    answer(page).set_value("Needs a check")
    next(field for field in page.text_input if field.label.startswith("Who says so")).set_value("Ana")
    next(button for button in page.button if button.label == "Save").click().run()
    facts = {row["label"]: row["lines"] for row in components(page)["sourceline_reader"]["facts"]}
    assert facts["Review"][0]["text"] == "a person says: this needs a check"
    assert "<b>needs a check</b> by Ana" in said(page)


def test_no_match_offers_what_to_remove(opened: Callable[..., AppTest], dispatches: Store) -> None:
    page = opened(dispatches.folder, unit="47th Mechanized Brigade", publisher="Nile Wire")
    assert "No event matches these filters" in said(page)
    chips = [
        json.loads(e.proto.json) for e in page.get("bidi_component") if e.proto.component_name == "sourceline_chips"
    ]
    assert {(c["name"], c["label"]) for c in chips[-1]["chips"]} == {
        ("Unit", "47th Mechanized Brigade"), ("Publisher", "Nile Wire")
    }  # fmt: skip
    assert all(chip["gain"].startswith("+") for chip in chips[-1]["chips"])
    assert not page.get("deck_gl_json_chart")


def test_nonsense_in_the_address_is_named_and_left_out(opened: Callable[..., AppTest], dispatches: Store) -> None:
    page = opened(dispatches.folder, type="<img src=x>", **{"from": "soon"})
    assert not page.exception
    assert "“&lt;img src=x&gt;” is no type" in said(page)
    assert "“soon” makes no sense" in said(page)
    assert f"<b>{queries.stored(dispatches.snapshot().cursor())[0]} events</b>" in said(page)


def test_an_opened_event_shows_its_sentence(opened: Callable[..., AppTest], dispatches: Store) -> None:
    cursor = dispatches.snapshot().cursor()
    event_id = queries.rows(cursor, Filter(places=("Homs",))).iloc[0]["event_id"]
    event = queries.event(cursor, event_id)
    assert event is not None
    reader = components(opened(dispatches.folder, event=event_id))["sourceline_reader"]
    assert "".join(text for text, _, role, _ in reader["pieces"] if role == 2) == event["sentence"]
    assert reader["article"]["origin"] == "Levant Desk, published 8 December 2024"
    own = [reader["mentions"][index] for index in reader["mentions"] if reader["mentions"][index]["own"]]
    assert {"place", "date", "action"} <= {mention["kind"] for mention in own}
    assert reader["position"].endswith(f" of {queries.count(cursor, Filter())}")


def test_an_event_that_is_not_there_says_so(opened: Callable[..., AppTest], dispatches: Store) -> None:
    page = opened(dispatches.folder, event="no such event")
    assert not page.exception
    assert "is not in the store" in page.warning[0].value


def test_an_empty_store_says_how_to_begin(opened: Callable[..., AppTest], tmp_path: Path) -> None:
    page = opened(tmp_path / "store")
    assert not page.exception
    assert "The store is empty." in said(page)
    assert "python -m loaders ingest" in said(page)


def test_a_correction_is_saved_and_undone(opened: Callable[..., AppTest], tmp_path: Path) -> None:
    store = filled(tmp_path / "store", {"homs.txt": DISPATCHES["homs.txt"]})
    event_id = queries.rows(store.snapshot().cursor(), Filter(places=("Homs",))).iloc[0]["event_id"]
    page = opened(store.folder, event=event_id)
    answer(page).set_value("Right, once corrected")
    next(field for field in page.text_input if field.label == "Place").set_value("Hama")
    next(button for button in page.button if button.label == "Save").click().run()
    assert "Say who you are" in page.error[0].value
    next(field for field in page.text_input if field.label.startswith("Who says so")).set_value("Ana")
    next(button for button in page.button if button.label == "Save").click().run()
    assert not page.exception
    facts = {row["label"]: row["lines"] for row in components(page)["sourceline_reader"]["facts"]}
    assert facts["Corrected"] == [{"text": "place: Hama", "note": "read from the article as Homs"}]
    next(button for button in page.button if button.label == "Undo").click().run()
    facts = {row["label"]: row["lines"] for row in components(page)["sourceline_reader"]["facts"]}
    assert "Corrected" not in facts


ABOUT = "from dashboard.views import about\nabout.page(None)"


def test_the_about_page_credits_its_data_and_says_what_an_online_map_would_be(
    store_of: pytest.MonkeyPatch, dispatches: Store
) -> None:
    store_of.setenv("SOURCELINE_STORE", str(dispatches.folder))
    page = AppTest.from_string(ABOUT, default_timeout=60).run()
    assert not page.exception
    for credit in ("GeoNames, CC BY 4.0", "GSHHG", "Natural Earth", "imply no judgement"):
        assert credit in said(page)
    assert "Online map" in said(page)
    assert "SOURCELINE_TILES" in said(page)


def test_hostile_text_reaches_the_page_as_text_only(opened: Callable[..., AppTest], tmp_path: Path) -> None:
    """No payload in HTML, markdown, labels or captions; tables and components carry it as data."""
    store = filled(tmp_path / "store", {"hostile.txt": hostile()})
    event_id = queries.rows(store.snapshot().cursor(), Filter()).iloc[0]["event_id"]
    page = opened(store.folder, event=event_id, publisher=FEW[1], unit=FEW[0], q=FEW[2])
    page = opened(store.folder, event=event_id, publisher=FEW[1])
    assert not page.exception
    labels = [
        getattr(element.proto, "label", "")
        for kind in ("button", "download_button", "expander")
        for element in page.get(kind)
    ]
    rendered = said(page) + "\n".join(element.value for element in page.markdown) + "\n".join(map(str, labels))
    for payload in FEW:
        assert payload not in rendered
    reader = components(page)["sourceline_reader"]
    assert reader["article"]["url"] is None
    text = "".join(text for text, _, _, _ in reader["pieces"])
    assert all(payload in text for payload in FEW)
    hidden = [code for _, _, _, code in reader["pieces"] if code]
    assert {"U+202E", "U+202C", "U+200B", "U+0007"} <= set(hidden)


def test_no_page_asks_for_an_icon_font(snapshot: Snapshot) -> None:
    for path in (Path(APP).parent).rglob("*.py"):
        assert ":material/" not in path.read_text(encoding="utf-8"), path
