"""Which language a text is in, by its own letters; what a document declares is only a hint. Codes are ISO 639-1."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any

from loaders.model import Flag

# The finders' grammar and word lists are English.
_READ = "en"
# A telling takes some text: names alone look like any language. Bytes of UTF-8, since a letter of some scripts says more.
_FEWEST_BYTES = 20
# The least probability that counts; more where a mistake would leave English unread, as it is in the same letters.
_SURE, _SURE_IN_LATIN = 0.6, 0.9
_LIKELIEST = 5
_LAST_LATIN = "\u024f"
# A long text is judged by pieces from all over it, each about a paragraph.
_PIECE, _MOST_PIECES = 400, 48
# Shares of the text: English that quotes others at length is still English; of others a second language is a mixture.
_MOST, _MIXED = 0.5, 0.25


def detect(text: str) -> str | None:
    """The language of most of the text; None where it is too short to tell, or mixed. Looks at about 20,000 characters."""
    shares = _shares(text)
    if not shares:
        return None
    if shares.get(_READ, 0.0) >= _MOST:
        return _READ
    first = max(shares, key=lambda code: (shares[code], code))
    return first if shares[first] > 1 - _MIXED else None


def readable(language: str | None) -> bool:
    """Whether the finders read it. What no one can tell is tried: a text in another language gives little, and harms nothing."""
    return language is None or language == _READ


def name(language: str) -> str:
    """The language's English name; its code where it has none."""
    return str(_names().get(language, language))


def declared_code(declared: str | None) -> str | None:
    """The ISO 639-1 code of what a document declares ("en-GB", "eng", "English"); None where that is no language."""
    from babel.core import get_global

    # White space at the ends and letter case are the writer's; what is longer than any name of a language is none.
    word = (declared or "").strip().casefold()[:40].replace("_", "-")
    primary = word.split("-")[0]
    code = str(get_global("language_aliases").get(primary, primary))
    if len(code) == 2 and code in _names():
        return code
    return next((known for known, called in _names().items() if len(known) == 2 and called.casefold() == word), None)


def language_of(text: str, declared: str | None) -> tuple[str | None, tuple[Flag, ...]]:
    """The language to keep with an article, and what a person should know about it."""
    stated = declared_code(declared)
    shares = _shares(text)
    found = detect(text) if shares else _borne_out(stated, text)
    notes: list[Flag] = []
    if found is None and shares:
        names = ", ".join(name(code) for code in sorted(shares, key=lambda code: (-shares[code], code))[:3])
        part = "its English sentences" if _READ in shares else "English text"
        message = f"This article is in more than one language ({names}); events are only read in {part}."
        notes.append(Flag("language_mixed", message))
    if found and stated and found != stated and shares:
        message = f"It declares to be in {name(stated)}, but its text is in {name(found)}."
        notes.append(Flag("language_differs", message))
    if found and not readable(found):
        message = f"This article is in {name(found)}; events are only read in English text. It is kept and can be read."
        notes.append(Flag("language_unread", message))
    return found, tuple(notes)


def _borne_out(stated: str | None, text: str) -> str | None:
    """What a short text declares: English, or what its letters suggest too. A page's template may declare anything."""
    if stated is None or readable(stated):
        return stated
    likeliest = [code for code, _ in _identifier().rank(text[:_PIECE])[:_LIKELIEST]]
    return stated if stated in likeliest else None


def _shares(text: str) -> dict[str, float]:
    """How much of what can be told is in which language; empty where nothing can be told."""
    told: Counter[str] = Counter()
    identifier = _identifier()
    for piece in _pieces(text):
        for words, in_latin in _by_letters(piece):
            if len(words.encode("utf-8", "replace")) < _FEWEST_BYTES:
                continue
            code, probability = identifier.classify(words)
            if probability >= (_SURE_IN_LATIN if in_latin and code != _READ else _SURE):
                told[code] += sum(map(str.isalpha, words))
    whole = sum(told.values())
    return {code: count / whole for code, count in told.items()} if whole else {}


def _pieces(text: str) -> Iterator[str]:
    """The text in pieces of whole words; of a long one, pieces at even distances."""
    step = max(_PIECE, len(text) // _MOST_PIECES)
    for start in range(0, len(text), step):
        piece = text[start : start + _PIECE]
        # A word cut in two says nothing, but a script without spaces has no words to spare.
        yield piece.partition(" ")[2] if start and " " in piece[:40] else piece


def _by_letters(piece: str) -> tuple[tuple[str, bool], tuple[str, bool]]:
    """The words in Latin letters and the others: a quotation in another script does not outweigh the report around it."""
    words = [word for word in piece.split() if any(map(str.isalpha, word))]
    latin = [word for word in words if all(letter <= _LAST_LATIN for letter in word if letter.isalpha())]
    foreign = [word for word in words if any(letter > _LAST_LATIN for letter in word if letter.isalpha())]
    return (" ".join(latin), True), (" ".join(foreign), False)


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    # Small languages and dialects without a two-letter code draw short texts away from the large ones.
    identifier.set_languages({code for code in identifier.labels if len(code) == 2})
    return identifier


@cache
def _names() -> dict[str, str]:
    from babel import Locale

    return dict(Locale("en").languages)
