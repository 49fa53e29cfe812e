"""The way of an analyst, in a real browser: filter, click, read the sentence, take the file away."""

from __future__ import annotations

import csv
import io
import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.browser.conftest import READY, over_middle, show, until
from tests.browser.server import PHONE, Server
from tests.dashboard.articles import DISPATCHES

pytestmark = pytest.mark.browser

UNIT = "47th Mechanized Brigade"
CLICK = 5_000
"""Milliseconds after which a click on a picture that was not yet drawn is made again."""
SHELLED = "The 47th Mechanized Brigade, commanded by Colonel Anton Bely, shelled Kherson on 3 December 2024."


def choose(page: Page, name: str) -> None:
    page.locator(".facets label", has_text=name).first.click()


def sentence(page: Page) -> Locator:
    return page.locator(".reader mark.main")


def events_shown(page: Page) -> int:
    found = re.match(r"([\d,]+) event", page.locator(".figures b").inner_text())
    assert found
    return int(found.group(1).replace(",", ""))


def click_table(page: Page, row: int) -> None:
    page.locator(".table tbody tr").nth(row).click()


def exported(page: Page) -> list[dict[str, str]]:
    with page.expect_download() as download:
        page.get_by_role("button", name="Export").click()
    data = download.value.path().read_bytes()
    return list(csv.DictReader(io.StringIO(data.decode("utf-8"), newline="")))


def test_open_filter_click_read_export(page: Page, server: Server) -> None:
    show(page, server)
    everything = events_shown(page)
    choose(page, UNIT)
    expect(page.locator(".chips .chip")).to_have_text(re.compile(f"Unit{UNIT}×"), timeout=READY)
    assert "unit=47th" in page.url
    shown = events_shown(page)
    assert 0 < shown < everything
    click_table(page, 0)
    expect(sentence(page)).to_have_text(SHELLED, timeout=READY)
    expect(page.locator(".reader .mention.own.unit").first).to_have_text(UNIT)
    expect(page.locator(".reader .facts")).to_contain_text("Colonel Anton Bely")
    box, mark = page.locator(".reader .text").bounding_box(), sentence(page).bounding_box()
    assert box
    assert mark
    assert box["y"] <= mark["y"] < box["y"] + box["height"]
    page.locator(".table tr.opened").first.wait_for(timeout=READY)
    rows = exported(page)
    assert len(rows) == shown
    assert {row["units"] for row in rows} == {UNIT}
    assert SHELLED in [row["sentence"] for row in rows]
    page.locator(".chips .clear").click()
    expect(page.locator(".figures b")).to_have_text(f"{everything} events", timeout=READY)


def test_a_copied_link_and_the_back_button_show_the_same_view(page: Page, server: Server) -> None:
    show(page, server)
    everything = events_shown(page)
    choose(page, UNIT)
    expect(page.locator(".chips .chip")).to_have_count(1, timeout=READY)
    shown, link = events_shown(page), page.url
    page.go_back()
    expect(page.locator(".figures b")).to_have_text(f"{everything} events", timeout=READY)
    expect(page.locator(".chips .chip")).to_have_count(0)
    page.goto(link)
    expect(page.locator(".chips .chip")).to_have_count(1, timeout=READY)
    assert events_shown(page) == shown


def test_a_click_on_the_map_opens_its_event(page: Page, server: Server) -> None:
    show(page, server, "?place=Kherson&publisher=Levant+Desk")
    page.locator(".st-key-map canvas").first.wait_for(timeout=READY)
    until(lambda: over_middle(page), page.locator(".deck-tooltip"), "Kherson")
    until(lambda: page.mouse.click(*over_middle(page)), sentence(page), SHELLED, CLICK)


@pytest.mark.parametrize("view", ["?place=Kherson", "?place=Kherson&publisher=Levant+Desk"])
def test_a_click_on_the_timeline_opens_its_event(page: Page, server: Server, view: str) -> None:
    show(page, server, view)
    point = page.locator(".st-key-timeline .scatterlayer .point").last
    until(lambda: point.hover(force=True), page.locator(".hoverlayer"), "47th Mechanized")
    until(lambda: point.click(force=True), sentence(page), SHELLED, CLICK)


def test_days_are_picked_by_dragging_and_given_back_by_a_chip(page: Page, server: Server) -> None:
    show(page, server)
    everything = events_shown(page)
    page.get_by_text("Pick days").click()
    expect(page.get_by_text("Drag across the timeline")).to_be_visible(timeout=READY)

    def drag() -> None:
        box = page.locator(".st-key-timeline").first.bounding_box()
        assert box
        page.mouse.move(box["x"] + box["width"] * 0.4, box["y"] + 50)
        page.mouse.down()
        page.mouse.move(box["x"] + box["width"] * 0.75, box["y"] + 55, steps=6)
        page.mouse.up()

    until(drag, page.locator(".chips"), "Until", CLICK)
    assert [name.inner_text() for name in page.locator(".chips .name").all()] == ["From", "Until"]
    assert 0 < events_shown(page) < everything
    expect(page.get_by_role("switch", name="Pick days")).not_to_be_checked(timeout=READY)
    point = page.locator(".st-key-timeline .scatterlayer .point").last
    until(lambda: point.click(force=True), sentence(page), " ", CLICK)
    page.locator(".chips .chip").first.click()
    expect(page.locator(".chips .name")).to_have_text(["Until"], timeout=READY)


def test_the_legend_opens_beside_the_pictures(page: Page, server: Server) -> None:
    show(page, server)
    page.get_by_role("button", name="Legend").click()
    expect(page.locator(".legend h2")).to_have_text(["On the map", "On the timeline", "Colours"], timeout=READY)
    expect(page.locator(".legend img").first).to_be_visible()


@pytest.mark.parametrize(("width", "agent"), [(1440, None), (390, PHONE)])
def test_the_first_page_is_run_once(browser: Browser, server: Server, width: int, agent: str | None) -> None:
    page = browser.new_context(viewport={"width": width, "height": 844}, user_agent=agent).new_page()
    runs: list[str] = []

    def heard(data: str | bytes) -> None:
        message = ForwardMsg.FromString(data if isinstance(data, bytes) else data.encode())
        runs.extend(["run"] if message.WhichOneof("type") == "script_finished" else [])

    page.on("websocket", lambda socket: socket.on("framereceived", heard))
    show(page, server)
    page.locator(".st-key-map canvas").first.wait_for(timeout=READY)
    page.locator(".screen").first.wait_for(state="attached", timeout=READY)
    expect(page.locator("[data-test-script-state='running']")).to_have_count(0, timeout=READY)
    assert len(runs) == 1
    page.context.close()


@pytest.mark.parametrize("width", [1440, 390])
def test_the_sentence_is_in_view_after_a_click_far_down(page: Page, server: Server, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    show(page, server)
    row = page.locator("[aria-label='Events'] tbody tr").last
    row.scroll_into_view_if_needed()
    row.click()
    expect(sentence(page).first).to_be_in_viewport(timeout=READY)


def test_trays_hold_what_cannot_be_drawn(page: Page, server: Server) -> None:
    show(page, server)
    page.get_by_role("tab", name="Without a date").click()
    page.locator("[aria-label='Events without a date'] tbody tr").first.click(timeout=READY)
    expect(page.locator(".reader .title")).to_contain_text("no date", timeout=READY)


def test_the_reader_by_keyboard(page: Page, server: Server) -> None:
    show(page, server)
    click_table(page, 0)
    expect(page.locator(".reader .count")).to_have_text(re.compile("^1 of"), timeout=READY)
    page.keyboard.press("j")
    expect(page.locator(".reader .count")).to_have_text(re.compile("^2 of"), timeout=READY)
    page.keyboard.press("k")
    expect(page.locator(".reader .count")).to_have_text(re.compile("^1 of"), timeout=READY)
    page.keyboard.press("Escape")
    expect(page.locator(".reader")).to_have_count(0, timeout=READY)
    assert "event=" not in page.url


def test_the_table_by_keyboard(page: Page, server: Server) -> None:
    show(page, server)
    page.locator(".table tbody tr").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(".reader .count")).to_have_text(re.compile("^2 of"), timeout=READY)
    expect(page.locator(".table tr.opened")).to_have_attribute("aria-selected", "true", timeout=READY)


def test_a_filter_by_keyboard(page: Page, server: Server) -> None:
    show(page, server)
    box = page.locator(".facets input[type=checkbox]").first
    box.focus()
    page.keyboard.press("Space")
    expect(page.locator(".chips .chip")).to_have_count(1, timeout=READY)
    focused = "() => { let n = document.activeElement; while (n && n.shadowRoot) n = n.shadowRoot.activeElement; return n?.type }"
    assert page.evaluate(focused) == "checkbox"


def test_no_match_is_left_by_one_click(page: Page, server: Server) -> None:
    page.goto(f"{server.url}?unit={UNIT.replace(' ', '+')}&publisher=Nile+Wire")
    expect(page.locator(".empty h2")).to_have_text("No event matches these filters", timeout=READY)
    page.locator(".chip .gain").first.click()
    expect(page.locator(".figures b")).not_to_have_text("0 events", timeout=READY)


def test_an_article_is_pasted_and_its_events_shown(page: Page, server: Server) -> None:
    page.goto(server.url + "add")
    page.get_by_role("tab", name="Pasted text").click(timeout=READY)
    page.get_by_label("Text of one article").fill(DISPATCHES["khartoum.txt"][0].replace("26 March", "24 March"))
    page.get_by_label("Publisher", exact=True).first.fill("Pasted Desk")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator(".items")).to_contain_text("added", timeout=READY)
    page.get_by_role("link", name="Show their").click()
    expect(page.locator(".chips .chip .name")).to_have_text("Article", timeout=READY)
    click_table(page, 0)
    expect(page.locator(".reader .from")).to_contain_text("Pasted Desk", timeout=READY)
