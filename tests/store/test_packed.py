"""Rows on their way to the store: the same after packing, whatever their length; what is no packing is refused."""

from __future__ import annotations

import json

import pytest

from loaders.limits import LIMITS
from loaders.store import packed
from loaders.store.lines import BadLinesError, check
from loaders.store.packed import Packed, TooLongError, pack, unpack

ID = "a" * 64


def rows(text: str) -> dict[str, list[dict[str, object]]]:
    article = {"article_id": ID, "text": text, "event_count": 2}
    events = [{"event_id": f"e{number}", "article_id": ID, "sentence": text[:20]} for number in range(2)]
    return {"articles": [article], "events": events, "postings": []}


@pytest.mark.parametrize("length", [10, packed._LONG - 100, packed._LONG, 3 * packed._LONG])
def test_what_is_packed_comes_out_as_it_was(length: int) -> None:
    made = rows("Goma – " * (length // 7))
    sizes, body = pack(made)
    found = unpack(sizes, body)
    for name, expected in made.items():
        lines = [json.loads(line) for line in bytes(found[name].text()).splitlines()]
        assert lines == expected
        assert found[name].count == len(expected) == len(found[name].split())
        assert found[name].size == len(found[name].text())
    check(Packed(None, ID, "1", "{}", found))


def test_a_long_article_waits_in_a_fraction_of_its_bytes() -> None:
    sizes, body = pack(rows("The garrison left Goma. " * 200_000))
    assert sizes["articles"][2] > 4_000_000
    assert len(body) < 400_000


def test_an_article_whose_rows_nobody_should_hold_is_refused() -> None:
    with pytest.raises(
        TooLongError, match=rf"the most that is kept of one article is {LIMITS.found_bytes:,}\. Split it"
    ):
        pack(rows("x" * LIMITS.found_bytes))


@pytest.mark.parametrize(
    ("table", "place", "value"),
    [
        ("articles", 0, 2),
        ("articles", 1, 5),
        ("events", 2, -1),
        ("postings", 2, LIMITS.found_bytes),
        ("articles", 0, -1),
    ],
)
def test_sizes_that_are_not_those_of_the_bytes_are_refused(table: str, place: int, value: int) -> None:
    sizes, body = pack(rows("The garrison left."))
    sizes[table][place] = value
    with pytest.raises(ValueError, match="sizes and bytes differ"):
        unpack(sizes, body)


@pytest.mark.parametrize("size", [100, packed._LONG, 5 * packed._LONG])
def test_lines_that_do_not_unpack_to_what_they_say_are_refused(size: int) -> None:
    sizes, body = pack(rows("The garrison left Goma. " * 100_000))
    sizes["articles"][2] = size
    with pytest.raises(BadLinesError):
        check(Packed(None, ID, "1", "{}", unpack(sizes, body)))
    broken = body.replace(b"\x78\x01", b"\x00\x00", 1)
    with pytest.raises(BadLinesError):
        check(Packed(None, ID, "1", "{}", unpack(pack(rows("The garrison left Goma. " * 100_000))[0], broken)))
