"""Article text → sentences, with exact offsets. Linear in the text; never raises, whatever the text holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from loaders.model import Sentence, Span

# One code point for one code point, so that an offset in the folded copy is an offset in the text.
_FOLD = {
    **dict.fromkeys(map(ord, "‘’‚‛′`´ʼʻ＇"), "'"),
    **dict.fromkeys(map(ord, "“”„‟″«»＂"), '"'),
    **dict.fromkeys(map(ord, "‐‑‒–—―−－"), "-"),
    **dict.fromkeys(
        map(ord, "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"),
        " ",
    ),
    **dict.fromkeys(
        map(ord, "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"),
        " ",
    ),
    **dict.fromkeys(map(ord, "\t\n\r\f\v\x85\u2028\u2029\x00"), " "),
}

# Most characters stay: a search for the others is quicker than a look-up for each.
_FOLDED = re.compile(f"[{re.escape(''.join(map(chr, _FOLD)))}]")

_ABBREVIATIONS = frozenset(
    """adm approx art av ave brig bgen bn br bros capt cdr ch cmdr cmdre co col comdr corp cpl cpt dept dist div dr ed eds est
    etc fig figs flt fr ft gen gens gov govt hon hq hr hrs inc inf insp jr km lt ltd maj max mech med messrs mg min mr mrs ms
    mt mtn nr obl op ops pfc ph pl pp pres prof pt pvt reg regt rep reps rev rgt sec sen sens sgt spc sq sr st sta supt univ
    vol vs jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun""".split()
)
# Abbreviations that only bind to a number ("No. 5", "p. 12"): before a word they may end a sentence.
_NUMBERED = frozenset("no nos p para sect".split())

_END = re.compile(r"[.!?…]+[\"')\]]*(?:\[\d{1,3}\])*(?=\s|$)|[。！？؟۔]")
_BREAK = re.compile(r"\n[^\S\n]*\n\s*|\r?\n|\u2029")
_WORD_BEFORE = re.compile(r"[^\W\d_][\w.]*$")
_HYPHENATED = re.compile(r"\w-$")
_NEXT = re.compile(r"\s*([\"'(\[]*)(\S)")
_TERMINAL = re.compile(r"[.!?…:;\"')\]]\s*$")
# A hard-wrapped text has long lines that stop in mid sentence; shorter ones are headings.
_WRAP_MIN, _WRAP_MAX = 45, 110
_LOOK_BACK = 24
# Characters. What runs longer without a stop is a table or garbage, no sentence.
LONGEST = 3000


def fold(text: str) -> str:
    """The text with typographic quotes, dashes, spaces and controls as ASCII, of the same length."""
    return _FOLDED.sub(lambda found: _FOLD[ord(found.group())], text)


def split(text: str) -> tuple[Sentence, ...]:
    """Sentences in order; together they cover all of the text but white space."""
    plain = fold(text)
    sentences: list[Sentence] = []
    for start, end in _paragraphs(text):
        for first, last in _within(plain, start, end):
            span = Span(first, last)
            sentences.append(Sentence(len(sentences), span, text[first:last], plain[first:last]))
    return tuple(sentences)


def _paragraphs(text: str) -> list[tuple[int, int]]:
    """Stretches between line breaks that end a paragraph; a break inside a hard-wrapped sentence does not."""
    bounds: list[tuple[int, int]] = []
    start = line = 0
    for found in _BREAK.finditer(text):
        length = found.start() - line
        wrapped = (
            found.group().count("\n") == 1
            and _WRAP_MIN <= length <= _WRAP_MAX
            and not _TERMINAL.search(text, max(line, found.start() - 3), found.start())
            and text[found.end() : found.end() + 1].isalnum()
            and not _fits(text, length, found.end())
        )
        line = found.end()
        if not wrapped:
            bounds.append((start, found.start()))
            start = found.end()
    bounds.append((start, len(text)))
    return bounds


def _fits(text: str, length: int, start: int) -> bool:
    """Whether the next line's first word would have had room in a line so long: then the break was meant, as after a heading."""
    end = text.find("\n", start, start + 2 * _WRAP_MAX)
    following = text[start : end if end >= 0 else start + 2 * _WRAP_MAX]
    first = following.split(" ", 1)[0]
    return length + 1 + len(first) <= len(following)


def _within(plain: str, start: int, end: int) -> list[tuple[int, int]]:
    """Sentences of one paragraph, trimmed of white space."""
    cuts = [found.end() for found in _END.finditer(plain, start, end) if _ends(plain, found, start, end)]
    spans: list[tuple[int, int]] = []
    for cut in _bounded(plain, start, (*cuts, end)):
        piece = plain[start:cut]
        lead = len(piece) - len(piece.lstrip())
        body = piece.strip()
        if body:
            spans.append((start + lead, start + lead + len(body)))
        start = cut
    return spans


def _bounded(plain: str, start: int, cuts: Iterable[int]) -> Iterator[int]:
    """The cuts, with more where a stretch is longer than any sentence: at a space if there is one, so that time stays bounded."""
    for cut in cuts:
        while cut - start > LONGEST:
            space = plain.rfind(" ", start + LONGEST // 2, start + LONGEST)
            start = space + 1 if space > 0 else start + LONGEST
            yield start
        yield cut
        start = cut


def _ends(plain: str, found: re.Match[str], start: int, end: int) -> bool:
    """Whether this stop ends a sentence: not after an abbreviation or initial, not before a small letter."""
    following = _NEXT.match(plain, found.end(), min(end, found.end() + 12))
    if following is None:
        return True
    opening, character = following.groups()
    if character.islower() or character in ",;:":
        return False
    if not found.group().startswith(".") or found.group().startswith(".."):
        return True
    before = _WORD_BEFORE.search(plain, max(start, found.start() - _LOOK_BACK), found.start())
    if before is None:
        return True
    word = before.group()
    lowered = word.lower()
    if lowered in _ABBREVIATIONS and (word[0].isupper() or lowered in ("approx", "vs", "etc", "km", "est")):
        return lowered == "etc" and character.isupper()
    if lowered in _NUMBERED and character.isdigit():
        return False
    if len(word) == 1 and word.isupper():
        # "... with the SPLM-N. The army": the last letter of a name is no initial.
        return bool(opening) or bool(_HYPHENATED.search(plain, max(start, before.start() - 2), before.start()))
    # "U.S. forces", "U.N. said": an acronym with stops ends a sentence only before a quote or a likely first word.
    if "." in word and word.replace(".", "").isalpha() and len(word) <= 5 and max(map(len, word.split("."))) == 1:
        return bool(opening) or plain.startswith(_FIRST_WORDS, found.end())
    return True


_FIRST_WORDS = tuple(
    f" {word} "
    for word in "The A An In On At It He She They This That But And As After Since However Meanwhile".split()
)
