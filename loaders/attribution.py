"""Who says so: the claim that an act stands under, an open quotation, or the one who urges and warns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from loaders.arguments import Arguments, Layout, Reading, is_acting, with_action
from loaders.finders.claims.kinds import kind_of
from loaders.model import Action, Claim, Event, EventType, Kind, Mention, Sentence, SourceKind, Span, Status, Unit, When

_SPEAKER_REACH = 24
_WOULD_REACH = 4
_OWN_REACH = 4
_BODY_REACH = 9
_AUXILIARIES = frozenset("has had have also later again strongly repeatedly immediately on".split())
_CLAUSAL = frozenset("after before when while who which that as if because".split())
_RELATIVES = frozenset(("who", "which", "whose", "whom"))
_INSERTIONS = frozenset("who which whose whom an a the its their speaking".split())
_REPORTED = frozenset("the any all such these those earlier media press local as false foreign".split())
_OWN = frozenset("they it its their we our i".split())


@dataclass(slots=True)
class Voices:
    """Who speaks in the sentences read so far: an open quotation, or a speaker announced by a colon."""

    speaker: Mention[Claim] | None = None
    quoting: bool = False


def by_units(claims: Sequence[Mention[Claim]], units: Sequence[Mention[Unit]]) -> list[Mention[Claim]]:
    """The claims, those whose source is itself a unit or armed group as military ones."""
    named = {unit.text for unit in units}
    return [
        replace(claim, value=replace(claim.value, source_kind=SourceKind.MILITARY))
        if claim.value.source in named and claim.value.source_kind is SourceKind.OFFICIAL
        else claim
        for claim in claims
    ]


def of_itself(layout: Layout, claim: Mention[Claim]) -> bool:
    """Who claims an act as its own ("the rebels said they had taken ...") takes part in it; who only speaks of it does not."""
    if claim.value.source_kind is not SourceKind.MILITARY:
        return False
    after = layout.after(claim.span, _OWN_REACH)
    denied = claim.value.stance == "denies" and bool(after) and after[0].endswith("ing")
    return claim.value.verb == "claim" or denied or not _OWN.isdisjoint(after)


def carried_on(sentence: Sentence, claims: Sequence[Mention[Claim]], voices: Voices) -> Mention[Claim] | None:
    """The speaker of a quotation that began before; keeps `voices` up to date."""
    plain = sentence.plain
    opens, closes = plain.startswith(('"', "'")), plain.rstrip(" .").endswith(('"', "'"))
    carried = voices.speaker if voices.speaker and (voices.quoting or opens) else None
    named = [claim for claim in claims if claim.value.source]
    if carried and not any(claim.value.opens for claim in named):
        voices.quoting = not (opens or plain.count('"') % 2) if closes else voices.quoting
    elif named:
        voices.speaker, voices.quoting = named[-1], named[-1].value.opens
    return carried


def claim_of(
    action: Mention[Action], claims: Sequence[Mention[Claim]], carried: Mention[Claim] | None
) -> Mention[Claim] | None:
    """Who says so: the innermost claim whose scope holds the action, else the open quotation's speaker."""
    holding = [claim for claim in claims if claim.value.scope and claim.value.scope.contains(action.span)]
    if holding:
        named = [claim for claim in holding if claim.value.source] or holding
        # "We are concerned by reports of ...": in somebody's own words, nameless reports are no source beside the speaker.
        if carried and all(claim.value.source_kind is SourceKind.ANONYMOUS for claim in named):
            return carried
        return min(
            named, key=lambda claim: (claim.value.scope or claim.span).end - (claim.value.scope or claim.span).start
        )
    loose = [claim for claim in claims if claim.value.scope is None]
    return loose[0] if loose else carried


def is_denied(layout: Layout, item: Arguments, claims: Sequence[Mention[Claim]]) -> bool:
    """Whether a denial reaches this act: "was captured in May, and accused of a killing which he denied" denies the killing."""
    behind = [claim for claim in claims if claim.value.stance == "denies" and claim.span.start >= item.action.span.end]
    return all(layout.clauses_between(item.action.span, claim.span) <= 1 for claim in behind)


def voice(
    reading: Reading, item: Arguments, claims: Sequence[Mention[Claim]], carried: Mention[Claim] | None
) -> Mention[Claim] | None:
    """Who says so: who stands right before a verb of saying ("Baku said ...; Yerevan rejected that"), else a claim's source."""
    named = speaker(reading, item)
    if named and not reading.layout.between(named.span, item.action.span):
        return named
    claim = claim_of(item.action, claims, carried)
    return _rejecting(reading.layout, claim, claims) or claim or named


def _rejecting(layout: Layout, claim: Mention[Claim] | None, claims: Sequence[Mention[Claim]]) -> Mention[Claim] | None:
    """ "The ministry rejected reports that X had fallen": who rejects the reports speaks, and denies it."""
    if claim is None or claim.value.source_kind is not SourceKind.ANONYMOUS:
        return None
    denials = (other for other in claims if other.value.stance == "denies" and other.span.end <= claim.span.start)
    return next((other for other in denials if _REPORTED.issuperset(layout.between(other.span, claim.span))), None)


def speaker(reading: Reading, item: Arguments) -> Mention[Claim] | None:
    """Who warns, urges or demands: the person, unit or capital named last before the verb."""
    action = item.action
    if action.value.event_type is not EventType.STATEMENT or action.value.noun or action.value.passive:
        return None
    people: list[Mention[Any]] = reading.mentions.get(Kind.PERSON, [])
    others = [
        *reading.mentions.get(Kind.UNIT, []),
        *(m for m in reading.mentions.get(Kind.PLACE, []) if is_acting(m.value)),
    ]
    before = [
        m
        for m in (*people, *others)
        if m.span.end <= action.span.start
        and reading.layout.cost(action.span, m.span) <= _SPEAKER_REACH
        and "by" not in reading.layout.before(m.span, 2)
    ]
    start = _inserted(reading.layout, action.span)
    if start is not None:
        before = [m for m in (*people, *others) if m.span.end == start] or [m for m in before if m.span.end <= start]
    if not before:
        return _body(reading, action)
    named = max(before, key=lambda m: (m.kind is Kind.PERSON, m.span.end))
    kind = SourceKind.MILITARY if named.kind is Kind.UNIT else SourceKind.OFFICIAL
    claim = Claim(named.value.name, kind, None, action.value.lemma)
    return Mention(Kind.CLAIM, named.span, named.text, "events/speaker", claim, named.rows)


def _body(reading: Reading, action: Mention[Action]) -> Mention[Claim] | None:
    """The body or office, known as a source, that opens the sentence right before the verb ("The Security Council demanded")."""
    layout = reading.layout
    words = layout.words[: layout.at(action.span.start)]
    while words and words[-1].lower in _AUXILIARIES:
        words = words[:-1]
    if not words or len(words) > _BODY_REACH or any(not word.text[0].isalpha() for word in words):
        return None
    first = words[1] if words[0].lower == "the" and len(words) > 1 else words[0]
    start, end = first.start, words[-1].end
    kind, _, rows = kind_of(reading.sentence.plain[start:end])
    if not rows or not {word.lower for word in words}.isdisjoint(_CLAUSAL):
        return None
    span = Span(layout.base + start, layout.base + end)
    text = reading.sentence.text[start:end]
    return Mention(Kind.CLAIM, span, text, "events/speaker-body", Claim(text, kind, None, action.value.lemma), rows)


def _inserted(layout: Layout, verb: Span) -> int | None:
    """Where the insertion between commas begins that stands right before a verb ("Sarraj, who met X in Y, vowed"), or None."""
    at = layout.at(verb.start) - 1
    while at >= 0 and layout.words[at].lower.endswith("ly"):
        at -= 1
    if at < 0 or layout.words[at].text != ",":
        return None
    opening = None
    for index in range(at - 1, max(-1, at - _SPEAKER_REACH - 1), -1):
        if layout.words[index].text == "," and layout.words[index + 1].lower in _INSERTIONS:
            opening = index
            if layout.words[index + 1].lower in _RELATIVES:
                break
    return layout.base + layout.words[opening].start if opening is not None else None


def said_by(event: Event, events: Sequence[Event]) -> Event:
    """What is urged, feared or condemned in the same breath is on the word of the one who says it."""
    sayings = [
        other
        for other in events
        if other.event_type is EventType.STATEMENT and other.claim and other.action.span.end <= event.action.span.start
    ]
    return replace(event, claim=sayings[-1].claim) if sayings and event.claim is None else event


def said_on(action: Mention[Action], date: Mention[When], claim: Mention[Claim] | None) -> bool:
    """Whether a date says when something was said ("..., he announced on Friday"), not when it happened."""
    scope = claim.value.scope if claim else None
    return scope is not None and scope.contains(action.span) and not scope.contains(date.span)


def announced(reading: Reading, item: Arguments, claim: Mention[Claim] | None) -> Arguments:
    """ "Biden said that the United States would send tanks": with somebody who acts, "would" after "said" is a plan."""
    action = item.action.value
    if claim is None or action.status is not Status.HYPOTHETICAL or action.noun or action.tense != "present":
        return item
    actors: list[Mention[Any]] = [
        *reading.mentions.get(Kind.UNIT, []),
        *reading.mentions.get(Kind.PERSON, []),
        *(m for m in reading.mentions.get(Kind.PLACE, []) if is_acting(m.value)),
    ]
    before = reading.layout.before(item.action.span, _WOULD_REACH)
    index = len(before) - 1 - before[::-1].index("would") if "would" in before else -1
    start = reading.layout.at(item.action.span.start) - len(before) + index
    near = any(0 <= start - reading.layout.at(m.span.end) <= 1 for m in actors if m.span.end <= item.action.span.start)
    return with_action(item, replace(action, status=Status.PLANNED, tense="future")) if index >= 0 and near else item
