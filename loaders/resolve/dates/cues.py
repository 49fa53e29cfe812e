"""What an article says about its own time: a dateline in its text, whether it tells a story, where it looks ahead."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from loaders.lexicon import Lexicon
from loaders.model import Article, Mention, Sentence, TimeAnchor, TimeExpression
from loaders.sentences import fold


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
# A story states at least so many years, most of them further from the dateline than news looks back.
_STORY_DATES, _NEWS_YEARS = 5, 1
# At most one in so many of its time expressions is counted from the dateline.
_STORY_COUNTED = 10
# A dateline stands within so many characters of the start, after a place in capitals: "KYIV, Feb. 26 (Agency) -".
_DATELINE_REACH = 100
_DATELINE_PLACE = re.compile(r"\W{0,5}[^\W\d_a-z]{2,30}(?:[ ,.'/-]{1,3}[^\W\d_]{1,30}){0,6}[ ,.(]{1,3}")
# "KABUL, Afghanistan (Agency) -"
_DATELINE_AGENCY = re.compile(_DATELINE_PLACE.pattern + r"[^()\n]{2,40}\) ?-{1,2}\s")
_DATELINE_END = re.compile(r"\)?[ ,]{0,2}(?:\([^()\n]{1,40}\) ?)?(?:-{1,2}|:)\s")


@cache
def _cues() -> dict[str, Tense]:
    return {row.word: row.tense for row in CUES.rows()}


_BE = frozenset(("is", "are", "was", "were", "be", "been"))


def _tense(word: str, preceding: str) -> Tense | None:
    """A word's tense; after "be" ("will be held") a participle takes it from what stands before. "Are to leave" is to come."""
    if word == "to" and preceding in ("is", "are"):
        return Tense.FUTURE
    known = _cues().get(word)
    if word == "due" and preceding not in _BE:  # "due to shelling" gives a cause
        return None
    if known is Tense.FUTURE:
        return known
    past = known is Tense.PAST or (word.endswith("ed") and len(word) > 4)
    return Tense.PAST if past and preceding != "be" else None


def looks_ahead(sentence: Sentence, start: int, end: int) -> bool:
    """Whether the clause around offsets `start`..`end` of the sentence is about the future.

    The nearest cue before the date decides; without one, the first after it.
    """
    before = _WORD.findall(sentence.plain[max(0, start - _REACH) : start].lower())
    after = _WORD.findall(sentence.plain[end : end + _REACH].lower())
    backwards = zip(reversed(before), reversed(["", *before][:-1]), strict=True)
    for word, preceding in (*backwards, *zip(after, ["", *after][:-1], strict=True)):
        tense = _tense(word, preceding)
        if tense is not None:
            return tense is Tense.FUTURE
    return False


def is_narrative(article: Article, found: Sequence[Mention[TimeExpression]]) -> bool:
    """Whether dates without a year belong to the story's year rather than to the dateline's.

    So it is without a dateline, and where most of the years that the text states lie far from it and little is counted
    from it ("on Tuesday", "last week").
    """
    published = article.published
    if published is None:
        return True
    years = [mention.value.year for mention in found if mention.value.year is not None]
    far = sum(abs(year - published.year) > _NEWS_YEARS for year in years)
    counted = sum(mention.value.anchor is TimeAnchor.DATELINE for mention in found)
    return len(years) >= _STORY_DATES and far * 2 > len(years) and counted * _STORY_COUNTED <= len(found)


def opens_as_dateline(article: Article, mention: Mention[TimeExpression]) -> bool:
    """Whether this is the date of a dateline in the text: "KYIV, Feb. 26 (Agency) -"."""
    span, value = mention.span, mention.value
    if span.start > _DATELINE_REACH or value.day is None or value.month is None:
        return False
    line_start = article.text.rfind("\n", 0, span.start) + 1
    before = fold(article.text[line_start : span.start])
    after = fold(article.text[span.end : span.end + _DATELINE_REACH])
    return bool(_DATELINE_PLACE.fullmatch(before) and _DATELINE_END.match(after))


def dateline_end(article: Article, found: Sequence[Mention[TimeExpression]]) -> int:
    """Where a dateline in the text ends, 0 without one. What it names is where and when the report was written."""
    if found and opens_as_dateline(article, found[0]):
        return found[0].span.end
    undated = _DATELINE_AGENCY.match(fold(article.text[: 2 * _DATELINE_REACH]))
    return undated.end() if undated else 0


def news_year(dateline: date, month: int, day: int | None, ahead: bool) -> int:
    """The year of a date without one, read on the dateline: its nearest past, or `ahead` its nearest future."""
    if ahead:
        return dateline.year if (month, day or 31) >= (dateline.month, dateline.day) else dateline.year + 1
    return dateline.year if (month, day or 1) <= (dateline.month, dateline.day) else dateline.year - 1
