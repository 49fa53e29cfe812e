"""Real files into a real store: nothing stops the others, nothing is half in, the same again changes nothing."""

from __future__ import annotations

import threading
from datetime import date
from pathlib import Path

import pytest

from loaders import Given, IngestReport, ItemResult, Progress, Received, Result, Store, ingest, open_store
from loaders.isolation.crew import local
from loaders.lexicon import LexiconError
from loaders.limits import Limits
from loaders.sources import count, receive

FAULTY = "tests.isolation.faulty_child"
QUICK = Limits(wall_seconds=4.0, cpu_seconds=2)

REPORT = "The 93rd Mechanized Brigade captured Robotyne on 28 August 2023, the general staff said.\n"
GOOD = {
    "war.txt": REPORT.encode(),
    "front.txt": f"---\ntitle: Town falls\npublisher: Wire\npublished: 2023-08-29\n---\n{REPORT}".encode(),
    "page.html": f"<!doctype html><html><body><p>{REPORT}</p><script>alert(1)</script></body></html>".encode(),
    "calm.txt": b"The weather was mild and the harvest good.\n",
    "far.txt": f"---\npublished: 2099-01-01\n---\n{REPORT}".encode(),
    "long.txt": b"The column moved on along the road. " * 20_000,
    "guess.txt": "Le général Müller est arrivé à la ville avec sa brigade et les soldats de son unité.".encode(
        "cp1252"
    ),
}
BAD = {
    "empty.txt": (b"", "empty"),
    "noise.bin": (bytes(range(256)) * 20, "binary"),
    "broken.txt": (b"\xff\xfeabc", "undecodable"),
    "open.txt": (b"---\ntitle: x\nnever closed", "bad_front_matter"),
    "script.html": (b"<html><body><script>alert(1)</script></body></html>", "no_text"),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "articles"
    (path / "deeper").mkdir(parents=True)
    for name, data in (*GOOD.items(), *((name, data) for name, (data, _) in BAD.items())):
        (path / "deeper" / name).write_bytes(data)
    (path / "twin.txt").write_bytes(GOOD["war.txt"])
    (path / ".hidden.txt").write_bytes(GOOD["war.txt"])
    (path / "README.md").write_bytes(b"About this folder.")
    return path


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path / "store")


def rows(store: Store, query: str) -> list[tuple[object, ...]]:
    return store.snapshot().cursor().execute(query).fetchall()


def by_name(report: IngestReport) -> dict[str, ItemResult]:
    return {Path(item.name).name: item for item in report.results}


@pytest.mark.parametrize("workers", [1, 2])
def test_good_ones_go_in_and_bad_ones_into_quarantine(folder: Path, store: Store, workers: int) -> None:
    steps: list[Progress] = []
    report = ingest([folder], store, workers=workers, progress=steps.append)
    assert report.counts == {Result.ADDED: 7, Result.REPLACED: 0, Result.ALREADY_IN: 1, Result.QUARANTINED: 5}
    assert [step.done for step in steps] == list(range(1, 14))
    assert {step.total for step in steps} == {13}
    found = by_name(report)
    assert {name: found[name].code for name in BAD} == {name: code for name, (_, code) in BAD.items()}
    assert all(found[name].message for name in BAD)
    assert {Result.ADDED, Result.ALREADY_IN} == {found["twin.txt"].result, found["war.txt"].result}
    assert found["far.txt"].notes[0].startswith("published_implausible: ")
    assert "2099-01-01" in found["far.txt"].notes[0]
    assert found["guess.txt"].notes[0].startswith("encoding_guessed: ")
    assert rows(store, "SELECT count(*) FROM articles") == [(7,)]
    assert rows(store, "SELECT count(*) FROM quarantine") == [(5,)]
    assert store.verify() == []
    for name, data in GOOD.items():
        assert store.received(found[name].sha256) == data


def test_events_lead_back_to_their_sentence(folder: Path, store: Store) -> None:
    ingest([folder / "deeper" / "war.txt"], store)
    found = rows(
        store, "SELECT sentence, sentence_start, sentence_end, text FROM events JOIN articles USING (article_id)"
    )
    assert found
    for sentence, start, end, text in found:
        assert str(text)[int(str(start)) : int(str(end))] == sentence
    assert rows(store, "SELECT event_count FROM articles") == [(len(found),)]


def test_the_same_again_changes_nothing(folder: Path, store: Store) -> None:
    ingest([folder], store)
    before = store.snapshot().version
    report = ingest([folder, folder / "twin.txt"], store)
    assert report.counts[Result.ADDED] == report.counts[Result.REPLACED] == 0
    assert report.counts[Result.ALREADY_IN] == 9
    assert store.snapshot().version == before


def test_what_is_given_replaces_and_is_kept(folder: Path, store: Store) -> None:
    path = folder / "deeper" / "war.txt"
    ingest([path], store)
    assert rows(store, "SELECT published, publisher FROM articles") == [(None, None)]
    given = Given(published=date(2023, 8, 30))
    assert ingest([path], store, given).counts[Result.REPLACED] == 1
    assert ingest([path], store, Given(publisher="Wire")).counts[Result.REPLACED] == 1
    assert rows(store, "SELECT published, publisher FROM articles") == [(date(2023, 8, 30), "Wire")]
    assert ingest([path], store).counts[Result.ALREADY_IN] == 1
    assert rows(store, "SELECT count(*) FROM articles") == [(1,)]


def test_bytes_from_memory_go_in_like_files(store: Store) -> None:
    report = ingest([Received.of("pasted text", REPORT.encode(), Given(publisher="Desk"))], store)
    assert report.results[0].name == "pasted text"
    assert rows(store, "SELECT publisher, received_as FROM articles") == [("Desk", "pasted text")]


def test_what_is_not_there_is_reported_and_the_rest_goes_in(folder: Path, store: Store, tmp_path: Path) -> None:
    big = tmp_path / "big.txt"
    with big.open("wb") as stream:
        stream.truncate(30_000_000)
    report = ingest([tmp_path / "none.txt", big, folder / "twin.txt"], store)
    assert [item.code for item in report.quarantined] == ["not_found", "too_large"]
    assert report.counts[Result.ADDED] == 1
    assert "30,000,000" in report.quarantined[1].message


def faults(*names: str) -> list[Received]:
    return [Received.of(f"{name}.txt", f"FAULT {name} ".encode()) for name in names]


@pytest.mark.parametrize("workers", [1, 2])
def test_an_item_that_breaks_its_reader_costs_only_itself(store: Store, workers: int) -> None:
    good = [Received.of(f"{number}", f"{REPORT}{number}".encode()) for number in range(6)]
    bad = faults("abort", "loop", "memory", "raise")
    mixed = [*good[:3], *bad, *good[3:]]
    report = ingest(mixed, store, workers=local(workers, FAULTY, QUICK))
    assert {item.name: item.code for item in report.quarantined} == {
        "abort.txt": "crashed",
        "loop.txt": "took_too_long",
        "memory.txt": "too_much_memory",
        "raise.txt": "failed",
    }
    assert report.counts[Result.ADDED] == 6
    kept = rows(store, "SELECT name, sha256, stage, first_bytes, received_size FROM quarantine ORDER BY name")
    assert kept[0] == ("abort.txt", bad[0].sha256, "read", "FAULT abort ", 12)
    assert store.received(bad[0].sha256) == b"FAULT abort "
    assert store.verify() == []


def test_a_broken_vocabulary_costs_no_article_its_place(store: Store) -> None:
    with pytest.raises(LexiconError, match=r"ranks\.csv:3"):
        ingest(faults("vocabulary"), store, workers=local(1, FAULTY))
    assert rows(store, "SELECT count(*) FROM quarantine") == [(0,)]


def test_what_is_cancelled_keeps_what_it_reported(store: Store) -> None:
    cancel, steps = threading.Event(), list[Progress]()

    def stop(step: Progress) -> None:
        steps.append(step)
        cancel.set()

    items = [Received.of(f"{number}", f"{REPORT * 40}{number}".encode()) for number in range(400)]
    report = ingest(items, store, progress=stop, cancel=cancel)
    assert report.cancelled
    assert 0 < report.counts[Result.ADDED] < 400
    assert rows(store, "SELECT count(*) FROM articles") == [(report.counts[Result.ADDED],)]
    again = ingest(items[:5], store)
    assert again.counts[Result.ADDED] + again.counts[Result.ALREADY_IN] == 5


def test_progress_tells_rate_and_time_left(store: Store) -> None:
    steps: list[Progress] = []
    items = [Received.of(f"{number}", f"{REPORT}{number}".encode()) for number in range(3)]
    ingest(items, store, progress=steps.append)
    assert [step.done for step in steps] == [1, 2, 3]
    assert steps[-1].bytes == sum(item.size for item in items)
    assert steps[-1].rate > 0
    assert steps[-1].left == 0
    assert steps[0].seconds > 0


def test_an_article_in_another_language_is_kept_without_events(store: Store) -> None:
    text = (
        "Die Truppen der dritten Brigade haben am Montag die Stadt Goma eingenommen, sagte ein Sprecher der Armee. " * 3
    )
    report = ingest([Received.of("bericht", text.encode())], store)
    assert report.counts[Result.ADDED] == 1
    assert report.events == 0
    assert rows(store, "SELECT language, event_count FROM articles") == [("de", 0)]
    assert store.verify() == []


def test_sources_are_listed_in_order_without_stores_links_and_hidden_files(folder: Path, store: Store) -> None:
    ingest([folder / "twin.txt"], store)
    (folder / "link.txt").symlink_to("/etc/passwd")
    inside = folder / "store"
    open_store(inside)
    names = [Path(item.name).name for item in receive([folder])]
    assert names == ["twin.txt", *sorted([*GOOD, *BAD])]
    assert count([folder]) == len(names)
