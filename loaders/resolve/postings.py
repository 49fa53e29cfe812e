"""Who held which post in which unit, as the article cites it."""

from __future__ import annotations

from collections.abc import Sequence

from loaders.model import Article, Mention, Person, Posting, Sentence, Unit, When


def postings(
    article: Article,
    sentences: Sequence[Sentence],
    people: Sequence[Mention[Person]],
    units: Sequence[Mention[Unit]],
    dates: Sequence[Mention[When]],
) -> list[Posting]:
    """One posting for each person and unit that a mention ties together."""
    return []
