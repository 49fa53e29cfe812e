"""Found persons → people of the article: short mentions tied to the full name, rank, role and unit."""

from __future__ import annotations

from collections.abc import Sequence

from loaders.model import Article, Mention, Person, Sentence, Unit


def resolve(
    article: Article,
    sentences: Sequence[Sentence],
    persons: Sequence[Mention[Person]],
    units: Sequence[Mention[Unit]],
) -> list[Mention[Person]]:
    """The people of the article, in order."""
    return list(persons)
