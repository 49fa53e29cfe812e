"""Who "he", "the president" or "the ministry" is, where a claim names its source only so."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from loaders.model import Claim, Mention, Person, SourceKind

_SINGULAR = frozenset(("he", "she"))
_SPEAKER = frozenset(("i", "we"))
# A pronoun reaches back a paragraph or so; further than that it is somebody else's.
_REACH = 600
# How many people and claims back a bare title is looked up, so that a long article takes linear time.
_WINDOW = 200


def resolve(found: Sequence[Mention[Claim]], people: Sequence[Mention[Person]]) -> list[Mention[Claim]]:
    """The claims, each with the name that its pronoun or bare title stands for, where an earlier mention tells."""
    resolved: list[Mention[Claim]] = []
    ordered = sorted(people, key=lambda m: (m.span.start, m.span.end))
    starts = [person.span.start for person in ordered]
    for claim in found:
        before = bisect_left(starts, claim.span.end)
        name = _meant(claim, ordered[max(0, before - _WINDOW) : before], resolved[-_WINDOW:])
        if name is None:
            resolved.append(claim)
        else:
            rule = f"{claim.rule}+antecedent"
            resolved.append(
                replace(claim, rule=rule, value=replace(claim.value, source=name, source_kind=_kind(claim.value)))
            )
    return resolved


def _kind(claim: Claim) -> SourceKind:
    """A pronoun says nothing of its kind of source: the kind stays as found, but is not anonymous once a name is known."""
    return SourceKind.OFFICIAL if claim.source_kind is SourceKind.ANONYMOUS else claim.source_kind


def _meant(claim: Mention[Claim], people: Sequence[Mention[Person]], earlier: Sequence[Mention[Claim]]) -> str | None:
    value = claim.value
    if value.pronoun:
        return _antecedent(value.pronoun.lower(), claim, people, earlier)
    source = value.source
    if not source:
        return None
    head = source.lower().split()[-1]
    for person in reversed(people):
        titles = f"{person.value.role or ''} {person.value.rank or ''}"
        if head in titles.lower().split() and _bare(source, titles):
            return person.value.name
    if source != source.lower():
        return None
    for previous in reversed(earlier):
        name = previous.value.source
        if name and name != name.lower() and name.lower().split()[-1] == head:
            return name
    return None


def _bare(source: str, role: str) -> bool:
    """Whether a source is a title without a name ("the president", "Foreign Secretary") that fits a role."""
    words = set(source.lower().split())
    return words <= set(role.lower().split())


def _antecedent(
    pronoun: str, claim: Mention[Claim], people: Sequence[Mention[Person]], earlier: Sequence[Mention[Claim]]
) -> str | None:
    near = [m for m in people if claim.span.start - m.span.end <= _REACH and m.span.end <= claim.span.start]
    if pronoun in _SPEAKER:
        opened = [m for m in earlier if m.value.opens and m.value.source]
        return opened[-1].value.source if opened else None
    if pronoun in _SINGULAR:
        return near[-1].value.name if near else None
    sources = [m for m in earlier if m.value.source and claim.span.start - m.span.end <= _REACH]
    return sources[-1].value.source if sources else None
