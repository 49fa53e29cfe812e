"""What refers back to a unit: "the brigade", "this unit", "the 57th", "They", acronyms that the article defines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from loaders.finders.unit_terms import RegistryKind, by_alias
from loaders.model import Article, Kind, Mention, Sentence, Unit, mention_at
from loaders.sides import SIDES, side_names
from loaders.terms import distinct, key, words

_DEFINED = re.compile(r'\s?[(\[]"?([A-Z][\w/-]{1,11})"?[)\],;]')
_WORD = re.compile(r"\w[\w/-]*")
_BESIDE = re.compile(
    r",? (?:along with|alongside|together with|as well as|including|such as|after|when|while|because|until|although)\b"
)
_WINDOW = 8
_NEAR = 2
_LOOK_BACK = 64
_OPENING = 40
_OPENING_WORDS = 4
_GROUPS = frozenset(("group", "militia", "army", "force", "brigade", "legion"))
# "The group" is no state's army, agency or coalition.
_STATE = frozenset((RegistryKind.SERVICE, RegistryKind.AGENCY, RegistryKind.COALITION))
_FORMATIONS = frozenset(
    """team squad section platoon company battery squadron battalion regiment brigade division corps army fleet flotilla
    unit detachment legion""".split()
) | {"task force"}
# Common words of business and politics: they refer back only to a unit whose name holds them.
_COMMON = frozenset(
    "company team section wing front network command directorate guard force movement squad battery".split()
)


def acronyms(article: Article, mentions: Sequence[Mention[Unit]]) -> dict[str, Unit]:
    """Acronyms that the article sets in brackets after a unit's name: "Free Congo Front (FCF)"."""
    found: dict[str, Unit] = {}
    for mention in mentions:
        if not mention.value.unit_id or mention.value.generic or mention.value.number:
            continue
        bracket = _DEFINED.match(article.text, mention.span.end, mention.span.end + 18)
        if bracket and sum(map(str.isupper, bracket.group(1))) >= 2 and bracket.group(1) != mention.text:
            initials = {word[0].upper() for word in words(mention.text).texts}
            if bracket.group(1)[0] in initials:
                found.setdefault(bracket.group(1), mention.value)
    return found


def spelled(
    sentences: Sequence[Sentence], defined: Mapping[str, Unit], mentions: Sequence[Mention[Unit]]
) -> Iterator[Mention[Unit]]:
    """Mentions of the acronyms that the article defines, where no other mention stands."""
    if not defined:
        return
    starts = {mention.span.start for mention in mentions}
    for sentence in sentences:
        for word in _WORD.finditer(sentence.plain):
            unit = defined.get(word.group())
            if unit is not None and sentence.span.start + word.start() not in starts:
                yield mention_at(sentence, Kind.UNIT, word.start(), word.end(), "units/article-acronym", unit)


def unsure(mention: Mention[Unit], article: Article, named: Sequence[Unit], sides: Sequence[str]) -> Unit | None:
    """The known unit that an ambiguous acronym means, if the article names one such unit, or else one such side."""
    rows = by_alias().get(" ".join(words(mention.text).keys), ())
    names = {unit.name for unit in named}
    fitting = [row for row in rows if row.name in names or row.name in article.text]
    if not fitting and mention.text.isupper():
        fitting = [row for row in rows if row.side in sides]
    if len(fitting) != 1:
        return None
    row = fitting[0]
    match = next((unit for unit in named if unit.name == row.name), None)
    return match or Unit(key(row.name).replace(" ", "-"), row.name, None, row.branch, row.echelon, row.side)


@dataclass(frozen=True, slots=True)
class Named:
    """A unit that the article has named: in which sentence, how far into it, only beside another ("with X") or as "they"."""

    sentence: int
    offset: int
    unit: Unit
    beside: bool = False
    pronoun: bool = False


def antecedent(reference: Unit, index: int, named: Sequence[Named]) -> Unit | None:
    """The unit named before that "the brigade" or "this unit" means; None where two are as near.

    `named` holds all units named so far, in order; `index` is the sentence of the reference.
    """
    window = _NEAR if reference.echelon in ("group", "force") or reference.name in _COMMON else _WINDOW
    fitting: list[tuple[int, Unit]] = []
    for one in reversed(named[-_LOOK_BACK:]):
        if index - one.sentence > window:
            break
        if _compatible(reference, one.unit):
            fitting.insert(0, (one.sentence, one.unit))
    if not fitting:
        return None
    nearest = fitting[-1][0]
    units = {unit.unit_id for at, unit in fitting if at == nearest}
    return fitting[-1][1] if len(units) == 1 else None


def they(index: int, told: Sequence[Named]) -> Unit | None:
    """The unit that "They" at the start of a sentence means: the only one of the sentence before, and its subject.

    `told`: all units so far in order, forces without a name too. Who is named only beside it does not count.
    """
    last = [one for one in told[-_LOOK_BACK:] if one.sentence == index - 1 and not one.beside]
    if last and last[0].pronoun:  # "They ... They ...": the same go on
        return last[0].unit
    units = {one.unit.unit_id for one in last}
    return last[0].unit if len(units) == 1 and last[0].offset <= _OPENING else None


def fighters(index: int, told: Sequence[Named]) -> Unit | None:
    """The armed group that "the fighters", "the rebels" belong to: the only one of the nearest sentence that has any."""
    groups = [
        one
        for one in told[-_LOOK_BACK:]
        if index - one.sentence <= _NEAR
        and one.unit.echelon in (*_GROUPS, "force")
        and one.unit.number is None
        and not _of_state(one.unit)
        and not (one.unit.echelon == "force" and one.unit.side)
        and not (one.unit.generic and one.unit.echelon == "army")
    ]
    nearest = [one.unit for one in groups if one.sentence == groups[-1].sentence]
    return nearest[-1] if len({unit.unit_id for unit in nearest}) == 1 else None


def named_beside(sentence: Sentence, offset: int) -> bool:
    """Whether a unit at this offset of its sentence is named only beside another ("along with X, Y and Z")."""
    return _BESIDE.search(sentence.plain, 0, offset) is not None


def _compatible(reference: Unit, unit: Unit) -> bool:
    if unit.generic:
        return False
    if reference.number is not None:
        return unit.number == reference.number
    word, echelon = reference.name, reference.echelon
    if word in ("army", "military", "armed forces") and _is_group(unit):
        return False
    name = unit.name.lower().split()
    if word in ("unit", "formation"):
        return unit.echelon in _FORMATIONS
    if word in name and not (word == "force" and unit.echelon == "air force"):
        return True
    if word in _COMMON:
        return False
    if echelon == "group":
        return unit.echelon in _GROUPS and unit.number is None and not _of_state(unit)
    if echelon == "coalition":
        return unit.echelon == "coalition"
    if word == "army":
        return unit.echelon == "armed forces" or (unit.echelon == "army" and unit.number is None)
    if word in ("military", "armed forces"):
        return unit.echelon in ("armed forces", "army")
    return unit.echelon == echelon


def _is_group(unit: Unit) -> bool:
    """ "The army" is a state's, even where an armed group calls itself one."""
    rows = by_alias().get(" ".join(words(unit.name).keys), ())
    return any(row.kind is RegistryKind.GROUP for row in rows)


def _of_state(unit: Unit) -> bool:
    rows = by_alias().get(" ".join(words(unit.name).keys), ())
    return any(row.kind in _STATE for row in rows)


def elsewhere(unit: Unit, sentence: Sentence) -> bool:
    """Whether the sentence opens in another country than the unit's own: "In Niger, the army" is not Mali's."""
    parts = words(sentence.plain)
    if not unit.side or parts.keys[:1] != ["in"]:
        return False
    for index in range(1, min(len(parts), _OPENING_WORDS)):
        if (country := side_names().starting(parts, index)) is not None:
            return parts.gap(country.last - 1).startswith(",") and country.value.side != unit.side
    return False


@cache
def _side_names() -> dict[str, list[tuple[int, str, frozenset[str]]]]:
    """By one word of each name: the place of its side in the lexicon, the side, and all words of the name."""
    found: dict[str, list[tuple[int, str, frozenset[str]]]] = {}
    for place, row in enumerate(SIDES.rows()):
        for name in (row.side, *row.names, *row.adjectives):
            parts = words(name).keys
            found.setdefault(parts[-1], []).append((place, row.side, frozenset(parts)))
    return found


def spoken_sides(article: Article) -> tuple[str, ...]:
    """The sides that the article names, by name or adjective, in the lexicon's order."""
    seen = distinct(article.text)
    names = _side_names()
    spoken = {(place, side) for word in seen & names.keys() for place, side, name in names[word] if name <= seen}
    return tuple(dict.fromkeys(side for _, side in sorted(spoken)))
