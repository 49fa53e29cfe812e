"""Reviews lie over the events, one after the other, and can be taken back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from loaders.store.event_store import Store, open_store
from loaders.store.reviews import Value, Verdict
from tests.store.articles import article, day


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = open_store(tmp_path / "store")
    store.write(
        [article("Goma", place="Goma", date_start=day(3), latitude=-1.68, longitude=29.2, units=["3rd Brigade"])]
    )
    return store


def shown(store: Store, columns: str, event_id: str = "Goma-1") -> tuple[object, ...]:
    row = store.snapshot().cursor().execute(f"SELECT {columns} FROM events WHERE event_id = ?", [event_id]).fetchone()
    assert row is not None
    return row


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("place", "Bukavu"),
        ("place", None),
        ("date_start", date(2026, 1, 31)),
        ("latitude", -2.5),
        ("longitude", None),
        ("units", ["1st Brigade", "a; b"]),
        ("units", []),
        ("event_type", "capture"),
        ("status", "denied"),
    ],
)
def test_a_correction_shows_and_can_be_taken_back(store: Store, field: str, value: Value) -> None:
    before = shown(store, field)
    review = store.add_review("Goma-1", Verdict.CORRECTED, "Ada", "seen on a photograph", field, value)
    assert shown(store, f"{field}, corrected, review_verdict") == (value, [field], "corrected")
    assert shown(store, f"{field}, corrected, review_verdict", "Goma-0") == (*before, [], None)
    store.withdraw_review(review, "Ada", "another town")
    assert shown(store, f"{field}, corrected, review_verdict") == (*before, [], None)
    assert store.verify() == []


def test_the_last_word_wins_and_the_earlier_stays_on_record(store: Store) -> None:
    first = store.add_review("Goma-1", Verdict.CORRECTED, "Ada", "", "place", "Bukavu")
    second = store.add_review("Goma-1", Verdict.CORRECTED, "Bea", "", "place", "Uvira")
    store.add_review("Goma-1", Verdict.CONFIRMED, "Cleo")
    assert shown(store, "place, review_verdict") == ("Uvira", "confirmed")
    store.withdraw_review(second, "Bea")
    assert shown(store, "place") == ("Bukavu",)
    query = "SELECT review_id, who FROM reviews ORDER BY commit"
    assert store.snapshot().cursor().execute(query).fetchall()[0] == (first, "Ada")
    store.add_review("Goma-1", Verdict.REJECTED, "Dora", "a rumour")
    assert shown(store, "review_verdict") == ("rejected",)


def test_a_corrected_name_is_found_by_free_text(store: Store) -> None:
    store.add_review("Goma-1", Verdict.CORRECTED, "Ada", "", "place", "Kisangani")
    assert "kisangani" in str(shown(store, "search_text")[0])


def test_a_review_outlives_a_new_extraction(store: Store) -> None:
    store.add_review("Goma-1", Verdict.CORRECTED, "Ada", "", "place", "Bukavu")
    store.write([article("Goma", version="2", place="Goma")])
    assert shown(store, "place, date_start") == ("Bukavu", None)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("sentence", "never said"),
        ("article_id", "0"),
        ("nonsense", "x"),
        ("latitude", 91),
        ("latitude", "north"),
        ("event_type", "party"),
        ("date_start", "yesterday"),
        ("units", "3rd Brigade"),
    ],
)
def test_a_value_that_no_event_can_have_is_refused(store: Store, field: str, value: Value) -> None:
    before = store.snapshot().version
    with pytest.raises(ValueError, match=r".+"):
        store.add_review("Goma-1", Verdict.CORRECTED, "Ada", "", field, value)
    assert store.snapshot().version == before


@pytest.mark.parametrize("verdict", [Verdict.CONFIRMED, Verdict.REJECTED, Verdict.NEEDS_CHECK])
def test_a_verdict_shows_and_changes_no_value(store: Store, verdict: Verdict) -> None:
    before = shown(store, "place, latitude")
    review = store.add_review("Goma-1", verdict, "Ada", "two reports differ")
    assert shown(store, "place, latitude, corrected, review_verdict") == (*before, [], verdict.value)
    store.withdraw_review(review, "Ada")
    assert shown(store, "review_verdict") == (None,)


def test_an_unknown_event_or_review_is_refused(store: Store) -> None:
    with pytest.raises(KeyError):
        store.add_review("Goma-9", Verdict.CONFIRMED, "Ada")
    with pytest.raises(KeyError):
        store.withdraw_review("r99", "Ada")
    with pytest.raises(ValueError, match="correction names its field"):
        store.add_review("Goma-1", Verdict.CORRECTED, "Ada")


def test_a_time_of_day_goes_with_the_days_that_it_was_read_with(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    store.write([article("Goma", time_of_day="T21:45"), article("Uvira", time_of_day="TEV")])
    assert shown(store, "time_of_day") == ("T21:45",)
    store.add_review("Uvira-1", Verdict.CORRECTED, "Ada", "", "date_start", date(2026, 1, 31))
    store.add_review("Goma-1", Verdict.CORRECTED, "Ada", "", "place", "Goma")
    assert (shown(store, "time_of_day"), shown(store, "time_of_day", "Uvira-1")) == (("T21:45",), (None,))
