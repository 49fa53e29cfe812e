"""Forces known by whom they serve ("forces loyal to Haftar") or by who sends them ("Uganda deployed 5,000 soldiers")."""

from __future__ import annotations

from loaders.finders.unit_names import FoundUnit, side_slug, slug
from loaders.finders.unit_terms import FORCES, ForceRow
from loaders.model import Unit
from loaders.sides import SIDES, SideRow, side_adjectives, side_names
from loaders.terms import Term, Words

_LOYAL = frozenset((("loyal", "to"), ("allied", "to"), ("allied", "with"), ("aligned", "with")))
_RULERS = frozenset(("regime", "government", "junta"))
_NAME = 4
_PARTICLES = frozenset(("al", "el", "ibn", "bin", "bu", "de", "van"))
# What a state does with its own soldiers.
_OWN = frozenset(
    """deployed deploys deploy deploying sent sends sending provided provides providing contributed contributes contributing
    stationed dispatched dispatching committed pledged lost losing losses withdrew withdrawn withdrawing mobilised mobilized
    massed moved rotated""".split()
)
_COUNTS = frozenset("dozens hundreds thousands scores".split())
_PREPOSITIONS = frozenset("in on at to from of with against near by over for into".split())
_VERB_REACH = 5
_SUBJECT_REACH = 24


def loyal(sentence: Words, head: Term[ForceRow]) -> FoundUnit | None:
    """ "Forces loyal to Khalifa Haftar", "fighters of the Assad regime": named by the one whom they serve."""
    keys, at = sentence.keys, head.last
    if tuple(keys[at : at + 2]) in _LOYAL:
        first = at + 2
        first += first < len(sentence) and keys[first] == "the"
        end = _capitals(sentence, first)
    elif keys[at : at + 1] == ["of"]:
        first = at + 1
        while first < len(sentence) and keys[first] in ("either", "the"):
            first += 1
        end = _capitals(sentence, first)
        ruler = end < len(sentence) and keys[end] in _RULERS and sentence.joined(end - 1)
        side = side_names().starting(sentence, first) if first < len(sentence) else None
        end = end + 1 if ruler and end > first else side.last if side and keys[first - 1] == "of" else first
    else:
        return None
    if end <= first or "," in sentence.plain[sentence.starts[head.first] : sentence.ends[end - 1]]:
        return None
    served = side_names().starting(sentence, first) or side_adjectives().starting(sentence, first)
    text = sentence.plain[sentence.starts[head.first] : sentence.ends[end - 1]]
    rows: tuple[str, ...] = (FORCES.cite(head.value.line),)
    side_name = None
    if served and served.last in (end, end - 1):
        rows = (SIDES.cite(served.value.line), FORCES.cite(head.value.line))
        side_name = served.value.side
    unit = Unit(slug(text), text, None, None, head.value.echelon, side_name, generic=True)
    return FoundUnit(head.first, end, unit, "units/loyal", rows)


def counted(sentence: Words, head: Term[ForceRow]) -> FoundUnit | None:
    """ "Uganda has deployed 5,000 soldiers": they are the soldiers of the state that sends, or loses, them."""
    first = _count(sentence, head.first)
    if first is None:
        return None
    verb = next(
        (at for at in range(first - 1, max(-1, first - 1 - _VERB_REACH), -1) if sentence.keys[at] in _OWN),
        None,
    )
    sender = _sender(sentence, verb) if verb is not None else None
    if sender is None:
        return None
    adjective = sender.adjectives[0] if sender.adjectives else sender.side
    name = f"{adjective} {head.value.term}"
    rows = (SIDES.cite(sender.line), FORCES.cite(head.value.line))
    unit = Unit(f"{side_slug(sender.side)}-forces", name, None, None, head.value.echelon, sender.side, generic=True)
    return FoundUnit(first, head.last, unit, "units/counted", rows)


def _count(sentence: Words, index: int) -> int | None:
    """The first word of the number that stands right before word `index`, or None."""
    at = index - 1
    if at >= 1 and sentence.keys[at] == "of" and sentence.keys[at - 1] in _COUNTS:
        return at - 1
    if at >= 0 and sentence.keys[at] in ("additional", "more", "extra"):
        at -= 1
    if at < 0 or not sentence.texts[at].isdigit() or not sentence.joined(at):
        return None
    while at > 0 and sentence.gap(at - 1) == "," and sentence.texts[at - 1].isdigit():
        at -= 1
    return at


def _sender(sentence: Words, verb: int) -> SideRow | None:
    """The state named last before the verb that is no place of something else ("in Uganda")."""
    at = verb - 1
    while at >= max(0, verb - _SUBJECT_REACH):
        named = side_names().ending(sentence, at)
        if named is None:
            at -= 1
            continue
        before = sentence.keys[named.first - 1] if named.first else ""
        before = sentence.keys[named.first - 2] if before == "the" and named.first > 1 else before
        if before not in _PREPOSITIONS:
            return named.value
        at = named.first - 1
    return None


def _capitals(sentence: Words, first: int) -> int:
    """The end of the capitalised name that starts at word `first`; `first` where none does."""
    at = end = first
    while at < len(sentence) and at - first < _NAME and (at == first or sentence.joined(at - 1)):
        if sentence.texts[at][0].isupper():
            end = at + 1
        elif sentence.keys[at] not in _PARTICLES:
            break
        at += 1
    return end
