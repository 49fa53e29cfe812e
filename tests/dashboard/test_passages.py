"""Cutting article text into pieces loses and adds nothing, whatever the text and the spans."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import passages
from dashboard.passages import Piece, pieces, visible

TEXTS = st.text(st.characters(exclude_categories=[]), max_size=60)
SPANS = st.lists(st.tuples(st.integers(0, 70), st.integers(0, 70)), max_size=8)


@given(TEXTS, SPANS, SPANS, st.none() | st.tuples(st.integers(0, 60), st.integers(0, 60)))
def test_the_pieces_joined_are_the_text(
    text: str, mentions: list[tuple[int, int]], sentences: list[tuple[int, int]], window: tuple[int, int] | None
) -> None:
    bounds = None
    if window:
        bounds = min(*window, len(text)), min(max(window), len(text))
    cut = pieces(text, [{"start": a, "end": b} for a, b in mentions], [s for s in sentences if s[0] < s[1]], bounds)
    first, last = bounds or (0, len(text))
    assert "".join(piece.text for piece in cut) == text[first:last]
    assert all(piece.text for piece in cut)
    assert all((piece.hidden is not None) == passages.is_hidden(piece.text) for piece in cut if len(piece.text) == 1)


@given(TEXTS, SPANS, st.lists(st.integers(0, 70), max_size=5))
def test_a_piece_begins_at_every_stop(text: str, spans: list[tuple[int, int]], stops: list[int]) -> None:
    cut = pieces(text, [{"start": a, "end": b} for a, b in spans], [], None, stops)
    begins = set()
    at = 0
    for piece in cut:
        begins.add(at)
        at += len(piece.text)
    assert at == len(text)
    assert {stop for stop in stops if 0 < stop < len(text)} <= begins


@given(TEXTS, SPANS)
def test_a_piece_carries_the_shortest_mention_that_holds_it(text: str, spans: list[tuple[int, int]]) -> None:
    mentions: list[dict[str, Any]] = [{"start": a, "end": b} for a, b in spans]
    at = 0
    for piece in pieces(text, mentions, []):
        holding = [(b - a, i) for i, (a, b) in enumerate(spans) if a < b and a <= at and at + len(piece.text) <= b]
        assert (piece.mention is None) == (not holding)
        if piece.mention is not None:
            start, end = spans[piece.mention]
            assert start <= at
            assert at + len(piece.text) <= end
        at += len(piece.text)


def test_nested_mentions_and_sentences() -> None:
    text = "Army took X. Then left."
    mentions = [{"start": 0, "end": 11}, {"start": 10, "end": 11}]
    assert pieces(text, mentions, [(0, 12), (13, 23)]) == [
        Piece("Army took ", 0, 2),
        Piece("X", 1, 2),
        Piece(".", None, 2),
        Piece(" ", None, 0),
        Piece("Then left.", None, 1),
    ]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("a\u202eb", "a⟦U+202E⟧b"),
        ("a\u200bb", "a⟦U+200B⟧b"),
        ("bell\x07", "bell⟦U+0007⟧"),
        ("a\u2028b", "a⟦U+2028⟧b"),
        ("two\nlines\tand tab", "two lines and tab"),
        ("Київ إلى 北京", "Київ إلى 北京"),
        ("e\u0301", "e\u0301"),
        (None, ""),
    ],
)
def test_what_would_not_show_is_spelled_out(text: str | None, shown: str) -> None:
    assert visible(text) == shown


@pytest.mark.parametrize(
    ("length", "start", "end"), [(10, 2, 5), (1_000_000, 500_000, 500_100), (5_000_000, 0, 5_000_000)]
)
def test_a_huge_article_is_sent_in_part_and_the_sentence_is_in_it(length: int, start: int, end: int) -> None:
    first, last = passages.window_around("x" * length, start, end)
    assert 0 <= first <= start < last <= length
    assert last - first <= 4 * passages.WINDOW
