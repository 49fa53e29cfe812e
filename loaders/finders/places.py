"""Place names in a sentence: gazetteer look-up over capitalised runs, held back by what stands around each name."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from loaders.finders import coordinates
from loaders.finders.place_cues import Cue, cite_feature, features, words
from loaders.finders.place_phrases import IN_A_NAME, Found, describe
from loaders.gazetteer import Gazetteer
from loaders.gazetteer.curated import acronyms, peoples
from loaders.gazetteer.lookup import Entry
from loaders.gazetteer.spelling import ARTICLES, key
from loaders.gazetteer.stored import COMMON_WORD, FAMILY_NAME, GIVEN_NAME
from loaders.model import Kind, Mention, PlacePrecision, Sentence, Toponym, mention_at

_UPPER = "A-ZÀ-ÖØ-ÞĀ-ŒŠŚŞŠȘŢŤȚŽŻŹḨḐḪḾ-ẞЀ-ЯҐІЇЄ"
# Capitalised words, with the small words that stand inside names between them. "U.S." keeps its stops.
_RUN = re.compile(
    rf"(?<![\w'])(?:[a-z]{{1,3}}[-'])?[{_UPPER}](?:(?:\.[{_UPPER}]\b)+\.?|[\w']*)"
    rf"(?:[ -](?:(?:of|the|de|la|las|los|le|du|des|del|da|do|al|el|ar|as|ash|ad|an|at|az|ez|es|er|and|on|sur)[ -]){{0,2}}"
    rf"(?:[a-z]{{1,3}}['-])?[{_UPPER}](?:(?:\.[{_UPPER}]\b)+\.?|[\w']*))*"
)
_PIECE = re.compile(r"[^\s-]+")
_OF_FEATURE = re.compile(r"([\w'-]+) ([a-z]+(?: (?:camp|crossing|base|airport|ground|city))?) (?:of|named|called|like|such as|including) (?:the )?$")
_LOOK = 48
_LONGEST = 7
_STRONG_WEIGHT = 150_000
_COUNTRY_LIKE = 1_500_000
# Words that a name rarely follows or precedes as anything but a place.
_FIRM = frozenset("in near at outside inside around throughout across within toward towards outskirts".split())


class _Piece(NamedTuple):
    """One word of a run. `joined` is the character before it: space, hyphen, or empty at the start of the run.

    `folded` is its key without a possessive ending, `whole` with it; `capital` also holds for "d'Ivoire".
    """

    start: int
    end: int
    text: str
    folded: str
    whole: str
    joined: str
    capital: bool


def _bare(word: str) -> str:
    """A word without its possessive ending."""
    return word[:-2] if word.endswith("'s") else word.removesuffix("'")


def find(sentence: Sentence, gazetteer: Gazetteer) -> list[Mention[Toponym]]:
    """Places named in one sentence, in order, never overlapping."""
    plain = sentence.plain
    found: list[Found] = []
    for run in _RUN.finditer(plain):
        alone = run.group()
        if alone.lower() in _dull() and not alone.isupper():
            continue
        found.extend(_in_run(plain, _pieces(run), gazetteer, found[-1] if found else None))
    written = coordinates.find(plain)
    found = [name for name in found if all(name.end <= start or end <= name.start for start, end, _, _ in written)]
    mentions = [
        mention_at(sentence, Kind.PLACE, name.start, name.end, name.rule, toponym, name.rows)
        for name, toponym in describe(plain, found)
    ]
    mentions += [
        mention_at(sentence, Kind.PLACE, start, end, "places/coordinates", Toponym(plain[start:end], support=2, lat=lat, lon=lon))
        for start, end, lat, lon in written
    ]
    return sorted(mentions, key=lambda mention: mention.span)


@cache
def _dull() -> frozenset[str]:
    """Words that are no place when they stand alone with their capital, as at the start of a sentence."""
    return words(Cue.NEVER) | words(Cue.BEFORE) | frozenset(peoples())


def _pieces(run: re.Match[str]) -> list[_Piece]:
    text, base = run.group(), run.start()
    pieces = []
    for part in _PIECE.finditer(text):
        start = part.start()
        word = part.group()
        whole = key(word)
        folded = key(_bare(word)) if "'" in word else whole
        capital = word[0].isupper() or (word[1:2] == "'" and word[2:3].isupper())
        pieces.append(_Piece(base + start, base + part.end(), word, folded, whole, text[start - 1] if start else "", capital))
    return pieces


def _in_run(plain: str, pieces: list[_Piece], gazetteer: Gazetteer, before: Found | None) -> list[Found]:
    found: list[Found] = []
    place = 0
    while place < len(pieces):
        count = _longest(pieces, place, gazetteer)
        here = _judge(plain, pieces, place, count, gazetteer, found[-1] if found else before) if count else None
        if here is None and pieces[place].capital:
            here, count = _unknown(plain, pieces, place)
        if here is None:
            place += max(1, count) if count else 1
            continue
        found.append(here)
        while place < len(pieces) and pieces[place].start < here.end:
            place += 1
    return found


def _longest(pieces: list[_Piece], place: int, gazetteer: Gazetteer) -> int:
    """How many pieces from `place` on make the longest known name; 0 for none."""
    piece = pieces[place]
    if not piece.folded or not (piece.capital or piece.folded in ARTICLES or len(piece.text) > 3 and piece.text[2] in "'"):
        return 0
    ahead = pieces[place : place + _LONGEST]
    owned = next((number for number, part in enumerate(ahead) if part.whole != part.folded), None)
    best = gazetteer.longest(" ".join(part.whole for part in ahead))
    if owned is not None and best.count(" ") <= owned:
        best = gazetteer.longest(" ".join([*(part.whole for part in ahead[:owned]), ahead[owned].folded])) or best
    count = best.count(" ") + 1 if best else 0
    while count and not ahead[count - 1].capital:
        count -= 1
    if count:
        return count
    if not piece.capital:
        # "al-Raqqah", "el-Geneina": the entry may stand under another article or none.
        if len(ahead) > 1 and ahead[1].capital and gazetteer.entry(f"{piece.folded} {ahead[1].folded}").candidates:
            return 2
        return 0
    return 1 if len(piece.folded) >= 5 and gazetteer.entry(piece.folded).candidates else 0


def _judge(plain: str, pieces: list[_Piece], place: int, count: int, gazetteer: Gazetteer, before: Found | None) -> Found | None:
    """The known name as a place, or None where it is a word, a person or part of another name."""
    first, last = pieces[place], pieces[place + count - 1]
    name = _bare(plain[first.start : last.end])
    end = first.start + len(name)
    entry = gazetteer.entry(name)
    if not entry.candidates:
        return None
    single = count == 1
    if not single and all(part.folded in words(Cue.NEVER) for part in pieces[place : place + count]):
        return None
    if "$" in plain[max(0, first.start - 1) : first.start] + plain[end : end + 1] or _DISEASE.match(plain, end):
        return None
    if plain[first.start - 1 : first.start] == "/" or plain[end : end + 1] == "/" and plain[end + 1 : end + 2].isdigit():
        return None
    if single and not _plausible_word(first, name, entry, plain[max(0, first.start - 30) : end + 30].isupper()):
        return None
    left = plain[max(0, first.start - _LOOK) : first.start]
    feature, feature_end, rows = _feature_after(plain, end, pieces, place + count)
    title_case = not name.isupper() or len(name) < 5
    follower = pieces[place + count] if place + count < len(pieces) else None
    if feature is None and follower is not None and end == last.end and _bars_after(follower, entry, pieces, place + count, gazetteer):
        return None
    previous = pieces[place - 1] if place else None
    if previous is not None and title_case and _bars_before(previous, place == 1 and not left.strip(), entry, before, gazetteer):
        return None
    if _part_of_name(pieces, place):
        if entry.candidates[0].precision not in (PlacePrecision.COUNTRY, PlacePrecision.REGION, PlacePrecision.AREA):
            return None
        return Found(first.start, end, name, entry, 2, IN_A_NAME, None, entry.rows[:2])
    if " ".join(part.folded for part in pieces[place : place + count]) in words(Cue.METONYM) and not _AT_SEAT.search(left):
        return None
    cue = left.rstrip(' "(').rpartition(" ")[2].lower()
    of_feature = _feature_before(left) if left.endswith(_INTRODUCTIONS) else None
    held = _HELD.match(plain, end)
    if held is not None and _inside(entry, gazetteer.entry(held.group(1))):
        of_feature = of_feature or "locality"
    listed = before is not None and before.support > 0 and _LIST_GAP.fullmatch(plain, before.end, first.start) is not None
    support = _support(entry, single, cue, feature or of_feature, listed, _flags(entry, first, single))
    if support < 0:
        return None
    rule = "places/gazetteer" if entry.exact else "places/spelling"
    tail = features().get(last.folded)
    if feature is None and not single and tail is not None and tail.after and tail.administrative:
        core = plain[first.start : pieces[place + count - 2].end]
        return Found(first.start, end, core, gazetteer.entry(core), 2, "places/feature", last.folded, (cite_feature(last.folded),))
    if feature:
        rule, end = "places/feature", feature_end
    start = first.start
    return Found(start, end, name, entry, support, rule, feature or of_feature, entry.rows[:2] + rows)


_HELD = re.compile(rf", (?:in )?([{_UPPER}][\w'.]+(?: [{_UPPER}][\w']+)?)")


def _inside(entry: Entry, holder: Entry) -> bool:
    """Whether "X, Y" reads as X in Y: a candidate of X lies in the state or region Y."""
    for outer in holder.candidates[:4]:
        if outer.precision not in (PlacePrecision.COUNTRY, PlacePrecision.REGION):
            continue
        for inner in entry.candidates:
            if inner.country == outer.country and inner.precision is not PlacePrecision.COUNTRY:
                if outer.precision is PlacePrecision.COUNTRY or inner.admin1 in (outer.admin1, outer.name):
                    return True
    return False


# "Marburg virus", "West Nile fever": named after a place, not in it.
_DISEASE = re.compile(r" \[?(?:virus|ebolavirus|fever|ha?emorrhagic|encephalitis|disease|syndrome)\b")
# A seat of government is a place only where something is at it: "met at the White House", not "the White House said".
_AT_SEAT = re.compile(r"\b(?:at|inside|outside|near|to|around|into|on|over|in) (?:the )?$")
_LIST_GAP = re.compile(r"(?:, (?:and |or )?| and | or | & |/|-)(?:the )?")


def _plausible_word(piece: _Piece, name: str, entry: Entry, headline: bool) -> bool:
    """Whether one word has the form of a name: acronyms need their capitals, some words are never places alone."""
    folded = piece.folded
    if len(folded) <= 5 and name.isupper():
        return name.replace(".", "") in acronyms() or (headline and entry.exact)
    if folded in peoples() or folded in words(Cue.NEVER):
        return False
    return len(folded) > 3 or not (entry.rows or entry.flags)


def _part_of_name(pieces: list[_Piece], place: int) -> bool:
    """Whether "of" ties the name to a capitalised body before it: "University of California", "Islamic State of Iraq"."""
    back = place - 1
    if back >= 0 and pieces[back].folded == "the":
        back -= 1
    if back < 1 or pieces[back].text not in ("of", "for", "and"):
        return False
    if pieces[back].text == "and":
        # "Islamic State of Iraq and the Levant": the second half goes with the first.
        return any(_part_of_name(pieces, earlier) for earlier in range(max(1, back - 3), back) if pieces[earlier].capital)
    body = pieces[back - 1]
    return body.capital and (body.folded in words(Cue.ORGANISATION) or body.folded in words(Cue.TITLE) or body.folded in _POLITIES)


_POLITIES = frozenset("state affairs kingdom ministers governments government people republic".split())


def _flags(entry: Entry, piece: _Piece, single: bool) -> int:
    if not single:
        return 0
    return entry.flags | (GIVEN_NAME if piece.folded in words(Cue.GIVEN) else 0)


def _support(entry: Entry, single: bool, cue: str, feature: str | None, listed: bool, flags: int) -> int:
    """2 sure, 1 cued, 0 only with the article's help, -1 no place."""
    located = cue in words(Cue.LOCATIVE) or listed
    best = entry.candidates[0]
    big = best.precision in (PlacePrecision.COUNTRY, PlacePrecision.REGION, PlacePrecision.AREA) or entry.weight >= _STRONG_WEIGHT
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


def _feature_after(plain: str, end: int, pieces: list[_Piece], following: int) -> tuple[str | None, int, tuple[str, ...]]:
    """"Mosul district", "Kharkiv Oblast", "Pokrovsk direction", "Abu Shouk refugee camp": the feature word and where it ends."""
    match = _RIGHT_ANY_FEATURE.match(plain, end)
    if match is None:
        return None, end, ()
    texts = [part for part in match.groups() if part]
    for count in range(len(texts), 0, -1):
        word = " ".join(texts[:count]).lower()
        row = features().get(word)
        if row is not None and row.after:
            stop = match.end(count)
            if not texts[count - 1][0].isupper() and word in _LOWER_NOT:
                continue
            if _CAPITAL_NEXT.match(plain, stop) and plain[stop + 1 : stop + 25].split(" ", 1)[0].strip(".,;").lower() in words(Cue.ORGANISATION):
                continue
            return word, stop, (cite_feature(word),)
    return None, end, ()


_RIGHT_ANY_FEATURE = re.compile(r"[ -]([A-Za-z]{4,14})\b(?:[ -]([A-Za-z]{3,12})\b)?(?: ([A-Za-z]{4,8})\b)?")
_CAPITAL_NEXT = re.compile(rf" [{_UPPER}]")
# "Turkey state", "Baghdad market", "Aleppo hospital": in small letters these say what, not which.
_LOWER_NOT = frozenset("state base station market square front sector road coast hospital camp bridge church station area community".split()) - {
    "area", "camp", "front", "sector", "base", "bridge", "coast",
}


def _feature_before(left: str) -> str | None:
    """"the village of X", "the southern city of X"."""
    match = _OF_FEATURE.search(left)
    if match is None:
        return None
    qualifier, word = match.groups()
    row = features().get(word)
    if row is None or not row.before or (qualifier[0].isupper() and qualifier.lower() not in peoples() and qualifier not in ("The", "A", "An")):
        return None
    return word


def _bars_after(piece: _Piece, entry: Entry, pieces: list[_Piece], place: int, gazetteer: Gazetteer) -> bool:
    """Whether the capitalised word after a name makes it part of another name ("Paris Agreement", "Jackson Smith")."""
    if not piece.capital:
        return False
    if piece.joined == "-":
        return not _longest(pieces, place, gazetteer) and entry.weight < _COUNTRY_LIKE
    best = entry.candidates[0].precision
    if best is PlacePrecision.COUNTRY or best is PlacePrecision.REGION:
        after = pieces[place + 1].folded if place + 1 < len(pieces) else ""
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
    count = _longest(pieces, place, gazetteer)
    return not (count and gazetteer.entry(" ".join(part.folded for part in pieces[place : place + count])).weight >= _STRONG_WEIGHT)



def _bars_before(piece: _Piece, opens: bool, entry: Entry, before: Found | None, gazetteer: Gazetteer) -> bool:
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


def _unknown(plain: str, pieces: list[_Piece], place: int) -> tuple[Found | None, int]:
    """A name that the gazetteer lacks, made a place by a word beside it: "the village of Xyz", "Xyz district"."""
    first = pieces[place]
    if first.folded in words(Cue.NEVER) or first.folded in words(Cue.BEFORE) or first.folded in peoples():
        return None, 0
    if first.folded in _HEADS:
        return _headed(plain, pieces, place)
    if first.folded in features():
        return None, 0
    stop = place + 1
    while stop < len(pieces) and pieces[stop].folded not in features() and stop - place < 4 and pieces[stop - 1].end == pieces[stop].start - 1:
        if not pieces[stop].capital and pieces[stop].folded not in ARTICLES:
            break
        stop += 1
    while not pieces[stop - 1].capital:
        stop -= 1
    if pieces[stop - 1].text != _bare(pieces[stop - 1].text):
        return None, 0
    end = pieces[stop - 1].end
    name = plain[first.start : end]
    if name.isupper():
        return None, 0
    introduced = plain.endswith(_INTRODUCTIONS, 0, first.start)
    feature = _feature_before(plain[max(0, first.start - _LOOK) : first.start]) if introduced else None
    rows: tuple[str, ...] = ()
    if feature is None or not features()[feature].names:
        feature, feature_end, rows = _feature_after(plain, end, pieces, stop)
        if feature is None or not features()[feature].names or not _names_unknown(plain, feature_end):
            return None, 0
        if plain[feature_end - len(feature)].isupper() if feature in _FRONTS else name.endswith(_ADJECTIVES):
            return None, 0
        end = feature_end
    else:
        rows = (cite_feature(feature),)
    return Found(first.start, end, name, _UNKNOWN, 1, "places/unknown-name", feature, rows), stop - place


# Words for a kind of place that open its name.
_HEADS = frozenset("lake mount camp fort wadi jabal jebel tell tel khan kafr deir bir umm beit wadi".split())


def _headed(plain: str, pieces: list[_Piece], place: int) -> tuple[Found | None, int]:
    """"Lake Xyz", "Camp Xyz", "Kafr Xyz": not in the gazetteer, but of the form of a place name."""
    ahead = pieces[place + 1 : place + 3]
    if not ahead:
        return None, 0
    stop = 1 if ahead[0].capital else 2 if len(ahead) == 2 and ahead[0].folded in ARTICLES and ahead[1].capital else 0
    if not stop or ahead[stop - 1].folded in words(Cue.ORGANISATION) or ahead[stop - 1].folded in words(Cue.BEFORE):
        return None, 0
    end = ahead[stop - 1].start + len(_bare(ahead[stop - 1].text))
    feature = pieces[place].folded if pieces[place].folded in features() else None
    return Found(pieces[place].start, end, plain[pieces[place].start : end], _UNKNOWN, 1, "places/headed-name", feature), stop + 1


_INTRODUCTIONS = ("of ", "the ", "named ", "called ", "like ", "as ", "including ")
# "Nusra Front" fights; "the Nusra front" is fought on.
_FRONTS = frozenset(("front", "direction", "axis", "sector"))
_ADJECTIVES = ("ian", "ish", "ese", "ite", "ist")
_UNKNOWN = Entry((), 0, 0, True)


def _names_unknown(plain: str, end: int) -> bool:
    """Whether "Xyz region" may name a place: not where more of a name follows ("Xyz Region Council")."""
    return not plain[end : end + 2].strip()[:1].isupper()
