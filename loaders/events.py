"""One sentence's mentions → events. What belongs to which action is decided here; across sentences in `occurrences`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from loaders import needs
from loaders.arguments import Arguments, Layout, Reading, attach, dates_of, is_day, is_somewhere, shares
from loaders.attribution import Voices, announced, by_units, carried_on, is_denied, of_itself, said_by, said_on, voice
from loaders.durations import lasted
from loaders.folding import ANSWERS, DEFENDING, VIOLENT, fold_carried, fold_outcomes, fold_same, without_frames
from loaders.model import (
    Action,
    Claim,
    DatePrecision,
    Event,
    EventType,
    Kind,
    Mention,
    Person,
    Sentence,
    SourceKind,
    Span,
    Status,
    When,
)
from loaders.slots import actors, closest, is_attributive, located, names_a_party, taking_part, when_of

Mentions = dict[Kind, list[Mention[Any]]]

_WON = frozenset((EventType.CAPTURE, EventType.WITHDRAWAL))
_SUPPOSED_TENSES = frozenset(("infinitive", "present", "future"))
_SPEAKERS = frozenset((SourceKind.OFFICIAL, SourceKind.MILITARY, SourceKind.OBSERVER))
_WEAK_VERBS = frozenset(
    (
        "report",
        "reportedly",
        "allegedly",
        "according to",
        "know",
        "believe",
        "note",
        "estimate",
        "suggest",
        "show",
        "find",
    )
)


@dataclass(frozen=True, slots=True)
class Draft:
    """One sentence's event. A `pointer` only makes sense if an earlier event is what it points back to ("the attack").

    `owned`: whoever is named with it says that it was theirs ("claimed responsibility for the attack"). `lasted`: how many
    days it went on; `after`: how many days an act of the same sentence had gone on before.
    """

    event: Event
    pointer: bool = False
    owned: bool = False
    lasted: int | None = None
    after: int | None = None


def build(sentence: Sentence, mentions: Mentions, voices: Voices) -> list[Draft]:
    """The events that one sentence tells, in order. `voices` carries an open quotation from sentence to sentence."""
    actions: list[Mention[Action]] = mentions.get(Kind.ACTION, [])
    claims = by_units(mentions.get(Kind.CLAIM, []), mentions.get(Kind.UNIT, []))
    if sentence.plain.startswith("#") and "\n" not in sentence.plain.strip():  # a heading names what its section tells
        return []
    carried = carried_on(sentence, claims, voices)
    if not actions and not claims:
        return []
    sources = [claim.span for claim in claims]
    layout = Layout(sentence)
    own = {claim.value.source for claim in claims if of_itself(layout, claim)}
    speaking = [claim.span for claim in claims if claim.value.source not in own]
    told: Mentions = {
        kind: _outside(found, speaking if kind is Kind.UNIT else sources)
        for kind, found in mentions.items()
        if kind not in (Kind.ACTION, Kind.CLAIM)
    }
    told[Kind.PLACE] = [m for m in told.get(Kind.PLACE, []) if not names_a_party(layout, m)]
    outside = _outside(actions, sources)
    reading = _read(sentence, layout, told, outside)
    lengths = lasted(layout, told.get(Kind.DATE, []), outside)
    acts = [
        item.action
        for item in reading.found
        if (needs.met(item, layout, told) or item.action.span in lengths) and not _idle(item.action.value)
    ]
    pointing = [
        item
        for item in reading.found
        if item.action not in acts and item.action.value.noun and item.action.value.definite
    ]
    if len(acts) < len(reading.found):
        # Read again without what is no event, so that nothing it stood near is lost with it.
        reading = _read(sentence, layout, told, acts)
    kept = without_frames(reading, fold_same(reading, fold_outcomes(reading, fold_carried(reading.found))))
    said = [claim for claim in claims if claim.value.stance != "denies"]
    claimed = [
        (item, voice(reading, item, claims if is_denied(layout, item, claims) else said, carried)) for item in kept
    ]
    events = [_event(reading, announced(reading, item, claim), claim) for item, claim in claimed]
    carriers = {event.action.value.governor for event in events}
    events = [
        event
        for event in events
        if event.event_type is not EventType.STATEMENT or event.action.value.lemma not in carriers
    ]
    events = [said_by(event, events) for event in events if not _supposed(event)]
    events += _statements(reading, claims, events)
    pointers = [_event(reading, item, None) for item in pointing]
    after = next(iter(lengths.values()), None)
    drafts = [
        Draft(event, lasted=lengths.get(event.action.span), after=None if event.action.span in lengths else after)
        for event in events
    ]
    # What went on so long is told first: what came after it counts from there.
    drafts.sort(key=lambda draft: draft.lasted is None)
    owned = any(item.action.value.lemma == "claim responsibility" for item in reading.found)
    return [*(Draft(event, pointer=True, owned=owned) for event in pointers), *drafts]


def _outside(mentions: list[Mention[Any]], spans: Sequence[Span]) -> list[Mention[Any]]:
    """The mentions that none of the spans holds."""
    for span in spans:
        mentions = [m for m in mentions if not span.contains(m.span)]
    return mentions


def _read(sentence: Sentence, layout: Layout, told: Mentions, actions: Sequence[Mention[Action]]) -> Reading:
    reading = Reading(sentence, layout, told, attach(layout, actions, told))
    _share(reading)
    return reading


def _share(reading: Reading) -> None:
    """Gives an action without a date or place of its own the one that the sentence has for all."""
    layout, found = reading.layout, reading.found
    dates = [m for m in dates_of(layout, reading.mentions) if not layout.owns(m.span)]
    places = [m for m in reading.mentions.get(Kind.PLACE, []) if is_somewhere(m.value)]
    for item in found:
        # "On Monday he promised to send tanks": when a thing was promised is not when it will be.
        aimed = item.action.value.status is Status.PLANNED and item.action.value.tense == "infinitive"
        if not item.dates and dates and not aimed:
            opening = [m for m in dates if layout.at(m.span.start) <= 2]
            near = opening or [m for m in dates if shares(layout, item.action, m)]
            if not near and item.action.value.lemma in DEFENDING:  # what was launched then was shot down then
                near = dates
            item.dates.extend(near[:1])
            item.borrowed = bool(near)
    owned = [item for item in found if item.places]
    if len(owned) != 1:
        return
    owner = owned[0]
    for item in found:
        kind = item.action.value.event_type
        if item.action.value.governor in ANSWERS:
            continue
        if not item.places and kind in VIOLENT | {EventType.CAPTURE, EventType.HUMANITARIAN}:
            # "fell after days of fighting": what was fought over is what fell, however far apart they stand.
            fought = kind is EventType.BATTLE and item.action.value.noun and owner.action.value.event_type in _WON
            item.places.extend(m for m in places if m in owner.places and (fought or shares(layout, item.action, m)))


def _idle(action: Action) -> bool:
    """A supposed purpose or a thing that did not happen is no event, unless a noun with its place names it."""
    if action.tense == "infinitive" and action.status is Status.HYPOTHETICAL:
        return True
    return not action.noun and action.status is Status.HYPOTHETICAL and action.event_type is EventType.STATEMENT


def _supposed(event: Event) -> bool:
    """Told under "would" or "should" without a place of its own: the content of a wish, not an event."""
    action = event.action.value
    if event.status is not Status.HYPOTHETICAL:
        return False
    if action.noun:
        return not event.places
    return action.tense in _SUPPOSED_TENSES


def _by_then(when: When | None, only_said: bool) -> When | None:
    """The day of a statement, where it alone tells: the act was then or before, so its precision is not known."""
    if when is None or not only_said or when.precision not in (DatePrecision.DAY, DatePrecision.TIME):
        return when
    return replace(when, precision=DatePrecision.UNKNOWN)


def _event(reading: Reading, item: Arguments, claim: Mention[Claim] | None) -> Event:
    action = item.action
    event_type = action.value.event_type
    dates = [m for m in item.dates if not is_attributive(reading, item, m)]
    # "said on Monday that it was shelled overnight": a date of the act goes before that of the saying.
    own = [m for m in dates if not said_on(action, m, claim)] or dates
    own.sort(key=lambda m: reading.layout.cost(action.span, m.span))
    date = closest(own[0] if own else None, own)
    if date and action.value.status is Status.PLANNED and said_on(action, date, claim):
        date = None
    places = tuple(located(reading, item))
    units = tuple(taking_part(reading, item))
    people: list[Mention[Person]] = reading.mentions.get(Kind.PERSON, [])
    commanders = tuple(m for m in people if m.value.commands)
    status = action.value.status
    if claim and claim.value.stance == "denies" and event_type is not EventType.STATEMENT:
        status = Status.DENIED
    return Event(
        id="",
        event_type=event_type,
        status=status,
        when=_by_then(
            when_of(reading, date, item.dates),
            date is not None and status is not Status.ONGOING and said_on(action, date, claim),
        ),
        places=places,
        units=units,
        commanders=commanders,
        people=tuple(m for m in people if not m.value.commands),
        actors=actors(reading),
        weapons=tuple(item.weapons),
        quantities=tuple(item.quantities),
        claim=claim,
        action=action,
        sentences=(reading.sentence.index,),
        date_mention=date,
    )


def _statements(reading: Reading, claims: Sequence[Mention[Claim]], events: Sequence[Event]) -> list[Event]:
    """A saying whose content is no event of its own is itself the news: one statement a sentence."""
    if any(event.event_type is EventType.STATEMENT for event in events):
        return []
    for claim in claims:
        value = claim.value
        if not value.source or value.source_kind not in _SPEAKERS or value.verb in _WEAK_VERBS:
            continue
        if any(event.claim is claim for event in events):
            continue
        scope = value.scope or Span(claim.span.end, reading.sentence.span.end)
        action = Action(EventType.STATEMENT, value.verb, False, "past")
        mention = Mention(Kind.ACTION, claim.span, claim.text, "events/statement", action, claim.rows)
        supposed = [
            m
            for item in reading.found
            if item.action.value.status is Status.HYPOTHETICAL and scope.contains(item.action.span)
            for m in item.places
        ]
        item = Arguments(
            mention,
            dates=[m for m in reading.mentions.get(Kind.DATE, []) if is_day(m.value) and not scope.contains(m.span)],
        )
        event = _event(reading, item, claim)
        return [replace(event, places=tuple(supposed))]
    return []
