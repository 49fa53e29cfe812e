"""A folder and a feed are watched until somebody says stop; nothing half written is taken, nothing is taken twice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
import typer

from loaders import Given, IngestReport, Result, Source, ingest, open_store
from loaders.commands import addresses
from loaders.fetch import Fetcher, Policy
from loaders.watch import Found, Pass, WatchedFeed, WatchedFolder, watch
from tests.fetch.server import WebServer, page

ROOT = Path(__file__).resolve().parent.parent
REPORT = "The 93rd Mechanized Brigade captured Robotyne on 28 August 2023, the general staff said.\n"
NEVER = threading.Event()


def names(found: Found) -> list[str]:
    return [Path(str(source)).name for source in found.sources]


def test_a_file_is_taken_once_it_stands_still(tmp_path: Path) -> None:
    watched = WatchedFolder(tmp_path, 1)
    (tmp_path / "old.txt").write_text("a")
    (tmp_path / "growing.txt").write_text("a")
    assert names(watched.look(NEVER)) == []
    (tmp_path / "growing.txt").write_text("ab")
    assert names(watched.look(NEVER)) == ["old.txt"]
    assert names(watched.look(NEVER)) == ["growing.txt"]
    assert watched.look(NEVER).quiet
    (tmp_path / "old.txt").write_text("changed")
    assert [names(watched.look(NEVER)) for _ in range(3)] == [[], ["old.txt"], []]


def test_what_a_program_still_writes_is_left_alone(tmp_path: Path) -> None:
    watched = WatchedFolder(tmp_path, 1)
    for name in ("a.pdf.part", "b.crdownload", ".c.txt", "README.md"):
        (tmp_path / name).write_text("a")
    assert [names(watched.look(NEVER)) for _ in range(2)] == [[], []]
    (tmp_path / "a.pdf.part").rename(tmp_path / "a.pdf")
    assert [names(watched.look(NEVER)) for _ in range(2)] == [[], ["a.pdf"]]


def test_a_folder_that_goes_away_is_missed_once_and_found_again(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    watched = WatchedFolder(folder, 1)
    assert [watched.look(NEVER).quiet for _ in range(3)] == [False, True, True]
    folder.mkdir()
    (folder / "a.txt").write_text("a")
    assert [names(watched.look(NEVER)) for _ in range(2)] == [[], ["a.txt"]]


def local() -> Fetcher:
    return Fetcher(Policy(lambda address: True, None), lambda host, port: ["127.0.0.1"], pause=0.0)


def test_a_feed_is_asked_for_what_is_new() -> None:
    conditions: list[tuple[str | None, str | None]] = []
    bodies = [b"<rss>1</rss>", b"<rss>1</rss>", b"<rss>2</rss>"]

    def answer(request: BaseHTTPRequestHandler) -> None:
        conditions.append((request.headers.get("If-None-Match"), request.headers.get("If-Modified-Since")))
        index = len(conditions) - 1
        if index == 3:
            page(b"", status=304)(request)
        elif index == 4:
            page(b"", status=500)(request)
        else:
            page(
                bodies[index], "application/rss+xml", ETag=f'"{index}"', Last_Modified="Mon, 01 Jan 2024 00:00:00 GMT"
            )(request)

    with WebServer({"/feed": answer}) as server:
        watched = WatchedFeed(server.url("/feed"), 1, local(), Given(publisher="Wire"), lambda item: [item])
        looks = [watched.look(NEVER) for _ in range(5)]
    assert [len(look.sources) for look in looks] == [1, 0, 1, 0, 0]
    assert [look.said for look in looks] == ["", "nothing new.", "", "nothing new.", looks[4].said]
    assert "status 500" in looks[4].said
    stamp = "Mon, 01 Jan 2024 00:00:00 GMT"
    assert conditions == [(None, None), ('"0"', stamp), ('"1"', stamp), ('"2"', stamp), ('"2"', stamp)]


def test_a_page_in_place_of_a_feed_is_not_taken_for_news() -> None:
    feed = page(b"<rss>1</rss>", "application/rss+xml", ETag='"1"')
    down = page(b"<html><body><p>We are back soon.</p></body></html>", ETag='"2"')
    with WebServer({"/feed": feed}) as server:
        watched = WatchedFeed(server.url("/feed"), 1, local(), Given(), lambda item: [item])
        said = []
        for server.pages["/feed"] in (feed, down, down, feed):
            look = watched.look(NEVER)
            said.append((len(look.sources), look.said.partition(":")[0]))
    assert said == [(1, ""), (0, "not_a_feed"), (0, "not_a_feed"), (0, "nothing new.")]


def test_watching_takes_in_what_comes_until_it_is_stopped(tmp_path: Path) -> None:
    folder, store, stop = tmp_path / "in", open_store(tmp_path / "store"), threading.Event()
    folder.mkdir()
    passes: list[Pass] = []

    def take(found: Sequence[Source]) -> IngestReport:
        return ingest(found, store, cancel=stop)

    def tell(one: Pass) -> None:
        passes.append(one)
        (folder / f"next {len(passes)}.txt").write_text(f"{REPORT} {len(passes)}")
        if len(passes) == 3:
            stop.set()

    (folder / "first.txt").write_text(REPORT)
    watching = threading.Thread(target=watch, args=([WatchedFolder(folder, 0.05)], take, stop, tell))
    watching.start()
    watching.join(60)
    assert not watching.is_alive()
    assert [one.report.counts[Result.ADDED] for one in passes if one.report] == [1, 1, 1]
    assert store.counts()[0] == 3


def test_a_stop_while_waiting_is_heeded_at_once(tmp_path: Path) -> None:
    stop = threading.Event()
    given = ([WatchedFolder(tmp_path, 600)], lambda found: IngestReport(), stop, lambda one: None)
    watching = threading.Thread(target=watch, args=given, daemon=True)
    watching.start()
    watching.join(0.2)
    assert watching.is_alive()
    stop.set()
    watching.join(60)
    assert not watching.is_alive()


@pytest.mark.parametrize(("bad", "code"), [(b"", 3), (None, 0)])
@pytest.mark.parametrize("how", [signal.SIGTERM])
def test_the_command_stops_when_it_is_told_to(tmp_path: Path, how: int, bad: bytes | None, code: int) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(REPORT)
    if bad is not None:
        (folder / "bad.txt").write_bytes(bad)
    command = [
        sys.executable,
        "-m",
        "loaders",
        "ingest",
        "--watch",
        str(folder),
        "--every",
        "1s",
        "--store",
        str(tmp_path / "store"),
    ]
    running = subprocess.Popen(
        command,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    assert running.stdout is not None
    lines = [running.stdout.readline() for _ in range(2)]
    running.send_signal(how)
    rest, _ = running.communicate(timeout=60)
    assert lines[0].startswith("Watching ")
    assert "1 articles added" in lines[1]
    assert "Stopped. What was taken in is stored." in rest
    assert running.returncode == code
    assert open_store(tmp_path / "store").verify() == []


@pytest.mark.parametrize(("text", "seconds"), [("90s", 90), ("15m", 900), ("2h", 7200), ("1d", 86_400), ("5M", 300)])
def test_a_stretch_of_time(text: str, seconds: float) -> None:
    assert addresses.seconds(text) == seconds


@pytest.mark.parametrize("text", ["", "m", "15", "0s", "-5m", "1.5h", "١٥m", "9999999s", "soon"])
def test_what_is_no_stretch_of_time(text: str) -> None:
    with pytest.raises(typer.Exit):
        addresses.seconds(text)


def test_columns_are_pairs() -> None:
    assert addresses.columns(["text=Body", "title= Head=line "]) == (("text", "Body"), ("title", "Head=line"))
    refuse: Callable[[Sequence[str]], object] = addresses.columns
    for bad in ("text", "=Body", "text="):
        with pytest.raises(typer.Exit):
            refuse([bad])
