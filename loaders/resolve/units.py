"""Found units → units of the article: one identifier for all names of a unit, "the brigade" tied to the one named before."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from loaders import symbols
from loaders.model import Article, Mention, Sentence, Unit
from loaders.resolve.unit_identities import identities
from loaders.resolve.unit_references import acronyms, antecedent, spelled, spoken_sides, unsure

_SERVICES = frozenset(("units/service-alone",))


def resolve(article: Article, sentences: Sequence[Sentence], found: Sequence[Mention[Unit]]) -> list[Mention[Unit]]:
    """The units that the article names, in order of the text; a reference back that nothing explains is dropped."""
    sides = spoken_sides(article) if found else ()
    means = identities(found, sides)
    defined = {text: means.get(unit, unit) for text, unit in acronyms(article, found).items()}
    mentions = sorted([*found, *spelled(sentences, defined, found)], key=lambda mention: mention.span)
    known = tuple(dict.fromkeys(means.values()))
    starts = [sentence.span.start for sentence in sentences]
    named: list[tuple[int, Unit]] = []
    resolved: list[Mention[Unit]] = []
    for mention in mentions:
        index = bisect_right(starts, mention.span.start) - 1
        unit = _meant(mention, index, article, means, defined, known, sides, named)
        if unit is None:
            continue
        if not unit.generic:
            named.append((index, unit))
        resolved.append(replace(mention, value=replace(unit, symbol=symbols.code(unit))))
    return resolved


def _meant(
    mention: Mention[Unit],
    index: int,
    article: Article,
    means: dict[Unit, Unit],
    defined: dict[str, Unit],
    known: Sequence[Unit],
    sides: Sequence[str],
    named: Sequence[tuple[int, Unit]],
) -> Unit | None:
    """The unit that one mention means in its article, None if nothing tells."""
    if mention.text in defined:
        return defined[mention.text]
    if mention.value.unit_id:
        return means.get(mention.value, mention.value)
    if mention.rule == "units/acronym-unsure":
        return unsure(mention, article, known, sides)
    unit = antecedent(mention.value, index, named)
    if unit is None and mention.rule in _SERVICES:
        return replace(mention.value, unit_id=mention.value.name.replace(" ", "-"), generic=True)
    return unit
