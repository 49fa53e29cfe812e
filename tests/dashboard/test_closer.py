"""A closer look: what the browser may say that it shows, when the picture is made anew, and what it then holds."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import bins, closer, figures, hours, marks
from dashboard.bins import Bin, Frame
from dashboard.closer import Drawn
from dashboard.look import USUAL, Look
from tests.dashboard.test_figures import bars_of, events_of, row

DAY = date(2024, 11, 5)
NOON = datetime(2024, 11, 5, 12)


@pytest.mark.parametrize(
    ("told", "seen"),
    [
        (["2024-11-05T00:00:00", "2024-11-06T00:00:00"], (datetime(2024, 11, 5), datetime(2024, 11, 6))),
        (["2024-11-05T00:00:00", "2024-11-06T00:00:00", 3], (datetime(2024, 11, 5), datetime(2024, 11, 6))),
        (None, None),
        ([], None),
        ("2024", None),
        (["2024-11-06T00:00:00", "2024-11-05T00:00:00"], None),
        (["2024-11-05T00:00:00", "2024-11-05T00:01:00"], None),
        (["2024-11-05T00:00:00", "x"], None),
        (["0001-01-01T00:00:00", "9999-12-31T00:00:00"], None),
        ([None, {}], None),
        ({"a": 1}, None),
    ],
)
def test_what_the_browser_says_is_read_or_passed_over(told: object, seen: object) -> None:
    assert closer.read(told) == seen


@pytest.mark.parametrize(("told", "count"), [(None, 0), (["a", "b"], 0), (["a", "b", 2], 2), (["a", "b", "x"], 0)])
def test_moves_are_counted(told: object, count: int) -> None:
    assert closer.moves(told) == count


def look_at(before: Drawn | None, days: float, shift: float = 0, of: str = "view") -> Drawn:
    begins = NOON + timedelta(days=shift)
    return closer.fitting(before, of, "year", (begins, begins + timedelta(days=days)), USUAL)


def test_the_picture_is_made_anew_only_where_it_must_be() -> None:
    whole = closer.fitting(None, "view", "year", None, USUAL)
    assert (whole.frame, whole.seen) == (None, None)
    assert look_at(whole, 5_000).frame is None
    month = look_at(whole, 400)
    assert month.unit == "week"
    assert look_at(month, 390, 5).frame == month.frame
    assert look_at(month, 390, 5).seen == month.seen
    assert look_at(month, 390, 5, of="another").seen != month.seen
    assert look_at(month, 390, 900).frame != month.frame
    assert look_at(month, 2).unit == "hour"
    assert look_at(look_at(month, 2), 0.1).seen != look_at(month, 2).seen


def test_all_of_the_time_is_another_picture_each_time_it_is_asked_for_again() -> None:
    whole = closer.fitting(None, "view", "year", None, USUAL)
    assert closer.fitting(whole, "view", "year", None, USUAL).turn == whole.turn
    moved = look_at(whole, 5_000)
    assert closer.fitting(moved, "view", "year", None, USUAL).turn == whole.turn + 1


@pytest.mark.parametrize(
    ("last", "told", "begins", "ends", "words"),
    [
        (DAY, "", (5, 0, 0), (6, 0, 0), ""),
        (DAY, "T21:45", (5, 21, 45), (5, 21, 46), "at 21:45"),
        (DAY, "T00:00", (5, 0, 0), (5, 0, 1), "at 00:00"),
        (DAY, "TMO", (5, 4, 0), (5, 12, 0), "in the morning"),
        (DAY, "TEV", (5, 17, 0), (6, 0, 0), "in the evening"),
        (DAY, "TNI", (5, 0, 0), (6, 0, 0), ""),
        (DAY + timedelta(days=1), "TNI", (5, 18, 0), (6, 8, 0), "overnight"),
        (DAY + timedelta(days=1), "T21:45", (5, 0, 0), (7, 0, 0), ""),
        (DAY, "T24:00", (5, 0, 0), (6, 0, 0), ""),
        (DAY, "T21:45<b>", (5, 0, 0), (6, 0, 0), ""),
    ],
)
def test_an_event_covers_its_hours_where_they_are_stated_else_its_days(
    last: date, told: str, begins: tuple[int, int, int], ends: tuple[int, int, int], words: str
) -> None:
    assert hours.span(DAY, last, told) == (datetime(2024, 11, *begins), datetime(2024, 11, *ends))
    assert hours.spoken(DAY, last, told) == words


def test_the_calendar_ends() -> None:
    assert hours.span(date.max, date.max) == (datetime(9999, 12, 31), datetime.max)
    assert bins.frame(date.max, date.max).last == date.max
    assert bins.frame(date.min, date.min).first == date.min


TIMES = st.sampled_from(["", "T00:00", "T21:45", "TEV", "TNI", "TXX"])
SPANS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 2), TIMES), min_size=1, max_size=12)


@given(SPANS)
def test_counts_by_the_hour_lose_no_event(spans: list[tuple[int, int, str]]) -> None:
    days = [(DAY + timedelta(days=at), DAY + timedelta(days=at + long), told) for at, long, told in spans]
    frame = Frame(min(first for first, _, _ in days), max(last for _, last, _ in days), "hour")
    rows = [row(event_id=str(n), date_start=a, date_end=b, time_of_day=told) for n, (a, b, told) in enumerate(days)]
    counts = bins.count(marks.read(pd.DataFrame(rows)), Look(), frame)
    assert sum(counts.within.values()) + sum(counts.across.values()) == pytest.approx(len(spans))
    assert all(home.hour is not None and home.length == timedelta(hours=1) for home in counts.bins)
    assert counts.totals == {"strike": len(spans)}


def test_hours_beyond_the_frame_are_not_counted() -> None:
    rows = [row(date_start="2024-01-01", date_end="2024-12-31"), row(event_id="b", time_of_day="T21:45")]
    counts = bins.count(marks.read(pd.DataFrame(rows)), Look(), Frame(DAY, DAY, "hour"))
    assert counts.within == {(Bin(DAY, DAY, 21), "strike"): 1}
    assert sum(counts.across.values()) == pytest.approx(1 / 366, abs=1e-4)


def test_an_event_is_drawn_at_its_hour_and_says_so() -> None:
    frame = pd.DataFrame([row(time_of_day="T21:45"), row(event_id="b")])
    counts = bins.count(marks.read(frame), Look(), Frame(DAY, DAY, "hour"))
    close = figures.Close(NOON, NOON + timedelta(hours=12), counts, listed=True)
    figure = figures.timeline(frame, dark=False, close=close)
    bars = bars_of(figure)
    drawn = {data[0]: (pd.Timestamp(base), x) for data, base, x in zip(bars.customdata, bars.base, bars.x, strict=True)}
    assert drawn["a"] == (pd.Timestamp("2024-11-05 21:45"), 60_000)
    assert drawn["b"] == (pd.Timestamp("2024-11-05"), 86_400_000)
    assert "5 November 2024, at 21:45" in events_of(figure)["a"]
    assert [pd.Timestamp(edge) for edge in figure.layout.xaxis.range] == [NOON, NOON + timedelta(hours=12)]
    told = {data[1].split("<br>")[0] for trace in figure.data if trace.yaxis == "y2" for data in trace.customdata}
    assert "5 November 2024, 21:00–21:59" in told
    assert {trace.width[0] for trace in figure.data if trace.yaxis == "y2"} == {3_600_000 * 0.92}


def test_a_closer_look_at_counts_lists_what_it_touches() -> None:
    every = bins.count(marks.read(pd.DataFrame([row(event_id=str(n)) for n in range(600)])), Look())
    near = pd.DataFrame([row()])
    for listed, kinds in ((True, {"bar", "scatter"}), (False, {"bar"})):
        close = figures.Close(NOON, NOON + timedelta(days=2), bins.count(marks.read(near), Look()), listed)
        figure = figures.timeline(near, dark=False, counts=every, close=close)
        assert {trace.type for trace in figure.data} == kinds
        assert figure.layout.annotations[0].text == "<b>Strike</b>  600"
