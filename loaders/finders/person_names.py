"""The words of a person's name: where it ends, and what cannot be one."""

from __future__ import annotations

from loaders.finders.person_terms import PARTICLES, WordKind, endings, first_names, kinds, not_people, titles
from loaders.sides import side_adjectives, side_names
from loaders.terms import Words

_BOUND = 7
_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))
_GAPS = frozenset((" ", "-"))
# Second halves of compound adjectives, not of names: "Kim Jong-led", "George Bush-era".
_SUFFIXED = frozenset("led era based born held run style elect linked".split())


def name_end(sentence: Words, index: int, shouted: bool = False) -> int | None:
    """The end (exclusive) of the name that starts at word `index`; None if none does.

    `shouted`: capitals are no acronym.
    """
    end = None
    at = index
    while at < len(sentence) and at - index < _BOUND:
        if end is not None and (surname := _after_nickname(sentence, at)) and name_like(sentence, surname):
            end, at = surname + 1, surname + 1
            continue
        if at > index and not _binds(sentence, at - 1):
            break
        if end is not None and end - index >= 2 and _hyphenated(sentence, at):
            end = at = at + 1
            continue
        if name_like(sentence, at, shouted) or (at > index and sentence.keys[at] in _SUFFIXES):
            end = at + 1
        elif not (sentence.keys[at] in PARTICLES and at + 1 < len(sentence) and _binds(sentence, at)) or (
            not name_like(sentence, at + 1, shouted) and sentence.keys[at + 1] not in PARTICLES
        ):
            break
        at += 1
    if end is None:
        return None
    if end < len(sentence) and sentence.joined(end - 1) and _names_thing(sentence, end):
        return None
    return None if is_phrase(sentence, index, end) or _after_ship(sentence, index) else end


def _after_nickname(sentence: Words, index: int) -> int | None:
    """The word after a nickname in quotes that starts at word `index`: 'Robert "Magyar" Brovdi'."""
    if index == 0 or sentence.gap(index - 1) not in (' "', " '"):
        return None
    for at in range(index, min(index + 2, len(sentence))):
        if sentence.gap(at) in ('" ', "' "):
            return at + 1
    return None


def is_phrase(sentence: Words, first: int, end: int) -> bool:
    """Whether the words are a known name of something else: "Abu Dhabi", "Admiral Essen"."""
    phrase = not_people().starting(sentence, first)
    return phrase is not None and phrase.last >= min(end, first + 2)


def _hyphenated(sentence: Words, index: int) -> bool:
    """The small second half of an East Asian given name: "Ki-moon"."""
    text = sentence.texts[index]
    return (
        sentence.gap(index - 1) == "-"
        and text.isalpha()
        and text.islower()
        and len(text) <= 5
        and text not in _SUFFIXED
    )


def _after_ship(sentence: Words, index: int) -> bool:
    return index > 0 and kinds().get(sentence.keys[index - 1]) is WordKind.SHIP


def _binds(sentence: Words, index: int) -> bool:
    """Whether the next word can go on with the name: after a space or hyphen, or an initial's stop."""
    gap = sentence.gap(index)
    return gap in _GAPS or (gap in (". ", ".") and len(sentence.texts[index]) == 1) or gap == "- "


def name_like(sentence: Words, index: int, shouted: bool = False) -> bool:
    """Whether one word may be part of a name: capitalised, no acronym, no word of the calendar or of institutions."""
    text, key = sentence.texts[index], sentence.keys[index]
    if not text[0].isupper() or any(map(str.isdigit, text)) or text.endswith("."):
        return len(text) == 2 and text[0].isupper() and text[1] == "."
    # "al-Iraqi" is a surname, "Iraqi" an adjective.
    surname = index > 0 and sentence.keys[index - 1] == "al" and sentence.gap(index - 1) == "-"
    if key in kinds() and key not in first_names() and not surname:
        return False
    if text.isupper() and len(text) > 1 and not shouted:
        return False
    return (surname or key not in side_adjectives().backwards) and not _title_only(sentence, index)


def _title_only(sentence: Words, index: int) -> bool:
    return sentence.keys[index] in titles().forwards and titles().starting(sentence, index) is not None


def _names_thing(sentence: Words, index: int) -> bool:
    """Whether the word after a name makes it the name of an institution, a place, or the start of another title."""
    kind = kinds().get(sentence.keys[index])
    capital = sentence.texts[index][0].isupper()
    return kind is WordKind.GEOGRAPHY or (capital and (kind is WordKind.INSTITUTION or _title_only(sentence, index)))


def known_given(sentence: Words, index: int) -> bool:
    """Whether the word is a given name that the lexicon knows."""
    return sentence.keys[index] in first_names() and sentence.texts[index][0].isupper()


def surname_like(sentence: Words, index: int) -> bool:
    """Whether the word ends like a surname of those languages that mark them."""
    text = sentence.texts[index]
    return len(text) > 4 and text[0].isupper() and sentence.keys[index].endswith(endings())


def name_start(sentence: Words, index: int) -> int:
    """The start of a name of which word `index` is a known part: up to two capitalised words further left."""
    first = index
    for _ in range(2):
        before = first - 1
        if (
            before < 0
            or not _binds(sentence, before)
            or not name_like(sentence, before)
            or sentence.keys[before] in kinds()
        ):
            break
        if side_names().ending(sentence, before) or (before == 0 and len(sentence.texts[before]) < 3):
            break
        first = before
    return first
