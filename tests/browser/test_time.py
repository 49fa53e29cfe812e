"""Journeys through time: playing the map, and drawing the timeline by other lanes and bars."""

from __future__ import annotations

from playwright.sync_api import Page, expect

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
