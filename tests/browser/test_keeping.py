"""Views to keep and to come back to: saved by name, by link, by the back button; what is new since; the tour."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import Locator, Page, expect

from loaders import Given, Received, ingest, open_store
from tests.browser.conftest import READY, show
from tests.browser.server import Server

pytestmark = pytest.mark.browser


def saved(page: Page) -> Locator:
    return page.locator(".views li .open")


def test_a_view_is_saved_opened_renamed_dropped_and_kept_after_all(page: Page, server: Server) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    show(page, server, "?publisher=Nile+Wire&sort=place")
    button = page.get_by_role("button", name="Save or share")
    button.focus()
    page.keyboard.press("Enter")
    page.get_by_label("Name for this view").fill("Nile, <i>by place</i>")
    page.keyboard.press("Enter")
    expect(saved(page)).to_have_text("Nile, <i>by place</i>", timeout=READY)
    page.get_by_role("button", name="Copy the link to this view").click()
    expect(page.locator(".views .said")).to_have_text("Link copied.")
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    show(page, server)
    button.click()
    saved(page).click()
    expect(page).to_have_url(f"{server.url}?publisher=Nile+Wire&sort=place", timeout=READY)
    page.get_by_role("button", name="Rename").click()
    page.get_by_label("New name for").fill("Nile")
    page.keyboard.press("Enter")
    expect(saved(page)).to_have_text("Nile", timeout=READY)
    page.get_by_role("button", name="Drop Nile").click()
    expect(page.locator(".views .none")).to_be_visible(timeout=READY)
    page.get_by_role("button", name="Undo: keep Nile").click()
    expect(saved(page)).to_have_text("Nile", timeout=READY)


def test_what_came_in_since_the_last_visit_is_offered_once(page: Page, server: Server) -> None:
    show(page, server)
    expect(page.locator(".news button")).to_have_count(0)
    text = "On 2 April 2025, the Sudanese Armed Forces captured Omdurman."
    given = Given(date(2025, 4, 3), "Later Wire", "Omdurman")
    ingest([Received.of("later.txt", text.encode(), given)], open_store(server.store))
    show(page, server)
    page.locator(".news .show", has_text="1 new event since").click(timeout=READY)
    expect(page.locator(".chips .name")).to_have_text("New since", timeout=READY)
    expect(page.locator("[aria-label='Events'] td.publisher")).to_have_text("Later Wire", timeout=READY)
    assert "since=" in page.url
    page.get_by_role("button", name="Mark all as seen").click()
    expect(page.locator(".news button")).to_have_count(0)
    show(page, server)
    page.wait_for_timeout(500)
    expect(page.locator(".news button")).to_have_count(0)


def test_back_and_forward_walk_through_filters_orders_and_events(page: Page, server: Server) -> None:
    show(page, server)
    first = page.locator("[aria-label='Events'] tbody tr td.place").first
    heading = page.locator("[aria-label='Events'] th", has_text="Place")
    heading.get_by_role("button").click()
    expect(heading).to_have_attribute("aria-sort", "ascending", timeout=READY)
    top = first.inner_text()
    heading.get_by_role("button").click()
    expect(heading).to_have_attribute("aria-sort", "descending", timeout=READY)
    expect(first).not_to_have_text(top, timeout=READY)
    assert first.inner_text() > top
    page.locator("[aria-label='Events'] tbody tr").nth(1).click()
    expect(page.locator(".reader .count")).to_contain_text("2 of", timeout=READY)
    page.locator(".facets label", has_text="Capture").first.click()
    expect(page.locator(".chips .chip")).to_have_count(1, timeout=READY)
    page.go_back()
    expect(page.locator(".chips .chip")).to_have_count(0, timeout=READY)
    expect(page.locator(".reader .count")).to_contain_text("2 of", timeout=READY)
    page.go_back()
    expect(page.locator(".reader")).to_have_count(0, timeout=READY)
    page.go_back()
    expect(heading).to_have_attribute("aria-sort", "ascending", timeout=READY)
    page.go_forward()
    expect(heading).to_have_attribute("aria-sort", "descending", timeout=READY)
    page.go_forward()
    expect(page.locator(".reader .count")).to_contain_text("2 of", timeout=READY)


def corner(page: Page) -> bytes:
    """The upper left corner of the map, once it stands still."""
    page.locator("[data-testid=stMain]").evaluate("(main) => main.scrollTo(0, 0)")
    box = page.locator(".st-key-map").first.bounding_box()
    assert box
    left, top = box["x"] + 10, box["y"] + 10

    def taken() -> bytes:
        return page.screenshot(clip={"x": left, "y": top, "width": 90, "height": 90})

    before, now = b"", taken()
    while before != now:
        page.wait_for_timeout(1_200)
        before, now = now, taken()
    return now


def test_the_map_stays_where_it_was_put_while_events_are_opened(page: Page, server: Server) -> None:
    show(page, server, "?publisher=Nile+Wire&publisher=Levant+Desk")
    page.locator("[aria-label='Events'] tbody tr").first.click()
    expect(page.locator(".reader .count")).to_contain_text("1 of", timeout=READY)
    first = corner(page)
    page.locator(".mapboxgl-ctrl-zoom-in").click()
    page.locator(".mapboxgl-ctrl-zoom-in").click()
    put = corner(page)
    assert put != first
    page.keyboard.press("j")
    expect(page.locator(".reader .count")).to_contain_text("2 of", timeout=READY)
    page.locator("[aria-label='Events'] tr.opened").wait_for(timeout=READY)
    assert corner(page) == put


@pytest.mark.parametrize("width", [1440, 390])
def test_the_tour_by_keyboard_offered_once(page: Page, server: Server, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    show(page, server)
    offer = page.get_by_role("button", name="Take the two-minute tour")
    offer.focus()
    page.keyboard.press("Enter")
    tour = page.get_by_role("dialog", name="What you are looking at")
    expect(tour).to_be_visible(timeout=READY)
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    expect(page.locator(".walk .count")).to_have_text("4 of 8")
    page.keyboard.press("ArrowLeft")
    for number in range(3, 9):
        expect(page.locator(".walk .count")).to_have_text(f"{number} of 8")
        expect(page.locator(".walk .card")).to_be_in_viewport(ratio=0.99)
        expect(page.locator(".walk .ring")).to_be_visible()
        page.keyboard.press("Enter")
    expect(page.locator(".walk")).to_have_count(0)
    again = page.get_by_role("button", name="Tour", exact=True)
    expect(again).to_be_focused()
    show(page, server)
    expect(offer).to_have_count(0)
    again.click()
    page.keyboard.press("Escape")
    expect(page.locator(".walk")).to_have_count(0)
    page.goto(server.url + "about")
    page.get_by_role("button", name="Take the two-minute tour").click(timeout=READY)
    expect(tour).to_be_visible(timeout=READY)
