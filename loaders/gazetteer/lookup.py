"""The gazetteer: what a name may mean, context-free, likeliest first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from loaders.gazetteer import curated, stored
from loaders.gazetteer.country_dump import load_user_places
from loaders.gazetteer.names import AREA_NAMES, PRESS_NAMES
from loaders.gazetteer.spelling import key, latin, skeleton, without_article
from loaders.model import Candidate, PlacePrecision

_PRECISION = {
    stored.SETTLEMENT: PlacePrecision.SETTLEMENT,
    stored.DISTRICT: PlacePrecision.DISTRICT,
    stored.REGION: PlacePrecision.REGION,
}


# Namesakes looked at for one name, the largest first.
_MOST = 60


@dataclass(frozen=True, slots=True)
class Entry:
    """All that the gazetteer knows of one key. `weight` is the population of the largest place; `flags` what else the word may be.

    `exact` is false where only the skeleton of the key matched: another spelling, which needs support from the article.
    """

    candidates: tuple[Candidate, ...]
    weight: int
    flags: int
    exact: bool
    rows: tuple[str, ...] = ()


_NOTHING = Entry((), 0, 0, True)


class Gazetteer:
    """Places by name. Immutable once made; safe to share between threads."""

    def __init__(self) -> None:
        self._stored = stored.load()
        self._curated = curated.by_name()
        self._user = load_user_places()
        self._entry = lru_cache(maxsize=100_000)(self._look_up)
        self._longest = lru_cache(maxsize=100_000)(self._longest_of)
        self._beginning = lru_cache(maxsize=64)(
            lambda letters: (
                *self._stored.trie.keys(letters),
                *(name for name in self._curated if name.startswith(letters)),
            )
        )

    def candidates(self, name: str) -> tuple[Candidate, ...]:
        """What `name` may mean in any article, likeliest first; also under usual other spellings. Empty if unknown."""
        return self.entry(name).candidates

    def entry(self, name: str) -> Entry:
        """`candidates` with what else is known of the name."""
        return self._entry(key(name))

    def exact(self, folded: str) -> bool:
        """Whether a key is a name in the gazetteer as it stands."""
        return folded in self._curated or folded in self._user or folded in self._stored.trie

    def longest(self, folded: str) -> str:
        """The longest name that is `folded` or a beginning of it that ends at a space; empty if there is none."""
        return self._longest(folded)

    def beginning(self, letters: str) -> tuple[str, ...]:
        """All stored names that begin with `letters`, for a search by likeness; other spellings are left out."""
        return self._beginning(letters)

    def _longest_of(self, folded: str) -> str:
        best = ""
        for prefix in self._stored.trie.prefixes(folded):
            if len(prefix) == len(folded) or folded[len(prefix)] == " ":
                best = prefix
        stop = len(folded)
        while stop > len(best):
            head = folded[:stop]
            if head in self._curated or head in self._user:
                return head
            stop = folded.rfind(" ", 0, stop)
        return best

    def _look_up(self, folded: str) -> Entry:
        for variant in _variants(folded):
            found = self._exactly(variant)
            if found.candidates:
                return self._with_bare(found, folded)
        bones = skeleton(latin(folded))
        number = self._stored.trie.get(stored.SKELETON_MARK + bones) if len(bones) >= 4 else None
        if number is not None:
            places = self._places(number)
            return Entry(places, max(place.population for place in places), 0, exact=False)
        return _NOTHING

    def _with_bare(self, found: Entry, folded: str) -> Entry:
        """`al raqqa` may be stored for the province and `raqqa` for the town: both are meant by either."""
        bare = without_article(folded)
        if bare == folded:
            return found
        known = {place.gazetteer_id for place in found.candidates}
        more = [place for place in self._exactly(bare).candidates if place.gazetteer_id not in known]
        near = [place for place in more if any(place.country == other.country for other in found.candidates)]
        every = sorted((*found.candidates, *near), key=lambda place: -_weight(place))
        return Entry(tuple(every), max(map(_weight, every)), found.flags, found.exact, found.rows)

    def _exactly(self, folded: str) -> Entry:
        curated_here = self._curated.get(folded, ())
        places = [place.candidate for place in curated_here] + list(self._user.get(folded, ()))
        flags = 0
        number = self._stored.trie.get(folded)
        if number is not None:
            flags = int(self._stored.flags[number])
            own = tuple(places)
            places += [place for place in self._places(number) if not any(_same(place, other) for other in own)]
        places.sort(key=lambda place: -_weight(place))
        return Entry(
            tuple(places),
            max((_weight(place) for place in places), default=0),
            flags,
            exact=True,
            rows=tuple(place.row for place in curated_here),
        )

    def _places(self, number: int) -> tuple[Candidate, ...]:
        start, end = int(self._stored.starts[number]), int(self._stored.starts[number + 1])
        entries = self._stored.entries[start : min(end, start + _MOST)].tolist()
        found = [self._twins.get(entry >> 1) or self._candidate(entry) for entry in entries]
        return tuple({place.gazetteer_id: place for place in found}.values())

    @cached_property
    def _twins(self) -> dict[int, Candidate]:
        """Stored places that the lexicons hold too, so that a spelling which only one of the two knows is no second place."""
        twins: dict[int, Candidate] = {}
        for folded, curated_here in self._curated.items():
            number = self._stored.trie.get(folded)
            settled = [
                place.candidate for place in curated_here if place.candidate.precision is PlacePrecision.SETTLEMENT
            ]
            if number is None or not settled:
                continue
            start, end = int(self._stored.starts[number]), int(self._stored.starts[number + 1])
            for entry in self._stored.entries[start : min(end, start + _MOST)].tolist():
                stored_place = self._candidate(entry)
                twin = next((place for place in settled if _same(stored_place, place)), None)
                if twin is not None:
                    twins[entry >> 1] = twin
        return twins

    def _candidate(self, entry: int) -> Candidate:
        place = entry >> 1
        kept = self._stored
        kind = int(kept.kind[place])
        country = kept.countries[kept.country[place]]
        admin1 = kept.admin1_names[kept.admin1[place]] or None
        admin2 = kept.admin2_names[kept.admin2[place]] or None
        population = int(kept.population[place])
        identifier = f"geonames:{kept.identifier[place]}"
        if kind != stored.SETTLEMENT:
            identifier = f"geonames-area:{country}/{admin1}" + (f"/{admin2}" if kind == stored.DISTRICT else "")
        name = (
            PRESS_NAMES.get(int(kept.identifier[place]), kept.names[place])
            if kind == stored.SETTLEMENT
            else kept.names[place]
        )
        return Candidate(
            name=name,
            lat=round(float(kept.lat[place]), 4),
            lon=round(float(kept.lon[place]), 4),
            precision=_PRECISION[kind],
            country=country,
            admin1=curated_area(country, admin1),
            gazetteer_id=identifier,
            radius_km=round(float(kept.radius[place]), 1),
            population=population if entry & 1 else population // 2,
            admin2=admin2,
        )


def _weight(place: Candidate) -> int:
    """How likely a bare name means the place: a district seldom goes without its word."""
    return place.population // 10 if place.precision is PlacePrecision.DISTRICT else place.population


def _same(one: Candidate, other: Candidate) -> bool:
    """Whether a stored place is the curated one again: of one kind of place, one country, and close by."""
    if one.country != other.country:
        return False
    if one.precision is not other.precision and PlacePrecision.POINT not in (one.precision, other.precision):
        return False
    near = 0.2 if one.precision is PlacePrecision.SETTLEMENT else 2.0
    return abs(one.lat - other.lat) < near and abs(one.lon - other.lon) < near


def curated_area(country: str, admin1: str | None) -> str | None:
    """The usual English name of a first-level area."""
    row = AREA_NAMES.get((country, admin1 or ""))
    return row.name if row else admin1


def _variants(folded: str) -> Iterable[str]:
    """A key and the same name with and without article, final h and "saint"."""
    yield folded
    bare = without_article(folded)
    if bare != folded:
        yield bare
    first, _, rest = folded.partition(" ")
    if rest and first == "st":
        yield f"saint {rest}"
    if rest and first == "saint":
        yield f"st {rest}"
    if bare.endswith("ah"):
        yield bare[:-1]
    elif bare.endswith("a"):
        yield bare + "h"
    romanised = latin(folded)
    if romanised != folded:
        yield romanised


@cache
def default() -> Gazetteer:
    """The gazetteer of this process."""
    return Gazetteer()
