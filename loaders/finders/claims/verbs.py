"""Reporting verbs: their forms, and whether what follows one is something claimed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from loaders.finders.claims import noun_phrases
from loaders.finders.claims.words import Words, with_role
from loaders.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class VerbRow:
    """A reporting verb. `content` says what it takes: "speech" (anything said), "clause" (with or without "that"),
    "that", "noun" (also an object: "denied the attack"), "report" (an object that is a claim: "rejected the charges"),
    "tell" (an addressee, then a clause), "accuse" (a party, then "of" or "for"). `not_before`: what must not follow.
    """

    line: int
    lemma: str
    past: tuple[str, ...]
    present: tuple[str, ...]
    gerund: tuple[str, ...]
    content: str
    stance: str
    not_before: tuple[str, ...]


VERBS = Lexicon("reporting_verbs", VerbRow)
CONTENT_NOUNS = with_role("content")
_CLAUSE_REACH = 12
_THAT_REACH = 10


@dataclass(frozen=True, slots=True)
class Form:
    """One form of one verb. `noun` marks a form that is as often a noun ("claims", "reports")."""

    row: VerbRow
    tense: str
    noun: bool


_NOUNS = frozenset("claims claim reports report estimates estimate states notes comments remarks accounts".split())


def forms() -> Iterator[tuple[str, Form]]:
    for row in VERBS.rows():
        for tense, spellings in (("past", row.past), ("present", row.present), ("gerund", row.gerund)):
            for spelling in spellings:
                yield spelling, Form(row, tense, spelling in _NOUNS)


def content_after(words: Words, index: int, form: Form) -> int | None:
    """The word index where the claimed part starts after the verb at `index`; None if nothing claimed follows it."""
    following = index + 1
    row = form.row
    rest = " ".join(words.small[following : following + 4]) + " "
    if any(rest.startswith(f"{phrase} ") for phrase in row.not_before):
        return None
    that = _that(words, following)
    disputed = row.content != "report" or (that is not None and set(words.small[following:that]) & CONTENT_NOUNS)
    if that is not None and row.content != "accuse" and disputed:
        return that + 1
    quoted = _quote(words, following)
    if quoted is not None and (row.content != "that" or quoted <= following + 1):
        return quoted
    match row.content:
        case "speech":
            if words.get(following) in ("to", "in", "on", "at"):
                return _infinitive(words, following)
            return following if words.is_word(following) else None
        case "noun":
            return _object(words, following)
        case "clause":
            return following if _clause(words, following) else None
        case "report":
            return following if set(words.small[following : following + 5]) & CONTENT_NOUNS else None
        case "tell":
            addressee = noun_phrases.right_of(words, following)
            return addressee[1] if addressee and _clause(words, addressee[1]) else None
        case "accuse":
            return _charge(words, following)
    return None


def _that(words: Words, first: int) -> int | None:
    """The "that" of the content clause, at once or after an adverb, addressee, time, place ("said on Monday that")."""
    if words.get(first) == "that":
        return first if not _that_pronoun(words, first) else None
    start = words.get(first)
    if not (
        start in noun_phrases.PREPOSITIONS
        or start in noun_phrases.ADVERBS
        or start in noun_phrases.TIMES
        or start == ","
        or words.is_capital(first)
        or start in noun_phrases.DETERMINERS
        or start in noun_phrases.PRONOUNS
        or start in ("reporters", "journalists", "parliament", "lawmakers", "media")
    ):
        return None
    for index in range(first, min(first + _THAT_REACH, len(words))):
        word = words.small[index]
        if word == "that":
            return index if not _that_pronoun(words, index) else None
        if word == "," and index > first and (words.get(index + 1) == "with" or words.get(index + 1).endswith("ing")):
            return None
        if (
            word in noun_phrases.VERBS
            or word in (";", ":", '"', "which", "who")
            or (word in noun_phrases.PRONOUNS and index > first)
        ):
            return None
    return None


def _that_pronoun(words: Words, index: int) -> bool:
    return words.get(index + 1) in ("was", "is", ".", ",", "")


def _quote(words: Words, first: int) -> int | None:
    """The quoted content that follows, with or without a comma or colon, or a colon alone."""
    for index in range(first, min(first + 9, len(words))):
        word = words.small[index]
        if word in ('"', ":"):
            return index
        if word in (";", ".", "(") or (
            word == "," and index + 1 < len(words) and words.small[index + 1] != '"' and index > first + 4
        ):
            return None
        if word in noun_phrases.VERBS:
            return None
    return None


def _infinitive(words: Words, first: int) -> int | None:
    """ "stated to have killed 20", "said on Monday to have fled", "said on Telegram its fighters had entered"."""
    for index in range(first, min(first + 7, len(words))):
        word = words.small[index]
        if word == "to" and words.get(index + 1) in ("have", "be"):
            return index
        opens = word in noun_phrases.DETERMINERS or word in noun_phrases.PRONOUNS
        adjunct = index == first or words.small[index - 1] in noun_phrases.PREPOSITIONS
        if opens and not adjunct and _clause(words, index):
            return index
        if not words.is_word(index):
            return None
    return None


def _object(words: Words, first: int) -> int | None:
    """A plain object ("claimed responsibility", "denied involvement", "reported 15 clashes") or clause."""
    if not words.is_word(first):
        return None
    word = words.small[first]
    if (
        word in noun_phrases.PREPOSITIONS
        or word in noun_phrases.ADVERBS
        or word in noun_phrases.TIMES
        or word in ("and", "or", "as", "but")
    ):
        return None
    return first


def _clause(words: Words, first: int) -> bool:
    """Whether a clause without "that" starts here: a subject and, before any relative or comma, its verb."""
    word = words.get(first)
    if not (
        words.is_capital(first)
        or word in noun_phrases.DETERMINERS
        or word in noun_phrases.PRONOUNS
        or word == "there"
        or word[:1].isdigit()
    ):
        return False
    for index in range(first + 1, min(first + _CLAUSE_REACH, len(words))):
        word = words.small[index]
        if word in noun_phrases.AUXILIARIES or word in noun_phrases.VERBS:
            return True
        if not words.is_word(index) or word in noun_phrases.SUBORDINATORS:
            return False
    return False


def _charge(words: Words, first: int) -> int | None:
    """After "accused X": the word after "of" or "for" that opens the charge."""
    for index in range(first + 1, min(first + 10, len(words))):
        word = words.small[index]
        if word in ("of", "for") and (
            words.get(index + 1).endswith("ing")
            or words.small[first - 1].startswith("blam")
            or words.get(index + 1) in (*noun_phrases.DETERMINERS, "war", "genocide", "crimes")
        ):
            return index + 1
        if not words.is_word(index) and word != "'" and word != ",":
            return None
    return None
