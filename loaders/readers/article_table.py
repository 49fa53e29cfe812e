"""Tables of articles: which column holds which field, by its name or as the user says, and a row as a record."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from loaders.lexicon import Lexicon
from loaders.limits import LIMITS
from loaders.model import Flag
from loaders.readers.reading import Member, Refusal
from loaders.readers.received import ReadError, web_address

# A key that no column of a user's has: what a table's reader had to guess goes with each row that it may concern.
NOTES = "$notes"
_SHOWN = 200
_SHOWN_NAME, _SHOWN_NAMES = 40, 20
_LONGEST_ADDRESS = 2_000


class Field(StrEnum):
    """What a column of a table of articles holds; `event` marks a table that is none."""

    TEXT = "text"
    HTML = "html"
    SUMMARY = "summary"
    TITLE = "title"
    URL = "url"
    PUBLISHED = "published"
    PUBLISHER = "publisher"
    LANGUAGE = "language"
    EVENT = "event"


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """A name that a column may have; of two names for one field, the one that stands first in the file is preferred."""

    line: int
    name: str
    field: Field
    language: str


COLUMNS = Lexicon("article_columns", ColumnRow)

_WANTED = tuple(field.value for field in Field if field is not Field.EVENT)


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each field stands in a row: positions in order of preference, the first that is not empty counts."""

    places: Mapping[Field, tuple[int, ...]]

    @property
    def hold_text(self) -> bool:
        return Field.TEXT in self.places or Field.HTML in self.places

    @property
    def hold_links(self) -> bool:
        """Whether the columns are those of a list of links, and not of somebody's events."""
        return Field.URL in self.places and Field.EVENT not in self.places

    def values(self, cells: Sequence[object]) -> dict[str, object]:
        """The fields of one row, by name; what is empty is left out."""
        found: dict[str, object] = {}
        for field, places in self.places.items():
            for place in places if field is not Field.EVENT else ():
                cell = cells[place] if place < len(cells) else None
                if cell is not None and not (isinstance(cell, str) and not cell.strip()):
                    found[field.value] = cell
                    break
        return found


def columns(names: Sequence[str], given: Sequence[tuple[str, str]] = ()) -> Columns:
    """The columns by their names, whatever their case, spaces and accents; what is `given` (field, name) wins.

    Raises ReadError `unknown_field` and `unknown_column` where what is given fits neither the fields nor the table.
    """
    known = _known()
    ranked: dict[Field, list[tuple[int, int]]] = {}
    folded = [_fold(name) for name in names]
    for place, name in enumerate(folded):
        if name in known:
            rank, field = known[name]
            ranked.setdefault(field, []).append((rank, place))
    places = {field: tuple(place for _, place in sorted(found)) for field, found in ranked.items()}
    for field_name, column in given:
        if field_name not in _WANTED:
            wanted = ", ".join(_WANTED)
            raise ReadError("unknown_field", f"'{field_name[:_SHOWN]}' is no field of an article; known are {wanted}.")
        if column not in names and _fold(column) not in folded:
            there = ", ".join(name[:_SHOWN_NAME] for name in names[:_SHOWN_NAMES])
            raise ReadError("unknown_column", f"There is no column '{column[:_SHOWN]}'; the columns are {there}.")
        place = names.index(column) if column in names else folded.index(_fold(column))
        places = {field: tuple(other for other in found if other != place) for field, found in places.items()}
        places = {field: found for field, found in places.items() if found}
        places[Field(field_name)] = (place,)
    return Columns(places)


def row(
    name: str, values: Mapping[str, object], resume: int | None = None, notes: Sequence[Flag] = ()
) -> Member | Refusal:
    """A table's row as a member: canonical JSON of its fields, so that the same row has the same bytes again."""
    if not values.keys() & {"text", "html", "summary"}:
        return without_text(name, values, resume)
    whole = dict(values)
    if notes:
        whole[NOTES] = [[note.code, note.message] for note in notes]
    try:
        data = json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")
    except UnicodeEncodeError:
        return Refusal(name, "bad_characters", "It holds half of a character (a lone surrogate); save it anew.", resume)
    if len(data) > LIMITS.input_bytes:
        message = f"It has {len(data):,} bytes; the most that is read of one article is {LIMITS.input_bytes:,}."
        return Refusal(name, "too_large", message, resume)
    return Member(name, data, format="record", kept=False, resume=resume)


def without_text(name: str, values: Mapping[str, object], resume: int | None) -> Refusal:
    """Why a row without text is not taken: it is a link to fetch, or nothing at all."""
    address = values.get("url")
    if isinstance(address, str) and web_address(address)[0]:
        message = f"It holds no text, only the address {address.strip()[:_SHOWN]!r}; ingest that address to fetch it."
        return Refusal(name, "link_only", message, resume, address.strip()[:_LONGEST_ADDRESS])
    return Refusal(name, "no_text", "It holds no text; if another column does, name it as the text column.", resume)


def unnamed(names: Sequence[str]) -> str:
    """Why a table with these columns is not read, and what to do."""
    shown = ", ".join(name[:_SHOWN_NAME] for name in names[:_SHOWN_NAMES])
    more = f" and {len(names) - _SHOWN_NAMES} more" if len(names) > _SHOWN_NAMES else ""
    return (
        f"No column is known to hold the text of articles; the columns are {shown}{more}."
        " If one does, say which: --column text=NAME, or the field for it on the page."
    )


@cache
def _known() -> dict[str, tuple[int, Field]]:
    return {_fold(known.name): (known.line, known.field) for known in reversed(COLUMNS.rows())}


def _fold(name: str) -> str:
    """`publishedAt`, `Published at` and `published_at` are one name; accents do not count."""
    decomposed = unicodedata.normalize("NFKD", name[:_SHOWN]).casefold()
    return "".join(character for character in decomposed if character.isalnum())
