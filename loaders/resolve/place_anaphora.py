""" "The city", "there", "a nearby base", "seized it": a place not named again is the settlement named last before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from operator import attrgetter

from loaders.model import Kind, Mention, Place, PlacePrecision, PlaceRole, Sentence, mention_at

_KIND = re.compile(
    r"\b(?:the|that) (?:(?:fortified|strategic|key|besieged|border|nearby) )?(?:city|town|village|settlement)\b(?! of\b| in\b)"
    # "fighting went on there", not "there was"
    r"|(?<=[a-z] )there\b(?! (?:is|are|was|were|has|have|had|will|would|may|might|could|can|remain|be)\b)"
    r"|\bnearby(?= [a-z])",
    re.I,
)
# "They denied that they had seized it": the place named just before.
_IT = re.compile(
    r"\b(?:captured|seized|taken|retaken|retook|recaptured|entered|occupied|liberated|besieged|stormed|shelled|bombed) (it)\b(?! as\b)"
)
# "The city" is none of these.
_BUILT = (
    "airport",
    "airbase",
    "base",
    "airfield",
    "bridge",
    "crossing",
    "dam",
    "hospital",
    "checkpoint",
    "refinery",
    "border",
)
# One of these stands in every sentence that points back.
_WORDS = ("city", "town", "village", "settlement", "there", "nearby", " it")
_SETTLED = frozenset((PlacePrecision.SETTLEMENT, PlacePrecision.POINT))
_PLACES = frozenset((PlaceRole.LOCATION, PlaceRole.AREA, PlaceRole.DESTINATION, PlaceRole.ORIGIN))
# Sentences back; further away the reader, too, would need the name again.
_REACH = 3
_NEARBY_KM = 15.0


def find(sentences: Sequence[Sentence], places: Sequence[Mention[Place]]) -> list[Mention[Place]]:
    """Mentions such as "the city" with the value of the settlement they point back to; none where nothing precedes.

    A kind that is followed by its name ("the city of Goma") is no pointer.
    """
    found: list[Mention[Place]] = []
    ordered = sorted(places, key=attrgetter("span"))
    at = 0
    last: Mention[Place] | None = None
    seen = 0
    for sentence in sentences:
        small = sentence.plain.lower()
        if not any(map(small.__contains__, _WORDS)):
            continue
        for match in sorted((*_KIND.finditer(sentence.plain), *_IT.finditer(sentence.plain)), key=lambda m: m.start()):
            position = sentence.span.start + match.start()
            while at < len(ordered) and ordered[at].span.end <= position:
                settled = ordered[at].value.precision in _SETTLED and ordered[at].value.role in _PLACES
                if settled and not ordered[at].text.lower().endswith(_BUILT):
                    last, seen = ordered[at], _index(sentences, ordered[at], sentence.index)
                at += 1
            if last and sentence.index - seen <= (1 if match.re is _IT else _REACH):
                value = _around(last.value) if match.group().lower() == "nearby" else last.value
                start, end = match.span(1) if match.re is _IT else match.span()
                found.append(mention_at(sentence, Kind.PLACE, start, end, "places/anaphora", value, last.rows))
    return found


def _around(place: Place) -> Place:
    """Somewhere near the place: an area of its own, no point."""
    radius = max(place.radius_km or 0.0, _NEARBY_KM)
    return replace(
        place,
        name=f"near {place.name}",
        gazetteer_id=None,
        precision=PlacePrecision.AREA,
        radius_km=radius,
        role=PlaceRole.AREA,
    )


def _index(sentences: Sequence[Sentence], place: Mention[Place], upper: int) -> int:
    while upper > 0 and sentences[upper].span.start > place.span.start:
        upper -= 1
    return upper
