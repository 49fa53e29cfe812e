"""Playback cuts time into steps that cover all of it, each day once."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import playback

DAYS = st.dates(date(1605, 1, 1), date(2030, 1, 1))


@given(DAYS, st.integers(0, 90_000), st.sampled_from(list(playback.STEPS)))
def test_steps_cover_every_day_once(first: date, length: int, step: str) -> None:
    last = first + timedelta(days=length)
    steps = playback.film(first, last, step, cumulative=False).steps
    assert len(steps) <= playback.MOST_STEPS
    assert steps[0].first <= first
    assert steps[-1].last >= last
    assert all(one.last + timedelta(days=1) == two.first for one, two in pairwise(steps))


@pytest.mark.parametrize(
    ("cumulative", "window"),
    [(False, (date(2024, 2, 1), date(2024, 2, 29))), (True, (date(2024, 1, 1), date(2024, 2, 29)))],
)
def test_a_step_shows_its_own_days_or_all_up_to_it(cumulative: bool, window: tuple[date, date]) -> None:
    film = playback.film(date(2024, 1, 20), date(2024, 5, 2), "month", cumulative=cumulative)
    assert film.window(1) == window
    assert film.window(99)[1] == date(2024, 5, 31)
    assert film.window(-1)[1] == date(2024, 1, 31)


@pytest.mark.parametrize(
    ("days", "step"), [(0, "day"), (80, "day"), (81, "week"), (560, "week"), (700, "month"), (9_000, "year")]
)
def test_a_film_is_neither_too_long_nor_too_short(days: int, step: str) -> None:
    assert playback.fitting(date(2022, 2, 24), date(2022, 2, 24) + timedelta(days=days)) == step


@pytest.mark.parametrize(
    ("day", "step"), [("2023-12-31", 0), ("2024-01-01", 0), ("2024-02-29", 1), ("2024-03-05", 2), ("2030-01-01", 2)]
)
def test_a_day_has_its_step(day: str, step: int) -> None:
    made = playback.film(date(2024, 1, 10), date(2024, 3, 3), "month", cumulative=False)
    assert made.step_of(date.fromisoformat(day)) == step
