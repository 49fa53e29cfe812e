"""Saved views: nothing that was written is altered, the log vouches for each, and those of older stores are taken in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from loaders.__main__ import app
from loaders.store.errors import StoreError
from loaders.store.event_store import Store, open_store
from loaders.store.loose_views import FILE
from loaders.store.views import LONGEST_ADDRESS, LONGEST_NAME, MOST_VIEWS, Views


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path)


def names(views: Views) -> list[str]:
    return [view.name for view in views.standing()]


def line(number: int, **said: object) -> str:
    told = {
        "view": f"v{number}",
        "name": f"n{number}",
        "address": "type=strike",
        "who": "Ana",
        "at": "2026-01-02T03:04:05+00:00",
    }
    return json.dumps(told | said) + "\n"


def test_a_view_is_saved_renamed_dropped_and_restored(store: Store, tmp_path: Path) -> None:
    views = Views(store)
    assert views.standing() == []
    first, second = views.save("Strikes", "type=strike", "Ana"), views.save("attacks", "type=battle", "")
    assert names(views) == ["attacks", "Strikes"]
    views.rename(first, " Air strikes ", "Ben")
    views.drop(second, "Ben")
    (kept,) = Views(open_store(tmp_path)).standing()
    assert (kept.view_id, kept.name, kept.address, kept.who) == (first, "Air strikes", "type=strike", "Ana")
    views.restore(second, "Ana")
    assert names(views) == ["Air strikes", "attacks"]
    rows = store.snapshot().cursor().execute("SELECT who FROM views ORDER BY commit").fetchall()
    assert [who for (who,) in rows] == ["Ana", "", "Ben", "Ben", "Ana"]
    assert store.verify() == []


@pytest.mark.parametrize(
    ("name", "address", "reason"),
    [
        (" ", "", "Give the view a name"),
        ("x" * (LONGEST_NAME + 1), "", "too long"),
        ("STRIKES", "", "of this name already"),
        ("x", "q=" + "x" * LONGEST_ADDRESS, "too many filters"),
    ],
)
def test_what_cannot_be_kept_is_refused_in_words(store: Store, name: str, address: str, reason: str) -> None:
    views = Views(store)
    views.save("Strikes", "", "")
    with pytest.raises(ValueError, match=reason):
        views.save(name, address, "")
    assert names(views) == ["Strikes"]


def test_a_dropped_name_is_free_again(store: Store) -> None:
    views = Views(store)
    views.drop(views.save("Strikes", "", ""), "")
    views.save("strikes", "", "")
    assert names(views) == ["strikes"]


def test_names_that_are_no_text_are_kept_as_what_they_can_be(store: Store) -> None:
    Views(store).save("a\ud83d", "", "b\ud83d")
    (view,) = Views(store).standing()
    assert (view.name, view.who) == ("a?", "b?")


def test_there_is_a_most(store: Store, tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("".join(map(line, range(MOST_VIEWS))))
    with pytest.raises(ValueError, match="already"):
        Views(store).save("one more", "", "")


def test_an_unknown_view_is_not_invented(store: Store) -> None:
    views = Views(store)
    for act in (views.drop, views.restore):
        with pytest.raises(KeyError):
            act("v1", "")
    with pytest.raises(KeyError):
        views.rename("v1", "x", "")


def test_two_that_know_nothing_of_each_other_lose_nothing(store: Store, tmp_path: Path) -> None:
    one, other = Views(store), Views(open_store(tmp_path))
    for number in range(3):
        one.save(f"one {number}", "", "")
        other.save(f"other {number}", "", "")
    assert names(one) == names(other) == [f"{name} {number}" for name in ("one", "other") for number in range(3)]


@pytest.mark.parametrize("lost", ["altered", "missing", "put back"])
def test_verify_names_what_happened_to_a_saved_view(store: Store, tmp_path: Path, lost: str) -> None:
    views = Views(store)
    views.save("Strikes", "type=strike", "Ana")
    folder = tmp_path / "views"
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    views.save("Attacks", "type=battle", "Ana")
    newest = next(path for path in folder.glob("*.parquet") if path not in before)
    if lost == "altered":
        data = bytearray(newest.read_bytes())
        data[data.index(b"type=battle")] ^= 1
        newest.write_bytes(bytes(data))
    elif lost == "missing":
        newest.unlink()
    else:
        for path in [path for path in folder.rglob("*") if path.is_file()]:
            path.write_bytes(before[path]) if path in before else path.unlink()
    result = CliRunner().invoke(app, ["verify", "--store", str(tmp_path)])
    assert result.exit_code == 1
    assert "views: " in result.output


def test_views_of_an_older_store_are_shown_said_and_taken_in(store: Store, tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(line(1) + line(2, name="Strikes") + line(1, dropped=True, who="Ben") + line(3))
    views = Views(store)
    assert (names(views), views.loose()) == (["n3", "Strikes"], 3)
    result = CliRunner().invoke(app, ["verify", "--store", str(tmp_path)])
    assert result.exit_code == 0
    assert "3 saved views are from before" in result.output
    views.rename("v3", "Attacks", "Eve")
    (tmp_path / FILE).write_text("")
    assert (names(views), views.loose()) == (["Attacks", "Strikes"], 0)
    assert {(view.who, view.at) for view in views.standing()} == {("Ana", "2026-01-02T03:04:05+00:00")}
    views.restore("v1", "Eve")
    assert names(views) == ["Attacks", "n1", "Strikes"]
    assert store.verify() == []


def test_a_change_that_is_refused_still_leaves_the_older_views(store: Store, tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(line(1))
    with pytest.raises(ValueError, match="already"):
        Views(store).save("N1", "", "")
    assert names(Views(open_store(tmp_path))) == ["n1"]


@pytest.mark.parametrize(
    "broken", ["", "{", "[]", "3", '{"view": 1}', '{"view": "v9", "who": "", "at": ""}', "\ud83d", "[" * 5000, "\x00"]
)
def test_a_broken_line_of_the_old_file_loses_no_other(store: Store, tmp_path: Path, broken: str) -> None:
    text = line(1) + broken + "\n" + line(2, at="no day")
    (tmp_path / FILE).write_bytes(text.encode("utf-8", "surrogatepass"))
    Views(store).save("after", "", "")
    assert names(Views(store)) == ["after", "n1", "n2"]


def test_a_link_in_the_place_of_the_old_file_is_not_followed(store: Store, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.write_text(line(1))
    (tmp_path / FILE).symlink_to(outside)
    with pytest.raises(StoreError):
        Views(store).standing()
    with pytest.raises(StoreError):
        Views(store).save("x", "", "")
