"""Whether the words before a name say that something was done to a place: "retook X", "the fall of X", "advancing towards X"."""

from __future__ import annotations

import re
from enum import IntEnum

from loaders.finders.place_cues import Cue, words

# As many words as may stand between the act and its preposition: "withdrew its last troops from".
_BETWEEN = 4
_LINKS = frozenset("of for in near around on upon towards toward into from at over to outside through".split())
_PASSED = frozenset("the both all of most much part parts nearby besieged strategic neighbouring neighboring".split())
_WORD = re.compile(r"[\w'-]+")


# More of a name: "recapture Hamam al-Alil" says nothing of Hamam, "the Free Idlib Army" nothing of a place.
_GOES_ON = re.compile(r"[ -](?:[a-z]{2,3}-)?[A-Z0-9]")


def name_goes_on(plain: str, end: int) -> bool:
    """Whether the words after a known name belong to the same, longer and unknown name."""
    return _GOES_ON.match(plain, end) is not None


class Act(IntEnum):
    """How firmly an act makes its object a place."""

    NONE = 0
    PERSON_TOO = 1
    """Its object may be a person, too: "captured X", "the attack on X"."""
    PLACE = 2
    """Only a place is retaken, shelled or entered."""


def act_before(left: str) -> Act:
    """The act whose object begins where `left`, the text before it, ends."""
    if not left.endswith(" "):
        return Act.NONE
    before = left.split()
    while before and before[-1] in _PASSED:
        before.pop()
    if not before:
        return Act.NONE
    last = before[-1]
    if last in words(Cue.OBJECT):
        return Act.PLACE
    if last in words(Cue.OBJECT_TOO):
        return Act.PERSON_TOO
    if last in _LINKS:
        for word in before[-2 : -3 - _BETWEEN : -1]:
            if _WORD.fullmatch(word) is None:
                return Act.NONE
            if word in words(Cue.ACT):
                return Act.PERSON_TOO
            if word in _LINKS:
                return Act.NONE
    return Act.NONE
