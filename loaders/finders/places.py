"""Place names in a sentence: gazetteer look-up over capitalised runs, held back by what stands around each name."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache

from loaders.finders import coordinates, place_territory
from loaders.finders.place_acts import Act, act_after, act_before, name_goes_on
from loaders.finders.place_cues import Cue, words
from loaders.finders.place_evidence import (
    acted_on,
    bars_after,
    bars_before,
    described,
    flags,
    held,
    part_of_name,
    plausible_word,
    support,
)
from loaders.finders.place_found import IN_A_NAME, RUN, Found, Piece, bare, goes_on, longest, pieces_of
from loaders.finders.place_phrases import describe
from loaders.finders.place_titles import away_from_seat, clock, disease, treaty
from loaders.finders.place_unknown import INTRODUCTIONS, feature_after, feature_before, unknown
from loaders.gazetteer import Gazetteer
from loaders.gazetteer.curated import peoples
from loaders.gazetteer.names import cite_feature, features
from loaders.gazetteer.spelling import key
from loaders.gazetteer.stored import GIVEN_NAME
from loaders.model import Kind, Mention, PlacePrecision, Sentence, Span, Toponym, mention_at

_LOOK = 48
ACTED_ON = "places/acted-on"
"""The rule of a name that only what is done to it makes a place: "troops retook X"."""
_LIST_GAP = re.compile(r"(?:, (?:and |or )?| and | or | & |/|-)(?:the )?")


def find(sentence: Sentence, gazetteer: Gazetteer) -> list[Mention[Toponym]]:
    """Places named in one sentence, in order, never overlapping."""
    plain = sentence.plain
    found: list[Found] = []
    for run in RUN.finditer(plain):
        alone = run.group()
        if alone.lower() in _dull() and not alone.isupper():
            continue
        found.extend(_in_run(plain, pieces_of(run), gazetteer, found[-1] if found else None))
    written = coordinates.find(plain)
    if written:
        # Both lists are in order: only the last coordinate that starts before a name's end can cover it.
        starts = [start for start, _, _, _ in written]
        found = [
            name for name in found if not (at := bisect_left(starts, name.end)) or written[at - 1][1] <= name.start
        ]
    lands = place_territory.find(sentence, found)
    mentions = [
        mention_at(sentence, Kind.PLACE, name.start, name.end, name.rule, toponym, name.rows)
        for name, toponym in describe(plain, found)
    ]
    if lands:
        mentions = [mention for mention in mentions if not _covered(mention.span, lands)] + lands
    mentions += [
        mention_at(
            sentence,
            Kind.PLACE,
            start,
            end,
            "places/coordinates",
            Toponym(plain[start:end], support=2, lat=lat, lon=lon),
        )
        for start, end, lat, lon in written
    ]
    return sorted(mentions, key=lambda mention: (mention.span.start, mention.span.end))


def _covered(span: Span, lands: list[Mention[Toponym]]) -> bool:
    """Whether one of `lands`, which are in order and apart, holds some of the span."""
    at = bisect_left(lands, span.end, key=lambda land: land.span.start)
    return at > 0 and lands[at - 1].span.end > span.start


@cache
def _dull() -> frozenset[str]:
    """Words that are no place when they stand alone with their capital, as at the start of a sentence."""
    return words(Cue.NEVER) | words(Cue.BEFORE) | frozenset(peoples())


def _in_run(plain: str, pieces: list[Piece], gazetteer: Gazetteer, before: Found | None) -> list[Found]:
    found: list[Found] = []
    place = 0
    while place < len(pieces):
        count = longest(pieces, place, gazetteer)
        here = _judge(plain, pieces, place, count, gazetteer, found[-1] if found else before) if count else None
        if here is None and pieces[place].capital:
            last = found[-1] if found else before
            listed = (
                last is not None
                and last.rule == ACTED_ON
                and _LIST_GAP.fullmatch(plain, last.end, pieces[place].start) is not None
            )
            here, count = unknown(plain, pieces, place, gazetteer, listed)
        if here is None:
            place += max(1, count) if count else 1
            continue
        found.append(here)
        while place < len(pieces) and pieces[place].start < here.end:
            place += 1
    return found


def _judge(
    plain: str, pieces: list[Piece], place: int, count: int, gazetteer: Gazetteer, before: Found | None
) -> Found | None:
    """The known name as a place, or None where it is a word, a person or part of another name."""
    first, last = pieces[place], pieces[place + count - 1]
    name = bare(plain[first.start : last.end])
    end = first.start + len(name)
    entry = gazetteer.entry(name)
    if not entry.candidates:
        return None
    single = count == 1
    if not single and not entry.rows and all(part.folded in words(Cue.NEVER) for part in pieces[place : place + count]):
        return None
    if "$" in plain[max(0, first.start - 1) : first.start] + plain[end : end + 1]:
        return None
    if plain.startswith(" ", end):
        if disease(plain, end) or clock(plain, end):
            return None
        if entry.candidates[0].precision is not PlacePrecision.COUNTRY and treaty(plain, end):
            return None
    if plain[first.start - 1 : first.start] == "/" or (
        plain[end : end + 1] == "/" and plain[end + 1 : end + 2].isdigit()
    ):
        return None
    if single and not plausible_word(first, name, entry, plain[max(0, first.start - 30) : end + 30].isupper()):
        return None
    if goes_on(pieces, place + count):
        return None
    left = plain[max(0, first.start - _LOOK) : first.start]
    feature, feature_end, rows = feature_after(plain, end)
    title_case = not name.isupper() or len(name) < 5
    follower = pieces[place + count] if place + count < len(pieces) else None
    if (
        feature is None
        and follower is not None
        and end == last.end
        and bars_after(follower, entry, pieces, place + count, gazetteer)
    ):
        return None
    previous = pieces[place - 1] if place else None
    if (
        previous is not None
        and title_case
        and bars_before(previous, place == 1 and not left.strip(), entry, before, gazetteer)
    ):
        return None
    if part_of_name(pieces, place):
        if entry.candidates[0].precision not in (PlacePrecision.COUNTRY, PlacePrecision.REGION, PlacePrecision.AREA):
            return None
        return Found(first.start, end, name, entry, 2, IN_A_NAME, None, entry.rows[:2])
    if away_from_seat(pieces, place, count, left):
        return None
    cue = left.rstrip(' "(').rpartition(" ")[2].lower()
    of_feature = feature_before(left) if left.endswith(INTRODUCTIONS) else None
    if held(plain, end, entry, gazetteer) or described(plain, end):
        of_feature = of_feature or "locality"
    listed = (
        before is not None and before.support > 0 and _LIST_GAP.fullmatch(plain, before.end, first.start) is not None
    )
    rule = "places/gazetteer" if entry.exact else "places/spelling"
    other = flags(entry, first, single)
    if other & GIVEN_NAME and cue in words(Cue.PERSON):
        return None
    sure = support(entry, single, cue, feature or of_feature, listed, other)
    act = act_before(left) or act_after(plain, end)
    if act is Act.NONE and listed and before is not None and before.rule == ACTED_ON:
        act = Act.PLACE
    if act:
        named = single and first.folded in words(Cue.GIVEN)
        if sure < 1 and acted_on(entry, other, act, named) and not name_goes_on(plain, end):
            sure, rule = 1, ACTED_ON
        elif sure == 1 and named and act is Act.PERSON_TOO and not acted_on(entry, other, act, named):
            sure = 0
    if sure < 0:
        return None
    tail = features().get(last.folded)
    if feature is None and not single and tail is not None and tail.after and tail.administrative:
        core = plain[first.start : pieces[place + count - 2].end]
        return Found(
            first.start,
            end,
            core,
            gazetteer.entry(core),
            2,
            "places/feature",
            last.folded,
            (cite_feature(last.folded),),
        )
    if feature:
        whole = plain[first.start : feature_end]
        if features()[feature].precision is PlacePrecision.POINT and gazetteer.exact(key(whole)):
            entry = gazetteer.entry(whole)
            return Found(first.start, feature_end, whole, entry, 2, "places/gazetteer", None, entry.rows[:2])
        rule, end = "places/feature", feature_end
    return Found(first.start, end, name, entry, sure, rule, feature or of_feature, entry.rows[:2] + rows)
