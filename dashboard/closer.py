"""A closer look at the timeline: what the browser says that it shows, and what has to be drawn for that. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from dashboard import bins
from dashboard.bins import Frame
from dashboard.look import Look
from dashboard.words import EARLIEST, LATEST

Seen = tuple[datetime, datetime]
_SHORTEST = timedelta(minutes=30)
_ROOM = 12
"""A picture of many times what is looked at is drawn anew: its glyphs lie in rows that fit a wider look."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """What the picture on the screen was made for: `seen` is None for all of it, and so is `frame`."""

    of: object
    unit: str
    frame: Frame | None = None
    seen: Seen | None = None
    turn: int = 0
    """Another one each time that all of the time is asked for again: the browser may have moved away in the same picture."""
    looked: bool = False


def read(told: object) -> Seen | None:
    """The moments that the browser shows, None for all of the time or for nonsense: its word is a stranger's."""
    if not isinstance(told, Sequence) or isinstance(told, str) or len(told) < 2:
        return None
    try:
        begins, ends = (datetime.fromisoformat(str(moment)[:19]) for moment in told[:2])
    except ValueError:
        return None
    if begins.tzinfo or ends.tzinfo or not EARLIEST <= begins.date() <= ends.date() <= LATEST:
        return None
    return (begins, ends) if ends - begins >= _SHORTEST else None


def moves(told: object) -> int:
    """How often the browser asked for a move that it cannot make itself: each needs another picture."""
    count = told[2] if isinstance(told, Sequence) and not isinstance(told, str) and len(told) == 3 else 0
    return count if isinstance(count, int) else 0


def fitting(before: Drawn | None, of: object, unit: str, seen: Seen | None, look: Look) -> Drawn:
    """What to draw: the picture that is there where it serves this look too, so that it is not made anew under the hand.

    `of` is all else that the picture shows, `unit` the length of a bar when all of the time is looked at.
    """
    turn = before.turn if before else 0
    if seen is None:
        return Drawn(of, unit, turn=turn + 1 if before and before.looked else turn)
    frame = bins.frame(seen[0].date(), seen[1].date(), look.bins)
    if before is not None and before.of == of and before.unit == frame.unit and _serves(before, seen):
        return replace(before, looked=True)
    if frame.unit == unit:
        # All of the time has bars of this length: there is more to drag to.
        return Drawn(of, unit, None, seen, turn, looked=True)
    return Drawn(of, frame.unit, frame, seen, turn, looked=True)


def _serves(before: Drawn, seen: Seen) -> bool:
    there, length = before.frame, (seen[1] - seen[0]) / timedelta(days=1)
    drawn = (before.seen[1] - before.seen[0]) / timedelta(days=1) if before.seen else None
    if drawn is not None and not length / _ROOM <= drawn <= length * _ROOM:
        return False
    return there is None or (there.first <= seen[0].date() and seen[1].date() <= there.last)
