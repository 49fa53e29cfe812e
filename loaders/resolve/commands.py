"""Who belongs to which unit, in what role: read from the words between a person and a unit in one sentence."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from loaders.finders.person_terms import RoleKind, RoleRow, modifiers, titles
from loaders.model import Mention, Person, Sentence, Span, Unit
from loaders.resolve.person_identities import Identity
from loaders.resolve.posting_words import CHANGES, PostingKind, before_name, held_by, holds, kind_of, passive
from loaders.sides import side_adjectives
from loaders.terms import Words, words

_REACH = 150
_NEAR = 3
_TO_UNIT = frozenset("of in for with at the its s a an his".split())
_TO_ROLE = frozenset(
    """a an the its his who is was has been had as to also currently then now new became becomes become appointed named
    made promoted served serves serving acting position post replaced succeeded relieved removed dismissed resigned
    fired sacked of from duties""".split()
)
# "X appointed the commander of ..." gives the post to another.
_GIVES = frozenset("appointed named made promoted replaced succeeded relieved removed dismissed fired sacked".split())
_NOT_LEADING = frozenset("deputy assistant vice former ex late".split())
_DOUBTED = frozenset(
    "not never denied denies refuted false falsely if may might could threatened vowed plans planned".split()
)
_MAY_DOUBT = re.compile(rf"\b(?:{'|'.join(sorted(_DOUBTED))})", re.IGNORECASE)
_LOST = frozenset("lost its the s a new appointed named by including and their his under whose".split())


@dataclass(frozen=True, slots=True)
class Bond:
    """A person's tie to a unit. `commands`: as the one who leads it. `change`: appointed, dismissed, killed or None."""

    unit: Unit | None
    written: str
    role: str | None
    commands: bool
    change: str | None


def bonds(
    sentences: Sequence[Sentence],
    named: Sequence[tuple[Mention[Person], Identity]],
    units: Sequence[Mention[Unit]],
) -> dict[Span, Bond]:
    """The tie that each mention of a person has in its own sentence, by the mention's span."""
    found: dict[Span, Bond] = {}
    people_at = [mention.span.start for mention, _ in named]
    units_at = [mention.span.start for mention in units]
    for sentence in sentences:
        first, last = bisect_left(people_at, sentence.span.start), bisect_right(people_at, sentence.span.end)
        if first == last:
            continue
        low, high = bisect_left(units_at, sentence.span.start), bisect_right(units_at, sentence.span.end)
        for at in range(first, last):
            mention = named[at][0]
            following = named[at + 1][0] if at + 1 < last else None
            change = changed(sentence, mention, following is not None)
            # The unit before, those inside and the one after: no other can be tied to this person.
            middle = min(max(bisect_left(units_at, mention.span.start), low), high)
            tie = _tie(sentence, mention, units[max(low, middle - 1) : min(high, middle + _NEAR)], following)
            if tie is not None or change is not None:
                unit, role, commands = tie or (None, None, False)
                value, written = (unit.value, unit.text) if unit else (None, "")
                found[mention.span] = Bond(value, written, role, commands, change)
    return found


def _between(sentence: Sentence, start: int, end: int) -> str | None:
    base = sentence.span.start
    return sentence.plain[start - base : end - base] if 0 <= end - start <= _REACH else None


def _tie(
    sentence: Sentence, person: Mention[Person], units: Sequence[Mention[Unit]], following: Mention[Person] | None
) -> tuple[Mention[Unit], str | None, bool] | None:
    """Unit, role and whether the person leads it; None if the sentence ties the person to no unit."""
    after = [unit for unit in units if unit.span.start >= person.span.end]
    before = [unit for unit in units if unit.span.end <= person.span.start]
    inside = [unit for unit in units if unit.span.overlaps(person.span) and unit.span.end <= person.span.end]
    for unit in inside[:1]:
        if row := _role_row(person.value.role):
            return unit, row.term, _leads(row, person.value.role)
    if before and (tie := _before(sentence, before[-1], person)):
        return before[-1], *tie
    if after:
        if tie := _apposed(sentence, person, after[0]):
            return after[0], *tie
        text = _between(sentence, person.span.end, after[0].span.start)
        another = following is not None and following.span.end < after[0].span.start
        if text is not None and (tie := _after(text, person, another)):
            owned = len(after) > 1 and _between(sentence, after[0].span.end, after[1].span.start) in ("'s ", "' ")
            return after[1] if owned else after[0], *tie
    return None


def _apposed(sentence: Sentence, person: Mention[Person], unit: Mention[Unit]) -> tuple[str | None, bool] | None:
    """The tie of "X, the M23 president" and "X, the army's chief"."""
    if _between(sentence, person.span.end, unit.span.start) not in (", the ", ", ", ", a ", ", an "):
        return None
    end = unit.span.end - sentence.span.start
    rest = words(sentence.plain[end : end + 60])
    at = 1 if rest.keys[:1] == ["s"] else 0
    term = titles().starting(rest, at) if at < len(rest) and rest.starts[at] <= 3 else None
    if term is None or term.value.role is None or term.value.role.kind is RoleKind.KIN:
        return None
    role = rest.plain[rest.starts[term.first] : rest.ends[term.last - 1]]
    return role, term.value.role.commands


def _after(text: str, person: Mention[Person], another: bool) -> tuple[str | None, bool] | None:
    """The tie that the words between a person and the unit after make."""
    if not another and holds().fullmatch(text):
        return None, True
    if text == " (" and person.value.rank:
        return None, False
    if not another and text in (" of the ", " from the ", " of ", " from ") and person.value.rank:
        return None, False
    found = words(text)
    if another:
        split = text.rfind(" as ")
        return _after(text[split:], person, False) if split >= 0 and _replaces(text) else None
    if text.startswith(" ") and found.keys[:1] and found.keys[0] in _GIVES:
        return None
    return _role_between(found, 0, _TO_ROLE, _TO_UNIT)


def _replaces(text: str) -> bool:
    return text.startswith(
        (" replaced ", " succeeded ", " replaces ", " succeeds ", " took over from ", " was replaced by ")
    )


def _role_between(
    found: Words, first: int, opening: frozenset[str], closing: frozenset[str]
) -> tuple[str | None, bool] | None:
    """The role among words that else hold only what leads to a role and from it to a unit."""
    at = first
    while at < len(found):
        term = titles().starting(found, at)
        if term and term.value.role and term.value.role.kind not in (RoleKind.COURTESY, RoleKind.KIN):
            rest = found.keys[term.last :]
            if set(rest) <= closing:
                role = found.plain[found.starts[at] : found.ends[term.last - 1]]
                return role, _leads(term.value.role, found.plain)
        skip = side_adjectives().starting(found, at) or modifiers().starting(found, at)
        if skip is None and found.keys[at] not in opening:
            return None
        at = skip.last if skip else at + 1
    return None


def _before(sentence: Sentence, unit: Mention[Unit], person: Mention[Person]) -> tuple[str | None, bool] | None:
    """The tie that the words between a unit and the person after it, or before the unit, make."""
    text = _between(sentence, unit.span.end, person.span.start)
    if text is None:
        return None
    row = (
        _role_row(person.value.role)
        if person.value.role and person.text.lower().startswith(person.value.role.lower()[:5])
        else None
    )
    if text in (" ", "'s ", "' ") and row is not None:
        return row.term, _leads(row, person.value.role)
    if held_by().fullmatch(text):
        return None, True
    if text.strip() == "(" or text.lower().strip(" :") in ("(commander", "(commanded by", "(cmdr", "(led by"):
        return None, person.value.rank is not None or "command" in text.lower() or "led" in text
    tie = _role_between(words(text), 0, _LOST, frozenset(("s",)))
    if tie:
        return tie
    if text in (", ", " ", ", the "):
        start = unit.span.start - sentence.span.start
        lead = words(sentence.plain[max(0, start - 80) : start])
        at = len(lead) - 1
        while at >= 0 and lead.keys[at] in _TO_UNIT and at > len(lead) - 4:
            at -= 1
        if 0 <= at < len(lead) - 1 and (term := titles().ending(lead, at)) and term.value.role:
            return lead.plain[lead.starts[term.first] : lead.ends[term.last - 1]], term.value.role.commands
    return None


def _leads(row: RoleRow, text: str | None) -> bool:
    """Whether the holder of a role leads the unit; no deputy, assistant or former one does."""
    return row.commands and _NOT_LEADING.isdisjoint(words(text or "").keys)


def leads(role: str | None) -> bool:
    """Whether a role as written is that of the one who leads the unit: "commander", not "deputy commander"."""
    row = _role_row(role)
    return row is not None and _leads(row, role)


def _role_row(role: str | None) -> RoleRow | None:
    """The lexicon's role that a role phrase has as its head."""
    if role is None:
        return None
    found = words(role)
    last: RoleRow | None = None
    for at in range(len(found)):
        if found.keys[at] in ("of", "for", "in"):
            break
        term = titles().starting(found, at)
        if term and term.value.role and (last is None or term.last - term.first >= len(last.term.split())):
            last = term.value.role
    return last


def changed(sentence: Sentence, person: Mention[Person], another: bool) -> str | None:
    """Whether the sentence says that the person was appointed, dismissed or killed. `another`: a person follows."""
    base = sentence.span.start
    start, end = person.span.start - base, person.span.end - base
    rest = sentence.plain[end : end + 240]
    if (rest.startswith(", ") and (close := rest.find(", ", 2)) > 0 and not rest.startswith(", who")) or (
        rest.startswith(" (") and (close := rest.find(")")) > 0
    ):
        rest = rest[close + 1 :]
    found = passive().match(rest)
    if found:
        word = found.group("passive") or found.group("active")
        kind = kind_of()[word]
        if found.group("passive"):
            return kind.value if word not in ("succeeded",) else PostingKind.DISMISSED.value
        if word in ("replaced", "succeeded", "succeeds") and another:
            return PostingKind.APPOINTED.value
        if word in ("resigned", "resigns", "stepped down", "retired", "died", "dies") or word.startswith(
            ("took", "takes", "assume")
        ):
            return kind.value
        return None
    lead = sentence.plain[max(0, start - 160) : start]
    role = lead.rstrip(" ")
    if role.endswith(("replaced by", "succeeded by")):
        return PostingKind.APPOINTED.value
    if _doubted(role[-90:]):
        return None
    found = before_name().search(role[-60:])
    if found is None and (cut := _role_phrase_start(role)) is not None:
        found = before_name().search(role[:cut].rstrip(" ")[-60:])
    if found is None:
        return None
    word = found.group("word")
    if word in ("replaced", "succeeded", "succeeds") or kind_of()[word] in CHANGES:
        return PostingKind.DISMISSED.value if word in ("succeeded", "succeeds") else kind_of()[word].value
    return None


def _doubted(lead: str) -> bool:
    # The words are looked at one by one only where the pattern finds one, or an apostrophe may hide it.
    return ("'" in lead or _MAY_DOUBT.search(lead) is not None) and not _DOUBTED.isdisjoint(words(lead).keys)


def _role_phrase_start(lead: str) -> int | None:
    """Where the role phrase begins that ends a text: "… killed | the commander of the 57th Brigade,"."""
    found = words(lead)
    for at in range(len(found) - 1, max(-1, len(found) - 16), -1):
        term = titles().ending(found, at)
        if term and term.value.role:
            return found.starts[term.first]
    return None
