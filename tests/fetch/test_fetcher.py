"""A real server on this machine: what comes back, what is refused, and what a hostile server can and cannot do."""

from __future__ import annotations

import gzip
import hashlib
import json
import ssl
import threading
import time
import zlib
from collections.abc import Iterator, Sequence
from http.server import BaseHTTPRequestHandler

import pytest
import trustme

from loaders import Given
from loaders.fetch import Fetcher, FetchError, Policy
from tests.fetch.server import Page, WebServer, page, redirect

HERE = Policy(lambda address: address == "127.0.0.1", ports=None)
PAGE = b"<html><body><p>The 93rd Brigade took Robotyne on 28 August 2023.</p></body></html>"


def look_up(host: str, port: int) -> Sequence[str]:
    """Every name is this machine, except one that stands for a private host."""
    return ["127.0.0.2"] if host == "private.example" else ["127.0.0.1"]


def fetcher(**options: object) -> Fetcher:
    return Fetcher(**{"policy": HERE, "resolver": look_up, "pause": 0.0, **options})  # type: ignore[arg-type]


@pytest.fixture
def server() -> Iterator[WebServer]:
    with WebServer({"/": page(PAGE)}) as running:
        yield running


def code_of(fetching: Fetcher, url: str) -> str:
    item = fetching.receive(url)
    assert item.data is None
    assert item.message.endswith(".")
    return item.code


def test_by_default_this_machine_is_refused_and_not_even_asked(server: WebServer) -> None:
    for policy in (Policy(), Policy(ports=None)):
        assert code_of(Fetcher(policy), server.url()) in ("refused_address", "refused_port")
    assert server.asked == []


def test_the_character_set_that_the_server_names_goes_with_the_page(server: WebServer) -> None:
    server.pages["/old"] = page(PAGE, "text/html; charset=Windows-1251")
    server.pages["/new"] = page(PAGE, "text/html; charset=utf-8")
    assert fetcher().receive(server.url("/old")).given.charset == "windows-1251"
    assert fetcher().receive(server.url("/new")).given.charset is None


def test_a_page_comes_with_how_it_was_got(server: WebServer) -> None:
    server.pages["/short"] = redirect("/long?utm=1")
    server.pages["/long"] = page(PAGE, "text/html; charset=utf-8")
    item = fetcher().receive(server.url("/short"), Given(publisher="Desk"))
    assert (item.name, item.data, item.code) == (server.url("/short"), PAGE, "")
    assert item.sha256 == hashlib.sha256(PAGE).hexdigest()
    assert (item.given.url, item.given.publisher) == (server.url("/long?utm=1"), "Desk")
    retrieval = json.loads(item.retrieval or "")
    assert retrieval.pop("at").endswith("+00:00")
    assert retrieval == {
        "asked": server.url("/short"),
        "address": server.url("/long?utm=1"),
        "redirects": [server.url("/long?utm=1")],
        "status": 200,
        "content_type": "text/html; charset=utf-8",
        "sha256": item.sha256,
    }


def test_who_asks_says_so_and_tells_nothing_else(server: WebServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9/")
    monkeypatch.setenv("SOURCELINE_CONTACT", "desk@example.org\r\nX-Evil: (1)")
    server.pages["/cookie"] = page(b"", status=302, Location="/", Set_Cookie="a=b")
    assert fetcher().receive(server.url("/cookie")).data == PAGE
    for headers in server.headers:
        assert headers["user-agent"] == "Sourceline/0.1 (+local analyst tool; desk@example.orgX-Evil: 1)"
        assert set(headers) == {"host", "user-agent", "accept", "accept-encoding", "connection"}


def test_the_host_that_was_asked_for_is_named(server: WebServer) -> None:
    fetcher().receive(server.url(host="news.example"))
    assert {headers["host"] for headers in server.headers} == {f"news.example:{server.port}"}


@pytest.mark.parametrize(
    ("to", "code"),
    [
        ("http://private.example/", "refused_address"),
        ("http://127.0.0.2/", "refused_address"),
        ("http://169.254.169.254/latest/meta-data/", "refused_address"),
        ("http://[::1]/", "refused_address"),
        ("//private.example/", "refused_address"),
        ("file:///etc/passwd", "bad_address"),
        ("ftp://example.org/", "bad_address"),
        ("http://a@example.org/", "bad_address"),
        ("http://[", "bad_address"),
    ],
)
def test_a_redirect_is_checked_as_the_first_address_was(server: WebServer, to: str, code: str) -> None:
    def resolver(host: str, port: int) -> Sequence[str]:
        return [host] if host[0].isdigit() or ":" in host else look_up(host, port)

    server.pages["/away"] = redirect(to)
    assert code_of(fetcher(resolver=resolver), server.url("/away")) == code


def test_redirects_end(server: WebServer) -> None:
    server.pages |= {"/a": redirect("/b"), "/b": redirect("/a"), "/self": redirect("/self")}
    server.pages |= {f"/{number}": redirect(f"/{number + 1}") for number in range(1, 30)}
    for path in ("/a", "/self", "/1"):
        assert code_of(fetcher(), server.url(path)) == "redirects"
    assert server.pages_asked() == ["/a", "/b", "/self", "/1", "/2", "/3", "/4", "/5", "/6"]
    server.pages["/4"] = redirect(server.url("/", "other.example"))
    assert fetcher().receive(server.url("/1")).given.url == server.url("/", "other.example")


@pytest.mark.parametrize(
    ("status", "code"),
    [(404, "not_found"), (410, "not_found"), (401, "sign_in"), (403, "sign_in"), (451, "sign_in"), (429, "busy"), (503, "busy"),
     (500, "server_error"), (418, "server_error"), (204, "server_error"), (300, "server_error"), (302, "server_error")],
)  # fmt: skip
def test_a_status_is_said(server: WebServer, status: int, code: str) -> None:
    server.pages["/x"] = page(b"", status=status)
    item = fetcher().receive(server.url("/x"))
    assert (item.code, f"status {status}" in item.message) == (code, True)


@pytest.mark.parametrize("kind", ["image/png", "video/mp4", "application/javascript", "font/woff2", "\x1b[31m/x"])
def test_what_no_reader_knows_is_not_downloaded(server: WebServer, kind: str) -> None:
    server.pages["/x"] = page(b"x" * 100, kind)
    assert code_of(fetcher(), server.url("/x")) == "bad_type"


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("gzip", gzip.compress(PAGE, mtime=0)),
        ("x-gzip", gzip.compress(PAGE, mtime=0)),
        ("deflate", zlib.compress(PAGE)),
        ("deflate", zlib.compress(PAGE)[2:-4]),
        ("gzip", gzip.compress(PAGE[:20], mtime=0) + gzip.compress(b"", mtime=0) + gzip.compress(PAGE[20:], mtime=0)),
        ("gzip", gzip.compress(PAGE, mtime=0) + b"\0\0"),
        ("deflate", zlib.compress(PAGE) + b"\0\0"),
        ("identity", PAGE),
    ],
)
def test_packed_pages_are_unpacked(server: WebServer, encoding: str, packed: bytes) -> None:
    server.pages["/x"] = page(packed, Content_Encoding=encoding)
    assert fetcher().receive(server.url("/x")).data == PAGE


def endless(request: BaseHTTPRequestHandler) -> None:
    request.send_response(200)
    request.send_header("Content-Type", "text/html")
    request.send_header("Connection", "close")
    request.end_headers()
    while True:
        request.wfile.write(b"x" * 65_536)


def dripping(request: BaseHTTPRequestHandler) -> None:
    """One byte of a header now and then, for ever: each one alone comes in time."""
    request.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
    while True:
        request.wfile.write(b"x")
        time.sleep(0.05)


def silent(request: BaseHTTPRequestHandler) -> None:
    time.sleep(5)


def endless_header(request: BaseHTTPRequestHandler) -> None:
    request.wfile.write(b"HTTP/1.1 200 OK\r\n")
    for number in range(10_000_000):
        request.wfile.write(f"X-{number}: {number}\r\n".encode() * 100)


def broken_off(request: BaseHTTPRequestHandler) -> None:
    request.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100\r\n\r\nshort")
    request.close_connection = True


def raw(answer: bytes) -> Page:
    def write(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(answer)
        request.close_connection = True

    return write


BOMB = gzip.compress(b"\0" * 200_000_000, 1)


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (endless, "too_large"),
        (page(b"x" * 1_000_001), "too_large"),
        (page(BOMB, Content_Encoding="gzip"), "too_large"),
        (page(b"x", Content_Length="99999999999999999999"), "too_large"),
        (dripping, "timeout"),
        (silent, "timeout"),
        (endless_header, "cut_off"),
        (broken_off, "cut_off"),
        (raw(b"no such protocol"), "cut_off"),
        (raw(b""), "cut_off"),
        (raw(b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n"), "cut_off"),
        (raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"), "cut_off"),
        (page(b"no gzip", Content_Encoding="gzip"), "cut_off"),
        (page(gzip.compress(PAGE, mtime=0)[:-20], Content_Encoding="gzip"), "cut_off"),
        (page(PAGE, Content_Encoding="br"), "bad_encoding"),
        (page(b""), "no_content"),
    ],
)
def test_a_hostile_answer_costs_little_and_is_named(server: WebServer, answer: Page, code: str) -> None:
    server.pages["/x"] = answer
    started = time.thread_time()
    assert code_of(fetcher(seconds=1.0, limit=1_000_000), server.url("/x")) == code
    assert time.thread_time() - started < 4


def test_a_dead_host_and_an_unknown_one() -> None:
    with WebServer({}) as gone:
        url = gone.url()
    assert code_of(fetcher(), url) == "unreachable"
    assert code_of(fetcher(resolver=lambda host, port: []), "http://news.example/") == "unknown_host"


def test_stopping_ends_a_slow_fetch(server: WebServer) -> None:
    server.pages["/x"] = dripping
    stop = threading.Event()
    threading.Timer(0.3, stop.set).start()
    assert fetcher().receive(server.url("/x"), stop=stop).code == "stopped"


def test_a_name_that_changes_its_address_leads_nowhere(server: WebServer) -> None:
    """Each request looks the name up once, checks the answer, and connects to that very address."""
    with WebServer({"/": page(b"secret")}, "127.0.0.2", server.port) as private:
        for answers_of_the_good_one in (0, 1, 2):
            asked: list[str] = []

            def resolver(host: str, port: int, good: int = answers_of_the_good_one) -> Sequence[str]:
                asked.append(host)  # noqa: B023
                return ["127.0.0.1"] if len(asked) <= good else ["127.0.0.2"]  # noqa: B023

            item = fetcher(resolver=resolver).receive(server.url(host="rebinding.example"))
            assert item.code == ("" if answers_of_the_good_one == 2 else "refused_address")
            assert len(asked) == min(answers_of_the_good_one + 1, 2)
        assert private.asked == []


def test_the_second_address_is_tried_where_the_first_is_dead(server: WebServer) -> None:
    both = Policy(lambda address: address.startswith("127."), None)
    item = fetcher(policy=both, resolver=lambda host, port: ["127.0.0.3", "127.0.0.1"]).receive(server.url())
    assert item.data == PAGE


def test_a_certificate_has_to_be_of_the_name() -> None:
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("news.example").configure_cert(context)
    trusted = ssl.create_default_context()
    authority.configure_trust(trusted)
    with WebServer({"/": page(PAGE)}, context=context) as server:
        good, other = server.url(host="news.example"), server.url(host="other.example")
        assert fetcher(context=trusted).receive(good).data == PAGE
        assert code_of(fetcher(context=trusted), other) == "tls"
        assert code_of(fetcher(), good) == "tls"


def test_nothing_new_gives_no_bytes(server: WebServer) -> None:
    def versioned(request: BaseHTTPRequestHandler) -> None:
        unchanged = request.headers.get("If-None-Match") == '"1"'
        page(b"" if unchanged else PAGE, status=304 if unchanged else 200, ETag='"1"')(request)

    server.pages["/feed"] = versioned
    first = fetcher().get(server.url("/feed"))
    again = fetcher().get(server.url("/feed"), first.etag)
    assert (first.data, first.etag) == (PAGE, '"1"')
    assert (again.data, again.status) == (None, 304)


def test_errors_are_raised_where_the_answer_is_asked_for(server: WebServer) -> None:
    with pytest.raises(FetchError, match="status 404"):
        fetcher().get(server.url("/none"))
