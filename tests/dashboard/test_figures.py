"""The timeline draws what is known of time, no more, and shows article text as text."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import plotly.io as pio
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import bins, figures, lanes, marks, palette
from dashboard.look import Look


def row(**changes: Any) -> dict[str, Any]:
    base = {
        "event_id": "a",
        "event_type": "strike",
        "status": "occurred",
        "date_start": "2024-11-05",
        "date_end": "2024-11-05",
        "date_basis": "stated",
        "place": "Omdurman",
        "sentence": "Shells struck a market in Omdurman.",
        "attribution": "residents",
    }
    return {**base, **changes}


def drawn(*rows: dict[str, Any], **options: Any) -> Any:
    return figures.timeline(pd.DataFrame(list(rows)), dark=False, **options)


def events_of(figure: Any) -> dict[str, str]:
    """event_id → hover, for the glyphs of the lanes."""
    trace = next(each for each in figure.data if each.type == "scatter" and each.customdata is not None)
    return {data[0]: data[1] for data in trace.customdata}


def bars_of(figure: Any) -> Any:
    return next(each for each in figure.data if each.type == "bar" and each.orientation == "h")


def overlays(figure: Any) -> set[str]:
    return {each.marker.symbol for each in figure.data if each.type == "scatter" and each.customdata is None}


def test_event_is_a_bar_from_first_to_last_day() -> None:
    bars = bars_of(drawn(row(date_start="2024-11-01", date_end="2024-11-30")))
    assert pd.Timestamp(bars.base[0]) == pd.Timestamp("2024-11-01")
    assert bars.x[0] == 30 * 86_400_000


def test_undated_is_counted_not_drawn() -> None:
    nowhen = [row(event_id="b", date_start=None, date_end=None), row(event_id="c", date_start=pd.NaT, date_end="")]
    assert list(events_of(drawn(row(), *nowhen))) == ["a"]
    assert figures.undated(pd.DataFrame([row(), *nowhen])) == 2


def test_only_undated_gives_a_message() -> None:
    figure = drawn(row(date_start=None, date_end=None))
    assert len(figure.data) == 0
    assert "date" in figure.layout.annotations[0].text


@pytest.mark.parametrize(
    ("basis", "pattern", "outline", "overlay"),
    [("stated", "", 0, None), ("relative", "/", 1, "line-ew"), ("published", "", 1, "circle-open")],
)
def test_date_bases_look_different(basis: str, pattern: str, outline: int, overlay: str | None) -> None:
    figure = drawn(row(date_basis=basis))
    marker = bars_of(figure).marker
    assert (marker.pattern.shape[0], marker.line.width[0]) == (pattern, outline)
    assert marker.color[0].endswith(",0.3)" if basis == "stated" else ",0)")
    assert overlays(figure) == ({overlay} if overlay else set())


@pytest.mark.parametrize("status", ["planned", "hypothetical", "denied"])
def test_what_did_not_happen_is_hollow(status: str) -> None:
    trace = next(each for each in drawn(row(status=status)).data if each.type == "scatter")
    assert trace.marker.color[0] == palette.theme(False).paper
    assert trace.marker.line.color[0] == palette.colour("strike", False)


@pytest.mark.parametrize(
    "text",
    [
        "<img src=x onerror=alert(1)>",
        "<b>bold</b>",
        '<a href="javascript:alert(1)">x</a>',
        "<extra></extra>%{customdata[0]}",
        "&lt;b&gt; & &amp;#60;",
        "<br><sup>x</sup>",
    ],
)
@pytest.mark.parametrize("column", ["sentence", "place", "attribution"])
def test_markup_shows_as_text(text: str, column: str) -> None:
    shown = events_of(drawn(row(**{column: text})))["a"]
    own = shown.replace("<b>Strike</b>", "").replace("<br>", "")
    assert "<" not in own
    assert ">" not in own
    assert "&lt;" in own or "&amp;" in own


def test_hostile_codes_become_known_words() -> None:
    shown = events_of(drawn(row(event_type="<img src=x>", status="<b>", date_basis="<i>")))["a"]
    assert "img" not in shown
    assert "<i>" not in shown
    assert shown.startswith("<b>Other</b>")


def test_hidden_characters_are_spelled_out() -> None:
    assert "U+202E" in events_of(drawn(row(place="Om\u202edurman")))["a"]


def test_each_type_present_has_a_lane_and_each_event_its_row() -> None:
    figure = drawn(row(), row(event_id="b"), row(event_id="c", event_type="meeting"))
    assert [note.text for note in figure.layout.annotations] == ["<b>Strike</b>  2", "<b>Meeting</b>  1"]
    assert len(set(bars_of(figure).y)) == 3


@pytest.mark.parametrize(
    ("by", "labels"),
    [
        ("unit", ["<b>SAF</b>  2", "<b>&lt;b&gt;RSF</b>  1", "<b>No unit named</b>  1"]),
        ("place", ["<b>Omdurman</b>  2", "<b>No place named</b>  1"]),
        ("publisher", ["<b>Daily</b>  1", "<b>Weekly</b>  1", "<b>Publisher unknown</b>  1"]),
    ],
)
def test_lanes_by_what_the_look_says(by: str, labels: list[str]) -> None:
    figure = drawn(
        row(units=["SAF", "<b>RSF"], places=["Omdurman"], publisher="Daily"),
        row(event_id="b", units=["SAF", "SAF"], places=["Omdurman"], publisher="Weekly"),
        row(event_id="c", units=[], places=None, publisher=None),
        look=Look(lanes=by),
    )
    assert [note.text for note in figure.layout.annotations] == labels


def test_lanes_beyond_the_most_are_counted() -> None:
    totals = {"": 9, **{f"unit {number}": number for number in range(1, 41)}}
    assert lanes.order(totals, "unit") == [*(f"unit {number}" for number in range(40, 25, -1)), ""]
    assert lanes.beyond(totals, "unit") == 25


def test_bars_by_side_name_the_sides_and_lose_none() -> None:
    rows = [row(event_id=str(n), actors=[f"side {n % 9}"] if n % 10 else []) for n in range(90)]
    names = {
        each.customdata[0][1].split("<br>")[1]
        for each in drawn(*rows, look=Look(stack="side")).data
        if each.yaxis == "y2"
    }
    assert len(names) == 7
    assert {"No side named: 9"} <= names
    assert sum(int(name.rpartition(" ")[2]) for name in names) == 90


def test_busy_lane_stays_bounded() -> None:
    read = marks.read(pd.DataFrame([row(event_id=str(n)) for n in range(400)]))
    placed, rows = lanes.arrange(read, "type", {"strike": 400})
    assert len(placed) == 400
    assert rows[-1].bottom < 200
    assert all(rows[0].top < item.y < rows[0].bottom for item in placed)


def test_selected_is_ringed_and_window_drawn() -> None:
    figure = drawn(row(), selected="a", window=(date(2024, 11, 1), date(2024, 11, 9)))
    assert overlays(figure) == {"circle-open"}
    boxes = [shape for shape in figure.layout.shapes if shape.type == "rect"]
    assert [box.yref for box in boxes] == ["y", "y2 domain"]
    for box in boxes:
        assert (pd.Timestamp(box.x0), pd.Timestamp(box.x1)) == (pd.Timestamp("2024-11-01"), pd.Timestamp("2024-11-10"))
    assert not figure.layout.selections, "a selection that the page draws would come back with every click"


@pytest.mark.parametrize(
    ("last", "events", "days", "counts"), [(9, 1, 86_400_000, 1), (20, 1, None, 1), (9, 4, 86_400_000, None)]
)
def test_ticks_are_whole_days_and_whole_events(last: int, events: int, days: int | None, counts: int | None) -> None:
    days_told = ["2024-11-09"] * events + [f"2024-11-{last:02}"]
    rows = [row(event_id=str(n), date_start=day, date_end=day) for n, day in enumerate(days_told)]
    layout = figures.timeline(pd.DataFrame(rows), dark=False).layout
    assert (layout.xaxis.dtick, layout.yaxis2.dtick) == (days, counts)


@pytest.mark.parametrize(("drag", "events"), [("pan", 1), ("pan", 2), ("select", 2)])
def test_clicks_choose_whatever_the_number_of_events(drag: str, events: int) -> None:
    layout = figures.timeline(pd.DataFrame([row(event_id=str(n)) for n in range(events)]), dark=False, drag=drag).layout
    assert (layout.clickmode, layout.dragmode) == ("event+select", drag)


def test_many_events_become_counts() -> None:
    rows = [
        row(event_id=str(n), date_start=f"2024-{n % 12 + 1:02}-05", date_end=None) for n in range(figures.DENSE + 1)
    ]
    figure = drawn(*rows)
    assert not any(each.type == "scatter" for each in figure.data)
    assert all(data[0] == "" for data in bars_of(figure).customdata)
    assert figures.timeline(pd.DataFrame(rows), dark=True).layout.height < 300


@pytest.mark.parametrize(
    ("days", "unit"), [(0, "day"), (75, "day"), (76, "week"), (460, "week"), (461, "month"), (4000, "year")]
)
def test_bins_grow_with_the_time_shown(days: int, unit: str) -> None:
    first = date(2022, 2, 24)
    assert bins.unit_for(first, first + timedelta(days=days)) == unit


@pytest.mark.parametrize(
    ("unit", "first", "last"),
    [
        ("day", date(2024, 2, 29), date(2024, 2, 29)),
        ("week", date(2024, 2, 26), date(2024, 3, 3)),
        ("month", date(2024, 2, 1), date(2024, 2, 29)),
        ("year", date(2024, 1, 1), date(2024, 12, 31)),
    ],
)
def test_bin_holds_its_day(unit: str, first: date, last: date) -> None:
    assert bins.bin_of(date(2024, 2, 29), unit) == bins.Bin(first, last)


SPANS = st.lists(st.tuples(st.dates(date(1990, 1, 1), date(2030, 1, 1)), st.integers(0, 900)), min_size=1, max_size=30)


@given(SPANS)
def test_counts_make_the_number_of_dated_events(spans: list[tuple[date, int]]) -> None:
    frame = pd.DataFrame(
        [
            row(event_id=str(n), date_start=first, date_end=first + timedelta(days=length))
            for n, (first, length) in enumerate(spans)
        ]
    )
    counts = bins.count(marks.read(frame))
    assert sum(counts.within.values()) + sum(counts.across.values()) == pytest.approx(len(spans))
    assert list(counts.bins) == sorted(set(counts.bins))


@pytest.mark.parametrize(
    ("selection", "ids", "window"),
    [
        (
            {"points": [{"customdata": ["a", "x"]}, {"customdata": ["a", "x"]}, {"customdata": ["b", "x"]}]},
            ["a", "b"],
            None,
        ),
        (
            {"points": [], "box": [{"x": ["2024-05-05 10:00", "2024-03-01"]}]},
            [],
            (date(2024, 3, 1), date(2024, 5, 5)),
        ),
        (
            {"points": [{"customdata": ["", "x", "2024-08-01", "2024-08-31"]}]},
            [],
            (date(2024, 8, 1), date(2024, 8, 31)),
        ),
        ({"points": [{}], "box": []}, [], None),
        ({}, [], None),
        (None, [], None),
    ],
)
def test_selection_is_read(selection: object, ids: list[str], window: tuple[date, date] | None) -> None:
    assert (figures.picked(selection), figures.window_of(selection)) == (ids, window)


def test_reversed_days_are_put_in_order() -> None:
    (mark,) = marks.read(pd.DataFrame([row(date_start="2024-11-09", date_end="2024-11-05")]))
    assert (mark.first, mark.last) == (date(2024, 11, 5), date(2024, 11, 9))


def test_sentence_is_cut_at_a_word() -> None:
    assert marks.shortened("one two three four", 12) == "one two…"
    assert marks.shortened("x" * 50, 12) == "x" * 12 + "…"
    assert marks.shortened("short", 12) == "short"


@pytest.mark.parametrize("look", [Look(), Look("unit", "side", "week"), Look("place", "type", "month")])
@pytest.mark.parametrize("events", [1, 3, figures.DENSE + 1])
def test_plotly_accepts_every_property(look: Look, events: int) -> None:
    """A figure is made unchecked: here plotly checks it, and finds nothing to change."""
    rows = [row(event_id=str(n), units=[f"{n % 4}th Brigade"]) for n in range(events)]
    window = (date(2023, 4, 1), date(2023, 5, 1))
    made = drawn(*rows, look=look, selected="0", window=window, drag="select").to_plotly_json()
    checked = go.Figure(**made, skip_invalid=False).to_plotly_json()
    assert checked["layout"].pop("template") is not None
    assert made["layout"].pop("template") == {}
    assert json.loads(pio.to_json(checked, validate=False)) == json.loads(pio.to_json(made, validate=False))
