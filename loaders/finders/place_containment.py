"""Which names of a sentence hold which: "X, a town in Y district of Z", "X, Y", "Z's X", "the Syrian town of X"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from loaders.finders.place_found import Found
from loaders.gazetteer.curated import country_name, overlaps_of, peoples
from loaders.gazetteer.names import features
from loaders.model import PlacePrecision

LIST_GAP = re.compile(r"(?:, (?:and |or )?| and | or | & )(?:the )?(?:(?:northern|southern|eastern|western|central) )?")
_WITHIN_GAP = re.compile(
    r"(?:(?:,| is| was|, which is)? (?:a|an|the|located|situated|lying) [^.;:()]{0,40}?| city| town| village|,)? ?(in|of|within|inside) "
    r"(?:the |what is now )?(?:[a-z-]+ ){0,3}"
)
_COMMA_GAP = re.compile(
    r",? ?\(?(?:in )?(?:the )?(?:(?:northern|southern|eastern|western|central|north|south|east|west)(?:ern)? )?"
)
_OWNER_GAP = re.compile(r"'s? (?:[a-z-]+ ){0,4}(?:of )?")
_PEOPLE_OF = re.compile(r"\b([A-Z][a-z]+)(?:[ -][a-z]+){0,2}[ -](?:of |named )?$")
_LOOK = 72
_GAP = 70
_RANKS = {PlacePrecision.DISTRICT: 1, PlacePrecision.REGION: 2, PlacePrecision.AREA: 2, PlacePrecision.COUNTRY: 3}


def rank(name: Found) -> int:
    """How much a name holds: 0 settlement or point, 1 district, 2 region or area, 3 country."""
    row = features().get(name.feature or "")
    if row is not None:
        return _RANKS.get(row.precision, 0)
    best = name.entry.candidates[0].precision if name.entry.candidates else PlacePrecision.SETTLEMENT
    if best is PlacePrecision.REGION and any(
        c.precision is PlacePrecision.SETTLEMENT and c.population * 8 > name.entry.weight for c in name.entry.candidates
    ):
        return 0
    return _RANKS.get(best, 0)


def _as_written(plain: str, name: Found) -> str:
    """The name with its word: "Kupiansk district"; for "the town of X" the name alone, for "the province of X" with "province"."""
    written = plain[name.start : name.end]
    row = features().get(name.feature or "")
    if row is None or written != name.name or not row.administrative:
        return written
    return f"{name.name} {name.feature}"


def containment(plain: str, found: Sequence[Found]) -> list[tuple[tuple[str, ...], tuple[int, ...]]]:
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
                elif LIST_GAP.fullmatch(plain, name.end, following.start) and rank(following) == rank(name) == 0:
                    names, holders = chains[place + 1]
        chains[place] = (names, holders)
    for place, name in enumerate(found):
        owner = found[place - 1] if place else None
        if (
            owner is not None
            and name.start - owner.end <= _GAP
            and rank(owner) > rank(name)
            and _OWNER_GAP.fullmatch(plain, owner.end, name.start)
        ):
            names, holders = chains[place]
            chains[place] = ((*names, _as_written(plain, owner)), (*holders, place - 1))
            continue
        people = _PEOPLE_OF.search(plain, max(0, name.start - _LOOK), name.start) if name.feature is not None else None
        code = peoples().get(people.group(1).lower()) if people else None
        if code is not None and rank(name) < 3:
            names, holders = chains[place]
            chains[place] = ((*names, country_name(code) or code), holders)
    return chains


def _holds(plain: str, name: Found, following: Found) -> bool:
    if rank(following) <= rank(name):
        return False
    gap = _WITHIN_GAP.fullmatch(plain, name.end, following.start)
    if gap is not None:
        return (
            gap.group(1) != "of" or name.feature is not None or " " in gap.group().strip().removesuffix("the").strip()
        )
    if _COMMA_GAP.fullmatch(plain, name.end, following.start) is None or (
        following.start == name.end + 1 and plain[name.end] != " "
    ):
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
            if (
                outer.precision is PlacePrecision.REGION
                and inner.country == outer.country
                and inner.admin1 in (outer.admin1, outer.name, *overlaps_of(outer.gazetteer_id))
            ):
                return True
            if (
                outer.precision is PlacePrecision.DISTRICT
                and inner.country == outer.country
                and inner.admin2 == outer.admin2
            ):
                return True
    return False
