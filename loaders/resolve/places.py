"""Toponyms → places: which place each name means in its article, or why that cannot be told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from loaders.gazetteer import Gazetteer
from loaders.gazetteer.curated import country_name
from loaders.gazetteer.names import features
from loaders.gazetteer.spelling import key
from loaders.model import Article, Candidate, Mention, Place, PlacePrecision, Sentence, Toponym
from loaders.resolve.place_areas import beside, shaped
from loaders.resolve.place_context import Context, Reading, kind_word, readings
from loaders.resolve.place_geography import apart, inside
from loaders.resolve.place_lookalikes import Lookalike, Lookalikes

_ALTERNATIVES = 5
_WELL_KNOWN = 100_000
_AHEAD = 0.06
_SUPPORTED_SHARE = 0.15
_DIFFERENT_KM = 40.0


def resolve(
    article: Article, sentences: Sequence[Sentence], found: Sequence[Mention[Toponym]], gazetteer: Gazetteer
) -> list[Mention[Place]]:
    """Places of the mentions, in order. A name that only the article could support, and that it does not, is dropped."""
    names = readings(found, gazetteer)
    context = Context(names, gazetteer)
    chosen = {word: context.ranked(reading) for word, reading in names.items()}
    lookalikes = Lookalikes(chosen, context, gazetteer)
    doubts = {
        word: lookalikes.of(names[word], ranked[0]) for word, ranked in chosen.items() if ranked and names[word].exact
    }
    chosen |= {
        word: lookalikes.misspelt(names[word]) for word, ranked in chosen.items() if not ranked and names[word].support
    }
    resolved: list[Mention[Place]] = []
    for mention in found:
        toponym = mention.value
        if toponym.lat is not None and toponym.lon is not None:
            resolved.append(_moved(mention, _written(toponym)))
            continue
        word = (key(toponym.name), kind_word(toponym))
        reading, ranked, lookalike = names[word], chosen[word], doubts.get(word)
        if not _kept(reading, ranked, context):
            continue
        anchor = chosen.get((key(toponym.other), None)) if toponym.other else None
        if not ranked or (not reading.exact and not _supported(ranked[0], context)):
            unplaced = _unplaced(toponym, ranked)
            resolved.append(_moved(mention, beside(unplaced, toponym, anchor[0]) if anchor else unplaced))
            continue
        if lookalike is not None:
            both = tuple(dict.fromkeys((lookalike.place, *ranked)))[: _ALTERNATIVES + 1]
            message = _spelled_alike(ranked[0], lookalike)
            resolved.append(_moved(mention, replace(_unplaced(toponym, both), name=toponym.name, lookalike=message)))
            continue
        foreign = _elsewhere(toponym, reading, ranked[0], context)
        if foreign is not None and reading.support < 2 and not reading.within:
            continue
        if foreign is not None:
            resolved.append(_moved(mention, replace(_unplaced(toponym, ranked), ambiguous=foreign)))
            continue
        place = _placed(toponym, ranked, _conflict(toponym, ranked[0], context), _ambiguous(toponym, reading, ranked))
        resolved.append(_moved(mention, shaped(place, toponym, ranked[0], anchor[0] if anchor else None)))
    return resolved


def _moved(mention: Mention[Toponym], place: Place) -> Mention[Place]:
    return Mention(mention.kind, mention.span, mention.text, mention.rule, place, mention.rows)


def _written(toponym: Toponym) -> Place:
    return Place(toponym.name, toponym.lat, toponym.lon, PlacePrecision.POINT, 0.5, None, None, None, role=toponym.role)


def _kept(reading: Reading, ranked: tuple[Candidate, ...], context: Context) -> bool:
    """Names with a cue stay; a bare one needs a candidate in a country that the article otherwise names."""
    if reading.support > 0:
        return True
    return bool(ranked) and _supported(ranked[0], context) and (not reading.person_like or bool(reading.within))


def _supported(candidate: Candidate, context: Context) -> bool:
    return context.share(candidate.country) >= _SUPPORTED_SHARE


def _unplaced(toponym: Toponym, ranked: tuple[Candidate, ...]) -> Place:
    row = features().get(toponym.feature or "")
    name = f"{toponym.name} {toponym.feature}" if row is not None and row.after and row.administrative else toponym.name
    return Place(
        name,
        None,
        None,
        None,
        None,
        None,
        None,
        None,
        alternatives=ranked[:_ALTERNATIVES],
        role=toponym.role,
        within=toponym.within,
    )


def _placed(toponym: Toponym, ranked: tuple[Candidate, ...], conflict: str | None, ambiguous: str | None) -> Place:
    best = ranked[0]
    return Place(
        name=best.name,
        lat=best.lat,
        lon=best.lon,
        precision=best.precision,
        radius_km=best.radius_km,
        admin1=best.admin1,
        country=best.country,
        gazetteer_id=best.gazetteer_id,
        alternatives=ranked[1:_ALTERNATIVES],
        role=toponym.role,
        within=toponym.within,
        conflict=conflict,
        ambiguous=ambiguous,
    )


def _where(candidate: Candidate) -> str:
    parts = (candidate.admin2, candidate.admin1, country_name(candidate.country))
    return ", ".join(dict.fromkeys(part for part in parts if part and part != candidate.name))


def _elsewhere(toponym: Toponym, reading: Reading, best: Candidate, context: Context) -> str | None:
    """In words, why the only known place of the name can hardly be meant: far from all else, or in another country than its container."""
    known = best.population >= _WELL_KNOWN and context.voted(reading, best)
    if best.country and not known:
        for name in reading.within:
            holders = context.holders(name)
            if holders and all(holder.country not in (None, best.country) for holder in holders):
                return f"the text puts {toponym.name} in {name}; the gazetteer knows the name in {_where(best)} alone"
    distance = context.foreign(reading, best)
    if distance is None:
        return None
    return f"the gazetteer knows {toponym.name} in {_where(best)}, {distance:.0f} km from the article's other places"


def _spelled_alike(best: Candidate, lookalike: Lookalike) -> str:
    """In words, why the exact name is in doubt."""
    return (
        f"{best.name} ({_where(best)}) lies {lookalike.far_km:.0f} km from the article's other places; {lookalike.place.name} "
        f"({_where(lookalike.place)}) is spelled almost the same and lies {lookalike.near_km:.0f} km from them"
    )


def _conflict(toponym: Toponym, best: Candidate, context: Context) -> str | None:
    """In words, where the text's containers and the gazetteer part."""
    wrong = []
    for name in toponym.within:
        holders = context.holders(name)
        if holders and all(inside(best, holder) is False for holder in holders):
            wrong.append(name)
    if not wrong:
        return None
    return f"the text puts {toponym.name} in {', '.join(wrong)}; the gazetteer has {best.name} in {_where(best) or 'no known area'}"


def _ambiguous(toponym: Toponym, reading: Reading, ranked: tuple[Candidate, ...]) -> str | None:
    """In words, which other place is as likely; None where the best is clearly ahead."""
    best = ranked[0]
    rivals = [
        rival
        for rival in ranked[1:]
        if best.score - rival.score < _AHEAD
        and apart(best, rival) > _DIFFERENT_KM
        and rival.precision is best.precision
    ]
    if not rivals or best.precision is PlacePrecision.COUNTRY:
        return None
    others = "; ".join(_where(rival) for rival in rivals[:2])
    return f"{toponym.name} may be in {_where(best)}, or in {others}: nothing in the article tells them apart"
