"""What an article says about its own time: a dateline in its text, whether it tells a story, whether a sentence looks ahead."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from loaders.lexicon import Lexicon
from loaders.model import Article, Mention, Sentence, TimeExpression


class Tense(StrEnum):
    PAST = "past"
    FUTURE = "future"


@dataclass(frozen=True, slots=True)
class CueRow:
    """A word that sets its clause in the past or the future."""

    line: int
    word: str
    tense: Tense


CUES = Lexicon("dates_cues", CueRow)

# Characters read on either side of a date for a cue.
_REACH = 90
_WORD = re.compile(r"[^\W\d_]+")
# Years that a news report commonly looks back on as if they were now.
_NEWS_YEARS = 1
_NARRATIVE_DATES = 5
_DATELINE_BEFORE = re.compile(r"[^\n.!?]{0,60}[^\W\d_a-z][^\n.!?a-z]{0,40}(?:, ?|\s)(?:[A-Z][a-z]+,? ?)?\(?$")
_DATELINE_AFTER = re.compile(r"\)?\s*(?:\([^()\n]{1,40}\)\s*)?(?:-|--|:|/)\s")
_DATELINE_REACH = 100


@cache
def _cues() -> dict[str, Tense]:
    return {row.word: row.tense for row in CUES.rows()}


def looks_ahead(sentence: Sentence, start: int, end: int) -> bool:
    """Whether the clause around offsets `start`..`end` of the sentence is about the future: the nearest cue decides."""
    before = _WORD.findall(sentence.plain[max(0, start - _REACH) : start].lower())
    for word, preceding in zip(reversed(before), reversed(["", *before[:-1]]), strict=True):
        # "will be held", "to be signed": the participle takes its tense from what stands before it.
        tense = None if preceding == "be" else _tense(word)
        if tense is not None:
            return tense is Tense.FUTURE
    for word in _WORD.findall(sentence.plain[end : end + _REACH].lower()):
        tense = _tense(word)
        if tense is not None:
            return tense is Tense.FUTURE
    return False


def _tense(word: str) -> Tense | None:
    known = _cues().get(word)
    if known is None and word.endswith("ed") and len(word) > 4:
        return Tense.PAST
    return known


def is_narrative(article: Article, found: Sequence[Mention[TimeExpression]]) -> bool:
    """Whether dates without a year belong to the story's year rather than to the dateline's.

    So it is without a dateline, and where most of the (at least five) years that the text states lie further from the
    dateline than news looks back.
    """
    if article.published is None:
        return True
    years = [mention.value.year for mention in found if mention.value.year is not None]
    far = sum(abs(year - article.published.year) > _NEWS_YEARS for year in years)
    return len(years) >= _NARRATIVE_DATES and far * 2 > len(years)


def opens_as_dateline(article: Article, mention: Mention[TimeExpression]) -> bool:
    """Whether this is the date of a dateline in the text: "KYIV, Feb. 26 (Agency) -"."""
    if mention.span.start > _DATELINE_REACH or mention.value.day is None or mention.value.month is None:
        return False
    before = article.text[: mention.span.start]
    after = article.text[mention.span.end : mention.span.end + 50]
    return bool(_DATELINE_BEFORE.fullmatch(before) and _DATELINE_AFTER.match(after.replace("\u2014", "-").replace("\u2013", "-")))


def latest_before(day: date, month: int, month_day: int | None, future: bool) -> int:
    """The year that a date without one takes when read on `day`: the nearest past one, or the nearest coming one."""
    key = (month, month_day or (1 if not future else 31))
    here = (day.month, day.day)
    if future:
        return day.year if key >= here else day.year + 1
    return day.year if key <= here or (month_day is None and month == day.month) else day.year - 1
