"""Words of war that tell of no act of war: figures of speech, stoppages of work, lost ballots, mere support."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from loaders.finders.action_words import ActionClass, Entry, object_classes
from loaders.words import Word

FORCEFUL = frozenset(
    (
        ActionClass.BATTLE,
        ActionClass.STRIKE,
        ActionClass.CAPTURE,
        ActionClass.ADVANCE,
        ActionClass.OUTCOME,
        ActionClass.SABOTAGE,
    )
)
"""Classes of acts whose words also tell of sport, business and politics."""

_FIGURATIVE_REACH = 4
_ENDS = frozenset(". ; : ! ? ( ) from after during before while as in at near and".split())
_INSIDE = "'’‘\"“”-"
"""Marks that may stand before a word of the object itself."""
_LABOUR = frozenset(
    """driver drivers workers teachers nurses doctors pilots union unions staff students employees pay wages miners dockers lawyers
    lecturers""".split()
)
_LABOUR_KINDS = frozenset(
    "general rail train transport labour labor teachers' doctors' nurses' workers' pilots' national".split()
)
_BALLOTS = frozenset(
    "election elections poll polls ballot referendum primary runoff parliament match final league cup".split()
)
_BALLOT_REACH = 9
_BACKED = frozenset(("backed by", "supported by", "aided by", "covered by", "accompanied by"))
_BACKED_REACH = 5


def is_figurative(tokens: Sequence[Word], end: int) -> bool:
    """Whether what is acted on, after word `end`, makes it a figure of speech ("captured the title")."""
    classes = object_classes()
    for token in tokens[end : end + _FIGURATIVE_REACH]:
        # "Shelled Kherson, footage showed": what comes after the object is not acted on.
        if token.lower in _ENDS or not (token.text[0].isalnum() or token.text[0] in _INSIDE):
            return False
        named = classes.get(token.lower, ())
        if "figurative" in named:
            return True
        if "combatant" in named or "civilian" in named or "settlement" in named:
            return False
    return False


def is_no_act(tokens: Sequence[Word], at: int, end: int, entry: Entry) -> bool:
    """Whether the noun at words `at` to `end` tells of no act of war: "a strike by nurses", "defeat in the election"."""
    if entry.row.event_type not in FORCEFUL:
        return False
    if entry.row.lemma == "defeat" and not _BALLOTS.isdisjoint(t.lower for t in tokens[end : end + _BALLOT_REACH]):
        return True
    if entry.row.lemma == "strike" and _is_stoppage(tokens, at, end):
        return True
    # "Backed by air strikes, X retook Y": said of X.
    before = tokens[max(0, at - _BACKED_REACH) : at]
    backed = any(f"{one.lower} {two.lower}" in _BACKED for one, two in pairwise(before))
    return backed or is_figurative(tokens, end)


def _is_stoppage(tokens: Sequence[Word], at: int, end: int) -> bool:
    """Whether a strike is one of workers: "a strike by train drivers", "the teachers' strike"."""
    if at and tokens[at - 1].lower in _LABOUR_KINDS:
        return True
    following = [token.lower for token in tokens[end : end + 4]]
    return following[:1] in (["by"], ["of"], ["over"]) and not _LABOUR.isdisjoint(following[1:])
