"""Filter ↔ URL: every filter survives the way out and back, and no link can break the page."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import filters
from dashboard.words import EARLIEST, LATEST
from loaders import Filter, Presence
from loaders.model import EventType, Status

WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=40)
SHAPES = st.lists(
    st.sampled_from(["36.9,48.1,38.4,48.9", "170,-20,-170,5", "30,10,40,10,35,20"]), max_size=2, unique=True
).map(tuple)
LISTS = st.lists(WORDS, max_size=4, unique=True).map(tuple)
DAYS = st.none() | st.dates(EARLIEST, LATEST)


@st.composite
def chosen_filters(draw: st.DrawFn) -> Filter:
    first, last = draw(DAYS), draw(DAYS)
    if first and last and first > last:
        first, last = last, first
    return Filter(
        units=draw(LISTS),
        places=draw(LISTS),
        commanders=draw(LISTS),
        event_types=tuple(draw(st.lists(st.sampled_from([t.value for t in EventType]), max_size=3, unique=True))),
        statuses=tuple(draw(st.lists(st.sampled_from([s.value for s in Status]), max_size=3, unique=True))),
        publishers=draw(LISTS),
        origins=draw(LISTS),
        languages=draw(LISTS),
        flags=draw(LISTS),
        articles=draw(LISTS),
        event_ids=draw(LISTS),
        shapes=draw(SHAPES),
        countries=draw(LISTS),
        regions=draw(LISTS),
        sides=draw(LISTS),
        sources=draw(LISTS),
        source_kinds=draw(LISTS),
        date_precisions=draw(LISTS),
        excluded=(("units", "x" * 50), ("publishers", "y" * 50)) if draw(st.booleans()) else (),
        date_from=first,
        date_to=last,
        text=draw(st.just("") | WORDS),
        undated=draw(st.sampled_from(Presence)),
        unlocated=draw(st.sampled_from(Presence)),
        since_commit=draw(st.none() | st.integers(0, 10**12)),
    )


@given(chosen_filters(), st.none() | WORDS)
def test_a_link_opens_the_view_it_was_copied_from(chosen: Filter, event_id: str | None) -> None:
    assert filters.read(filters.write(chosen, event_id)) == filters.Reading(chosen, event_id, ())


@given(
    st.dictionaries(
        st.sampled_from(sorted(filters.KNOWN)) | st.text(max_size=8), st.lists(st.text(max_size=30), max_size=5)
    )
)
def test_no_link_breaks_the_page(query: dict[str, list[str]]) -> None:
    reading = filters.read(query)
    assert filters.read(filters.write(reading.filter, reading.event_id)).filter == reading.filter


@pytest.mark.parametrize(
    ("query", "notice"),
    [
        ({"type": ["banana"]}, "“banana” is no type: it was left out."),
        ({"status": ["OCCURRED"]}, "“OCCURRED” is no status: it was left out."),
        ({"from": ["yesterday"]}, "“yesterday” makes no sense for “from”: it was left out."),
        ({"from": ["2024-13-01"]}, "“2024-13-01” makes no sense for “from”: it was left out."),
        ({"to": ["0001-01-01"]}, "“0001-01-01” makes no sense for “to”: it was left out."),
        ({"undated": ["maybe"]}, "“maybe” makes no sense for “undated”: it was left out."),
        ({"unit": ["\ud800"]}, "“?” is no unit: it was left out."),
        ({"unit": ["x" * 401]}, f"“{'x' * 60}…” is no unit: it was left out."),
        ({"q": ["a\0b"]}, "“a⟦U+0000⟧b” makes no sense for “q”: it was left out."),
        ({"since": ["-1"]}, "“-1” makes no sense for “since”: it was left out."),
        ({"since": ["9" * 5000]}, f"“{'9' * 60}…” makes no sense for “since”: it was left out."),
        ({"since": ["１２"]}, "“１２” makes no sense for “since”: it was left out."),
        ({"within": ["1,2,3"]}, "“1,2,3” is no area on the map: it was left out."),
        ({"within": ["5,9,4,8"]}, "“5,9,4,8” is no area on the map: it was left out."),
        ({"not.within": ["1,2,3,4"]}, "The link holds “not.within”, which is no filter: it was left out."),
        ({"colour": ["red"]}, "The link holds “colour”, which is no filter: it was left out."),
        (
            {"from": ["2024-02-01"], "to": ["2024-01-01"]},
            "The first day, 1 February 2024, is after the last, 1 January 2024: both were left out.",
        ),
    ],
)
def test_nonsense_gives_the_default_and_a_notice(query: dict[str, list[str]], notice: str) -> None:
    assert filters.read(query) == filters.Reading(Filter(), None, (notice,))


def test_sense_beside_nonsense_is_kept() -> None:
    reading = filters.read({"type": ["strike", "banana"], "from": ["2024-01-01"]})
    assert reading.filter == Filter(event_types=("strike",), date_from=date(2024, 1, 1))
    assert len(reading.notices) == 1


def test_a_link_with_endless_values_is_cut() -> None:
    reading = filters.read({"unit": [f"unit {n}" for n in range(500)]})
    assert len(reading.filter.units) == filters.MOST_VALUES
    assert len(reading.notices) == 1


def test_a_link_with_many_areas_is_cut() -> None:
    """Each event is held against every line of every area."""
    reading = filters.read({"within": [f"{west},1,{west + 1},2" for west in range(50)]})
    assert len(reading.filter.shapes) == filters.MOST_SHAPES
    assert reading.notices == ("The link holds more than 5 values of “within”: the rest was left out.",)


@given(chosen_filters())
def test_each_chip_takes_off_one_condition_and_all_of_them_leave_nothing(chosen: Filter) -> None:
    for chip in filters.chips(chosen):
        assert len(filters.chips(chip.without)) == len(filters.chips(chosen)) - 1
        chosen_without = {other.token for other in filters.chips(chip.without)}
        assert chip.token not in chosen_without
    rest = chosen
    while found := filters.chips(rest):
        rest = found[0].without
    assert rest == Filter()


def test_chips_say_in_words_what_they_take_off() -> None:
    chosen = Filter(
        units=("M23",),
        event_types=("civilian_harm",),
        origins=("ACLED", "extracted"),
        languages=("uk", "zz"),
        flags=("place_conflict",),
        date_from=date(2024, 5, 3),
        text="rain",
        undated=Presence.HIDE,
        unlocated=Presence.ONLY,
        since_commit=7,
    )
    assert [(chip.name, chip.label) for chip in filters.chips(chosen)] == [
        ("Unit", "M23"),
        ("Type", "civilian harm"),
        ("Read or stated", "stated by ACLED"),
        ("Read or stated", "read off an article"),
        ("Language", "Ukrainian"),
        ("Language", "zz"),
        ("Doubt", "Place contradicts geography"),
        ("From", "3 May 2024"),
        ("Only", "with a date"),
        ("Only", "without a place on the map"),
        ("Text", "rain"),
        ("New since", "entry 7 of the log"),
    ]


def test_toggling_twice_changes_nothing_but_the_order() -> None:
    chosen = Filter(units=("a", "b"))
    assert filters.toggled(filters.toggled(chosen, "units", "b", False), "units", "b", True) == chosen
    assert filters.toggled(chosen, "units", "a", True).units == ("b", "a")
    assert filters.only(chosen, "units", "c").units == ("c",)


@pytest.mark.parametrize(
    "change", [lambda: filters.toggled(Filter(), "text", "x", True), lambda: filters.only(Filter(), "sql", "x")]
)
def test_only_list_conditions_can_be_toggled(change: object) -> None:
    with pytest.raises(KeyError):
        change()  # type: ignore[operator]
