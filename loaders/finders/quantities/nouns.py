"""The noun that a number counts: after adjectives ("256 more prisoners"), or over "of the 40"."""

from __future__ import annotations

from loaders.finders.quantities import words as vocabulary
from loaders.finders.quantities.numbers import Tokens
from loaders.finders.quantities.words import NounRow

_ADJECTIVES = 4
_REACH = 12
_OF = ("of", "out")


def counted(words: Tokens, index: int, bounded: bool) -> tuple[NounRow | None, int]:
    """The counted noun from here on, over a few adjectives, or over "of the 40" and the other end of a range."""
    budget = _ADJECTIVES
    position = index
    while position < min(len(words.small), index + _REACH) and budget >= 0:
        for length in (3, 2, 1):
            noun = vocabulary.NOUN.get(words.phrase(position, length))
            if noun is not None and _attributive(words, noun, position + length):
                continue
            if noun is not None and not (noun.group == "state_noun" and position > index + 1):
                nested, end = _noun_after(words, position + length)
                return (nested, end) if nested is not None else (noun, position + length)
        token = words.small[position]
        read = token[0].isdigit() or token in vocabulary.NUMBER
        if (token in _OF and position <= index + 1) or (
            read and (words.get(position - 1) in ("of", "the", "to", "-", "or", "and"))
        ):
            position += 1
            continue
        if bounded and token in ("to", "-", "or", "and") and position == index:
            position += 1
            continue
        if (
            not token[0].isalpha()
            or token in vocabulary.STOPS
            or token in vocabulary.UNITS
            or token in vocabulary.FORMATIONS
        ):
            break
        if token in vocabulary.AFTER and budget < _ADJECTIVES:
            break
        budget -= 1
        position += 1
    return None, index


def _attributive(words: Tokens, noun: NounRow, index: int) -> bool:
    """A singular before another noun only describes it: "10 rebel brigades"."""
    following = words.get(index)
    return (
        noun.group in ("person", "thing")
        and f"{noun.noun}s" in vocabulary.NOUN
        and following.isalpha()
        and following not in vocabulary.STOPS
        and following not in vocabulary.AFTER
    )


def _noun_after(words: Tokens, index: int) -> tuple[NounRow | None, int]:
    """A noun right behind a noun is the head ("civilian vehicles", "police officers")."""
    for length in (2, 1):
        noun = vocabulary.NOUN.get(words.phrase(index, length))
        if noun is not None and noun.group not in ("measure", "state_noun"):
            return noun, index + length
    return None, index
