"""Intakes in the background: what they say while they run, how they stop, what is kept of them."""

from __future__ import annotations

import dataclasses
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dashboard.intake import Desk, Intake
from dashboard.views import progress
from loaders import ItemResult, Received, Result, Source, Store, open_store
from tests.dashboard.articles import PAYLOADS

REPORT = "The {0}th Mechanized Brigade captured Robotyne on 28 August 2023, the general staff said.\n"
LONG = 60


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path / "store")


def item(number: int) -> Received:
    return Received.of(f"{number}.txt", REPORT.format(number).encode())


class Gate:
    """A source that waits until it is let through."""

    def __init__(self, received: Received) -> None:
        self.open, self.reached, self._received = threading.Event(), threading.Event(), received

    def __call__(self) -> Received:
        self.reached.set()
        assert self.open.wait(LONG)
        return self._received


@pytest.fixture
def gates() -> Iterator[Callable[[Received], Gate]]:
    made: list[Gate] = []

    def make(received: Received) -> Gate:
        made.append(Gate(received))
        return made[-1]

    yield make
    for gate in made:
        gate.open.set()


def test_it_runs_beside_the_page_and_tells_what_became_of_each(store: Store, gates: Callable[[Received], Gate]) -> None:
    gate = gates(item(4))
    sources: list[Source] = [item(3), Received.of("bad", b""), gate]
    intake = Desk().begin(sources, store)
    assert gate.reached.wait(LONG)
    assert (intake.running, intake.total) == (True, 3)
    gate.open.set()
    assert intake.wait(LONG)
    assert {row.name: row.result for row in intake.rows} == {
        "3.txt": Result.ADDED, "bad": Result.QUARANTINED, "4.txt": Result.ADDED
    }  # fmt: skip
    assert (intake.done, intake.events, intake.problem) == (3, sum(row.events for row in intake.rows), "")
    assert progress.summary(intake).startswith("2 added, 1 refused; ")
    assert store.counts()[0] == 2


def test_what_is_in_twice_has_its_events_once(store: Store) -> None:
    intake = Desk().begin([item(3), dataclasses.replace(item(3), name="copy.txt")], store)
    assert intake.wait(LONG)
    assert [row.result for row in intake.rows] == [Result.ADDED, Result.ALREADY_IN]
    assert intake.events == intake.rows[0].events == store.counts()[1] > 0


def test_stopping_keeps_what_is_in_and_leaves_the_rest(store: Store, gates: Callable[[Received], Gate]) -> None:
    gate = gates(item(4))
    intake = Desk().begin([item(3), gate, *(item(number) for number in range(5, 30))], store)
    assert gate.reached.wait(LONG)
    intake.stop()
    gate.open.set()
    assert intake.wait(LONG)
    assert intake.stopped
    assert len(intake.rows) == store.counts()[0] < 27
    assert store.verify() == []
    again = Desk().begin([item(number) for number in range(3, 6)], store)
    assert again.wait(LONG)
    assert store.counts()[0] >= 3


def test_an_intake_that_fails_says_so(tmp_path: Path) -> None:
    store = open_store(tmp_path / "store")

    def broken() -> Received:
        raise ZeroDivisionError

    intake = Desk().begin([broken], store)
    assert intake.wait(LONG)
    assert "The intake failed" in intake.problem


def test_a_desk_finds_what_runs_and_forgets_what_is_long_over(store: Store, gates: Callable[[Received], Gate]) -> None:
    desk = Desk()
    gate = gates(item(3))
    first = desk.begin([gate], store)
    assert desk.running() is first
    for _ in range(9):
        assert desk.begin([], store).wait(LONG)
    assert desk.get(first.number) is first
    assert desk.get(2) is None
    assert desk.get(None) is None
    gate.open.set()
    assert first.wait(LONG)
    assert desk.running() is None


@pytest.mark.parametrize(
    ("done", "rate", "left", "stopped", "said"),
    [
        (0, 0.0, None, False, "Starting on 40 items"),
        (10, 2.5, 12.0, False, "10 of 40 · 2.5 a second · about 12 s left"),
        (39, 1234.4, 0.0, False, "39 of 40 · 1,234 a second · about 1 s left"),
        (10, 0.01, 3000.0, False, "10 of 40 · 0.0 a second · about 50 min left"),
        (10, 0.0, None, False, "10 of 40"),
        (10, 2.5, 12.0, True, "Stopping: 10 of 40 are in; what is in hand is finished"),
    ],
)
def test_the_pace_in_words(store: Store, done: int, rate: float, left: float | None, stopped: bool, said: str) -> None:
    intake = Intake(1, [item(3)] * 40, store)
    intake.done, intake.rate, intake.seconds_left, intake.stopped = done, rate, left, stopped
    assert progress.pace(intake) == said


@pytest.mark.parametrize(
    ("seconds", "said"), [(0.2, "1 s"), (89, "89 s"), (90, "2 min"), (3600, "1 h 0 min"), (7500, "2 h 5 min")]
)
def test_a_stretch_of_time_in_words(seconds: float, said: str) -> None:
    assert progress.span(seconds) == said


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_names_and_reasons_show_as_text(payload: str) -> None:
    told = ItemResult(payload, Result.QUARANTINED, "", notes=(f"code: {payload}",), message=payload)
    line = progress.line(told)
    assert line.count("<") == progress.line(ItemResult("a", Result.QUARANTINED, "")).count("<")
    assert payload not in line or payload == "{text} %{y} ${x}" or not set(payload) & set("<>&\"'\u202e")


def test_a_long_list_is_cut_and_says_so() -> None:
    items = [ItemResult(f"{number}", Result.ADDED, "") for number in range(500)]
    shown = progress.rows(items, 500)
    assert shown.count("<li>") == 200
    assert "300 more are not listed" in shown
    assert progress.rows([], 0) == ""


def test_what_comes_in_at_last_waits_no_longer(store: Store) -> None:
    """An address that failed left no bytes, so its page, once it comes, has a digest that the quarantine does not know."""
    addresses = ("https://late.example/", "https://gone.example/")
    refused = [Received(address, None, code="busy", message="It is too busy. Try again.") for address in addresses]
    waiting = {address: address for address in addresses}
    assert Desk().begin(refused, store, waiting).wait(LONG)
    assert store.snapshot().cursor().execute("SELECT count(*) FROM quarantine").fetchone() == (2,)
    page = Received.of(addresses[0], REPORT.format(3).encode())
    assert Desk().begin([lambda: page, refused[1]], store, waiting).wait(LONG)
    left = store.snapshot().cursor().execute("SELECT name FROM quarantine").fetchall()
    assert left == [(addresses[1],)]


def test_where_no_process_can_be_started_the_page_says_what_to_do(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    intake = Desk().begin([item(3)], store)
    assert intake.wait(LONG)
    assert intake.problem.startswith("The process that reads articles cannot be started: ")
    assert intake.problem.endswith("See that there is memory, and room for temporary files, then run it again.")
    assert not intake.rows
