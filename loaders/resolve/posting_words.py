"""The words that give, take and hold a post: "was appointed", "relieved of", "who commands", "led by"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from loaders.lexicon import Lexicon


class PostingKind(StrEnum):
    APPOINTED = "appointed"
    DISMISSED = "dismissed"
    KILLED = "killed"
    COMMANDS = "commands"
    COMMANDED_BY = "commanded by"


@dataclass(frozen=True)
class PostingRow:
    line: int
    word: str
    kind: PostingKind


POSTING_WORDS = Lexicon("posting_words", PostingRow)

CHANGES = (PostingKind.APPOINTED, PostingKind.DISMISSED, PostingKind.KILLED)
_AUXILIARY = r"(?:was|were|is|are|(?:has|had|have) (?:reportedly |also |since |now )?been)"
_REPORTEDLY = r"(?:(?:also|later|then|reportedly|officially|subsequently|recently|himself|previously|soon|first) )*"


def _alternatives(*wanted: PostingKind) -> str:
    found = sorted((row.word for row in POSTING_WORDS.rows() if row.kind in wanted), key=len, reverse=True)
    return "|".join(map(re.escape, found))


@cache
def kind_of() -> dict[str, PostingKind]:
    return {row.word: row.kind for row in POSTING_WORDS.rows()}


@cache
def passive() -> re.Pattern[str]:
    """ "was appointed", "who has been killed", "resigned", directly after a name or its apposition."""
    changed = _alternatives(*CHANGES)
    said = rf"(?:{_AUXILIARY}) {_REPORTEDLY}(?P<passive>{changed})|{_REPORTEDLY}(?P<active>{changed})"
    return re.compile(rf"(?:,? who| and)? ?(?:{said})\b")


@cache
def before_name() -> re.Pattern[str]:
    """ "appointed", "killed the commander of …", "the dismissal of", directly before a name or the role before it."""
    return re.compile(
        rf"\b(?P<word>{_alternatives(*CHANGES)})(?: (?:the|its|his|their|a|an|new|senior|top|former|as))*$"
    )


@cache
def holds() -> re.Pattern[str]:
    """Between a person and the unit: ", who commands the", "took command of the"."""
    words = _alternatives(PostingKind.COMMANDS)
    lead = "has|had|have|currently|then|once|now|previously|also|is|was|took|takes|assumed|assumes|appointed|named|been"
    article = "(?: the| a| an| his| its)?(?: elite| new| newly formed)?"
    return re.compile(rf"(?:,? ?who| and)?,? ?(?:(?:{lead}|relieved of|removed from|of) )*(?:{words}){article} ?")


@cache
def held_by() -> re.Pattern[str]:
    """Between a unit and the person: ", led by", "under the command of"."""
    words = _alternatives(PostingKind.COMMANDED_BY)
    lead = "which|that|is|was|are|were|currently|now|then|has|been"
    return re.compile(rf",? ?\(?(?:(?:{lead}) )*(?:{words}|under)(?: the| its)? ?")
