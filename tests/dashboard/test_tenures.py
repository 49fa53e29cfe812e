"""Who commanded on a day, as cited: never more than the articles say."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import tenures


def cited(
    person: str, first: date | None, last: date | None = None, role: str = "commander", change: str | None = None
) -> dict[str, Any]:
    return {
        "person": person, "unit": "6th Corps", "role": role, "rank": "Colonel", "change": change, "first_cited": first,
        "last_cited": last or first, "article_id": f"{person}{first}", "sentence_start": 0, "publisher": "Nile Wire", "published": None,
    }  # fmt: skip


D = date(2024, 3, 1)
KNOWN = tenures.tenures(
    [
        cited("Ali Hasan", D),
        cited("Ali Hasan", D + timedelta(20)),
        cited("Omar Said", D + timedelta(40), D + timedelta(42)),
        cited("Omar Said", D + timedelta(40), role="deputy commander"),
        cited("Anton Bely", None),
    ]
)


@pytest.mark.parametrize(
    ("asked", "on", "around", "before", "after"),
    [
        (D, ["Ali Hasan"], [], None, "Omar Said"),
        (D + timedelta(10), [], ["Ali Hasan"], None, "Omar Said"),
        (D + timedelta(30), [], [], "Ali Hasan", "Omar Said"),
        (D + timedelta(41), ["Omar Said"], [], "Ali Hasan", None),
        (D - timedelta(1), [], [], None, "Ali Hasan"),
        (D + timedelta(99), [], [], "Omar Said", None),
    ],
)
def test_who_commanded(asked: date, on: list[str], around: list[str], before: str | None, after: str | None) -> None:
    found = tenures.commanding(KNOWN, asked)
    assert [one.person for one in found.on] == on
    assert [one.person for one in found.around] == around
    assert (found.before and found.before.person, found.after and found.after.person) == (before, after)


def test_after_a_dismissal_nobody_is_taken_to_go_on() -> None:
    known = tenures.tenures(
        [
            cited("Ali Hasan", D),
            cited("Ali Hasan", D + timedelta(5), change="dismissed"),
            cited("Ali Hasan", D + timedelta(30)),
        ]
    )
    assert tenures.commanding(known, D + timedelta(10)).around == ()
    assert [one.person for one in tenures.commanding(known, D + timedelta(3)).around] == ["Ali Hasan"]


def test_gaps_lie_between_citations() -> None:
    assert tenures.gaps(KNOWN) == [(D + timedelta(21), D + timedelta(39))]


def test_nothing_is_drawn_without_a_day() -> None:
    assert tenures.figure(tenures.tenures([cited("Anton Bely", None)]), dark=False) is None


def test_a_hostile_name_is_no_markup_in_the_figure() -> None:
    drawn = tenures.figure(tenures.tenures([cited("<b>x</b><img src=http://evil.invalid>", D)]), dark=True, wanted=D)
    assert drawn is not None
    assert "<img" not in drawn.to_json().replace("\\u003c", "<")


@given(
    st.lists(st.tuples(st.sampled_from("ABC"), st.integers(0, 60), st.integers(0, 9)), max_size=12), st.integers(-5, 70)
)
def test_no_answer_goes_beyond_its_citations(rows: list[tuple[str, int, int]], asked: int) -> None:
    known = tenures.tenures(
        cited(name, D + timedelta(first), D + timedelta(first + more)) for name, first, more in rows
    )
    day = D + timedelta(asked)
    found = tenures.commanding(known, day)
    for one in found.on:
        assert any(c["first_cited"] <= day <= c["last_cited"] for c in one.citations)
    for first, last in tenures.gaps(known):
        assert tenures.commanding(known, first).on == tenures.commanding(known, last).on == ()
    assert not {one.person for one in found.on} & {one.person for one in found.around}
