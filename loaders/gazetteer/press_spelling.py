"""The name under which a settlement is shown: plain letters as in English news, where GeoNames gives a scholar's spelling."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from loaders.gazetteer.spelling import key

_MARKS = re.compile("['’‘`´ʼʻʹ′ʿʾˈ″”“\"]")
_NOT_IN_LATIN = frozenset("ar fa ps ur he my hi ne bn dv am ti dz th lo km uk ru be bg ka hy kk ky tg mn el si".split())
_NOT_UKRAINIAN = frozenset("ыэёъўЫЭЁЪЎ")
# The romanisation of Ukrainian law of 2010, which Ukraine's own English texts and most news use.
_LETTERS = {
    "а": "a", "б": "b", "в": "v", "г": "h", "ґ": "g", "д": "d", "е": "e", "є": "ie", "ж": "zh", "з": "z", "и": "y", "і": "i",
    "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u",
    "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "iu", "я": "ia", "ь": "",
}  # fmt: skip
_FIRST_LETTERS = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
# What the older romanisation of GeoNames writes otherwise: "Kostyantynivka", "Avdiyivka", "Izyum", "Kryvyy Rih".
_NEWER = {"ya": "ia", "ye": "ie", "yu": "iu", "yi": "i", "yy": "yi", "ey": "ei", "ay": "ai", "oy": "oi", "uy": "ui"}
_OLDER = re.compile(r"\By[aeui]|yy|[eaou]y(?![aeiou])")
# "Ash Shaddadah" is written "al-Shaddadah": the article of each, with the letters that it is assimilated to.
_ARTICLE = re.compile(r"\b(?:[Aa]l|[Aa]([dnrstz])h?) (?=(\w))")


def romanised(ukrainian: str) -> str:
    """A Ukrainian name in Latin letters; other characters stay as they are."""
    words = []
    for word in _MARKS.sub("", ukrainian).split():
        letters = []
        for place, letter in enumerate(word.lower().replace("зг", "з\0г")):
            table = _FIRST_LETTERS if place == 0 and letter in _FIRST_LETTERS else _LETTERS
            letters.append("" if letter == "\0" else table.get(letter, letter))
        text = "".join(letters)
        words.append(text[:1].upper() + text[1:] if word[0].isupper() else text)
    return "-".join(part[:1].upper() + part[1:] for part in " ".join(words).split("-"))


def plain(name: str) -> str:
    """`name` without apostrophes and diacritics."""
    letters = unicodedata.normalize("NFKD", _MARKS.sub("", name).replace("ı", "i").replace("đ", "d"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def shown(name: str, alternatives: Iterable[str], language: str) -> str:
    """The name in use, where the first language of its country is not written in Latin letters; elsewhere the name as it is.

    Ukrainian names follow the official romanisation where it differs only as transliterations do; all lose apostrophes and diacritics.
    """
    if language not in _NOT_IN_LATIN:
        return name
    if language == "uk":
        own = key(name)
        expected = _OLDER.sub(lambda match: _NEWER[match.group()], own)
        for other in sorted(alternatives):
            if not _NOT_UKRAINIAN.isdisjoint(other):
                continue
            spelled = romanised(unicodedata.normalize("NFC", other.replace("\u0301", "")))
            if key(spelled) == expected != own:
                return spelled
    spelled = name if name.isascii() and not _MARKS.search(name) else plain(name)
    return _ARTICLE.sub(_with_hyphen, spelled) if language == "ar" else spelled


def _with_hyphen(match: re.Match[str]) -> str:
    letter = match.group(1)
    return "al-" if letter is None or match.group(2).lower() == letter else match.group()
