"""The stages in order: article → sentences → found mentions → resolved mentions → events → flags."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain
from operator import attrgetter
from typing import Any

from loaders import attribution, checks, confidence, events, gazetteer, occurrences
from loaders.finders import actions, claims, dates, persons, places, quantities, units, weapons
from loaders.model import Article, Event, Extraction, Kind, Mention, Person, PlaceRole, Sentence, Span, Unit
from loaders.resolve import claims as resolve_claims
from loaders.resolve import dates as resolve_dates
from loaders.resolve import overlaps, people, place_anaphora, place_checks, postings
from loaders.resolve import places as resolve_places
from loaders.resolve import units as resolve_units
from loaders.sentences import split

# Raised whenever the same article would give another extraction: the store then replaces its events.
VERSION = "2"

Mentions = dict[Kind, list[Mention[Any]]]

# So many sentences go through each finder at once: fewer than those whose words are kept for the next finder.
_AT_ONCE = 64


def extract(article: Article) -> Extraction:
    """All that one article gives. Deterministic: the same article gives the same extraction."""
    sentences = split(article.text)
    raw = _found(sentences)
    found = _resolved(article, sentences, raw)
    told = _told(article, sentences, _for_events(article, sentences, raw, found))
    shown = found | {Kind.PLACE: [m for m in found[Kind.PLACE] if m.value.role is not PlaceRole.METONYM]}
    mentions = sorted(chain.from_iterable(shown.values()), key=attrgetter("span", "kind"))
    posts = postings.postings(article, sentences, found[Kind.PERSON], found[Kind.UNIT], found[Kind.DATE])
    flags = place_checks.flags(found[Kind.PLACE])
    return Extraction(article, sentences, tuple(mentions), told, flags, tuple(posts))


def _found(sentences: Sequence[Sentence]) -> Mentions:
    """What each finder finds on its own, less what lies inside a stronger kind."""
    finders: dict[Kind, Callable[[Sentence], list[Mention[Any]]]] = {
        Kind.DATE: dates.find,
        Kind.PLACE: partial(places.find, gazetteer=gazetteer.default()),
        Kind.UNIT: units.find,
        Kind.PERSON: persons.find,
        Kind.WEAPON: weapons.find,
        Kind.QUANTITY: quantities.find,
        Kind.CLAIM: claims.find,
        Kind.ACTION: actions.find,
    }
    found: Mentions = {kind: [] for kind in Kind}
    for first in range(0, len(sentences), _AT_ONCE):
        some = sentences[first : first + _AT_ONCE]
        # One finder after the other, not one sentence after the other: the processor's caches then hold what it works with.
        columns = [list(map(find, some)) for find in finders.values()]
        for row in zip(*columns, strict=True):
            for kind, mentions in overlaps.settle(dict(zip(finders, row, strict=True))).items():
                found[kind].extend(mentions)
    return found


def _resolved(article: Article, sentences: Sequence[Sentence], found: Mentions) -> Mentions:
    """Which day, place, unit and person each mention means in this article."""
    named = resolve_units.resolve(article, sentences, found[Kind.UNIT])
    known = people.resolve(article, sentences, found[Kind.PERSON], named)
    return found | {
        Kind.DATE: resolve_dates.resolve(article, sentences, found[Kind.DATE]),
        Kind.PLACE: resolve_places.resolve(article, sentences, found[Kind.PLACE], gazetteer.default()),
        Kind.UNIT: named,
        Kind.PERSON: known,
        Kind.CLAIM: resolve_claims.resolve(found[Kind.CLAIM], known),
    }


def _for_events(article: Article, sentences: Sequence[Sentence], raw: Mentions, found: Mentions) -> Mentions:
    """What events are made of: a range as one date, "the city" as the place it points to; no dateline."""
    opening = resolve_dates.dateline_end(article, raw[Kind.DATE])
    dated = resolve_dates.joined(article, raw[Kind.DATE], found[Kind.DATE])
    placed = [*found[Kind.PLACE], *place_anaphora.find(sentences, found[Kind.PLACE])]
    return found | {
        Kind.DATE: [m for m in dated if m.span.start >= opening],
        Kind.PLACE: [m for m in placed if m.span.start >= opening],
    }


def _told(article: Article, sentences: Sequence[Sentence], found: Mentions) -> tuple[Event, ...]:
    """The article's events, each with its flags and confidence."""
    starts = [sentence.span.start for sentence in sentences]
    by_sentence: list[Mentions] = [{} for _ in sentences]
    for kind, mentions in found.items():
        for mention in sorted(mentions, key=attrgetter("span")):
            by_sentence[bisect_right(starts, mention.span.start) - 1].setdefault(kind, []).append(mention)
    voices = attribution.Voices()
    drafts = [
        draft
        for sentence, mentions in zip(sentences, by_sentence, strict=True)
        for draft in events.build(sentence, mentions, voices)
    ]
    named = _named(found[Kind.UNIT])
    leaders: dict[str, Mention[Person]] = {}
    for person in found[Kind.PERSON]:
        if person.value.commands and person.value.unit_id:
            leaders.setdefault(person.value.unit_id, person)
    told = []
    joined = occurrences.join(article, drafts)
    for name, event in zip(occurrences.identifiers(article, joined), joined, strict=True):
        shown = [named.get(unit.span, unit) for unit in event.units]
        units = tuple({(unit.value.unit_id, unit.text): unit for unit in reversed(shown)}.values())[::-1]
        commanders = _commanders(event, units, leaders)
        same = units == event.units and commanders == event.commanders
        whole = event if same else replace(event, units=units, commanders=commanders)
        rating, reasons = confidence.rate(whole)
        told.append(
            replace(
                whole,
                id=name,
                flags=checks.event_flags(article, whole),
                confidence=rating,
                confidence_reasons=reasons,
            )
        )
    return tuple(told)


def _commanders(
    event: Event, units: Sequence[Mention[Unit]], leaders: dict[str, Mention[Person]]
) -> tuple[Mention[Person], ...]:
    """Those who, as the article says anywhere, command a unit of the event; whom its own sentence names come first."""
    held = {person.value.person_id for person in event.commanders}
    named = dict.fromkeys(unit.value.unit_id for unit in units if not unit.value.generic)
    others = [leaders[unit] for unit in named if unit in leaders]
    return (*event.commanders, *(person for person in others if person.value.person_id not in held))


def _named(units: Sequence[Mention[Unit]]) -> dict[Span, Mention[Unit]]:
    """For each "they" and "this unit" (by span) the mention that names the unit, which is the evidence for who took part.

    The latest that names it in full counts, so that a byname in brackets does not stand for it.
    """
    latest: dict[str, Mention[Unit]] = {}
    named: dict[Span, Mention[Unit]] = {}
    for unit in units:
        if unit.rule in ("units/pronoun", "units/anaphora", "units/fighters") and " " not in unit.text:
            named[unit.span] = latest.get(unit.value.unit_id, unit)
        elif unit.text == unit.value.name or latest.get(unit.value.unit_id, unit).text != unit.value.name:
            latest[unit.value.unit_id] = unit
    return named
