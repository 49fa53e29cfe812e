"""The vocabulary of people: ranks, roles, given names, and the words that no name holds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from loaders.lexicon import Lexicon
from loaders.terms import Terms, key


class RoleKind(StrEnum):
    OFFICE = "office"
    POST = "post"
    COMMAND = "command"
    TITLE = "title"
    KIN = "kin"
    COURTESY = "courtesy"


class WordKind(StrEnum):
    STOP = "stop"
    INSTITUTION = "institution"
    PLACE = "place"
    GEOGRAPHY = "geography"
    SHIP = "ship"


@dataclass(frozen=True)
class RankRow:
    line: int
    term: str
    rank: str
    grade: str
    language: str


@dataclass(frozen=True)
class RoleRow:
    line: int
    term: str
    kind: RoleKind
    commands: bool


@dataclass(frozen=True)
class TermRow:
    line: int
    term: str


@dataclass(frozen=True)
class NameRow:
    line: int
    name: str
    origin: str


@dataclass(frozen=True)
class EndingRow:
    line: int
    ending: str
    origin: str


@dataclass(frozen=True)
class WordRow:
    line: int
    word: str
    kind: WordKind


@dataclass(frozen=True)
class PhraseRow:
    line: int
    phrase: str


@dataclass(frozen=True)
class FigureRow:
    """A public figure: full name, and the short names and spellings that mean this person without more."""

    line: int
    name: str
    shorts: tuple[str, ...]


RANKS = Lexicon("ranks", RankRow)
ROLES = Lexicon("roles", RoleRow)
MODIFIERS = Lexicon("role_modifiers", TermRow)
FIRST_NAMES = Lexicon("first_names", NameRow)
ENDINGS = Lexicon("surname_endings", EndingRow)
WORDS = Lexicon("person_words", WordRow)
NOT_PEOPLE = Lexicon("not_people", PhraseRow)
FIGURES = Lexicon("public_figures", FigureRow)

PARTICLES = frozenset(
    """al el as ash ad an ar at az ul ud bin ibn bint ben abu abd abdul van von der den de del della di da dos du la le
    ter ould wal e i""".split()
)


@dataclass(frozen=True, slots=True)
class Title:
    """A rank or role as the lexicons have it."""

    rank: RankRow | None
    role: RoleRow | None

    @property
    def row(self) -> str:
        return RANKS.cite(self.rank.line) if self.rank else ROLES.cite(self.role.line) if self.role else ""


@cache
def titles() -> Terms[Title]:
    ranks = [(row.term, Title(row, None)) for row in RANKS.rows()]
    return Terms([*ranks, *((row.term, Title(None, row)) for row in ROLES.rows())])


@cache
def modifiers() -> Terms[TermRow]:
    return Terms((row.term, row) for row in MODIFIERS.rows())


@cache
def first_names() -> dict[str, NameRow]:
    """Given names by the lookup key of their first word ("Jean-Pierre" at "jean")."""
    found: dict[str, NameRow] = {}
    for row in FIRST_NAMES.rows():
        found.setdefault(key(row.name).split("-")[0], row)
    return found


@cache
def endings() -> tuple[str, ...]:
    return tuple(row.ending for row in ENDINGS.rows())


@cache
def kinds() -> dict[str, WordKind]:
    found: dict[str, WordKind] = {}
    for row in WORDS.rows():
        found.setdefault(key(row.word), row.kind)
    return found


@cache
def not_people() -> Terms[PhraseRow]:
    return Terms((row.phrase, row) for row in NOT_PEOPLE.rows())


@cache
def figures() -> Terms[FigureRow]:
    return Terms((name, row) for row in FIGURES.rows() for name in (row.name, *row.shorts))
