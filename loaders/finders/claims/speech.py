"""Claims made by a verb and its subject: "X said that", "…, said X", "X, the mayor, told Y that", "claimed by X"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from loaders.finders.claims import noun_phrases, sources
from loaders.finders.claims.sources import Source
from loaders.finders.claims.subjects import Subjects
from loaders.finders.claims.verbs import Form, content_after
from loaders.finders.claims.words import Words

_BE = frozenset("is are was were be been being".split())
_BEFORE_VERB = frozenset(
    """has have had having also later then previously recently repeatedly earlier first again since now already
    would could might may did does do will himself herself itself themselves both all still just never not
    neither nor yet""".split()
)
_NOT = frozenset("not never neither nor".split())
_ADJUNCTS = noun_phrases.PREPOSITIONS | noun_phrases.TIMES | noun_phrases.ADVERBS
_HEARSAY = frozenset("say report believe think claim allege estimate".split())


@dataclass(frozen=True, slots=True)
class Found:
    """A claim in word indices (half-open): the attribution, and the claimed part. `source` None is nobody named."""

    first: int
    last: int
    scope: tuple[int, int] | None
    source: Source | None
    lemma: str
    stance: str
    rule: str
    row: int
    via: str | None = None
    opens: bool = False


class Speech:
    """The reporting verbs of one sentence, from left to right, so that a later verb may share an earlier subject."""

    def __init__(self, words: Words, plain: str) -> None:
        self.words, self.plain = words, plain
        self.subjects = Subjects(words, plain)
        quotes = [index for index, word in enumerate(words.small) if word == '"']
        self.first_quote = quotes[0] if quotes else len(words)
        self.last_quote = quotes[-1] if quotes else -1
        self.unclosed = len(quotes) % 2 == 1
        self.claims: list[Found] = []

    def read(self, index: int, form: Form) -> None:
        """Adds the claim that the verb at this word makes, if it makes one."""
        for claim in self._read(index, form):
            self.claims.append(claim)
            if claim.source is not None and claim.rule != "claims/by":
                self.subjects.shared = claim.source
            return

    def _read(self, index: int, form: Form) -> Iterator[Found]:
        words = self.words
        if (
            words.is_capital(index)
            and index > 0
            and words.is_word(index - 1)
            and words.is_capital(index - 1)
            and form.noun
        ):
            return
        if form.tense == "gerund" and words.get(index - 1) == '"':
            return
        before = self._auxiliaries(index)
        if any(word in _NOT or word.endswith("n't") for word in words.small[before:index]):
            return
        passive = (form.tense == "past" and words.get(index - 1) in _BE) or (
            form.tense == "past" and words.get(index - 2) in _BE and noun_phrases.is_adverb(words, index - 1)
        )
        if passive:
            yield from self._passive(index, form)
            return
        if form.tense == "past" and words.get(index + 1) == "by" and form.row.content in ("noun", "speech"):
            yield from self._agent(index, form)
            return
        yield from self._inverted(index, form)
        content = content_after(words, index, form)
        trailing = self._trailing(index, before, form)
        if content is None and not trailing:
            return
        source, first, rule = self.subjects.of(before, index, form)
        if source is None:
            return
        yield self._claim(index, form, source, first, rule, None if trailing else content)

    def _claim(self, index: int, form: Form, source: Source, first: int, rule: str, content: int | None) -> Found:
        words = self.words
        last = len(words)
        opens = False
        if content is None:
            scope: tuple[int, int] | None = (self.subjects.clause_start(first), first) if first else None
            if scope is not None and scope[0] >= scope[1]:
                scope = None
        elif content >= last or (words.small[content] == ":" and content == last - 1):
            scope, opens = None, True
        else:
            scope = (content + (words.small[content] == ":"), last)
            opens = words.small[scope[0]] == '"' and self.unclosed
        return Found(first, index + 1, scope, source, form.row.lemma, form.row.stance, rule, form.row.line, opens=opens)

    def _auxiliaries(self, index: int) -> int:
        """The word index after the subject: skips back over "had previously"."""
        before = index
        while (
            before > 0
            and index - before < 6
            and (
                self.words.small[before - 1] in _BEFORE_VERB
                or self.words.small[before - 1].endswith("n't")
                or noun_phrases.is_adverb(self.words, before - 1)
            )
            and self.words.small[before - 1] not in ("and", "but", "or")
        ):
            before -= 1
        return before

    def _trailing(self, index: int, before: int, form: Form) -> bool:
        """Whether the claimed part stands before: "…, the army said", "…, he told AFP on Monday", "which X denied"."""
        words = self.words
        if form.tense == "gerund" or form.row.content in ("accuse", "report", "that"):
            return False
        following = index + 1
        if words.get(following) in (":", '"') or (
            words.get(following) == "," and words.get(following + 1) in ('"', "that")
        ):
            return False
        if form.row.content == "tell":
            addressee = noun_phrases.right_of(words, following)
            following = addressee[1] if addressee else following
        if following < len(words) and words.is_word(following):
            rest = words.small[following]
            if rest not in _ADJUNCTS or rest == "of":
                return False
            if not self._adjunct(following) or (self.last_quote >= following and self.first_quote > 0):
                return False
        phrase = noun_phrases.left_of(words, before)
        if phrase is None and words.get(before - 1) == "," and form.row.content == "speech":
            # "..., the governor of Kharkiv, Oleh Syniehubov, said"
            comma = self.subjects.apposed(before - 1)
            phrase = noun_phrases.left_of(words, comma) if comma is not None else None
        if phrase is None:
            return False
        edge = words.get(phrase[0] - 1)
        if edge == "," and self.subjects.apposed(phrase[0] - 1) is not None and form.row.content != "speech":
            return False
        return edge in (",", '"', "-", "which", ")", "'") or (edge in ("as", "that") and form.row.stance == "denies")

    def _adjunct(self, first: int) -> bool:
        """Whether only a time, place or manner follows up to the next comma or end: "said on Monday"."""
        words = self.words
        for index in range(first, min(first + 12, len(words))):
            word = words.small[index]
            if word in (",", ".", ";", '"', "["):
                return True
            if word == "that" or word in noun_phrases.VERBS or word in noun_phrases.PRONOUNS:
                return False
        return len(words) <= first + 12

    def _inverted(self, index: int, form: Form) -> Iterator[Found]:
        """ "…, said X": after a comma or quotation, before a name that is not the subject of another verb."""
        words = self.words
        if (
            index == 0
            or words.small[index - 1] not in (",", '"', "'", "-")
            or form.tense == "gerund"
            or form.row.content in ("accuse", "that")
        ):
            return
        phrase = noun_phrases.right_of(words, index + 1)
        if phrase is None or words.small[phrase[0]] in noun_phrases.PRONOUNS:
            return
        after = words.get(phrase[1])
        if after in noun_phrases.VERBS or after in ("that", "who") or (words.is_word(phrase[1]) and after[-2:] == "ed"):
            return
        if (
            words.small[index - 1] == ","
            and self.subjects.apposed(index - 1) is not None
            and after not in (".", "", ",")
            and self.first_quote > index
        ):
            return
        source = sources.describe(words, self.plain, *phrase)
        if source is None or source.pronoun or (source.name.islower() and not source.rows):
            return
        yield Found(
            index,
            phrase[1],
            (self.subjects.clause_start(index), index - (words.small[index - 1] == ",")),
            source,
            form.row.lemma,
            form.row.stance,
            "claims/inverted",
            form.row.line,
        )

    def _agent(self, index: int, form: Form) -> Iterator[Found]:
        """ "an attack claimed by X", "as reported by X"."""
        phrase = noun_phrases.right_of(self.words, index + 2)
        source = sources.describe(self.words, self.plain, *phrase) if phrase else None
        if phrase is None or source is None or source.pronoun:
            return
        scope: tuple[int, int] | None = (self.subjects.clause_start(index), index)
        if index <= 1 or self.words.get(index - 1) == "as":
            rest = phrase[1] + 1
            scope = (rest, len(self.words)) if self.words.get(phrase[1]) == "," else None
            if index > 1:
                scope = (self.subjects.clause_start(index), index - 1)
        yield Found(index, phrase[1], scope, source, form.row.lemma, form.row.stance, "claims/by", form.row.line)

    def _passive(self, index: int, form: Form) -> Iterator[Found]:
        """Nobody is named unless "by" names one: "is said to", "were reported killed", "it was confirmed by X that"."""
        words, lemma = self.words, form.row.lemma
        by = next((i for i in range(index + 1, min(index + 7, len(words))) if words.small[i] == "by"), None)
        if by == index + 1 and form.row.content in ("noun", "clause", "speech"):
            yield from self._agent(index, form)
            return
        if words.get(index - 2) in ("what", "who") and words.get(index + 1) == "to":
            return
        impersonal = words.get(index - 2) == "it" or words.get(index - 3) == "it"
        if (words.get(index + 1) == "to" and words.get(index + 2) in ("be", "have") and lemma in _HEARSAY) or (
            lemma == "report"
            or (impersonal and words.get(index + 1) == "that")
            or (lemma == "say" and words.get(index + 1) == "to")
        ):
            pass
        else:
            return
        first = index - 1 if words.get(index - 1) in _BE else index - 2
        yield Found(
            first,
            index + 1,
            (self.subjects.clause_start(index), len(words)),
            None,
            lemma,
            form.row.stance,
            "claims/passive",
            form.row.line,
        )
