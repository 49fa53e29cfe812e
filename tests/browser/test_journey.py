"""The way of an analyst, in a real browser: filter, click, read the sentence, take the file away."""

from __future__ import annotations

import csv
import io
import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import READY, show
from tests.browser.server import Server
from tests.dashboard.articles import DISPATCHES

pytestmark = pytest.mark.browser

UNIT = "47th Mechanized Brigade"
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
    canvas = page.locator(".st-key-map canvas").first
    canvas.wait_for(timeout=READY)
    page.wait_for_timeout(4000)
    box = page.locator(".st-key-map").bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x - 3, y)
    page.mouse.move(x, y, steps=3)
    expect(page.locator(".deck-tooltip")).to_contain_text("Kherson", timeout=READY)
    page.mouse.click(x, y)
    expect(sentence(page)).to_have_text(SHELLED, timeout=READY)


def test_a_click_on_the_timeline_opens_its_event(page: Page, server: Server) -> None:
    show(page, server, "?place=Kherson")
    point = page.locator(".st-key-timeline .scatterlayer .point").last
    point.wait_for(timeout=READY)
    page.wait_for_timeout(3000)
    point.hover(force=True)
    expect(page.locator(".hoverlayer")).to_contain_text("47th Mechanized", timeout=READY)
    point.click(force=True)
    expect(sentence(page)).to_have_text(SHELLED, timeout=READY)


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
    page.get_by_label("Text of one article").fill(DISPATCHES["khartoum.txt"][0].replace("26 March", "24 March"))
    page.get_by_label("Publisher, if known").fill("Pasted Desk")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator(".report")).to_contain_text("added, ", timeout=READY)
    page.get_by_role("link", name="Show their").click()
    expect(page.locator(".chips .chip .name")).to_have_text("Article", timeout=READY)
    click_table(page, 0)
    expect(page.locator(".reader .from")).to_contain_text("Pasted Desk", timeout=READY)
