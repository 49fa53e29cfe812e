"""One real server over small articles, hostile ones among them, and a page that notes every host it asks."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Dialog, Locator, Page, Request, expect, sync_playwright

from tests.browser.server import Server, launch
from tests.dashboard.articles import DISPATCHES, hostile
from tests.dashboard.conftest import filled

READY = 60_000
# On a busy machine a page takes its time: what never comes is told apart from what comes late.
expect.set_options(timeout=READY)


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
    context.set_default_timeout(READY)
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


def over_middle(page: Page) -> tuple[float, float]:
    """Move the pointer over the middle of the map, where a lone place lies; gives that point."""
    box = page.locator(".st-key-map").first.bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x - 3, y)
    page.mouse.move(x, y, steps=3)
    return x, y


def until(act: Callable[[], object], seen: Locator, text: str, patience: float = 2_000) -> None:
    """Act, and act again after `patience` milliseconds, until `seen` holds `text`: a picture takes no pointer before it is drawn."""
    deadline = time.monotonic() + READY / 1000
    while True:
        act()
        try:
            expect(seen).to_contain_text(text, timeout=patience)
            return
        except AssertionError:
            if time.monotonic() > deadline:
                raise


def shot(page: Page, name: str) -> None:
    """A picture for the documentation, in the folder that SOURCELINE_SCREENSHOTS names, once the page stands still."""
    folder = os.environ.get("SOURCELINE_SCREENSHOTS")
    if folder is None:
        return
    before, picture = b"", page.screenshot()
    while before != picture:
        page.wait_for_timeout(2500)
        before, picture = picture, page.screenshot()
    (Path(folder) / f"{name}.png").write_bytes(picture)


__all__ = ["READY", "Watch", "over_middle", "shot", "show", "until"]
