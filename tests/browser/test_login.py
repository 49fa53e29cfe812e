"""Logging in through a real OpenID Connect provider: roles come from its claims, and nobody gets in without one."""

from __future__ import annotations

import json
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from urllib.error import URLError

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import READY
from tests.browser.server import ROOT, Server, free_port
from tests.browser.test_looks import Walk
from tests.dashboard.articles import DISPATCHES
from tests.dashboard.conftest import filled

PEOPLE = {
    "ruth": {"name": "Ruth Reader", "roles": ["reader"]},
    "anna": {"name": "Anna Analyst", "roles": ["analyst", "unknown"]},
    "nora": {"name": "Nora Nobody", "roles": ["gardener"]},
}


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "oidc_provider_mock", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        for subject, claims in PEOPLE.items():
            _put(f"{url}/users/{subject}", claims)
        yield url
    finally:
        process.terminate()
        process.wait(10)


def _put(url: str, claims: object) -> None:
    """Tells the provider of a person; tries until it has started."""
    request = urllib.request.Request(
        url, json.dumps(claims).encode(), {"content-type": "application/json"}, method="PUT"
    )
    deadline = time.monotonic() + 30
    while True:
        try:
            with urllib.request.urlopen(request, timeout=5):
                return
        except (URLError, OSError):
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)


@pytest.fixture(scope="module")
def guarded(provider: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("login")
    port, secrets = free_port(), folder / "secrets.toml"
    secrets.write_text(
        f"""[auth]
redirect_uri = "http://127.0.0.1:{port}/oauth2callback"
cookie_secret = "{"0123456789abcdef" * 4}"
client_id = "sourceline"
client_secret = "not a secret: the provider is this test's own"
server_metadata_url = "{provider}/.well-known/openid-configuration"
""",
        encoding="utf-8",
    )
    store = filled(folder / "store", DISPATCHES)
    with Server(store.folder, "--secrets.files", str(secrets), port=port) as running:
        yield running


def log_in(browser: Browser, server: Server, subject: str) -> Page:
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    page.goto(server.url)
    page.get_by_role("button", name="Log in").click(timeout=READY)
    page.get_by_placeholder("sub").fill(subject)
    page.get_by_role("button", name="Authorize").click()
    return page


def open_first(page: Page) -> None:
    page.locator(".table tbody tr").first.wait_for(timeout=READY)
    page.locator(".table tbody tr").first.click()
    page.locator(".reader").first.wait_for(timeout=READY)


def test_without_a_login_nothing_shows(browser: Browser, guarded: Server) -> None:
    page = browser.new_page()
    walk = Walk(page)
    page.goto(guarded.url + "?unit=Rapid+Support+Forces")
    expect(page.get_by_role("button", name="Log in")).to_be_visible(timeout=READY)
    walk.seen("sign-in", ".prose h1")
    assert page.locator(".table, .facets").count() == 0
    page.goto(guarded.url + "add")
    expect(page.get_by_role("button", name="Log in")).to_be_visible(timeout=READY)
    page.close()


def test_a_reader_reads_and_cannot_correct(browser: Browser, guarded: Server) -> None:
    page = log_in(browser, guarded, "ruth")
    open_first(page)
    expect(page.get_by_text("Ruth Reader, reader")).to_be_visible()
    assert page.get_by_text("Correct this event").count() == 0
    assert page.get_by_role("link", name="Add articles").count() == 0
    page.context.close()


def test_an_analyst_corrects_under_the_name_of_the_login(browser: Browser, guarded: Server) -> None:
    page = log_in(browser, guarded, "anna")
    open_first(page)
    page.get_by_text("Correct this event").click()
    page.get_by_text("Right as it is").click()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("by Anna Analyst")).to_be_attached(timeout=READY)
    expect(page.get_by_role("link", name="Add articles")).to_be_visible()
    page.get_by_role("button", name="Log out").click()
    page.context.close()


def test_whoever_has_no_role_is_told_so(browser: Browser, guarded: Server) -> None:
    page = log_in(browser, guarded, "nora")
    expect(page.get_by_text("but have no role")).to_be_visible(timeout=READY)
    assert page.locator(".table, .facets").count() == 0
    page.context.close()


def test_an_open_address_without_a_login_is_refused() -> None:
    command = [sys.executable, "-m", "streamlit", "run", "dashboard/serve.py", "--server.port", str(free_port())]
    done = subprocess.run(
        [*command, "--server.address", "0.0.0.0"], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 1
    assert "will not start at 0.0.0.0" in done.stderr
