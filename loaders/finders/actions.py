"""Verbs and nouns that make events: `actions.csv` says which, `realis` how they are told, `objects.csv` on what they act.

Whether an action becomes an event is decided later, when its places, units and people are known.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from loaders.finders import realis
from loaders.lexicon import Lexicon
from loaders.model import Action, EventType, Kind, Mention, Sentence, Status, mention_at
from loaders.words import Word, inflect, plural, words

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
        variants = dict(pair.split(":") for pair in self.objects)
        for name in objects:
            if name in variants:
                return None if variants[name] == "-" else EventType(variants[name])
        return ""


@dataclass(frozen=True, slots=True)
class ObjectRow:
    """A class of things acted on, and its words."""

    line: int
    class_: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LightRow:
    """A verb that carries a noun ("launched an attack"); `reading` is the status it gives, empty = that of the verb.

    `intransitive`: the noun may be its subject ("an attack began").
    """

    line: int
    lemma: str
    reading: Status | None
    intransitive: bool
    forms: tuple[str, ...]


ACTIONS = Lexicon("actions", ActionRow)
OBJECTS = Lexicon("objects", ObjectRow)
LIGHT_VERBS = Lexicon("light_verbs", LightRow)

_DETERMINERS = frozenset(
    "the a an this that these those his her its their our my your some any each every several many no".split()
)
_PREPOSITIONS = frozenset(
    """of in on at by for with from into against near over under during after before between amid despite following about toward
    towards""".split()
)
_PRONOUNS = frozenset("they we you i who which that".split())
_BASE_GOVERNORS = frozenset(
    "to will would can could may might must should shall did do does not 'll cannot and or".split()
)
_DEFINITE = frozenset("the this that these those".split())
_PROGRESSIVE = frozenset("is are was were been be being 're 'm keep kept keeps began started stopped".split())
_OBJECT_STARTS = frozenset(
    "at least more dozens hundreds thousands several two three four five six seven eight nine ten people civilians".split()
)
_NOUN_FOLLOWERS = frozenset("of , . and in on against by today yesterday near".split())
_STOPS = frozenset(". ; : ! ? ( )".split())
_BETWEEN = frozenset("today yesterday earlier also separately directly later again briefly recently".split())
_TAKEN = frozenset("took take takes taken gave give given gives follow followed under issued received".split())
_OBJECT_REACH = 9
_GOVERNOR_REACH = 7
_GOVERNOR_STOPS = frozenset("which who that after before during while through by with for to from against as".split())
_RELATIVES = frozenset("that which to will was were is are".split())
_ABSTRACT = frozenset("role part importance value attention view account place advantage time care".split())


@dataclass(frozen=True, slots=True)
class _Entry:
    row: ActionRow
    form: str
    rest: tuple[str, ...]


@cache
def _entries() -> dict[str, list[_Entry]]:
    """First word (small letters, each form) → the entries that may start there, longest first."""
    entries: dict[str, list[_Entry]] = {}
    for row in ACTIONS.rows():
        first, *rest = row.lemma.split()
        if row.part is Part.VERB:
            for word, form in inflect(first, row.forms).items():
                entries.setdefault(word, []).append(_Entry(row, form, tuple(rest)))
        else:
            for phrase in {row.lemma, plural(row.lemma)}:
                start, *more = phrase.split()
                entries.setdefault(start, []).append(_Entry(row, "noun", tuple(more)))
    for found in entries.values():
        found.sort(key=lambda entry: (-len(entry.rest), entry.row.line))
    return entries


@cache
def _object_classes() -> dict[str, tuple[str, ...]]:
    classes: dict[str, list[str]] = {}
    for row in OBJECTS.rows():
        for word in row.words:
            classes.setdefault(word, []).append(row.class_)
    return {word: tuple(names) for word, names in classes.items()}


@cache
def _light() -> dict[str, tuple[LightRow, str, tuple[str, ...]]]:
    found: dict[str, tuple[LightRow, str, tuple[str, ...]]] = {}
    for row in LIGHT_VERBS.rows():
        first, *rest = row.lemma.split()
        for word, form in inflect(first, row.forms).items():
            if word not in found or not rest:
                found[word] = (row, form, tuple(rest))
    return found


def find(sentence: Sentence) -> list[Mention[Action]]:
    """All actions of the sentence, in order; none overlaps another."""
    tokens = words(sentence.plain)
    entries = _entries()
    found: list[Mention[Action]] = []
    at = 0
    while at < len(tokens):
        candidates = entries.get(tokens[at].lower)
        width = 1
        if candidates:
            for entry in candidates:
                end = _matched(tokens, at, entry)
                if end:
                    action = (
                        _verb(tokens, at, end, entry) if entry.row.part is Part.VERB else _noun(tokens, at, end, entry)
                    )
                    if action:
                        rule = f"actions/{entry.row.part}"
                        rows = (ACTIONS.cite(entry.row.line),)
                        found.append(
                            mention_at(sentence, Kind.ACTION, tokens[at].start, tokens[end - 1].end, rule, action, rows)
                        )
                        width = end - at
                        break
        at += width
    return found


def _matched(tokens: Sequence[Word], at: int, entry: _Entry) -> int:
    """The index after the entry's last word, or 0; one adverb or adjective may stand inside ("took full control of")."""
    index = at + 1
    for position, wanted in enumerate(entry.rest):
        if index < len(tokens) and tokens[index].lower == wanted:
            index += 1
        elif (
            position == 0
            and index + 1 < len(tokens)
            and tokens[index + 1].lower == wanted
            and (tokens[index].lower in _BETWEEN or (tokens[index].lower.isalpha() and len(entry.rest) > 1))
        ):
            index += 2
        else:
            return 0
    return index


def _verb(tokens: Sequence[Word], at: int, end: int, entry: _Entry) -> Action | None:
    before = tokens[at - 1].lower if at else ""
    after = tokens[end].lower if end < len(tokens) else ""
    if not _is_verb(tokens, at, entry, before, after):
        return None
    reading = realis.read_verb(tokens, at, entry.form)
    row = entry.row
    # Who flees tells what the flight is; else it is what the verb acts on.
    acted_on = reading.passive or row.needs == "mover"
    objects = _objects_before(tokens, at) if acted_on else _objects_after(tokens, end)
    if row.event_type is ActionClass.CAPTURE and row.lemma == "take" and after in _ABSTRACT:
        return None
    event_type = row.variant(objects)
    if event_type is None:
        return None
    if event_type == "":
        event_type = EventType.OTHER if row.event_type is ActionClass.OUTCOME else EventType(row.event_type)
    person = row.variant(("person",))
    return Action(
        EventType(event_type),
        row.lemma,
        reading.negated,
        reading.tense,
        reading.status,
        passive=reading.passive,
        needs=OUTCOME if row.event_type is ActionClass.OUTCOME else row.needs or "",
        objects=objects,
        if_person=person if isinstance(person, EventType) else None,
    )


def _is_verb(tokens: Sequence[Word], at: int, entry: _Entry, before: str, after: str) -> bool:
    """Whether this form is a verb here, not an adjective ("the captured village") or a noun ("an attack")."""
    capital = tokens[at].text[0].isupper() and at > 0 and before not in ('"', "'", ":", "-")
    if capital:
        return False
    if entry.form == "base":
        index = at - 1
        while index > 0 and (
            tokens[index].lower.endswith("ly") or tokens[index].lower in ("only", "also", "not", "then")
        ):
            index -= 1
        before = tokens[index].lower if index >= 0 else ""
        if before in _BASE_GOVERNORS or before in _PRONOUNS or before.endswith("n't"):
            return True
        return _plural_subject(tokens, at) and before not in _DETERMINERS and bool(after) and after not in ("of", ",")
    if entry.form == "present":
        return _is_present(tokens, at, before, after)
    if entry.form == "ing":
        if before in _DETERMINERS or before.endswith(("'s", "s'")):
            return False
        if not _is_noun_too(tokens[at].lower):
            return before != "of" or after not in _NOUN_FOLLOWERS
        progressive = before in _PROGRESSIVE or (
            at > 1 and tokens[at - 2].lower in _PROGRESSIVE and before.endswith("ly")
        )
        acts_on = bool(after) and (
            after in _DETERMINERS or tokens[at + 1].text[0].isupper() or tokens[at + 1].text[0].isdigit()
        )
        return progressive or acts_on or after in _OBJECT_STARTS
    if before in _DETERMINERS or (
        before in ("of", "with", "by", "for", "from") and after.isalpha() and after not in _PREPOSITIONS
    ):
        return False
    return not (before.endswith("'s") and after.isalpha() and after not in _PREPOSITIONS)


def _is_noun_too(word: str) -> bool:
    return any(entry.row.part is Part.NOUN and not entry.rest for entry in _entries()[word])


def _is_present(tokens: Sequence[Word], at: int, before: str, after: str) -> bool:
    """Whether a form in -s is a verb ("Russia attacks Odesa"), not a plural ("horrific attacks today")."""
    if before in ("who", "which", "that") and after:
        return True
    if before in _DETERMINERS or before in _PREPOSITIONS or before in _TAKEN or not after or after in _NOUN_FOLLOWERS:
        return False
    index = at - 1
    while index > 0 and tokens[index].lower.endswith("ly"):
        index -= 1
    subject = index >= 0 and (tokens[index].text[0].isupper() or tokens[index].lower.isalpha())
    if _is_noun_too(tokens[at].lower):
        acts_on = after in _DETERMINERS or tokens[at + 1].text[0].isupper() or tokens[at + 1].text[0].isdigit()
        return index >= 0 and tokens[index].text[0].isupper() and acts_on
    return subject


def _plural_subject(tokens: Sequence[Word], at: int) -> bool:
    """Whether the word before, adverbs apart, looks like a plural subject ("forces attack", "rebels still hold")."""
    index = at - 1
    while index > 0 and tokens[index].lower.endswith("ly"):
        index -= 1
    word = tokens[index].lower if index >= 0 else ""
    return (word.endswith("s") and not word.endswith(("ss", "'s", "us"))) or word in (
        "people",
        "police",
        "militia",
        "military",
        "men",
    )


def _noun(tokens: Sequence[Word], at: int, end: int, entry: _Entry) -> Action | None:
    before = tokens[at - 1].lower if at else ""
    if at > 1 and tokens[at].text[0].isupper() and tokens[at - 1].text[0].isupper():
        return None
    governor, governed = _governor(tokens, at)
    status = realis.read_noun(tokens, at)
    tense = "nominal"
    if governed and status is None:
        status, tense = governed.status, governed.tense
    status = status or realis.read_aspect(tokens, at)
    row, objects = entry.row, _objects_after(tokens, end)
    return Action(
        EventType(row.variant(objects) or row.event_type),
        row.lemma,
        status is Status.DENIED,
        tense,
        status or Status.OCCURRED,
        noun=True,
        passive=bool(governed and governed.passive),
        needs=row.needs or "",
        objects=objects,
        governor=governor,
        definite=before in _DEFINITE or (at > 1 and tokens[at - 2].lower in _DEFINITE),
    )


def _governor(tokens: Sequence[Word], at: int) -> tuple[str | None, realis.Reading | None]:
    """The light verb that carries the noun, before it ("launched an attack") or after it ("the attack began")."""
    following = _following_governor(tokens, at)
    if following and at + 1 < len(tokens) and tokens[at + 1].lower in _RELATIVES:
        return following
    for index in range(at - 1, max(-1, at - 1 - _GOVERNOR_REACH), -1):
        if tokens[index].lower in _STOPS or tokens[index].lower in _GOVERNOR_STOPS:
            break
        found = _light_at(tokens, index)
        if found:
            return found[0].lemma, found[1]
    return following or (None, None)


def _following_governor(tokens: Sequence[Word], at: int) -> tuple[str, realis.Reading] | None:
    for index in range(at + 1, min(len(tokens), at + 1 + _GOVERNOR_REACH)):
        if tokens[index].lower in _STOPS or tokens[index].text == ",":
            break
        found = _light_at(tokens, index)
        if found and (found[1].passive or found[0].intransitive):
            return found[0].lemma, found[1]
    return None


def _light_at(tokens: Sequence[Word], index: int) -> tuple[LightRow, realis.Reading] | None:
    """The light verb that starts at this word, and how it is told."""
    entry = _light().get(tokens[index].lower)
    if entry is None:
        return None
    row, form, rest = entry
    if rest and tuple(token.lower for token in tokens[index + 1 : index + 1 + len(rest)]) != rest:
        return None
    reading = realis.read_verb(tokens, index, form)
    return row, realis.Reading(reading.tense, row.reading, reading.passive) if row.reading else reading


def _objects_after(tokens: Sequence[Word], end: int) -> tuple[str, ...]:
    classes = _object_classes()
    found: dict[str, None] = {}
    for token in tokens[end : end + _OBJECT_REACH]:
        if token.lower in _STOPS:
            break
        found.update(dict.fromkeys(classes.get(token.lower, ())))
    return tuple(found)


def _objects_before(tokens: Sequence[Word], at: int) -> tuple[str, ...]:
    classes = _object_classes()
    found: dict[str, None] = {}
    for index in range(at - 1, max(-1, at - 1 - _OBJECT_REACH), -1):
        if tokens[index].lower in _STOPS:
            break
        found.update(dict.fromkeys(classes.get(tokens[index].lower, ())))
    return tuple(found)
