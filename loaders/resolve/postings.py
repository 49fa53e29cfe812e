"""Who held which post in which unit, as the article cites it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date

from loaders.model import Article, Mention, Person, Posting, Sentence, Unit, When

_COMMANDER, _MEMBER = "commander", "member"


def postings(
    article: Article,
    sentences: Sequence[Sentence],
    people: Sequence[Mention[Person]],
    units: Sequence[Mention[Unit]],
    dates: Sequence[Mention[When]],
) -> list[Posting]:
    """One posting for each person, unit, role and change that the article tells, with the sentence that tells it first.

    The dates cited are the days named in that sentence, else the article's own date.
    """
    names = {unit.value.unit_id: unit.value.name for unit in units if not unit.value.generic}
    starts = [sentence.span.start for sentence in sentences]
    found: dict[tuple[str, str, str | None], Posting] = {}
    for mention in people:
        person = mention.value
        if not person.person_id or person.unit_id is None or person.unit_id not in names:
            continue
        sentence = sentences[bisect_right(starts, mention.span.start) - 1]
        key = (person.person_id, person.unit_id, person.change)
        known = (person.person_id, person.unit_id)
        if key in found or (person.change is None and any(other[:2] == known for other in found)):
            continue
        first, last = _cited(article, sentence, dates)
        role = person.role or (_COMMANDER if person.commands else _MEMBER)
        found[key] = Posting(
            person.person_id,
            person.name,
            person.unit_id,
            names[person.unit_id],
            person.rank,
            role,
            person.change,
            first,
            last,
            article.id,
            sentence.span,
        )
    return list(found.values())


def _cited(article: Article, sentence: Sentence, dates: Sequence[Mention[When]]) -> tuple[date | None, date | None]:
    """First and last day that the sentence names, else the article's date twice."""
    first = bisect_left(dates, sentence.span.start, key=lambda mention: mention.span.start)
    last = bisect_right(dates, sentence.span.end, key=lambda mention: mention.span.start)
    here = [mention.value for mention in dates[first:last]]
    days = [when.earliest for when in here if when.earliest] + [when.latest for when in here if when.latest]
    return (min(days), max(days)) if days else (article.published, article.published)
