"""A store of more events than can be listed: what is closed is counted when it is opened, and every value can be found."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from benchmarks import generated
from dashboard import facet_queries, queries
from loaders import Filter
from tests.browser.conftest import READY, show
from tests.browser.server import Server

pytestmark = pytest.mark.browser

EVENTS = queries.LISTED + 1_000


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("many") / "store"
    generated.store_of(folder, EVENTS)
    with Server(folder) as running:
        yield running


def group(page: Page, title: str) -> Locator:
    return page.locator(".facets details").filter(has=page.locator("summary .name", has_text=re.compile(f"^{title}$")))


def test_a_closed_group_is_counted_when_it_is_opened(page: Page, server: Server) -> None:
    show(page, server)
    publishers = group(page, "Publisher")
    expect(publishers.locator("li")).to_have_count(0)
    publishers.locator("summary").click(timeout=READY)
    expect(publishers.locator("li:visible")).not_to_have_count(0, timeout=READY)
    name = publishers.locator("li:visible .label").first.text_content() or ""
    publishers.locator("li:visible label").first.click()
    expect(page.locator(".chips .chip")).to_have_text(re.compile(name), timeout=READY)
    expect(publishers.locator("summary .chosen")).to_have_text("1", timeout=READY)


def test_a_value_of_few_events_is_found_by_its_name(page: Page, server: Server) -> None:
    show(page, server)
    units = group(page, "Unit")
    expect(units.locator("li")).to_have_count(facet_queries.TOP_VALUES)
    expect(units.locator(".note")).to_be_hidden()
    units.locator(".more").click()
    expect(units.locator(".note")).to_contain_text("more with fewer events")
    held = set(units.locator(".label").all_text_contents())
    rare = next(name for number in range(80, 1, -1) if (name := f"{number}th Marine Division") not in held)
    find = units.get_by_label("Find in unit")
    find.fill(rare)
    expect(units.locator("li:visible .label")).to_have_text([rare], timeout=READY)
    expect(find).to_be_focused()
    expect(find).to_have_value(rare)
    units.locator("li:visible label").first.click()
    expect(page.locator(".chips .chip")).to_have_text(re.compile(rare), timeout=READY)
    units.get_by_label("Find in unit").fill("no such unit")
    expect(units.locator("li:visible .label")).to_have_text([rare], timeout=READY)
    units.get_by_label("Find in unit").fill("")
    expect(units.locator("li")).to_have_count(facet_queries.TOP_VALUES, timeout=READY)


def test_a_tray_is_drawn_when_its_tab_is_opened_and_stays_open(page: Page, server: Server) -> None:
    show(page, server)
    tray = page.get_by_role("table", name="Events without a place", exact=True)
    expect(tray).to_have_count(0)
    page.get_by_role("tab", name="Without a place").click(timeout=READY)
    expect(tray.locator("tbody tr").first).to_be_visible(timeout=READY)
    expect(page.get_by_role("table", name="Events", exact=True)).to_have_count(0, timeout=READY)
    group(page, "Event type").locator("li:visible label").first.click()
    expect(page.locator(".chips .chip")).to_have_count(1, timeout=READY)
    expect(page.get_by_role("tab", name="Without a place")).to_have_attribute("aria-selected", "true", timeout=READY)
    expect(tray.locator("tbody tr").first).to_be_visible(timeout=READY)


def test_the_most_frequent_values_are_those_that_are_sent(server: Server) -> None:
    from loaders import open_store

    cursor = open_store(server.store).snapshot().cursor()
    shown = facet_queries.shown(cursor, Filter(), "units")
    everything = facet_queries.shown(cursor, Filter(), "units", "th")
    assert len(shown.choices) == facet_queries.TOP_VALUES
    assert shown.beyond + len(shown.choices) == everything.beyond + len(everything.choices)
    assert shown.choices == everything.choices[: facet_queries.TOP_VALUES]
