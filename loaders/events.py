"""One sentence's mentions → events. What belongs to which action is decided here; across sentences in `occurrences`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from loaders import needs
from loaders.arguments import ACTING, Arguments, Layout, attach, is_day, is_somewhere, lists, shares
from loaders.model import (
    Action,
    Claim,
    DatePrecision,
    Event,
    EventType,
    Kind,
    Mention,
    Person,
    Place,
    PlacePrecision,
    PlaceRole,
    Sentence,
    SourceKind,
    Span,
    Status,
    Unit,
    WeaponCategory,
    When,
)

Mentions = dict[Kind, list[Mention[Any]]]

VIOLENT = frozenset((EventType.BATTLE, EventType.STRIKE, EventType.SABOTAGE, EventType.CIVILIAN_HARM))
_REMOTE = frozenset((WeaponCategory.DRONE, WeaponCategory.MISSILE, WeaponCategory.ARTILLERY, WeaponCategory.AIRCRAFT))
_HARMED = frozenset(("killed", "wounded", "civilians_killed", "civilians_wounded"))
_SUPPOSED_TENSES = frozenset(("infinitive", "present", "future"))
_SPEAKERS = frozenset((SourceKind.OFFICIAL, SourceKind.MILITARY, SourceKind.OBSERVER))
_WEAK_VERBS = frozenset(
    ("report", "reportedly", "allegedly", "know", "believe", "note", "estimate", "suggest", "show", "find")
)
_SPEAKER_REACH = 24
_TAKING_PART = 30
_WOULD_REACH = 4
_TOPIC = frozenset("on about over regarding concerning aimed".split())
_DETERMINERS = frozenset("the a an his her its their this that".split())
_OWN = frozenset("they it its their we our i".split())
_PLACING = frozenset(
    "in at into across throughout inside within on from to near toward towards against over outside between and or , of into".split()
)
_OF_PLACES = frozenset(
    "invasion bombing bombardment occupation north south east west northern part parts out side town city border borders territory".split()
)
_IN = frozenset("in at near outside inside".split())


@dataclass(slots=True)
class Voices:
    """Who speaks in the sentences read so far: an open quotation, or a speaker announced by a colon."""

    speaker: Mention[Claim] | None = None
    quoting: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """One sentence's event. A `pointer` only makes sense if an earlier event is what it points back to ("the attack")."""

    event: Event
    pointer: bool = False


@dataclass(slots=True)
class _Reading:
    """One sentence while it is read."""

    sentence: Sentence
    layout: Layout
    mentions: Mentions
    found: list[Arguments] = field(default_factory=list)


def build(sentence: Sentence, mentions: Mentions, voices: Voices) -> list[Draft]:
    """The events that one sentence tells, in order. `voices` carries an open quotation from sentence to sentence."""
    actions: list[Mention[Action]] = mentions.get(Kind.ACTION, [])
    claims: list[Mention[Claim]] = mentions.get(Kind.CLAIM, [])
    carried = _carried(sentence, claims, voices)
    if not actions and not claims:
        return []
    sources = [claim.span for claim in claims]
    layout = Layout(sentence)
    speaking = [claim.span for claim in claims if not _of_itself(layout, claim)]
    told: Mentions = {
        kind: [
            m for m in found if not any(span.contains(m.span) for span in (speaking if kind is Kind.UNIT else sources))
        ]
        for kind, found in mentions.items()
        if kind not in (Kind.ACTION, Kind.CLAIM)
    }
    told[Kind.PLACE] = [m for m in told.get(Kind.PLACE, []) if not _names_a_party(layout, m)]
    outside = [action for action in actions if not any(source.contains(action.span) for source in sources)]
    reading = _read(sentence, layout, told, outside)
    acts = [item.action for item in reading.found if needs.met(item, layout, told) and not _idle(item.action.value)]
    pointing = [
        item
        for item in reading.found
        if item.action not in acts and item.action.value.noun and item.action.value.definite
    ]
    # Read again without what is no event, so that nothing it stood near is lost with it.
    reading = _read(sentence, layout, told, acts)
    kept = _fold_same(reading, _fold_outcomes(reading, _fold_carried(reading.found)))
    said = [claim for claim in claims if claim.value.stance != "denies"]
    claimed = [
        (
            item,
            _claim_of(item.action, claims if _denied(layout, item, claims) else said, carried)
            or _speaker(reading, item),
        )
        for item in kept
    ]
    events = [_event(reading, _announced(reading, item, claim), claim) for item, claim in claimed]
    carriers = {event.action.value.governor for event in events}
    events = [
        event
        for event in events
        if event.event_type is not EventType.STATEMENT or event.action.value.lemma not in carriers
    ]
    events = [_said_by(event, events) for event in events if not _supposed(event)]
    events += _statements(reading, claims, events)
    pointers = [_event(reading, item, None) for item in pointing]
    return [*(Draft(event, pointer=True) for event in pointers), *(Draft(event) for event in events)]


def _of_itself(layout: Layout, claim: Mention[Claim]) -> bool:
    """Who claims an act as its own ("the rebels said they had taken ...") takes part in it; who only speaks of it does not."""
    if claim.value.source_kind is not SourceKind.MILITARY:
        return False
    return claim.value.verb == "claim" or not _OWN.isdisjoint(layout.after(claim.span, 3))


def _names_a_party(layout: Layout, place: Mention[Place]) -> bool:
    """A country that no preposition makes a location ("Iran fired ...", "the embassies of Rwanda and Kenya")."""
    if place.value.precision is not PlacePrecision.COUNTRY or _acts(place.value):
        return False
    before = layout.before(place.span, 3)
    if before[-1:] == ["of"]:
        return len(before) > 1 and before[-2] not in _OF_PLACES
    return _PLACING.isdisjoint(before)


def _read(sentence: Sentence, layout: Layout, told: Mentions, actions: Sequence[Mention[Action]]) -> _Reading:
    reading = _Reading(sentence, layout, told, attach(layout, actions, told))
    _share(reading)
    return reading


def _carried(sentence: Sentence, claims: Sequence[Mention[Claim]], voices: Voices) -> Mention[Claim] | None:
    """The speaker of a quotation that began before; keeps `voices` up to date."""
    plain = sentence.plain
    opens, closes = plain.startswith(('"', "'")), plain.rstrip(" .").endswith(('"', "'"))
    carried = voices.speaker if voices.speaker and (voices.quoting or opens) else None
    named = [claim for claim in claims if claim.value.source]
    if carried and not any(claim.value.opens for claim in named):
        voices.quoting = not (opens or plain.count('"') % 2) if closes else voices.quoting
    elif named:
        voices.speaker, voices.quoting = named[-1], named[-1].value.opens
    return carried


def _share(reading: _Reading) -> None:
    """Gives an action without a date or place of its own the one that the sentence has for all."""
    layout, found = reading.layout, reading.found
    dates = [m for m in reading.mentions.get(Kind.DATE, []) if is_day(m.value)]
    places = [m for m in reading.mentions.get(Kind.PLACE, []) if is_somewhere(m.value)]
    for item in found:
        if not item.dates and dates:
            opening = [m for m in dates if layout.at(m.span.start) <= 2]
            near = opening or [m for m in dates if shares(layout, item.action, m)]
            item.dates.extend(near[:1])
    owned = [item for item in found if item.places]
    for item in found:
        if (
            not item.places
            and len(owned) == 1
            and item.action.value.event_type in VIOLENT | {EventType.CAPTURE, EventType.HUMANITARIAN}
        ):
            item.places.extend(m for m in places if m in owned[0].places and shares(layout, item.action, m))


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


def _fold_carried(found: list[Arguments]) -> list[Arguments]:
    """ "launched an operation": the noun and the verb that carries it are one act."""
    verbs = {item.action.value.lemma: item for item in found if not item.action.value.noun}
    kept = []
    for item in found:
        verb = verbs.get(item.action.value.governor or "")
        if verb and verb.action.value.event_type is item.action.value.event_type:
            _merge(verb, item)
        else:
            kept.append(item)
    return kept


def _fold_outcomes(reading: _Reading, kept: list[Arguments]) -> list[Arguments]:
    """ "killed" and "destroyed" belong to the violent act that they stand with; alone they make an event of their own."""
    acts = [item for item in kept if item.action.value.needs != "outcome"]
    violent = [item for item in acts if item.action.value.event_type in VIOLENT]
    rest: list[Arguments] = []
    for item in kept:
        if item.action.value.needs != "outcome":
            rest.append(item)
            continue
        near = [act for act in violent if reading.layout.cost(item.action.span, act.action.span) <= 22]
        if near:
            act = min(near, key=lambda act: reading.layout.cost(item.action.span, act.action.span))
            _merge(act, item)
            if act.action.value.lemma == "attack" and item.action.value.objects[:1] == ("civilian",):
                replace_action(act, replace(act.action.value, event_type=EventType.CIVILIAN_HARM))
        elif (settled := _outcome(reading, item)) is not None:
            rest.append(settled)
    return rest


def _outcome(reading: _Reading, item: Arguments) -> Arguments | None:
    """A killing or destruction told alone: by whom it strikes, harm to civilians, a command lost, or a fight."""
    action = item.action.value
    harmed = action.lemma in ("kill", "wound", "injure", "die", "perish")
    objects = action.objects
    hurt = next(
        (name for name in objects if name in ("civilian", "combatant", "leader", "equipment", "infrastructure")), None
    )
    if action.status in (Status.HYPOTHETICAL, Status.PLANNED):
        return None
    if any(weapon.value.category in _REMOTE for weapon in item.weapons) or (not harmed and hurt in ("infrastructure",)):
        wanted = EventType.STRIKE
    elif hurt == "civilian":
        wanted = EventType.CIVILIAN_HARM
    elif hurt == "leader" and harmed:
        wanted = EventType.COMMAND
    elif hurt == "combatant" or (not harmed and hurt == "equipment"):
        wanted = EventType.BATTLE
    elif harmed and (item.people or item.quantities) and action.lemma not in ("die",):
        wanted = EventType.CIVILIAN_HARM if not item.people else EventType.BATTLE
    else:
        return None
    return replace_action(item, replace(action, event_type=wanted))


def replace_action(item: Arguments, action: Action) -> Arguments:
    item.action = replace(item.action, value=action)
    return item


def _fold_same(reading: _Reading, kept: list[Arguments]) -> list[Arguments]:
    """One event where a sentence names the same act twice: the same type, no other place and no other date."""
    folded: list[Arguments] = []
    for item in kept:
        _settle_type(item)
        twin = next((other for other in folded if _same_act(other, item) or _told_closer(other, item)), None)
        if twin:
            _merge(twin, item)
            if _told_closer(twin, item):
                replace_action(twin, replace(twin.action.value, event_type=item.action.value.event_type))
        else:
            folded.append(item)
    return folded


def _told_closer(first: Arguments, second: Arguments) -> bool:
    """ "the attacks in Jableh, where 60 died in bombings": the same violence, its kind told only the second time."""
    one, two = first.action.value, second.action.value
    general = one.event_type is EventType.BATTLE and one.lemma in ("attack", "raid", "assault")
    closer = two.event_type in VIOLENT - {EventType.BATTLE} and two.status is one.status
    return general and closer and bool(first.places) and not second.places and not second.dates


def _same_act(first: Arguments, second: Arguments) -> bool:
    one, two = first.action.value, second.action.value
    if one.event_type is not two.event_type or (one.status is Status.PLANNED) != (two.status is Status.PLANNED):
        return False
    if (
        one.event_type is EventType.MEETING
        and {m.text for m in second.people} - {m.text for m in first.people}
        and first.people
    ):
        return False
    places = {m.value.name for m in second.places} - {m.value.name for m in first.places}
    dates = {(m.value.earliest, m.value.latest) for m in second.dates} - {
        (m.value.earliest, m.value.latest) for m in first.dates
    }
    return not (places and first.places) and not (dates and first.dates)


def _settle_type(item: Arguments) -> None:
    """An attack with drones, missiles, guns or aircraft is a strike; a capture of a named person is a detention."""
    action = item.action.value
    wanted = action.event_type
    if action.event_type is EventType.BATTLE and action.lemma in ("attack", "assault", "raid", "target"):
        if any(weapon.value.category in _REMOTE for weapon in item.weapons):
            wanted = EventType.STRIKE
    elif action.if_person and not item.places and item.people:
        wanted = action.if_person
    if wanted is not action.event_type:
        replace_action(item, replace(action, event_type=wanted))


def _merge(into: Arguments, other: Arguments) -> None:
    for name in ("dates", "places", "units", "people", "weapons", "quantities"):
        held = getattr(into, name)
        held.extend(mention for mention in getattr(other, name) if mention not in held)


def _claim_of(
    action: Mention[Action], claims: Sequence[Mention[Claim]], carried: Mention[Claim] | None
) -> Mention[Claim] | None:
    """Who says so: the innermost claim whose scope holds the action, else the open quotation's speaker."""
    holding = [claim for claim in claims if claim.value.scope and claim.value.scope.contains(action.span)]
    if holding:
        named = [claim for claim in holding if claim.value.source] or holding
        # "We are concerned by reports of ...": in somebody's own words, nameless reports are no source beside the speaker.
        if carried and all(claim.value.source_kind is SourceKind.ANONYMOUS for claim in named):
            return carried
        return min(
            named, key=lambda claim: (claim.value.scope or claim.span).end - (claim.value.scope or claim.span).start
        )
    loose = [claim for claim in claims if claim.value.scope is None]
    return loose[0] if loose else carried


def _denied(layout: Layout, item: Arguments, claims: Sequence[Mention[Claim]]) -> bool:
    """Whether a denial reaches this act: "was captured in May, and accused of a killing which he denied" denies the killing."""
    behind = [claim for claim in claims if claim.value.stance == "denies" and claim.span.start >= item.action.span.end]
    return all(layout.clauses_between(item.action.span, claim.span) <= 1 for claim in behind)


def _speaker(reading: _Reading, item: Arguments) -> Mention[Claim] | None:
    """Who warns, urges or demands: the person, unit or capital named last before the verb."""
    action = item.action
    if action.value.event_type is not EventType.STATEMENT or action.value.noun or action.value.passive:
        return None
    people: list[Mention[Any]] = reading.mentions.get(Kind.PERSON, [])
    others = [
        *reading.mentions.get(Kind.UNIT, []),
        *(m for m in reading.mentions.get(Kind.PLACE, []) if _acts(m.value)),
    ]
    before = [
        m
        for m in (*people, *others)
        if m.span.end <= action.span.start and reading.layout.cost(action.span, m.span) <= _SPEAKER_REACH
    ]
    if not before:
        return None
    named = max(before, key=lambda m: (m.kind is Kind.PERSON, m.span.end))
    kind = SourceKind.MILITARY if named.kind is Kind.UNIT else SourceKind.OFFICIAL
    claim = Claim(named.value.name, kind, None, action.value.lemma)
    return Mention(Kind.CLAIM, named.span, named.text, "events/speaker", claim, named.rows)


def _said_by(event: Event, events: Sequence[Event]) -> Event:
    """What is urged, feared or condemned in the same breath is on the word of the one who says it."""
    sayings = [
        other
        for other in events
        if other.event_type is EventType.STATEMENT and other.claim and other.action.span.end <= event.action.span.start
    ]
    return replace(event, claim=sayings[-1].claim) if sayings and event.claim is None else event


def _acts(place: Place) -> bool:
    return place.role in ACTING


def _event(reading: _Reading, item: Arguments, claim: Mention[Claim] | None) -> Event:
    action = item.action
    event_type = action.value.event_type
    date = next((m for m in item.dates if not _attributive(reading, item, m)), None)
    if date and action.value.status is Status.PLANNED and said_on(action, date, claim):
        date = None
    places = tuple(sorted(_located(reading, item), key=lambda m: m.span))
    units = tuple(_taking_part(reading, item))
    people: list[Mention[Person]] = reading.mentions.get(Kind.PERSON, [])
    commanders = tuple(m for m in people if m.value.commands)
    status = action.value.status
    if claim and claim.value.stance == "denies":
        status = Status.DENIED
    return Event(
        id="",
        event_type=event_type,
        status=status,
        when=_when(reading, date, item.dates),
        places=places,
        units=units,
        commanders=commanders,
        people=tuple(m for m in people if not m.value.commands),
        actors=_actors(reading),
        weapons=tuple(item.weapons),
        quantities=tuple(item.quantities),
        claim=claim,
        action=action,
        sentences=(reading.sentence.index,),
        date_mention=date,
    )


def _when(reading: _Reading, date: Mention[When] | None, dates: Sequence[Mention[When]]) -> When | None:
    """The days of the date; of a list ("on 10 and 11 January") from the first to the last."""
    if date is None or date.value.earliest is None:
        return None
    group = next(group for group in lists(reading.layout, sorted(dates, key=lambda m: m.span)) if date in group)
    last = max((m.value.latest for m in group if m.value.latest), default=None)
    if len(group) == 1 or last is None or last <= date.value.earliest:
        return date.value
    return replace(date.value, latest=last, precision=DatePrecision.RANGE)


def said_on(action: Mention[Action], date: Mention[When], claim: Mention[Claim] | None) -> bool:
    """Whether a date says when something was said ("..., he announced on Friday"), not when it happened."""
    scope = claim.value.scope if claim else None
    return scope is not None and scope.contains(action.span) and not scope.contains(date.span)


def _announced(reading: _Reading, item: Arguments, claim: Mention[Claim] | None) -> Arguments:
    """ "Biden said that the United States would send tanks": with somebody who acts, "would" after "said" is a plan."""
    action = item.action.value
    if claim is None or action.status is not Status.HYPOTHETICAL or action.noun or action.tense != "present":
        return item
    actors: list[Mention[Any]] = [
        *reading.mentions.get(Kind.UNIT, []),
        *reading.mentions.get(Kind.PERSON, []),
        *(m for m in reading.mentions.get(Kind.PLACE, []) if _acts(m.value)),
    ]
    before = reading.layout.before(item.action.span, _WOULD_REACH)
    index = len(before) - 1 - before[::-1].index("would") if "would" in before else -1
    start = reading.layout.at(item.action.span.start) - len(before) + index
    near = any(0 <= start - reading.layout.at(m.span.end) <= 1 for m in actors if m.span.end <= item.action.span.start)
    return replace_action(item, replace(action, status=Status.PLANNED, tense="future")) if index >= 0 and near else item


def _attributive(reading: _Reading, item: Arguments, date: Mention[When]) -> bool:
    """Whether a date only names another thing ("after the 2007 crackdown"), so that it does not say when this happened."""
    if _DETERMINERS.isdisjoint(reading.layout.before(date.span, 1)) or not date.text[:1].isdigit():
        return False
    action = item.action.span
    return action.start < date.span.end or len(reading.layout.between(date.span, action)) > 2


def _located(reading: _Reading, item: Arguments) -> list[Mention[Place]]:
    """Where it happens: not where it comes from, unless it is a withdrawal; a talk only where it says in, at or near."""
    event_type = item.action.value.event_type
    if event_type is EventType.STATEMENT:
        return item.places if needs.direct(reading.layout, item.action.span, item.places) else []
    if event_type in (EventType.COMMAND, EventType.AGREEMENT):
        return [m for m in item.places if _IN & set(reading.layout.before(m.span, 2))]
    if event_type is EventType.SUPPORT:
        return []
    if event_type is EventType.MEETING:
        travelled = item.action.value.lemma in ("visit", "tour", "travel to", "fly to", "return to")
        there = [
            m
            for m in item.places
            if m.span < item.action.span or _TOPIC.isdisjoint(reading.layout.between(item.action.span, m.span))
        ]
        return [m for m in there if travelled or _IN & set(reading.layout.before(m.span, 2))]
    if event_type is EventType.WITHDRAWAL:
        return sorted(item.places, key=lambda m: m.value.role is PlaceRole.DESTINATION)
    there = [m for m in item.places if m.value.role is not PlaceRole.ORIGIN]
    return there or item.places if event_type is EventType.HUMANITARIAN else there


def _taking_part(reading: _Reading, item: Arguments) -> list[Mention[Unit]]:
    """The units of the action; a sentence with one action gives it all its units."""
    units: list[Mention[Unit]] = reading.mentions.get(Kind.UNIT, [])
    if len(reading.found) == 1:
        return list(units)
    near = [
        group
        for group in lists(reading.layout, units)
        if any(m in item.units or reading.layout.cost(item.action.span, m.span) <= _TAKING_PART for m in group)
        # "for which the group has claimed responsibility": wherever that stands, the group takes part.
        or (item.action.value.event_type in VIOLENT and reading.layout.after(group[-1].span, 3)[-2:-1] == ["claimed"])
    ]
    return [m for group in near for m in group]


def _actors(reading: _Reading) -> tuple[str, ...]:
    """Sides and states that act: capitals and countries as metonyms, and the sides of the units."""
    names = [m.text for m in reading.mentions.get(Kind.PLACE, []) if _acts(m.value)]
    sides = [m.value.side for m in reading.mentions.get(Kind.UNIT, []) if m.value.side]
    return tuple(dict.fromkeys([*names, *sides]))


def _statements(reading: _Reading, claims: Sequence[Mention[Claim]], events: Sequence[Event]) -> list[Event]:
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
