"""Where a mention stands to an action: what it acts on, who acts, what completes a noun."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from loaders.arguments import Layout
from loaders.model import Mention, Span

_FILLERS = frozenset(
    """the a an of city town village villages towns cities settlement settlements district area areas region province
    strategic key small eastern western northern southern central northeastern northwestern southeastern southwestern whole
    entire most parts part all nearby neighbouring neighboring border coastal port capital into in and full control over to
    toward towards provincial regional state administrative several two three four five six seven eight nine ten more outskirts
    rebel-held front line like such as gates edge edges fringes suburb suburbs centre center heart entrance old quarter quarters
    neighbourhood neighbourhoods neighborhood neighborhoods downtown inner outer""".split()
)
_DIRECT_REACH = 8
_COMPLEMENTS = frozenset(
    """of on upon against in into at near toward towards to from over across along around by outside inside for between
    with""".split()
)
_ANCHOR_REACH = 6
# "the capture by the army of over a quarter of the province, including Tikrit".
_INCLUDING_REACH = 18
_OBJECT_REACH = 9


def direct(layout: Layout, action: Span, candidates: Iterable[Mention[Any]]) -> bool:
    """Whether one of the mentions is what the action acts on: right after it, articles and nouns of kind apart."""
    for mention in candidates:
        if mention.span.start >= action.end:
            gap = layout.between(action, mention.span)
            # "Russia's Kursk region": whose it is stands between.
            if len(gap) <= _DIRECT_REACH and all(word in _FILLERS or word.endswith("'s") for word in gap):
                return True
    return False


def subject(layout: Layout, action: Span, candidates: Iterable[Mention[Any]]) -> bool:
    """Whether one of the mentions stands before the action in its clause; what stands in brackets between does not count."""
    for mention in candidates:
        if mention.span.end > action.start:
            continue
        low, high = layout.at(mention.span.end), layout.at(action.start)
        if low < high and layout.words[low].text == "(":
            low = next((at + 1 for at in range(low, high) if layout.words[at].text == ")"), low)
        if high - low <= _OBJECT_REACH and layout.clauses[high] == layout.clauses[low]:
            return True
    return False


def follows(layout: Layout, action: Span, candidates: Iterable[Mention[Any]]) -> bool:
    return any(
        mention.span.start >= action.end and layout.at(mention.span.start) - layout.at(action.end) <= _OBJECT_REACH
        for mention in candidates
    )


def complement(layout: Layout, action: Span, mention: Span) -> bool:
    """ "attack on X", "strike near X", "X offensive": the mention right after a preposition, or right before the noun."""
    if mention.start >= action.end:
        gap = layout.between(action, mention)
        if "including" in gap:
            return len(gap) <= _INCLUDING_REACH
        return len(gap) <= _ANCHOR_REACH and (not gap or any(word in _COMPLEMENTS for word in gap)) and "," not in gap
    return not layout.between(mention, action)
