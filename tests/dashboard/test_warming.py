"""What is done before the first page comes: it then asks nothing new, and the browser is told what to fetch."""

from __future__ import annotations

import asyncio
import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit
from streamlit.testing.v1 import AppTest

from dashboard import preloads, session, warming
from dashboard.guard import HEADERS, Message, Scope
from loaders import Store, open_store
from tests.dashboard.test_pages import APP

STATIC = Path(streamlit.__file__).parent / "static"


@pytest.fixture
def forgetful(store_of: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    session._answer.cache_clear()
    yield store_of
    session._answer.cache_clear()


def test_the_first_page_asks_nothing_that_was_not_asked_before(
    dispatches: Store, forgetful: pytest.MonkeyPatch
) -> None:
    forgetful.setenv("SOURCELINE_STORE", dispatches.name)
    warming.warm()
    asked = session._answer.cache_info().misses
    assert asked > 20
    assert not AppTest.from_file(APP, default_timeout=60).run().exception
    assert session._answer.cache_info().misses == asked


@pytest.mark.parametrize("broken", [False, True])
def test_a_store_that_tells_nothing_is_left_to_the_page(
    tmp_path: Path, forgetful: pytest.MonkeyPatch, broken: bool
) -> None:
    open_store(tmp_path)
    if broken:
        (tmp_path / "log" / "_delta_log" / "00000000000000000000.json").write_text("{", encoding="utf-8")
    forgetful.setenv("SOURCELINE_STORE", str(tmp_path))
    warming.warm()
    page = AppTest.from_file(APP, default_timeout=60).run()
    shown = "\n".join(str(element.proto.body) for element in page.get("html"))
    assert ("The events cannot be read" if broken else "Nothing to show yet") in shown


def test_a_page_waits_for_what_was_begun(forgetful: pytest.MonkeyPatch) -> None:
    go, done = threading.Event(), threading.Event()
    forgetful.setattr(warming, "_warming", None)
    forgetful.setattr(warming, "warm", lambda: (go.wait(), done.set()))
    warming.wait()
    warming.begin()
    warming.begin()
    assert not done.is_set()
    go.set()
    warming.wait()
    assert done.is_set()


def test_the_links_name_the_map_s_script_and_others_that_are_there() -> None:
    found = [re.match(r"<\./(\S+)>; rel=(\w+)", link) for link in preloads.links()]
    names = [link[1] for link in found if link]
    assert len(names) == len(found) == len(set(names))
    assert [name for name in names if not (STATIC / name).is_file()] == []
    parts = [Path(name).name.split(".")[0] for name in names if name.endswith(".js")]
    assert parts == list(preloads._PARTS)


def test_the_headers_of_a_page_stay_small() -> None:
    told = [*preloads.links(), *(f"{name}: {value}" for name, value in HEADERS.items())]
    assert sum(len(line) + 2 for line in told) < 3000


def answered(path: str, status: int, headers: list[tuple[bytes, bytes]]) -> dict[bytes, bytes]:
    """The headers that leave the middleware for an answer with these."""

    async def app(scope: Scope, receive: object, send: object) -> None:
        await send({"type": "http.response.start", "status": status, "headers": headers})  # type: ignore[operator]

    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {}

    asyncio.run(preloads.Preloads(app)({"type": "http", "path": path}, receive, send))
    return dict(sent[0]["headers"])


HTML, JSON = (b"content-type", b"text/html; charset=utf-8"), (b"content-type", b"application/json")


@pytest.mark.parametrize(
    ("path", "status", "header", "added"),
    [
        ("/", 200, HTML, b"link"),
        ("/timeline", 200, HTML, b"link"),
        ("/below/timeline", 200, HTML, b"link"),
        ("/about", 200, HTML, None),
        ("/", 200, JSON, None),
        ("/", 404, HTML, None),
        ("/app/static/basemap/land.json", 200, JSON, b"cache-control"),
        ("/app/static/basemap/land.json", 404, JSON, None),
        ("/app/static/style.json", 200, JSON, None),
        ("/media/1.json", 200, JSON, None),
    ],
)
def test_only_the_timeline_is_told_and_only_the_ground_is_kept(
    path: str, status: int, header: tuple[bytes, bytes], added: bytes | None
) -> None:
    assert answered(path, status, [header]).keys() - {header[0]} == ({added} if added else set())
