"""The page that adds articles, run without a browser: what the form becomes, what is refused, what waits in quarantine."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import facet_queries, queries
from dashboard.views import add, quarantine
from loaders import LIMITS, Filter, Given, Received, Store, ingest, open_store
from tests.dashboard.articles import DISPATCHES, PAYLOADS

ADD = """
import streamlit as st
from dashboard.views import add, timeline
landing = st.Page(timeline.page, title="Timeline", url_path="timeline")
def add_page():
    add.page(landing)
st.navigation([st.Page(add_page, title="Add articles", url_path="add", default=True), landing]).run()
"""
TABLE = b"url;inhalt\nhttps://example.org/1;The 6th Brigade left Bukavu on 4 May 2024.\n"


@pytest.fixture
def store(store_of: pytest.MonkeyPatch, tmp_path: Path) -> Store:
    store_of.setenv("SOURCELINE_STORE", str(tmp_path / "store"))
    return open_store(tmp_path / "store")


def opened() -> AppTest:
    return AppTest.from_string(ADD, default_timeout=60).run()


def said(page: AppTest) -> str:
    return "\n".join(str(element.proto.body) for element in page.get("html"))


def press(page: AppTest, label: str) -> None:
    next(button for button in page.button if button.label == label).click().run()


def finished(page: AppTest) -> str:
    """What the page says once its intake is over."""
    deadline = time.monotonic() + 60
    while "What became of them" not in said(page.run()):
        assert time.monotonic() < deadline
        assert not page.exception
        time.sleep(0.2)
    return said(page)


def test_a_pasted_article_is_added_once(store: Store) -> None:
    page = opened()
    press(page, "Add")
    assert "There is nothing to add yet" in page.warning[0].value
    page.text_area(key="add text").set_value(DISPATCHES["homs.txt"][0])
    page.text_input(key="add publisher").set_value("<i>Desk</i>")
    page.date_input(key="add date").set_value(date(2024, 12, 8))
    press(page, "Add")
    assert not page.exception
    assert page.text_area(key="add text").value == ""
    assert page.text_input(key="add publisher").value == "<i>Desk</i>"
    shown = finished(page)
    cursor = store.snapshot().cursor()
    events, articles = queries.stored(cursor)
    assert (events > 1, articles) == (True, 1)
    assert f"1 added; {events} events" in shown
    assert facet_queries.facet(cursor, Filter(), "publishers") == [facet_queries.Choice("<i>Desk</i>", events, False)]
    assert [link.proto.label for link in page.get("page_link")] == [f"Show their {events} events"]
    page.text_area(key="add text").set_value(DISPATCHES["homs.txt"][0])
    press(page, "Add")
    assert "1 already in" in finished(page)


@dataclass
class Dropped:
    name: str
    size: int
    data: bytes = b"text"

    def getvalue(self) -> bytes:
        return self.data


def test_the_form_as_sources() -> None:
    given = Given(publisher="Desk", published=date(2024, 5, 6), columns=(("text", "Body"),))
    found, refused = add.sources(
        " Shells fell. ",
        [Dropped("a.pdf", 4), Dropped("b.csv", 40, b"Heading,Body\nA,Shells fell on Goma.\n")],
        "https://example.org/1\n\n https://example.org/1 \nnonsense\n",
        given,
        "T",
        "javascript:1",
    )
    assert refused == ""
    assert [source.name for source in found if isinstance(source, Received)] == [
        "pasted text.txt",
        "a.pdf",
        "b.csv",
    ]
    assert [source.args[0] for source in found if isinstance(source, partial)] == ["https://example.org/1", "nonsense"]
    pasted, file, table = (source for source in found if isinstance(source, Received))
    # The named column is a table's; what is none is read as it is, and says so.
    assert pasted.given == Given(given.published, "Desk", "T")
    assert file.given == Given(given.published, "Desk")
    assert table.given == given
    assert [source.unmapped for source in (pasted, file, table)] == [True, True, False]


@pytest.mark.parametrize(
    ("files", "addresses", "why"),
    [
        ([], "", "There is nothing to add yet"),
        ([Dropped("a", 60_000_000), Dropped("b", 60_000_000)], "", "120 MB together; 100 MB are taken at once"),
        (
            [],
            "\n".join(f"https://example.org/{number}" for number in range(600)),
            "600 addresses; 500 are taken at once",
        ),
    ],
)
def test_what_cannot_be_taken_at_once_says_what_to_do(files: list[Any], addresses: str, why: str) -> None:
    found, refused = add.sources("", files, addresses, Given())
    assert found == []
    assert why in refused
    assert LIMITS.batch_bytes == 100_000_000


@pytest.mark.parametrize(("setting", "offered"), [("on", True), ("off", False), ("", True)])
def test_addresses_are_offered_to_whoever_sits_here(
    store: Store, monkeypatch: pytest.MonkeyPatch, setting: str, offered: bool
) -> None:
    monkeypatch.setenv("SOURCELINE_FETCH", setting)
    page = opened()
    assert ("add addresses" in [area.key for area in page.text_area]) is offered
    assert any("switched off" in caption.value for caption in page.caption) is not offered


def test_addresses_are_not_offered_where_the_server_listens_to_others(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    from streamlit import config

    before = config.get_option("server.address")
    config.set_option("server.address", "0.0.0.0")
    try:
        assert "add addresses" not in [area.key for area in opened().text_area]
    finally:
        config.set_option("server.address", before)


def test_an_address_on_this_machine_is_refused_and_says_what_to_do(store: Store) -> None:
    page = opened()
    page.text_area(key="add addresses").set_value("http://127.0.0.1/secret\nftp://example.org/")
    press(page, "Add")
    shown = finished(page)
    assert "127.0.0.1 is not on the public internet" in shown
    assert "only those are fetched" in shown
    assert "Refused, and waiting (2)" in shown
    assert sorted(button.disabled for button in page.button if button.label == "Fetch again") == [False, True]


def test_a_refused_table_is_retried_with_the_column_that_the_user_names(store: Store) -> None:
    ingest([Received.of("<b>table</b>.csv", TABLE, Given(columns=(("text", "Body"),), publisher="Desk"))], store)
    page = opened()
    assert "Refused, and waiting" in said(page)
    column = next(field for field in page.text_input if field.label.startswith("The column that holds the text"))
    column.set_value("inhalt").run()
    press(page, "Retry")
    assert not page.exception
    assert "1 added" in finished(page)
    texts = store.snapshot().cursor().execute("SELECT text, publisher FROM articles").fetchall()
    assert texts == [("The 6th Brigade left Bukavu on 4 May 2024.", "Desk")]


def test_refused_items_are_dropped_one_by_one_or_together(store: Store) -> None:
    bad = [
        Received.of(f"{name}.txt", data) for name, data in (("a", b""), ("b", b"\x00\x01" * 40), ("c", b"\xff\xfeabc"))
    ]
    gone = Received("https://gone.example/", None, code="not_found", message="It is not there. Check the address.")
    ingest([*bad, gone, *(Received.of(f"{number}", b"\x00\x02" * (40 + number)) for number in range(9))], store)
    page = opened()
    assert "Refused, and waiting (13)" in said(page)
    press(page, "Drop")
    assert "1 item taken off the list" in said(page)
    assert "Refused, and waiting (12)" in said(page)
    press(page, "Drop these 10")
    assert "Refused, and waiting (2)" in said(page)
    press(page, "Drop these 2")
    assert "Refused, and waiting" not in said(page)
    assert "2 items taken off the list" in said(page)
    assert store.verify() == []


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_refused_item_shows_hostile_text_as_text(payload: str) -> None:
    from datetime import datetime

    row = {
        "sha256": "", "name": payload, "stage": payload, "code": payload, "message": payload, "first_bytes": payload,
        "received_size": 5, "received_at": datetime(2026, 2, 3, 4, 5), "given": "{}", "kept": False,
    }  # fmt: skip
    shown = quarantine.described(row)
    assert shown.count("<") == quarantine.described(
        {**row, **dict.fromkeys(("name", "stage", "code", "message", "first_bytes"), "a")}
    ).count("<")
    assert "2026-02-03 04:05 UTC" in shown


def test_what_was_dropped_is_put_back(store_of: pytest.MonkeyPatch, tmp_path: Path) -> None:
    store = open_store(tmp_path)
    ingest([Received.of(name, b"\x89PNG\r\n\x1a\n\x00" + name.encode()) for name in ("a.png", "b.png")], store)
    store_of.setenv("SOURCELINE_STORE", str(tmp_path))

    def script() -> None:
        from dashboard.views import quarantine

        quarantine.panel(busy=False)

    page = AppTest.from_function(script, default_timeout=120).run()
    next(button for button in page.button if button.label == "Drop these 2").click().run()
    assert store.quarantined() == []
    page.button(key="undo drop").click().run()
    assert len(store.quarantined()) == 2
    assert "Undo" not in [button.label for button in page.button]
