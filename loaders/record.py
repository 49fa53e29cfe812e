"""Extractions as plain JSON values and flat rows: the one place that knows the names users rely on."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from loaders.model import (
    Action,
    Candidate,
    Claim,
    Event,
    Extraction,
    Flag,
    Mention,
    Person,
    Place,
    Quantity,
    Span,
    Unit,
    Weapon,
    When,
)

Json = dict[str, Any]

# The event table: columns in the order in which they are exported. List columns hold one display string an item.
LIST_COLUMNS = ("places", "units", "commanders", "people", "actors", "weapons", "quantities", "flags")
COLUMNS = (
    "event_id", "event_type", "status",
    "date_start", "date_end", "date_precision", "date_basis",
    "place", "place_as_written", "admin1", "country", "latitude", "longitude", "place_precision", "radius_km", "gazetteer_id",
    "places", "units", "commanders", "people", "actors", "weapons", "quantities",
    "attribution", "attribution_kind", "attribution_via",
    "flags", "confidence",
    "sentence", "sentence_start", "sentence_end",
    "article_id", "article_title", "publisher", "url", "published",
)  # fmt: skip


def extraction_record(extraction: Extraction) -> Json:
    """One article's extraction, as the `extract` command writes it."""
    return {
        "id": extraction.article.id,
        "sentences": [_span(sentence.span) for sentence in extraction.sentences],
        "mentions": [mention_record(mention) for mention in extraction.mentions],
        "events": [event_record(event, extraction) for event in extraction.events],
        "flags": [flag_record(flag) for flag in extraction.flags],
    }


def mention_record(mention: Mention[Any]) -> Json:
    return {
        "kind": mention.kind.value,
        "start": mention.span.start,
        "end": mention.span.end,
        "text": mention.text,
        "rule": mention.rule,
        "value": value_record(mention.value),
    }


def value_record(value: object) -> Json:
    """A mention's value under the names of the contract; unknown is null."""
    match value:
        case When():
            return {
                "earliest": _day(value.earliest),
                "latest": _day(value.latest),
                "precision": value.precision.value,
                "timex": value.timex,
                "basis": value.basis and value.basis.value,
            }
        case Place():
            return _place(value)
        case Unit():
            return {
                "unit_id": value.unit_id,
                "name": value.name,
                "number": value.number,
                "branch": value.branch,
                "echelon": value.echelon,
                "side": value.side,
                "parents": list(value.parents),
                "symbol": value.symbol,
                "generic": value.generic,
            }
        case Person():
            return {
                "person_id": value.person_id,
                "name": value.name,
                "rank": value.rank,
                "role": value.role,
                "unit_id": value.unit_id,
                "unit": value.unit,
                "commands": value.commands,
                "change": value.change,
            }
        case Weapon():
            return {"category": value.category.value, "name": value.name}
        case Quantity():
            return {"number": _number(value.number), "of": value.of, "qualifier": value.qualifier}
        case Claim():
            return {
                "source": value.source,
                "source_kind": value.source_kind.value,
                "via": value.via,
                "verb": value.verb,
                "stance": value.stance,
            }
        case Action():
            return {
                "event_type": value.event_type.value,
                "lemma": value.lemma,
                "negated": value.negated,
                "tense": value.tense,
                "status": value.status.value,
            }
    raise TypeError(f"no record for {type(value).__name__}")


def flag_record(flag: Flag) -> Json:
    return {"code": flag.code, "message": flag.message, "spans": [_span(span) for span in flag.spans]}


def event_record(event: Event, extraction: Extraction) -> Json:
    """One event with all that it rests on."""
    article = extraction.article
    spans = [extraction.sentences[index].span for index in event.sentences]
    when, place = event.when, event.places[0].value if event.places else None
    claim = event.claim.value if event.claim else None
    return {
        "event_id": event.id,
        "event_type": event.event_type.value,
        "status": event.status.value,
        "date_start": _day(when.earliest if when else None),
        "date_end": _day(when.latest if when else None),
        "date_precision": when.precision.value if when else None,
        "date_basis": when.basis.value if when and when.basis else None,
        "date_as_written": event.date_mention.text if event.date_mention else None,
        "place": place.name if place else None,
        "place_as_written": event.places[0].text if event.places else None,
        "admin1": place.admin1 if place else None,
        "country": place.country if place else None,
        "latitude": place.lat if place else None,
        "longitude": place.lon if place else None,
        "place_precision": place.precision.value if place and place.precision else None,
        "radius_km": place.radius_km if place else None,
        "gazetteer_id": place.gazetteer_id if place else None,
        "places": [{"text": m.text, "span": _span(m.span)} | _place(m.value) for m in event.places],
        "units": [{"text": m.text, "span": _span(m.span)} | value_record(m.value) for m in event.units],
        "commanders": [_person(m) for m in event.commanders],
        "people": [_person(m) for m in event.people],
        "actors": list(event.actors),
        "weapons": [{"text": m.text, "span": _span(m.span)} | value_record(m.value) for m in event.weapons],
        "quantities": [{"text": m.text, "span": _span(m.span)} | value_record(m.value) for m in event.quantities],
        "attribution": claim.source if claim else None,
        "attribution_kind": claim.source_kind.value if claim else None,
        "attribution_via": claim.via if claim else None,
        "attribution_verb": claim.verb if claim else None,
        "trigger": event.action.text,
        "trigger_span": _span(event.action.span),
        "rule": event.action.rule,
        "flags": [flag.code for flag in event.flags],
        "flag_messages": [flag_record(flag) for flag in event.flags],
        "confidence": event.confidence,
        "confidence_reasons": list(event.confidence_reasons),
        "sentence": article.text[spans[0].start : spans[0].end],
        "sentence_start": spans[0].start,
        "sentence_end": spans[0].end,
        "sentences": [_span(span) for span in spans],
        "article_id": article.id,
        "article_title": article.title,
        "publisher": article.publisher,
        "url": article.url,
        "published": _day(article.published),
    }


def event_row(event: Event, extraction: Extraction) -> dict[str, object]:
    """The event as one flat row: `COLUMNS`, list columns as lists of display strings, dates as dates, and `event_json`."""
    record = event_record(event, extraction)
    row: dict[str, object] = {name: record[name] for name in COLUMNS}
    row |= {
        "date_start": event.when and event.when.earliest,
        "date_end": event.when and event.when.latest,
        "time_of_day": _time_of_day(event.when),
        "published": extraction.article.published,
        "places": _unique(m.value.name for m in event.places),
        "units": _unique(m.value.name for m in event.units),
        "commanders": _unique(person_label(m.value) for m in event.commanders),
        "people": _unique(person_label(m.value) for m in event.people),
        "weapons": _unique(m.text for m in event.weapons),
        "quantities": _unique(quantity_label(m.value) for m in event.quantities),
        "event_json": json.dumps(record, ensure_ascii=False),
    }
    return row


def _time_of_day(when: When | None) -> str | None:
    """ "T21:45" of the day, "TEV" of its evening; None where the days are all that is known."""
    if when is None or when.earliest is None:
        return None
    _, letter, told = (when.timex or "").partition("T")
    return letter + told or None


def person_label(person: Person) -> str:
    """`Colonel Sergei Cherdantsev (177th Caspian Fleet Regiment)`; a role stands in brackets where there is no unit."""
    name = f"{person.rank} {person.name}" if person.rank else person.name
    note = person.unit if person.commands and person.unit else person.role
    return f"{name} ({note})" if note and note.lower() != person.name.lower() else name


def quantity_label(quantity: Quantity) -> str:
    """`killed: at least 12`."""
    qualifier = f"{quantity.qualifier} " if quantity.qualifier else ""
    return f"{quantity.of}: {qualifier}{_number(quantity.number)}"


def _place(place: Place) -> Json:
    return {
        "name": place.name,
        "lat": place.lat,
        "lon": place.lon,
        "precision": place.precision and place.precision.value,
        "radius_km": place.radius_km,
        "admin1": place.admin1,
        "country": place.country,
        "gazetteer_id": place.gazetteer_id,
        "alternatives": [_candidate(candidate) for candidate in place.alternatives],
        "role": place.role.value,
        "within": list(place.within),
    }


def _candidate(candidate: Candidate) -> Json:
    return {
        "name": candidate.name,
        "lat": candidate.lat,
        "lon": candidate.lon,
        "precision": candidate.precision.value,
        "admin1": candidate.admin1,
        "country": candidate.country,
        "gazetteer_id": candidate.gazetteer_id,
        "score": round(candidate.score, 3),
    }


def _person(mention: Mention[Person]) -> Json:
    person = mention.value
    return {
        "name": person.name,
        "rank": person.rank,
        "role": person.role,
        "unit": person.unit,
        "text": mention.text,
        "person_id": person.person_id,
        "unit_id": person.unit_id,
        "span": _span(mention.span),
    }


def _span(span: Span) -> list[int]:
    return [span.start, span.end]


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _number(number: float) -> int | float:
    return int(number) if float(number).is_integer() else number


def _unique(items: Any) -> list[str]:
    return list(dict.fromkeys(items))
