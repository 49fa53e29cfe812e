"""What is kept for later is shown again as any link is, and the tour is as long as it says."""

from __future__ import annotations

from urllib.parse import parse_qs

import pytest

from dashboard import filters
from dashboard.views import keep, tour
from loaders import SavedView
from tests.dashboard.articles import PAYLOADS


@pytest.mark.parametrize("payload", [*PAYLOADS, "unit=x&" * 1000, "type=banana", "=&&;%ff%00", "\ud800"])
def test_a_saved_address_is_read_as_any_link(payload: str) -> None:
    (shown,) = keep.content([SavedView("1", payload, payload, payload, payload)], may=True)["views"]
    assert shown["href"].startswith("?")
    shown["href"].encode("ascii")
    reading = filters.read(parse_qs(shown["href"][1:]))
    assert reading.notices == ()


def test_the_tour_takes_two_minutes() -> None:
    assert all(title and text and targets for targets, title, text in tour.STEPS)
    assert 100 < sum(len(text.split()) for _, _, text in tour.STEPS) < 2 * 200
