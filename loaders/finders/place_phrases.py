"""What a sentence says about its place names: relation ("15 km north of X"), containment, and role."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from loaders.finders.place_containment import LIST_GAP, containment, rank
from loaders.finders.place_found import Found
from loaders.finders.place_roles import role_of
from loaders.model import PlaceRole, Toponym


@dataclass(frozen=True, slots=True)
class Relation:
    """`length` is that of the words that say it, which end where the name begins."""

    kind: str
    distance_km: float | None = None
    bearing: float | None = None
    length: int = 0


_BEARINGS = {
    "north": 0.0,
    "northeast": 45.0,
    "east": 90.0,
    "southeast": 135.0,
    "south": 180.0,
    "southwest": 225.0,
    "west": 270.0,
    "northwest": 315.0,
}
_COMPASS = r"(?:north|south)?[ -]?(?:east|west)|north|south"
_THE = r"(?:the (?:[a-z-]+ ){0,3}(?:of )?)?"
_UNITS = {
    "km": 1.0,
    "kilometer": 1.0,
    "kilometre": 1.0,
    "mile": 1.609,
    "mi": 1.609,
    "meter": 0.001,
    "metre": 0.001,
    "m": 0.001,
}
_OFFSET = re.compile(
    rf"(\d{{1,4}}(?:[.,]\d{{1,3}})?)[ -]?(km|kilomet(?:er|re)|miles?|mi|met(?:er|re)|m)s?\.?(?: \(\d+[ \w.]{{0,12}}\))? (?:to the )?"
    rf"(?:({_COMPASS})(?:ern|wards?)? (?:of|from)|from|outside|away from|off) {_THE}$",
    re.IGNORECASE,
)
_DIRECTION = re.compile(
    rf"\b({_COMPASS})(?:ern (?:part|outskirts|suburbs|side|edge|end|areas?|districts?|sector|half))? of {_THE}$",
    re.IGNORECASE,
)
_NEAR = re.compile(
    rf"\b(?:near|close to|near to|around|outside|in the vicinity of|not far from|overlooking|nearby|adjacent to) {_THE}$",
    re.IGNORECASE,
)
_OUTSKIRTS = re.compile(
    rf"\b(?:outskirts|suburbs?|approaches|countryside|environs|surroundings|area) (?:of|to|around) {_THE}$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(rf"\bbetween {_THE}$", re.IGNORECASE)
_PART = re.compile(rf"\b({_COMPASS})(?:ern)? $", re.IGNORECASE)
_PART_ENDS = ("ern ", "east ", "west ", "north ", "south ")
_DIGIT = re.compile(r"\d")
_LOOK = 72


def describe(plain: str, found: Sequence[Found]) -> Iterator[tuple[Found, Toponym]]:
    """Each name with what the sentence says of it."""
    within = containment(plain, found)
    inside = {holder for chain in within for holder in chain[1]}
    lefts = [plain[max(0, name.start - _LOOK) : name.start] for name in found]
    nears = [_last_words(left) for left in lefts]
    relations = [_relation(left, near) for left, near in zip(lefts, nears, strict=True)]
    points = {place for place in range(1, len(found)) if _says_where(plain, found, place, relations[place])}
    previous: tuple[Relation | None, PlaceRole] | None = None
    for place, name in enumerate(found):
        left, relation = lefts[place], relations[place]
        listed = place > 0 and LIST_GAP.fullmatch(plain, found[place - 1].end, name.start) is not None
        role = role_of(plain, name, left, nears[place], relation.kind if relation else None)
        if (
            listed
            and previous is not None
            and relation is None
            and role is PlaceRole.LOCATION
            and place - 1 not in inside
        ):
            relation, role = previous
            if role is PlaceRole.METONYM and rank(name) < 3 and name.entry.weight < _CAPITAL_WEIGHT:
                relation, role = None, PlaceRole.LOCATION
        other = None
        if relation is not None and relation.kind == "between":
            neighbour = place + 1 if _BETWEEN.search(left) else place - 1
            if 0 <= neighbour < len(found):
                other = found[neighbour].name
        if (place in inside and role is not PlaceRole.METONYM) or place in points or _repeats(plain, found, place):
            role = PlaceRole.CONTAINER
        previous = (relation, role)
        if place + 1 in points and relation is None and not name.entry.candidates:
            relation, other = relations[place + 1], found[place + 1].name
        yield (
            name,
            Toponym(
                name=name.name,
                feature=name.feature,
                role=role,
                support=name.support,
                within=within[place][0],
                relation=relation.kind if relation else None,
                distance_km=relation.distance_km if relation else None,
                bearing=relation.bearing if relation else None,
                other=other,
            ),
        )


_POINTED = frozenset(("offset", "direction", "near"))
_FILLING = re.compile(
    r"(?:,| \()? ?(?:(?:which|that|is|lies|located|situated|lying|just|some|about|around|roughly|approximately|nearly|almost|only|"
    r"an?|the|small|border|town|village|city|settlement|more|less|than|at|least)[ ,]{1,2}){0,8}"
)


def _says_where(plain: str, found: Sequence[Found], place: int, relation: Relation | None) -> bool:
    """Whether the name only says where the one before it lies: "X, about 10 km south of Y"."""
    if relation is None or relation.kind not in _POINTED:
        return False
    before = found[place - 1]
    start = found[place].start - relation.length
    return start > before.end and rank(before) == 0 and _FILLING.fullmatch(plain, before.end, start) is not None


def _repeats(plain: str, found: Sequence[Found], place: int) -> bool:
    """Whether the name stands in brackets after the same region or state: "the Donetsk People's Republic (DPR)"."""
    if not place or rank(found[place]) == 0 or plain[found[place - 1].end : found[place].start] not in (" (", " (the "):
        return False
    one, other = found[place - 1].entry.candidates[:3], found[place].entry.candidates[:3]
    return any(a.gazetteer_id == b.gazetteer_id for a in one for b in other)


_RELATION_WORDS = frozenset(
    """of from near to around outside vicinity between away off overlooking nearby adjacent
    north south east west northern southern eastern western
    northeast northwest southeast southwest northeastern northwestern southeastern southwestern""".split()
)
_LAST_WORDS = 6
_CAPITAL_WEIGHT = 300_000


def _last_words(left: str) -> frozenset[str]:
    """The last words before a name, in small letters: a cheap test before any pattern is tried."""
    return frozenset(left.lower().replace("-", " ").split()[-_LAST_WORDS:])


def _relation(left: str, near: frozenset[str]) -> Relation | None:
    if not left.endswith(" ") or near.isdisjoint(_RELATION_WORDS):
        return None
    small = left.lower()
    offset = _OFFSET.search(left) if _DIGIT.search(left) else None
    if offset is not None:
        unit = offset.group(2).lower().removesuffix("s")
        distance = (
            float(offset.group(1).replace(",", "." if len(offset.group(1).rpartition(",")[2]) < 3 else ""))
            * _UNITS[unit]
        )
        return Relation("offset", round(distance, 2), _bearing(offset.group(3)), len(offset.group()))
    if "between" in small and _BETWEEN.search(left):
        return Relation("between")
    direction = _DIRECTION.search(left) if " of " in small else None
    if direction is not None:
        return Relation("direction", None, _bearing(direction.group(1)), len(direction.group()))
    if _OUTSKIRTS.search(left):
        return Relation("outskirts")
    near_to = _NEAR.search(left)
    if near_to is not None:
        return Relation("near", length=len(near_to.group()))
    part = _PART.search(left) if small.endswith(_PART_ENDS) else None
    if part is not None:
        return Relation("part", None, _bearing(part.group(1)))
    return None


def _bearing(compass: str | None) -> float | None:
    return _BEARINGS.get(re.sub("[ -]", "", compass.lower())) if compass else None
