"""What stands around the text of printed pages: running heads and feet, page numbers, what a program prints there of itself."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from statistics import median

# Shares of the page's height where running heads and page numbers stand.
_MARGIN = 0.1
# Heads and feet stand on this share of the pages: a third, since those of left and right pages differ.
_RUNNING_SHARE = 3
_LONGEST_PRINTED = 2_000
# Heights between a running head or foot and the text; between two paragraphs there are about two.
_AWAY = 2.5
_DIGITS = re.compile(r"\d+")
# What a program prints around a page, whole lines of it: which page of how many, where it is from, and the minute of printing.
_PRINTED = re.compile(
    r"(?:(?:page|p\.|seite|página|pagina|страница|стр\.|сторінка|صفحة) ?)?\d{1,4} ?(?:/|of|von|sur|de|di|из|з|من) ?\d{1,4}"
    r"|(?:https?://|www\.|file://)\S+|about:blank"
    r"|\d{1,4}[./-]\d{1,2}[./-]\d{1,4},? (?:[ap]\.?m\.? ?)?\d{1,2}:\d{2}(?: ?[ap]\.?m\.?)?",
    re.I,
)
# As much of the larger of two heights is no difference of size.
_SAME_SIZE = 0.12


@dataclass(frozen=True, slots=True)
class Line:
    """One line, or one cell of a row; y grows upwards, all in points. `page_height` places it on its page."""

    text: str
    page: int
    left: float
    right: float
    bottom: float
    height: float
    page_height: float


def without_running(lines: list[Line], pages: int, stated: str | None) -> tuple[list[Line], tuple[str, ...]]:
    """The lines without those that come back at a margin from page to page, whatever their number says, or that a program prints there."""
    places: dict[tuple[int, int, str], set[int]] = defaultdict(set)
    for line in lines:
        places[_place(line)].add(line.page)
    enough = max(2, -(-pages // _RUNNING_SHARE))
    back = {place for place, seen in places.items() if place[0] and len(seen) >= enough}
    usual = median(line.height for line in lines) if lines else 0.0
    inner = _inner(lines)
    printed = {line.page for line in lines if _is_printed(line)}

    def left_out(line: Line) -> bool:
        if not _margin(line):
            return False
        called = line.page in printed and line.text == stated and line.height <= usual
        return called or _is_printed(line) or (_place(line) in back and _is_apart(line, usual, inner))

    kept = [line for line in lines if not left_out(line)]
    if not kept:
        return lines, ()
    shown = {_place(line): line.text for line in reversed(lines) if left_out(line)}
    return kept, tuple(sorted(set(shown.values())))


def _inner(lines: list[Line]) -> dict[int, tuple[float, float]]:
    """Where the text in the middle of each page ends, down and up, as far as no wide space parts its lines."""
    by_page: dict[int, list[Line]] = defaultdict(list)
    for line in sorted(lines, key=lambda line: line.bottom):
        by_page[line.page].append(line)
    found = {}
    for page, sorted_lines in by_page.items():
        low = high = len(sorted_lines) // 2
        while low and not _wide(sorted_lines[low - 1], sorted_lines[low]):
            low -= 1
        while high + 1 < len(sorted_lines) and not _wide(sorted_lines[high], sorted_lines[high + 1]):
            high += 1
        found[page] = sorted_lines[low].bottom, sorted_lines[high].bottom
    return found


def _wide(lower: Line, upper: Line) -> bool:
    return upper.bottom - lower.bottom > _AWAY * max(lower.height, upper.height)


def _is_apart(line: Line, usual: float, inner: dict[int, tuple[float, float]]) -> bool:
    """Whether a line differs in size from the text, or stands well away from it: reports that use the same words again may
    begin page after page with the same line.
    """
    low, high = inner[line.page]
    return abs(line.height - usual) > _SAME_SIZE * max(line.height, usual) or not low <= line.bottom <= high


def _is_printed(line: Line) -> bool:
    return _margin(line) > 0 and len(line.text) <= _LONGEST_PRINTED and _PRINTED.fullmatch(line.text) is not None


def _margin(line: Line) -> int:
    """1 is the foot, 2 the head of a page, 0 neither."""
    share = line.bottom / line.page_height if line.page_height else 0.5
    return 1 if share <= _MARGIN else 2 if share >= 1 - _MARGIN else 0


def _place(line: Line) -> tuple[int, int, str]:
    """Which margin, how high on the page, and the words with their numbers left open."""
    return _margin(line), round(line.bottom / 4), _DIGITS.sub("#", " ".join(line.text.split()))
