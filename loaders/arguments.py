"""Which date, place, unit and person belongs to which action of a sentence.

A mention goes to the action that it stands nearest to, in words, where each comma and each clause between them counts as
distance; what stands in one list ("near A, B and C") goes as one. Linear in the mentions times the actions of a sentence.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate, pairwise
from typing import Any, TypeVar

from loaders.model import Action, Kind, Mention, Person, Place, PlaceRole, Quantity, Sentence, Span, Unit, Weapon, When
from loaders.words import Word, words

# Costs in words. A comma is a breath, a clause another thought; what stands after its verb is nearer than what stands before.
_COMMA = 3
_CLAUSE = 8
_BEFORE = 3
_ELSEWHERE = 6
# "the Wadi Barada area of Damascus, where civilians face shelling": the place goes with what follows "where".
_WHERE_REACH = 4
_NOT_ITS_CLAUSE = 14
_NEXT_ACT = 3

_CLAUSE_WORDS = frozenset(
    "which who whom whose that while whereas although though because since until unless if when where after before but as following".split()
)
_RELATIVES = frozenset(("who", "which", "whose", "whom"))
_INSERTION_REACH = 12
_JOINERS = frozenset(("and", "but", "or", "yet"))
_OPENERS = _CLAUSE_WORDS | frozenset("; : ( )".split())
_OPENING = _OPENERS | _JOINERS | {"-"}
_NO_WORD = Word(0, 0, "", "")
_LIST_GLUE = frozenset(
    """, and or & in near the of to at towns villages city town village cities settlements settlement as well port border
    coastal nearby northern southern eastern western central northeastern northwestern southeastern southwestern district districts
    province region governorate oblast state county both""".split()
)
_LIST_GAP = 6
_DESCRIBING_GAP = 9
_DESCRIBING = frozenset(
    """north south east west northeast northwest southeast southwest km kilometres kilometers miles capital seat centre center part
    suburb outskirts heart city town village""".split()
)
_LIST_STARTS = frozenset((",", "and", "or", "&", "as"))


@dataclass(slots=True)
class Arguments:
    """What stands with one action; filled while a sentence is read. `borrowed`: its date is one that the sentence has for all."""

    action: Mention[Action]
    dates: list[Mention[When]] = field(default_factory=list)
    places: list[Mention[Place]] = field(default_factory=list)
    units: list[Mention[Unit]] = field(default_factory=list)
    people: list[Mention[Person]] = field(default_factory=list)
    weapons: list[Mention[Weapon]] = field(default_factory=list)
    quantities: list[Mention[Quantity]] = field(default_factory=list)
    borrowed: bool = False


M = TypeVar("M")

_PASSIVE = frozenset("was were been being is are has have had again also later".split())
# Words before the subject of a sentence: "The small village of Robotyne".
_OPENING_REACH = 6

# A place name that acts or speaks rather than says where.
ACTING = (PlaceRole.METONYM, PlaceRole.DEMONYM, PlaceRole.ACTOR)


class Layout:
    """The words of one sentence, with running counts of commas and clause starts, so that a distance costs two look-ups."""

    def __init__(self, sentence: Sentence) -> None:
        self.base = sentence.span.start
        self.plain = sentence.plain
        self.words: tuple[Word, ...] = words(sentence.plain)
        self.starts = [word.start for word in self.words]
        self.small = [word.lower for word in self.words]
        self.commas = [0, *accumulate([word == "," for word in self.small])]
        self.clauses = [0, *accumulate([word in _OPENING and self._opens(at) for at, word in enumerate(self.small)])]

    def _opens(self, index: int) -> bool:
        """Whether a word that may open a clause does so here."""
        word, before = self.small[index], self.words[index - 1] if index else _NO_WORD
        return (
            word in _OPENERS
            or (word in _JOINERS and before.lower == ",")
            or (word == "-" and self.starts[index] > before.end)  # a dash, not a hyphen
        )

    def at(self, offset: int) -> int:
        """The index of the first word at or after an offset of the article."""
        return bisect_left(self.starts, offset - self.base)

    def between(self, first: Span, second: Span) -> list[str]:
        """The words between two spans, in small letters."""
        return self.small[self.at(first.end) : self.at(second.start)]

    def before(self, span: Span, count: int = 3) -> list[str]:
        index = self.at(span.start)
        return self.small[max(0, index - count) : index]

    def after(self, span: Span, count: int = 3) -> list[str]:
        index = self.at(span.end)
        return self.small[index : index + count]

    def cost(self, action: Span, mention: Span) -> int:
        """How far a mention is from an action; less is nearer."""
        if mention.start >= action.end:
            low, high, extra = self.at(action.end), self.at(mention.start), 0
        elif mention.end <= action.start:
            low, high, extra = self.at(mention.end), self.at(action.start), _BEFORE
            if "where" in self.small[low : low + _WHERE_REACH]:
                low, extra = low + _WHERE_REACH, 0
                high = max(low, high)
        else:
            return 0
        if extra and high - low <= _NEXT_ACT and self.small[low] in _JOINERS:
            extra += _CLAUSE  # "killed 12 near X and took hostages": X goes with what is told before the "and"
        clauses = self.clauses[high] - self.clauses[low]
        # What stands before a verb in another clause belongs to the act told there.
        elsewhere = _ELSEWHERE if clauses and extra else 0
        return high - low + extra + elsewhere + _COMMA * (self.commas[high] - self.commas[low]) + _CLAUSE * clauses

    def owns(self, mention: Span) -> bool:
        """Whether a possessive stands at the end of a mention ("Tuesday's barrage")."""
        return self.plain.startswith(("'s ", "' "), mention.end - self.base)

    def clauses_between(self, first: Span, second: Span) -> int:
        """How many clauses begin between two spans, the first of which stands before the second."""
        return self.clauses[self.at(second.start)] - self.clauses[self.at(first.end)]

    def same_clause(self, first: Span, second: Span) -> bool:
        low, high = (first, second) if first.start <= second.start else (second, first)
        return self.clauses[self.at(high.start)] == self.clauses[self.at(low.end)]


def lists(layout: Layout, mentions: Sequence[Mention[M]]) -> list[list[Mention[M]]]:
    """Mentions in order, those of one list together."""
    groups: list[list[Mention[M]]] = []
    for mention in mentions:
        if groups:
            gap = layout.between(groups[-1][-1].span, mention.span)
            if 0 < len(gap) <= _LIST_GAP and _LIST_GLUE.issuperset(gap) and (gap[0] in _LIST_STARTS or _holds(mention)):
                groups[-1].append(mention)
                continue
        groups.append([mention])
    return groups


def _describes(gap: Sequence[str]) -> bool:
    """Whether the second of two places only says where the first one is ("Shusha, 10 km south of Stepanakert")."""
    return (
        len(gap) <= _DESCRIBING_GAP
        and gap[:1] == [","]
        and "of" in gap
        and "and" not in gap
        and not _DESCRIBING.isdisjoint(gap)
    )


def _holds(mention: Mention[Any]) -> bool:
    """Whether it is only the container of the place before it ("Jableh in the province of Latakia")."""
    return isinstance(mention.value, Place) and mention.value.role is PlaceRole.CONTAINER


def attach(
    layout: Layout, actions: Sequence[Mention[Action]], mentions: dict[Kind, list[Mention[Any]]]
) -> list[Arguments]:
    """The arguments of each action of the sentence, in order of the actions."""
    found = [Arguments(action) for action in actions]
    if not found:
        return found
    somewhere = [mention for mention in mentions.get(Kind.PLACE, ()) if mention.value.role not in ACTING]
    described = {
        after.span for before, after in pairwise(somewhere) if _describes(layout.between(before.span, after.span))
    }
    for group in lists(layout, somewhere):
        places = [mention for mention in group if is_somewhere(mention.value) and mention.span not in described]
        if places:
            _nearest(layout, found, places[0].span).places.extend(places)
    for item in found:
        if item.action.value.passive and not item.places:
            item.places.extend(_parted_subject(layout, item.action.span, somewhere))
    for group in lists(layout, dates_of(layout, mentions)):
        owner = _owned(layout, found, group[-1].span) or _nearest(layout, found, group[0].span)
        owner.dates.extend(group)
    for units in lists(layout, mentions.get(Kind.UNIT, ())):
        _nearest(layout, found, units[0].span).units.extend(units)
    for kind, name in ((Kind.PERSON, "people"), (Kind.WEAPON, "weapons"), (Kind.QUANTITY, "quantities")):
        for mention in mentions.get(kind, ()):
            getattr(_nearest(layout, found, mention.span), name).append(mention)
    return found


def _parted_subject(layout: Layout, action: Span, places: Sequence[Mention[Place]]) -> list[Mention[Place]]:
    """ "Robotyne, liberated in August, was shelled": the place that a passive verb is said of, over an insertion."""
    at = layout.at(action.start) - 1
    while at > 0 and layout.words[at].lower in _PASSIVE:
        at -= 1
    if at < 1 or layout.words[at].text != "," or at == layout.at(action.start) - 1:
        return []
    for mention in places:
        opening = layout.at(mention.span.end)
        if mention.span.end < action.start and opening < at and layout.words[opening].text == ",":
            inserted = [word.text for word in layout.words[opening + 1 : at]]
            return [mention] if "," not in inserted and layout.at(mention.span.start) <= _OPENING_REACH else []
    return []


def dates_of(layout: Layout, mentions: dict[Kind, list[Mention[Any]]]) -> list[Mention[When]]:
    """The dates of the sentence that are days; of "overnight on 3 May" the day."""
    days = [m for m in mentions.get(Kind.DATE, ()) if is_day(m.value)]
    return [
        m
        for m, after in zip(days, (*days[1:], None), strict=False)
        if not (
            after and m.text.lower() == "overnight" and layout.between(m.span, after.span) in (["on"], ["from"], ["of"])
        )
    ]


def _owned(layout: Layout, found: Sequence[Arguments], date: Span) -> Arguments | None:
    """The noun that a date is said of: "Tuesday's missile barrage"."""
    if not layout.owns(date):
        return None
    after = [item for item in found if item.action.value.noun and item.action.span.start >= date.end]
    first = min(after, key=lambda item: item.action.span.start, default=None)
    return first if first and len(layout.between(date, first.action.span)) <= _LIST_GAP else None


def is_somewhere(place: Place) -> bool:
    """Whether a place name says where something is, rather than who acts or what holds another place."""
    return place.role not in (*ACTING, PlaceRole.CONTAINER)


def is_day(when: When) -> bool:
    """Whether a time expression is about calendar days, known or not, and no duration, set, or mere "at night"."""
    timex = when.timex or ""
    vague = timex.startswith("P") or timex in ("PRESENT_REF", "PAST_REF", "FUTURE_REF", "XXXX-XX-XXTNI")
    return when.earliest is not None or not vague


def _nearest(layout: Layout, found: Sequence[Arguments], span: Span) -> Arguments:
    return found[0] if len(found) == 1 else min(found, key=lambda item: layout.cost(item.action.span, span))


def shares(layout: Layout, action: Mention[Action], mention: Mention[Any]) -> bool:
    """Whether an action without a date or place of its own may take one that stands elsewhere in its sentence."""
    between = layout.between(mention.span, action.span) if mention.span < action.span else []
    if "," in between and mention.kind is Kind.PLACE and _in_insertion(layout, mention.span):
        return False  # "Netanyahu, who was in Tel Aviv, vowed to answer the barrage": not in Tel Aviv
    if "as" in between and layout.clauses_between(mention.span, action.span) == 1:
        return True  # "took the town on Monday as the army fled": at the same time
    return layout.cost(action.span, mention.span) <= _NOT_ITS_CLAUSE or layout.at(mention.span.start) <= 2


def _in_insertion(layout: Layout, span: Span) -> bool:
    """Whether a span stands in a clause that a comma and "who" or "which" open."""
    at = layout.at(span.start)
    return any(
        layout.words[index].lower in _RELATIVES and layout.words[index - 1].text == ","
        for index in range(max(1, at - _INSERTION_REACH), at)
    )


def is_acting(place: Place) -> bool:
    """Whether a place name stands for those who act or speak there."""
    return place.role in ACTING


def with_action(item: Arguments, action: Action) -> Arguments:
    """The same arguments with another reading of their action."""
    item.action = replace(item.action, value=action)
    return item


@dataclass(slots=True)
class Reading:
    """One sentence while its events are made: its words, its mentions by kind, and its actions with their arguments."""

    sentence: Sentence
    layout: Layout
    mentions: dict[Kind, list[Mention[Any]]]
    found: list[Arguments] = field(default_factory=list)
