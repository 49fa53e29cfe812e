"""What a site asks of programs is kept, whatever it says."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence

import pytest

from loaders.fetch import Fetcher, Policy
from tests.fetch.server import Page, WebServer, page, redirect

ANY = Policy(lambda address: True, None)


def look_up(host: str, port: int) -> Sequence[str]:
    return ["127.0.0.1"]


def fetcher(pause: float = 0.0, seconds: float = 30.0) -> Fetcher:
    return Fetcher(ANY, look_up, pause=pause, seconds=seconds)


@pytest.fixture
def server() -> Iterator[WebServer]:
    with WebServer({"/a": page(), "/b": page(), "/private/c": page()}) as running:
        yield running


def robots(text: str) -> Page:
    return page(text.encode(), "text/plain")


@pytest.mark.parametrize(
    ("rules", "allowed"),
    [
        ("User-agent: *\nDisallow: /private\n", ["/a", "/b"]),
        ("User-agent: *\nDisallow: /\nAllow: /a\n", ["/a"]),
        ("User-agent: *\nAllow: /\n\nUser-agent: Sourceline\nDisallow: /b\n", ["/a", "/private/c"]),
        ("User-agent: Sourceline\nAllow: /\n\nUser-agent: *\nDisallow: /\n", ["/a", "/b", "/private/c"]),
        ("User-agent: *\nDisallow: /*/c$\n", ["/a", "/b"]),
        ("", ["/a", "/b", "/private/c"]),
        ("<html>no rules</html>", ["/a", "/b", "/private/c"]),
    ],
)
def test_rules(server: WebServer, rules: str, allowed: list[str]) -> None:
    server.pages["/robots.txt"] = robots(rules)
    fetching = fetcher()
    got = [path for path in ("/a", "/b", "/private/c") if not fetching.receive(server.url(path)).code]
    assert (got, server.pages_asked()) == (allowed, allowed)
    assert server.asked.count("/robots.txt") == 1


def test_a_redirect_into_a_forbidden_part_is_not_followed(server: WebServer) -> None:
    server.pages |= {"/robots.txt": robots("User-agent: *\nDisallow: /private\n"), "/a": redirect("/private/c")}
    assert fetcher().receive(server.url("/a")).code == "robots"
    assert server.pages_asked() == ["/a"]


@pytest.mark.parametrize(("status", "code"), [(404, ""), (403, ""), (500, "robots"), (503, "robots"), (429, "robots")])
def test_a_site_that_fails_to_say_is_not_read(server: WebServer, status: int, code: str) -> None:
    server.pages["/robots.txt"] = page(b"", status=status)
    assert fetcher().receive(server.url("/a")).code == code


def test_rules_may_lie_elsewhere_on_the_site(server: WebServer) -> None:
    server.pages |= {"/robots.txt": redirect("/rules"), "/rules": robots("User-agent: *\nDisallow: /a\n")}
    assert fetcher().receive(server.url("/a")).code == "robots"


@pytest.mark.parametrize(
    "rules",
    [
        "User-agent: *\nDisallow: " + "/*a" * 100_000 + "b\n",
        "User-agent: *\nDisallow: /x\n" * 40_000,
        "User-agent: *\nCrawl-delay: " + "9" * 5_000 + "\nRequest-rate: 1/" + "9" * 4_000 + "\n",
        "User-agent: *\nCrawl-delay: nan\nRequest-rate: 0/0\n\x00\ud800".encode("utf-8", "replace").decode(),
        "a" * 1_000_000,
    ],
)
def test_hostile_rules_are_read_in_no_time(server: WebServer, rules: str) -> None:
    server.pages["/robots.txt"] = robots(rules)
    started = time.thread_time()
    assert fetcher().receive(server.url("/a" + "?" + "a" * 1_900)).code == ""
    assert time.thread_time() - started < 5


def test_pages_of_one_site_are_asked_for_with_a_pause(server: WebServer) -> None:
    fetching = fetcher(pause=0.3)
    started = time.monotonic()
    for path in ("/a", "/b"):
        assert fetching.receive(server.url(path)).code == ""
    assert time.monotonic() - started >= 0.3


def test_another_site_is_not_waited_for(server: WebServer) -> None:
    fetching = fetcher(pause=600)
    assert fetching.receive(server.url("/a")).code == ""
    assert fetching.receive(server.url("/b")).code == "too_soon"
    assert fetching.receive(server.url("/b", "other.example")).code == ""


def test_a_pause_that_a_site_asks_for_does_not_count_as_slowness(server: WebServer) -> None:
    server.pages["/robots.txt"] = robots("User-agent: *\nCrawl-delay: 1.2\n")
    fetching = fetcher(seconds=1.0)
    assert [fetching.receive(server.url(path)).code for path in ("/a", "/b")] == ["", ""]


def test_a_very_long_pause_is_left_to_the_user(server: WebServer) -> None:
    server.pages["/robots.txt"] = robots("User-agent: *\nRequest-rate: 1/5m\n")
    fetching = fetcher()
    assert [fetching.receive(server.url(path)).code for path in ("/a", "/b")] == ["", "too_soon"]
