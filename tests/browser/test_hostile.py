"""150 payloads show as text everywhere: page, tooltip, hover, table, facet, chip, lane, list, link, file.

The `page` fixture checks the rest: no script of theirs ran, no other host was asked, no dialogue opened.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect

from dashboard import queries
from dashboard.passages import visible
from loaders import Filter, open_store
from tests.browser.conftest import READY, over_middle, show, until
from tests.browser.server import Server
from tests.dashboard.articles import PAYLOADS, hostile_store

pytestmark = pytest.mark.browser

ALL = "?publisher=All+Desk"
AT_ONCE = 10
HALVES = (PAYLOADS[:75], PAYLOADS[75:])
FOREIGN = """() => {
  const found = []
  const look = (root) => {
    for (const node of root.querySelectorAll("*")) {
      if (node.shadowRoot) look(node.shadowRoot)
      if (node.matches(".mapboxgl-ctrl-logo")) continue // The map's own.
      for (const name of ["src", "href", "action", "data", "poster", "srcset", "ping", "formaction"]) {
        const value = node.getAttribute(name)
        if (!value) continue
        const url = new URL(value, location.href)
        const own = url.host === location.host || ["blob:"].includes(url.protocol) || value.startsWith("data:image/")
        if (!own) found.push(value)
      }
      for (const { name } of node.attributes) if (/^on/.test(name)) found.push(name)
      if (["SCRIPT", "STYLE"].includes(node.tagName) && /owned|evil/.test(node.textContent)) found.push(node.tagName)
      if (/evil|owned/.test(node.getAttribute("style") || "")) found.push("style")
      if (["IFRAME", "OBJECT", "EMBED", "BASE", "MATH", "MARQUEE"].includes(node.tagName)) found.push(node.tagName)
    }
  }
  look(document)
  return found
}"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(hostile_store(tmp_path_factory.mktemp("hostile") / "store").folder) as running:
        yield running


def shown(payload: str) -> str:
    """As the page shows it: on one line, its hidden characters spelled out; a browser shows several spaces as one."""
    return " ".join(visible(payload).split())


def texts(page: Page, selector: str) -> str:
    return " ".join(" ".join(page.locator(selector).all_text_contents()).split())


def test_table_facets_lanes_and_saved_views_show_every_payload_as_text(page: Page, server: Server) -> None:
    show(page, server, "?lanes=publisher")
    held = texts(page, "[aria-label='Events'] td")
    assert [payload for payload in PAYLOADS if shown(payload) not in held] == []
    names = texts(page, ".facets .label")
    assert [payload for payload in PAYLOADS if shown(payload) not in names] == []
    page.get_by_role("button", name="Save or share").click()
    expect(page.locator(".views li")).to_have_count(len(PAYLOADS), timeout=READY)
    kept = texts(page, ".views .open")
    assert [payload for payload in PAYLOADS if shown(payload) not in kept] == []
    assert page.evaluate(FOREIGN) == []
    page.locator(".views .open").first.click()
    expect(page.locator(".chips .chip").first).to_be_visible(timeout=READY)
    assert page.evaluate(FOREIGN) == []


def test_the_reader_shows_every_payload_as_text(page: Page, server: Server) -> None:
    show(page, server, ALL + "&lanes=unit")
    page.locator(".table tbody tr").first.click()
    body = page.locator(".reader .body")
    expect(body).to_contain_text("shelled Odesa", timeout=READY)
    text = " ".join((body.text_content() or "").split())
    plain = [payload for payload in PAYLOADS if visible(payload) == payload]
    assert len(plain) > 140
    assert [payload for payload in plain if shown(payload) not in text] == []
    for code in ("U+202E", "U+2066", "U+FEFF", "U+00AD", "U+E0041"):
        assert code in text
    facts = texts(page, ".reader .facts")
    assert [payload for payload in PAYLOADS if shown(payload) not in facts] == []
    page.get_by_text("Correct this event").click()
    expect(page.get_by_text("corrected by").first).to_be_visible(timeout=READY)
    assert page.locator(".reader .from a").count() == 0
    assert page.evaluate(FOREIGN) == []


def test_tooltip_and_hover_show_markup_as_text(page: Page, server: Server) -> None:
    show(page, server, "?" + urlencode({"publisher": PAYLOADS[1]}))
    page.locator(".st-key-map canvas").first.wait_for(timeout=READY)
    until(lambda: over_middle(page), page.locator(".deck-tooltip"), PAYLOADS[1])
    assert page.evaluate(FOREIGN) == []
    point = page.locator(".st-key-timeline .scatterlayer .point").first
    until(lambda: point.hover(force=True), page.locator(".hoverlayer"), "<img")
    assert page.evaluate(FOREIGN) == []


def test_the_file_computes_nothing(page: Page, server: Server) -> None:
    show(page, server)
    with page.expect_download() as download:
        page.get_by_role("button", name="Export").click()
    rows = list(csv.reader(io.StringIO(download.value.path().read_text(encoding="utf-8"), newline="")))
    assert len(rows) > len(PAYLOADS)
    assert not [cell for row in rows[1:] for cell in row if cell[:1] in ("=", "+", "@", "\t")]


@pytest.mark.parametrize("payloads", HALVES, ids=["first", "second"])
def test_a_hostile_link_opens_the_default_or_shows_text(page: Page, server: Server, payloads: tuple[str, ...]) -> None:
    known = [(name, payload) for payload in payloads for name in ("unit", "type", "not.publisher")]
    wanted = [("q", payloads[0]), ("event", payloads[1]), ("since", payloads[2]), ("sort", payloads[3])]
    page.goto(f"{server.url}?{urlencode([*known, *wanted, *((payload, '1') for payload in payloads)])}")
    expect(page.locator(".notice").first).to_be_visible(timeout=READY)
    expect(page.locator(".chips .chip")).to_have_count(2 * len(payloads) + 1, timeout=READY)
    chips = texts(page, ".chips .value")
    assert [payload for payload in payloads if shown(payload) not in chips] == []
    page.wait_for_timeout(500)
    assert page.evaluate(FOREIGN) == []


def test_names_of_refused_files_show_as_text(page: Page, server: Server) -> None:
    page.goto(server.url + "add")
    expect(page.get_by_text(f"Refused, and waiting ({len(PAYLOADS)})")).to_be_visible(timeout=READY)
    page.locator(".refused b").nth(AT_ONCE - 1).wait_for(timeout=READY)
    names = [" ".join(text.split()) for text in page.locator(".refused b").all_text_contents()]
    assert set(names) <= {shown(payload) for payload in PAYLOADS}
    assert len(set(names)) == AT_ONCE
    assert page.evaluate(FOREIGN) == []


def test_lists_of_names_show_every_payload_as_text(page: Page, server: Server) -> None:
    seen = ""
    for number in (1, 2, 3, 4):
        if number == 1:
            page.goto(server.url + "units")
            page.locator("table[aria-label=Units] tbody tr").first.wait_for(timeout=READY)
        else:
            first = page.locator("table[aria-label=Units] tbody a").first
            before = first.inner_text()
            page.get_by_role("button", name=f"Page {number}", exact=True).click()
            expect(first).not_to_have_text(before, timeout=READY)
        seen += texts(page, "table[aria-label=Units] td")
        assert page.evaluate(FOREIGN) == []
    assert [payload for payload in PAYLOADS if shown(payload) not in seen] == []


@pytest.mark.parametrize(
    ("path", "parameter", "name"),
    [("units", "unit", PAYLOADS[1]), ("people", "person", PAYLOADS[0]), ("places", "place", "Odesa")],
)
def test_a_dossier_of_a_hostile_name_and_address(
    page: Page, server: Server, path: str, parameter: str, name: str
) -> None:
    page.goto(f"{server.url}{path}?{urlencode({parameter: name})}")
    expect(page.locator(".dossier h1")).to_have_text(shown(name), timeout=READY)
    page.locator("blockquote").first.wait_for(state="attached", timeout=READY)
    quoted = texts(page, "blockquote .quote")
    assert "shelled Odesa" in quoted
    assert page.evaluate(FOREIGN) == []
    odd = [("on", PAYLOADS[2]), ("sort", PAYLOADS[3]), ("find", PAYLOADS[4]), (PAYLOADS[5], "1")]
    odd += [(stance, payload) for payload in PAYLOADS for stance in ("friend", "hostile", "neutral")]
    page.goto(f"{server.url}{path}?{urlencode([(parameter, PAYLOADS[6] + '?'), *odd])}")
    expect(page.locator(".notice")).to_have_count(4, timeout=READY)
    expect(page.locator(".empty p")).to_contain_text(shown(PAYLOADS[6]), timeout=READY)
    page.wait_for_timeout(300)
    assert page.evaluate(FOREIGN) == []


def test_the_brief_shows_every_payload_as_text(page: Page, server: Server) -> None:
    snapshot = open_store(server.store).snapshot()
    archive = queries.exported(
        snapshot.cursor(), Filter(), "brief", False, snapshot.version, datetime(2025, 1, 1, tzinfo=UTC)
    )
    with zipfile.ZipFile(io.BytesIO(archive)) as held:
        brief = next(held.read(name) for name in held.namelist() if name.endswith(".html"))
    page.set_content(brief.decode("utf-8"))
    expect(page.locator("blockquote").first).to_be_attached()
    text = " ".join((page.locator("body").text_content() or "").split())
    plain = [payload for payload in PAYLOADS if visible(payload) == payload]
    assert [payload for payload in plain if shown(payload) not in text] == []
    page.wait_for_timeout(300)
    assert page.evaluate(FOREIGN) == []
