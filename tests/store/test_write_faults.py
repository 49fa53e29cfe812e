"""A full disk, a folder that may not be written, a writer that does not let go: the reason is said, the store is as it was."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from loaders.store import place
from loaders.store.errors import StoreError
from loaders.store.event_store import open_store
from tests.store.articles import article, refusal

ROOT = Path(__file__).resolve().parent.parent.parent

# A disk that is full at some point of a commit: no file may grow beyond so many bytes.
FULL = """
import resource, signal, sys
from loaders.store.errors import StoreError
from loaders.store.event_store import open_store
from tests.store.articles import article
store = open_store(sys.argv[1])
store.counts()
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
try:
    store.write([article("Bukavu", sentence="x" * 3000)])
except StoreError as problem:
    print(problem)
else:
    print("written")
"""


def state(folder: Path) -> list[object]:
    store = open_store(folder)
    assert store.verify() == []
    return store.snapshot().cursor().execute("SELECT * FROM events ORDER BY event_id").fetchall()


@pytest.mark.parametrize("limit", [0, 40, 1_500, 4_000, 8_000, 12_000])
def test_a_full_disk(tmp_path: Path, limit: int) -> None:
    open_store(tmp_path).write([article("Goma")])
    before = state(tmp_path)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", FULL, str(tmp_path), str(limit)]
    run = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=environment, check=True)
    assert "cannot be written" in run.stdout, run.stdout + run.stderr
    assert str(tmp_path) in run.stdout
    assert "It is as it was" in run.stdout
    assert state(tmp_path) == before
    open_store(tmp_path).write([article("Bukavu")])
    assert len(state(tmp_path)) == 6


READ_ONLY = """
import os, sys
from loaders.store.errors import StoreError
from loaders.store.event_store import open_store
from tests.store.articles import article
if os.getuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
store = open_store(sys.argv[1])
print(store.counts())
try:
    store.write([article("Bukavu")])
except StoreError as problem:
    print(problem)
"""


def test_a_folder_that_may_not_be_written(tmp_path: Path) -> None:
    """Root may write anywhere, so the writer is somebody else; who reads needs no right to write."""
    folder = tmp_path / "store"
    open_store(folder).write([article("Goma")])
    before = state(folder)
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    for path in (tmp_path, *tmp_path.parents):
        if path.stat().st_uid == os.getuid() and path != Path("/"):
            path.chmod(path.stat().st_mode | 0o055)
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-c", READ_ONLY, str(folder)]
    run = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=environment)
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    assert run.stdout.startswith("(1, 3)\n"), run.stdout + run.stderr
    assert "cannot be written" in run.stdout
    assert state(folder) == before


def test_a_writer_that_does_not_let_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(place, "_LOCK_SECONDS", 0.2)
    store, other = open_store(tmp_path), open_store(tmp_path)
    store.write([article("Goma")])
    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        with other._writing():
            held.set()
            done.wait(30)

    holder = threading.Thread(target=hold)
    holder.start()
    held.wait(30)
    with pytest.raises(StoreError, match=r"Another process has been writing to .* try again"):
        store.write([article("Bukavu")])
    assert open_store(tmp_path).counts() == (1, 3)
    done.set()
    holder.join()
    store.write([article("Bukavu")], [refusal("a")])
    assert store.counts() == (2, 6)


def test_everything_a_commit_wrote_is_made_to_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every new file, and the folder that it is in, is settled before the log entry that speaks of it."""
    store = open_store(tmp_path)
    store.write([article("Goma")])
    before = {path for path in tmp_path.rglob("*") if path.is_file()}
    settled: list[Path] = []
    fsync = os.fsync

    def noting(handle: int) -> None:
        settled.append(Path(os.readlink(f"/proc/self/fd/{handle}")))
        fsync(handle)

    monkeypatch.setattr(os, "fsync", noting)
    store.write([article("Bukavu")], [refusal("a")])
    written = {path for path in tmp_path.rglob("*") if path.is_file()} - before
    assert {path for path in written if path.suffix in (".json", ".parquet")} <= set(settled)
    log = next(index for index, path in enumerate(settled) if path.is_relative_to(tmp_path / "log"))
    assert all(path.parts[len(tmp_path.parts)] in ("log", "HEAD") or ".part-" in path.name for path in settled[log:])
    assert tmp_path / "events" / "_delta_log" in settled[:log]
