"""Where the noun phrase that names a source begins and ends, read leftwards or rightwards from its verb."""

from __future__ import annotations

from loaders.finders.claims.kinds import TERMS
from loaders.finders.claims.words import Words, with_role

PRONOUNS = with_role("pronoun")
DETERMINERS = with_role("determiner")
PREPOSITIONS = with_role("preposition")
AUXILIARIES = with_role("auxiliary")
VERBS = with_role("auxiliary", "verb")
SUBORDINATORS = with_role("subordinator", "possessive")
ADVERBS = with_role("adverb")
TIMES = with_role("time")
REPORT_NOUNS = with_role("report")
POSSESSIVES = with_role("possessive_determiner")
_NOT_ADVERBS = with_role("noun_in_ly")
_ADJECTIVES = with_role("adjective")
_ROLE_PREPOSITIONS = frozenset("of for to in at on from with near".split())
# "Reuters citing the army": the phrase ends before the one who cites.
_PARTICIPLES = frozenset(("citing", "quoting"))
_REACH = 14


def left_of(words: Words, last: int, depth: int = 1) -> tuple[int, int] | None:
    """Word indices (half-open) of the noun phrase that ends before word `last`; None if there is none.

    `depth`: how many participles ("posted on", "obtained by") it may step over to the noun that they go with.
    """
    index = last - 1
    floor = max(0, last - _REACH)
    joint = -1  # the word after an "and" that may join two clauses instead of two names
    cut = False
    short: int | None = None  # the phrase without what stands before a preposition, if the longer one is no subject
    while index >= floor:
        word = words.small[index]
        if not words.is_word(index):
            opened = _bracket_opened(words, index, floor)
            if opened is not None:
                index = opened - 1
                continue
            if word == "'" and words.get(index - 1).endswith("s") and words.start[index] == words.end[index - 1]:
                index -= 1
                continue
            break
        if word in ("and", "&"):
            if not words.is_word(index - 1) or index == last - 1:
                break
            joint = index + 1
        elif word in PREPOSITIONS and not _in_name(words, index):
            if index == last - 1:
                return None
            if words.is_word(index - 1) and _is_verb(words, index - 1) and words.is_word(index - 2):
                return (
                    left_of(words, index - 1, depth - 1) if depth else None
                )  # "a video posted on Telegram showed": the video
            if not _takes_complement(words, index):
                cut = True
                if short is not None or joint > 0 or not _goes_on(words, index):
                    break
                short = index + 1
                cut = False
        elif word in SUBORDINATORS or word in VERBS or word in PRONOUNS or word in ADVERBS:
            if word in PRONOUNS and index == last - 1:
                return index, last
            if not (words.is_capital(index) and index > 0 and word not in AUXILIARIES and word not in PRONOUNS):
                cut = word in VERBS or word in ADVERBS
                break
        elif _is_verb(words, index) or word in TIMES:
            cut = True
            break
        elif word.isdigit() and len(word) == 4:
            break
        elif (
            word in DETERMINERS
            and words.get(index - 1) not in PREPOSITIONS
            and words.get(index - 1) not in ("and", "of")
        ):
            index -= 1
            break
        index -= 1
    first = joint if cut and joint > 0 else index + 1
    if short is not None and (cut or words.get(index) in PREPOSITIONS or words.get(index) in SUBORDINATORS):
        first = short
    while first < last and words.small[first] in ("and", "&", "of", "or"):
        first += 1
    return (first, last) if first < last and any(words.is_word(i) for i in range(first, last)) else None


def right_of(words: Words, first: int) -> tuple[int, int] | None:
    """Word indices (half-open) of the noun phrase that begins at word `first`; None if there is none."""
    index = first
    ceiling = min(len(words), first + _REACH)
    while index < ceiling:
        word = words.small[index]
        if not words.is_word(index):
            if word == "'" and words.get(index - 1).endswith("s") and words.start[index] == words.end[index - 1]:
                index += 1
                continue
            break
        if word in ("and", "&"):
            if index == first or not words.is_word(index + 1) or _starts_clause(words, index + 1):
                break
        elif word in PREPOSITIONS and not _in_name(words, index):
            if index == first or not _takes_complement(words, index):
                break
        elif word in PRONOUNS:
            if index == first:
                return first, first + 1
            break
        elif word in _PARTICIPLES and index > first:
            break
        elif word in SUBORDINATORS or word in VERBS or word in ADVERBS or word in TIMES:
            if not (words.is_capital(index) and index > first and word not in TIMES and word not in AUXILIARIES):
                break
        elif _is_verb(words, index) or (
            word in DETERMINERS
            and index > first
            and words.get(index - 1) not in (*_ROLE_PREPOSITIONS, "and", *DETERMINERS)
        ):
            break
        index += 1
    while index > first and (words.get(index - 1) in ("and", "&") or words.get(index - 1) in PREPOSITIONS):
        index -= 1
    return (first, index) if index > first and any(words.is_word(i) for i in range(first, index)) else None


def _bracket_opened(words: Words, index: int, floor: int) -> int | None:
    """Where the bracket that closes here opens: "Human Rights Watch (HRW)", "officials[3]"."""
    opening = {")": "(", "]": "["}.get(words.small[index])
    if opening is None:
        return None
    return next((i for i in range(index - 1, max(floor, index - 7) - 1, -1) if words.small[i] == opening), None)


def _takes_complement(words: Words, index: int) -> bool:
    """Whether the preposition here goes on with the noun before it: "ministry of", "ambassador to", "official in"."""
    word = words.small[index]
    before = words.get(index - 1)
    if word not in _ROLE_PREPOSITIONS or not words.is_word(index - 1):
        return False
    if word == "of":
        return before not in PREPOSITIONS
    if word in ("for", "to", "in", "at", "from", "on") and TERMS.get(before) is not None:
        return (
            TERMS.get(before) is not None and words.get(index + 1) not in TIMES and not words.get(index + 1).isdigit()
        )
    return word == "for" and before in (
        "watch",
        "observatory",
        "institute",
        "network",
        "association",
        "centre",
        "center",
    )


def _in_name(words: Words, index: int) -> bool:
    """A preposition with a capital inside a name: "Institute for Near East Policy"."""
    return words.is_capital(index) and words.is_word(index - 1) and words.is_capital(index + 1)


def _goes_on(words: Words, index: int) -> bool:
    """Whether a noun stands before the preposition, so that the phrase may go on: "figures close to the council"."""
    before = words.get(index - 1)
    return words.is_word(index - 1) and not (
        before in PREPOSITIONS
        or before in TIMES
        or before in VERBS
        or before in ADVERBS
        or before in SUBORDINATORS
        or before[0].isdigit()
        or before in ("and", "&")
    )


def _is_verb(words: Words, index: int) -> bool:
    """A small-letter word that looks like a past tense or participle."""
    word = words.text[index]
    return len(word) > 4 and word.endswith("ed") and word.islower() and "-" not in word and word not in _ADJECTIVES


def is_adverb(words: Words, index: int) -> bool:
    """A listed adverb, or a small-letter word in "-ly" that is no noun ("incorrectly")."""
    word = words.small[index]
    made = len(word) > 4 and word.endswith("ly") and words.text[index].islower() and word not in _NOT_ADVERBS
    return made or word in ADVERBS


def _starts_clause(words: Words, index: int) -> bool:
    word = words.small[index]
    return word in VERBS or word in SUBORDINATORS or word in PRONOUNS or word in ADVERBS or _is_verb(words, index)
