"""Events of single sentences → occurrences of the article: what is told again is one event with several sentences."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from loaders.durations import drawn_out, following
from loaders.events import Draft
from loaders.folding import DEFENDING, VIOLENT
from loaders.model import Article, DateBasis, DatePrecision, Event, EventType, Mention, Place, Status, When

# How many sentences back "the attack" or "the conversation" may point.
_REACH = 4
# How many events back it may point, and how many tellings of one place are looked at.
_WINDOW = 24
_TOLD = frozenset((Status.OCCURRED, Status.ONGOING))
_GROUND = frozenset((EventType.CAPTURE, EventType.ADVANCE, EventType.WITHDRAWAL))
_BACKGROUND = frozenset(("nominal", "pluperfect"))

M = TypeVar("M", bound=Mention[Any])


def join(article: Article, drafts: Sequence[Draft]) -> tuple[Event, ...]:
    """The article's events: retold ones joined, the undated dated by the dateline where only that tells.

    Linear in the drafts: one looks back a bounded number of events, or at those of its type and place.
    """
    joined: list[Event] = []
    pointed: dict[int, Event] = {}
    by_place: dict[tuple[EventType, str], list[int]] = {}
    for draft in drafts:
        index = _antecedent(joined, by_place, draft)
        if index is not None:
            joined[index] = drawn_out(_joined(joined[index], draft.event), draft.lasted)
            pointed.setdefault(draft.event.sentences[0], joined[index])
        elif not draft.pointer:
            other = pointed.get(draft.event.sentences[0])
            joined.append(_during(following(draft.event, other, draft.after), other))
            index = len(joined) - 1
        else:
            continue
        for name in _names(draft.event.places):
            by_place.setdefault((draft.event.event_type, name), []).append(index)
    return tuple(_dated(article, event) for event in joined)


def _antecedent(joined: Sequence[Event], by_place: dict[tuple[EventType, str], list[int]], told: Draft) -> int | None:
    """The index of the event that this one tells again, the latest first."""
    draft = told.event
    near = [
        index
        for index in range(len(joined) - 1, max(-1, len(joined) - 1 - _WINDOW), -1)
        if draft.sentences[0] - max(joined[index].sentences) <= _REACH
    ]
    back = [i for i in near if _points_back(joined[i], draft, told.owned) or _summed_up(joined[i], draft)]
    if back:
        # "The attack" is the drone attack rather than the blast told with it.
        word, latest = draft.action.value.lemma, joined[back[0]].sentences
        together = [index for index in back if joined[index].sentences == latest]
        return next((index for index in together if joined[index].action.value.lemma.endswith(word)), back[0])
    for index in near:
        if joined[index].event_type is draft.event_type:
            if _goes_on(joined[index], draft):
                return index
            break
    there = (index for name in _names(draft.places) for index in by_place.get((draft.event_type, name), [])[-_WINDOW:])
    return max((index for index in there if _same(joined[index], draft)), default=None)


def _during(event: Event, other: Event | None) -> Event:
    """ "during the battle", "the operation killed ...": an undated act of the same sentence falls into the time pointed to."""
    if other is None or other.when is None or event.when or event.date_mention or event.status not in _TOLD:
        return event
    basis = DateBasis.PUBLISHED if other.when.basis is DateBasis.PUBLISHED else DateBasis.RELATIVE
    return replace(event, when=replace(other.when, basis=basis), date_mention=other.date_mention)


def _points_back(event: Event, draft: Event, owned: bool) -> bool:
    """ "the attack", "the phone call": a definite noun with no place, date or unit of its own that the event has not.

    `owned`: whoever is named with it takes responsibility, so that a unit may be new.
    """
    action = draft.action.value
    if not (action.noun and action.definite) or draft.when or draft.date_mention or draft.status is not event.status:
        return False
    if not (event.event_type is draft.event_type or {event.event_type, draft.event_type} <= VIOLENT):
        return False
    new_places = _names(draft.places) - _names(event.places)
    new_units = {m.value.unit_id for m in draft.units} - {m.value.unit_id for m in event.units}
    return not (new_places and event.places) and (owned or not new_units)


def _same(event: Event, draft: Event) -> bool:
    """The same act at the same place at a time that may be the same, told as equally real."""
    if event.event_type is not draft.event_type or not _compatible(event.when, draft.when):
        return False
    if event.status is not draft.status and not {event.status, draft.status} <= _TOLD:
        return False
    if draft.date_mention and event.date_mention and not (draft.when and event.when):
        return False
    if event.event_type in _GROUND and not _one_side(event, draft):
        return False
    return bool(_names(event.places) & _names(draft.places)) and draft.event_type in VIOLENT | _GROUND


def _one_side(event: Event, draft: Event) -> bool:
    """Whether the two may be the doing of one side: those who pull out are seldom told apart by more."""
    first = {m.value.side for m in event.units if m.value.side}
    second = {m.value.side for m in draft.units if m.value.side}
    return not first or not second or bool(first & second)


def _summed_up(event: Event, draft: Event) -> bool:
    """A meeting told first in general ("calls with commanders"), then with its parties."""
    if event.event_type is not EventType.MEETING or draft.event_type is not EventType.MEETING:
        return False
    general = not (event.places or event.commanders or event.units or event.when or event.date_mention)
    first = {m.value.person_id or m.value.name for m in event.people}
    second = {m.value.person_id or m.value.name for m in (*draft.people, *draft.commanders)}
    return general and bool(first) and first < second and len(event.sentences) == 1


def _goes_on(event: Event, draft: Event) -> bool:
    """The latest violent act told further: no place, date or unit of its own, and no word that it is another one."""
    if draft.event_type not in VIOLENT or draft.status is not event.status or not event.places:
        return False
    if draft.places or draft.when or draft.date_mention or draft.action.value.noun:
        return False
    if (event.action.value.lemma in DEFENDING) != (draft.action.value.lemma in DEFENDING):
        return False
    new_units = {m.value.unit_id for m in draft.units} - {m.value.unit_id for m in event.units}
    return not (new_units and event.units)


def _compatible(first: When | None, second: When | None) -> bool:
    if not (first and second and first.earliest and second.earliest):
        return True
    return first.earliest <= (second.latest or second.earliest) and second.earliest <= (first.latest or first.earliest)


def _joined(event: Event, draft: Event) -> Event:
    """The event with what the other sentence adds; the sentence that says more comes first."""
    main, other = (draft, event) if _summed_up(event, draft) else (event, draft)
    dated = main if main.when else other if other.when else main if main.date_mention else other
    return replace(
        main,
        when=dated.when,
        date_mention=dated.date_mention,
        places=main.places or other.places,
        units=_union(main.units, other.units, lambda m: m.value.unit_id),
        commanders=_union(main.commanders, other.commanders, lambda m: m.value.person_id or m.value.name),
        people=_union(main.people, other.people, lambda m: m.value.person_id or m.value.name),
        actors=tuple(dict.fromkeys((*main.actors, *other.actors))),
        weapons=_union(main.weapons, other.weapons, lambda m: m.value.name),
        quantities=_union(main.quantities, other.quantities, lambda m: (m.value.of, m.value.number)),
        claim=main.claim,
        sentences=tuple(dict.fromkeys((*main.sentences, *other.sentences))),
    )


def _union(first: Sequence[M], second: Sequence[M], key: Callable[[M], Hashable]) -> tuple[M, ...]:
    held = {key(mention) for mention in first}
    return (*first, *(mention for mention in second if key(mention) not in held))


def _names(places: Iterable[Mention[Place]]) -> set[str]:
    return {m.value.gazetteer_id or m.value.name for m in places}


def _dated(article: Article, event: Event) -> Event:
    """An event told as news without any date happened by the day of publication; background and plans stay undated."""
    told_by = article.published
    if event.when and event.date_mention and told_by and event.when.earliest and event.when.earliest < told_by:
        start = event.date_mention.span.start
        if article.text[max(0, start - 6) : start].lower() == "since " and event.status in _TOLD:
            # "have fled since Friday": from then until it is told
            return replace(event, when=replace(event.when, latest=told_by, precision=DatePrecision.RANGE))
    if event.when and told_by and event.status in _TOLD and event.when.latest and event.when.earliest:
        if event.when.earliest <= told_by < event.when.latest:
            return replace(event, when=replace(event.when, latest=told_by))  # "this year" ends when it is told
        return event
    if event.when or event.date_mention or article.published is None or event.status not in _TOLD:
        return event
    action = event.action.value
    # Reported speech shifts the tense back: "said that they had fired" is news, "had fired" alone is background.
    if action.tense in _BACKGROUND and not action.governor and not (event.claim and action.tense == "pluperfect"):
        return event
    when = When(
        article.published, article.published, DatePrecision.UNKNOWN, DateBasis.PUBLISHED, article.published.isoformat()
    )
    return replace(event, when=when)


def identifiers(article: Article, events: Sequence[Event]) -> list[str]:
    """An id for each event, from the content alone: the same article gives the same ids on every run."""
    seen: dict[str, int] = {}
    found = []
    for event in events:
        parts = (
            article.id,
            str(event.sentences[0]),
            event.event_type.value,
            event.places[0].value.name if event.places else "",
            event.when.earliest.isoformat() if event.when and event.when.earliest else "",
        )
        digest = hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]
        seen[digest] = seen.get(digest, 0) + 1
        found.append(digest if seen[digest] == 1 else f"{digest}-{seen[digest]}")
    return found
