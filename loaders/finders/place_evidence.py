"""Whether a known name is a place where it stands: part of another name, a person's, a common word, or held up by its neighbours."""

from __future__ import annotations

import re

from loaders.finders.place_acts import Act
from loaders.finders.place_cues import Cue, words
from loaders.finders.place_found import UPPER, Found, Piece, longest
from loaders.gazetteer import Gazetteer
from loaders.gazetteer.curated import acronyms, peoples
from loaders.gazetteer.lookup import Entry
from loaders.gazetteer.names import features
from loaders.gazetteer.stored import COMMON_WORD, FAMILY_NAME, GIVEN_NAME
from loaders.model import PlacePrecision

_STRONG_WEIGHT = 150_000
_COUNTRY_LIKE = 1_500_000
_SMALL_TOWN, _KNOWN_TOWN, _KNOWN_CITY = 2_000, 20_000, 400_000
# Words that a name rarely follows or precedes as anything but a place.
_FIRM = frozenset("in near at outside inside around throughout across within toward towards outskirts".split())


_HELD = re.compile(rf", (?:in )?([{UPPER}][\w'.]+(?: [{UPPER}][\w']+)?)")


_DESCRIBED = re.compile(
    r",? (?:which is |is |was )?(?:an?|the) (?:[a-z-]+ ){0,4}?(?:city|town|village|settlement|suburb|hamlet|port|district|province)\b"
)


def held(plain: str, end: int, entry: Entry, gazetteer: Gazetteer) -> bool:
    """Whether a state or region that holds the name follows it after a comma: "Buffalo, New York"."""
    following = _HELD.match(plain, end)
    return following is not None and _inside(entry, gazetteer.entry(following.group(1)))


def described(plain: str, end: int) -> bool:
    """Whether the words after the name say what it is: "Lyman, a small town in ..."."""
    return _DESCRIBED.match(plain, end) is not None


def _inside(entry: Entry, holder: Entry) -> bool:
    """Whether "X, Y" reads as X in Y: a candidate of X lies in the state or region Y."""
    for outer in holder.candidates[:4]:
        if outer.precision not in (PlacePrecision.COUNTRY, PlacePrecision.REGION):
            continue
        for inner in entry.candidates:
            whole = outer.precision is PlacePrecision.COUNTRY or inner.admin1 in (outer.admin1, outer.name)
            if whole and inner.country == outer.country and inner.precision is not PlacePrecision.COUNTRY:
                return True
    return False


def plausible_word(piece: Piece, name: str, entry: Entry, headline: bool) -> bool:
    """Whether one word has the form of a name: acronyms need their capitals, some words are never places alone."""
    folded = piece.folded
    if len(folded) <= 5 and name.isupper():
        return name.replace(".", "") in acronyms() or (headline and entry.exact)
    if folded in peoples() or folded in words(Cue.NEVER):
        return False
    return len(folded) > 3 or not (entry.rows or entry.flags)


def part_of_name(pieces: list[Piece], place: int, chained: bool = False) -> bool:
    """Whether "of" ties the name to a capitalised body before it: "University of California", "Islamic State of Iraq"."""
    back = place - 1
    if back >= 0 and pieces[back].folded == "the":
        back -= 1
    if back < 1 or pieces[back].text not in ("of", "for", "and"):
        return False
    if pieces[back].text == "and":
        if chained:
            return False
        # "Islamic State of Iraq and the Levant": the second half goes with the first.
        return any(
            part_of_name(pieces, earlier, chained=True)
            for earlier in range(max(1, back - 3), back)
            if pieces[earlier].capital
        )
    body = pieces[back - 1]
    return body.capital and (
        body.folded in words(Cue.ORGANISATION) or body.folded in words(Cue.TITLE) or body.folded in _POLITIES
    )


_POLITIES = frozenset("state affairs kingdom ministers governments government people republic".split())


def flags(entry: Entry, piece: Piece, single: bool) -> int:
    if not single:
        return 0
    return entry.flags | (GIVEN_NAME if piece.folded in words(Cue.GIVEN) else 0)


def acted_on(entry: Entry, flags: int, act: Act, named: bool) -> bool:
    """Whether an act makes even an ambiguous or rare name a place. `named`: people in the news bear the name."""
    if named and entry.weight < (_KNOWN_TOWN if act is Act.PLACE else _KNOWN_CITY):
        return False
    if flags & COMMON_WORD:
        return entry.weight >= (_SMALL_TOWN if act is Act.PLACE else _KNOWN_TOWN)
    return entry.exact or act is Act.PLACE


def support(entry: Entry, single: bool, cue: str, feature: str | None, listed: bool, flags: int) -> int:
    """2 sure, 1 cued, 0 only with the article's help, -1 no place."""
    located = cue in words(Cue.LOCATIVE) or listed
    best = entry.candidates[0]
    big = (
        best.precision in (PlacePrecision.COUNTRY, PlacePrecision.REGION, PlacePrecision.AREA)
        or entry.weight >= _STRONG_WEIGHT
    )
    if feature is not None:
        return 2
    if not entry.exact:
        return 0
    curated = best.precision is PlacePrecision.COUNTRY or bool(entry.rows)
    if flags & COMMON_WORD and not (curated and entry.weight >= _COUNTRY_LIKE):
        if cue in _FIRM or listed:
            return 1 if entry.weight >= 20_000 else 0
        return 1 if located and big else -1
    if flags & GIVEN_NAME and entry.weight < _COUNTRY_LIKE:
        if located:
            return 1 if big or cue in _FIRM else 0
        return 1 if entry.weight >= 400_000 else 0 if entry.weight >= 50_000 else -1
    if flags & FAMILY_NAME and entry.weight < _COUNTRY_LIKE:
        if located or big:
            return 1 if entry.weight >= 10_000 or cue in _FIRM else 0
        return 0
    if big or (not single and entry.weight >= 5_000):
        return 2
    return (2 if cue in _FIRM else 1) if located and entry.weight >= 300 else 0


def bars_after(piece: Piece, entry: Entry, pieces: list[Piece], place: int, gazetteer: Gazetteer) -> bool:
    """Whether the capitalised word after a name makes it part of another name ("Paris Agreement", "Jackson Smith")."""
    if not piece.capital:
        return False
    if piece.joined == "-":
        return not longest(pieces, place, gazetteer) and entry.weight < _COUNTRY_LIKE
    best = entry.candidates[0].precision
    if best is PlacePrecision.COUNTRY or best is PlacePrecision.REGION:
        after = pieces[place + 1].folded if place + 1 < len(pieces) else ""
        if best is PlacePrecision.REGION and piece.folded == "regional":
            return True
        if piece.folded in words(Cue.BODY) or piece.folded in words(Cue.TITLE):
            return after in ("university", "college")
        if pieces[place - 1].text.endswith("."):
            return piece.folded in words(Cue.ORGANISATION)
    if piece.folded in words(Cue.ORGANISATION) or piece.text.isdigit():
        return True
    if piece.folded in words(Cue.TITLE):
        return entry.weight < _STRONG_WEIGHT
    if piece.folded in peoples() or piece.folded in words(Cue.BEFORE):
        return False
    if entry.flags & (GIVEN_NAME | FAMILY_NAME) and best not in (PlacePrecision.COUNTRY, PlacePrecision.REGION):
        return True
    count = longest(pieces, place, gazetteer)
    return not (
        count
        and gazetteer.entry(" ".join(part.folded for part in pieces[place : place + count])).weight >= _STRONG_WEIGHT
    )


def bars_before(piece: Piece, opens: bool, entry: Entry, before: Found | None, gazetteer: Gazetteer) -> bool:
    """Whether the word before a name makes it part of another name ("George Washington", "Kenyatta National Hospital")."""
    if not piece.capital:
        return False
    folded = piece.folded
    if folded.isascii() and piece.text.isupper() and len(folded) <= 5 and entry.weight >= _STRONG_WEIGHT:
        return False
    if piece.joined == "-" or (before is not None and before.end >= piece.start):
        return False
    if folded in words(Cue.BEFORE) or folded in peoples() or folded in features():
        return False
    if folded in words(Cue.TITLE):
        return True
    if piece.text.endswith("'s"):
        return False
    if opens:
        return folded in words(Cue.GIVEN) or bool(gazetteer.entry(folded).flags & (GIVEN_NAME | FAMILY_NAME))
    return True
