"""Weapons: named systems and their kinds ("Iskander-M ballistic missiles", "barrel bombs", "T-72")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from loaders.lexicon import Lexicon
from loaders.model import Kind, Mention, Sentence, Weapon, WeaponCategory, mention_at
from loaders.phrases import Phrases, lowered


@dataclass(frozen=True, slots=True)
class WeaponRow:
    """`proper`: a system, written with its capitals. `alone`: no person or place goes by its single-word names, so
    one may stand without a kind ("Bradley" may not). `not_after`, `not_before`: neighbours that give another meaning.
    """

    line: int
    name: str
    category: WeaponCategory
    aliases: tuple[str, ...]
    proper: bool
    alone: bool
    not_after: tuple[str, ...]
    not_before: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ContextRow:
    """`role`: formation, support ("battery"), determiner, count, subject (of a verb such as "shells") or
    before_pronoun ("of mine")."""

    line: int
    word: str
    role: str


WEAPONS = Lexicon("weapons", WeaponRow)
CONTEXTS = Lexicon("weapon_contexts", ContextRow)


def _with_role(*roles: str) -> frozenset[str]:
    return frozenset(row.word for row in CONTEXTS.rows() if row.role in roles)


_FORMATIONS = _with_role("formation")
_SUPPORT = _with_role("support")
_DETERMINERS = _with_role("determiner")
_COUNTS = _with_role("count", "determiner")
_SUBJECTS = _with_role("subject")
_BEFORE_PRONOUN = _with_role("before_pronoun")
# A plural that may be a verb is one between a name and its object: "Israel shells Beirut", "the army mines the road".
_VERB_FORMS = frozenset("shells bombs mines rockets torpedoes drones".split())
_WORD_BEFORE = re.compile(r"([\w'-]+)[ -]$")
_TWO_BEFORE = re.compile(r"([\w'-]+ [\w'-]+)[ -]$")
_WORDS_AFTER = re.compile(r"[ -]([\w'-]+)(?: ([\w'-]+))?")
_JOIN = frozenset(" -")
_LOOK = 40


@dataclass(frozen=True, slots=True)
class _Form:
    """One spelling of one row; `written` keeps the capitals that a proper name needs."""

    row: WeaponRow
    written: str
    plural: bool


def _plural(name: str) -> str:
    if name.endswith(("s", "x", "ch", "sh")):
        return f"{name}es"
    if name.endswith("y") and name[-2] not in "aeiou":
        return f"{name[:-1]}ies"
    return f"{name}s"


def _forms() -> Iterator[tuple[str, _Form]]:
    for row in WEAPONS.rows():
        for name in (row.name, *row.aliases):
            yield lowered(name), _Form(row, name, plural=False)
            yield lowered(_plural(name)), _Form(row, _plural(name), plural=True)


PHRASES = Phrases(_forms())
_Hit = tuple[int, int, _Form]


def find(sentence: Sentence) -> list[Mention[Weapon]]:
    """Weapons in one sentence; a system and the kinds that follow it ("Kalibr cruise missiles") are one mention.

    `value.name` is the lexicon's name of the system, or of the kind where no system is named.
    """
    plain = sentence.plain
    hits = list(PHRASES.find(lowered(plain)))
    found: list[tuple[int, int, list[_Form]]] = []
    for index, (start, end, form) in enumerate(hits):
        following = hits[index + 1] if index + 1 < len(hits) else None
        if not _is_weapon(plain, (start, end, form), following):
            continue
        if found and start - found[-1][1] == 1 and plain[start - 1] in _JOIN and _joins(found[-1][2], form):
            found[-1][2].append(form)
            found[-1] = (found[-1][0], end, found[-1][2])
        else:
            found.append((start, end, [form]))
    return [_mention(sentence, start, end, forms) for start, end, forms in found]


def _joins(before: list[_Form], form: _Form) -> bool:
    """A kind goes with the system or the singular kind written before it ("drone boat"), another system does not."""
    return not form.row.proper and (before[-1].row.proper or not before[-1].plural)


def _mention(sentence: Sentence, start: int, end: int, forms: list[_Form]) -> Mention[Weapon]:
    # A system's own category holds ("Grad rockets"); of two kinds the last is the head ("missile submarine").
    head = forms[0].row if forms[0].row.proper else forms[-1].row
    rule = "weapons/system" if head.proper else "weapons/kind"
    rows = tuple(WEAPONS.cite(form.row.line) for form in forms)
    return mention_at(sentence, Kind.WEAPON, start, end, rule, Weapon(head.category, head.name), rows)


def _is_weapon(plain: str, hit: _Hit, following: _Hit | None) -> bool:
    """Whether the words here mean the weapon: capitals as they should be, and no neighbour that says otherwise."""
    start, end, form = hit
    row, written = form.row, plain[start:end]
    if row.proper and not _written_alike(written, form.written):
        return False
    if _acronym(form.written) and written != form.written:
        return False
    before_text = lowered(plain[max(0, start - _LOOK) : start])
    one, two = _WORD_BEFORE.search(before_text), _TWO_BEFORE.search(before_text)
    after = _WORDS_AFTER.match(lowered(plain[end : end + _LOOK]))
    before_words = {found[1] for found in (one, two) if found}
    first, second = (after[1], after[2] or "") if after else ("", "")
    if not before_words.isdisjoint(row.not_after) or first in row.not_before:
        return False
    if not row.proper and (first in _FORMATIONS or (second in _FORMATIONS and written[0].isupper() and start > 0)):
        return False
    if row.proper and not row.alone and not form.plural and " " not in written and not any(map(str.isdigit, written)):
        counted = one is not None and (one[1] in _COUNTS or one[1].isdigit()) and one[1] not in ("the", "his", "its")
        kind = following is not None and following[0] == end + 1 and not following[2].row.proper
        return first in _SUPPORT or counted or kind
    if written in _VERB_FORMS and one is not None and first:
        takes_object = first in _DETERMINERS or plain[end + 1 : end + 2].isupper()
        has_subject = plain[start - len(one[0])].isupper() or one[1] in _SUBJECTS
        return not (takes_object and has_subject and one[1] not in _DETERMINERS)
    return not (written == "mine" and one is not None and one[1] in _BEFORE_PRONOUN)


def _written_alike(written: str, wanted: str) -> bool:
    """The same capitals; a name with a number may differ in its letters ("Mig-29"), a longer one be all capitals."""
    if written == wanted:
        return True
    if any(map(str.isdigit, wanted)):
        return written[0] == wanted[0]
    return written.isupper() and len(written) > 3


def _acronym(written: str) -> bool:
    return written.isupper() and written.isalpha() and len(written) <= 6
