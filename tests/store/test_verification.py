"""A byte altered, a file lost, a part put back from an older copy: `verify` names it, or it changed nothing."""

from __future__ import annotations

import hashlib
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from loaders.store.errors import StoreError
from loaders.store.event_store import Store, open_store
from loaders.store.reviews import Verdict
from tests.store.articles import article, day, refusal

FLIPS = 60


def content(store: Store) -> list[object]:
    """All that can be read of a store."""
    cursor = store.snapshot().cursor()
    views = ("events", "articles", "postings", "reviews", "quarantine")
    found: list[object] = [cursor.execute(f"SELECT * FROM {view} ORDER BY ALL").fetchall() for view in views]
    digests = [row[0] for row in cursor.execute("SELECT article_id FROM articles ORDER BY 1").fetchall()]
    return [*found, *(store.received(digest) for digest in digests), store.head()]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with every kind of row, commits before and after a compaction, and one article replaced."""
    folder = tmp_path_factory.mktemp("made")
    store = open_store(folder)
    for number, name in enumerate(("Goma", "Bukavu", "Uvira")):
        store.write([article(name, date_start=day(number + 1))], [refusal(name)])
    store.compact(2)
    store.add_review("Goma-1", Verdict.CONFIRMED, "Ada")
    store.write([article("Goma", version="2")])
    store.drop([str(refusal("Uvira").row["sha256"])], "Ada")
    assert store.verify() == []
    return folder


def verdict(folder: Path) -> list[str]:
    try:
        return open_store(folder, create=False).verify()
    except StoreError as problem:
        return [str(problem)]


def test_a_flipped_bit_is_named_or_changes_nothing(made: Path, tmp_path: Path) -> None:
    """What may go unnamed: the log table's own padding, statistics and names for what wrote it."""
    before = content(open_store(made))
    files = sorted(path.relative_to(made) for path in made.rglob("*") if path.is_file() and path.name != ".lock")
    chance = random.Random(11)
    copy = tmp_path / "copy"
    unnamed = 0
    for number in range(FLIPS):
        file = files[number % len(files)]
        shutil.copytree(made, copy)
        data = bytearray((copy / file).read_bytes())
        place, bit = chance.randrange(len(data)), chance.randrange(8)
        data[place] ^= 1 << bit
        (copy / file).write_bytes(bytes(data))
        if not verdict(copy):
            unnamed += 1
            assert content(open_store(copy)) == before, f"{file}, byte {place}, bit {bit}"
        shutil.rmtree(copy)
    assert unnamed < FLIPS / 3


@pytest.mark.parametrize("table", ["articles", "events", "postings", "reviews", "quarantine", "tombstones"])
def test_every_byte_of_a_file_that_is_read_counts(made: Path, tmp_path: Path, table: str) -> None:
    copy = shutil.copytree(made, tmp_path / "copy")
    store = open_store(copy)
    live = [copy / file for file in store._tables.files(table, store.head().versions[table])]
    chance = random.Random(3)
    for file in [*live, *sorted((copy / table / "_delta_log").glob("*.json"))]:
        data = bytearray(file.read_bytes())
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        file.write_bytes(bytes(data))
        assert any(file.name in problem or problem.startswith(table) for problem in verdict(copy)), file
        shutil.copy(made / file.relative_to(copy), file)


def gone(pattern: str) -> Callable[[Path, Path], None]:
    def lose(folder: Path, earlier: Path) -> None:
        sorted(folder.glob(pattern))[-1].unlink()

    return lose


def older(*names: str) -> Callable[[Path, Path], None]:
    def put_back(folder: Path, earlier: Path) -> None:
        for name in names:
            shutil.rmtree(folder / name)
            shutil.copytree(earlier / name, folder / name)

    return put_back


def stray(folder: Path, earlier: Path) -> None:
    (folder / "objects" / "00").mkdir(exist_ok=True)
    (folder / "objects" / "00" / "notes.txt").write_text("left here")


def misplaced(folder: Path, earlier: Path) -> None:
    found = sorted(folder.glob("objects/*/*"))[0]
    (folder / "objects" / "zz").mkdir()
    found.rename(folder / "objects" / "zz" / found.name)


def hidden(folder: Path, earlier: Path) -> None:
    (folder / "HEAD").write_text('{"commit": 1, "hash": "00"}')


@pytest.mark.parametrize(
    ("damage", "named"),
    [
        (older("log"), "log: it ends at commit"),
        (older("events"), "events: "),
        (older("log", "events", "articles", "postings", "quarantine"), "log: it ends at commit"),
        (gone("log/_delta_log/*.json"), "log: it ends at commit"),
        (gone("log/*.parquet"), "log: "),
        (gone("HEAD"), "HEAD: it is missing"),
        (hidden, "HEAD: "),
        (gone("objects/*/*"), "objects: the received bytes of"),
        (gone("events/_delta_log/*.json"), "events: "),
        (gone("articles/_delta_log/00000000000000000001.json"), "articles: "),
        (stray, "objects: the file objects/00/notes.txt is none that the store wrote"),
        (misplaced, "objects: the file objects/zz/"),
    ],
)
def test_what_is_lost_or_put_back_is_named(tmp_path: Path, damage: Callable[[Path, Path], None], named: str) -> None:
    folder = tmp_path / "store"
    store = open_store(folder)
    store.write([article("Goma")], [refusal("a")])
    earlier = shutil.copytree(folder, tmp_path / "earlier")
    store.write([article("Bukavu")], [refusal("b")])
    store.write([article("Uvira")], [refusal("c")])
    damage(folder, earlier)
    found = verdict(folder)
    assert any(problem.startswith(named) for problem in found), found


def test_nothing_is_written_over_a_log_that_lost_its_end(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    store = open_store(folder)
    store.write([article("Goma")])
    shutil.copytree(folder / "log", tmp_path / "log")
    store.write([article("Bukavu")])
    older("log")(folder, tmp_path)
    with pytest.raises(StoreError, match="ends at commit 1, but commit 2 was written"):
        open_store(folder).write([article("Uvira")])
    (folder / "HEAD").unlink()
    open_store(folder).write([article("Uvira")])
    assert open_store(folder).counts()[0] == 2


def test_rows_of_a_table_need_the_table(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    whole = b"title,text\nA,The garrison left Goma.\n"
    store.keep(whole)
    row = article("Goma")
    digest = hashlib.sha256(whole).hexdigest()
    store.write([type(row)(None, {**row.article, "container": digest}, row.events, row.postings)])
    assert store.verify() == []
    (tmp_path / "objects" / digest[:2] / digest).unlink()
    assert store.verify() == [f"objects: the received bytes of article {row.article['article_id']} are missing"]
