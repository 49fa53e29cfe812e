"""Values in plain words, and links that are links."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dashboard import facts, words


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2025, 3, 5), date(2025, 3, 5), "5 March 2025"),
        (date(2025, 3, 1), date(2025, 3, 31), "1–31 March 2025"),
        (date(2025, 3, 30), date(2025, 4, 2), "30 March – 2 April 2025"),
        (date(2024, 12, 30), date(2025, 1, 2), "30 December 2024 – 2 January 2025"),
        (date(2024, 1, 1), date(2024, 12, 31), "2024"),
        (None, date(2024, 1, 1), "1 January 2024"),
        (None, None, "no date"),
    ],
)
def test_days(first: date | None, last: date | None, said: str) -> None:
    assert words.days(first, last) == said


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://example.org/a?b=c#d", True),
        ("HTTP://example.org", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("//example.org", False),
        ("https://", False),
        ("https://[::1", False),
        ("https://example.org/a\nb", False),
        (" https://example.org", False),
        ("file:///etc/passwd", False),
        (None, False),
        (7, False),
    ],
)
def test_only_http_becomes_a_link(url: object, kept: bool) -> None:
    assert words.safe_url(url) == (url if kept else None)


def described(record: dict[str, Any]) -> dict[str, list[str]]:
    return {row["label"]: [f"{line['text']} | {line['note']}" for line in row["lines"]] for row in facts.facts(record)}


def test_facts_of_a_full_event() -> None:
    said = described(
        {
            "date_start": "2024-03-01", "date_end": "2024-03-31", "date_precision": "month", "date_basis": "stated",
            "date_as_written": "in March", "status": "hypothetical", "confidence": 0.6, "confidence_reasons": ["one source"],
            "places": [
                {"text": "Sevsk", "name": "Sevsk", "admin1": "Bryansk Oblast", "country": "RU", "precision": "settlement",
                 "radius_km": 4.0, "lat": 52.1, "gazetteer_id": "a",
                 "alternatives": [{"name": "Siversk", "admin1": "Donetsk Oblast", "country": "UA", "gazetteer_id": "b"},
                                  {"name": "Sevsk", "gazetteer_id": "a"}]}
            ],
            "units": [{"text": "the 2nd", "name": "2nd Tank Brigade", "parents": ["5th Army"], "side": None}],
            "commanders": [{"text": "Col. Roe", "name": "Roe", "rank": "Colonel", "unit": "2nd Tank Brigade"}],
            "attribution": "the ministry", "attribution_kind": "official", "attribution_via": "TASS", "attribution_verb": "said",
        }
    )  # fmt: skip
    assert said == {
        "Date": ["1–31 March 2024 | some day in this month, the text states it, written “in March”"],
        "Place": [
            "Sevsk, Bryansk Oblast, RU | a settlement, within about 4 km",
            "or Siversk, Donetsk Oblast, UA | another place this may mean",
        ],
        "Unit": ["2nd Tank Brigade | written “the 2nd”, of 5th Army"],
        "Commander": ["Colonel Roe (2nd Tank Brigade) | written “Col. Roe”"],
        "Who says so": ["the ministry | an official source, through TASS, “said”"],
        "Status": ["only possible, not told as done | "],
        "Confidence": ["60% | one source"],
    }


def test_what_is_not_told_is_said_to_be_not_told() -> None:
    said = described({"status": "occurred"})
    assert said["Date"] == ["not told | nothing in the article fixes a day"]
    assert said["Place"] == said["Unit"] == ["not told | "]
    assert said["Who says so"] == ["the article itself | no other source is named"]


def test_a_correction_stands_beside_what_was_read() -> None:
    said = described(
        {
            "status": "denied", "date_start": date(2024, 1, 2), "date_end": date(2024, 1, 2), "units": ["9th Brigade"],
            "original": {"date_start": "2024-01-01", "units": [{"name": "6th Brigade"}]},
        }
    )  # fmt: skip
    assert said["Corrected"] == [
        "date start: 2 January 2024 | read from the article as 2024-01-01",
        "units: 9th Brigade | read from the article as 6th Brigade",
    ]
    assert said["Date"] == ["2 January 2024 | corrected"]
    assert said["Unit"] == ["9th Brigade | "]


@pytest.mark.parametrize(
    ("mention", "said"),
    [
        ({"kind": "date", "value": {"earliest": "2024-01-02", "latest": "2024-01-02", "basis": "relative"}},
         "date: 2 January 2024 (counted from another date in the article)"),
        ({"kind": "date", "value": {"timex": "P3D"}}, "date: P3D"),
        ({"kind": "place", "value": {"name": "Goma", "admin1": None, "country": "CD"}}, "place: Goma, CD"),
        ({"kind": "quantity", "value": {"of": "killed", "number": 4, "qualifier": "at least"}}, "quantity: killed, at least 4"),
        ({"kind": "claim", "value": {"source": None, "source_kind": "anonymous"}}, "claim: an unnamed source"),
        ({"kind": "action", "value": {"event_type": "civilian_harm", "status": "occurred"}}, "action: civilian harm, occurred"),
        ({"kind": "unit", "value": {"name": "a\u202eb"}}, "unit: a⟦U+202E⟧b"),
        ({"kind": "new", "value": None}, "new"),
    ],
)  # fmt: skip
def test_hovering_over_a_mention_says_its_value(mention: dict[str, Any], said: str) -> None:
    assert words.mention_title(mention) == said


def test_a_verdict_is_told() -> None:
    assert described({"review_verdict": "rejected"})["Review"] == ["checked by a person: wrong, not such an event | "]
    assert "Review" not in described({"review_verdict": "corrected"})
