"""A session over all pages leaves nothing in the log of the server: no warning, no traceback."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from loaders import Given, Received, ingest, open_store
from tests.browser.conftest import READY, show
from tests.browser.server import Server
from tests.dashboard.articles import DISPATCHES
from tests.dashboard.conftest import filled

pytestmark = pytest.mark.browser


def test_a_normal_session_is_silent(page: Page, tmp_path: Path) -> None:
    store = filled(tmp_path / "store", DISPATCHES)
    day = "On {} May 2024, the 36th Marine Brigade shelled Kherson.\n\n"
    text = "".join(day.format(1 + n % 28) for n in range(250))
    ingest([Received.of("many.txt", text.encode(), Given(publisher="Many"))], open_store(store.folder))
    log = tmp_path / "log"
    with Server(store.folder, log=log) as server:
        show(page, server)
        page.locator("[aria-label='Events'] tbody tr").first.click()
        expect(page.locator(".reader .count")).to_contain_text("1 of", timeout=READY)
        page.keyboard.press("j")
        expect(page.locator(".reader .count")).to_contain_text("2 of", timeout=READY)
        page.locator(".facets label").first.click()
        expect(page.locator(".chips .chip")).to_have_count(1, timeout=READY)
        page.get_by_text("Playback").click()
        page.locator(".film").wait_for(timeout=READY)
        headings = {
            "units": "Units",
            "people": "People",
            "places": "Places",
            "about": "About Sourceline",
            "add": "Add articles",
        }
        for path, heading in headings.items():
            page.goto(server.url + path)
            expect(page.locator("h1").first).to_contain_text(heading, timeout=READY)
    assert log.read_text() == ""
