"""What was refused: listed once, read again, dropped for good; by the store and by its command."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from loaders import Received, ingest, open_store
from loaders.__main__ import app
from loaders.store.event_store import Store
from tests.store.articles import article, refusal, unreceived


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(app, ["quarantine", *map(str, words)])


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path / "store")


def waiting(store: Store) -> list[object]:
    return [row["name"] for row in store.quarantined()]


def test_a_dropped_item_stays_off_the_list_and_its_bytes_are_kept(store: Store) -> None:
    store.write([], [refusal("a"), refusal("b")])
    digest = str(refusal("a").row["sha256"])
    assert store.drop([digest], "Ada", "a photograph") == 1
    assert waiting(store) == ["b"]
    assert store.drop([digest], "Ada") == 0
    assert store.received(digest) == b"\x00a"
    store.write([], [refusal("a")])
    assert waiting(store) == ["b"]
    store.write([], [refusal("a", code="undecodable")])
    assert sorted(map(str, waiting(store))) == ["a", "b"]
    dropped = store.snapshot().cursor().execute("SELECT sha256, who, why, dismissed_at IS NULL FROM dismissals")
    assert dropped.fetchall() == [(digest, "Ada", "a photograph", False)]
    assert store.verify() == []


def test_what_was_dropped_is_put_back_and_dropped_again(store: Store) -> None:
    store.write(
        [], [refusal("a"), refusal("b"), unreceived("https://example.org/1"), unreceived("https://example.org/2")]
    )
    items = [str(refusal("a").row["sha256"]), "https://example.org/1"]
    assert store.undrop(items, "Ada") == 0
    for _ in range(2):
        assert store.drop(items, "Ada") == 2
        assert sorted(map(str, waiting(store))) == ["b", "https://example.org/2"]
        assert store.undrop(items, "Ben") == 2
        assert len(waiting(store)) == 4
    assert store.undrop(items, "Ben") == 0
    assert store.verify() == []


def test_items_of_which_nothing_was_received_are_told_apart_by_name(store: Store) -> None:
    store.write([], [unreceived("https://example.org/1"), unreceived("https://example.org/2")])
    store.write([], [unreceived("https://example.org/1")])
    assert len(waiting(store)) == 2
    assert store.drop(["https://example.org/1"]) == 1
    assert waiting(store) == ["https://example.org/2"]
    assert [row["kept"] for row in store.quarantined()] == [False]


def test_what_is_in_later_leaves_the_list(store: Store) -> None:
    refused = refusal("a")
    taken = article("a")
    store.write([], [refused])
    row = {**taken.article, "article_id": refused.row["sha256"]}
    store.write([type(taken)(refused.data, row)])
    assert waiting(store) == []


def test_the_command_lists_retries_and_drops(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    store = open_store(folder)
    assert run("list", "--store", folder).output == f"Nothing waits in the quarantine of {folder}.\n"
    ingest([Received.of("picture.png", b"\x89PNG\r\n\x1a\n\x00\x00\x00"), Received.of("empty.txt", b"")], store)
    listed = run("list", "--store", folder)
    assert listed.exit_code == 3
    assert "picture.png: " in listed.output
    found = [json.loads(line) for line in run("list", "--json", "--store", folder).output.splitlines()]
    assert {row["name"] for row in found} == {"picture.png", "empty.txt"}
    assert all({"sha256", "stage", "code", "message", "first_bytes"} <= set(row) for row in found)
    digest = next(row["sha256"] for row in found if row["name"] == "picture.png")
    again = run("retry", digest[:12], "--store", folder)
    assert again.exit_code == 3
    assert "1 in quarantine" in again.output
    assert "quarantined: picture.png: " in again.output
    dropped = run("drop", digest[:12], "--why", "a picture", "--store", folder)
    assert (dropped.exit_code, dropped.output) == (0, f"1 dropped; what was received of them is kept in {folder}.\n")
    assert run("drop", "--all", "--store", folder).exit_code == 0
    assert run("list", "--store", folder).exit_code == 0


def test_a_retry_takes_in_what_can_be_read_now(tmp_path: Path) -> None:
    data = b"The 93rd Mechanized Brigade captured Robotyne on 28 August 2023, the general staff said.\n"
    store = open_store(tmp_path)
    refused = refusal("report.txt")
    digest = Received.of("report.txt", data).sha256
    row = {**refused.row, "sha256": digest, "given": '{"publisher": "Wire"}'}
    store.write([], [type(refused)(row, data)])
    result = run("retry", "--store", tmp_path)
    assert result.exit_code == 0
    assert "1 articles added" in result.output
    assert run("list", "--store", tmp_path).exit_code == 0
    assert open_store(tmp_path).snapshot().cursor().execute("SELECT publisher FROM articles").fetchall() == [("Wire",)]


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("drop",), 2, "Name the items to drop, or give --all."),
        (("drop", "0000"), 2, "Nothing in the quarantine is called 0000."),
        (("retry", "no such name"), 2, "Nothing in the quarantine is called no such name."),
        (("retry",), 3, "not kept: https://example.org/1"),
    ],
)
def test_what_cannot_be_done_is_said(tmp_path: Path, words: tuple[str, ...], code: int, told: str) -> None:
    open_store(tmp_path).write([], [unreceived("https://example.org/1")])
    result = run(*words, "--store", tmp_path)
    assert (result.exit_code, told in result.output) == (code, True), result.output


def test_a_row_of_a_table_is_read_again_within_its_table(tmp_path: Path) -> None:
    table = io.BytesIO(b"title,text,published\nA,The garrison left Goma on 3 March 2026.,2026-03-04\nB,,2026-03-04\n")
    store = open_store(tmp_path)
    ingest([Received.of("table.csv", table.getvalue())], store)
    refused = [row for row in store.quarantined() if row["container"]]
    assert len(refused) == 1
    result = run("retry", str(refused[0]["sha256"]), "--store", tmp_path)
    assert result.exit_code == 3
    assert "1 already in, 1 in quarantine" in result.output
    assert store.counts()[0] == 1
    assert [row["name"] for row in store.quarantined()] == ["table.csv/line 3"]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a/line 2.csv", b"title,text\nA,\n"),
        ("f.rss", b"<rss version='2.0'><channel><item><title>A/entry 2 (x)</title></item></channel></rss>"),
        ("o.jsonl", b'{"text": "", "title": "A"}\n'),
    ],
)
def test_a_retry_names_what_it_reads_as_before(tmp_path: Path, name: str, data: bytes) -> None:
    store = open_store(tmp_path)
    ingest([Received.of(name, data)], store)
    before = [row["name"] for row in store.quarantined()]
    for _ in range(2):
        run("retry", "--store", tmp_path)
    assert [row["name"] for row in store.quarantined()] == before


def test_no_store_is_said(tmp_path: Path) -> None:
    result = run("list", "--store", tmp_path / "none")
    assert result.exit_code == 1
    assert "There is no store" in result.output


@pytest.mark.parametrize("command", ["ingest", "retry"])
def test_where_no_process_can_be_started_the_command_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    store = open_store(tmp_path / "store")
    store.write([], [refusal("a")])
    (tmp_path / "a.txt").write_text("The garrison left Goma.", encoding="utf-8")
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    words = ["quarantine", "retry"] if command == "retry" else ["ingest", str(tmp_path / "a.txt")]
    result = CliRunner().invoke(app, [*words, "--store", str(tmp_path / "store")])
    assert result.exit_code == 1
    assert "The process that reads articles cannot be started: " in result.output
    assert "then run it again." in result.output
    assert store.counts() == (0, 0)
