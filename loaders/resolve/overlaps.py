"""Finders do not know each other: where two kinds of mention claim the same words, the larger reading wins."""

from __future__ import annotations

from collections.abc import Sequence
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
    return {
        kind: [m for m in found if not _swallowed(m, mentions, _INSIDE.get(kind, ()))]
        for kind, found in mentions.items()
    }


def _swallowed(mention: Mention[Any], mentions: dict[Kind, list[Mention[Any]]], kinds: Sequence[Kind]) -> bool:
    return any(
        other.span.contains(mention.span) and (other.span != mention.span or kind is not Kind.PERSON)
        for kind in kinds
        for other in mentions.get(kind, ())
    )
