"""What a sentence says about its place names: relation ("15 km north of X"), containment ("a town in X district"), and role."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from loaders.finders.place_cues import Cue, features, words
from loaders.gazetteer.curated import country_name, peoples
from loaders.gazetteer.lookup import Entry
from loaders.model import PlacePrecision, PlaceRole, Toponym


@dataclass(frozen=True, slots=True)
class Found:
    """A name in a sentence, offsets in the sentence, before roles and containment are read. `name` leaves the feature word out."""

    start: int
    end: int
    name: str
    entry: Entry
    support: int
    rule: str
    feature: str | None = None
    rows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Relation:
    kind: str
    distance_km: float | None = None
    bearing: float | None = None


_BEARINGS = {
    "north": 0.0, "northeast": 45.0, "east": 90.0, "southeast": 135.0, "south": 180.0, "southwest": 225.0, "west": 270.0, "northwest": 315.0,
}  # fmt: skip
_COMPASS = r"(?:north|south)?[ -]?(?:east|west)|north|south"
_THE = r"(?:the (?:[a-z-]+ ){0,3}(?:of )?)?"
_UNITS = {"km": 1.0, "kilometer": 1.0, "kilometre": 1.0, "mile": 1.609, "mi": 1.609, "meter": 0.001, "metre": 0.001, "m": 0.001}
_OFFSET = re.compile(
    rf"(\d{{1,4}}(?:[.,]\d{{1,3}})?)[ -]?(km|kilomet(?:er|re)|miles?|mi|met(?:er|re)|m)s?\.?(?: \(\d+[ \w.]{{0,12}}\))? (?:to the )?"
    rf"(?:({_COMPASS})(?:ern|wards?)? (?:of|from)|from|outside|away from|off) {_THE}$",
    re.IGNORECASE,
)
_DIRECTION = re.compile(rf"\b({_COMPASS})(?:ern (?:part|outskirts|suburbs|side|edge|end|areas?|districts?|sector|half))? of {_THE}$", re.IGNORECASE)
_NEAR = re.compile(rf"\b(?:near|close to|near to|around|outside|in the vicinity of|not far from|overlooking|nearby|adjacent to) {_THE}$", re.IGNORECASE)
_OUTSKIRTS = re.compile(rf"\b(?:outskirts|suburbs?|approaches|countryside|environs|surroundings|area) (?:of|to|around) {_THE}$", re.IGNORECASE)
_BETWEEN = re.compile(rf"\bbetween {_THE}$", re.IGNORECASE)
_PART = re.compile(rf"\b({_COMPASS})(?:ern)? $", re.IGNORECASE)
_ORIGIN = re.compile(rf"\bfrom {_THE}$", re.IGNORECASE)
_DESTINATION = re.compile(rf"\b(?:to|toward|towards|into|onto) {_THE}$", re.IGNORECASE)
_TOWARDS = frozenset(("to", "toward", "towards", "into", "onto"))
_TALKS = re.compile(r"\b([a-z]+)(?: [a-z]+){0,3} (?:between|with|among) (?:the )?$", re.IGNORECASE)
_LIST_GAP = re.compile(r"(?:, (?:and |or )?| and | or | & )(?:the )?(?:(?:northern|southern|eastern|western|central) )?")
_WITHIN_GAP = re.compile(
    r"(?:(?:,| is| was|, which is)? (?:a|an|the|located|situated|lying) [^.;:()]{0,40}?| city| town| village|,)? ?(in|of|within|inside) "
    r"(?:the |what is now )?(?:[a-z-]+ ){0,3}"
)
_COMMA_GAP = re.compile(r",? ?\(?(?:in )?(?:the )?(?:(?:northern|southern|eastern|western|central|north|south|east|west)(?:ern)? )?")
_OWNER_GAP = re.compile(r"'s? (?:[a-z-]+ ){0,4}(?:of )?")
_PEOPLE_OF = re.compile(r"\b([A-Z][a-z]+)(?:[ -][a-z]+){0,2}[ -](?:of |named )?$")
_SUBJECT = re.compile(r",? (?:(?:also|then|later|reportedly|repeatedly|has|have|had|itself|officially|recently|still|now|, however,) )*([a-z]+)")
_OWNED = re.compile(r"'s? (?:[a-z-]+ )?([a-z]+)")
_BACKED = re.compile(r"-(?:led|backed|funded|supplied|made|brokered|allied|aligned|sponsored|mediated|linked|trained|friendly|flagged|born|appointed|installed)\b")
_LAST_WORD = re.compile(r"([\w'-]+) $")
_OPEN_LEFT = frozenset("that and but while as if because after before when where which said says so although though whether why how what".split())
_AREA_FEATURES = frozenset("direction axis front sector salient countryside suburbs outskirts area".split())
_LOOK = 72
_GAP = 70


def describe(plain: str, found: Sequence[Found]) -> Iterator[tuple[Found, Toponym]]:
    """Each name with what the sentence says of it."""
    within = _containment(plain, found)
    inside = {holder for chain in within for holder in chain[1]}
    previous: tuple[Relation | None, PlaceRole] | None = None
    for place, name in enumerate(found):
        left = plain[max(0, name.start - _LOOK) : name.start]
        listed = place > 0 and _LIST_GAP.fullmatch(plain, found[place - 1].end, name.start) is not None
        near = _last_words(left)
        relation = _relation(left, near)
        role = _role(plain, name, left, near, relation)
        if listed and previous is not None and relation is None and role is PlaceRole.LOCATION and place - 1 not in inside:
            relation, role = previous
            if role is PlaceRole.METONYM and _rank(name) < 3:
                relation, role = None, PlaceRole.LOCATION
        other = None
        if relation is not None and relation.kind == "between":
            neighbour = place + 1 if _BETWEEN.search(left) else place - 1
            if 0 <= neighbour < len(found):
                other = found[neighbour].name
        if place in inside and role is not PlaceRole.METONYM:
            role = PlaceRole.CONTAINER
        previous = (relation, role)
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


_RELATION_WORDS = frozenset(
    """of from near to around outside vicinity between away off overlooking nearby adjacent north south east west northern southern eastern western
    northeast northwest southeast southwest northeastern northwestern southeastern southwestern""".split()
)
_LAST_WORDS = 6


def _last_words(left: str) -> frozenset[str]:
    """The last words before a name, in small letters: a cheap test before any pattern is tried."""
    return frozenset(left.lower().replace("-", " ").split()[-_LAST_WORDS:])


def _relation(left: str, near: frozenset[str]) -> Relation | None:
    if not left.endswith(" ") or near.isdisjoint(_RELATION_WORDS):
        return None
    offset = _OFFSET.search(left)
    if offset is not None:
        unit = offset.group(2).lower().removesuffix("s")
        distance = float(offset.group(1).replace(",", "." if len(offset.group(1).rpartition(",")[2]) < 3 else "")) * _UNITS[unit]
        return Relation("offset", round(distance, 2), _bearing(offset.group(3)))
    if _BETWEEN.search(left):
        return Relation("between")
    direction = _DIRECTION.search(left)
    if direction is not None:
        return Relation("direction", None, _bearing(direction.group(1)))
    if _OUTSKIRTS.search(left):
        return Relation("outskirts")
    if _NEAR.search(left):
        return Relation("near")
    part = _PART.search(left)
    if part is not None:
        return Relation("part", None, _bearing(part.group(1)))
    return None


def _bearing(compass: str | None) -> float | None:
    return _BEARINGS.get(re.sub("[ -]", "", compass.lower())) if compass else None


def _role(plain: str, name: Found, left: str, near: frozenset[str], relation: Relation | None) -> PlaceRole:
    agent = _agent(plain, name, left, near)
    if agent is not None:
        return agent
    if relation is not None and relation.kind != "part":
        return PlaceRole.AREA
    if "from" in near and _ORIGIN.search(left):
        return PlaceRole.ORIGIN
    if not near.isdisjoint(_TOWARDS) and _DESTINATION.search(left):
        return PlaceRole.DESTINATION
    if relation is not None or (name.feature in _AREA_FEATURES):
        return PlaceRole.AREA
    return PlaceRole.LOCATION


def _agent(plain: str, name: Found, left: str, near: frozenset[str]) -> PlaceRole | None:
    """Whether a state or capital stands for its government or people: "Kyiv said", "Moscow's demands", "talks between X and Y"."""
    if name.rule == IN_A_NAME:
        return PlaceRole.METONYM
    if name.feature is not None or not name.entry.candidates:
        return None
    if _TREATY.match(plain, name.end):
        return PlaceRole.METONYM
    best = name.entry.candidates[0].precision
    country = best is PlacePrecision.COUNTRY
    if not country and name.entry.weight < 300_000:
        return None
    if _BACKED.match(plain, name.end) or (country and _PAIRED.match(plain, name.end)):
        return PlaceRole.METONYM
    owned = _OWNED.match(plain, name.end)
    if owned is not None:
        stands = owned.group(1) in words(Cue.ABSTRACT) or owned.group().split()[1] in words(Cue.ABSTRACT)
        return PlaceRole.METONYM if stands else None
    left = left.removesuffix("the ").removesuffix("The ")
    if not near.isdisjoint(words(Cue.TALKS)) and _TALKS.search(left):
        return PlaceRole.METONYM
    if country and "between" in near and _BETWEEN_STATES.search(left) and _AND_STATE.match(plain, name.end):
        return PlaceRole.METONYM
    if (country or best is PlacePrecision.AREA) and _OF_PEOPLE.search(left):
        return PlaceRole.METONYM
    if country and _BODY_NEXT.match(plain, name.end):
        return PlaceRole.ACTOR
    last = _LAST_WORD.search(left)
    before = last.group(1).lower() if last else ""
    if country and (before in words(Cue.AGENTIVE) or _ADJECTIVE.match(plain, name.end) and name.name.isupper()):
        return PlaceRole.METONYM
    following = _SUBJECT.match(plain, name.end)
    if following is None:
        return None
    verb = following.group(1)
    free = not left.strip() or before in _OPEN_LEFT or left.rstrip()[-1:] in (",", ";", ":", '"', "-", "(")
    if not free:
        stands = country and verb in words(Cue.ABSTRACT) and before not in words(Cue.LOCATIVE)
        return PlaceRole.METONYM if stands else None
    if verb in words(Cue.SPEECH):
        return PlaceRole.METONYM
    return PlaceRole.ACTOR if country and verb not in _NO_VERB else None


IN_A_NAME = "places/in-a-name"
"""The rule of a name that "of" ties to a body: "Government of Iraq". It names a place, but no place of anything."""

_TREATY = re.compile(r" (?:peace )?(?:agreements?|accords?|protocols?|treaty|convention|process|format|memorandum|declaration|communique)\b", re.IGNORECASE)
_PAIRED = re.compile(r"-(?:[A-Z][\w.]+(?: [A-Z][\w.]+)?)(?! (?:border|frontier|line|crossing|road|highway|axis|direction|pipeline))\b")
_BETWEEN_STATES = re.compile(r"\bbetween $", re.IGNORECASE)
_AND_STATE = re.compile(r" and (?:the )?(?:[A-Z][\w.]+)(?: [A-Z]\w+)?(?! border| frontier)\b")
_BODY_NEXT = re.compile(r" [A-Z]")
_OF_PEOPLE = re.compile(
    r"\b(?:people|peoples|residents|citizens|governments?|president|leaders?|officials|representatives|ally|allies|king|regime|minister|support|ministers)"
    r" (?:of|for|from) $|\b(?:our|its|their|his|her|an?|the) (?:[a-z]+ )?(?:ally|allies|backers?|partners?|neighbou?rs?),? (?:like |including |notably )?$|\b(?:representative|envoy|advis[eo]r|ambassador|secretary|rapporteur|coordinator|inquiry|mission) (?:for|to|on) $|qaeda in $",
    re.IGNORECASE,
)
# "U.S. officials", "UK support": an acronym before a noun in small letters is an adjective.
_ADJECTIVE = re.compile(r" (?!(?:in|on|at|and|or|to|for|of|by|with|from|as|is|was|where|when|that|which|who|the|a|an|but|after|before|during|since|has|have|had)\b)[a-z]{3,}")
_NO_VERB = frozenset(
    """in on at and or to for of by with from as where when which who the a an but after before during since near under until through between
    because while into over against along around among about within without including also alone itself""".split()
)


def _rank(name: Found) -> int:
    """How much a name holds: 0 settlement or point, 1 district, 2 region or area, 3 country."""
    ranks = {PlacePrecision.DISTRICT: 1, PlacePrecision.REGION: 2, PlacePrecision.AREA: 2, PlacePrecision.COUNTRY: 3}
    row = features().get(name.feature or "")
    if row is not None:
        return ranks.get(row.precision, 0)
    best = name.entry.candidates[0].precision if name.entry.candidates else PlacePrecision.SETTLEMENT
    if best is PlacePrecision.REGION and any(c.precision is PlacePrecision.SETTLEMENT and c.population * 8 > name.entry.weight for c in name.entry.candidates):
        return 0
    return ranks.get(best, 0)


def _as_written(plain: str, name: Found) -> str:
    """The name with its word: "Kupiansk district"; for "the town of X" the name alone, for "the province of X" with "province"."""
    written = plain[name.start : name.end]
    row = features().get(name.feature or "")
    if row is None or written != name.name or not row.administrative:
        return written
    return f"{name.name} {name.feature}"


def _containment(plain: str, found: Sequence[Found]) -> list[tuple[tuple[str, ...], tuple[int, ...]]]:
    """For each name the names that hold it, nearest first, and their places in `found`."""
    chains: list[tuple[tuple[str, ...], tuple[int, ...]]] = [((), ())] * len(found)
    for place in range(len(found) - 1, -1, -1):
        name = found[place]
        names: tuple[str, ...] = ()
        holders: tuple[int, ...] = ()
        if place + 1 < len(found):
            following = found[place + 1]
            if following.start - name.end <= _GAP:
                if _holds(plain, name, following):
                    names = (_as_written(plain, following), *chains[place + 1][0])
                    holders = (place + 1, *chains[place + 1][1])
                elif _LIST_GAP.fullmatch(plain, name.end, following.start) and _rank(following) == _rank(name) == 0:
                    names, holders = chains[place + 1]
        chains[place] = (names, holders)
    for place, name in enumerate(found):
        owner = found[place - 1] if place else None
        if owner is not None and name.start - owner.end <= _GAP and _rank(owner) > _rank(name) and _OWNER_GAP.fullmatch(plain, owner.end, name.start):
            names, holders = chains[place]
            chains[place] = ((*names, _as_written(plain, owner)), (*holders, place - 1))
            continue
        people = _PEOPLE_OF.search(plain, max(0, name.start - _LOOK), name.start) if name.feature is not None else None
        code = peoples().get(people.group(1).lower()) if people else None
        if code is not None and _rank(name) < 3:
            names, holders = chains[place]
            chains[place] = ((*names, country_name(code) or code), holders)
    return chains


def _holds(plain: str, name: Found, following: Found) -> bool:
    if _rank(following) <= _rank(name):
        return False
    gap = _WITHIN_GAP.fullmatch(plain, name.end, following.start)
    if gap is not None:
        return gap.group(1) != "of" or name.feature is not None or " " in gap.group().strip().removesuffix("the").strip()
    if _COMMA_GAP.fullmatch(plain, name.end, following.start) is None or following.start == name.end + 1 and plain[name.end] != " ":
        return False
    return _compatible(name, following)


def _compatible(name: Found, holder: Found) -> bool:
    """Whether the gazetteer knows `name` inside `holder`; an unknown name after a cue may lie anywhere."""
    if not name.entry.candidates:
        return name.feature is not None
    for outer in holder.entry.candidates[:6]:
        for inner in name.entry.candidates:
            if outer.precision is PlacePrecision.COUNTRY and inner.country == outer.country:
                return True
            if outer.precision is PlacePrecision.REGION and inner.country == outer.country and inner.admin1 in (outer.admin1, outer.name):
                return True
            if outer.precision is PlacePrecision.DISTRICT and inner.country == outer.country and inner.admin2 == outer.admin2:
                return True
    return False
