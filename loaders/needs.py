"""What must stand with an action before it makes an event. "Took" is a capture only with a place, "fired" a strike only with arms."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from loaders.arguments import Arguments, Layout
from loaders.model import Kind, Mention, Status
from loaders.needs_of_forces import (
    acting,
    arrived,
    built,
    crossing,
    force_object,
    force_place,
    landed,
    lost_men,
    operating,
)
from loaders.standing import complement, direct, follows, subject

Mentions = dict[Kind, list[Mention[Any]]]
Test = Callable[[Arguments, Layout, Mentions], bool]

_HOLDING = frozenset(("in", "at", "on", "near", "again", "this", "next", "later", "last", "today"))
_MEANS = frozenset(("in", "by"))
_AGAINST = frozenset(("against", "on", "of"))
_OBJECT_REACH = 9


def met(arguments: Arguments, layout: Layout, mentions: Mentions) -> bool:
    """Whether the action has what its lexicon row needs. Raises KeyError for a need that no test knows."""
    return _TESTS[arguments.action.value.needs](arguments, layout, mentions)


def _place(arguments: Arguments, layout: Layout, mentions: Mentions) -> bool:
    return bool(arguments.places)


def _place_direct(arguments: Arguments, layout: Layout, mentions: Mentions) -> bool:
    action = arguments.action
    if action.value.passive:
        return subject(layout, action.span, arguments.places)
    return direct(layout, action.span, arguments.places)


def _place_subject(arguments: Arguments, layout: Layout, mentions: Mentions) -> bool:
    places = mentions.get(Kind.PLACE, [])
    named = any(
        "city" in word or "town" in word or word == "village" for word in layout.before(arguments.action.span, 4)
    )
    return subject(layout, arguments.action.span, places) or named


def _object(arguments: Arguments, layout: Layout, mentions: Mentions) -> bool:
    """A place anywhere with it, or something built, as what is taken or fought for."""
    objects = arguments.action.value.objects
    if (
        arguments.action.value.passive
        and mentions.get(Kind.PERSON)
        and layout.after(arguments.action.span, 1) == ["by"]
    ):
        return True  # "Despite being captured by American forces, the general ..."
    if layout.after(arguments.action.span, 1) == ["to"] and not mentions.get(Kind.UNIT):
        return False  # "Doctors fought to save the wounded"
    return bool(arguments.places) or any(
        name in objects
        for name in ("infrastructure", "settlement", "combatant", "prisoner", "vessel", "ground", "pronoun")
    )


def _direct(arguments: Arguments, layout: Layout, mentions: Mentions) -> bool:
    objects = arguments.action.value.objects
    return _place_direct(arguments, layout, mentions) or bool(
        objects and objects[0] in ("infrastructure", "settlement", "prisoner", "hostage")
    )


def _target(arguments: Arguments, layout: Layout, mentions: Mentions) -> bool:
    objects = arguments.action.value.objects
    hits = any(name in objects for name in ("infrastructure", "civilian", "combatant", "equipment", "vessel", "house"))
    return hits or bool(arguments.places or arguments.weapons)


def _target_direct(arguments: Arguments, layout: Layout, mentions: Mentions) -> bool:
    objects = arguments.action.value.objects
    hits = any(name in objects for name in ("infrastructure", "civilian", "combatant", "equipment", "vessel"))
    return (
        hits
        or _place_direct(arguments, layout, mentions)
        or direct(layout, arguments.action.span, mentions.get(Kind.UNIT, []))
    )


def _fight(arguments: Arguments, layout: Layout, mentions: Mentions) -> bool:
    """Somebody armed, something hit, or a place: a team, too, attacks."""
    armed = any(mentions.get(kind) for kind in (Kind.UNIT, Kind.WEAPON, Kind.QUANTITY, Kind.PERSON))
    hits = {"infrastructure", "civilian", "combatant", "equipment", "vessel", "house", "arms", "pronoun"}
    return armed or bool(arguments.places) or not hits.isdisjoint(arguments.action.value.objects) or acting(mentions)


def _fires(arguments: Arguments, layout: Layout, mentions: Mentions) -> bool:
    objects = set(arguments.action.value.objects)
    return bool(objects & {"arms", "strikes", "offensive", "aid"}) or bool(arguments.weapons)


def _person(arguments: Arguments, layout: Layout, mentions: Mentions) -> bool:
    people = mentions.get(Kind.PERSON, [])
    objects = arguments.action.value.objects
    span = arguments.action.span
    return (
        "role" in objects
        or "leader" in objects
        or follows(layout, span, people)
        or (arguments.action.value.passive and bool(people))
    )


def _person_direct(arguments: Arguments, layout: Layout, mentions: Mentions) -> bool:
    return direct(layout, arguments.action.span, mentions.get(Kind.PERSON, []))


def _telephoned(arguments: Arguments, layout: Layout, mentions: Mentions) -> bool:
    """ "called Colonel X", not "called the president a liar"."""
    span = arguments.action.span
    called = [m for m in mentions.get(Kind.PERSON, []) if m.span.start >= span.end and not layout.between(span, m.span)]
    return any(layout.after(m.span, 1) in ([","], ["."], ["and"], ["on"], ["to"], ["after"]) for m in called)


def _person_place(arguments: Arguments, layout: Layout, mentions: Mentions) -> bool:
    people = [*mentions.get(Kind.PERSON, []), *(m for m in mentions.get(Kind.PLACE, []) if m not in arguments.places)]
    return direct(layout, arguments.action.span, arguments.places) and subject(layout, arguments.action.span, people)


def _role(arguments: Arguments, layout: Layout, mentions: Mentions) -> bool:
    return bool({"role", "command", "leader"} & set(arguments.action.value.objects)) and bool(mentions.get(Kind.PERSON))


def _party(arguments: Arguments, layout: Layout, mentions: Mentions) -> bool:
    others = [*mentions.get(Kind.PERSON, []), *mentions.get(Kind.UNIT, [])]
    return follows(layout, arguments.action.span, others) or bool(
        {"role", "leader"} & set(arguments.action.value.objects)
    )


def _anchor(arguments: Arguments, layout: Layout, mentions: Mentions) -> bool:
    """A noun tells of an event where a light verb carries it, or where its own words say where, when or on whom."""
    action = arguments.action
    if action.value.governor or (action.value.status is Status.ONGOING and mentions.get(Kind.UNIT)):
        return True
    if mentions.get(Kind.QUANTITY) and not _MEANS.isdisjoint(layout.before(action.span)):
        return True
    near: list[Mention[Any]] = [*arguments.places, *arguments.dates, *arguments.units]
    if any(layout.owns(date.span) for date in arguments.dates):
        return True  # "Tuesday's missile barrage"
    if any(complement(layout, action.span, mention.span) for mention in near) or (arguments.places and arguments.dates):
        return True
    against = not _AGAINST.isdisjoint(layout.after(action.span, 1))
    return against and not {"civilian", "combatant", "infrastructure"}.isdisjoint(action.value.objects)


def _place_complement(arguments: Arguments, layout: Layout, mentions: Mentions) -> bool:
    return any(complement(layout, arguments.action.span, mention.span) for mention in arguments.places)


def _light(arguments: Arguments, layout: Layout, mentions: Mentions) -> bool:
    return bool(arguments.action.value.governor)


def _with(arguments: Arguments, layout: Layout, mentions: Mentions) -> bool:
    return layout.after(arguments.action.span, 1) in (["with"], ["between"])


def _class(*names: str) -> Test:
    """A test for the class of what is acted on."""

    def test(arguments: Arguments, layout: Layout, mentions: Mentions) -> bool:
        return not set(names).isdisjoint(arguments.action.value.objects)

    return test


def _either(*tests: Test) -> Test:
    def test(arguments: Arguments, layout: Layout, mentions: Mentions) -> bool:
        return any(one(arguments, layout, mentions) for one in tests)

    return test


def _held(arguments: Arguments, layout: Layout, mentions: Mentions) -> bool:
    """ "the ministers will meet in Geneva on Thursday": somebody meets somewhere or on a day."""
    if arguments.action.value.tense == "present":
        return False
    return bool(arguments.places or arguments.dates) and not _HOLDING.isdisjoint(layout.after(arguments.action.span, 1))


def _always(arguments: Arguments, layout: Layout, mentions: Mentions) -> bool:
    return True


def _handed(arguments: Arguments, layout: Layout, mentions: Mentions) -> bool:
    """ "The SDF handed Tel Rifaat to the army", not "handed Goma a trophy"."""
    return _place_direct(arguments, layout, mentions) and "to" in layout.after(arguments.action.span, _OBJECT_REACH)


_TESTS: dict[str, Test] = {
    "": _always,
    "outcome": _always,
    "mover": _always,
    "place": _place,
    "place-direct": _place_direct,
    "place-subject": _place_subject,
    "object": _object,
    "direct": _direct,
    "target": _target,
    "target-direct": _target_direct,
    "fight": _fight,
    "force-object": force_object,
    "force-place": force_place,
    "fires": _fires,
    "person": _person,
    "person-direct": _person_direct,
    "person-place": _person_place,
    "telephoned": _telephoned,
    "role": _role,
    "party": _party,
    "anchor": _anchor,
    "complement": _place_complement,
    "light": _light,
    "with": _with,
    "lost": _either(_place_direct, _class("ground"), lost_men),
    "operating": operating,
    "handed": _handed,
    "party-or-held": _either(_party, _held),
    "place-or-border": _either(_place_direct, crossing),
    "anchor-or-with": _either(_anchor, _with),
    "landed": landed,
    "place-or-unit": _either(_place, force_object),
    "force-object-or-attack": _either(force_object, _class("offensive")),
    "armed-object": _class("arms", "mine"),
    "vessel-or-vehicle": _class("vessel", "equipment", "train"),
    "crashed": _class("aircraft"),
    "arrived": arrived,
    "cargo": _either(force_object, _class("aid", "civilian")),
    "force-or-aid": _either(force_object, _class("aid")),
    "place-or-diplomat": _either(_place, _class("diplomat")),
    "works-by-force": built,
    "victim": _either(_class("civilian", "prisoner", "hostage", "combatant", "leader", "role"), _person_direct),
    "gathering": _class("gathering"),
    "gathering-or-party": _either(_class("gathering"), _party),
    "aid": _class("aid"),
    "pact": _class("pact"),
    "prisoner": _class("prisoner", "hostage"),
    "supplies": _class("supplies"),
    "vessel": _class("vessel"),
    "train": _class("train"),
    "works": _class("works"),
    "service": _class("service"),
    "moved": _either(force_object, _class("prisoner", "hostage", "pronoun")),
    "civilian": _class("civilian"),
    "crowd": _class("crowd"),
    "prisoner-or-person": _either(_class("prisoner", "hostage", "civilian"), _person_direct),
    "person-or-civilian": _either(_class("civilian", "prisoner", "hostage", "combatant"), _person_direct),
}

NEEDS: Sequence[str] = tuple(_TESTS)
