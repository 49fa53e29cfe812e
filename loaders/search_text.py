"""Text as a filter looks through it: folded, so that case and accents do not matter, with how its names sound."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

from loaders.gazetteer.spelling import key, latin, skeleton

SOUND_MARK = "\x02"
"""Stands before each word of a name as it sounds; no article's text has it, being a control character that folding drops."""

_SEARCHED = ("sentence", "article_title", "publisher", "attribution", "place_as_written", "admin1", "country")
_SEARCHED_LISTS = ("places", "units", "commanders", "people", "actors", "weapons")
_NAME = re.compile(r"\b[^\W\d_a-z][\w'’-]{3,}")
_SHORTEST_SOUND = 4


def fold(text: str) -> str:
    """Text for searching: case and accents folded away, so that "Brak ash-Shati'" finds "Brāk ash-Shāṭi'"."""
    if text.isascii():
        return text.lower().replace(SOUND_MARK, "")
    parts = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(character for character in parts if not unicodedata.combining(character)).casefold()
    return kept.replace(SOUND_MARK, "")


def sound(word: str) -> str | None:
    """A name as any transliteration sounds: "Зеленський", "Zelenskyy" and "Zelensky" are one. None for a short word."""
    heard = skeleton(latin(key(word)))
    return heard if len(heard) >= _SHORTEST_SOUND and heard.isalpha() else None


def search_text(row: Mapping[str, object]) -> str:
    """What free text is looked for in: the folded sentence, title, source and names of one event row, a line each.

    Its last line holds the sounds of the names.
    """
    parts = [str(row[name]) for name in _SEARCHED if row.get(name)]
    for name in _SEARCHED_LISTS:
        names = row.get(name)
        if isinstance(names, Iterable):
            parts.extend(str(item) for item in names)
    whole = "\n".join(dict.fromkeys(parts))
    heard = dict.fromkeys(filter(None, (sound(name) for name in dict.fromkeys(_NAME.findall(whole)))))
    return fold(whole) + "\n" + "".join(SOUND_MARK + one for one in heard)
