"""How likely it is that a sentence tells the event that is shown, 0..1, with the reasons in words.

The base and the weights are read off the development sets (`make eval` prints stated confidence beside the share that was right);
what geography contradicts is lowered by judgement, since the sets hold no such case.
"""

from __future__ import annotations

from loaders.model import DateBasis, Event, SourceKind, Status

_BASE = 0.86
_LOWEST, _HIGHEST = 0.05, 0.97


def rate(event: Event) -> tuple[float, tuple[str, ...]]:
    """Confidence and its reasons, the strongest first."""
    weights = _reasons(event)
    total = _BASE + sum(weight for weight, _ in weights)
    reasons = tuple(f"{weight:+.2f} {words}" for weight, words in sorted(weights, key=lambda pair: -abs(pair[0])))
    return round(min(_HIGHEST, max(_LOWEST, total)), 2), reasons


def _reasons(event: Event) -> list[tuple[float, str]]:
    return [*_of_telling(event), *_of_date_and_place(event)]


def _of_telling(event: Event) -> list[tuple[float, str]]:
    """How the text tells it."""
    action = event.action.value
    weights = []
    if action.noun and not action.governor:
        weights.append((-0.03, "only a noun tells of it"))
    if action.tense == "present" and not action.noun:
        weights.append((-0.14, "told in the present tense, which often describes rather than reports"))
    if len(event.sentences) > 1:
        weights.append((0.05, "told in more than one sentence"))
    if event.status in (Status.HYPOTHETICAL, Status.PLANNED):
        weights.append((-0.06, "told as possible or planned, not as done"))
    if event.claim and event.claim.value.source_kind is SourceKind.ANONYMOUS:
        weights.append((-0.08, "no named source"))
    return weights


def _of_date_and_place(event: Event) -> list[tuple[float, str]]:
    """What speaks for or against its day and place."""
    weights = []
    if event.when is not None and event.when.basis is DateBasis.STATED:
        weights.append((0.05, "the date is written in the text"))
    elif event.when is not None and event.when.basis is DateBasis.PUBLISHED:
        weights.append((-0.03, "the date is only that of the article"))
    if any(place.value.conflict or place.value.lookalike for place in event.places):
        weights.append((-0.4, "the text and geography disagree about the place"))
    elif any(place.value.ambiguous for place in event.places):
        weights.append((-0.15, "several places have this name"))
    elif any(place.value.lat is not None for place in event.places):
        weights.append((0.03, "the place is in the gazetteer"))
    return weights
