"""WCAG 2.1 A and AA, and the target sizes of 2.2, by axe: every page in its four forms, the reader, the popovers, the tour."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import READY, show
from tests.browser.server import PHONE, Server

pytestmark = pytest.mark.browser

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}
# What lies in other people's widgets: (rule, what its element's HTML begins with), with the reason.
ALLOWED = (
    # The map's credit is one text, and mapbox-gl calls its box a list.
    ("aria-required-children", '<div class="mapboxgl-ctrl-attrib-inner" role="list">'),
)
FORMS = [(1440, 900, "light"), (1440, 900, "dark"), (390, 844, "light"), (390, 844, "dark")]


@pytest.fixture(params=FORMS, ids=lambda form: f"{form[0]}-{form[2]}")
def formed(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    width, height, scheme = request.param
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme=scheme,
        user_agent=PHONE if width == 390 else None,
    )
    yield context.new_page()
    context.close()


def violations(page: Page) -> list[str]:
    """What breaks a rule and is not allowed: rule, element, why."""
    found = []
    for rule in Axe().run(page, options=RULES).response["violations"]:
        for node in rule["nodes"]:
            if not any(rule["id"] == name and node["html"].startswith(html) for name, html in ALLOWED):
                found.append(f"{rule['id']}: {node['html'][:200]} {node['failureSummary']}")
    return found


def test_no_page_shuts_anybody_out(formed: Page, server: Server) -> None:
    page = formed
    show(page, server)
    page.locator(".st-key-map canvas").first.wait_for(timeout=READY)
    assert violations(page) == []
    for name in ("View", "Legend", "Save or share", "All formats"):
        page.get_by_role("button", name=name, exact=True).click()
        page.get_by_test_id("stPopoverBody").wait_for(timeout=READY)
        assert violations(page) == []
        page.keyboard.press("Escape")
        expect(page.get_by_test_id("stPopoverBody")).to_have_count(0, timeout=READY)
    page.get_by_role("button", name="Take the two-minute tour").click()
    page.locator(".walk").wait_for()
    assert violations(page) == []
    page.keyboard.press("Escape")
    page.locator("[aria-label='Events'] tbody tr", has_text="Homs").first.click()
    page.locator(".reader mark.main").first.wait_for(timeout=READY)
    page.locator("[aria-label='Events'] tr.opened").wait_for(timeout=READY)
    page.get_by_text("Correct this event").click()
    page.get_by_role("button", name="Save", exact=True).wait_for(timeout=READY)
    assert violations(page) == []
    page.goto(f"{server.url}?unit=nobody&colour=red")
    page.locator("div.empty").wait_for(timeout=READY)
    assert violations(page) == []


DOSSIERS = (
    ("units?friend=Sudan&hostile=Rapid+Support+Forces", "table[aria-label=Units]"),
    ("units?unit=47th+Mechanized+Brigade&on=2024-12-03", "ul[aria-label=Sources]"),
    ("people?person=Anton+Bely", "ul[aria-label=Posts]"),
    ("places?place=Khartoum", "ul[aria-label=Sources]"),
)


def test_nor_do_the_other_pages(formed: Page, server: Server) -> None:
    for path in ("add", "about"):
        formed.goto(server.url + path)
        formed.locator(".prose h1").wait_for(timeout=READY)
        assert violations(formed) == []
    for path, sign in DOSSIERS:
        formed.goto(server.url + path)
        formed.locator(sign).wait_for(timeout=READY)
        assert violations(formed) == [], path
        if path.startswith("units?unit="):
            formed.get_by_role("button", name="Friend or hostile?").click()
            formed.get_by_test_id("stPopoverBody").wait_for(timeout=READY)
            assert violations(formed) == [], "sides"


FOCUSED = """() => {
  let node = document.activeElement
  let own = false
  while (node?.shadowRoot?.activeElement) { node = node.shadowRoot.activeElement; own = true }
  const style = getComputedStyle(node)
  const ringed = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2
  return { name: node.getAttribute("aria-label") || node.textContent.trim(), own, ringed }
}"""


def test_the_page_of_a_unit_is_reached_by_tab_from_head_to_foot(page: Page, server: Server) -> None:
    page.goto(f"{server.url}units?unit=47th+Mechanized+Brigade&on=2024-12-03")
    page.locator("ul[aria-label=Sources]").wait_for(timeout=READY)
    wanted = ["Show 2 events in the timeline", "Friend or hostile?", "2 sentences", "year, Who commanded on", "Anton Bely",
              "Open in the reader", "1. Kherson", "Fighters at Homs"]  # fmt: skip
    page.locator("main").focus()
    for _ in range(120):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        assert focused["ringed"] or not focused["own"], focused
        if wanted and wanted[0] in focused["name"]:
            wanted.pop(0)
        if not wanted:
            break
    assert wanted == []
