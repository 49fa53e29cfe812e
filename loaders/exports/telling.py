"""An event in a line of words, for the titles and labels of shapes that a person reads."""

from __future__ import annotations

from datetime import date

from loaders.event_types import to_acled
from loaders.exports.format import EventRow
from loaders.exports.violence import REJECTED, days, text
from loaders.model import Status

DAY_FORM = "%Y-%m-%d"


def kind(row: EventRow) -> str:
    """`Strike`; what is not told as done, or not right, says so: `Strike (planned)`, `Strike (denied, rejected in review)`."""
    known = to_acled().get(text(row, "event_type"))
    label = known.label if known else text(row, "event_type")
    doubts = [] if row.get("status") in (Status.OCCURRED, Status.ONGOING) else [text(row, "status")]
    if row.get("review_verdict") == REJECTED:
        doubts.append("rejected in review")
    return f"{label} ({', '.join(doubts)})" if doubts else label


def title(row: EventRow) -> str:
    """`Strike (planned), Kherson, 2024-05-05`."""
    return ", ".join(filter(None, (kind(row), text(row, "place"), when(row))))


def when(row: EventRow) -> str:
    """The day, or the first and the last; empty without either."""
    known = days(row)
    if known is None:
        return ""
    first, last = known
    return f"{first}" if first == last else f"{first} to {last}"


def who_says(row: EventRow) -> str:
    """Who says so and where it was read."""
    source, publisher = text(row, "attribution"), text(row, "publisher")
    if row.get("origin"):
        return f"{source or 'no source named'}; stated by {text(row, 'origin')}"
    published = row.get("published")
    read = ", ".join(filter(None, (publisher, f"{published}" if isinstance(published, date) else "")))
    return "; ".join(filter(None, (source, read)))


def doubt_of_place(row: EventRow) -> str:
    """How far around its point an event may lie; empty for a place that is exact to a kilometre."""
    radius = row.get("radius_km")
    return f"within about {radius:.0f} km of this point" if isinstance(radius, int | float) and radius >= 1 else ""
