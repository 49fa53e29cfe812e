"""Article text cut into pieces that a browser can show as text and nothing else; pure.

A browser counts UTF-16 units and the article counts code points, so all cutting is done here. The pieces joined are the text,
character for character.
"""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

# What the reader is sent at most: a sentence deep in a huge article comes with this much text on either side.
WINDOW = 30_000
_HIDDEN = {"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text under one marking. `mention` indexes the mentions given, `role` is the sentence's part in the event:
    2 main sentence, 1 further sentence, 0 neither. `hidden` names a character that would not show, such as `U+202E`."""

    text: str
    mention: int | None = None
    role: int = 0
    hidden: str | None = None


def is_hidden(character: str) -> bool:
    """Whether a character has no glyph of its own or turns the direction of the text; line ends and tabs do not count."""
    return character not in "\n\r\t" and unicodedata.category(character) in _HIDDEN


def visible(text: str | None) -> str:
    """The text on one line with every hidden character spelled out, as `⟦U+202E⟧`: for tables and hovers."""
    # Printable is what is no control, format or separator: nearly every text there is, told at once.
    if not text or text.isprintable():
        return text or ""
    shown = "".join(f"⟦U+{ord(c):04X}⟧" if is_hidden(c) else c for c in text) if any(map(is_hidden, text)) else text
    return " ".join(shown.split()) if any(c in shown for c in "\n\r\t") else shown


def pieces(
    text: str,
    mentions: Sequence[dict[str, Any]],
    sentences: Sequence[Sequence[int]],
    window: tuple[int, int] | None = None,
    stops: Iterable[int] = (),
) -> list[Piece]:
    """The text between the window's bounds, cut wherever a marking begins or ends.

    `mentions` are records with `start` and `end`; where two overlap the shorter shows. `sentences` are `[start, end]` of the
    event, the main one first. Spans outside the text are dropped: they mark nothing. At each of `stops` a piece begins.
    """
    first, last = window or (0, len(text))
    spans = [
        (max(m["start"], first), min(m["end"], last), index)
        for index, m in enumerate(mentions)
        if m["start"] < m["end"] and m["start"] < last and m["end"] > first
    ]
    roles = [
        (max(start, first), min(end, last), 2 if index == 0 else 1)
        for index, (start, end) in enumerate(sentences)
        if start < last and end > first
    ]
    owner = _innermost(spans)
    inside_window = (stop for stop in stops if first < stop < last)
    cuts = sorted({first, last, *inside_window, *(c for s in (*roles, *owner) for c in s[:2])})
    found: list[Piece] = []
    position = 0
    for start, end in itertools.pairwise(cuts):
        while position < len(owner) and owner[position][1] <= start:
            position += 1
        inside = position < len(owner) and owner[position][0] <= start
        role = max((r for s, e, r in roles if s <= start < e), default=0)
        found.extend(_spelled(text[start:end], owner[position][2] if inside else None, role))
    return found


def _innermost(spans: Iterable[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Disjoint spans in order of the text: longer ones are cut where shorter ones lie in them. n log n in the spans."""
    ordered = sorted(spans, key=lambda s: (s[0], -(s[1] - s[0])))
    result: list[tuple[int, int, int]] = []
    open_spans: list[tuple[int, int, int]] = []
    at = 0

    def close(until: int) -> None:
        nonlocal at
        while open_spans and at < until:
            _, end, index = open_spans[-1]
            if end <= at:
                open_spans.pop()
                continue
            stop = min(end, until)
            result.append((at, stop, index))
            at = stop
        at = max(at, until)

    for span in ordered:
        close(span[0])
        open_spans.append(span)
    close(max((end for _, end, _ in ordered), default=0))
    return result


def _spelled(text: str, mention: int | None, role: int) -> Iterable[Piece]:
    """One marked stretch with its hidden characters as pieces of their own."""
    start = 0
    for position, character in enumerate(text):
        if is_hidden(character):
            if start < position:
                yield Piece(text[start:position], mention, role)
            yield Piece(character, mention, role, f"U+{ord(character):04X}")
            start = position + 1
    if start < len(text):
        yield Piece(text[start:], mention, role)


def window_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The part of a long text to send: `WINDOW` characters on either side of the sentence, at least."""
    if len(text) <= 2 * WINDOW:
        return 0, len(text)
    return max(0, start - WINDOW), min(len(text), min(end, start + WINDOW) + WINDOW)
