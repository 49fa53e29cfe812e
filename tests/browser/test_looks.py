"""Every page and state in its four forms: its heads are whole, its main part is in sight, nothing runs off the side, nothing is
complained of, no other host is asked. And the pictures: those of the documentation, and all of them for whoever wants to look.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from loaders import Filter, ingest, open_store
from tests.browser.conftest import READY, Watch, shot
from tests.browser.server import Server
from tests.dashboard.articles import NAMESAKES
from tests.dashboard.test_trouble import truncate

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
SIZES = {"desktop": (1440, 900), "phone": (390, 844)}
LOOKS = os.environ.get("SOURCELINE_LOOKS")
"""A folder for a picture of every state in every form."""
ALL_FORMS = (("desktop", "light"), ("phone", "light"), ("phone", "dark"), ("desktop", "dark"))
PICTURES = LOOKS or os.environ.get("SOURCELINE_SCREENSHOTS")
FORMS = ALL_FORMS if PICTURES else ALL_FORMS[::2]
"""Without pictures two forms show whether both sizes and both themes hold: what else the others could break, `test_access` sees."""
SIDEWAYS = "() => document.scrollingElement.scrollWidth - innerWidth"
PAPER = {"light": "rgb(255, 255, 255)", "dark": "rgb(14, 17, 23)"}
CUT = """() => {
  const found = []
  const look = (root) => {
    for (const node of root.querySelectorAll("*")) {
      if (node.shadowRoot) look(node.shadowRoot)
      const head = node.matches("h1, h2, h3, pre")
      if (!head && !node.matches("button, [data-testid=stPageLink-NavLink]")) continue
      if (!node.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue
      const box = node.getBoundingClientRect()
      const cut = node.scrollWidth > node.clientWidth + 1 && box.width > 0
      const off = head && (box.left < 0 || box.right > innerWidth + 1)
      if (cut || off) found.push(`${node.tagName} ${node.textContent} ${Math.round(box.left)}-${Math.round(box.right)}`)
    }
  }
  for (const root of document.querySelectorAll("main, [data-testid=stPopoverBody]")) look(root)
  return found
}"""


class Walk:
    """One page in one window, taken through every form of every state."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.watch = Watch(page)
        self.said: list[str] = []
        page.on("console", self._hear)
        page.on("pageerror", lambda problem: self.said.append(str(problem)))

    def _hear(self, message: ConsoleMessage) -> None:
        # Streamlit looks for itself under the address of a page first, and finds itself one step up.
        if message.type == "error" and "/_stcore/" not in message.location["url"]:
            self.said.append(message.text)

    def open(self, address: str, sign: str) -> None:
        self.page.goto(address)
        self.page.locator(sign).first.wait_for(timeout=READY)

    def seen(self, name: str, sign: str, *, shipped: bool = False) -> None:
        """Look at the page in its four forms; `sign` is what must be on the screen in each."""
        page = self.page
        for size, scheme in FORMS:
            width, height = SIZES[size]
            page.set_viewport_size({"width": width, "height": height})
            page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            expect(page.locator(".stApp")).to_have_css("background-color", PAPER[scheme], timeout=READY)
            expect(page.locator(".stApp")).to_have_attribute("data-test-script-state", "notRunning", timeout=READY)
            expect(page.locator("main")).to_be_in_viewport()
            expect(page.locator(sign).first).to_be_in_viewport(timeout=READY)
            assert page.evaluate(SIDEWAYS) <= 0, (name, size, scheme)
            assert page.evaluate(CUT) == [], (name, size, scheme)
            self._picture(f"{name}-{size}-{scheme}", shipped)
        assert self.said == [], name
        self.watch.check()

    def _picture(self, name: str, shipped: bool) -> None:
        if shipped:
            shot(self.page, name)
        if LOOKS:
            # What the theme or the size has drawn anew takes its time.
            self.page.wait_for_timeout(3_000)
            (Path(LOOKS) / f"{name}.png").write_bytes(self.page.screenshot(timeout=READY))


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, str]]:
    """A server over the samples that the product ships with, and one of their events."""
    from dashboard import queries

    store = open_store(tmp_path_factory.mktemp("samples") / "store")
    ingest([ROOT / "seeds"], store)
    snapshot = store.snapshot()
    event_id = queries.rows(snapshot.cursor(), Filter(event_types=("capture",), flags=("place_conflict",))).iloc[0][
        "event_id"
    ]
    with Server(store.folder) as running:
        yield running, str(event_id)


@pytest.fixture(scope="module")
def walk(browser: Browser) -> Iterator[Walk]:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, color_scheme="light")
    yield Walk(context.new_page())
    context.close()


def test_the_first_screen_and_what_opens_over_it(walk: Walk, samples: tuple[Server, str]) -> None:
    page = walk.page
    walk.open(samples[0].url, ".table tbody tr")
    expect(page.locator(".figures b")).to_contain_text("events", timeout=READY)
    credit = page.locator(".mapboxgl-ctrl-attrib-inner")
    expect(credit).to_have_text(
        "Natural Earth · GSHHG · GeoNames CC BY 4.0 · Borders imply no judgement", timeout=READY
    )
    expect(credit).to_be_in_viewport(ratio=1)
    walk.seen("timeline", ".headline", shipped=True)
    for name, state in (("All formats", "export"), ("Save or share", "views"), ("Legend", "legend")):
        page.get_by_role("button", name=name, exact=True).click()
        page.get_by_test_id("stPopoverBody").wait_for(timeout=READY)
        walk.seen(state, "[data-testid=stPopoverBody]")
        page.keyboard.press("Escape")
        expect(page.get_by_test_id("stPopoverBody")).to_have_count(0, timeout=READY)
    page.get_by_role("button", name="Take the two-minute tour").click()
    walk.seen("tour", ".walk .card")
    page.keyboard.press("Escape")
    page.get_by_text("Playback").click()
    walk.seen("playback", ".film")


def test_other_views_of_the_timeline(walk: Walk, samples: tuple[Server, str]) -> None:
    url = samples[0].url
    walk.open(f"{url}?event={samples[1]}", ".reader mark.main")
    walk.seen("reader", ".reader", shipped=True)
    walk.open(f"{url}?lanes=unit&unit=Rapid+Support+Forces&from=2023-01-01", ".st-key-time .plot-container")
    walk.seen("lanes", ".chips .chip")
    walk.open(f"{url}?unit=Hamas&type=protest&place=Kyiv", ".empty h2")
    walk.seen("no-match", ".empty h2")


def test_pictures_turn_with_the_theme(walk: Walk, samples: tuple[Server, str]) -> None:
    walk.page.emulate_media(color_scheme="light")
    walk.open(f"{samples[0].url}people?person=Oleksandr+Syrskyi", ".line img")
    sign = walk.page.locator(".line img").first
    day = sign.get_attribute("src") or ""
    walk.page.emulate_media(color_scheme="dark")
    expect(sign).not_to_have_attribute("src", day, timeout=READY)


PAGES = {
    "units": ("units?friend=Ukraine&hostile=Russia", "table[aria-label=Units]", ".prose h1"),
    "unit": ("units?unit=Rapid+Support+Forces&on=2024-01-01", "ul[aria-label=Sources]", ".dossier h1"),
    "no-unit": ("units?unit=nobody&side=1", ".empty h2", ".empty h2"),
    "people": ("people", "table[aria-label=People]", ".prose h1"),
    "person": ("people?person=Oleksandr+Syrskyi", "ul[aria-label=Posts], .none", ".dossier h1"),
    "places": ("places", "table[aria-label=Places]", ".prose h1"),
    "place": ("places?place=Siversk", "ul[aria-label=Sources]", ".dossier h1"),
    "about": ("about", ".prose h1", ".prose h1"),
}  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_the_other_pages(walk: Walk, samples: tuple[Server, str], name: str) -> None:
    path, ready, sign = PAGES[name]
    walk.open(samples[0].url + path, ready)
    walk.seen(name, sign)


def test_a_store_that_is_empty_then_filled_then_broken(
    walk: Walk, samples: tuple[Server, str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """`samples` comes first, so that one window serves all."""
    page, store = walk.page, open_store(tmp_path_factory.mktemp("bare") / "store")
    with Server(store.folder) as bare:
        walk.open(bare.url, ".empty h2")
        walk.seen("empty", ".empty h2")
        walk.open(f"{bare.url}add", ".prose h1")
        walk.seen("add", ".prose h1")
        texts = {name: text.encode() for name, (text, _) in NAMESAKES.items()}
        files: list[Any] = [
            {"name": name, "mimeType": "application/octet-stream", "buffer": data}
            for name, data in (texts | {"interview.pdf": b"%PDF-1.7\n" + bytes(range(256))}).items()
        ]
        page.locator('input[type="file"]').set_input_files(files, timeout=READY)
        expect(page.get_by_role("button", name="Remove ")).to_have_count(len(files), timeout=READY)
        # Dropped files reach the server one after the other; the form takes those that are there.
        expect(page.locator("main [role=progressbar]")).to_have_count(0, timeout=READY)
        page.get_by_role("button", name="Add", exact=True).click()
        expect(page.locator(".st-key-intake h2")).to_have_text("What became of them", timeout=READY)
        page.locator(".st-key-quarantine").scroll_into_view_if_needed()
        walk.seen("added", ".st-key-intake, .st-key-quarantine")
        walk.open(f"{bare.url}units?unit=25th+Division", "ul[aria-label=Sources]")
        walk.seen("namesakes", ".dossier h1")
        walk.open(f"{bare.url}units?unit=25th+Division&side=Ethiopia&on=2021-08-01", "ul[aria-label=Sources]")
        walk.seen("namesake", ".dossier h1")
        truncate(store.folder, "events/*.parquet")
        truncate(store.folder, "log/*.parquet")
        walk.open(bare.url, ".empty[role=alert]")
        walk.seen("broken", ".empty[role=alert] h2")
