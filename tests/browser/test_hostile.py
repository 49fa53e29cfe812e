"""Markup in an article shows as text everywhere: page, tooltip, hover, table, chip, file. The `page` fixture checks the rest."""

from __future__ import annotations

import csv
import io
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PAYLOADS, READY, over_middle, show, until
from tests.browser.server import Server

pytestmark = pytest.mark.browser

FOREIGN = """() => {
  const found = []
  const look = (root) => {
    for (const node of root.querySelectorAll("*")) {
      if (node.shadowRoot) look(node.shadowRoot)
      for (const name of ["src", "href", "action"]) {
        const value = node.getAttribute(name) || ""
        if (/evil|javascript:/.test(value)) found.push(value)
      }
      for (const { name } of node.attributes) if (/^on/.test(name)) found.push(name)
      if (node.tagName === "SCRIPT" && /owned/.test(node.textContent)) found.push("script")
    }
  }
  look(document)
  return found
}"""


def hostile_view(page: Page, server: Server) -> None:
    show(page, server, "?text=&q=36th+Marine+Brigade")


def test_the_reader_shows_every_payload_as_text(page: Page, server: Server) -> None:
    hostile_view(page, server)
    page.locator(".chips .chip").wait_for(timeout=READY)
    expect(page.locator(".table td.sentence")).to_contain_text(PAYLOADS[0])
    page.locator(".table tbody tr").first.click()
    text = page.locator(".reader .body")
    for payload in PAYLOADS[:-1]:
        expect(text).to_contain_text(payload, timeout=READY)
    expect(text).to_contain_text("U+202E")
    expect(page.locator(".reader .from strong")).to_contain_text(PAYLOADS[0])
    expect(page.locator(".reader .from span")).to_contain_text(PAYLOADS[1])
    assert page.locator(".reader a").count() == 0
    page.wait_for_timeout(1500)
    assert page.evaluate(FOREIGN) == []


def test_a_facet_and_a_chip_show_a_hostile_publisher_as_text(page: Page, server: Server) -> None:
    show(page, server)
    page.locator(".facets summary", has_text="Publisher").click()
    page.locator(".facets label", has_text=PAYLOADS[1]).click()
    expect(page.locator(".chips .chip .value")).to_have_text(PAYLOADS[1], timeout=READY)
    assert page.evaluate(FOREIGN) == []


def test_tooltip_and_hover_show_markup_as_text(page: Page, server: Server) -> None:
    hostile_view(page, server)
    page.locator(".st-key-map canvas").first.wait_for(timeout=READY)
    until(lambda: over_middle(page), page.locator(".deck-tooltip"), PAYLOADS[0])
    assert page.evaluate(FOREIGN) == []
    point = page.locator(".st-key-timeline .scatterlayer .point").first
    until(lambda: point.hover(force=True), page.locator(".hoverlayer"), "<script>")
    assert page.evaluate(FOREIGN) == []


def test_the_file_computes_nothing(page: Page, server: Server) -> None:
    hostile_view(page, server)
    page.locator(".chips .chip").wait_for(timeout=READY)
    with page.expect_download() as download:
        page.get_by_role("button", name="Export").click()
    rows = list(csv.reader(io.StringIO(download.value.path().read_text(encoding="utf-8"), newline="")))
    assert len(rows) > 1
    assert not [cell for row in rows[1:] for cell in row if cell[:1] in ("=", "+", "@", "\t")]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_hostile_link_opens_the_default_or_shows_text(page: Page, server: Server, payload: str) -> None:
    value = quote(payload, safe="")
    page.goto(f"{server.url}?unit={value}&type={value}&event={value}&{value}=1")
    expect(page.locator(".notice").first).to_be_visible(timeout=READY)
    page.wait_for_timeout(300)
    assert page.evaluate(FOREIGN) == []
