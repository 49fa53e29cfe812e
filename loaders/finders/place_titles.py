"""Names that only look like places: clocks ("Moscow time"), treaties ("Minsk agreements"), illnesses, seats of government."""

from __future__ import annotations

import re

from loaders.finders.place_cues import Cue, words
from loaders.finders.place_found import Piece

_CLOCK = re.compile(r" (?:(?:local|standard|summer|winter|daylight) )?times?\b(?! (?:and|after) )", re.IGNORECASE)
_TREATY = re.compile(
    r" (?:(?:I{1,3}|\d) )?(?:(?:peace|ceasefire|security|grain) )?"
    r"(?:agreements?|accords?|protocols?|treaty|treaties|conventions?|process|format|memorandum|declaration|communiqu[eé]|conference)\b",
    re.IGNORECASE,
)
# "Marburg virus", "West Nile fever": named after a place, not in it.
_DISEASE = re.compile(r" \[?(?:virus|ebolavirus|fever|ha?emorrhagic|encephalitis|disease|syndrome)\b")
# A seat of government is a place only where something is at it: "met at the White House", not "the White House said".
_AT_SEAT = re.compile(r"\b(?:at|inside|outside|near|to|around|into|on|over|in) (?:the )?$")


def clock(plain: str, end: int) -> bool:
    """Whether the name only says whose clock is read: "Moscow time"."""
    return _CLOCK.match(plain, end) is not None


def treaty(plain: str, end: int) -> bool:
    """Whether the name is that of an agreement: "Minsk agreements", "Jeddah Declaration"."""
    return _TREATY.match(plain, end) is not None


def disease(plain: str, end: int) -> bool:
    """Whether the name is that of an illness: "Marburg virus"."""
    return _DISEASE.match(plain, end) is not None


def away_from_seat(pieces: list[Piece], place: int, count: int, left: str) -> bool:
    """Whether a seat of government ("the Kremlin") stands for those who sit there."""
    name = " ".join([part.folded for part in pieces[place : place + count]])
    return name in words(Cue.METONYM) and not _AT_SEAT.search(left)
