"""A name that exactly names a far place, where a like-spelled place lies among the article's other places."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from loaders.gazetteer import Gazetteer
from loaders.gazetteer.spelling import key, latin
from loaders.model import Candidate, PlacePrecision
from loaders.resolve.place_context import Context, Reading
from loaders.resolve.place_geography import apart

_FAR_KM = 250.0
_RATIO = 4.0
_SMALL = 150_000
_FINE = frozenset((PlacePrecision.SETTLEMENT, PlacePrecision.POINT))
_SHORTEST = 5


@dataclass(frozen=True, slots=True)
class Lookalike:
    """The like-spelled place, how the article or the gazetteer spells it, and the distances in km to the article's nearest other place."""

    written: str
    place: Candidate
    near_km: float
    far_km: float


def alike(one: str, other: str) -> bool:
    """Whether two keys differ by one or two letters (one where they are short), and are not the same."""
    if one == other or min(len(one), len(other)) < _SHORTEST or one[0] != other[0]:
        return False
    allowed = 1 if min(len(one), len(other)) < 6 and len(one) == len(other) else 2
    return Levenshtein.distance(one, other, score_cutoff=allowed) <= allowed


def find_lookalike(
    reading: Reading,
    best: Candidate,
    chosen: dict[tuple[str, str | None], tuple[Candidate, ...]],
    names: dict[tuple[str, str | None], Reading],
    context: Context,
    gazetteer: Gazetteer,
) -> Lookalike | None:
    """A like-spelled place that fits the article far better than `best`, or None."""
    if best.precision not in _FINE or best.population > _SMALL or reading.within:
        return None
    own = latin(key(reading.name))
    anchors = [place for word, place in context.anchors if latin(word[0]) != own and not alike(latin(word[0]), own)]
    if len(anchors) < 2:
        return None
    far = min(apart(best, anchor) for anchor in anchors)
    if far < _FAR_KM:
        return None
    for word, ranked in chosen.items():
        if ranked and ranked[0].precision in _FINE and alike(own, latin(word[0])):
            near = min(apart(ranked[0], anchor) for anchor in anchors)
            if near * _RATIO < far:
                return Lookalike(names[word].name, ranked[0], near, far)
    return _in_gazetteer(own, anchors, far, gazetteer) if reading.support else None


def _in_gazetteer(own: str, anchors: list[Candidate], far: float, gazetteer: Gazetteer) -> Lookalike | None:
    """The like-spelled place of the gazetteer that lies among the anchors."""
    best: Lookalike | None = None
    for name in _like_names(own, gazetteer):
        for place in gazetteer.candidates(name):
            if place.precision in _FINE:
                near = min(apart(place, anchor) for anchor in anchors)
                if near < 60.0 and near * _RATIO < far and (best is None or near < best.near_km):
                    best = Lookalike(place.name, place, near, far)
    return best


def _like_names(own: str, gazetteer: Gazetteer) -> Iterable[str]:
    return (
        name
        for name in gazetteer.beginning(own[:3])
        if abs(len(name) - len(own)) <= 1 and name != own and _one_off(own, name)
    )


def _one_off(one: str, other: str) -> bool:
    return Levenshtein.distance(one, other, score_cutoff=1) <= 1
