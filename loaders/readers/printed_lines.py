"""Lines as they stand on printed pages → paragraphs: columns in order, running heads out, words and sentences whole again."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import mean, median

from loaders.readers.running_lines import Line, without_running

# Multiples of a line's height.
_SAME_ROW, _INDENT, _COLUMN_EDGE, _LARGEST_STEP = 0.3, 0.5, 3.0, 1.9
# Of the usual step from line to line: white space above a paragraph is seldom less.
_STEP = 1.25
_SAME_SIZE = 0.12
# Words of a justified line may stand this far apart (in heights); columns too, but only many rows of them make columns.
_WORD_GAP = 3.0
# A row of a table has short cells; columns of running text have long ones, and many.
_FEWEST_ROWS, _LONG_CELL = 3, 20

_TERMINAL = re.compile(r"[.!?…:;。！？؟۔][\"'”’»)\]]*$")
_BULLET = re.compile(r"[•▪●◦‣∙·*–—-]\s|\(?\d{1,3}[.)]\s")
_HYPHENS = "-\u2010\u00ad"
_BROKEN_WORD = re.compile(rf"(\w+)[{_HYPHENS}]$")
_WORD = re.compile(r"\w+")
_COMPOUND = re.compile(r"\w+(?:-\w+)+")


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """`dropped` are running heads and page numbers, one of each; `guessed` words whose hyphen may have been their own."""

    texts: tuple[str, ...]
    heights: tuple[float, ...]
    dropped: tuple[str, ...]
    guessed: tuple[str, ...]


def paragraphs(lines: list[Line], pages: int, stated: str | None = None) -> Paragraphs:
    """The paragraphs of all pages in reading order. `stated` is what the file calls itself, which is printed around its pages."""
    kept, dropped = without_running(lines, pages, stated)
    by_page: dict[int, list[Line]] = defaultdict(list)
    for line in kept:
        by_page[line.page].append(line)
    ordered = [line for page in sorted(by_page) for line in _in_columns(by_page[page])]
    joiner = _Joiner(ordered)
    groups: list[list[Line]] = []
    edges = _edges(ordered)
    step = _usual_step(ordered)
    for index, line in enumerate(ordered):
        if index and _continues(ordered[index - 1], line, edges[index - 1], step):
            groups[-1].append(line)
        else:
            groups.append([line])
    texts = tuple(joiner.join(line.text for line in group) for group in groups)
    heights = tuple(median(line.height for line in group) for group in groups)
    return Paragraphs(texts, heights, dropped, tuple(joiner.guessed))


def _in_columns(lines: list[Line]) -> list[Line]:
    """The lines of one page; where a page was written row by row across two columns, the left column comes first."""
    ordered: list[Line] = []
    block: list[list[Line]] = []
    gutter = (float("-inf"), float("inf"))

    def flush() -> None:
        pairs = [row for row in block if len(row) == 2]
        if len(pairs) >= _FEWEST_ROWS and mean(len(cell.text) for row in pairs for cell in row) >= _LONG_CELL:
            cells = [cell for row in block for cell in row]
            ordered.extend(cell for cell in cells if cell.right <= gutter[1])
            ordered.extend(cell for cell in cells if cell.right > gutter[1])
        else:
            ordered.extend(cell for row in block for cell in _one_line(row))
        block.clear()

    for row in _rows(lines):
        between = (row[0].right, row[1].left) if len(row) == 2 else gutter
        shared = max(gutter[0], between[0]), min(gutter[1], between[1])
        beside = len(row) == 1 and bool(block) and (row[0].right <= gutter[1] or row[0].left >= gutter[0])
        if not (beside or (len(row) == 2 and shared[0] < shared[1])):
            flush()
            shared = between if len(row) == 2 else (float("-inf"), float("inf"))
        gutter = shared
        if len(row) == 2 or beside:
            block.append(row)
        else:
            ordered.extend(_one_line(row))
    flush()
    return ordered


def _rows(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """Neighbours that stand beside each other, left to right."""
    row: list[Line] = []
    for line in lines:
        if row and (abs(line.bottom - row[-1].bottom) > _SAME_ROW * line.height or line.left < row[-1].right):
            yield row
            row = []
        row.append(line)
    if row:
        yield row


def _one_line(row: list[Line]) -> Iterator[Line]:
    """The row with what no more than white space between words parts put together."""
    line = row[0]
    for cell in row[1:]:
        if cell.left - line.right < _WORD_GAP * line.height:
            line = replace(line, text=f"{line.text} {cell.text}", right=cell.right)
        else:
            yield line
            line = cell
    yield line


def _edges(lines: list[Line]) -> list[float]:
    """For each line how far to the right its column goes, by lines of its own size: a headline may run across columns."""
    rights: dict[tuple[int, int, int], float] = {}
    for line in lines:
        for place in _column(line):
            rights[place] = max(rights.get(place, 0.0), line.right)
    return [max(rights[place] for place in _column(line)) for line in lines]


def _column(line: Line) -> tuple[tuple[int, int, int], tuple[int, int, int]]:
    """Two bands that hold the line's left end: lines indented a little share one with those that are not."""
    band, size = int(line.left / (_COLUMN_EDGE * max(line.height, 1.0))), round(line.height)
    return (line.page, size, band), (line.page, size, band - 1)


def _usual_step(lines: list[Line]) -> float:
    """The distance from line to line that is met most, in heights of the line; headlines keep about the same."""
    steps = Counter(
        round((a.bottom - b.bottom) / a.height, 1)
        for a, b in pairwise(lines)
        if a.page == b.page and a.height > 0 and 0.5 < (a.bottom - b.bottom) / a.height <= _LARGEST_STEP
    )
    return max(steps, key=lambda step: (steps[step], -step)) if steps else _LARGEST_STEP / _STEP


def _continues(line: Line, following: Line, edge: float, step: float) -> bool:
    """Whether the second line goes on with the paragraph of the first."""
    if abs(line.height - following.height) > _SAME_SIZE * max(line.height, following.height):
        return False
    if _BULLET.match(following.text):
        return False
    ended = _TERMINAL.search(line.text) is not None
    small = following.text[:1].islower()
    first_word = following.text.split(" ", 1)[0]
    space = (following.right - following.left) * (len(first_word) + 1) / max(len(following.text), 1)
    full = line.right + space > edge or _BROKEN_WORD.search(line.text) is not None
    down = line.bottom - following.bottom
    if line.page != following.page or down < -_SAME_ROW * line.height:
        return not ended and (full or small)
    # The next line begins about where this one does, or further left by an indent: not under the last cell of a row.
    under = following.left < line.right and line.left - following.left <= _COLUMN_EDGE * line.height
    if not under or not 0.5 < down / max(line.height, 1.0) <= _STEP * step:
        return False
    if full:
        return not (ended and following.left - line.left > _INDENT * line.height)
    return small and not ended


class _Joiner:
    """Lines → one text. A word split at a line's end is put together; other places in the document tell whether its hyphen stays."""

    def __init__(self, lines: list[Line]) -> None:
        self._words: set[str] = set()
        self._compounds: set[str] = set()
        self.guessed: list[str] = []
        for line in lines:
            folded = line.text.casefold()
            self._words.update(_WORD.findall(folded))
            self._compounds.update(_COMPOUND.findall(folded))

    def join(self, lines: Iterable[str]) -> str:
        whole: list[str] = []
        for text in lines:
            before = _BROKEN_WORD.search(whole[-1]) if whole else None
            after = _WORD.match(text)
            if before is None or after is None:
                whole += [" ", text] if whole else [text]
                continue
            if not self._keeps_hyphen(whole[-1][-1], before.group(1), after.group()):
                whole[-1] = whole[-1][:-1]
            whole.append(text)
        return "".join(whole)

    def _keeps_hyphen(self, hyphen: str, before: str, after: str) -> bool:
        if hyphen == "\u00ad":
            return False
        joined = (before + after).casefold()
        if f"{before}-{after}".casefold() in self._compounds:
            return True
        if joined in self._words:
            return False
        if not after.islower() or not before.isalpha():
            return True
        self.guessed.append(before + after)
        return False
