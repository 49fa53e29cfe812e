"""Reading an article: its other events stand in the margin, words are found in it, and the search is marked."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import READY, show
from tests.browser.server import Server

MARKED = "(name) => [...(CSS.highlights.get(name) ?? [])].map((range) => range.toString())"


def test_the_margin_opens_the_other_events_of_the_article(page: Page, server: Server) -> None:
    show(page, server, "?q=Omdurman")
    page.locator(".table tbody tr", has_text="Omdurman").first.click()
    here = page.locator(".reader .other.here")
    expect(here).to_have_count(1, timeout=READY)
    other = page.locator(".reader .other:not(.here)").first
    title = other.get_attribute("title")
    assert title
    assert "Khartoum" in title
    other.click()
    expect(page.locator(".reader mark.main").first).to_contain_text("captured Khartoum", timeout=READY)


def test_words_are_found_in_the_text_and_walked_through(page: Page, server: Server) -> None:
    show(page, server, "?q=kherson")
    page.locator(".table tbody tr", has_text="47th").first.click()
    find = page.get_by_label("Find in text")
    find.wait_for(timeout=READY)
    assert set(page.evaluate(MARKED, "sourceline-sought")) == {"Kherson"}
    find.fill("HÖMS")
    expect(page.locator(".reader .hits")).to_have_text("2 found")
    assert page.evaluate(MARKED, "sourceline-found") == ["Homs", "Homs"]
    find.press("Enter")
    find.press("Enter")
    expect(page.locator(".reader .hits")).to_have_text("2 of 2")
    find.press("Enter")
    expect(page.locator(".reader .hits")).to_have_text("1 of 2")
    find.fill("nowhere")
    expect(page.locator(".reader .hits")).to_have_text("not found")


def test_a_value_is_ruled_out_and_let_in_again(page: Page, server: Server) -> None:
    show(page, server)
    events = page.get_by_role("table", name="Events", exact=True).locator("tbody")
    rows = events.locator("tr")
    everything = rows.count()
    capture = page.locator(".facets li", has_text="Capture").first
    capture.hover()
    capture.get_by_role("button", name="Everything but Capture").click()
    expect(page.locator(".chips .chip")).to_contain_text("Type is not", timeout=READY)
    expect(events).not_to_contain_text("Capture")
    assert 0 < rows.count() < everything
    assert "not.type=capture" in page.url
    page.locator(".facets li.refused").get_by_role("button", name="No longer rule out Capture").click()
    expect(page.locator(".chips .chip")).to_have_count(0, timeout=READY)
    expect(rows).to_have_count(everything)
