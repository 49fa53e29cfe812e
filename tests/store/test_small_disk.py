"""A disk that is really full, then has room again: a small file system of its own where one can be mounted, else a limit on files."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
REPORT = "The 93rd Mechanized Brigade captured Robotyne on 28 August 2023, the general staff said.\n"

# Mounts what it can, in a mount namespace of its own that ends with it; where nothing may be mounted, the kernel refuses
# every file that grows beyond a limit. Says which it was, then what came of each step.
SMALL = r"""
import errno, os, resource, signal, subprocess, sys
from pathlib import Path
from loaders.store.errors import StoreError
from loaders.store.event_store import open_store
from tests.store.articles import article

folder, report, means = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
mount = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", folder]
mounted = means == "mount" and subprocess.run(mount, capture_output=True).returncode == 0
print("tmpfs" if mounted else "limit", flush=True)
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
ballast = folder / "ballast"

def fill(left):
    if not mounted:
        resource.setrlimit(resource.RLIMIT_FSIZE, (left, resource.RLIM_INFINITY))
        return
    with ballast.open("wb", buffering=0) as stream:
        try:
            while True:
                stream.write(b"x" * 4096)
        except OSError as problem:
            assert problem.errno == errno.ENOSPC, problem
    os.truncate(ballast, max(0, ballast.stat().st_size - left))

def room():
    if mounted:
        ballast.unlink()
    else:
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))

def shown():
    return open_store(folder / "store").snapshot().cursor().execute("SELECT * FROM events ORDER BY event_id").fetchall()

store = open_store(folder / "store")
store.write([article("Goma")])
before = shown()
for left in (0, 4_096, 8_192):
    fill(left)
    try:
        store.write([article("Bukavu", sentence="x" * 3_000)])
        raise SystemExit(f"written with {left} bytes left")
    except StoreError as problem:
        assert "cannot be written" in str(problem) and "It is as it was" in str(problem), problem
    assert shown() == before, left
    assert open_store(folder / "store").verify() == [], left
    room()
    # The disk has room again: the writer that failed goes on where it is, without being started anew.
    store.write([article(f"Sake {left}")])
    assert store.verify() == [], left
    before = shown()
print("full", len(before), flush=True)

# Room for a note, not for rows: temporary files may lie on the same disk.
fill(100)
command = [sys.executable, "-m", "loaders", "ingest", report, "--store", str(folder / "store")]
run = subprocess.run(command, capture_output=True, text=True)
print("command", run.returncode, run.stderr.replace("\n", " ") + run.stdout.replace("\n", " "), flush=True)
assert shown() == before
room()
run = subprocess.run(command, capture_output=True, text=True)
print("again", run.returncode, run.stdout.replace("\n", " "), flush=True)
assert open_store(folder / "store").verify() == []

if mounted:
    subprocess.run(["mount", "-o", "remount,ro", folder], check=True)
    before = shown()
    try:
        store.write([article("Bukavu")])
        raise SystemExit("written to what may only be read")
    except StoreError as problem:
        print("read-only", problem, flush=True)
    assert shown() == before
    subprocess.run(["mount", "-o", "remount,rw", folder], check=True)
    store.write([article("Bukavu")])
    assert len(shown()) == len(before) + 3
    assert store.verify() == []
print("done", flush=True)
"""


def namespaces() -> list[list[str]]:
    """How the script may be started, the first way that works on this machine: with mounts of its own, or as it is."""
    unshare = shutil.which("unshare")
    return [[unshare, "--mount"], [unshare, "--mount", "--map-root-user"], []] if unshare else [[]]


def may_start(words: list[str]) -> bool:
    return not words or subprocess.run([*words, "true"], capture_output=True).returncode == 0


@pytest.mark.parametrize("mounting", [True, False], ids=["own-file-system", "limited-files"])
def test_a_full_disk_costs_nothing_that_was_stored_and_the_writer_goes_on_once_there_is_room(
    tmp_path: Path, mounting: bool
) -> None:
    report, folder = tmp_path / "report.txt", tmp_path / "small"
    report.write_text(REPORT, encoding="utf-8")
    folder.mkdir()
    started = next(words for words in namespaces() if may_start(words)) if mounting else []
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    # Without a namespace of its own a mount would outlive the test.
    means = "mount" if started else "limit"
    command = [*started, sys.executable, "-c", SMALL, str(folder), str(report), means]
    run = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=environment)
    told = dict(line.partition(" ")[::2] for line in run.stdout.splitlines())
    assert run.returncode == 0, run.stdout + run.stderr
    assert list(told)[-1] == "done", run.stdout + run.stderr
    assert told["full"] == "12"
    assert told["command"].startswith("1 "), told
    assert "cannot be written" in told["command"]
    assert str(folder / "store") in told["command"]
    assert told["again"].startswith("0 1 articles added")
    if "tmpfs" in told:
        assert "cannot be written" in told["read-only"]
    assert "limit" in told or mounting
