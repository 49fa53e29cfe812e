"""From an address into the store: the page itself, a feed's entries, and the pages that entries and rows only point to."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import pytest

from loaders import Given, ItemResult, Received, Result, Store, ingest, open_store
from loaders.fetch import Fetcher, Policy
from loaders.following import arrived, followed
from tests.fetch.server import WebServer, page

REPORT = "The 93rd Mechanized Brigade captured Robotyne on 28 August 2023, the general staff said."


def html(text: str) -> bytes:
    head = '<link rel="canonical" href="https://famous.example/1">'
    return f"<html><head>{head}</head><body><article><p>{text}</p></article></body></html>".encode()


def feed(server: WebServer) -> bytes:
    entries = (
        f"<item><title>Whole</title><link>{server.url('/whole')}</link><content:encoded>{REPORT}</content:encoded></item>"
        f"<item><title>Summed up</title><link>{server.url('/summed')}</link><description>A town fell.</description></item>"
        f"<item><title>Gone</title><link>{server.url('/gone')}</link><description>The 5th Brigade left Goma.</description></item>"
        f"<item><title>Bare</title><link>{server.url('/bare')}</link></item>"
    )
    space = "http://purl.org/rss/1.0/modules/content/"
    return f'<rss version="2.0" xmlns:content="{space}"><channel><title>Wire</title>{entries}</channel></rss>'.encode()


def look_up(host: str, port: int) -> Sequence[str]:
    return ["127.0.0.1"]


@pytest.fixture
def server() -> Iterator[WebServer]:
    with WebServer({}) as running:
        running.pages |= {
            "/page": page(html(REPORT)),
            "/summed": page(html("The 6th Brigade entered Bukavu on 4 May 2024.")),
            "/bare": page(html("The 7th Brigade shelled Uvira on 5 May 2024.")),
            "/feed": page(feed(running), "application/rss+xml"),
        }
        yield running


@pytest.fixture
def fetcher() -> Fetcher:
    return Fetcher(Policy(lambda address: True, None), look_up, pause=0.0)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path / "store")


def rows(store: Store, query: str) -> list[tuple[object, ...]]:
    return store.snapshot().cursor().execute(query).fetchall()


def test_a_page_goes_in_with_the_address_that_gave_it(server: WebServer, fetcher: Fetcher, store: Store) -> None:
    """What the page says of its own address is its own claim: anyone can name a better known one there."""
    given = Given(publisher="Desk")
    report = ingest([partial(fetcher.receive, server.url(path), given) for path in ("/page", "/none")], store)
    assert [item.code for item in report.quarantined] == ["not_found"]
    assert report.counts[Result.ADDED] == 1
    ((url, publisher, retrieval, received_as),) = rows(
        store, "SELECT url, publisher, retrieval, received_as FROM articles"
    )
    assert (url, publisher, received_as) == (server.url("/page"), "Desk", server.url("/page"))
    assert json.loads(str(retrieval))["address"] == server.url("/page")
    assert store.verify() == []
    again = ingest([partial(fetcher.receive, server.url("/page"), given)], store)
    assert again.counts[Result.ALREADY_IN] == 1


def test_a_feed_gives_its_entries(server: WebServer, fetcher: Fetcher, store: Store) -> None:
    report = ingest([partial(fetcher.receive, server.url("/feed"))], store)
    assert report.counts[Result.ADDED] == 3
    assert [item.code for item in report.quarantined] == ["link_only"]
    assert {str(title): url for title, url in rows(store, "SELECT title, url FROM articles")} == {
        "Whole": server.url("/whole"), "Summed up": server.url("/summed"), "Gone": server.url("/gone")
    }  # fmt: skip
    assert server.pages_asked() == ["/feed"]


def test_what_a_feed_only_points_to_is_fetched_if_asked_for(server: WebServer, fetcher: Fetcher, store: Store) -> None:
    """A page that is gone leaves the summary standing, and none is in twice."""
    item = fetcher.receive(server.url("/feed"), Given(publisher="Desk"))
    report = ingest(list(followed(item, fetcher)), store)
    assert report.counts[Result.ADDED] == 4
    assert server.pages_asked() == ["/feed", "/summed", "/gone", "/bare"]
    found = {str(url): text for url, text in rows(store, "SELECT url, text FROM articles WHERE publisher = 'Desk'")}
    assert found == {
        server.url("/whole"): REPORT,
        server.url("/summed"): "The 6th Brigade entered Bukavu on 4 May 2024.",
        server.url("/gone"): "The 5th Brigade left Goma.",
        server.url("/bare"): "The 7th Brigade shelled Uvira on 5 May 2024.",
    }
    assert store.verify() == []


def test_rows_that_are_links_are_fetched_if_asked_for(server: WebServer, fetcher: Fetcher, store: Store) -> None:
    table = f"title;url\nOne;{server.url('/summed')}\nTwo;{server.url('/none')}\n".encode()
    report = ingest(list(followed(Received.of("links.csv", table), fetcher)), store)
    assert (report.counts[Result.ADDED], [item.code for item in report.quarantined]) == (1, ["not_found"])


@pytest.mark.parametrize(
    "data", [REPORT.encode(), html(REPORT), b"", b"\x00\x01" * 50, b"<rss><channel></channel></rss>"]
)
def test_what_points_nowhere_is_taken_as_it_is(fetcher: Fetcher, data: bytes) -> None:
    item = Received.of("it", data)
    assert list(followed(item, fetcher)) == [item]


def test_an_item_that_could_not_be_had_stays_what_it_is(fetcher: Fetcher) -> None:
    item = Received("http://news.example/", None, code="not_found", message="Gone.")
    assert list(followed(item, fetcher)) == [item]


def test_what_has_come_in_under_a_name() -> None:
    results = [
        ItemResult("https://a.example/feed/entry 1", Result.ADDED, ""),
        ItemResult("https://b.example/", Result.QUARANTINED, ""),
        ItemResult("https://c.example/page", Result.ALREADY_IN, ""),
        ItemResult("https://a.example", Result.QUARANTINED, ""),
    ]
    names = [
        "https://a.example/feed",
        "https://b.example/",
        "https://c.example/page",
        "https://c.example/pag",
        "https://a.example",
    ]
    assert arrived(names, results) == ["https://a.example/feed", "https://c.example/page"]
