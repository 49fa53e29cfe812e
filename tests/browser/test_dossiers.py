"""From the timeline to the page of a unit, its commander and a place, to the sentence and back."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import READY, show
from tests.browser.server import Server


def test_a_unit_its_commander_and_the_sentence(page: Page, server: Server) -> None:
    show(page, server, "?q=kherson")
    page.locator(".table tbody tr", has_text="47th").first.click()
    page.locator(".reader .facts a", has_text="47th Mechanized Brigade").first.click()
    expect(page.locator(".dossier h1")).to_have_text("47th Mechanized Brigade", timeout=READY)
    assert "/units?unit=47th" in page.url
    post = page.locator("ul[aria-label=Commanders] .line").first
    expect(post).to_contain_text("Colonel Anton Bely", timeout=READY)
    post.locator("summary").click()
    expect(post.locator("blockquote")).to_contain_text("commanded by Colonel Anton Bely, shelled Kherson")
    post.locator("blockquote a").click()
    expect(page.locator(".reader mark.main")).to_contain_text("shelled Kherson", timeout=READY)


def test_sides_stay_in_the_address_from_the_list_to_the_unit(page: Page, server: Server) -> None:
    page.goto(server.url + "units?friend=Sudan")
    expect(page.locator("table[aria-label=Units]")).to_contain_text("Sudanese Armed Forces", timeout=READY)
    page.get_by_label("Search").fill("sudanese")
    page.get_by_label("Search").press("Enter")
    expect(page.locator("table[aria-label=Units] tbody tr")).to_have_count(1, timeout=READY)
    page.locator("table[aria-label=Units] tbody a").first.click()
    expect(page.locator(".dossier h1")).to_have_text("Sudanese Armed Forces", timeout=READY)
    assert "friend=Sudan" in page.url
    page.go_back()
    expect(page.locator("table[aria-label=Units] tbody tr")).to_have_count(1, timeout=READY)


def test_a_place_from_its_facet_and_back_to_the_timeline(page: Page, server: Server) -> None:
    show(page, server)
    row = page.locator(".facets li:visible", has_text="Khartoum").first
    row.hover()
    row.get_by_role("link", name="Page of Khartoum", exact=True).click()
    expect(page.locator(".dossier h1")).to_have_text("Khartoum", timeout=READY)
    expect(page.locator("ul[aria-label='Who publishes on it']")).to_contain_text("Nile Wire", timeout=READY)
    page.get_by_role("link", name="in the timeline").click()
    expect(page.locator(".chips .chip .value")).to_have_text("Khartoum", timeout=READY)
