"""The map in a real browser: an area drawn on it or typed, and pictures of another host only once they are asked for."""

from __future__ import annotations

import struct
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import READY, show, until
from tests.browser.server import Server
from tests.dashboard.articles import DISPATCHES
from tests.dashboard.conftest import filled

pytestmark = pytest.mark.browser

DRAWN = 8_000
"""Milliseconds after which a box is drawn again: a chart takes no pointer before it is ready."""


def chart(page: Page) -> Locator:
    return page.locator(".st-key-area-map .nsewdrag").first


def drag(page: Page, corners: list[tuple[float, float]]) -> None:
    """Press at the first corner, as shares of the chart, and let go at the last; nothing once the chart is gone."""
    box = chart(page).bounding_box() if chart(page).count() else None
    if box is None:
        return
    points = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in corners]
    page.mouse.move(*points[0])
    page.mouse.down()
    for point in points[1:]:
        page.mouse.move(*point, steps=5)
    page.mouse.up()


def open_chart(page: Page, server: Server) -> None:
    show(page, server)
    page.get_by_text("Pick an area").click()
    chart(page).wait_for(timeout=READY)


def test_a_box_drawn_on_the_map_narrows_the_view_and_its_chip_widens_it(page: Page, server: Server) -> None:
    open_chart(page, server)
    before = page.locator(".figures b").inner_text()
    chips = page.locator(".chips").first
    until(lambda: drag(page, [(0.04, 0.04), (0.5, 0.5), (0.97, 0.97)]), page.locator("body"), "Within", DRAWN)
    expect(chips.locator(".chip").first).to_contain_text("Within", timeout=READY)
    expect(page.locator(".figures b")).not_to_have_text(before, timeout=READY)
    expect(chart(page)).to_have_count(0, timeout=READY)
    assert "within=" in page.url
    address, narrowed = page.url, page.locator(".figures b").inner_text()
    page.goto("about:blank")
    page.goto(address)
    expect(page.locator(".figures b")).to_have_text(narrowed, timeout=READY)
    page.locator(".chips .chip").first.click(timeout=READY)
    expect(page.locator(".figures b")).to_have_text(before, timeout=READY)
    assert "within=" not in page.url


def test_a_lasso_gives_an_outline(page: Page, server: Server) -> None:
    open_chart(page, server)
    page.locator(".st-key-area-map [data-title='Lasso Select']").click()
    corners = [(0.05, 0.1), (0.95, 0.1), (0.95, 0.9), (0.4, 0.95), (0.05, 0.6), (0.05, 0.12)]
    until(lambda: drag(page, corners), page.locator("body"), "an outline ", DRAWN)
    assert page.url.count("%2C") >= 5


def test_bounds_can_be_typed(page: Page, server: Server) -> None:
    open_chart(page, server)
    page.get_by_role("button", name="Type bounds").click()
    for name, degrees in (("North", "36"), ("South", "33"), ("West", "35"), ("East", "38")):
        field = page.get_by_role("spinbutton", name=name)
        field.fill(degrees)
        field.press("Tab")
    page.get_by_role("button", name="Show what lies inside").click()
    expect(page.locator(".chips").first).to_contain_text("about 270 × 330 km", timeout=READY)
    assert "within=35%2C33%2C38%2C36" in page.url


class Pictures(BaseHTTPRequestHandler):
    """One grey pixel for every picture, and a note of what was asked."""

    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_response(200)
        self.send_header("Content-Type", "image/png")
        self.send_header("Access-Control-Allow-Origin", "*")
        self.end_headers()
        self.wfile.write(PIXEL)

    def log_message(self, format: str, *arguments: object) -> None:
        """Nothing on the terminal."""


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


PIXEL = b"\x89PNG\r\n\x1a\n" + b"".join(
    (
        _chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)),
        _chunk(b"IDAT", zlib.compress(b"\0\x80")),
        _chunk(b"IEND", b""),
    )
)


@contextmanager
def pictures() -> Iterator[tuple[str, list[str]]]:
    """A host of map pictures: its address, and the paths it was asked for."""
    asked: list[str] = []
    host = ThreadingHTTPServer(("127.0.0.1", 0), type("Noted", (Pictures,), {"asked": asked}))
    thread = threading.Thread(target=host.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{host.server_port}/{{z}}/{{x}}/{{y}}.png", asked
    finally:
        host.shutdown()
        host.server_close()
        thread.join()


def test_map_pictures_are_asked_for_only_once_they_are_switched_on(
    page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = filled(tmp_path / "store", DISPATCHES)
    with pictures() as (address, asked):
        monkeypatch.setenv("SOURCELINE_TILES", address)
        monkeypatch.setenv("SOURCELINE_TILES_CREDIT", "Desk maps")
        with Server(store.folder) as server:
            show(page, server)
            credit = page.locator(".mapboxgl-ctrl-attrib-inner").first
            expect(credit).to_contain_text("GeoNames", timeout=READY)
            assert asked == []
            page.get_by_role("button", name="Map", exact=True).click()
            body = page.get_by_test_id("stPopoverBody")
            expect(body).to_contain_text("it sees your network address and which part of the world you look at")
            body.get_by_text("Online map").click()
            expect(credit).to_contain_text("Desk maps", timeout=READY)
            deadline = READY // 500
            while not asked and deadline:
                page.wait_for_timeout(500)
                deadline -= 1
            assert asked
            assert all(path.endswith(".png") and path.count("/") == 3 for path in asked)


def test_without_a_host_no_online_map_is_offered(page: Page, server: Server) -> None:
    show(page, server)
    expect(page.get_by_role("button", name="Legend")).to_be_visible(timeout=READY)
    expect(page.get_by_role("button", name="Map", exact=True)).to_have_count(0)
