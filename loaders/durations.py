""" "After four days of fighting": how long an act went on, and what came after it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from loaders.arguments import Layout
from loaders.model import Action, DateBasis, DatePrecision, Event, Mention, Span, When

# Days and weeks alone: "nine months of fighting" does not lead to a day.
_LENGTH = re.compile(r"P(\d{1,3})([DW])")
_DAYS = {"D": 1, "W": 7}
_REACH = 4


def lasted(layout: Layout, dates: Sequence[Mention[When]], actions: Sequence[Mention[Action]]) -> dict[Span, int]:
    """For each action (by span) that a counted length of time is said of, its days: "seven days of heavy fighting"."""
    found: dict[Span, int] = {}
    for date in dates:
        length = _LENGTH.fullmatch(date.value.timex or "")
        if length is None or layout.after(date.span, 1) != ["of"]:
            continue
        for action in actions:
            if action.value.noun and action.span > date.span and len(layout.between(date.span, action.span)) <= _REACH:
                found[action.span] = int(length[1]) * _DAYS[length[2]]
                break
    return found


def drawn_out(event: Event, days: int | None) -> Event:
    """The event, known to have begun on one day, until the end of its length."""
    when = event.when
    if days is None or when is None or when.earliest is None or when.earliest != when.latest:
        return event
    last = when.earliest + timedelta(days=days)
    return replace(event, when=replace(when, latest=last, precision=DatePrecision.RANGE))


def following(event: Event, after: Event | None, days: int | None) -> Event:
    """An undated act on the day on which the one that it follows had gone on so long."""
    begun = after.when.earliest if after and after.when else None
    if begun is None or days is None or event.when or event.date_mention:
        return event
    day = begun + timedelta(days=days)
    when = When(day, day, DatePrecision.DAY, DateBasis.RELATIVE, day.isoformat())
    return replace(event, when=when)
