"""A name that exactly names a far place, where a like-spelled place lies among the article's other places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from rapidfuzz.distance import Levenshtein

from loaders.gazetteer import Gazetteer
from loaders.gazetteer.spelling import latin
from loaders.model import Candidate, PlacePrecision
from loaders.resolve.place_context import Context, Reading
from loaders.resolve.place_geography import apart

_FAR_KM = 250.0
_RATIO = 4.0
_SMALL = 150_000
_FINE = frozenset((PlacePrecision.SETTLEMENT, PlacePrecision.POINT))
_SHORTEST = 5
_AMONG_KM = 60.0
_SHORTEST_MISSPELT, _MISSPELT_KM, _MISSPELT_SCORE = 6, 150.0, 0.5
# Bounds for texts that are lists of names; no news article comes near them.
_MOST_NAMES, _MOST_SEARCHES = 60, 40

Word = tuple[str, str | None]


@dataclass(frozen=True, slots=True)
class Lookalike:
    """The like-spelled place, and how far in km it and the exact one lie from the article's nearest other place."""

    place: Candidate
    near_km: float
    far_km: float


def alike(one: str, other: str) -> bool:
    """Whether two keys differ by one or two letters (one where they are short), and are not the same."""
    if one == other or min(len(one), len(other)) < _SHORTEST or one[0] != other[0]:
        return False
    allowed = 1 if min(len(one), len(other)) < 6 and len(one) == len(other) else 2
    return Levenshtein.distance(one, other, score_cutoff=allowed) <= allowed


class Lookalikes:
    """The like-spelled places of one article. Its work is bounded, however many names the article holds."""

    def __init__(self, chosen: Mapping[Word, tuple[Candidate, ...]], context: Context, gazetteer: Gazetteer) -> None:
        self._context = context
        self._gazetteer = gazetteer
        self._searches = _MOST_SEARCHES
        self._by_letter: dict[str, list[tuple[str, Candidate]]] = {}
        for (folded, _), ranked in chosen.items():
            if ranked and ranked[0].precision in _FINE:
                bucket = self._by_letter.setdefault(latin(folded)[:1], [])
                if len(bucket) < _MOST_NAMES:
                    bucket.append((latin(folded), ranked[0]))

    def of(self, reading: Reading, best: Candidate) -> Lookalike | None:
        """A like-spelled place that fits the article far better than `best`, or None."""
        if best.precision not in _FINE or best.population > _SMALL or reading.within:
            return None
        own = latin(reading.word[0])
        anchors = [
            place for word, place in self._context.anchors if latin(word[0]) != own and not alike(latin(word[0]), own)
        ]
        if len(anchors) < 2:
            return None
        far = min(apart(best, anchor) for anchor in anchors)
        if far < _FAR_KM:
            return None
        for folded, place in self._by_letter.get(own[:1], ()):
            if alike(own, folded):
                near = min(apart(place, anchor) for anchor in anchors)
                if near * _RATIO < far:
                    return Lookalike(place, near, far)
        if not reading.support or not self._searches:
            return None
        self._searches -= 1
        return _in_gazetteer(own, anchors, far, self._gazetteer)

    def misspelt(self, reading: Reading) -> tuple[Candidate, ...]:
        """For a name that the gazetteer lacks: the one place a letter away that lies among the article's other places, or nothing."""
        own = latin(reading.word[0])
        if len(own) < _SHORTEST_MISSPELT or not self._searches:
            return ()
        self._searches -= 1
        anchors = [place for _, place in self._context.anchors]
        close = {
            place.gazetteer_id: replace(place, score=_MISSPELT_SCORE)
            for name in _like_names(own, self._gazetteer)
            for place in self._gazetteer.candidates(name)
            if place.precision in _FINE and any(apart(place, anchor) < _MISSPELT_KM for anchor in anchors)
        }
        return tuple(close.values()) if len(close) == 1 else ()


def _in_gazetteer(own: str, anchors: list[Candidate], far: float, gazetteer: Gazetteer) -> Lookalike | None:
    """The like-spelled place of the gazetteer that lies among the anchors."""
    best: Lookalike | None = None
    for name in _like_names(own, gazetteer):
        for place in gazetteer.candidates(name):
            if place.precision in _FINE:
                near = min(apart(place, anchor) for anchor in anchors)
                if near < _AMONG_KM and near * _RATIO < far and (best is None or near < best.near_km):
                    best = Lookalike(place, near, far)
    return best


def _like_names(own: str, gazetteer: Gazetteer) -> Iterable[str]:
    return (
        name
        for name in gazetteer.beginning(own[:3])
        if abs(len(name) - len(own)) <= 1 and name != own and _one_off(own, name)
    )


def _one_off(one: str, other: str) -> bool:
    return Levenshtein.distance(one, other, score_cutoff=1) <= 1
