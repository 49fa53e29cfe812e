"""Which sides the analyst calls friend, hostile or neutral: none, unless told. Part of the address, so a link shows the same. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

NONE = "none"
STANCES = {"friend": "Friend", "hostile": "Hostile", "neutral": "Neutral"}
KNOWN = frozenset(STANCES)


@dataclass(frozen=True, slots=True)
class Affiliation:
    """Sides by the stance that the analyst gave them; a side of none has no frame and no colour."""

    friend: tuple[str, ...] = ()
    hostile: tuple[str, ...] = ()
    neutral: tuple[str, ...] = ()

    def stance(self, side: str | None) -> str:
        """`friend`, `hostile`, `neutral` or `none`."""
        return next((stance for stance in STANCES if side in getattr(self, stance)), NONE)


NOBODY = Affiliation()


def read(query: Mapping[str, Sequence[str]], sides: Collection[str]) -> tuple[Affiliation, list[str]]:
    """What a URL's parameters ask for, and a sentence for each value left out; never raises.

    `sides` are the sides that there are. A side under two stances keeps the first.
    """
    found: dict[str, tuple[str, ...]] = {}
    taken: set[str] = set()
    unknown = doubled = 0
    for stance in STANCES:
        values = list(dict.fromkeys(query.get(stance, ())))
        known = [value for value in values if value in sides]
        unknown += len(values) - len(known)
        doubled += len(taken.intersection(known))
        found[stance] = tuple(value for value in known if value not in taken)
        taken.update(known)
    notices = []
    if unknown:
        notices.append("The link calls a side friend, hostile or neutral that is not known: it was left out.")
    if doubled:
        notices.append("The link gives one side two stances: the first one counts.")
    return Affiliation(**found), notices


def write(chosen: Affiliation) -> dict[str, list[str]]:
    """URL parameters; a stance without a side is left out."""
    return {stance: list(sides) for stance in STANCES if (sides := getattr(chosen, stance))}


def of(friend: Iterable[str], hostile: Iterable[str], neutral: Iterable[str]) -> Affiliation:
    """A side chosen twice keeps the first stance."""
    chosen = {"friend": list(friend), "hostile": list(hostile), "neutral": list(neutral)}
    return read(chosen, {side for sides in chosen.values() for side in sides})[0]
