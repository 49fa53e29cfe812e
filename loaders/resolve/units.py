"""Found units → units of the article: one identifier for all names of a unit, "the brigade" tied to one."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from loaders import symbols
from loaders.model import Article, Kind, Mention, Sentence, Unit, mention_at
from loaders.resolve.unit_identities import identities
from loaders.resolve.unit_references import (
    Named,
    acronyms,
    antecedent,
    elsewhere,
    fighters,
    named_beside,
    spelled,
    spoken_sides,
    they,
    unsure,
)

_PRONOUN = "units/pronoun"
_FIGHTERS = "units/fighters"
# "By 4 October they had taken ...": an adverbial phrase may stand before the subject.
_THEY = re.compile(
    r"(?:(?:By|On|In|At|After|Before|During|Since|Later|Then|There|Meanwhile|However|Also|Hours|Days|The (?:next|same|following)|A "
    r"(?:day|week|month|year))\b[^.;:,()]{0,40},? )?(?:(?P<they>they) (?!said|say|are |were (?:told|killed|born))|"
    r"(?P<it>it) (?=(?:also |later |then )?"
    r"(?:said|claimed|added|denied|warned|vowed|announced|launched|captured|seized|attacked|withdrew|fired|shelled|has|had)\b))",
    re.IGNORECASE,
)
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
    mentions = sorted([*found, *spelled(sentences, defined, found), *_pronouns(sentences)], key=_position)
    starts = [sentence.span.start for sentence in sentences]
    named: list[Named] = []
    told: list[Named] = []
    drawn: dict[Unit, Unit] = {}
    resolved: list[Mention[Unit]] = []
    for mention in mentions:
        index = bisect_right(starts, mention.span.start) - 1
        unit = _meant(context, mention, index, named, told, sentences[index])
        if unit is None:
            continue
        offset = mention.span.start - starts[index]
        told.append(Named(index, offset, unit, named_beside(sentences[index], offset), mention.rule == _PRONOUN))
        if not unit.generic:
            named.append(told[-1])
        if unit not in drawn:
            drawn[unit] = replace(unit, symbol=symbols.code(unit))
        resolved.append(Mention(mention.kind, mention.span, mention.text, mention.rule, drawn[unit], mention.rows))
    return resolved


def _position(mention: Mention[Unit]) -> tuple[int, int]:
    return mention.span.start, mention.span.end


def _pronouns(sentences: Sequence[Sentence]) -> Iterator[Mention[Unit]]:
    """Each "they" that begins a sentence, and each "it" that says or does there what a group does."""
    for sentence in sentences:
        if found := _THEY.match(sentence.plain):
            span = found.span("they" if found["they"] else "it")
            yield mention_at(sentence, Kind.UNIT, *span, _PRONOUN, Unit("", "they"))


def _meant(
    context: _Article,
    mention: Mention[Unit],
    index: int,
    named: Sequence[Named],
    told: Sequence[Named],
    sentence: Sentence,
) -> Unit | None:
    """The unit that one mention means in its article, None if nothing tells.

    `named`: units named before; `told`: these and forces without a name.
    """
    if mention.text in context.defined:
        return context.defined[mention.text]
    if mention.rule == _FIGHTERS and (group := fighters(index, told)) is not None:
        return group
    if mention.value.unit_id:
        return context.means.get(mention.value, mention.value)
    if mention.rule == "units/acronym-unsure":
        return unsure(mention, context.article, context.known, context.sides)
    if mention.rule == _PRONOUN:
        unit = they(index, told)
        return unit if unit is not None and unit.echelon in _SEVERAL and unit.number is None else None
    if mention.rule == _FIGHTERS:
        return None
    unit = antecedent(mention.value, index, named)
    if mention.rule == "units/service-alone" and (unit is None or elsewhere(unit, sentence)):
        return replace(mention.value, unit_id=mention.value.name.replace(" ", "-"), generic=True)
    return unit
