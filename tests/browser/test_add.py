"""Adding articles in a real browser: drop, watch, leave and come back, stop, read what was refused, go to the new events."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from loaders import open_store
from tests.browser.conftest import READY, Watch, shot
from tests.browser.server import Server
from tests.browser.test_looks import SIDEWAYS, SIZES
from tests.dashboard.articles import PAYLOADS

pytestmark = pytest.mark.browser

REPORT = "On {0} May 2024, the {1}th Marine Brigade shelled Kherson, the general staff said.\n"
ITEMS = ".st-key-intake .items li"


def file(name: str, data: bytes) -> Any:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": data}


def reports(count: int) -> list[Any]:
    return [file(f"{number}.txt", REPORT.format(1 + number % 28, number + 3).encode()) for number in range(count)]


@pytest.fixture
def adding(tmp_path: Path) -> Iterator[Server]:
    open_store(tmp_path / "store")
    with Server(tmp_path / "store") as running:
        yield running


def drop(page: Page, server: Server, files: list[Any]) -> None:
    page.goto(f"{server.url}add")
    page.locator('input[type="file"]').set_input_files(files, timeout=READY)
    # Dropped files reach the server one after the other; the form takes those that are there.
    expect(page.get_by_role("button", name=re.compile("^Remove "))).to_have_count(len(files), timeout=READY)
    expect(
        page.locator(".st-key-add [role=progressbar], [data-testid=stFileUploader] [role=progressbar]")
    ).to_have_count(0)
    page.get_by_role("button", name="Add", exact=True).click()


def test_dropped_files_are_added_while_the_analyst_looks_elsewhere(page: Page, adding: Server) -> None:
    hostile = [
        file(f"{payload.replace('/', '_')}.txt", b"\x00\x01" * 40 + payload.encode()) for payload in PAYLOADS[:4]
    ]
    drop(page, adding, [*reports(6), *hostile])
    expect(page.locator(".st-key-intake [role=progressbar]")).to_be_visible(timeout=READY)
    page.get_by_role("link", name="About").click()
    expect(page.locator(".prose h1")).to_have_text("About Sourceline", timeout=READY)
    page.get_by_role("link", name="Add articles").click()
    expect(page.locator(".st-key-intake h2")).to_have_text("What became of them", timeout=READY)
    expect(page.locator(ITEMS)).to_have_count(10)
    expect(page.locator(ITEMS).first).to_contain_text("refused")
    expect(page.locator(".st-key-intake .items")).to_contain_text("<script>window.owned=1<_script>")
    expect(page.locator(".st-key-quarantine h2")).to_have_text("Refused, and waiting (4)")
    page.get_by_role("link", name="Show their").click()
    expect(page.locator(".chips .chip")).to_have_count(6, timeout=READY)
    page.locator(".table tbody tr").first.click()
    expect(page.locator(".reader mark.main")).to_contain_text("Marine Brigade shelled Kherson", timeout=READY)


def test_cancel_keeps_what_is_in(page: Page, adding: Server) -> None:
    drop(page, adding, reports(150))
    page.get_by_role("button", name="Cancel").click(timeout=READY)
    expect(page.locator(".st-key-intake h2")).to_have_text("What became of them", timeout=READY)
    expect(page.locator(".st-key-intake")).to_contain_text("You stopped it")
    assert open_store(adding.store).counts()[0] < 150
    drop(page, adding, reports(3))
    expect(page.locator(ITEMS)).to_have_count(3, timeout=READY)


def test_by_keyboard_alone(page: Page, adding: Server) -> None:
    page.goto(f"{adding.url}add")
    page.get_by_role("tab", name="Files").focus(timeout=READY)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    text = page.get_by_label("Text of one article")
    expect(text).to_be_visible(timeout=READY)
    for _ in range(8):
        page.keyboard.press("Tab")
        if text.evaluate("node => node === document.activeElement"):
            break
    page.keyboard.type(REPORT.format(3, 5))
    page.get_by_role("button", name="Add", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.locator(ITEMS)).to_have_count(1, timeout=READY)
    expect(page.locator(ITEMS)).to_contain_text("added")


@pytest.fixture(scope="module")
def refused(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    from loaders import Given, Received, ingest

    store = open_store(tmp_path_factory.mktemp("refused") / "store")
    table = b"url;inhalt\nhttps://example.org/1;The 6th Brigade left Bukavu on 4 May 2024.\n"
    bad = [
        Received.of("interview.pdf", b"%PDF-1.7\n" + bytes(range(256))),
        Received.of("links.csv", table, Given(columns=(("text", "Body"),))),
        Received(
            "https://gone.example/news/1", None, code="not_found", message="gone.example has no such page (status 404)."
        ),
        Received.of("x" * 300 + ".txt", b""),
    ]
    ingest(bad, store)
    with Server(store.folder) as running:
        yield running


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_was_refused_fits_every_screen(browser: Browser, refused: Server, size: str, scheme: Any) -> None:
    width, height = SIZES[size]
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
    page = context.new_page()
    watch = Watch(page)
    page.goto(f"{refused.url}add")
    expect(page.locator(".st-key-quarantine .refused")).to_have_count(4, timeout=READY)
    expect(page.locator(".st-key-quarantine")).to_contain_text("%PDF-1.7")
    assert page.evaluate(SIDEWAYS) <= 0
    shot(page, f"add-{size}-{scheme}")
    watch.check()
    context.close()


def test_a_refused_table_is_mended_in_the_page_and_the_rest_dropped(page: Page, refused: Server) -> None:
    page.goto(f"{refused.url}add")
    column = page.get_by_label("The column that holds the text")
    column.fill("inhalt", timeout=READY)
    column.press("Enter")
    card = page.locator('.st-key-quarantine [data-testid="stHorizontalBlock"]', has_text="links.csv").last
    card.get_by_role("button", name="Retry").click()
    expect(page.locator(ITEMS)).to_contain_text("added", timeout=READY)
    expect(page.locator(".st-key-quarantine h2")).to_have_text("Refused, and waiting (3)", timeout=READY)
    page.get_by_role("button", name="Drop these 3").click()
    expect(page.get_by_text("3 items taken off the list")).to_be_visible(timeout=READY)
    expect(page.locator(".st-key-quarantine")).to_have_count(0)
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(page.locator(".st-key-quarantine h2")).to_have_text("Refused, and waiting (3)", timeout=READY)
