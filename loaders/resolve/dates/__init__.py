"""Time expressions → days: stated ones by the calendar, relative ones from the dateline or the dates before them."""

from __future__ import annotations

from collections.abc import Sequence

from loaders.model import Article, Kind, Mention, Sentence, Span, TimeExpression, When
from loaders.resolve.dates.cues import dateline_end
from loaders.resolve.dates.story import Story
from loaders.resolve.dates.values import joined_range

__all__ = ["dateline_end", "joined", "resolve"]


def resolve(
    article: Article, sentences: Sequence[Sentence], found: Sequence[Mention[TimeExpression]]
) -> list[Mention[When]]:
    """One resolved mention for each found one, in the same order and with the same span.

    The rule says what a relative date was counted from: "dates/weekday+anchor-dateline".
    """
    story = Story(article, sentences, found)
    resolved: list[Mention[When]] = []
    for position, mention in enumerate(found):
        value, anchor = story.read(position)
        rule = f"{mention.rule}+{anchor}" if anchor else mention.rule
        resolved.append(Mention(Kind.DATE, mention.span, mention.text, rule, value, mention.rows))
    return resolved


def joined(
    article: Article, found: Sequence[Mention[TimeExpression]], resolved: Sequence[Mention[When]]
) -> list[Mention[When]]:
    """The resolved mentions with both ends of each range made one: "from [3 to 5 March]" is one stretch of days.

    `found` and `resolved` run in step. A range of which an end has no days stays two mentions.
    """
    mentions: list[Mention[When]] = []
    opened: Mention[When] | None = None
    for here, mention in zip(found, resolved, strict=True):
        value = joined_range(opened.value, mention.value) if opened else None
        if opened is not None and value is not None:
            span = Span(opened.span.start, mention.span.end)
            text, rows = article.text[span.start : span.end], opened.rows + mention.rows
            mentions[-1] = Mention(Kind.DATE, span, text, f"{opened.rule}..{mention.rule}", value, rows)
        else:
            mentions.append(mention)
        opened = mentions[-1] if here.value.open_range else None
    return mentions
