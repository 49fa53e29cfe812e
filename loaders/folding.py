"""Several words for one act of a sentence → one: what came of it, the verb that carries a noun, the same act named twice."""

from __future__ import annotations

from dataclasses import replace

from loaders.arguments import Arguments, Layout, Reading, with_action
from loaders.model import Action, EventType, Kind, Mention, Status, WeaponCategory
from loaders.standing import subject

VIOLENT = frozenset((EventType.BATTLE, EventType.STRIKE, EventType.SABOTAGE, EventType.CIVILIAN_HARM))
_REMOTE = frozenset((WeaponCategory.DRONE, WeaponCategory.MISSILE, WeaponCategory.ARTILLERY, WeaponCategory.AIRCRAFT))
_EXPLOSIVE = frozenset(("bomb", "bombs", "ied", "ieds", "explosive", "explosives", "mine", "landmine", "landmines"))
_OUTCOME_REACH = 22
_HARM = frozenset(("kill", "wound", "injure", "hurt", "die", "perish"))
_SAME_TOLL = 16
_NEW_CLAUSE = frozenset((";", "while", "whereas", "but", "after", "before", "when"))
_CLAUSE_REACH = 8
_OFFICE_REACH = 3
_APPOSITION = 14
# Opposites within one type: they never tell the same act.
_WARS = frozenset(
    "battle siege offensive counteroffensive counter-offensive invasion operation uprising coup rebellion".split()
) | {"military operation"}
_FRAMING = frozenset("during since following before after until amid prior part onset leading".split())
_BEING = frozenset("was were been being had has have is are got came come under".split())
_NEW = frozenset((",", "a", "on"))
_FRAME_REACH = 7
# "X shelled A, and Y responded with drone strikes": another's act.
ANSWERS: frozenset[str | None] = frozenset(("respond with", "retaliate with"))
_FREEING = frozenset(("release", "free"))
DEFENDING = frozenset(("intercept", "shoot down", "down"))


def fold_carried(found: list[Arguments]) -> list[Arguments]:
    """ "launched an operation": the noun and the verb that carries it are one act."""
    verbs = {item.action.value.lemma: item for item in found if not item.action.value.noun}
    kept = []
    for item in found:
        verb = verbs.get(item.action.value.governor or "")
        if verb and verb.action.value.event_type is item.action.value.event_type:
            _merge(verb, item)
        elif verb and verb.action.value.event_type is EventType.BATTLE and item.action.value.event_type in VIOLENT:
            # "launched a missile and drone attack": the noun says what kind of attack
            _merge(verb, item)
            with_action(verb, replace(verb.action.value, event_type=item.action.value.event_type))
        else:
            kept.append(item)
    return kept


def fold_outcomes(reading: Reading, kept: list[Arguments]) -> list[Arguments]:
    """ "killed" and "destroyed" belong to the violent act that they stand with; alone they make an event of their own."""
    acts = [item for item in kept if item.action.value.needs != "outcome"]
    violent = [item for item in acts if item.action.value.event_type in VIOLENT]
    rest: list[Arguments] = []
    last: Arguments | None = None
    within: tuple[Arguments, Arguments] | None = None
    for item in kept:
        if item.action.value.needs != "outcome":
            rest.append(item)
            continue
        near = [
            act
            for act in violent
            if reading.layout.cost(item.action.span, act.action.span) <= _OUTCOME_REACH
            or _in_which(reading.layout, act, item)
            or _with_that(reading.layout, act, item)
        ]
        if near:
            act = min(near, key=lambda act: reading.layout.cost(item.action.span, act.action.span))
            _merge(act, item)
            within = (item, act)
            if act.action.value.tense == "nominal" and item.action.value.tense == "past":
                # "A strike on X killed nine": told as news, not as background.
                with_action(act, replace(act.action.value, tense="past"))
            if act.action.value.status is Status.PLANNED and _in_which(reading.layout, act, item):
                # "He ordered strikes, in which seven died": they came about.
                with_action(act, replace(act.action.value, status=item.action.value.status))
            if act.action.value.lemma == "attack" and item.action.value.objects[:1] == ("civilian",):
                with_action(act, replace(act.action.value, event_type=EventType.CIVILIAN_HARM))
        elif last and _same_toll(reading.layout, last, item):
            _merge(last, item)
        elif within and _same_toll(reading.layout, within[0], item):
            _merge(within[1], item)
        elif (settled := _outcome(reading, item)) is not None:
            rest.append(settled)
            last = settled
    return rest


def _same_toll(layout: Layout, first: Arguments, second: Arguments) -> bool:
    """ "killed 26 and wounded 46" is one toll."""
    harms = _HARM.issuperset((first.action.value.lemma, second.action.value.lemma))
    return harms and layout.cost(second.action.span, first.action.span) <= _SAME_TOLL


def _in_which(layout: Layout, act: Arguments, outcome: Arguments) -> bool:
    """ "a raid on X in March in which hundreds of people died": the clause is about the act named before it."""
    if outcome.action.span < act.action.span:
        return False
    between = layout.between(act.action.span, outcome.action.span)
    opened = next(
        (at for at in range(len(between) - 1, 0, -1) if between[at] == "which" and between[at - 1] == "in"), 0
    )
    return bool(opened) and len(between) - opened <= _CLAUSE_REACH and "and" not in between[opened:]


def _with_that(layout: Layout, act: Arguments, outcome: Arguments) -> bool:
    """ "hit by a strike near X, west of Y, on Monday night, killing 20": a participle after a comma says what came of it all."""
    action = outcome.action
    participle = action.value.tense == "participle" and layout.before(action.span, 1) == [","]
    return (
        participle
        and act.action.span < action.span
        and _NEW_CLAUSE.isdisjoint(layout.between(act.action.span, action.span))
    )


def _outcome(reading: Reading, item: Arguments) -> Arguments | None:
    """A killing or destruction told alone: by whom it strikes, harm to civilians, a command lost, or a fight."""
    action = item.action.value
    harmed = action.lemma in _HARM
    objects = action.objects
    hurt = next(
        (name for name in objects if name in ("civilian", "combatant", "leader", "equipment", "infrastructure")), None
    )
    if action.status in (Status.HYPOTHETICAL, Status.PLANNED):
        return None
    if any(_EXPLOSIVE.intersection(weapon.value.name.lower().split()) for weapon in item.weapons):
        wanted = EventType.SABOTAGE
    elif any(weapon.value.category in _REMOTE for weapon in item.weapons) or (
        not harmed and hurt in ("infrastructure",)
    ):
        wanted = EventType.STRIKE
    elif hurt == "civilian":
        wanted = EventType.CIVILIAN_HARM
    elif harmed and (hurt == "leader" or (action.passive and _of_office(reading, item))):
        wanted = EventType.COMMAND
    elif hurt == "combatant" or (not harmed and hurt == "equipment"):
        wanted = EventType.BATTLE
    elif harmed and (item.people or item.quantities) and action.lemma not in ("die",):
        wanted = EventType.CIVILIAN_HARM if not item.people else EventType.BATTLE
    else:
        return None
    return with_action(item, replace(action, event_type=wanted))


def _of_office(reading: Reading, item: Arguments) -> bool:
    """Whether somebody with an office or a command stands right before the verb ("the minister, Jane Doe, was wounded")."""
    return any(
        (person.value.role or person.value.commands)
        and person.span.end <= item.action.span.start
        and _beside(reading.layout.between(person.span, item.action.span))
        for person in item.people
    )


def _beside(gap: list[str]) -> bool:
    """Whether nothing but an apposition stands between ("General X, the governor of Y, was killed")."""
    return len(gap) <= _OFFICE_REACH or (gap[0] == "," and "," in gap[-_OFFICE_REACH:] and len(gap) <= _APPOSITION)


def fold_same(reading: Reading, kept: list[Arguments]) -> list[Arguments]:
    """One event where a sentence names the same act twice: the same type, no other place and no other date."""
    folded: list[Arguments] = []
    for item in kept:
        _settle_type(reading, item)
        twin = next((other for other in folded if _same_act(other, item) or _told_closer(other, item)), None)
        if twin:
            _merge(twin, item)
            if _told_closer(twin, item):
                with_action(twin, replace(twin.action.value, event_type=item.action.value.event_type))
        else:
            folded.append(item)
    return folded


def without_frames(reading: Reading, kept: list[Arguments]) -> list[Arguments]:
    """Without the war that only frames what happens ("since the invasion", "as part of the 2022 offensive"), and without
    the aid that is only what is hit ("an aid convoy was shelled").
    """
    hit = [item.action.span for item in kept if item.action.value.passive and item.action.value.event_type in VIOLENT]
    frames = [
        item
        for item in kept
        if _frames(reading.layout, item.action)
        or (
            item.action.value.noun
            and item.action.value.event_type is EventType.HUMANITARIAN
            and any(
                item.action.span < span and _BEING.issuperset(reading.layout.between(item.action.span, span))
                for span in hit
            )
        )
    ]
    return kept if len(frames) == len(kept) else [item for item in kept if item not in frames]


def _frames(layout: Layout, action: Mention[Action]) -> bool:
    value = action.value
    if not value.noun or value.governor or value.lemma not in _WARS:
        return False
    before = layout.before(action.span, _FRAME_REACH)
    opener = max((index for index, word in enumerate(before) if word in _FRAMING), default=None)
    inside = before[opener + 1 :] if opener is not None else []
    return "the" in inside and _NEW.isdisjoint(inside)


def _told_closer(first: Arguments, second: Arguments) -> bool:
    """ "the attacks in Jableh, where 60 died in bombings": the same violence, its kind told only the second time."""
    one, two = first.action.value, second.action.value
    general = one.event_type is EventType.BATTLE and one.lemma in ("attack", "raid", "assault")
    closer = two.event_type in VIOLENT - {EventType.BATTLE} and two.status is one.status
    return general and closer and bool(first.places) and not second.places and not second.dates


def _same_act(first: Arguments, second: Arguments) -> bool:
    one, two = first.action.value, second.action.value
    if (one.lemma in _FREEING) != (two.lemma in _FREEING) or (one.lemma in DEFENDING) != (two.lemma in DEFENDING):
        return False
    if ANSWERS & {one.governor, two.governor}:
        return False
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


def _settle_type(reading: Reading, item: Arguments) -> None:
    """An attack with drones, missiles, guns or aircraft is a strike; a capture of a named person is a detention."""
    action = item.action.value
    wanted = action.event_type
    if action.event_type is EventType.BATTLE and action.lemma in ("attack", "assault", "raid", "target"):
        if any(weapon.value.category in _REMOTE for weapon in item.weapons):
            wanted = EventType.STRIKE
    elif (
        action.if_person and not item.places and (_person_taken(item) or (action.passive and not action.objects))
    ) or (action.if_person and _of_person(reading, item)):
        wanted = action.if_person
    elif action.lemma == "flee" and action.event_type is EventType.HUMANITARIAN and _of_unit(reading, item):
        wanted = EventType.WITHDRAWAL
    if wanted is not action.event_type:
        with_action(item, replace(action, event_type=wanted))


def _person_taken(item: Arguments) -> bool:
    """Whether a person may be what is acted on: named after an active verb, anywhere with a passive one."""
    return any(item.action.value.passive or m.span.start >= item.action.span.end for m in item.people)


def _of_person(reading: Reading, item: Arguments) -> bool:
    """Whether it is a person who is taken, wherever: "General Thoma was captured near Fuka", "captured Colonel X at Y"."""
    layout, span = reading.layout, item.action.span
    if item.action.value.passive:
        return any(
            m.span.end <= span.start
            and {",", "was", "were", "been", "had", "has", "also", "later"}.issuperset(layout.between(m.span, span))
            for m in item.people
        )
    return any(m.span.start >= span.end and not layout.between(span, m.span) for m in item.people)


def _of_unit(reading: Reading, item: Arguments) -> bool:
    """Whether an armed unit is the one that flees ("They fled")."""
    return not {"civilian", "crowd"} & set(item.action.value.objects) and subject(
        reading.layout, item.action.span, reading.mentions.get(Kind.UNIT, [])
    )


def _merge(into: Arguments, other: Arguments) -> None:
    if into.borrowed and other.dates and not other.borrowed:
        # "On 30 August jets struck X, after an attack two days earlier killed 43": a date of its own goes first.
        into.dates[:], into.borrowed = other.dates, False
    for name in ("dates", "places", "units", "people", "weapons", "quantities"):
        held = getattr(into, name)
        held.extend(mention for mention in getattr(other, name) if mention not in held)
