"""What fills an event's slots: its day, its places, the units that take part, the sides that act."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from loaders.arguments import Arguments, Layout, Reading, is_acting, lists
from loaders.folding import VIOLENT
from loaders.model import (
    DateBasis,
    DatePrecision,
    EventType,
    Kind,
    Mention,
    Place,
    PlacePrecision,
    PlaceRole,
    Unit,
    When,
)
from loaders.standing import direct

_TAKING_PART = 30
_SMALL = frozenset((PlacePrecision.POINT, PlacePrecision.SETTLEMENT))
_FROM_THERE = frozenset((EventType.HUMANITARIAN, EventType.CAPTURE, EventType.DETENTION))
_WIDE = frozenset((PlacePrecision.COUNTRY, PlacePrecision.REGION))
_TOPIC = frozenset("on about over regarding concerning aimed".split())
_DETERMINERS = frozenset("the a an his her its their this that".split())
_PLACING = frozenset(
    "in at into across throughout inside within on from to near toward towards against over outside between and or , of".split()
)
_OF_PLACES = frozenset(
    "invasion bombing bombardment occupation north south east west northern part parts out side town city border borders territory".split()
)
_OFFICES = frozenset(
    "governor president minister mayor king emir ruler ambassador bishop archbishop chief head prefect administrator commander".split()
)
_DATING = frozenset("in on by at during".split())
_ISSUED = frozenset("released issued posted dated circulated aired broadcast".split())
_PAPERS = frozenset(
    """report reports statement statements video videos footage study data image images photo photos photograph photographs
    recording assessment bulletin communique letter document documents""".split()
)
_ROADS = (["road"], ["roads"], ["highway"], ["highways"], ["route"], ["routes"])
_IN = frozenset("in at near outside inside".split())


def names_a_party(layout: Layout, place: Mention[Place]) -> bool:
    """A country that no preposition makes a location ("Iran fired ...", "the embassies of Rwanda and Kenya"), or what an
    office is held in ("the governor of North Kivu").
    """
    if is_acting(place.value):
        return False
    before = layout.before(place.span, 3)
    if before[-1:] == ["of"] and before[-2:-1] and before[-2] in _OFFICES:
        return True
    if place.value.precision is not PlacePrecision.COUNTRY:
        return False
    before = before[-2:]
    if before[-1:] == ["of"]:
        return len(before) > 1 and before[-2] not in _OF_PLACES
    return _PLACING.isdisjoint(before)


def when_of(reading: Reading, date: Mention[When] | None, dates: Sequence[Mention[When]]) -> When | None:
    """The days of the date; of a list ("on 10 and 11 January") from the first to the last."""
    if date is None or date.value.earliest is None:
        return None
    group = next(group for group in lists(reading.layout, sorted(dates, key=lambda m: m.span)) if date in group)
    last = max((m.value.latest for m in group if m.value.latest), default=None)
    if len(group) == 1 or last is None or last <= date.value.earliest:
        return date.value
    return replace(date.value, latest=last, precision=DatePrecision.RANGE)


def closest(date: Mention[When] | None, dates: Sequence[Mention[When]]) -> Mention[When] | None:
    """ "A month earlier, on 21 April": of two dates for the same time the narrower, and of two alike the one stated."""
    if date is None or date.value.earliest is None or date.value.latest is None:
        return date
    first, last = date.value.earliest, date.value.latest
    within = [
        m for m in dates if m.value.earliest and m.value.latest and first <= m.value.earliest <= m.value.latest <= last
    ]
    return min(within, key=_breadth, default=date)


def _breadth(date: Mention[When]) -> tuple[int, bool]:
    first, last = date.value.earliest, date.value.latest
    return ((last - first).days if first and last else 0, date.value.basis is not DateBasis.STATED)


def is_attributive(reading: Reading, item: Arguments, date: Mention[When]) -> bool:
    """Whether a date only names another thing ("after the 2007 crackdown"), so that it does not say when this happened."""
    if _of_a_paper(reading.layout, date):
        return True
    if _DETERMINERS.isdisjoint(reading.layout.before(date.span, 1)) or not date.text[:1].isdigit():
        return False
    action = item.action.span
    return action.start < date.span.end or len(reading.layout.between(date.span, action)) > 2


def _of_a_paper(layout: Layout, date: Mention[When]) -> bool:
    """ "a report published in May", "footage released on Monday": then it was told, not when it happened."""
    before = layout.before(date.span, 4)
    if before[-1:] and before[-1] in _DATING:
        before = before[:-1]
    return before[-1:] == ["published"] or (
        before[-1:] != [] and before[-1] in _ISSUED and not _PAPERS.isdisjoint(before[:-1])
    )


def located(reading: Reading, item: Arguments) -> list[Mention[Place]]:
    """Where it happens: not where it comes from, unless it is a withdrawal; a talk only where it says in, at or near."""
    event_type = item.action.value.event_type
    places = sorted(item.places, key=lambda m: m.span)
    if event_type is EventType.STATEMENT:
        return places if direct(reading.layout, item.action.span, places) else []
    if event_type in (EventType.COMMAND, EventType.AGREEMENT):
        return [m for m in places if _IN & set(reading.layout.before(m.span, 2))]
    if event_type is EventType.MEETING:
        travelled = item.action.value.lemma in ("visit", "tour", "travel to", "fly to", "return to")
        there = [
            m
            for m in places
            if m.span < item.action.span or _TOPIC.isdisjoint(reading.layout.between(item.action.span, m.span))
        ]
        return [m for m in there if travelled or _IN & set(reading.layout.before(m.span, 2))]
    if event_type is EventType.WITHDRAWAL:
        return sorted(places, key=lambda m: m.value.role is PlaceRole.DESTINATION)
    # "control of the roads to Pakistan": that is where they lead.
    led = [
        m
        for m in places
        if reading.layout.before(m.span, 2)[:1] in _ROADS and reading.layout.before(m.span, 1) == ["to"]
    ]
    places = [m for m in places if m not in led] or places
    there = _named_among([m for m in places if m.value.role is not PlaceRole.ORIGIN], reading.layout)
    there = _narrower_first(there)
    # "Troops expelled M23 from Sake", "girls were abducted from Chibok": there it happened.
    return there or places if event_type in _FROM_THERE else there


def _named_among(places: list[Mention[Place]], layout: Layout) -> list[Mention[Place]]:
    """ "a quarter of Iraq, including Tikrit": what is named says more than the whole that it is part of."""
    named = next((i for i, m in enumerate(places) if i and "including" in layout.before(m.span, 2)), None)
    return places if named is None else [m for m in places[:named] if m.value.precision in _SMALL] + places[named:]


def _narrower_first(places: list[Mention[Place]]) -> list[Mention[Place]]:
    """ "In Rakhine State, they attacked a post near Kyauktaw": it happened in the narrower of the two."""
    if not places or places[0].value.precision not in _WIDE:
        return places
    wide = places[0].value
    inner = [
        m
        for m in places[1:]
        if m.value.precision not in (None, *_WIDE)
        and m.value.country == wide.country
        and (wide.precision is PlacePrecision.COUNTRY or m.value.admin1 == wide.admin1)
    ]
    return [*inner, *(m for m in places if m not in inner)]


def taking_part(reading: Reading, item: Arguments) -> list[Mention[Unit]]:
    """The units of the action; a sentence with one action gives it all its units."""
    units: list[Mention[Unit]] = reading.mentions.get(Kind.UNIT, [])
    if len(reading.found) == 1:
        return list(units)
    near = [
        group
        for group in lists(reading.layout, units)
        if any(m in item.units or reading.layout.cost(item.action.span, m.span) <= _TAKING_PART for m in group)
        # "for which the group has claimed responsibility": wherever that stands, the group takes part.
        or (item.action.value.event_type in VIOLENT and reading.layout.after(group[-1].span, 3)[-2:-1] == ["claimed"])
    ]
    return [m for group in near for m in group]


def actors(reading: Reading) -> tuple[str, ...]:
    """Sides and states that act: capitals and countries as metonyms, and the sides of the units."""
    names = [m.text for m in reading.mentions.get(Kind.PLACE, []) if is_acting(m.value)]
    sides = [m.value.side for m in reading.mentions.get(Kind.UNIT, []) if m.value.side]
    return tuple(dict.fromkeys([*names, *sides]))
