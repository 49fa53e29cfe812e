"""What refers back to a person: a surname, "the colonel", "the Foreign Secretary", "he", "I" of one who is quoted."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

from loaders.finders.person_terms import WordKind, kinds
from loaders.model import Kind, Mention, Person, Sentence, Span, mention_at
from loaders.resolve.person_identities import Identity, folded
from loaders.terms import Words, words

_PRONOUN = re.compile(r"\b(?:[Hh]e|[Ss]he|him|himself|herself|I)\b(?!')|\bI(?='(?:m|ve|d|ll)\b)")
_SPOKE = re.compile(
    r"[,)]?\s+(?:has |had |also |then |today )?(?:said|says|told|added|stated|declared|announced|wrote|tweeted|"
    r"commented|remarked|responds|responded)\b|\s?:\s"
)
# "World War I", "Ferdinand I", "I Corps".
_NUMERAL = re.compile(
    r"\b[A-Z][\w]+ I\b(?! (?:am|have|was|will|would|had|welcome|want))|\bI(?: Corps| MEF| Army| and II|\)|-)"
)
# How many sentences a statement may run on after its speaker is named.
_SPEECH = 15
_OBJECTS = frozenset(("him", "himself", "herself"))
_WINDOW = 2
_OPENING = 40
_ARTICLE = re.compile(r"(?:[Aa]l|[Ee]l)[- ]$")


def surname_mentions(
    sentences: Sequence[Sentence], surnames: Mapping[str, Identity], taken: Sequence[Span]
) -> Iterator[tuple[Mention[Person], Identity]]:
    """Surnames of known people that stand alone, outside the spans taken (sorted) by other names."""
    if not surnames:
        return
    starts = [span.start for span in taken]
    for sentence in sentences:
        found = words(sentence.plain)
        # Without accents a word is folded as it is looked up.
        if sentence.plain.isascii() and surnames.keys().isdisjoint(found.keys):
            continue
        for index, text in enumerate(found.texts):
            if not text[0].isupper():
                continue
            identity = surnames.get(found.keys[index]) or surnames.get(folded(text))
            if identity is None or not _alone(found, index):
                continue
            start = found.starts[index]
            if article := _ARTICLE.search(sentence.plain, max(0, start - 3), start):
                start = article.start()
            span = Span(sentence.span.start + start, sentence.span.start + found.ends[index])
            near = bisect_right(starts, span.end)
            if any(span.overlaps(other) for other in taken[max(0, near - 3) : near + 1]):
                continue
            person = Person("", identity.name)
            yield mention_at(sentence, Kind.PERSON, start, found.ends[index], "people/surname", person), identity


def _alone(sentence: Words, index: int) -> bool:
    """Whether the word is not part of a longer name or of a place or institution."""
    if index + 1 < len(sentence) and sentence.joined(index):
        following = sentence.texts[index + 1]
        if following[0].isupper() or (
            kinds().get(sentence.keys[index + 1]) is WordKind.INSTITUTION and following[0].isupper()
        ):
            return False
        if sentence.keys[index + 1] in ("regime", "government", "dynasty", "family", "clan", "tribe"):
            return False
    if index and sentence.joined(index - 1) and sentence.texts[index - 1][0].isupper():
        before = sentence.keys[index - 1]
        return before in ("al", "el") or kinds().get(before) is WordKind.STOP
    return True


def by_role(role: str, people: Sequence[Identity], before: Sequence[Identity]) -> Identity | None:
    """The person whom "the Foreign Secretary" means: whose role has all its words; of several, the last one named."""
    wanted = set(folded(role).split())
    fitting = [one for one in people if any(wanted <= set(folded(known).split()) for known in one.roles)]
    if len(fitting) == 1:
        return fitting[0]
    return next((one for one in reversed(before) if one in fitting), None)


def by_rank(rank: str, before: Sequence[Identity]) -> Identity | None:
    """The person whom "the colonel" means: the only one of that rank named before."""
    last = rank.split()[-1]
    fitting = {one.person_id: one for one in before if any(known.split()[-1] == last for known in one.ranks)}
    return next(iter(fitting.values())) if len(fitting) == 1 else None


def pronouns(
    sentences: Sequence[Sentence], named: Sequence[tuple[int, Mention[Person], Identity]]
) -> Iterator[tuple[Mention[Person], Identity]]:
    """ "he", "she", "him" and "I" whose person is in no doubt. `named`: sentence, mention, person, in order."""
    by_sentence: dict[int, list[tuple[Mention[Person], Identity]]] = {}
    for index, mention, identity in named:
        by_sentence.setdefault(index, []).append((mention, identity))
    subject: tuple[int, Identity] | None = None
    speaker: tuple[int, Identity] | None = None
    for sentence in sentences:
        here = by_sentence.get(sentence.index, [])
        base = sentence.span.start
        for pronoun in _PRONOUN.finditer(sentence.plain):
            text = pronoun.group()
            meant: Identity | None = None
            if text == "I":
                numeral = _NUMERAL.search(sentence.plain, max(0, pronoun.start() - 24), pronoun.end() + 7)
                if speaker is not None and sentence.index - speaker[0] <= _SPEECH and not numeral:
                    meant = speaker[1]
            else:
                before = {one.person_id: one for mention, one in here if mention.span.end <= base + pronoun.start()}
                if len(before) == 1 and text != "him":
                    meant = next(iter(before.values()))
                elif not before and subject is not None and text not in _OBJECTS:
                    meant = subject[1] if sentence.index - subject[0] <= _WINDOW else None
            if meant is None:
                continue
            person = Person("", meant.name)
            reference = mention_at(sentence, Kind.PERSON, pronoun.start(), pronoun.end(), "people/pronoun", person)
            if text != "I":
                here = sorted([*here, (reference, meant)], key=lambda one: one[0].span)
            yield reference, meant
        if here:
            opens = here[0][0].span.start - base <= _OPENING or len({one.person_id for _, one in here}) == 1
            subject = (sentence.index, here[0][1]) if opens else None
            for mention, one in here:
                if _SPOKE.match(sentence.plain, mention.span.end - base) or sentence.plain.endswith("said:"):
                    speaker = sentence.index, one
