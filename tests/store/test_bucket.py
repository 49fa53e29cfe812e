"""A store on object storage, on a real S3-compatible server process of this machine."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from loaders import Filter, Received, ingest, open_store, select
from loaders.__main__ import app
from loaders.store.errors import StoreError
from loaders.store.reviews import Verdict
from tests.store.articles import article

ROOT = Path(__file__).resolve().parent.parent.parent
PLACES = ("Robotyne", "Goma", "Wad Madani", "Palmyra", "Shusha")

SECOND_WRITER = """
import sys
from loaders.store.event_store import open_store
from tests.store.articles import article
store = open_store(sys.argv[1])
for number in range(4):
    store.write([article(f"{sys.argv[2]}{number}")])
    print("written", flush=True)
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The environment in which s3:// is the server."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    log = (tmp_path_factory.mktemp("server") / "log").open("wb")
    with subprocess.Popen(command, stdout=log, stderr=log) as process:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                break
            except OSError:
                time.sleep(0.1)
        address = f"http://127.0.0.1:{port}"
        urllib.request.urlopen(urllib.request.Request(f"{address}/reports", method="PUT")).close()
        yield {
            "AWS_ENDPOINT_URL": address,
            "AWS_ACCESS_KEY_ID": "reader",
            "AWS_SECRET_ACCESS_KEY": "secret",
            "AWS_REGION": "eu-central-1",
        }
        process.terminate()
    log.close()


@pytest.fixture(autouse=True)
def environment(server: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in server.items():
        monkeypatch.setenv(name, value)


def test_articles_go_in_and_are_filtered_reviewed_and_verified() -> None:
    store = open_store("s3://reports/house/one")
    items = [
        Received.of(f"{place}.txt", f"The army captured {place} on 3 March 2026, the ministry said.\n".encode())
        for place in PLACES
    ]
    report = ingest([*items, Received.of("empty.txt", b"")], store)
    assert (report.counts["added"], report.counts["quarantined"]) == (5, 1)
    again = open_store("s3://reports/house/one", create=False)
    events = list(select(again.snapshot().cursor(), Filter(places=("Robotyne",))))
    assert len(events) == 1
    assert again.received(str(events[0]["article_id"])) == items[0].data
    for who in ("Ada", "Ben", "Eve"):  # three files of much the same size: two of them at least are run together
        again.add_review(str(events[0]["event_id"]), Verdict.CORRECTED, who, "", "place", "Orikhiv")
    assert [
        row["place"] for row in select(store.snapshot().cursor(), Filter(event_ids=(str(events[0]["event_id"]),)))
    ] == ["Orikhiv"]
    assert ingest(items, again).counts["already in"] == 5
    assert again.compact(2)
    assert open_store("s3://reports/house/one").verify() == []


def test_two_writers_at_once_lose_nothing(server: dict[str, str]) -> None:
    address = "s3://reports/two"
    open_store(address)
    environment = {**os.environ, **server, "PYTHONPATH": str(ROOT)}
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", SECOND_WRITER, address, name],
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
            cwd=ROOT,
        )
        for name in ("left", "right")
    ]
    told = [writer.communicate()[0].split() for writer in writers]
    assert told == [["written"] * 4] * 2
    assert open_store(address).counts() == (8, 24)
    assert open_store(address).verify() == []


def test_a_dead_writer_is_waited_for_no_longer_than_its_lease(monkeypatch: pytest.MonkeyPatch) -> None:
    from loaders.store import bucket

    monkeypatch.setattr(bucket, "_LEASE_SECONDS", 0.5)
    monkeypatch.setattr(bucket, "_WAIT_SECONDS", 20.0)
    first = open_store("s3://reports/dead")
    first._place._take()  # a writer that died with its lease
    second = open_store("s3://reports/dead")
    second.write([article("Goma")])
    assert second.counts() == (1, 3)
    assert second.verify() == []


def test_a_writer_that_was_passed_by_stores_nothing() -> None:
    """Its lease ran out while it worked: what decides is that its commit is no longer the next one."""
    slow, quick = open_store("s3://reports/passed"), open_store("s3://reports/passed")

    def passed_by() -> None:
        with slow._writing():
            head = slow._writer.begin()
            quick._writer.commit(quick._writer.begin(), "ingest", {"articles": [article("Goma").article]})
            slow._writer.commit(head, "ingest", {"articles": [article("Bukavu").article]})

    with pytest.raises(StoreError, match="Another writer came first"):
        passed_by()
    rows = open_store("s3://reports/passed").snapshot().cursor().execute("SELECT received_as FROM articles").fetchall()
    assert rows == [("Goma",)]


@pytest.mark.parametrize("address", ["s3://", "gs://bucket/a", "http://host/a"])
def test_an_address_that_is_no_place_is_said(address: str) -> None:
    with pytest.raises(StoreError, match="is no place for a store"):
        open_store(address)


def test_a_bucket_that_is_not_there_is_said() -> None:
    with pytest.raises(StoreError, match="s3://nowhere/a"):
        open_store("s3://nowhere/a")


def test_the_commands_take_the_address(tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text("The army captured Robotyne on 3 March 2026, the ministry said.\n")
    for command in ("ingest", "verify"):
        words = [command, *([str(report)] if command == "ingest" else []), "--store", "s3://reports/commands"]
        result = CliRunner().invoke(app, words)
        assert result.exit_code == 0, result.output
    assert "s3://reports/commands is sound: 1 articles" in result.output
