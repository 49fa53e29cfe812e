"""One real server over small articles, hostile ones among them, and a page that notes every host it asks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Dialog, Page, Request, sync_playwright

from tests.browser.server import Server, launch
from tests.dashboard.articles import DISPATCHES, PAYLOADS, hostile
from tests.dashboard.conftest import filled

READY = 60_000


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    store = filled(tmp_path_factory.mktemp("browser") / "store", DISPATCHES | {"hostile.txt": hostile()})
    with Server(store.folder) as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = launch(playwright)
        yield running
        running.close()


class Watch:
    """What a page did that it must not: hosts asked for beside its own, scripts of strangers run, dialogs opened."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.hosts: set[str] = set()
        self.dialogs: list[str] = []
        page.on("request", self._note)
        page.on("dialog", self._dismiss)

    def _note(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob"):
            self.hosts.add(parts.hostname or request.url)

    def _dismiss(self, dialog: Dialog) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def check(self) -> None:
        assert self.hosts <= {"127.0.0.1"}
        assert self.dialogs == []
        assert self.page.evaluate("window.owned") is None


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A desktop page. At its end it must have asked no other host, run no stranger's script, opened no dialog."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, color_scheme="light", accept_downloads=True)
    context.add_init_script("delete window.showSaveFilePicker")
    opened = context.new_page()
    watch = Watch(opened)
    yield opened
    watch.check()
    context.close()


def show(page: Page, server: Server, path: str = "") -> None:
    """Open the timeline and wait until its table is drawn."""
    page.goto(server.url + path)
    page.locator(".table tbody tr").first.wait_for(timeout=READY)
    page.locator(".facets details").first.wait_for(timeout=READY)


def shot(page: Page, name: str) -> None:
    """A picture for the documentation."""
    folder = Path(__file__).resolve().parents[2] / "docs" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=folder / f"{name}.png")


__all__ = ["PAYLOADS", "READY", "Watch", "shot", "show"]
