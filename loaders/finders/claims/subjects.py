"""The subject of a reporting verb: left of it, before an apposition or relative clause, or an earlier verb's."""

from __future__ import annotations

from dataclasses import replace

from loaders.finders.claims import kinds, noun_phrases, sources
from loaders.finders.claims.sources import Source
from loaders.finders.claims.verbs import Form
from loaders.finders.claims.words import Words

_OPENINGS = noun_phrases.PREPOSITIONS | noun_phrases.SUBORDINATORS | noun_phrases.ADVERBS
_APPOSITION = 22
_RELATIVE = 14
_CLAUSE = 60
_NAME_PARTICLES = ("al-", "el-", "de", "van", "bin")
_DEMONYM_ENDINGS = ("ian", "ean", "ish", "ese", "an", "ni", "qi", "li")


class Subjects:
    """Finds the subjects of one sentence's verbs. `shared` is the last claim's source, for a verb without its own."""

    def __init__(self, words: Words, plain: str) -> None:
        self.words, self.plain = words, plain
        self.shared: Source | None = None

    def of(self, before: int, index: int, form: Form) -> tuple[Source | None, int, str]:
        """The source of the verb, its first word, and the rule that found it."""
        words = self.words
        left = words.get(before - 1)
        if left in ("who", "which") and before - 1 > 0:
            last = before - 2 if words.get(before - 2) == "," else before - 1
            phrase = noun_phrases.left_of(words, last)
            return self._described(phrase, "claims/relative")
        if left in (",", "-", ")") and before - 1 > 0 and form.tense != "gerund":
            comma = self.apposed(before - 1)
            if comma is not None:
                source, first, rule = self._described(noun_phrases.left_of(words, comma), "claims/apposition")
                if source is not None:
                    return self._named(source, comma, before - 1), first, rule
        phrase = noun_phrases.left_of(words, before)
        relative = self._who(phrase[0] if phrase else before, before)
        if relative is not None and form.tense != "gerund":
            source, first, rule = self._described(noun_phrases.left_of(words, relative), "claims/relative")
            if source is not None and not source.pronoun:
                return source, first, rule
        if phrase is not None and form.tense == "gerund":
            own = self.shared is None if self._reports(phrase) else words.get(phrase[0] - 1) == "with"
            phrase = phrase if own else None
        if phrase is None or (
            self._reports(phrase) and form.tense == "gerund" and words.get(phrase[0] - 1) not in ("", "with")
        ):
            if left in ("and", "but", ",", "then") or form.tense == "gerund":
                source = self.shared or self._opening(before)
                return source, before, "claims/same-subject"
            return None, index, ""
        if form.noun and form.tense == "present" and not self._verbal(index, phrase):
            return None, index, ""
        return self._described(phrase, "claims/subject")

    def clause_start(self, first: int) -> int:
        """Where the clause that ends before this word starts: after the last semicolon."""
        return next(
            (i + 1 for i in range(first - 1, max(-1, first - 60), -1) if self.words.small[i] == ";"),
            0 if first <= 60 else first - 60,
        )

    def apposed(self, comma: int) -> int | None:
        """The comma (or dash, bracket) that opens the apposition closed at `comma`: "Kots, a senior adviser, said"."""
        words = self.words
        closing = words.small[comma]
        opening = "(" if closing == ")" else closing
        for index in range(comma - 2, max(0, comma - _APPOSITION), -1):
            word = words.small[index]
            if word == opening:
                inside = words.small[index + 1]
                if opening == "," and words.get(index + 1) in ("and", "but"):
                    return None
                return None if inside == "that" else index
            if word in ('"', ";", ":"):
                return None
        return None

    def _who(self, first: int, before: int) -> int | None:
        """The "who" of a clause between subject and verb: "an official who asked not to be named said"."""
        for index in range(first - 1, max(0, before - _RELATIVE), -1):
            if self.words.small[index] == "who":
                return index
            if not self.words.is_word(index):
                return None
        return None

    def _described(self, phrase: tuple[int, int] | None, rule: str) -> tuple[Source | None, int, str]:
        if phrase is None:
            return None, 0, rule
        source = sources.describe(self.words, self.plain, *phrase)
        return source, phrase[0], ("claims/pronoun" if source is not None and source.pronoun else rule)

    def _named(self, source: Source, comma: int, end: int) -> Source:
        """A role with its holder in apposition ("the Foreign Secretary, X, said": "Foreign Secretary X") or a name with
        its role ("X, an army spokesman, said": the role tells the kind).
        """
        words = self.words
        inside = self.plain[words.start[comma + 1] : words.end[end - 1]]
        if not source.rows:
            kind, outlet, rows = kinds.kind_of(inside)
            return replace(source, kind=kind, rows=rows) if rows and outlet is None else source
        name = range(comma + 1, end)
        role = kinds.TERMS.get(words.small[comma - 1]) is not None
        named = len(name) <= 4 and all(words.is_capital(i) or words.small[i].startswith(_NAME_PARTICLES) for i in name)
        complement = any(words.small[i] in noun_phrases.PREPOSITIONS for i in range(source.first, source.last))
        if words.small[comma] != "," or not named or not (role or complement):
            return source
        return replace(source, name=inside if complement else f"{source.name} {inside}")

    def _reports(self, phrase: tuple[int, int]) -> bool:
        return self.words.small[phrase[1] - 1] in noun_phrases.REPORT_NOUNS

    def _verbal(self, index: int, phrase: tuple[int, int]) -> bool:
        """Whether "claims", "reports" is a verb here: with a name or known role before it, and an object after it."""
        words = self.words
        after = words.get(index + 1)
        if after in ("of", "by", "from", ",", ".", "", "and") or after in noun_phrases.VERBS or after.endswith("ed"):
            return False
        last = words.text[phrase[1] - 1]
        demonym = last[0].isupper() and last.endswith(("ian", "ean", "ish", "ese", "an", "ni", "qi", "li"))
        plural = words.small[index] in ("claim", "report", "estimate")
        if plural:
            return (
                last.endswith("s")
                or words.small[phrase[1] - 1] in noun_phrases.PRONOUNS
                or "and" in words.small[phrase[0] : phrase[1]]
            )
        known = kinds.TERMS.get(words.small[phrase[1] - 1]) is not None
        return not demonym and (last[0].isupper() or known) and not last.endswith("'s")

    def _opening(self, before: int) -> Source | None:
        """The subject of the sentence, where a later verb shares it: "The UN condemned the raid and said that …"."""
        words = self.words
        first = self.clause_start(before)
        opening = words.get(first)
        if opening in _OPENINGS:
            first = next((i + 1 for i in range(first, min(before, first + 14)) if words.small[i] == ","), -1)
        if first < 0:
            return None
        phrase = noun_phrases.right_of(words, first)
        if phrase is None or phrase[1] >= before:
            return None
        return sources.describe(words, self.plain, *phrase)
