"""People in one sentence: names after a rank or role, names with a known given name, names told by what follows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from loaders.finders.person_names import is_phrase, known_given, name_end, name_like, name_start, surname_like
from loaders.finders.person_roles import (
    COMMON_WORDS,
    Titled,
    chain,
    complement_end,
    role_after,
    role_before,
    titled_name,
)
from loaders.finders.person_terms import (
    FIGURES,
    FIRST_NAMES,
    PARTICLES,
    RoleKind,
    WordKind,
    endings,
    figures,
    first_names,
    kinds,
    titles,
)
from loaders.model import Kind, Mention, Person, Sentence, mention_at
from loaders.sides import side_names
from loaders.terms import Words, words

ROLE_ALONE = "persons/role-alone"
SHORT = "persons/short"
_REFERRING = frozenset((RoleKind.OFFICE, RoleKind.COMMAND))
_NEVER_SHORT = frozenset("major private specialist head chief ensign".split())
_AFTER_PERSON = frozenset("said says told was is has had would will who added also and did".split())
_OF = frozenset(("of", "for", "in", "and", "staff", "public", "assembly"))

# Before a place, not before a person in apposition: "in Kyiv, the head of ...".
_PLACE_CUES = frozenset("in near at from outside around towards toward across into inside between".split())
_NOT_BEFORE = frozenset((WordKind.PLACE, WordKind.INSTITUTION, WordKind.GEOGRAPHY))
_SEVERAL = frozenset(
    ("regime", "government", "forces", "dynasty", "family", "loyalists", "doctrine", "administration", "era")
)


@dataclass(frozen=True, slots=True)
class _Found:
    """Words `first` to `last` (exclusive) of a mention, of which `name_first` to `last` are the name."""

    first: int
    name_first: int
    last: int
    rule: str
    title: Titled | None
    rows: tuple[str, ...]


@cache
def _triggers() -> frozenset[str]:
    return frozenset({*titles().forwards, *first_names(), *figures().forwards})


def find(sentence: Sentence) -> list[Mention[Person]]:
    """All people that the sentence names, in order, without overlaps; the rank or role before a name is in its span."""
    found = words(sentence.plain)
    at = [index for index, word in enumerate(found.keys) if _tells(word)]
    people: list[_Found] = []
    reached = 0
    for index in at:
        if index >= reached and (person := _at(found, index, reached)):
            people.append(person)
            reached = person.last
    return [_mention(sentence, found, person) for person in people]


@lru_cache(maxsize=8192)
def _tells(word: str) -> bool:
    """Whether a word may be that by which a person is told: of a title or a known name, or with the ending of a surname."""
    return word in _triggers() or (len(word) > 4 and word.endswith(endings()))


def _at(sentence: Words, index: int, reached: int) -> _Found | None:
    """The person whose title or name holds word `index`, not before word `reached`."""
    title = chain(sentence, index) if sentence.keys[index] in titles().forwards else None
    if title is not None and title.first >= reached:
        named = titled_name(sentence, title)
        if named and not is_phrase(sentence, index, named[1]) and not is_phrase(sentence, title.first, named[1]):
            return _Found(title.first, named[0], named[1], "persons/title", title, title.rows)
        if person := _apposed(sentence, title, reached):
            return person
        if sentence.keys[index] not in first_names():
            return _role_alone(sentence, title)
    if not sentence.texts[index][0].isupper():
        return None
    if person := _figure(sentence, index):
        return person
    if known_given(sentence, index):
        return _given(sentence, index, reached)
    if surname_like(sentence, index) and index and sentence.gap(index - 1) == " ":
        first = name_start(sentence, index)
        if first < index and first >= reached and kinds().get(sentence.keys[first]) is None:
            end = name_end(sentence, first)
            if end is not None and end > index and not side_names().starting(sentence, first):
                return _Found(first, first, end, "persons/surname-ending", None, ())
    return None


def _figure(sentence: Words, index: int) -> _Found | None:
    """A public figure whom the name, or a short form of it, means alone; not "the Assad regime"."""
    figure = figures().starting(sentence, index)
    if figure is None:
        return None
    end = name_end(sentence, index)
    # A surname may be a word of the calendar ("Theresa May"); then the lexicon alone tells where the name ends.
    if end != figure.last and (figure.last - index == 1 or (end or 0) > figure.last or end is None):
        return None
    if figure.last - index == 1 and index and sentence.joined(index - 1) and name_like(sentence, index - 1):
        return None
    following = sentence.keys[figure.last : figure.last + 3]
    if (
        following[:1]
        and sentence.gap(figure.last - 1) in (" ", "'")
        and _SEVERAL.intersection(following[:1] if following[0] != "s" else following[1:])
    ):
        return None
    if index > 1 and sentence.keys[index - 1] == "of" and sentence.keys[index - 2] in _SEVERAL:
        return None
    return _Found(index, index, figure.last, "persons/figure", None, (FIGURES.cite(figure.value.line),))


def _given(sentence: Words, index: int, reached: int) -> _Found | None:
    """A name that holds a known given name and at least one word more."""
    first = max(name_start(sentence, index), reached)
    if kinds().get(sentence.keys[first]) is WordKind.PLACE:
        return None
    if first > 0 and sentence.joined(first - 1):
        before = sentence.keys[first - 1]
        capital = sentence.texts[first - 1][0].isupper()
        if capital and (kinds().get(before) in _NOT_BEFORE or before in ("operation", "saint")):
            return None
        if before == "of" and first > 1 and kinds().get(sentence.keys[first - 2]) is WordKind.GEOGRAPHY:
            return None
    end = name_end(sentence, first)
    if end is None or end <= index or end - first < 2 or side_names().starting(sentence, first):
        return None
    row = first_names()[sentence.keys[index]]
    return _Found(first, first, end, "persons/given-name", None, (FIRST_NAMES.cite(row.line),))


def _apposed(sentence: Words, title: Titled, reached: int) -> _Found | None:
    """ "Kots, a senior military advisor, had urged": an unknown name told by the role that follows it."""
    first = title.first
    if title.kind in (None, RoleKind.TITLE, RoleKind.COURTESY) or first < 2:
        return None
    while (
        first > 0
        and sentence.keys[first - 1] not in ("a", "an", "the")
        and sentence.joined(first - 1)
        and title.first - first < 6
    ):
        first -= 1
    if first < 2 or sentence.keys[first - 1] not in ("a", "an", "the") or sentence.gap(first - 2) != ", ":
        return None
    last = first - 1
    start = last
    while (
        start > reached
        and last - start < 4
        and (name_like(sentence, start - 1) or sentence.keys[start - 1] in PARTICLES)
    ):
        if start < last and not sentence.joined(start - 1):
            break
        start -= 1
    while start < last and (
        sentence.keys[start] not in PARTICLES and (sentence.keys[start] in kinds() or not name_like(sentence, start))
    ):
        start += 1
    if start == last or not name_like(sentence, last - 1) or side_names().starting(sentence, start):
        return None
    if (
        start
        and sentence.joined(start - 1)
        and (sentence.keys[start - 1] in _PLACE_CUES or sentence.texts[start - 1][0].isupper())
    ):
        return None
    end = complement_end(sentence, title.last)
    if (
        last - start == 1
        and end < len(sentence)
        and sentence.gap(end - 1) == " "
        and sentence.keys[end] not in ("who", "in", "for", "with", "of", "at", "and")
    ):
        return None
    return _Found(start, start, last, "persons/apposition", None, title.rows)


def _role_alone(sentence: Words, title: Titled) -> _Found | None:
    """ "the Iraqi Foreign Minister": an office that one person holds, in capitals, with the article."""
    first = title.first
    definite = first == 0 or (sentence.keys[first - 1] == "the" and sentence.joined(first - 1))
    if not definite:
        return None
    if title.kind is RoleKind.OFFICE and sentence.texts[title.last - 1][0].isupper():
        return _Found(first, first, complement_end(sentence, title.last), ROLE_ALONE, title, title.rows)
    if first and (title.rank or title.kind in _REFERRING) and complement_end(sentence, title.last) == title.last:
        word = sentence.keys[title.last - 1]
        following = sentence.keys[title.last] if sentence.joined(title.last - 1) else ""
        if following in _OF or word in _NEVER_SHORT or (word in COMMON_WORDS and following not in _AFTER_PERSON | {""}):
            return None
        return _Found(first, first, title.last, SHORT, title, title.rows)
    return None


def _mention(sentence: Sentence, found: Words, person: _Found) -> Mention[Person]:
    plain = sentence.text
    name = " ".join(plain[found.starts[person.name_first] : found.ends[person.last - 1]].split())
    rank = person.title.rank if person.title else None
    role = person.title.role if person.title else None
    if person.rule not in (ROLE_ALONE, SHORT):
        if person.title and role and person.name_first > person.title.last:
            role = plain[found.starts[person.title.first] : found.ends[person.name_first - 1]]
        if role is None and (after := role_after(found, person.last)):
            role = plain[found.starts[after[0].first] : found.ends[after[1] - 1]]
        if role is None and (before := role_before(found, person.first)):
            role = plain[found.starts[before[0]] : found.ends[person.first - 1]]
    start, end = found.starts[person.first], found.ends[person.last - 1]
    return mention_at(sentence, Kind.PERSON, start, end, person.rule, Person("", name, rank, role), person.rows)
