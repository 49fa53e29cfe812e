"""How an action is told: its tense, and whether it occurred, goes on, is planned, supposed or denied.

Cues stand in `cues.csv`; the reading looks back a bounded number of words inside the clause, so it is linear.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from loaders.lexicon import Lexicon
from loaders.model import Status
from loaders.words import Word


@dataclass(frozen=True, slots=True)
class CueRow:
    """`cue` (one to four words) gives the action after it the status `reading`."""

    line: int
    cue: str
    reading: Status


CUES = Lexicon("cues", CueRow)

REACH = 9  # words; a longer look-back reads the modality of another verb
_BE = frozenset("be is are was were been being am 's 're".split())
_PRESENT_BE = frozenset(("is", "are", "'re", "'s"))
_NOT = frozenset(("not", "never", "neither", "cannot"))
_HAVE = frozenset("has have had having 've".split())
_SKIPPED = frozenset(
    """also already again then now recently reportedly allegedly apparently successfully briefly quickly only just even
    still further fully partially completely largely effectively ultimately eventually immediately subsequently repeatedly
    directly jointly not never all both either soon actively officially formally publicly previously since""".split()
)
_CLAUSE_SIGNS = frozenset(";:()")
_CONDITION = frozenset(("if", "unless", "whether"))
_CAUSES = frozenset(
    "forced forcing force compelled compel compelling allowed allowing enabled led leading helped prompted".split()
)
_REQUESTS = frozenset(
    "urged urging urges urge ordered ordering orders order asked asking asks told tells instructed called calling calls invited "
    "instructing demanded warned appealed".split()
)
_PREVENTS = frozenset(
    "prevent prevented preventing prevents stop stopped stopping keep kept keeping bar barred deter deterred".split()
)
_ATTEMPTS = frozenset("tried attempted attempt attempts trying attempting bid".split())
_SHORT_OF = frozenset(("nearly", "almost"))
_MODALS = frozenset("will would could may might should must can shall".split())
_NOUN_REACH = 4
_ABSENCE_REACH = 16
_COME = frozenset(
    "come came take took happen happened occur occurred materialise materialised materialize materialized".split()
)
_ASPECT_REACH = 12


@dataclass(frozen=True, slots=True)
class Reading:
    tense: str
    status: Status
    passive: bool = False

    @property
    def negated(self) -> bool:
        return self.status is Status.DENIED


@cache
def _cues() -> dict[str, Status]:
    return {row.cue: row.reading for row in CUES.rows()}


def read_verb(words: Sequence[Word], at: int, form: str) -> Reading:
    """The reading of the verb at `words[at]`, whose form is `base`, `present`, `past` or `ing`."""
    first = _clause_start(words, at)
    before = [word.lower for word in words[first:at]]
    aux, modal, infinitive = _auxiliaries(before)
    passive = form == "past" and not _BE.isdisjoint(aux)
    if form == "past" and not aux and _next(words, at) == "by":
        passive = True
    if form == "ing" and before[-1:] == ["from"] and not _PREVENTS.isdisjoint(before):
        return Reading("infinitive", Status.HYPOTHETICAL)
    if form == "base" and before[-1:] in (["and"], ["or"]) and "to" in before:
        return _infinitive(before[: len(before) - before[::-1].index("to")], passive)
    if infinitive:
        if any(word in _HAVE for word in aux):
            return Reading("past", Status.OCCURRED, passive)
        return _infinitive(before, passive)
    status = _strongest(before, modal)
    if status:
        tense = "future" if status is Status.PLANNED else "past" if form == "past" else "present"
        return Reading(tense, status, passive)
    if form == "ing":
        progressive = any(word in _BE for word in aux)
        past = "was" in aux or "were" in aux
        supposed = next((word for word in reversed(before) if word in _MODALS), None)
        if supposed and not progressive:
            return Reading("participle", _cues().get(supposed, Status.HYPOTHETICAL))
        if (
            not progressive
            and not _PRESENT_BE.isdisjoint(before)
            and any(word.endswith("ing") and len(word) > 4 for word in before)
        ):
            return Reading("participle", Status.ONGOING)
        # A participle after a comma tells a result ("killing 12"); after "with" or a form of "be" it goes on.
        ongoing = progressive or "with" in before[-8:] or "seen" in before[-2:]
        return Reading(
            "past" if past else "progressive" if ongoing else "participle",
            Status.ONGOING if ongoing else Status.OCCURRED,
        )
    if form == "past":
        being = "being" in aux and not _PRESENT_BE.isdisjoint(aux)
        # "are still in towns besieged by the army": what still holds goes on.
        still = not aux and "still" in before and not _PRESENT_BE.isdisjoint(before)
        ongoing = passive and (being or still)
        return Reading(
            "pluperfect" if "had" in aux else "past", Status.ONGOING if ongoing else Status.OCCURRED, passive
        )
    return Reading("present", Status.OCCURRED)


def is_attempt(words: Sequence[Word], at: int, reading: Reading) -> bool:
    """Whether the verb at `words[at]` is told as tried ("tried to storm", "three attempts to capture")."""
    if reading.tense != "infinitive" or reading.status is not Status.HYPOTHETICAL:
        return False
    before = [word.lower for word in words[max(0, at - REACH) : at]]
    return before[-1:] == ["to"] and before[-2:-1] != [] and before[-2] in _ATTEMPTS and _MODALS.isdisjoint(before)


def read_noun(words: Sequence[Word], at: int) -> Status | None:
    """The status that the words right before a noun give it, or that it "did not come"; None where they tell nothing."""
    if _stayed_away(words, at):
        return Status.DENIED
    first = max(0, at - _NOUN_REACH)
    before = [word.lower for word in words[first:at]]
    for size in range(1, len(before) + 1):
        if before[-size] in (",", ";", ":"):
            return None
        for width in range(1, size + 1):
            start = len(before) - size
            cue = " ".join(before[start : start + width])
            # "due to shelling", "able to": what ends in "to" is said of verbs.
            if cue in _cues() and not cue.endswith(" to"):
                return _cues()[cue]
    return None


def _stayed_away(words: Sequence[Word], at: int) -> bool:
    """ "the attack on X that had been expected did not come": the first verb after "did not" or "never" says so."""
    after = [word.lower for word in words[at + 1 : at + 1 + _ABSENCE_REACH]]
    for index, word in enumerate(after[:-1]):
        if word in _CLAUSE_SIGNS or word in ("and", "but", "which", "who"):
            return False
        if word == "never" or (word == "not" and after[index - 1 : index] == ["did"]) or word == "didn't":
            return after[index + 1] in _COME
    return False


def read_aspect(words: Sequence[Word], at: int) -> Status | None:
    """Ongoing where the noun stands under a participle after "with" ("with troops holding out through ambushes")."""
    participle = False
    for index in range(at - 1, max(-1, at - 1 - _ASPECT_REACH - REACH), -1):
        word = words[index].lower
        if word in _CLAUSE_SIGNS:
            return None
        if word == "with":
            return Status.ONGOING if participle else None
        participle = participle or (word.endswith("ing") and len(word) > 5)
    return None


def _next(words: Sequence[Word], at: int) -> str:
    return words[at + 1].lower if at + 1 < len(words) else ""


def _clause_start(words: Sequence[Word], at: int) -> int:
    first = max(0, at - REACH - 3)
    for index in range(at - 1, first - 1, -1):
        if words[index].lower in _CLAUSE_SIGNS:
            return index + 1
    return first


def _auxiliaries(before: list[str]) -> tuple[list[str], list[str], bool]:
    """The auxiliaries right before the verb, the words from the first of them back, and whether "to" governs it."""
    index = len(before)
    aux: list[str] = []
    while index and (
        before[index - 1] in _SKIPPED
        or before[index - 1] in _BE
        or before[index - 1] in _HAVE
        or before[index - 1].endswith("n't")
    ):
        index -= 1
        if before[index] not in _SKIPPED or before[index] in ("not", "never"):
            aux.append(before[index])
    infinitive = bool(index) and before[index - 1] == "to"
    return aux, before[:index], infinitive


def _infinitive(before: list[str], passive: bool) -> Reading:
    """ "to V": what governs it decides; a bare purpose is only supposed."""
    to = len(before) - 1 - before[::-1].index("to")
    for width in (3, 2, 1):
        cue = _cues().get(" ".join(before[max(0, to - width) : to + 1]))
        if cue:
            modal = _strongest([], before[:to])
            return Reading("infinitive", modal if modal and cue is Status.OCCURRED else cue, passive)
    if before[to - 1 : to] in (["is"], ["are"]):
        return Reading("infinitive", Status.PLANNED, passive)
    governor = before[max(0, to - 7) : to]
    if any(word in _REQUESTS for word in governor):
        return Reading("infinitive", Status.PLANNED, passive)
    if any(word in _CAUSES for word in governor):
        supposed = not _MODALS.isdisjoint(before)
        return Reading("infinitive", Status.HYPOTHETICAL if supposed else Status.OCCURRED, passive)
    return Reading("infinitive", Status.HYPOTHETICAL, passive)


def _strongest(before: list[str], modal: list[str]) -> Status | None:
    """Denial by "not" near the verb, then a modal right before it, then a condition that opens the clause."""
    near = before[-4:]
    if "only" not in near and (not _NOT.isdisjoint(near) or "n't " in f"{' '.join(near)} "):
        return Status.DENIED
    if before[-1:] and before[-1] in _SHORT_OF:
        return Status.HYPOTHETICAL
    for size in range(1, min(3, len(modal)) + 1):
        status = _cues().get(" ".join(modal[-size:]))
        if status:
            return status
    if not _CONDITION.isdisjoint(before):
        return Status.HYPOTHETICAL
    return None
