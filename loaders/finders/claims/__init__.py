"""Claims: who says so, what kind of source it is, through which outlet, and which part of the sentence it says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from loaders.finders.claims import hearsay, noun_phrases, sources
from loaders.finders.claims.speech import Found, Speech
from loaders.finders.claims.verbs import VERBS, Form, forms
from loaders.finders.claims.words import Words
from loaders.model import Claim, Kind, Mention, Sentence, SourceKind, Span, mention_at
from loaders.phrases import Phrases, lowered

_REPORT_NOUNS = """report reports claim claims allegation allegations rumours rumors assertion accusation accusations
    statement version account assessment announcement confirmation admission denial estimate estimates""".split()
_VIA = frozenset("on via through by to in".split())
_VIA_REACH = 14


def _triggers() -> Iterator[tuple[str, Form | str]]:
    yield from forms()
    yield "according to", "according"
    for word in hearsay.ADVERBS:
        yield word, "adverb"
    for word in hearsay.CITING:
        yield word, "citing"
    for word in _REPORT_NOUNS:
        yield word, "noun"


TRIGGERS: Phrases[Form | str] = Phrases(_triggers())


def find(sentence: Sentence) -> list[Mention[Claim]]:
    """Claims in one sentence, in order. `value.scope` is in offsets of the article."""
    plain = sentence.plain
    hits = list(TRIGGERS.find(lowered(plain)))
    headed = ":" in plain[:80] or " - " in plain[-80:]
    if not hits and not headed:
        return []
    words = Words(plain)
    found = _found(words, plain, hits)
    if headed and not found:
        headline = hearsay.headline(words, plain)
        found = [headline] if headline is not None else []
    return [_mention(sentence, words, claim) for claim in _through(words, plain, found)]


def _found(words: Words, plain: str, hits: list[tuple[int, int, Form | str]]) -> list[Found]:
    """The claims that the triggers make, in order of the text."""
    speech = Speech(words, plain)
    for start, _, trigger in hits:
        index = words.at(start)
        if index >= len(words) or words.start[index] != start:
            continue
        before = len(speech.claims)
        if isinstance(trigger, Form):
            speech.read(index, trigger)
        claim: Found | None = None
        if trigger == "according":
            claim = hearsay.according_to(words, plain, index)
        elif trigger == "adverb" and words.small[index] in hearsay.ADVERBS:
            claim = hearsay.adverb(words, index)
        elif trigger == "citing":
            claim = hearsay.citing(words, plain, index, speech.claims)
        elif len(speech.claims) == before and words.small[index] in _REPORT_NOUNS and not _inside(speech.claims, index):
            claim = hearsay.reports(words, plain, index)
        if claim is not None:
            speech.claims.append(claim)
    return sorted(speech.claims, key=lambda claim: (claim.first, claim.last))


def _inside(claims: list[Found], index: int) -> bool:
    """Whether this word is part of an attribution already found ("according to a report by TASS")."""
    return bool(claims) and claims[-1].first <= index < claims[-1].last


def _through(words: Words, plain: str, found: list[Found]) -> list[Found]:
    """Joins "according to a report by TASS, the ministry confirmed" to one claim, names outlets ("told AFP")."""
    joined: list[Found] = []
    for claim in found:
        before = joined[-1] if joined else None
        if (
            before is not None
            and before.rule == "claims/according-to"
            and before.source is not None
            and before.source.outlet
            and claim.source is not None
            and claim.first - before.last <= 1
        ):
            joined[-1] = replace(claim, first=before.first, via=before.source.name)
            continue
        if (
            before is not None
            and claim.rule == "claims/citing"
            and before.first <= claim.first < before.last
            and before.source
        ):
            joined[-1] = replace(before, source=claim.source, via=before.source.name, rule=claim.rule)
            continue
        if before is not None and before.source is None and claim.first <= before.first < claim.last:
            joined.pop()
        if _carried(before, claim):
            joined.pop()
            claim = replace(claim, via=before.source.name if before is not None and before.source is not None else None)
        via = claim.via or _outlet_near(words, plain, claim)
        joined.append(claim if via == claim.via else replace(claim, via=via))
    return joined


def _carried(before: Found | None, claim: Found) -> bool:
    """ "Reuters reported that officials said": the officials are the source, Reuters the outlet."""
    return (
        before is not None
        and before.source is not None
        and before.source.outlet
        and before.scope is not None
        and claim.source is not None
        and not claim.source.outlet
        and not claim.source.pronoun
        and 0 <= claim.first - before.scope[0] <= 1
        and before.last <= claim.first
    )


def _outlet_near(words: Words, plain: str, claim: Found) -> str | None:
    """The outlet or channel beside the attribution: "told Reuters", "posted on Telegram", "on state television"."""
    if claim.source is None or claim.source.outlet:
        return None
    told = claim.lemma == "tell"
    first, last = max(0, claim.first - _VIA_REACH), min(len(words), claim.last + _VIA_REACH)
    for index in range(first, last):
        word = words.small[index]
        if (word in _VIA and not claim.first <= index < claim.last) or (told and index == claim.last - 1):
            if (
                index >= claim.last
                and claim.scope is not None
                and index >= claim.scope[0]
                and claim.scope[0] >= claim.last
            ):
                break
            phrase = noun_phrases.right_of(words, index + 1)
            named = sources.describe(words, plain, *phrase) if phrase else None
            if named is not None and named.outlet:
                return named.name
    return None


def _mention(sentence: Sentence, words: Words, found: Found) -> Mention[Claim]:
    scope = None
    if found.scope is not None and found.scope[0] < found.scope[1]:
        base = sentence.span.start
        scope = Span(base + words.start[found.scope[0]], base + words.end[found.scope[1] - 1])
    source = found.source
    name = None if source is None or source.pronoun else source.name
    value = Claim(
        name,
        SourceKind.ANONYMOUS if source is None else source.kind,
        found.via,
        found.lemma,
        scope,
        found.stance,
        source.name if source is not None and source.pronoun else None,
        found.opens,
    )
    rows = (source.rows if source is not None else ()) + ((VERBS.cite(found.row),) if found.row else ())
    return mention_at(
        sentence, Kind.CLAIM, words.start[found.first], words.end[found.last - 1], found.rule, value, rows
    )
