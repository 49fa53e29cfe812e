"""Every page in its four forms: no other host is asked, nothing runs off the side, and the pictures of the documentation."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from loaders import Filter, ingest, open_store
from tests.browser.conftest import READY, Watch, shot
from tests.browser.server import Server

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
SIZES = {"desktop": (1440, 900), "phone": (390, 844)}
SIDEWAYS = "() => document.scrollingElement.scrollWidth - innerWidth"


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


@pytest.fixture(params=[(size, scheme) for size in SIZES for scheme in ("light", "dark")], ids="-".join)
def form(request: pytest.FixtureRequest, browser: Browser) -> Iterator[tuple[Page, str]]:
    size, scheme = request.param
    width, height = SIZES[size]
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
    page = context.new_page()
    watch = Watch(page)
    yield page, f"{size}-{scheme}"
    watch.check()
    assert page.evaluate(SIDEWAYS) <= 0
    context.close()


def test_the_first_screen(form: tuple[Page, str], samples: tuple[Server, str]) -> None:
    page, name = form
    page.goto(samples[0].url)
    expect(page.locator(".figures b")).to_contain_text("events", timeout=READY)
    page.locator(".table tbody tr").first.wait_for(timeout=READY)
    credit = page.locator(".mapboxgl-ctrl-attrib-inner")
    expect(credit).to_have_text(
        "Natural Earth · GSHHG · GeoNames CC BY 4.0 · Borders imply no judgement", timeout=READY
    )
    expect(credit).to_be_in_viewport(ratio=1)
    shot(page, f"timeline-{name}")


def test_the_reader(form: tuple[Page, str], samples: tuple[Server, str]) -> None:
    page, name = form
    page.goto(f"{samples[0].url}?event={samples[1]}")
    expect(page.locator(".reader mark.main")).to_be_in_viewport(timeout=READY)
    page.locator(".st-key-map canvas").first.wait_for(timeout=READY)
    shot(page, f"reader-{name}")


def test_the_other_pages(form: tuple[Page, str], samples: tuple[Server, str]) -> None:
    page, _ = form
    for path, title in (("add", "Add articles"), ("about", "About Sourceline")):
        page.goto(samples[0].url + path)
        expect(page.locator(".prose h1")).to_have_text(title, timeout=READY)
        assert page.evaluate(SIDEWAYS) <= 0
