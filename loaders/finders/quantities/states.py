"""What happened to the counted: the verb before the number ("killed 12"), or after it ("12 were killed", "12 dead")."""

from __future__ import annotations

from loaders.finders.quantities import words as vocabulary
from loaders.finders.quantities.numbers import Number, Tokens
from loaders.finders.quantities.words import StateRow

_PASSIVE_REACH = 8
_TOLL_REACH = 8
_LONGEST = 4
_ONLY_PEOPLE = frozenset(("killed", "wounded", "abducted", "detained"))


def before(words: Tokens, first: int, groups: tuple[str, ...]) -> StateRow | None:
    """The active verb right before the number: "killed", "shot down", "took control of"."""
    index = first
    while index > 0 and words.small[index - 1] in vocabulary.FILLERS:
        if words.small[index - 1] == "of" and words.get(index - 2) not in ("total", "number"):
            break
        index -= 1
    for edge in (first, index):
        for length in range(_LONGEST, 0, -1):
            rows = vocabulary.BEFORE.get(words.phrase(edge - length, length), ())
            row = next((row for row in rows if row.group in groups), None)
            if row is not None and words.get(edge - length - 1) not in vocabulary.BE:
                return row
    return None


def after(words: Tokens, index: int, groups: tuple[str, ...]) -> tuple[StateRow | None, int]:
    """The passive or participle after the number and its noun ("were killed", "dead"), and where it ends."""
    passive = active = False
    for position in range(index, min(len(words.small), index + _PASSIVE_REACH)):
        for length in range(_LONGEST, 0, -1):
            rows = vocabulary.AFTER.get(words.phrase(position, length), ())
            row = next((row for row in rows if row.group in groups), None)
            if row is not None:
                end = position + length
                intransitive = row.form.split()[0] in vocabulary.INTRANSITIVE or row.form == "lost their lives"
                suffered = intransitive or passive or not (active or _object(words, end))
                return (row, end) if suffered else (None, index)
        token = words.small[position]
        passive = passive or token in vocabulary.BE
        active = active or token in ("had", "have", "has")
        capital = words.text[position][0].isupper()
        if not (capital or token in vocabulary.AUXILIARIES or token in vocabulary.CROSSED or token.endswith("ly")):
            break
    return None, index


def _object(words: Tokens, index: int) -> bool:
    """Whether an object follows, so that the counted did it: "12 soldiers killed three"."""
    token = words.get(index)
    if not token:
        return False
    counted = token[0].isdigit() or token in vocabulary.NUMBER
    return counted or token in vocabulary.OBJECTS or words.text[index][0].isupper()


def bare(words: Tokens, index: int, state: StateRow) -> bool:
    """After "killed 12": nothing that is counted, or a noun that no lexicon has ("farmers"), which may be no person for
    verbs such as "captured".
    """
    token = words.get(index)
    if not token or not token[0].isalpha() or token in vocabulary.STOPS:
        return token[:1] not in ("$", "%", "-", "/")
    if token in vocabulary.UNITS or token in vocabulary.FORMATIONS or words.text[index][0].isupper():
        return False
    return state.state in _ONLY_PEOPLE


def toll(words: Tokens, number: Number) -> bool:
    """Whether a toll is counted: "the death toll rose to 40"."""
    near = words.small[max(0, number.first - _TOLL_REACH) : number.first]
    return "toll" in near and near[-1] in vocabulary.TOLL
