"""Found units → units of the article: one identifier for all names of a unit, "the brigade" tied to one."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from loaders import symbols
from loaders.model import Article, Kind, Mention, Sentence, Unit, mention_at
from loaders.resolve.unit_identities import identities
from loaders.resolve.unit_references import Named, acronyms, antecedent, spelled, spoken_sides, they, unsure

_PRONOUN = "units/pronoun"
# "They" leads back to a group or a force, less surely to a numbered unit.
_SEVERAL = frozenset(("group", "force", "coalition", "army", "armed forces", "brigade", "legion"))


@dataclass(frozen=True, slots=True)
class _Article:
    """What resolving one mention needs to know of its article."""

    article: Article
    means: dict[Unit, Unit]
    defined: dict[str, Unit]
    known: tuple[Unit, ...]
    sides: tuple[str, ...]


def resolve(article: Article, sentences: Sequence[Sentence], found: Sequence[Mention[Unit]]) -> list[Mention[Unit]]:
    """The units that the article names, in order of the text; a reference back that nothing explains is dropped."""
    if not found:
        return []
    sides = spoken_sides(article)
    means = identities(found, sides)
    defined = {text: means.get(unit, unit) for text, unit in acronyms(article, found).items()}
    context = _Article(article, means, defined, tuple(dict.fromkeys(means.values())), sides)
    mentions = sorted([*found, *spelled(sentences, defined, found), *_pronouns(sentences)], key=lambda one: one.span)
    starts = [sentence.span.start for sentence in sentences]
    named: list[Named] = []
    resolved: list[Mention[Unit]] = []
    for mention in mentions:
        index = bisect_right(starts, mention.span.start) - 1
        unit = _meant(context, mention, index, named)
        if unit is None:
            continue
        if not unit.generic:
            named.append(Named(index, mention.span.start - starts[index], unit))
        resolved.append(replace(mention, value=replace(unit, symbol=symbols.code(unit))))
    return resolved


def _pronouns(sentences: Sequence[Sentence]) -> Iterator[Mention[Unit]]:
    """Each "They" that begins a sentence."""
    for sentence in sentences:
        if sentence.plain.startswith("They "):
            yield mention_at(sentence, Kind.UNIT, 0, 4, _PRONOUN, Unit("", "they"))


def _meant(context: _Article, mention: Mention[Unit], index: int, named: Sequence[Named]) -> Unit | None:
    """The unit that one mention means in its article, None if nothing tells. `named`: units named before."""
    if mention.text in context.defined:
        return context.defined[mention.text]
    if mention.value.unit_id:
        return context.means.get(mention.value, mention.value)
    if mention.rule == "units/acronym-unsure":
        return unsure(mention, context.article, context.known, context.sides)
    if mention.rule == _PRONOUN:
        unit = they(index, named)
        return unit if unit is not None and unit.echelon in _SEVERAL and unit.number is None else None
    unit = antecedent(mention.value, index, named)
    if unit is None and mention.rule == "units/service-alone":
        return replace(mention.value, unit_id=mention.value.name.replace(" ", "-"), generic=True)
    return unit
