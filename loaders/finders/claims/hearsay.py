"""Claims without a reporting verb: "according to X", "reportedly", "citing X", "reports of …", and headline forms."""

from __future__ import annotations

from dataclasses import replace

from loaders.finders.claims import noun_phrases, sources
from loaders.finders.claims.speech import Found
from loaders.finders.claims.words import Words
from loaders.model import SourceKind

ADVERBS = {
    "reportedly": "reportedly",
    "allegedly": "allegedly",
    "purportedly": "purportedly",
    "supposedly": "supposedly",
    "ostensibly": "supposedly",
    "unverified": "unverified",
    "unconfirmed": "unconfirmed",
}
CITING = frozenset("citing quoting".split())
_CARRIERS = frozenset("by from in on of published released issued compiled carried posted cited quoted".split())
_ENDS = frozenset((";", "but", "while", "although", "whereas"))
_HEADLINE_WORDS = 6


def according_to(words: Words, plain: str, index: int) -> Found | None:
    """ "according to X" or "per X"; "according to a report by X" names X."""
    first = index + 2
    phrase = noun_phrases.right_of(words, first)
    if phrase is None or words.small[phrase[0]] in noun_phrases.POSSESSIVES:
        return None
    last = phrase[1]
    named = phrase
    if words.small[last - 1] in noun_phrases.REPORT_NOUNS or words.get(phrase[1]) in (
        "published",
        "released",
        "issued",
        "compiled",
        "posted",
    ):
        carrier = _carrier(words, last)
        if carrier is not None:
            named, last = carrier, carrier[1]
    source = sources.describe(words, plain, *named)
    if source is None or source.pronoun:
        return None
    if words.get(last) == "(":
        last = next((i + 1 for i in range(last, min(len(words), last + 7)) if words.small[i] == ")"), last)
    relative = words.get(last + 1) in ("which", "who", "whose", "a", "an", "the")
    if words.get(last) == "," and not (relative and index and words.small[index - 1] == ","):
        opening = index == 0 or (not words.is_word(index - 1) and index < 3)
        scope = (last + 1 if opening else 0, len(words))
    else:
        scope = (0, index)
    return Found(index, last, scope, source, "according to", "asserts", "claims/according-to", 0)


def _carrier(words: Words, first: int) -> tuple[int, int] | None:
    """The phrase after "by", "from", "in", "published by" behind a report noun."""
    index = first
    while index < min(first + 4, len(words)) and words.small[index] in _CARRIERS:
        index += 1
    return noun_phrases.right_of(words, index) if index > first else None


def adverb(words: Words, index: int) -> Found:
    """ "reportedly", "allegedly": somebody says so, nobody is named."""
    ahead = next((i for i in range(index + 1, min(len(words), index + 60)) if words.small[i] in _ENDS), len(words))
    last_word = not any(words.is_word(i) for i in range(index + 1, min(len(words), index + 4)))
    scope = (0, index) if last_word and index else (index + 1, ahead)
    lemma = ADVERBS[words.small[index]]
    return Found(
        index, index + 1, scope if scope[0] < scope[1] else None, None, lemma, "asserts", "claims/reportedly", 0
    )


def citing(words: Words, plain: str, index: int, claims: list[Found]) -> Found | None:
    """ "Reuters reported, citing X": X is the source, the outlet that reported is the way it came."""
    phrase = noun_phrases.right_of(words, index + 1)
    source = sources.describe(words, plain, *phrase) if phrase else None
    if phrase is None or source is None or source.pronoun:
        return None
    if not source.rows and source.name.islower():
        return None  # "citing a technical fault": a reason, no source
    carried = next((claim for claim in reversed(claims) if claim.source is not None and claim.first < index), None)
    if carried is not None:
        claims.remove(carried)
        via = carried.source.name if carried.source is not None else None
        return Found(
            carried.first,
            phrase[1],
            carried.scope,
            source,
            carried.lemma,
            carried.stance,
            "claims/citing",
            carried.row,
            via,
        )
    return Found(index, phrase[1], None, source, "cite", "asserts", "claims/citing", 0)


def reports(words: Words, plain: str, index: int) -> Found | None:
    """ "reports of …", "reports that …", "X's claim that …", "unconfirmed reports"."""
    following = words.get(index + 1)
    noun = words.small[index]
    if following not in ("of", "that", "from", "by", "suggest", "say", "indicate"):
        return None
    if following == "of" and noun not in ("reports", "claims", "allegations", "rumours", "rumors", "accusations"):
        return None
    phrase = noun_phrases.left_of(words, index)
    before = words.get(index - 1)
    if following == "by" or (following == "from" and words.is_capital(index + 2)):
        agent = noun_phrases.right_of(words, index + 2)
        source = sources.describe(words, plain, *agent) if agent else None
        if agent is None or source is None or source.pronoun or not source.rows:
            return None
        return Found(
            index, agent[1], (agent[1], len(words)), source, noun.rstrip("s"), "asserts", "claims/report-by", 0
        )
    if before.endswith("'s") and phrase is not None:
        owner = sources.describe(words, plain, phrase[0], index + 1) if noun in noun_phrases.REPORT_NOUNS else None
        if owner is not None and not owner.pronoun:
            return Found(
                phrase[0], index + 1, (index + 2, len(words)), owner, noun.rstrip("s"), "asserts", "claims/possessor", 0
            )
    if noun not in ("reports", "claims", "allegations", "rumours", "rumors", "accusations"):
        return None
    whole = noun_phrases.left_of(words, index + 1)
    if whole is not None:
        first = max((i + 1 for i in range(*whole) if words.small[i] in noun_phrases.PREPOSITIONS), default=whole[0])
        whole = first, whole[1]
    described = sources.describe(words, plain, *whole) if whole else None
    if whole is None or described is None:
        return None
    kind = described.kind if described.rows or any(map(str.isupper, described.name[1:])) else SourceKind.ANONYMOUS
    source = replace(described, kind=kind)
    return Found(
        whole[0], index + 1, (index + 2, len(words)), source, noun.rstrip("s"), "asserts", "claims/reports-of", 0
    )


def headline(words: Words, plain: str) -> Found | None:
    """ "Pentagon: two soldiers killed" and "Two soldiers killed - Pentagon", where a lexicon knows the source."""
    colon = next((i for i in range(1, min(_HEADLINE_WORDS + 1, len(words))) if words.small[i] == ":"), None)
    if colon is not None and colon + 1 < len(words):
        known = _known(words, plain, 0, colon)
        if known is not None:
            return Found(0, colon, (colon + 1, len(words)), known, "say", "asserts", "claims/headline", 0)
    end = len(words) - (words.get(len(words) - 1) == ".")
    dash = next((i for i in range(end - 2, max(2, end - _HEADLINE_WORDS - 1), -1) if words.small[i] == "-"), None)
    if dash is not None and words.start[dash] > words.end[dash - 1]:
        known = _known(words, plain, dash + 1, end)
        if known is not None:
            return Found(dash + 1, end, (0, dash), known, "say", "asserts", "claims/headline", 0)
    return None


def _known(words: Words, plain: str, first: int, last: int) -> sources.Source | None:
    """The source that these words name, all of them a name and known to a lexicon."""
    if not words.is_capital(first) or noun_phrases.left_of(words, last) != (first, last):
        return None
    source = sources.describe(words, plain, first, last)
    return source if source is not None and source.rows and not source.pronoun else None
