"""Flags: what an analyst should doubt about an event, in plain words."""

from __future__ import annotations

from loaders.attribution import said_on
from loaders.model import Article, DateBasis, Event, Flag, Status
from loaders.resolve import place_checks


def event_flags(article: Article, event: Event) -> tuple[Flag, ...]:
    """All doubts about one event, each code once."""
    flags = [*_date_flags(article, event), *place_checks.flags(event.places)]
    if not any(place.value.lat is not None for place in event.places):
        where = f"“{event.places[0].text}” could not be placed." if event.places else "The text names no place for it."
        flags.append(Flag("unlocated", f"Not on the map: {where}", tuple(m.span for m in event.places)))
    return tuple({flag.code: flag for flag in reversed(flags)}.values())[::-1]


def _date_flags(article: Article, event: Event) -> list[Flag]:
    spans = (event.date_mention.span,) if event.date_mention else ()
    when = event.when
    if when is None or when.earliest is None:
        if event.date_mention and article.published is None:
            why = f"“{event.date_mention.text}” counts from a date that the article does not give."
        elif event.date_mention:
            why = f"“{event.date_mention.text}” does not lead to calendar days."
        else:
            why = "Nothing in the text tells when."
        return [Flag("undated", f"No date: {why}", spans)]
    flags = []
    if when.basis is DateBasis.PUBLISHED:
        flags.append(
            Flag("date_from_publication", "Only the article's own date tells: it happened then or before.", spans)
        )
    if event.date_mention and said_on(event.action, event.date_mention, event.claim):
        flags.append(Flag("date_of_statement", "The date is that of the statement: it happened then or before.", spans))
    if article.published and when.earliest > article.published and event.status in (Status.OCCURRED, Status.ONGOING):
        message = f"Told as a fact, but dated {when.earliest.isoformat()}, after the article ({article.published.isoformat()})."
        flags.append(Flag("date_after_publication", message, spans))
    return flags
