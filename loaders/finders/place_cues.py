"""The words around a place name, from the lexicons, as look-up tables."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from loaders.lexicon import Lexicon


class Cue(StrEnum):
    """What a word near a name tells; explained in the lexicon's documentation."""

    ORGANISATION = "organisation"
    TITLE = "title"
    BEFORE = "before"
    NEVER = "never"
    SPEECH = "speech"
    ABSTRACT = "abstract"
    TALKS = "talks"
    LOCATIVE = "locative"
    AGENTIVE = "agentive"
    METONYM = "metonym"
    GIVEN = "given"
    BODY = "body"
    OBJECT = "object"
    OBJECT_TOO = "object_or_person"
    ACT = "act"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class CueRow:
    line: int
    cue: Cue
    words: tuple[str, ...]


CUES = Lexicon("places_cues", CueRow)


@cache
def words(cue: Cue) -> frozenset[str]:
    """All words of one cue, in small letters."""
    return frozenset(word for row in CUES.rows() if row.cue is cue for word in row.words)
