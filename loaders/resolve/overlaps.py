"""Finders do not know each other: where two kinds of mention claim the same words, the larger reading wins."""

from __future__ import annotations

from typing import Any

from loaders.model import Kind, Mention

# A unit holds names of places and people ("Kantemirovskaya Division"), a person's title holds places ("governor of Kharkiv").
_INSIDE = {
    Kind.PLACE: (Kind.UNIT, Kind.PERSON, Kind.WEAPON),
    Kind.PERSON: (Kind.UNIT,),
    Kind.UNIT: (Kind.PERSON,),
    Kind.QUANTITY: (Kind.DATE, Kind.UNIT),
    Kind.WEAPON: (Kind.UNIT,),
    Kind.ACTION: (Kind.UNIT, Kind.WEAPON),
}


def settle(mentions: dict[Kind, list[Mention[Any]]]) -> dict[Kind, list[Mention[Any]]]:
    """The mentions of one sentence by kind, without those that lie inside a mention of a stronger kind."""
    settled = {}
    for kind, found in mentions.items():
        stronger = [other for wider in _INSIDE.get(kind, ()) for other in mentions.get(wider, ())] if found else ()
        for other in stronger:
            found = [mention for mention in found if not _swallows(other, mention)]
        settled[kind] = found
    return settled


# "Forces loyal to Haftar", "5,000 soldiers": the person and the number in them count all the same.
_SHARED = {Kind.PERSON: "units/loyal", Kind.QUANTITY: "units/counted"}


def _swallows(other: Mention[Any], mention: Mention[Any]) -> bool:
    return (
        other.span.start <= mention.span.start
        and mention.span.end <= other.span.end
        and (other.span != mention.span or other.kind is not Kind.PERSON)
        and other.rule != _SHARED.get(mention.kind)
    )
