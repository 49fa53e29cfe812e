"""The menu of formats by keyboard, and a hostile article's brief opened where it could do harm."""

from __future__ import annotations

import hashlib
import json
import zipfile

import pytest
from playwright.sync_api import Page, expect

from loaders import FORMATS
from tests.browser.conftest import READY, show
from tests.browser.server import Server
from tests.browser.test_hostile import FOREIGN
from tests.dashboard.articles import FEW

pytestmark = pytest.mark.browser


def downloaded(page: Page, label: str) -> tuple[bytes, dict[str, object]]:
    """The file and the manifest behind the button of this name, pressed by keyboard."""
    button = page.get_by_role("button", name=label, exact=True)
    expect(button).to_be_visible(timeout=READY)
    button.focus()
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    with zipfile.ZipFile(download.value.path()) as archive:
        data, manifest = (archive.read(name) for name in archive.namelist())
    return data, json.loads(manifest)


def test_every_format_comes_with_its_manifest(page: Page, server: Server) -> None:
    show(page, server, "?q=36th+Marine+Brigade")
    page.get_by_role("button", name="All formats").focus()
    page.keyboard.press("Enter")
    for label in (known.label for known in FORMATS.values()):
        data, manifest = downloaded(page, label)
        assert manifest["sha256"] == hashlib.sha256(data).hexdigest(), label
        assert manifest["filters"] == {"in_words": ["text: 36th Marine Brigade"], "address": "?q=36th+Marine+Brigade"}
    # The last one is the brief.
    page.set_content(data.decode("utf-8"))
    expect(page.locator("blockquote").first).to_contain_text(FEW[0])
    page.wait_for_timeout(500)
    assert page.evaluate(FOREIGN) == []
