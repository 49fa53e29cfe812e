"""From the timeline to the page of a unit, its commander and a place, to the sentence and back."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import READY, show
from tests.browser.server import Server
from tests.dashboard.articles import NAMESAKES
from tests.dashboard.conftest import filled


def test_a_unit_its_commander_and_the_sentence(page: Page, server: Server) -> None:
    show(page, server, "?q=kherson")
    page.locator(".table tbody tr", has_text="47th").first.click()
    page.locator(".reader .facts a", has_text="47th Mechanized Brigade").first.click()
    expect(page.locator(".dossier h1")).to_have_text("47th Mechanized Brigade", timeout=READY)
    assert "/units?unit=47th" in page.url
    post = page.locator("ul[aria-label=Commanders] .line").first
    expect(post).to_contain_text("Colonel Anton Bely", timeout=READY)
    post.locator("summary").click()
    expect(post.locator("blockquote")).to_contain_text("commanded by Colonel Anton Bely, shelled Kherson")
    post.locator("blockquote a").click()
    expect(page.locator(".reader mark.main")).to_contain_text("shelled Kherson", timeout=READY)


def test_sides_stay_in_the_address_from_the_list_to_the_unit(page: Page, server: Server) -> None:
    page.goto(server.url + "units?friend=Sudan")
    expect(page.locator("table[aria-label=Units]")).to_contain_text("Sudanese Armed Forces", timeout=READY)
    page.get_by_label("Search").fill("sudanese")
    page.get_by_label("Search").press("Enter")
    expect(page.locator("table[aria-label=Units] tbody tr")).to_have_count(1, timeout=READY)
    page.locator("table[aria-label=Units] tbody a").first.click()
    expect(page.locator(".dossier h1")).to_have_text("Sudanese Armed Forces", timeout=READY)
    assert "friend=Sudan" in page.url
    page.go_back()
    expect(page.locator("table[aria-label=Units] tbody tr")).to_have_count(1, timeout=READY)


def test_a_place_from_its_facet_and_back_to_the_timeline(page: Page, server: Server) -> None:
    show(page, server)
    row = page.locator(".facets li:visible", has_text="Khartoum").first
    row.hover()
    row.get_by_role("link", name="Page of Khartoum", exact=True).click()
    expect(page.locator(".dossier h1")).to_have_text("Khartoum", timeout=READY)
    expect(page.locator("ul[aria-label='Who publishes on it']")).to_contain_text("Nile Wire", timeout=READY)
    page.get_by_role("link", name="in the timeline").click()
    expect(page.locator(".chips .chip .value")).to_have_text("Khartoum", timeout=READY)


def test_units_of_one_name_are_told_apart(page: Page, tmp_path: Path) -> None:
    with Server(filled(tmp_path / "store", NAMESAKES).folder) as server:
        page.goto(f"{server.url}units?friend=Ethiopia")
        page.locator("table[aria-label=Units] a", has_text="25th Division").click(timeout=READY)
        page.get_by_role("link", name="25th Division (Ethiopia)").click(timeout=READY)
        expect(page.locator(".dossier.top p")).to_contain_text("Side: Ethiopia", timeout=READY)
        assert "friend=Ethiopia" in page.url
        assert "side=Ethiopia" in page.url
        commanders = page.locator("ul[aria-label=Commanders]")
        expect(commanders).to_contain_text("Tesfaye Bekele", timeout=READY)
        expect(commanders).not_to_contain_text("Samir Hadi")
        expect(page.locator("ul[aria-label='Implausible jumps']")).to_contain_text("Adwa → Goma")
        page.get_by_label("year, Who commanded on").click()
        page.keyboard.type("20210801")
        page.locator(".dossier h1").click()
        expect(page.locator("ul[aria-label='Who commanded']")).to_contain_text(
            "Nobody is cited on 1 August 2021", timeout=READY
        )
        assert "on=2021-08-01" in page.url
        page.go_back()
        page.get_by_role("link", name="25th Division (Syria)").click(timeout=READY)
        expect(commanders).to_contain_text("Samir Hadi", timeout=READY)
        expect(commanders).not_to_contain_text("Tesfaye Bekele")
