"""Our event types in the words of the field: labels, and the nearest types of ACLED and PLOVER."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from loaders.lexicon import Lexicon
from loaders.model import EventType


@dataclass(frozen=True, slots=True)
class EventTypeRow:
    """One type. ACLED: event type and possible sub-event types (2023 codebook); PLOVER: type and mode."""

    line: int
    event_type: EventType
    label: str
    acled_event_type: str | None
    acled_sub_event_type: tuple[str, ...]
    plover_type: str | None
    plover_mode: str | None


@dataclass(frozen=True, slots=True)
class AcledTypeRow:
    """What an event and sub-event type of ACLED's tables is here; no sub-event type stands for all that have no row."""

    line: int
    acled_event_type: str
    acled_sub_event_type: str | None
    event_type: EventType


EVENT_TYPES = Lexicon("event_types", EventTypeRow)
ACLED_TYPES = Lexicon("acled_types", AcledTypeRow)


@cache
def _from_acled() -> dict[tuple[str, str], EventType]:
    return {
        (row.acled_event_type.lower(), (row.acled_sub_event_type or "").lower()): row.event_type
        for row in ACLED_TYPES.rows()
    }


def from_acled(event_type: str, sub_event_type: str) -> EventType:
    """The type of an event that ACLED calls by these names; `other` where no row tells."""
    known, kind = _from_acled(), event_type.strip().lower()
    return known.get((kind, sub_event_type.strip().lower())) or known.get((kind, ""), EventType.OTHER)


@cache
def to_acled() -> dict[str, EventTypeRow]:
    """Event type → its row, with what ACLED calls it."""
    return {row.event_type.value: row for row in EVENT_TYPES.rows()}
