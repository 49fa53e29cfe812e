"""Saved views: nothing that was written is altered, and no broken line or hostile name loses the others."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from loaders.store.errors import StoreError
from loaders.store.views import FILE, LONGEST_ADDRESS, LONGEST_NAME, MOST_VIEWS, Views


def names(views: Views) -> list[str]:
    return [view.name for view in views.standing()]


def test_a_view_is_saved_renamed_dropped_and_restored(tmp_path: Path) -> None:
    views = Views(tmp_path)
    assert views.standing() == []
    first, second = views.save("Strikes", "type=strike", "Ana"), views.save("attacks", "type=battle", "")
    assert names(views) == ["attacks", "Strikes"]
    views.rename(first, " Air strikes ", "Ben")
    views.drop(second, "Ben")
    (kept,) = Views(tmp_path).standing()
    assert (kept.view_id, kept.name, kept.address, kept.who) == (first, "Air strikes", "type=strike", "Ana")
    views.restore(second, "Ana")
    assert names(views) == ["Air strikes", "attacks"]
    lines = [json.loads(line) for line in (tmp_path / FILE).read_text().splitlines()]
    assert [line["who"] for line in lines] == ["Ana", "", "Ben", "Ben", "Ana"]


@pytest.mark.parametrize(
    ("name", "address", "reason"),
    [
        (" ", "", "Give the view a name"),
        ("x" * (LONGEST_NAME + 1), "", "too long"),
        ("STRIKES", "", "of this name already"),
        ("x", "q=" + "x" * LONGEST_ADDRESS, "too many filters"),
    ],
)
def test_what_cannot_be_kept_is_refused_in_words(tmp_path: Path, name: str, address: str, reason: str) -> None:
    views = Views(tmp_path)
    views.save("Strikes", "", "")
    with pytest.raises(ValueError, match=reason):
        views.save(name, address, "")
    assert names(views) == ["Strikes"]


def test_a_dropped_name_is_free_again(tmp_path: Path) -> None:
    views = Views(tmp_path)
    views.drop(views.save("Strikes", "", ""), "")
    views.save("strikes", "", "")
    assert names(views) == ["strikes"]


def test_there_is_a_most(tmp_path: Path) -> None:
    line = '{{"view": "v{0}", "name": "n{0}", "address": "", "who": "", "at": ""}}\n'
    (tmp_path / FILE).write_text("".join(line.format(n) for n in range(MOST_VIEWS)))
    with pytest.raises(ValueError, match="already"):
        Views(tmp_path).save("one more", "", "")


@pytest.mark.parametrize(
    "line", ["", "{", "[]", "3", '{"view": 1}', '{"view": "v9", "who": "", "at": ""}', "\ud83d", "[" * 5000, "\x00"]
)
def test_a_broken_line_loses_no_other(tmp_path: Path, line: str) -> None:
    views = Views(tmp_path)
    views.save("before", "", "")
    with (tmp_path / FILE).open("ab") as file:
        file.write(line.encode("utf-8", "surrogatepass"))
    views.save("after", "", "")
    assert names(views) == ["after", "before"]


def test_an_unknown_view_is_not_invented(tmp_path: Path) -> None:
    for act in (Views(tmp_path).drop, Views(tmp_path).restore):
        with pytest.raises(KeyError):
            act("v1", "")
    with pytest.raises(KeyError):
        Views(tmp_path).rename("v1", "x", "")


def test_a_link_in_the_place_of_the_file_is_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.write_text("")
    store = tmp_path / "store"
    store.mkdir()
    (store / FILE).symlink_to(outside)
    with pytest.raises(StoreError):
        Views(store).standing()
    with pytest.raises(StoreError):
        Views(store).save("x", "", "")
    assert outside.read_text() == ""


def test_many_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as many:
        ids = list(many.map(lambda n: Views(tmp_path).save(f"view {n}", f"q={n}", ""), range(40)))
    assert len(set(ids)) == 40
    assert {(view.name, view.address) for view in Views(tmp_path).standing()} == {
        (f"view {n}", f"q={n}") for n in range(40)
    }
