"""What is doubtful about resolved places, as flags in plain words."""

from __future__ import annotations

from collections.abc import Iterable

from loaders.model import Flag, Mention, Place


def flags(places: Iterable[Mention[Place]]) -> tuple[Flag, ...]:
    """`place_conflict`, `place_lookalike` and `place_ambiguous` of the mentions, in their order, each message once with all its spans."""
    raised: dict[tuple[str, str], list[Mention[Place]]] = {}
    for mention in places:
        place = mention.value
        for code, message in (
            ("place_conflict", place.conflict),
            ("place_lookalike", place.lookalike),
            ("place_ambiguous", place.ambiguous),
        ):
            if message is not None:
                raised.setdefault((code, message), []).append(mention)
    return tuple(
        Flag(code, message[:1].upper() + message[1:], tuple(mention.span for mention in mentions))
        for (code, message), mentions in raised.items()
    )
