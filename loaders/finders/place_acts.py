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


# "Tobruk was retaken", "Palmyra fell to the rebels": said of the name before it.
_DONE_TO = re.compile(
    r" (?:(?:was|were|is|are|has been|have been|had been|being) (?:[a-z]+ly )?(?P<place>retaken|recaptured|liberated|besieged|"
    r"encircled|overrun|stormed|shelled|bombarded|occupied|razed|flattened|reoccupied)|(?:was|has been|had been) (?:[a-z]+ly )?"
    r"(?P<either>captured|seized|bombed)|(?P<fell>fell|has fallen|had fallen) (?:to the|without|on (?=[0-9A-Z]))|"
    r"(?P<under>came|has come|had come) under (?:the control|bombardment|shelling|artillery))\b"
)


class Act(IntEnum):
    """How firmly an act makes its object a place."""

    NONE = 0
    PERSON_TOO = 1
    """Its object may be a person, too: "captured X", "the attack on X"."""
    PLACE = 2
    """Only a place is retaken, shelled or entered."""


def act_after(plain: str, end: int) -> Act:
    """What the words after a name, which ends at `end`, say was done to it."""
    done = _DONE_TO.match(plain, end)
    if done is None:
        return Act.NONE
    return Act.PERSON_TOO if done["either"] else Act.PLACE


def located_before(left: str) -> bool:
    """Whether an unknown name right after `left` is where something is done: "near X", "clashes in X", "strikes on X"."""
    before = left.lower().split()
    if not left.endswith(" ") or len(before) < 2:
        return False
    link, act = before[-1], before[-2]
    if link in ("near", "outside") and any(not words(kind).isdisjoint(before) for kind in _ACTS):
        return True
    return (link in _WHERE and act in words(Cue.ACT)) or (link in ("on", "of") and act in _FROM_AFAR)


_ACTS = (Cue.ACT, Cue.OBJECT, Cue.OBJECT_TOO, Cue.PERSON)
_WHERE = frozenset("in around towards toward into".split())
_FROM_AFAR = frozenset("strike strikes airstrike airstrikes shelling bombardment raids".split())


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
