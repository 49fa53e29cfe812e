"""Whether a word that may be an action is a verb here, rather than an adjective ("the captured village") or a plural noun."""

from __future__ import annotations

from collections.abc import Sequence

from loaders.finders.action_words import ActionClass, Entry, Part, entries, object_classes
from loaders.words import Word

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
DEFINITE = frozenset("the this that these those".split())
INDEFINITE = frozenset(("a", "an", "another", "any", "no"))
_PROGRESSIVE = frozenset("is are was were been be being 're 'm keep kept keeps began started stopped".split())
# "Retreating fighters", "advancing troops": said of those who follow.
_MOVING = frozenset(("advance", "retreat", "flee"))
_OBJECT_STARTS = frozenset(
    """at least more about around nearly almost some over up dozens scores hundreds thousands several two three four five six
    seven eight nine ten people civilians""".split()
)
_NOUNS_IN_ING = frozenset(
    "king spring wing ring building meeting gathering uprising briefing filing ruling hearing warning grouping".split()
)
_NOUN_FOLLOWERS = frozenset("of , . and in on against by today yesterday near".split())
_TAKEN = frozenset("took take takes taken gave give given gives follow followed under issued received".split())


def is_verb(tokens: Sequence[Word], at: int, entry: Entry, before: str, after: str) -> bool:
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
        if entry.row.lemma in _MOVING and "combatant" in object_classes().get(after, ()) and before not in _PROGRESSIVE:
            return False
        if before == "," and entry.row.event_type is ActionClass.OUTCOME:
            return after not in _NOUN_FOLLOWERS  # "an attack on X, killing senior commander Y"
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
    if _is_participle(tokens, at - 1):
        # "sheltering displaced families"
        return not after.isalpha() or after in _PREPOSITIONS | _DETERMINERS
    return not (before.endswith("'s") and after.isalpha() and after not in _PREPOSITIONS)


def _is_participle(tokens: Sequence[Word], at: int) -> bool:
    """Whether the word at `at` is a participle such as "sheltering", no name ("Beijing") and no noun ("the king")."""
    if at < 0 or not tokens[at].lower.endswith("ing") or tokens[at].lower in entries():
        return False
    return not tokens[at].text[0].isupper() and tokens[at].lower not in _NOUNS_IN_ING


def _is_noun_too(word: str) -> bool:
    return any(entry.row.part is Part.NOUN and not entry.rest for entry in entries()[word])


def _is_present(tokens: Sequence[Word], at: int, before: str, after: str) -> bool:
    """Whether a form in -s is a verb ("Russia attacks Odesa"), not a plural ("horrific attacks today")."""
    if before in ("who", "which", "that") and after:
        return True
    if before in _DETERMINERS or before in _PREPOSITIONS or before in _TAKEN or not after or after in _NOUN_FOLLOWERS:
        return False
    if _is_participle(tokens, at - 1):
        return False  # "securing supplies"
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
