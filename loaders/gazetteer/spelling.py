"""How a place name is compared: keys without case and diacritics, skeletons across transliterations, Cyrillic in Latin letters."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_APOSTROPHES = dict.fromkeys(map(ord, "'’‘`´ʼʻʹ′ʿʾˈ.˝″\"ьъЬЪ"), "")
_SEPARATORS = dict.fromkeys(map(ord, "-‐‑‒–—−/,_()"), " ")
_LETTERS = {
    ord(letter): latin
    for letter, latin in {
        "ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ə": "a", "ħ": "h",
        "ŋ": "ng", "ɓ": "b", "ɗ": "d", "ƙ": "k",
    }.items()
}  # fmt: skip
# Cyrillic letters after which NFKD must not separate a mark that makes another letter (й, ї, ё).
_KEPT = {ord("й"): "й", ord("ї"): "ї", ord("ё"): "е"}
_FOLD = _APOSTROPHES | _SEPARATORS | _LETTERS | _KEPT

# BGN/PCGN-like, for Russian and Ukrainian alike: the few letters where the two differ are met by the skeleton.
_CYRILLIC = {
    ord(letter): latin
    for letter, latin in {
        "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "ё": "yo", "є": "ye", "ж": "zh", "з": "z",
        "и": "i", "і": "i", "ї": "yi", "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r",
        "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ы": "y", "э": "e",
        "ю": "yu", "я": "ya", "ў": "w",
    }.items()
}  # fmt: skip

ARTICLES = frozenset("al el ar as ash at ad adh az an ez es er ed et".split())
"""The Arabic article and its assimilated forms, as first or inner word of a name."""

_SAME_SOUND = (
    ("shch", "sch"), ("kh", "h"), ("gh", "g"), ("dh", "d"), ("ou", "u"), ("oo", "u"), ("ee", "i"), ("iy", "i"), ("yy", "i"),
    ("yi", "i"), ("ij", "i"), ("y", "i"), ("j", "i"), ("ie", "e"), ("q", "k"), ("w", "v"), ("x", "ks"), ("tz", "c"), ("ts", "c"),
)  # fmt: skip


@lru_cache(maxsize=65536)
def key(name: str) -> str:
    """`name` in small letters without diacritics, apostrophes and stops; hyphens are spaces. `Deir ez-Zor` → `deir ez zor`."""
    lowered = name.lower().translate(_FOLD)
    if lowered.isascii():
        return " ".join(lowered.split())
    kept = "".join(
        letter
        if letter in "йї"
        else "".join(part for part in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(part))
        for letter in unicodedata.normalize("NFC", lowered)
    )
    return " ".join(kept.translate(_FOLD).split())


def latin(name: str) -> str:
    """Cyrillic letters of a key as Latin ones; other letters stay."""
    return name.translate(_CYRILLIC)


def without_article(folded: str) -> str:
    """A key without a leading Arabic article: `al hillah` → `hillah`; the same string where there is none."""
    first, _, rest = folded.partition(" ")
    return rest if rest and first in ARTICLES else folded


@lru_cache(maxsize=65536)
def skeleton(folded: str) -> str:
    """What is left of a key when the usual choices of a transliterator are ignored: doubled letters, articles, y/i, q/k, final h."""
    words = folded.split()
    bare = [word for word in words if word not in ARTICLES] or words
    text = " ".join(bare)
    for spelled, sound in _SAME_SOUND:
        text = text.replace(spelled, sound)
    single = "".join(letter for place, letter in enumerate(text) if place == 0 or letter != text[place - 1])
    return " ".join(word[:-1] if len(word) > 3 and word.endswith("h") else word for word in single.split())
