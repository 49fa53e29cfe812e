"""Journeys through time: playing the map, and drawing the timeline by other lanes and bars."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import READY, show
from tests.browser.server import Server


def test_the_map_plays_pauses_and_steps(page: Page, server: Server) -> None:
    show(page, server)
    page.get_by_text("Playback").click()
    film = page.locator(".film")
    film.wait_for(timeout=READY)
    page.get_by_role("button", name="Settings").click()
    page.get_by_label("A step is a").click()
    page.get_by_role("option", name="Month").click()
    page.keyboard.press("Escape")
    page.wait_for_timeout(2_000)
    first = film.inner_text()
    page.get_by_role("button", name="Play", exact=True).click()
    expect(film).not_to_have_text(first, timeout=READY)
    page.get_by_role("button", name="Pause", exact=True).click()
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible(timeout=READY)
    held = film.inner_text()
    page.wait_for_timeout(3_000)
    expect(film).to_have_text(held)
    page.get_by_role("button", name="‹").click()
    expect(film).not_to_have_text(held, timeout=READY)
    page.get_by_text("Playback").click()
    expect(film).to_have_count(0, timeout=READY)


def test_lanes_and_bars_are_chosen_and_stay_in_the_address(page: Page, server: Server) -> None:
    show(page, server)
    page.get_by_role("button", name="View").click()
    view = page.get_by_test_id("stPopoverBody")
    view.get_by_text("Unit", exact=True).click()
    expect(page).to_have_url(f"{server.url}?lanes=unit", timeout=READY)
    view.get_by_text("Side", exact=True).click()
    expect(page.locator(".parts")).to_contain_text("No side named", timeout=READY)
    expect(page.locator(".st-key-time")).to_contain_text("Brigade", timeout=READY)
    address = page.url
    page.goto("about:blank")
    page.goto(address)
    expect(page.locator(".parts")).to_contain_text("No side named", timeout=READY)


SEEN = (
    "() => document.querySelector('.st-key-time .js-plotly-plot')._fullLayout.xaxis.range.map((at) => Date.parse(at))"
)


def hours_seen(page: Page) -> float:
    first, last = page.evaluate(SEEN)
    return float(last - first) / 3_600_000


def said(page: Page) -> Locator:
    return page.locator(".zoom .said")


def test_the_timeline_is_looked_at_down_to_hours_and_stays_so(page: Page, server: Server) -> None:
    show(page, server, "?publisher=Nile+Wire")
    expect(said(page)).to_contain_text("20", timeout=READY)
    whole = said(page).inner_text()
    closer, everything = page.get_by_role("button", name="Closer"), page.get_by_role("button", name="All of the time")
    expect(everything).to_be_disabled()
    for _ in range(40):
        if hours_seen(page) < 48:
            break
        before = said(page).inner_text()
        closer.click()
        expect(said(page)).not_to_have_text(before, timeout=READY)
    expect(said(page)).to_have_text(re.compile(r"\d\d:\d\d – .*\d\d:\d\d"), timeout=READY)
    close = said(page).inner_text()
    page.locator("[aria-label='Events'] tbody tr").first.click()
    expect(page.locator(".reader .count")).to_contain_text("1 of", timeout=READY)
    page.locator("[aria-label='Events'] tr.opened").wait_for(timeout=READY)
    expect(said(page)).to_have_text(close, timeout=READY)
    closer.focus()
    page.keyboard.press("ArrowRight")
    expect(said(page)).not_to_have_text(close, timeout=READY)
    assert hours_seen(page) < 48
    page.keyboard.press("0")
    expect(said(page)).to_have_text(whole, timeout=READY)


def test_the_wheel_scrolls_without_ctrl_and_zooms_with_it(page: Page, server: Server) -> None:
    show(page, server)
    expect(said(page)).to_contain_text("20", timeout=READY)
    whole = hours_seen(page)
    box = page.locator(".st-key-time").bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 60)
    page.mouse.wheel(0, -200)
    page.wait_for_timeout(500)
    assert hours_seen(page) == whole
    page.keyboard.down("Control")
    page.mouse.wheel(0, -200)
    page.keyboard.up("Control")
    page.wait_for_function(f"({SEEN})()[1] - ({SEEN})()[0] < {whole * 3_600_000}", timeout=READY)


def test_the_film_and_the_timeline_move_each_other(page: Page, server: Server) -> None:
    show(page, server)
    page.get_by_text("Playback").click()
    film, band = page.locator(".film"), page.locator(".film-band")
    band.wait_for(timeout=READY)
    first, strip = film.inner_text(), page.locator(".film-strip").bounding_box()
    start = band.bounding_box()
    assert strip
    assert start
    page.mouse.click(strip["x"] + strip["width"] - 3, strip["y"] + strip["height"] / 2)
    expect(film).not_to_have_text(first, timeout=READY)
    at_end, end = film.inner_text(), band.bounding_box()
    assert end
    assert end["x"] > start["x"]
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press(",")
    expect(film).not_to_have_text(at_end, timeout=READY)
    page.keyboard.press(".")
    expect(film).to_have_text(at_end, timeout=READY)
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Pause", exact=True)).to_be_visible(timeout=READY)
    page.get_by_text("Playback").click()
    expect(band).to_have_count(0, timeout=READY)
