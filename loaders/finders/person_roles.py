"""Ranks and roles around a name: "Iraqi Prime Minister X", "Minister for the Middle East X", "X, a senior advisor"."""

from __future__ import annotations

from dataclasses import dataclass

from loaders.finders.person_names import known_given, name_end, name_like
from loaders.finders.person_terms import PARTICLES, RoleKind, WordKind, kinds, modifiers, titles
from loaders.sides import side_adjectives, side_names
from loaders.terms import Words

_BOUND = 12
_LINKS = frozenset(("of", "for", "to", "in", "at"))
_INSIDE = frozenset(("of", "for", "the", "and", "in", "to", "s", "at", "on", "with"))
_ARTICLES = frozenset(("a", "an", "the", "his", "her", "its", "their"))
# Ranks that are common words in small letters: "a major city", "private houses".
COMMON_WORDS = frozenset(
    ("major", "general", "private", "specialist", "ensign", "marshal", "lord", "father", "justice", "miss")
)


@dataclass(frozen=True, slots=True)
class Titled:
    """A chain of ranks and roles from word `first` to `last` (exclusive), and what it says."""

    first: int
    last: int
    rank: str | None
    role: str | None
    kind: RoleKind | None
    rows: tuple[str, ...]


def chain(sentence: Words, index: int) -> Titled | None:
    """The ranks and roles that stand at word `index`, with the adjectives before them ("former Iraqi", "senior")."""
    term = titles().starting(sentence, index)
    if term is None:
        return None
    parts = [term]
    while parts[-1].last < len(sentence) and _flows(sentence, parts[-1].last - 1) and len(parts) < 4:
        following = titles().starting(sentence, parts[-1].last)
        if following is None:
            break
        parts.append(following)
    first = _adjectives(sentence, index)
    ranks = [part for part in parts if part.value.rank]
    roles = [part for part in parts if part.value.role and part.value.role.kind is not RoleKind.COURTESY]
    rank = ranks[-1].value.rank.rank if ranks and ranks[-1].value.rank else None
    role = None
    if roles:
        start = first if roles[0] is parts[0] else roles[0].first
        role = sentence.plain[sentence.starts[start] : sentence.ends[roles[-1].last - 1]]
    kind = roles[-1].value.role.kind if roles and roles[-1].value.role else None
    rows = tuple(part.value.row for part in parts)
    return Titled(first, parts[-1].last, rank, role, kind, rows)


def _flows(sentence: Words, index: int) -> bool:
    return sentence.gap(index) in (" ", ". ", "-")


def _adjectives(sentence: Words, index: int) -> int:
    """First word of the adjectives before a rank or role: "former Iraqi", "US", "senior"."""
    first = index
    while first > 0 and index - first < _BOUND and sentence.joined(first - 1):
        before = first - 1
        if side := side_adjectives().ending(sentence, before):
            first = side.first
        elif (modifier := modifiers().ending(sentence, before)) and (before > 0 or sentence.texts[before][0].isupper()):
            first = modifier.first
        else:
            break
    return first


def titled_name(sentence: Words, title: Titled) -> tuple[int, int] | None:
    """First word and end of the name that follows the ranks and roles directly, or after "of …", "for …"."""
    index = title.last
    if index >= len(sentence) or not _flows(sentence, index - 1):
        return None
    shouted = sentence.texts[title.last - 1].isupper() and len(sentence.texts[title.last - 1]) > 1
    if sentence.keys[index] in PARTICLES or name_like(sentence, index, shouted):
        end = name_end(sentence, index, shouted)
        if end is not None and _fits(sentence, title, index, end):
            return index, end
        return None
    if sentence.keys[index] in _LINKS and title.kind in (RoleKind.OFFICE, RoleKind.COMMAND, RoleKind.POST):
        return _after_complement(sentence, index)
    return None


def _fits(sentence: Words, title: Titled, first: int, end: int) -> bool:
    """Small letters before one unknown word make no title: "major Donetsk", "official Kyiv"."""
    if side_names().starting(sentence, first):
        return False
    if sentence.texts[title.last - 1][0].isupper():
        return True
    known = any(known_given(sentence, at) for at in range(first, end))
    return known or (
        end - first >= 2 and sentence.keys[title.last - 1] not in COMMON_WORDS and title.kind is not RoleKind.KIN
    )


def _after_complement(sentence: Words, index: int) -> tuple[int, int] | None:
    """The name after "for the Middle East", told from it by a given name; `index` is the word "for"."""
    for at in range(index + 2, min(index + _BOUND, len(sentence))):
        if not sentence.joined(at - 1) or titles().starting(sentence, at):
            return None
        if known_given(sentence, at) and sentence.keys[at - 1] not in _INSIDE and sentence.texts[at - 1][0].isupper():
            end = name_end(sentence, at)
            return (at, end) if end is not None and end - at >= 2 else None
        if not (sentence.texts[at][0].isupper() or sentence.keys[at] in _INSIDE):
            return None
    return None


def complement_end(sentence: Words, last: int) -> int:
    """The end of a role phrase that goes on with "of the X", "for the Y"; `last` when it does not."""
    if last >= len(sentence) or not sentence.joined(last - 1) or sentence.keys[last] not in _LINKS:
        return last
    end = last
    for at in range(last + 1, min(last + 2 * _BOUND, len(sentence))):
        text = sentence.texts[at]
        if text[0].isupper() and titles().starting(sentence, at) and at > last + 1:
            break
        if text[0].isupper() or (text[0].isdigit() and sentence.keys[at - 1] != "and"):
            end = at + 1
        elif sentence.keys[at] not in _INSIDE and not (sentence.keys[at] in kinds() and end == at):
            break
        if sentence.gap(at) not in (" ", "-", "'"):
            break
    return end


def role_before(sentence: Words, first: int) -> tuple[int, Titled] | None:
    """The role phrase that ends at the comma before word `first`: "the commander of the 6th Brigade, Colonel X"."""
    if first < 2 or sentence.gap(first - 1) not in (", ", " "):
        return None
    at = first - 1
    for _ in range(2 * _BOUND):
        if term := titles().ending(sentence, at):
            title = chain(sentence, term.first)
            if title is None or title.kind is RoleKind.COURTESY or title.role is None:
                return None
            reaches = title.last == first or complement_end(sentence, title.last) == first
            return (title.first, title) if reaches else None
        if at == 0 or not (
            sentence.texts[at][0].isupper() or sentence.texts[at][0].isdigit() or sentence.keys[at] in _INSIDE
        ):
            return None
        if sentence.gap(at - 1) not in (" ", "-", "'"):
            return None
        at -= 1
    return None


def role_after(sentence: Words, end: int) -> tuple[Titled, int, bool] | None:
    """The role phrase in apposition after a name ("X, a senior advisor"), its end, and whether an article opens it."""
    if end >= len(sentence) or sentence.gap(end - 1) not in (", ", " (", ", who is ", "- "):
        return None
    at = end
    article = sentence.keys[at] in _ARTICLES
    at += article
    for _ in range(_BOUND):
        if at >= len(sentence):
            return None
        if titles().starting(sentence, at):
            title = chain(sentence, at)
            if title is None or title.role is None or title.kind is RoleKind.COURTESY:
                return None
            following = title.last < len(sentence) and _flows(sentence, title.last - 1)
            if following and name_like(sentence, title.last):
                return None
            return title, complement_end(sentence, title.last), article
        skip = _skipped(sentence, at)
        if skip is None or not (sentence.joined(skip - 1) or sentence.gap(skip - 1) == "'"):
            return None
        at = skip
    return None


def _skipped(sentence: Words, at: int) -> int | None:
    """The end of an adjective, body or place between article and role: "senior", "Russian", "RSF's"."""
    if side := side_adjectives().starting(sentence, at):
        return side.last
    if modifier := modifiers().starting(sentence, at):
        return modifier.last
    if sentence.texts[at][0].isupper() and kinds().get(sentence.keys[at]) is not WordKind.STOP:
        return at + 1
    return at + 1 if sentence.keys[at] in ("s", "one", "of", "the") else None
