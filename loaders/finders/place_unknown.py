"""Words for a kind of place beside a name, and the names that only such a word makes a place: "the village of Xyz"."""

from __future__ import annotations

import re
from functools import cache

from loaders.finders.place_acts import Act, act_before, located_before
from loaders.finders.place_cues import Cue, words
from loaders.finders.place_found import UPPER, Found, Piece, bare
from loaders.gazetteer import Gazetteer
from loaders.gazetteer.curated import peoples
from loaders.gazetteer.lookup import Entry
from loaders.gazetteer.names import cite_feature, features
from loaders.gazetteer.spelling import ARTICLES, key
from loaders.gazetteer.stored import GIVEN_NAME

_OF_FEATURE = re.compile(
    r"(?:([\w'-]+) |^)([A-Za-z]+(?: (?:camp|crossing|base|airport|ground|city))?) (?:of|named|called|like|such as|including) (?:the )?$"
)
_LOOK = 48


def feature_after(plain: str, end: int) -> tuple[str | None, int, tuple[str, ...]]:
    """ "Mosul district", "Kharkiv Oblast", "Pokrovsk direction", "Abu Shouk refugee camp": the feature word and where it ends."""
    match = _RIGHT_ANY_FEATURE.match(plain, end)
    if match is None or match[1].lower() not in _first_words():
        return None, end, ()
    texts = [part for part in match.groups() if part]
    for count in range(len(texts), 0, -1):
        word = " ".join(texts[:count]).lower()
        row = features().get(word)
        if row is not None and row.after:
            stop = match.end(count)
            if not texts[count - 1][0].isupper() and word in _LOWER_NOT:
                continue
            if _CAPITAL_NEXT.match(plain, stop) and plain[stop + 1 : stop + 25].split(" ", 1)[0].strip(
                ".,;"
            ).lower() in words(Cue.ORGANISATION):
                continue
            return word, stop, (cite_feature(word),)
    return None, end, ()


@cache
def _first_words() -> frozenset[str]:
    return frozenset(word.split(" ", 1)[0] for word in features())


_RIGHT_ANY_FEATURE = re.compile(r"[ -]([A-Za-z]{3,14})\b(?:[ -]([A-Za-z]{3,12})\b)?(?: ([A-Za-z]{4,8})\b)?")
_CAPITAL_NEXT = re.compile(rf" [{UPPER}]")
# "Turkey state", "Baghdad market", "Aleppo hospital": in small letters these say what, not which.
_LOWER_NOT = frozenset(
    "state base station market square front sector road coast hospital camp bridge church station area community".split()
) - {
    "area",
    "camp",
    "front",
    "sector",
    "base",
    "bridge",
    "coast",
}


def feature_before(left: str) -> str | None:
    """ "the village of X", "the southern city of X"."""
    match = _OF_FEATURE.search(left)
    if match is None:
        return None
    qualifier, word = match.groups()
    row = features().get(word.lower())
    if row is None and " " in word:
        qualifier, word = word.split(" ")
        row = features().get(word)
    if row is None or not row.before:
        return None
    # "the Kupiansk district of X" speaks of Kupiansk; "the Syrian town of X" of X.
    if (
        qualifier
        and qualifier[0].isupper()
        and qualifier.lower() not in peoples()
        and qualifier not in ("The", "A", "An")
    ):
        return None
    return row.word


def unknown(
    plain: str, pieces: list[Piece], place: int, gazetteer: Gazetteer, listed: bool = False
) -> tuple[Found | None, int]:
    """A name that the gazetteer lacks, made a place by a word beside it: "the village of Xyz", "Xyz district", "retook Xyz".

    `listed`: it goes on a list whose last name is such a place.
    """
    first = pieces[place]
    if first.folded in words(Cue.NEVER) or first.folded in words(Cue.BEFORE) or first.folded in peoples():
        return None, 0
    if first.folded in _HEADS:
        return _headed(plain, pieces, place)
    if first.folded in features():
        return None, 0
    stop = place + 1
    while (
        stop < len(pieces)
        and pieces[stop].folded not in features()
        and stop - place < 4
        and pieces[stop - 1].end == pieces[stop].start - 1
    ):
        if not pieces[stop].capital and pieces[stop].folded not in ARTICLES:
            break
        stop += 1
    while not pieces[stop - 1].capital:
        stop -= 1
    if pieces[stop - 1].text != bare(pieces[stop - 1].text):
        return None, 0
    end = pieces[stop - 1].end
    name = plain[first.start : end]
    if pieces[stop - 1].folded == "military":  # "Leningrad Military District" is a command
        return None, 0
    if name.isupper():
        return None, 0
    introduced = plain.endswith(INTRODUCTIONS, 0, first.start)
    feature = feature_before(plain[max(0, first.start - _LOOK) : first.start]) if introduced else None
    rows: tuple[str, ...] = ()
    if feature is None or not features()[feature].names:
        feature, feature_end, rows = feature_after(plain, end)
        if feature is None and _taken(plain, first.start, end, pieces[place:stop], gazetteer, listed):
            return Found(first.start, end, name, _UNKNOWN, 1, "places/acted-on", None), stop - place
        if feature is None or not features()[feature].names or not _names_unknown(plain, feature_end):
            return None, 0
        if plain[feature_end - len(feature)].isupper() if feature in _FRONTS else name.endswith(_ADJECTIVES):
            return None, 0
        end = feature_end
        name = _water(name, feature, gazetteer)
    else:
        rows = (cite_feature(feature),)
    return Found(first.start, end, name, _UNKNOWN, 1, "places/unknown-name", feature, rows), stop - place


# What may follow the name of a place that was retaken, so that it is no adjective: "retook Xyz on Monday", not "entered Xyz territory".
_CLOSED = re.compile(
    r"[.,;:!?)]|$| (?:in|on|after|and|from|during|by|before|with|as|at|to|when|while|for|last|early|late|overnight|yesterday|today|"
    r"following|this|but|near|then|without|amid|again)\b"
)


def _taken(plain: str, start: int, end: int, pieces: list[Piece], gazetteer: Gazetteer, listed: bool) -> bool:
    """Whether the name is that of a place which is retaken, shelled or entered."""
    if _CLOSED.match(plain, end) is None:
        return False
    left = plain[max(0, start - _LOOK) : start]
    if not listed and act_before(left) is not Act.PLACE and not located_before(left):
        return False
    if plain[start:end].endswith((*_ADJECTIVES, "ians", "ists", "ers")):
        return False
    return all(
        len(piece.folded) > 3
        and piece.text[1:].islower()
        and piece.folded not in words(Cue.GIVEN)
        and piece.folded not in words(Cue.ORGANISATION)
        and piece.folded not in words(Cue.TITLE)
        and not gazetteer.entry(piece.folded).candidates
        and not gazetteer.entry(piece.folded).flags & GIVEN_NAME
        for piece in pieces
    )


def _water(name: str, feature: str, gazetteer: Gazetteer) -> str:
    """The lake or river that a dam or barrage is named after, where the gazetteer knows it; else the name."""
    if feature not in _ON_WATER:
        return name
    known = (f"Lake {name}", f"{name} River")
    return next((water for water in known if gazetteer.exact(key(water))), name)


_ON_WATER = frozenset(("dam", "barrage", "bridge", "hydroelectric dam"))
# Words for a kind of place that open its name.
_HEADS = frozenset(
    "lake mount camp fort wadi jabal jebel tell tel tall khan kafr kfar deir bir umm beit ras ain ayn jisr marj qasr".split()
)


def _headed(plain: str, pieces: list[Piece], place: int) -> tuple[Found | None, int]:
    """ "Lake Xyz", "Camp Xyz", "Kafr Xyz": not in the gazetteer, but of the form of a place name."""
    ahead = pieces[place + 1 : place + 3]
    if not ahead:
        return None, 0
    stop = 1 if ahead[0].capital else 2 if len(ahead) == 2 and ahead[0].folded in ARTICLES and ahead[1].capital else 0
    if not stop or ahead[stop - 1].folded in words(Cue.ORGANISATION) or ahead[stop - 1].folded in words(Cue.BEFORE):
        return None, 0
    end = ahead[stop - 1].start + len(bare(ahead[stop - 1].text))
    feature = pieces[place].folded if pieces[place].folded in features() else None
    return Found(
        pieces[place].start, end, plain[pieces[place].start : end], _UNKNOWN, 1, "places/headed-name", feature
    ), stop + 1


INTRODUCTIONS = tuple(
    f"{word} {article}"
    for word in ("of", "named", "called", "like", "such as", "including")
    for article in ("", "the ")
)
# "Nusra Front" fights; "the Nusra front" is fought on.
_FRONTS = frozenset(("front", "direction", "axis", "sector"))
_ADJECTIVES = ("ian", "ish", "ese", "ite", "ist")
_UNKNOWN = Entry((), 0, 0, True)


def _names_unknown(plain: str, end: int) -> bool:
    """Whether "Xyz region" may name a place: not where more of a name follows ("Xyz Region Council")."""
    return not plain[end : end + 2].strip()[:1].isupper()
