"""What forces do: what must stand with troops, ships, losses and works before a verb makes an event."""

from __future__ import annotations

from typing import Any

from loaders.arguments import ACTING, Arguments, Layout
from loaders.model import Kind, Mention, Status
from loaders.standing import follows, subject

Mentions = dict[Kind, list[Mention[Any]]]

_FORCES = frozenset(("combatant", "equipment", "arms", "vessel"))


def acting(mentions: Mentions) -> bool:
    return any(mention.value.role in ACTING for mention in mentions.get(Kind.PLACE, []))


def force_object(arguments: Arguments, layout: Layout, mentions: Mentions) -> bool:
    action = arguments.action
    if _FORCES & set(action.value.objects):
        return True
    units = mentions.get(Kind.UNIT, [])
    return subject(layout, action.span, units) if action.value.passive else follows(layout, action.span, units)


def force_place(arguments: Arguments, layout: Layout, mentions: Mentions) -> bool:
    forces = (
        subject(layout, arguments.action.span, mentions.get(Kind.UNIT, []))
        or "combatant" in arguments.action.value.objects
    )
    return forces and bool(arguments.places)


def lost_men(arguments: Arguments, layout: Layout, mentions: Mentions) -> bool:
    """ "The army lost 14 soldiers": so many of its own, counted."""
    action = arguments.action
    return "combatant" in action.value.objects[:1] and any(
        layout.between(action.span, m.span) == [] or m.span.contains(action.span) for m in arguments.quantities
    )


def landed(arguments: Arguments, layout: Layout, mentions: Mentions) -> bool:
    """Rockets land, shells fall, bombs go off; troops land somewhere."""
    return "arms" in arguments.action.value.objects or force_place(arguments, layout, mentions)


def crossing(arguments: Arguments, layout: Layout, mentions: Mentions) -> bool:
    """ "The division crossed the border"; "insurgents crossing the border" are only spoken of."""
    action = arguments.action
    crosses = "border" in action.value.objects and action.value.tense != "participle"
    return crosses and subject(layout, action.span, mentions.get(Kind.UNIT, []))


def arrived(arguments: Arguments, layout: Layout, mentions: Mentions) -> bool:
    """Troops, ships, aid or an envoy come to a place."""
    coming = {*_FORCES, "aid", "role", "diplomat"} & set(arguments.action.value.objects)
    units = subject(layout, arguments.action.span, mentions.get(Kind.UNIT, []))
    return bool(arguments.places) and (units or bool(coming))


def built(arguments: Arguments, layout: Layout, mentions: Mentions) -> bool:
    """A base or checkpoint, set up by an armed force or a state."""
    built = "works" in arguments.action.value.objects
    return built and (acting(mentions) or subject(layout, arguments.action.span, mentions.get(Kind.UNIT, [])))


def operating(arguments: Arguments, layout: Layout, mentions: Mentions) -> bool:
    """ "Elements of the brigade are operating near X": a unit is there now; "operates in" is what it does in general."""
    action = arguments.action.value
    return action.status is Status.ONGOING and force_place(arguments, layout, mentions)
