"""Rows of the store → what a page says of one unit, person or place: lines, each with the sentences that it rests on. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from dashboard import addresses, passages
from dashboard.passages import visible
from dashboard.words import Json, day, event_days, number, parsed

MOST_QUOTES = 5


@dataclass(slots=True)
class Told:
    """One value and the events that tell it, in the order given; each event counts once."""

    value: str
    events: list[Json] = field(default_factory=list)

    @property
    def articles(self) -> int:
        return len({event["article_id"] for event in self.events})

    @property
    def said(self) -> str:
        """How often and by whom."""
        publishers = list(dict.fromkeys(e["publisher"] or "publisher unknown" for e in self.events))
        named = ", ".join(visible(one) for one in publishers[:3])
        more = f" and {len(publishers) - 3} more" if len(publishers) > 3 else ""
        return f"{number(len(self.events), 'event')}, {number(self.articles, 'article')}: {named}{more}"


@dataclass(slots=True)
class Branch:
    """A formation and those that are told to be above it."""

    told: Told
    above: list[Branch] = field(default_factory=list)


def mentions(events: Iterable[Json], column: str, name: str) -> list[tuple[Json, Json]]:
    """Each event with each of its values of a column (`units`, `places`, …) that bears the name, as the article has them."""
    return [
        (event, value)
        for event in events
        for value in event["read"].get(column) or []
        if isinstance(value, dict) and value.get("name") == name
    ]


def tally(pairs: Iterable[tuple[Json, Json]], key: Callable[[Json], object]) -> list[Told]:
    """The values that `key` gives, each with its events, the most told first; unknown ones are left out."""
    found: dict[str, Told] = {}
    for event, value in pairs:
        said = key(value)
        if said is None or said == "":
            continue
        told = found.setdefault(str(said), Told(str(said)))
        if event not in told.events[-1:]:
            told.events.append(event)
    return sorted(found.values(), key=lambda told: (-len(told.events), told.value))


def superiors(pairs: Iterable[tuple[Json, Json]]) -> list[Branch]:
    """The tree of superior formations as cited: nearest first, each with those cited above it; the most told first."""
    tops: list[Branch] = []
    for event, unit in pairs:
        level = tops
        for name in unit.get("parents") or []:
            branch = next((one for one in level if one.told.value == name), None)
            if branch is None:
                branch = Branch(Told(str(name)))
                level.append(branch)
            if event not in branch.told.events[-1:]:
                branch.told.events.append(event)
            level = branch.above
    return _ordered(tops)


def _ordered(level: list[Branch]) -> list[Branch]:
    for branch in level:
        branch.above = _ordered(branch.above)
    return sorted(level, key=lambda branch: (-len(branch.told.events), branch.told.value))


def quote(event: Json) -> Json:
    """An event's sentence exactly as published, who published it when, and the way to it."""
    return {
        "pieces": spelled(event["sentence"]),
        "origin": origin(event),
        "go": addresses.event(event["event_id"]),
        "where": "Open in the reader",
    }


def cited(citation: Json) -> Json:
    """The same of a citation of a post; where no event was made of the sentence, the way leads to its article."""
    event_id = citation.get("event_id")
    article = addresses.timeline({"article": [citation["article_id"]]})
    return {
        "pieces": spelled(citation["sentence"]),
        "origin": origin(citation),
        "go": addresses.event(event_id) if event_id else article,
        "where": "Open in the reader" if event_id else "Events of the article",
    }


def spelled(sentence: str | None) -> list[list[str | None]]:
    """A sentence in pieces of text and name of a hidden character, as the browser shows them."""
    return [[piece.text, piece.hidden] for piece in passages.pieces(sentence or "", (), ())]


def origin(record: Json) -> str:
    published = parsed(record["published"])
    return f"{visible(record['publisher']) or 'publisher unknown'}, {day(published) if published else 'not dated'}"


def line(
    text: str,
    note: str = "",
    quotes: Sequence[Json] = (),
    *,
    go: Json | None = None,
    icon: str | None = None,
    depth: int = 0,
    odd: bool = False,
    opened: bool = False,
    more: int = 0,
) -> Json:
    """One line for the browser: text, a note, a link, and the sentences under it; `more` are not shown."""
    return {
        "text": visible(text),
        "note": visible(note),
        "go": go,
        "icon": icon,
        "depth": depth,
        "odd": odd,
        "opened": opened,
        "quotes": list(quotes),
        "more": more,
    }


def told_line(told: Told, **given: Any) -> Json:
    shown = [quote(event) for event in told.events[:MOST_QUOTES]]
    return line(told.value, told.said, shown, more=len(told.events) - len(shown), **given)


def tree_lines(level: Sequence[Branch], depth: int = 0) -> list[Json]:
    """The tree from the unit upwards, a line a formation."""
    found: list[Json] = []
    for branch in level:
        found.append(told_line(branch.told, go=addresses.page_of("units", branch.told.value), depth=depth))
        found += tree_lines(branch.above, depth + 1)
    return found


def event_line(event: Json, reason: str = "", icon: str | None = None) -> Json:
    """An event as a line: when and where, a note, its sentence."""
    place = visible(event["place"]) or "No place told"
    return line(f"{event_days(event)} · {place}", reason, [quote(event)], icon=icon)


def part(event: Json, name: str, labels: Iterable[str]) -> str:
    """What a person does in an event: `commands`, `speaks` (is its source) or `is named`."""
    surname = name.split()[-1] if name.split() else name
    if surname and surname in (event["attribution"] or ""):
        return "speaks"
    return "commands" if set(labels) & set(event["commanders"] or ()) else "is named"


def parts(events: Iterable[Json], name: str, labels: Iterable[str]) -> Counter[str]:
    return Counter(part(event, name, labels) for event in events)
