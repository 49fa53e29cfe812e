"""What kind of source a name is: ministries, armies, outlets, witnesses; and which outlet or channel."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from loaders.lexicon import Lexicon
from loaders.model import SourceKind
from loaders.phrases import Phrases, lowered


@dataclass(frozen=True, slots=True)
class SourceRow:
    """`part` is "person" (a role, which takes "of", "for") or "body". Capitals in `term` must stand in the text."""

    line: int
    term: str
    kind: SourceKind
    part: str


@dataclass(frozen=True, slots=True)
class OutletRow:
    """`form` is agency, broadcaster, newspaper or platform."""

    line: int
    name: str
    form: str
    aliases: tuple[str, ...]


SOURCES = Lexicon("sources", SourceRow)
OUTLETS = Lexicon("media_outlets", OutletRow)


def _plurals(term: str) -> Iterator[str]:
    yield term
    if term.endswith("man"):
        yield f"{term[:-3]}men"
    elif term.endswith("y") and term[-2] not in "aeiou":
        yield f"{term[:-1]}ies"
    elif not term.endswith("s"):
        yield f"{term}s"
    elif term.endswith("ss"):
        yield f"{term}es"


def _terms() -> Iterator[tuple[str, SourceRow]]:
    for row in SOURCES.rows():
        for term in _plurals(row.term) if row.term.islower() else (row.term,):
            yield term.lower(), row


def _outlet_names() -> Iterator[tuple[str, OutletRow]]:
    for row in OUTLETS.rows():
        for name in (row.name, *row.aliases):
            yield lowered(name), row


TERMS = Phrases(_terms())
OUTLET_NAMES = Phrases(_outlet_names())


def kind_of(name: str) -> tuple[SourceKind, OutletRow | None, tuple[str, ...]]:
    """What kind of source a name is, the outlet it is if any, and the lexicon rows that say so.

    A name that no lexicon knows is official if it has a capital (ministers go by surname), else an observer.
    """
    small = lowered(name)
    outlet = OUTLET_NAMES.get(small)
    if outlet is not None:
        return SourceKind.MEDIA, outlet, (OUTLETS.cite(outlet.line),)
    terms = [row for start, end, row in TERMS.find(small) if row.term.islower() or name[start:end] == row.term]
    if not terms:
        found = next(OUTLET_NAMES.find(small), None)
        if found is not None and name[found[0]].isupper():
            return SourceKind.MEDIA, found[2], (OUTLETS.cite(found[2].line),)
        return (SourceKind.OFFICIAL if any(map(str.isupper, name)) else SourceKind.OBSERVER), None, ()
    people = [row for row in terms if row.part == "person"]
    head = people[-1] if people else terms[-1]
    if head.kind == SourceKind.OFFICIAL:
        head = next((row for row in terms if row.kind == SourceKind.MILITARY), head)
    return head.kind, None, (SOURCES.cite(head.line),)
