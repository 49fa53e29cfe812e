"""How likely an event is right as shown, 0..1, with the reasons in words."""

from __future__ import annotations

from loaders.model import DateBasis, Event, SourceKind, Status

_BASE = 0.62


def rate(event: Event) -> tuple[float, tuple[str, ...]]:
    """Confidence and its reasons, the strongest first."""
    weights = _reasons(event)
    total = _BASE + sum(weight for weight, _ in weights)
    reasons = tuple(f"{weight:+.2f} {words}" for weight, words in sorted(weights, key=lambda pair: -abs(pair[0])))
    return round(min(0.95, max(0.05, total)), 2), reasons


def _reasons(event: Event) -> list[tuple[float, str]]:
    action, weights = event.action.value, []
    if event.when is None:
        weights.append((-0.08, "no date"))
    elif event.when.basis is DateBasis.STATED:
        weights.append((0.08, "the date is written in the text"))
    elif event.when.basis is DateBasis.PUBLISHED:
        weights.append((-0.06, "the date is only that of the article"))
    if any(place.value.conflict or place.value.lookalike for place in event.places):
        weights.append((-0.25, "the text and geography disagree about the place"))
    elif any(place.value.ambiguous for place in event.places):
        weights.append((-0.1, "several places have this name"))
    elif any(place.value.lat is not None for place in event.places):
        weights.append((0.08, "the place is in the gazetteer"))
    if any(not unit.value.generic for unit in event.units):
        weights.append((0.05, "a unit is named"))
    if len(event.sentences) > 1:
        weights.append((0.04, "told in more than one sentence"))
    if action.noun and not action.governor:
        weights.append((-0.1, "only a noun tells of it"))
    if event.status in (Status.HYPOTHETICAL, Status.PLANNED):
        weights.append((-0.1, "told as possible or planned, not as done"))
    if event.claim and event.claim.value.source_kind is SourceKind.ANONYMOUS:
        weights.append((-0.1, "no named source"))
    return weights
