"""Verbs and nouns that make events: `actions.csv` says which, `realis` how they are told, `objects.csv` on what they act.

Whether an action becomes an event is decided later, when its places, units and people are known.
"""

from __future__ import annotations

from collections.abc import Sequence

from loaders.finders import realis
from loaders.finders.action_figures import FORCEFUL, is_figurative, is_no_act
from loaders.finders.action_forms import DEFINITE, INDEFINITE, is_verb
from loaders.finders.action_words import (
    ACTIONS,
    OUTCOME,
    ActionClass,
    AsSubject,
    Entry,
    LightRow,
    Part,
    entries,
    light_verbs,
    object_classes,
)
from loaders.model import Action, EventType, Kind, Mention, Sentence, Status, mention_at
from loaders.words import Word, words

_STOPS = frozenset(". ; : ! ? ( )".split())
_BETWEEN = frozenset(
    """today yesterday earlier also separately directly later again briefly recently heavy heavily sporadic intense fresh new
    further significant limited major small""".split()
)
# What these need is what moves, falls or goes off: the subject.
_OF_SUBJECT = frozenset(("mover", "landed", "crashed", "crowd", "arrived"))
_DYING = frozenset(("die", "perish"))
# What an attempt at an act of one type is.
_TRIED = {
    EventType.CAPTURE: EventType.BATTLE,
    EventType.ADVANCE: EventType.BATTLE,
    EventType.BATTLE: EventType.BATTLE,
    EventType.STRIKE: EventType.STRIKE,
    EventType.SABOTAGE: EventType.SABOTAGE,
}
_OBJECT_REACH = 9
# What follows these is not acted on ("captured four villages from the rebels").
_OBJECT_ENDS = frozenset("from after during before while as".split())
_GOVERNOR_REACH = 7
_GOVERNOR_STOPS = frozenset("which who that after before during while through by with for to from against as".split())
_RELATIVES = frozenset("that which to will was were is are".split())
# What an end of it makes of an agreement: something that happened to it.
_ENDINGS = frozenset(("collapse", "break down", "unravel", "expire", "fall apart", "end"))
_OUT_REACH = 4
_ABSTRACT = frozenset(
    """role part importance value attention view account place advantage time care shelter refuge cover effect aim
    responsibility credit revenge office oath steps measures action note pride heed precautions to up off""".split()
)


def find(sentence: Sentence) -> list[Mention[Action]]:
    """All actions of the sentence, in order; none overlaps another."""
    tokens = words(sentence.plain)
    known = entries()
    found: list[Mention[Action]] = []
    reached = 0
    for at in [place for place, token in enumerate(tokens) if token.lower in known]:
        if at < reached:
            continue
        for entry in known[tokens[at].lower]:
            end = _matched(tokens, at, entry)
            if end:
                action = _verb(tokens, at, end, entry) if entry.row.part is Part.VERB else _noun(tokens, at, end, entry)
                if action:
                    rule = f"actions/{entry.row.part}"
                    rows = (ACTIONS.cite(entry.row.line),)
                    start, stop = tokens[at].start, tokens[end - 1].end
                    found.append(mention_at(sentence, Kind.ACTION, start, stop, rule, action, rows))
                    reached = end
                    break
    return found


def _matched(tokens: Sequence[Word], at: int, entry: Entry) -> int:
    """The index after the entry's last word, or 0; one adverb or adjective may stand inside ("took full control of")."""
    index = at + 1
    for position, wanted in enumerate(entry.rest):
        if index < len(tokens) and tokens[index].lower == wanted:
            index += 1
        elif position == 0 and wanted == "out" and (out := _out(tokens, index)):
            index = out
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


def _out(tokens: Sequence[Word], index: int) -> int:
    """The index after "out" where those who are driven stand before it ("pushed the rebels out of"), else 0."""
    for at in range(index, min(len(tokens), index + _OUT_REACH + 1)):
        if tokens[at].lower == "out":
            return at + 1
        if not tokens[at].text[0].isalnum():
            break
    return 0


def _verb(tokens: Sequence[Word], at: int, end: int, entry: Entry) -> Action | None:
    before = tokens[at - 1].lower if at else ""
    after = tokens[end].lower if end < len(tokens) else ""
    if not is_verb(tokens, at, entry, before, after):
        return None
    reading = realis.read_verb(tokens, at, entry.form)
    row = entry.row
    # Who flees tells what the flight is; else it is what the verb acts on.
    acted_on = reading.passive or row.needs in _OF_SUBJECT or row.lemma in _DYING
    objects = _objects_before(tokens, at) if acted_on else _objects_after(tokens, end)
    if row.event_type is ActionClass.CAPTURE and row.lemma == "take" and after in _ABSTRACT:
        return None
    if row.event_type in FORCEFUL and not reading.passive and is_figurative(tokens, end):
        return None
    if row.event_type is ActionClass.STATEMENT and entry.form == "past" and _is_event(tokens, at - 1):
        return None  # "a ceasefire announced on Monday": said of the noun
    event_type = row.variant(objects)
    if event_type is None:
        return None
    if event_type == "":
        event_type = EventType.OTHER if row.event_type is ActionClass.OUTCOME else EventType(row.event_type)
    person = row.variant(("person",))
    if event_type in _TRIED and realis.is_attempt(tokens, at, reading):
        # "Tried to storm the base": the fight took place, whatever came of it.
        event_type = _TRIED[EventType(event_type)]
        reading = realis.Reading("past", Status.OCCURRED, reading.passive)
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


def _noun(tokens: Sequence[Word], at: int, end: int, entry: Entry) -> Action | None:
    before = tokens[at - 1].lower if at else ""
    if at > 1 and tokens[at].text[0].isupper() and tokens[at - 1].text[0].isupper():
        return None
    if end < len(tokens) and "compound" in object_classes().get(tokens[end].lower, ()):
        return None
    if is_no_act(tokens, at, end, entry):
        return None
    governor, governed = _governor(tokens, at)
    status = realis.read_noun(tokens, at)
    tense = "nominal"
    if governed and status is None:
        status, tense = governed.status, governed.tense
    status = status or realis.read_aspect(tokens, at)
    row, objects = entry.row, _objects_after(tokens, end)
    event_type = EventType(row.variant(objects) or row.event_type)
    if (
        event_type is EventType.AGREEMENT
        and status in (None, Status.OCCURRED)
        and _came_to_an_end(governor, tokens, at)
    ):
        event_type = EventType.OTHER
    return Action(
        event_type,
        row.lemma,
        status is Status.DENIED,
        tense,
        status or Status.OCCURRED,
        noun=True,
        passive=bool(governed and governed.passive),
        needs=row.needs or "",
        objects=objects,
        governor=governor,
        definite=before in DEFINITE or (at > 1 and tokens[at - 2].lower in DEFINITE and before not in INDEFINITE),
    )


def _came_to_an_end(governor: str | None, tokens: Sequence[Word], at: int) -> bool:
    """Whether the noun is what came to an end: "the ceasefire collapsed", not "they ended the ceasefire talks"."""
    if governor in ("break", "violate"):
        return True
    following = _following_governor(tokens, at)
    if governor not in _ENDINGS or following is None or following[0] != governor:
        return False
    after = [token.lower for token in tokens[at + 1 : at + 1 + _GOVERNOR_REACH]]
    ended = next((index for index, word in enumerate(after) if word.startswith("end")), None)
    return after[:1] not in (["that"], ["which"], ["to"]) and (ended is None or after[ended + 1 : ended + 2] != ["the"])


def _is_event(tokens: Sequence[Word], at: int) -> bool:
    """Whether the word is a noun that itself tells of an event."""
    return at >= 0 and any(
        entry.row.part is Part.NOUN and not entry.rest for entry in entries().get(tokens[at].lower, ())
    )


def _governor(tokens: Sequence[Word], at: int) -> tuple[str | None, realis.Reading | None]:
    """The light verb that carries the noun, before it ("launched an attack") or after it ("the attack began")."""
    following = _following_governor(tokens, at)
    if following and at + 1 < len(tokens) and tokens[at + 1].lower in _RELATIVES:
        return following
    for index in range(at - 1, max(-1, at - 1 - _GOVERNOR_REACH), -1):
        if (
            tokens[index].lower == "with"
            and index
            and (found := _light_at(tokens, index - 1))
            and found[0].lemma[-4:] == "with"
        ):
            return found[0].lemma, found[1]
        if tokens[index].lower in _STOPS or tokens[index].lower in _GOVERNOR_STOPS:
            break
        found = _light_at(tokens, index)
        if found and found[0].intransitive is not AsSubject.ONLY:
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
    for row, form, rest in light_verbs().get(tokens[index].lower, ()):
        if rest and tuple(token.lower for token in tokens[index + 1 : index + 1 + len(rest)]) != rest:
            continue
        reading = realis.read_verb(tokens, index, form)
        return row, realis.Reading(reading.tense, row.reading, reading.passive) if row.reading else reading
    return None


def _objects_after(tokens: Sequence[Word], end: int) -> tuple[str, ...]:
    classes = object_classes()
    found: dict[str, None] = {}
    for token in tokens[end : end + _OBJECT_REACH]:
        # "captured Goma, the governor said": what comes after the comma is no longer acted on.
        if token.text == "," or token.lower in _STOPS or token.lower in _OBJECT_ENDS:
            break
        found.update(dict.fromkeys(classes.get(token.lower, ())))
    return tuple(found)


def _objects_before(tokens: Sequence[Word], at: int) -> tuple[str, ...]:
    classes = object_classes()
    found: dict[str, None] = {}
    for index in range(at - 1, max(-1, at - 1 - _OBJECT_REACH), -1):
        if tokens[index].lower in _STOPS:
            break
        found.update(dict.fromkeys(classes.get(tokens[index].lower, ())))
    return tuple(found)
