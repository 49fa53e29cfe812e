"""Text as a filter looks through it: folded, so that case and accents do not matter."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping

_SEARCHED = ("sentence", "article_title", "publisher", "attribution", "place_as_written", "admin1", "country")
_SEARCHED_LISTS = ("places", "units", "commanders", "people", "actors", "weapons")


def fold(text: str) -> str:
    """Text for searching: case and accents folded away, so that "Brak ash-Shati'" finds "Brāk ash-Shāṭi'"."""
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in parts if not unicodedata.combining(character)).casefold()


def search_text(row: Mapping[str, object]) -> str:
    """What free text is looked for in: the folded sentence, title, source and names of one event row, a line each."""
    parts = [str(row[name]) for name in _SEARCHED if row.get(name)]
    for name in _SEARCHED_LISTS:
        names = row.get(name)
        if isinstance(names, Iterable):
            parts.extend(str(item) for item in names)
    return fold("\n".join(dict.fromkeys(parts)))
