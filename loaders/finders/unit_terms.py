"""The vocabulary of military designations, read from the lexicons into tables that the unit grammar looks up."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from loaders.lexicon import Lexicon
from loaders.terms import Terms, key, words


class Weight(StrEnum):
    """A strong head names a unit with any proper name ("Golani Brigade"); a weak one ("Group") needs something military
    before it; a reference ("the organisation") only leads back to one named before.
    """

    STRONG = "strong"
    WEAK = "weak"
    REFERENCE = "reference"


class WordKind(StrEnum):
    OPENER = "opener"
    MARTIAL = "martial"
    CIVIL = "civil"
    STOP = "stop"


class RegistryKind(StrEnum):
    SERVICE = "service"
    AGENCY = "agency"
    GROUP = "group"
    FORMATION = "formation"
    COALITION = "coalition"


class ForceKind(StrEnum):
    """`bare` stands alone ("insurgents"), `generic` and `people` need a side or the like before them ("rebel fighters",
    "Jordanian officers"), `service` is an armed service ("army")."""

    BARE = "bare"
    GENERIC = "generic"
    SERVICE = "service"
    PEOPLE = "people"


@dataclass(frozen=True)
class EchelonRow:
    line: int
    term: str
    echelon: str
    plural: bool
    weight: Weight
    symbol: str | None


@dataclass(frozen=True)
class BranchRow:
    line: int
    term: str
    branch: str
    group: str
    symbol: str


@dataclass(frozen=True)
class AbbreviationRow:
    line: int
    abbreviation: str
    expansion: str


@dataclass(frozen=True)
class QualifierRow:
    line: int
    term: str
    kind: str


@dataclass(frozen=True)
class WordRow:
    line: int
    word: str
    kind: WordKind


@dataclass(frozen=True)
class ForceRow:
    line: int
    term: str
    kind: ForceKind
    echelon: str


@dataclass(frozen=True)
class ForceQualifierRow:
    line: int
    term: str
    generic: bool


@dataclass(frozen=True)
class UnitRow:
    """A known unit. An alias that starts with `?` counts only where the article gives other evidence."""

    line: int
    name: str
    aliases: tuple[str, ...]
    kind: RegistryKind
    side: str | None
    echelon: str
    branch: str | None


@dataclass(frozen=True)
class NumberedRow:
    line: int
    name: str
    side: str


ECHELONS = Lexicon("echelons", EchelonRow)
BRANCHES = Lexicon("branches", BranchRow)
ABBREVIATIONS = Lexicon("unit_abbreviations", AbbreviationRow)
QUALIFIERS = Lexicon("unit_qualifiers", QualifierRow)
WORDS = Lexicon("unit_words", WordRow)
FORCES = Lexicon("forces", ForceRow)
FORCE_QUALIFIERS = Lexicon("force_qualifiers", ForceQualifierRow)
UNITS = Lexicon("units", UnitRow)
NUMBERED = Lexicon("numbered_units", NumberedRow)

ORDINAL_WORDS = {
    word: str(number)
    for number, word in enumerate(
        """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth
        fifteenth sixteenth seventeenth eighteenth nineteenth twentieth""".split(),
        1,
    )
}
_DIGITS = re.compile(r"(\d{1,5})(st|nd|rd|th)?")
_ROMAN = re.compile(r"X{0,3}(?:IX|IV|V?I{0,3})")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10}


def number_of(text: str) -> tuple[str, bool] | None:
    """The number that a word writes ("57th", "57", "Third", "III") and whether it is an ordinal or Roman numeral."""
    if found := _DIGITS.fullmatch(text):
        return found.group(1).lstrip("0") or "0", found.group(2) is not None
    if (value := ORDINAL_WORDS.get(text.lower())) is not None:
        return value, True
    if text.isupper() and len(text) <= 6 and _ROMAN.fullmatch(text):
        values = [_ROMAN_VALUES[letter] for letter in text]
        following = [*values[1:], 0]
        return str(sum(-a if a < b else a for a, b in zip(values, following, strict=True))), True
    return None


@cache
def echelons() -> Terms[EchelonRow]:
    return Terms((row.term, row) for row in ECHELONS.rows())


@cache
def branches() -> Terms[BranchRow]:
    return Terms((row.term, row) for row in BRANCHES.rows())


@cache
def qualifiers() -> Terms[QualifierRow]:
    return Terms((row.term, row) for row in QUALIFIERS.rows())


@cache
def abbreviations() -> Terms[AbbreviationRow]:
    return Terms((row.abbreviation, row) for row in ABBREVIATIONS.rows())


@cache
def forces() -> Terms[ForceRow]:
    return Terms((row.term, row) for row in FORCES.rows())


@cache
def force_qualifiers() -> Terms[ForceQualifierRow]:
    return Terms((row.term, row) for row in FORCE_QUALIFIERS.rows())


@cache
def kinds() -> dict[str, WordKind]:
    """Single words by kind; the first row of a word counts."""
    found: dict[str, WordKind] = {}
    for row in WORDS.rows():
        found.setdefault(key(row.word), row.kind)
    return found


@dataclass(frozen=True, slots=True)
class Alias:
    """One name of a known unit. `unsure`: counts only with other evidence in the article."""

    text: str
    row: UnitRow
    unsure: bool

    @property
    def acronym(self) -> bool:
        return len(self.text) <= 8 and " " not in self.text and sum(map(str.isupper, self.text)) >= 2


@cache
def registry() -> Terms[Alias]:
    entries: list[tuple[str, Alias]] = []
    for row in UNITS.rows():
        for alias in (row.name, *row.aliases):
            text = alias.removeprefix("?")
            entries.append((text, Alias(text, row, alias.startswith("?"))))
    return Terms(entries)


@cache
def by_alias() -> dict[str, tuple[UnitRow, ...]]:
    """Known units by each of their names, as looked up."""
    found: dict[str, tuple[UnitRow, ...]] = {}
    for row in UNITS.rows():
        for alias in (row.name, *row.aliases):
            name = " ".join(words(alias.removeprefix("?")).keys)
            found[name] = (*found.get(name, ()), row)
    return found
