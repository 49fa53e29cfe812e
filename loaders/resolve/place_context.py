"""Which of its namesakes a name means: prior, the article's countries, its other places, and what the text says contains it."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from loaders.gazetteer import Gazetteer
from loaders.gazetteer.names import FeatureRow, features
from loaders.gazetteer.spelling import key
from loaders.model import Candidate, Mention, PlacePrecision, PlaceRole, Toponym
from loaders.resolve.place_geography import apart, inside, kilometres

_KEPT = 12
_ANCHORS = 10
_NEAR_KM = 250.0
# Warring parties also meet "in Dayton", far from where they fight.
_KNOWN_ABROAD = 100_000
_KNOWN_EVERYWHERE, _NO_VOTE, _ENOUGH_ANCHORS = 500_000, 0.3, 3
_SMALL, _FOREIGN_KM, _VERY_FOREIGN_KM = 20_000, 400.0, 900.0
_CLOSE_DEGREES = 12.0
# The name of a state seldom means anything else, that of a large region not often.
_COUNTRY_FIRST, _REGION_FIRST, _LARGE_REGION = 0.5, 0.15, 2_000_000
_SURE_SHARE = 0.3
_SMALL_PLACES, _LARGEST_VILLAGE, _TOO_LARGE = frozenset(("village", "villages", "hamlet")), 50_000, 0.3
_OWN_NAME, _STATELESS = 0.08, 0.2
# Of a place that is only also known by the name of a state.
_ANOTHER_NAME = 0.4
# A namesake of a metropolis that is a hundred times smaller: "Moscow" is hardly Moscow, Idaho.
_METROPOLIS, _DWARFED, _IN_ITS_SHADOW = 1_000_000, 100, 0.25
_HOLDS = 0.9
_SAME_COUNTRY = 0.35
_CONTEXT = 0.55
_PROXIMITY = 0.3
_COARSE = frozenset((PlacePrecision.DISTRICT, PlacePrecision.REGION, PlacePrecision.COUNTRY, PlacePrecision.AREA))


@dataclass(frozen=True, slots=True)
class Reading:
    """One name of the article with all that its mentions say: `within` unites the containers of every mention."""

    name: str
    feature: str | None
    within: tuple[str, ...]
    support: int
    count: int
    candidates: tuple[Candidate, ...]
    exact: bool
    person_like: bool

    @property
    def word(self) -> tuple[str, str | None]:
        return key(self.name), self.feature


def readings(found: Sequence[Mention[Toponym]], gazetteer: Gazetteer) -> dict[tuple[str, str | None], Reading]:
    """The distinct names of an article, in order of appearance, by key and feature word."""
    gathered: dict[tuple[str, str | None], Reading] = {}
    for mention in found:
        toponym = mention.value
        if toponym.lat is not None:
            continue
        word = (key(toponym.name), kind_word(toponym))
        known = gathered.get(word)
        if known is None:
            entry = gazetteer.entry(toponym.name)
            kept = tuple(fitting(entry.candidates, kind_word(toponym)))
            gathered[word] = Reading(
                toponym.name,
                kind_word(toponym),
                toponym.within,
                toponym.support,
                1,
                kept,
                entry.exact,
                bool(entry.flags),
            )
        else:
            within = tuple(dict.fromkeys((*known.within, *toponym.within)))
            gathered[word] = replace(
                known, within=within, support=max(known.support, toponym.support), count=known.count + 1
            )
    return gathered


CONTAINER = "container"
"""The word of a bare name that holds another: "Buffalo, New York" asks for the state."""


def kind_word(toponym: Toponym) -> str | None:
    """The feature word where it says which level is meant; "the X area" means X."""
    if toponym.feature is None and toponym.role is PlaceRole.CONTAINER and toponym.relation is None:
        return CONTAINER
    row = features().get(toponym.feature or "")
    return None if row is None or row.precision is PlacePrecision.AREA else toponym.feature


def fitting(candidates: Iterable[Candidate], feature: str | None) -> list[Candidate]:
    """Candidates of the level that the feature word asks for; all of them where none fits."""
    every = list(candidates)
    if feature == CONTAINER:
        return [c for c in every if c.precision in _COARSE] or every
    row = features().get(feature or "")
    if row is None:
        return every
    if row.precision in (PlacePrecision.REGION, PlacePrecision.DISTRICT):
        exact = [c for c in every if c.precision is row.precision]
        return exact or [c for c in every if c.precision in _COARSE] or [_around(c, row) for c in every]
    if row.precision is PlacePrecision.SETTLEMENT:
        return [c for c in every if c.precision in (PlacePrecision.SETTLEMENT, PlacePrecision.POINT)] or every
    return [c for c in every if c.precision is PlacePrecision.POINT] or every


def _around(town: Candidate, row: FeatureRow) -> Candidate:
    """The district or region named after a town, where the gazetteer has the town alone."""
    return replace(
        town,
        name=f"{town.name} {row.word}",
        precision=row.precision,
        radius_km=row.radius_km,
        gazetteer_id=f"{town.gazetteer_id}#{row.word}",
        admin2=None,
    )


def prior(candidate: Candidate, rivals: Sequence[Candidate], feature: str | None) -> float:
    """0..1 without any context: population on a log scale; an area yields to the town that gave it its name."""
    value = min(1.0, math.log10(candidate.population + 10) / 8)
    if candidate.precision is PlacePrecision.COUNTRY:
        return value + _COUNTRY_FIRST
    if feature in _SMALL_PLACES and candidate.population > _LARGEST_VILLAGE:
        value -= _TOO_LARGE
    if candidate.precision is PlacePrecision.REGION and candidate.population >= _LARGE_REGION:
        value += _REGION_FIRST
    if feature is None and candidate.precision in (PlacePrecision.REGION, PlacePrecision.DISTRICT):
        towns = [
            rival.population
            for rival in rivals
            if rival.precision is PlacePrecision.SETTLEMENT
            and rival.country == candidate.country
            and (rival.admin1 == candidate.admin1 or apart(rival, candidate) < candidate.radius_km)
        ]
        if towns and (max(towns) >= 100_000 or max(towns) * 12 >= candidate.population):
            value -= 0.25
    if candidate.precision is PlacePrecision.DISTRICT and feature is None:
        value -= 0.2
    return value


class Context:
    """What the whole article tells of where it plays."""

    def __init__(self, names: dict[tuple[str, str | None], Reading], gazetteer: Gazetteer) -> None:
        self._names = names
        self._gazetteer = gazetteer
        self._holders: dict[str, tuple[Candidate, ...]] = {}
        self._own: dict[tuple[str, str | None], defaultdict[str, float]] = {}
        self._alone: dict[tuple[str, str | None], list[tuple[float, Candidate]]] = {}
        self.countries = self._vote()
        self._votes = sum(self.countries.values())
        self._first = {word: self._scored(reading, near=False) for word, reading in names.items()}

    def _vote(self) -> defaultdict[str, float]:
        """Country → weight; each distinct name has one vote, shared among what it may mean."""
        votes: defaultdict[str, float] = defaultdict(float)
        for reading in self._names.values():
            if reading.support == 0 and len(reading.candidates) > 3:
                continue
            weight = (0.25 if reading.support == 0 else 1.0) * (1 + math.log2(reading.count) / 2)
            top = reading.candidates[:_KEPT]
            if not top:
                continue
            if top[0].precision is PlacePrecision.COUNTRY:
                weight *= 1.5
            shares = [10 ** (4 * prior(candidate, top, reading.feature)) for candidate in top]
            total = sum(shares)
            own = self._own.setdefault(reading.word, defaultdict(float))
            for candidate, share in zip(top, shares, strict=True):
                if candidate.country:
                    own[candidate.country] += weight * share / total
            for country, vote in own.items():
                votes[country] += vote
        return votes

    @cached_property
    def anchors(self) -> tuple[tuple[tuple[str, str | None], Candidate], ...]:
        """Places of the article that are sure enough to place others by, the most often named first."""
        sure = []
        for word, scored in self._first.items():
            reading = self._names[word]
            if not scored or scored[0][1].precision in (PlacePrecision.COUNTRY, PlacePrecision.AREA):
                continue
            score, best = scored[0]
            if not reading.support and not (reading.exact and self.share(best.country) >= _SURE_SHARE):
                continue
            ahead = score - (scored[1][0] if len(scored) > 1 else 0.0)
            if ahead > 0.1 or len(scored) == 1:
                sure.append((reading.count, word, best))
        sure.sort(key=lambda item: -item[0])
        return tuple((word, candidate) for _, word, candidate in sure[:_ANCHORS])

    def share(self, country: str | None) -> float:
        """The country's part of all votes, 0..1."""
        return self.countries.get(country or "", 0.0) / self._votes if self._votes else 0.0

    def foreign(self, reading: Reading, candidate: Candidate) -> float | None:
        """Distance in km to the article's nearest sure place, where the article gives the candidate no support at all; else None."""
        # A city is known abroad by its own name: "Boni" is hardly Bonn.
        well_known = _KNOWN_ABROAD if reading.support and self.by_own_name(reading, candidate) else _KNOWN_EVERYWHERE
        if (
            candidate.precision is PlacePrecision.COUNTRY
            or not candidate.country
            or candidate.population >= well_known
            or self.voted(reading, candidate)
        ):
            return None
        others = [anchor for word, anchor in self.anchors if word[0] != reading.word[0]]
        if len(others) < _ENOUGH_ANCHORS:
            return None
        nearest = min(kilometres(candidate.lat, candidate.lon, anchor.lat, anchor.lon) for anchor in others)
        return nearest if nearest > (_FOREIGN_KM if candidate.population < _SMALL else _VERY_FOREIGN_KM) else None

    def by_own_name(self, reading: Reading, candidate: Candidate) -> bool:
        """Whether the text calls the place by its own name, not by one of its others; "New York" is New York City's too."""
        return key(candidate.name).removesuffix(" city") == reading.word[0].removesuffix(" city")

    def voted(self, reading: Reading, candidate: Candidate) -> bool:
        """Whether other names of the article speak for the candidate's country."""
        own: dict[str, float] = self._own.get(reading.word, defaultdict(float))
        country = candidate.country or ""
        return self.countries.get(country, 0.0) - own.get(country, 0.0) > _NO_VOTE

    def holders(self, name: str) -> tuple[Candidate, ...]:
        """What a container's name ("Kupiansk district") may mean, coarse places only."""
        if name not in self._holders:
            entry = self._gazetteer.entry(name)
            word = None
            if not entry.candidates:
                head, _, tail = name.rpartition(" ")
                row = features().get(tail.lower())
                if head and row is not None:
                    entry, word = self._gazetteer.entry(head), tail.lower()
            coarse = [c for c in fitting(entry.candidates, word) if c.precision in _COARSE]
            self._holders[name] = tuple(coarse[:_KEPT])
        return self._holders[name]

    def ranked(self, reading: Reading) -> tuple[Candidate, ...]:
        """Candidates with their scores, best first."""
        return tuple(candidate.scored(score) for score, candidate in self._scored(reading, near=True))

    def _scored(self, reading: Reading, near: bool) -> list[tuple[float, Candidate]]:
        """Candidates, best first, each after its score; `near` counts the article's other places too."""
        word = reading.word
        scored = self._alone.get(word)
        if scored is None:
            scored = self._alone[word] = self._scored_alone(reading, word)
        if not scored:
            return []
        if near:
            scored = [
                (score + _PROXIMITY * self._proximity(candidate, word[0]), candidate) for score, candidate in scored
            ]
        ordered = sorted(scored, key=lambda pair: (-pair[0], pair[1].gazetteer_id))
        top = max(ordered[0][0], 1.0)
        return [(round(max(0.0, score) / top, 3), candidate) for score, candidate in ordered]

    def _scored_alone(self, reading: Reading, word: tuple[str, str | None]) -> list[tuple[float, Candidate]]:
        """Candidates in the gazetteer's order with what speaks for each, but for the article's other places."""
        rivals = self._shortlist(reading)
        if not rivals:
            return []
        own = self._own.get(word, defaultdict(float))
        total = self._votes - sum(own.values())
        scored: list[tuple[float, Candidate]] = []
        largest = max((rival.population for rival in rivals if rival.population >= _METROPOLIS), default=0)
        state = rivals[0].precision is PlacePrecision.COUNTRY and key(rivals[0].name) == word[0]
        for candidate in rivals:
            score = prior(candidate, rivals, reading.feature)
            if candidate.population * _DWARFED < largest:
                score -= _IN_ITS_SHADOW
            if state and candidate is not rivals[0] and key(candidate.name) != word[0]:
                score -= _ANOTHER_NAME
            country = candidate.country or ""
            if self.by_own_name(reading, candidate):
                score += _OWN_NAME
            if not country:
                score += _STATELESS
            elif total > 0.01:
                score += _CONTEXT * (self.countries[country] - own[country]) / (total + 0.5)
            scored.append((score + self._contained(candidate, reading.within), candidate))
        return scored

    def _shortlist(self, reading: Reading) -> tuple[Candidate, ...]:
        """The largest candidates, and those in countries that the article names."""
        if len(reading.candidates) <= _KEPT:
            return reading.candidates
        rest = [c for c in reading.candidates[_KEPT:] if self.countries.get(c.country or "", 0.0) >= 0.5]
        return (*reading.candidates[:_KEPT], *rest[:_KEPT])

    def _contained(self, candidate: Candidate, within: tuple[str, ...]) -> float:
        bonus = 0.0
        for name in within:
            holders = self.holders(name)
            if not holders:
                continue
            if any(inside(candidate, holder) for holder in holders):
                bonus = max(bonus, _HOLDS)
            elif any(holder.country == candidate.country for holder in holders):
                bonus = max(bonus, _SAME_COUNTRY)
        return bonus

    def _proximity(self, candidate: Candidate, name: str) -> float:
        """1 beside another sure place of the article, 0 far from all."""
        best = math.inf
        close = _CLOSE_DEGREES
        for other, anchor in self.anchors:
            if abs(candidate.lat - anchor.lat) < close and other[0] != name:
                best = min(best, kilometres(candidate.lat, candidate.lon, anchor.lat, anchor.lon))
                # No place is nearer than its latitude lets it be: a degree is more than 111 km.
                close = min(close, best / 111.0)
        return math.exp(-best / _NEAR_KM) if best < math.inf else 0.0
