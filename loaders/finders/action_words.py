"""The vocabulary of actions: which words may start one, what they make, on what they act, which verbs carry a noun."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from loaders.lexicon import Lexicon
from loaders.model import EventType, Status
from loaders.words import inflect, plural

OUTCOME = "outcome"


class Part(StrEnum):
    VERB = "verb"
    NOUN = "noun"


class ActionClass(StrEnum):
    """An event type, or an outcome ("killed", "destroyed") that belongs to the event it stands with."""

    BATTLE = "battle"
    ADVANCE = "advance"
    CAPTURE = "capture"
    WITHDRAWAL = "withdrawal"
    STRIKE = "strike"
    SABOTAGE = "sabotage"
    DEPLOYMENT = "deployment"
    COMMAND = "command"
    MEETING = "meeting"
    STATEMENT = "statement"
    AGREEMENT = "agreement"
    SUPPORT = "support"
    CIVILIAN_HARM = "civilian_harm"
    DETENTION = "detention"
    HUMANITARIAN = "humanitarian"
    PROTEST = "protest"
    OTHER = "other"
    OUTCOME = "outcome"


@lru_cache(maxsize=1024)
def _variants(objects: tuple[str, ...]) -> dict[str, str]:
    return dict(pair.split(":") for pair in objects)


@dataclass(frozen=True, slots=True)
class ActionRow:
    """A verb or noun (one or more words), the event it makes, what it needs, and other types by class of object."""

    line: int
    lemma: str
    part: Part
    event_type: ActionClass
    needs: str | None
    objects: tuple[str, ...]
    forms: tuple[str, ...]

    def __post_init__(self) -> None:
        for pair in self.objects:
            name, _, wanted = pair.partition(":")
            if wanted != "-" and wanted not in ActionClass.__members__.values():
                raise ValueError(f"objects: {name!r} leads to the unknown type {wanted!r}")

    def variant(self, objects: Sequence[str]) -> EventType | str | None:
        """The type for these classes of objects; "" where the row names none of them, None where it is no event."""
        variants = _variants(self.objects)
        # "captured the headquarters of a division": only what is taken itself counts.
        for name in objects[:1] if self.event_type is ActionClass.CAPTURE else objects:
            if name in variants:
                return None if variants[name] == "-" else EventType(variants[name])
        return ""


@dataclass(frozen=True, slots=True)
class ObjectRow:
    """A class of things acted on, and its words."""

    line: int
    class_: str
    words: tuple[str, ...]


class AsSubject(StrEnum):
    """Whether the carried noun may be the verb's subject ("an attack began"), or must be ("an attack killed 12")."""

    YES = "yes"
    ONLY = "only"


@dataclass(frozen=True, slots=True)
class LightRow:
    """A verb that carries a noun ("launched an attack"); `reading` is the status it gives, empty = that of the verb."""

    line: int
    lemma: str
    reading: Status | None
    intransitive: AsSubject | None
    forms: tuple[str, ...]


ACTIONS = Lexicon("actions", ActionRow)
OBJECTS = Lexicon("objects", ObjectRow)
LIGHT_VERBS = Lexicon("light_verbs", LightRow)


@dataclass(frozen=True, slots=True)
class Entry:
    row: ActionRow
    form: str
    rest: tuple[str, ...]


@cache
def entries() -> dict[str, list[Entry]]:
    """First word (small letters, each form) → the entries that may start there, longest first."""
    found: dict[str, list[Entry]] = {}
    for row in ACTIONS.rows():
        first, *rest = row.lemma.split()
        if row.part is Part.VERB:
            for word, form in inflect(first, row.forms).items():
                found.setdefault(word, []).append(Entry(row, form, tuple(rest)))
        else:
            for phrase in {row.lemma, plural(row.lemma)}:
                start, *more = phrase.split()
                found.setdefault(start, []).append(Entry(row, "noun", tuple(more)))
    for candidates in found.values():
        candidates.sort(key=lambda entry: (-len(entry.rest), entry.row.line))
    return found


@cache
def object_classes() -> dict[str, tuple[str, ...]]:
    classes: dict[str, list[str]] = {}
    for row in OBJECTS.rows():
        for word in row.words:
            classes.setdefault(word, []).append(row.class_)
    return {word: tuple(names) for word, names in classes.items()}


@cache
def light_verbs() -> dict[str, list[tuple[LightRow, str, tuple[str, ...]]]]:
    """First word (each form) → the light verbs that may start there, longest first."""
    found: dict[str, list[tuple[LightRow, str, tuple[str, ...]]]] = {}
    for row in LIGHT_VERBS.rows():
        first, *rest = row.lemma.split()
        for word, form in inflect(first, row.forms).items():
            found.setdefault(word, []).append((row, form, tuple(rest)))
    for candidates in found.values():
        candidates.sort(key=lambda candidate: -len(candidate[2]))
    return found
