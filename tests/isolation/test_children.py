"""Children that read what really loops, crashes, eats memory or breaks out: each costs its one item, and nothing is left."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from loaders.isolation.crew import Children, Request, local
from loaders.isolation.parent import Child, IsolationError, sweep
from loaders.lexicon import LexiconError
from loaders.limits import Limits

FAULTY = "tests.isolation.faulty_child"
QUICK = Limits(wall_seconds=2.0, cpu_seconds=1)
HEADER = {"name": "it", "given": "{}", "received_at": "2026-03-01T12:00:00"}


def request(fault: str) -> Request:
    return Request(HEADER, f"FAULT {fault} ".encode())


def folders() -> set[Path]:
    return set(Path(tempfile.gettempdir()).glob("sourceline-child-*"))


@pytest.fixture(scope="module", autouse=True)
def _own_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Others on this machine may have children too."""
    before, tempfile.tempdir = tempfile.tempdir, str(tmp_path_factory.mktemp("children"))
    yield
    tempfile.tempdir = before


def children() -> set[int]:
    return {process.pid for process in psutil.Process().children(recursive=True)}


@pytest.fixture(scope="module")
def crew() -> Iterator[Children]:
    before_children = children()
    crew = Children(FAULTY, QUICK)
    yield crew
    crew.close()
    assert not folders()
    assert children() <= before_children


def test_a_good_item_gives_rows(crew: Children) -> None:
    answer = crew.take(request("none"))
    assert answer.header["kind"] == "rows"
    assert answer.header["sizes"]["articles"][0] == 1


@pytest.mark.parametrize(
    ("fault", "code", "said"),
    [
        ("loop", "took_too_long", "2 seconds, or 1 of computing"),
        ("sleep", "took_too_long", "2 seconds, or 1 of computing"),
        ("abort", "crashed", "SIGABRT"),
        ("segfault", "crashed", "SIGSEGV"),
        ("exit", "crashed", "ended with code 0"),
        ("memory", "too_much_memory", "1,024 MiB"),
        ("deep", "too_deep", "nested"),
        ("raise", "failed", "IndexError"),
        ("socket", "forbidden", "socket"),
        ("program", "forbidden", "subprocess.Popen"),
        ("write", "forbidden", "outside its own folder"),
        ("remove", "forbidden", "outside its own folder"),
        ("raw-socket", "refused", "kernel refused a socket"),
        ("raw-write", "refused", "kernel refused a file"),
        ("raw-fork", "refused", "kernel refused a process"),
        ("raw-kill", "refused", "kernel refused a signal"),
        ("secret", "forbidden", "passwd"),
    ],
)
def test_a_bad_item_costs_itself_alone(crew: Children, fault: str, code: str, said: str) -> None:
    answer = crew.take(request(fault))
    assert (answer.header["kind"], answer.header["code"]) == ("failure", code)
    assert said in answer.header["message"]
    assert not Path("/tmp/sourceline-escaped").exists()
    assert crew.take(request("none")).header["kind"] == "rows"


def test_what_a_library_prints_is_no_answer(crew: Children) -> None:
    assert crew.take(request("noise")).header["kind"] == "rows"


def test_what_an_item_leaves_does_not_reach_the_next(crew: Children) -> None:
    assert crew.take(request("leave")).header["kind"] == "rows"
    assert crew.take(request("left")).header["message"] == "left: []"


def test_an_item_does_not_pay_for_the_damage_of_another(crew: Children) -> None:
    for _ in range(3):
        assert crew.take(request("crash-if-used")).header["kind"] == "rows"


def test_a_broken_vocabulary_is_nobody_s_fault(crew: Children) -> None:
    with pytest.raises(LexiconError, match=r"ranks\.csv:3: column 'rank': is empty"):
        crew.take(request("vocabulary"))


def test_the_kernel_holds_a_child(crew: Children) -> None:
    """Every protection that the kernel of this machine has is in force before the first item."""
    child = Child("open", FAULTY)
    try:
        child.ask({"ask": "read", **HEADER}, b"FAULT none ", 10)
        assert "memory and file size limited" in child.held
        assert "audit hook" in child.held
        if sys.platform == "linux":
            assert {"ends with its parent", "no capabilities"} <= set(child.held)
            assert "no network, process or program by seccomp" in child.held
    finally:
        child.close()


def test_a_child_that_cannot_start_is_said_with_its_reason() -> None:
    crew = Children("tests.isolation.no_such_module", QUICK)
    with pytest.raises(IsolationError, match="No module named"):
        crew.take(request("none"))
    before = folders()
    crew.close()
    assert before == folders()


PARENT = """
import os, sys, threading, time
from loaders.isolation.crew import Children, Request, local
crew = Children("tests.isolation.faulty_child")
crew.start(2)
crew.take(Request({"name": "it", "given": "{}", "received_at": "2026-03-01T12:00:00"}, b"FAULT none "))
threading.Thread(
    target=crew.take, args=[Request({"name": "it", "given": "{}", "received_at": "2026-03-01T12:00:00"}, b"FAULT sleep ")], daemon=True
).start()
time.sleep(1)
print("ready", flush=True)
time.sleep(600)
"""


def test_no_child_outlives_a_killed_parent_and_the_next_one_tidies_up() -> None:
    before = folders()
    environment = {**os.environ, "TMPDIR": tempfile.gettempdir()}
    parent = subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True, env=environment)
    assert parent.stdout is not None
    assert parent.stdout.readline() == "ready\n"
    made = psutil.Process(parent.pid).children(recursive=True)
    assert len(made) == 2
    parent.kill()
    parent.wait()
    _, alive = psutil.wait_procs(made, timeout=10)
    assert not alive
    left = folders() - before
    assert len(left) == 2
    for folder in left:
        os.utime(folder, (time.time() - 3_600,) * 2)
    sweep()
    assert not folders() & left


def test_the_folder_of_a_living_child_stays() -> None:
    child = Child("open", FAULTY)
    try:
        made = folders()
        for folder in made:
            os.utime(folder, (time.time() - 3_600,) * 2)
        sweep()
        assert any((folder / "own").is_dir() for folder in made)
        child.ask({"ask": "read", **HEADER}, b"FAULT leave ", 30)
    finally:
        child.close()


def test_where_no_process_can_be_started_it_says_so_and_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    before = folders()
    with pytest.raises(IsolationError, match=r"cannot be started: .*/nowhere/python.*run it again"):
        local(2, FAULTY, QUICK)
    assert folders() == before


def test_without_room_for_temporary_files_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "none"))
    with pytest.raises(IsolationError, match=r"cannot be started: .*room for temporary files"):
        Child("read", FAULTY, QUICK)
