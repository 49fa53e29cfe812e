"""Our event types in the words of the field: labels, and the nearest types of ACLED and PLOVER."""

from __future__ import annotations

from dataclasses import dataclass

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


EVENT_TYPES = Lexicon("event_types", EventTypeRow)
