"""Colour, shape and words for what the page draws: event types, statuses, date bases, mention kinds; light and dark.

Colour tells the family of an event type, shape tells the type: no two types share a shape, so nothing hangs on colour
alone. The family colours were chosen so that each pair stays apart under protanopia, deuteranopia and tritanopia
(Machado et al. 2009) and stands out by 3:1 or more from paper, land and sea of its theme; the tests hold that.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from loaders.model import DateBasis, EventType, Kind, PlacePrecision, Status

FONT = "Inter, 'Segoe UI', system-ui, -apple-system, Roboto, 'Helvetica Neue', 'Liberation Sans', Arial, sans-serif"
"""The page's own typeface, as `.streamlit/config.toml` has it."""


class Family(StrEnum):
    """Groups of event types that share a colour, in the order in which they are listed and stacked."""

    FIGHTING = "fighting"
    MOVEMENT = "movement"
    HARM = "harm"
    COMMAND = "command"
    DIPLOMACY = "diplomacy"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Theme:
    """Surface and ink colours of one theme, `#rrggbb`."""

    paper: str
    land: str
    sea: str
    ink: str
    muted: str
    line: str
    card: str
    doubt: str


@dataclass(frozen=True, slots=True)
class EventStyle:
    """How an event type is shown. `shape` names a glyph, `symbol` the plotly marker of the same shape."""

    label: str
    family: Family
    shape: str
    symbol: str


class Fill(StrEnum):
    """How the inside of a glyph tells the status."""

    SOLID = "solid"
    HOLLOW = "hollow"
    DASHED = "dashed"
    STRUCK = "struck"


@dataclass(frozen=True, slots=True)
class StatusStyle:
    label: str
    fill: Fill

    @property
    def hollow(self) -> bool:
        return self.fill is not Fill.SOLID


@dataclass(frozen=True, slots=True)
class BasisStyle:
    """How a date is known. `pattern` is the plotly bar pattern, `dash` its outline."""

    label: str
    pattern: str
    dash: str


@dataclass(frozen=True, slots=True)
class MentionStyle:
    """`ink` is text or underline colour, `wash` a background under text of the theme's ink."""

    label: str
    ink: str
    wash: str


LIGHT = Theme(
    paper="#FFFFFF",
    land="#F5F2EB",
    sea="#DDE7EC",
    ink="#20262D",
    muted="#5C6672",
    line="#D9D5CC",
    card="#FFFFFF",
    doubt="#7A3E9D",
)
DARK = Theme(
    paper="#0E1117",
    land="#1B2129",
    sea="#10161D",
    ink="#E7EAEE",
    muted="#98A3B0",
    line="#303943",
    card="#20272F",
    doubt="#C9A6E4",
)

FAMILY_LABELS: dict[Family, str] = {
    Family.FIGHTING: "Fighting",
    Family.MOVEMENT: "Ground and movement",
    Family.HARM: "People and harm",
    Family.COMMAND: "Command",
    Family.DIPLOMACY: "Words and deals",
    Family.OTHER: "Other",
}

_FAMILY_COLOURS: dict[Family, tuple[str, str]] = {
    Family.FIGHTING: ("#AC231D", "#F0683E"),
    Family.MOVEMENT: ("#0C4280", "#82BAF6"),
    Family.HARM: ("#A67600", "#F7CF52"),
    Family.COMMAND: ("#C54EAA", "#D267C4"),
    Family.DIPLOMACY: ("#0D8E5D", "#3ED0A0"),
    Family.OTHER: ("#6A656D", "#949BA4"),
}

_EVENT_STYLES: dict[EventType, EventStyle] = {
    EventType.BATTLE: EventStyle("Battle", Family.FIGHTING, "cross-diagonal", "x"),
    EventType.STRIKE: EventStyle("Strike", Family.FIGHTING, "spark", "star-diamond"),
    EventType.SABOTAGE: EventStyle("Sabotage", Family.FIGHTING, "diamond", "diamond"),
    EventType.ADVANCE: EventStyle("Advance", Family.MOVEMENT, "triangle-right", "triangle-right"),
    EventType.CAPTURE: EventStyle("Capture", Family.MOVEMENT, "square", "square"),
    EventType.WITHDRAWAL: EventStyle("Withdrawal", Family.MOVEMENT, "triangle-left", "triangle-left"),
    EventType.DEPLOYMENT: EventStyle("Deployment", Family.MOVEMENT, "pentagon", "pentagon"),
    EventType.CIVILIAN_HARM: EventStyle("Civilian harm", Family.HARM, "triangle-up", "triangle-up"),
    EventType.DETENTION: EventStyle("Detention", Family.HARM, "hourglass", "hourglass"),
    EventType.HUMANITARIAN: EventStyle("Humanitarian", Family.HARM, "cross", "cross"),
    EventType.COMMAND: EventStyle("Command", Family.COMMAND, "star", "star"),
    EventType.MEETING: EventStyle("Meeting", Family.DIPLOMACY, "bowtie", "bowtie"),
    EventType.STATEMENT: EventStyle("Statement", Family.DIPLOMACY, "triangle-down", "triangle-down"),
    EventType.AGREEMENT: EventStyle("Agreement", Family.DIPLOMACY, "hexagon", "hexagon"),
    EventType.SUPPORT: EventStyle("Support", Family.DIPLOMACY, "lozenge-wide", "diamond-wide"),
    EventType.PROTEST: EventStyle("Protest", Family.OTHER, "lozenge", "diamond-tall"),
    EventType.OTHER: EventStyle("Other", Family.OTHER, "circle", "circle"),
}

_STATUS_STYLES: dict[Status, StatusStyle] = {
    Status.OCCURRED: StatusStyle("Occurred", Fill.SOLID),
    Status.ONGOING: StatusStyle("Ongoing", Fill.SOLID),
    Status.PLANNED: StatusStyle("Planned", Fill.HOLLOW),
    Status.HYPOTHETICAL: StatusStyle("Hypothetical", Fill.DASHED),
    Status.DENIED: StatusStyle("Denied", Fill.STRUCK),
}

_BASIS_STYLES: dict[DateBasis, BasisStyle] = {
    DateBasis.STATED: BasisStyle("Date stated", "", "solid"),
    DateBasis.RELATIVE: BasisStyle("Date counted from another", "/", "solid"),
    DateBasis.PUBLISHED: BasisStyle("Only the dateline tells", ".", "dot"),
}

_PLACE_LABELS: dict[PlacePrecision, str] = {
    PlacePrecision.POINT: "exact point",
    PlacePrecision.SETTLEMENT: "settlement",
    PlacePrecision.DISTRICT: "district",
    PlacePrecision.REGION: "region",
    PlacePrecision.COUNTRY: "country",
    PlacePrecision.AREA: "area",
}

_MENTION_STYLES: dict[Kind, tuple[MentionStyle, MentionStyle]] = {
    Kind.DATE: (MentionStyle("Date", "#0B5A78", "#D8EDF5"), MentionStyle("Date", "#7CCBE8", "#123642")),
    Kind.PLACE: (MentionStyle("Place", "#0A6B47", "#D9F0E3"), MentionStyle("Place", "#5FD3A4", "#12382A")),
    Kind.UNIT: (MentionStyle("Unit", "#0C4280", "#DCE7F7"), MentionStyle("Unit", "#93C2F7", "#183255")),
    Kind.PERSON: (MentionStyle("Person", "#94307B", "#F8E1F2"), MentionStyle("Person", "#E79BDB", "#46203F")),
    Kind.WEAPON: (MentionStyle("Weapon", "#9B1F1A", "#FBE1DC"), MentionStyle("Weapon", "#F78F6D", "#4A2118")),
    Kind.QUANTITY: (MentionStyle("Number", "#7A5600", "#FAEFCF"), MentionStyle("Number", "#F2CC5A", "#3F3413")),
    Kind.CLAIM: (MentionStyle("Who says so", "#4B3FA0", "#E7E4FA"), MentionStyle("Who says so", "#B4AAF5", "#2C2753")),
    Kind.ACTION: (MentionStyle("Action", "#3F4751", "#E8E6E1"), MentionStyle("Action", "#C3CAD2", "#2E353D")),
}


def theme(dark: bool) -> Theme:
    return DARK if dark else LIGHT


def event_style(event_type: str) -> EventStyle:
    """The style of a type; a type that this version does not know is shown as `other`."""
    try:
        return _EVENT_STYLES[EventType(event_type)]
    except ValueError:
        return _EVENT_STYLES[EventType.OTHER]


def known_type(event_type: str) -> str:
    """The type itself if this version knows it, else `other`."""
    return event_type if event_type in EventType.__members__.values() else EventType.OTHER.value


def event_types() -> list[str]:
    """Every type, family by family, in the order in which lanes and legends list them."""
    order = list(Family)
    return [kind.value for kind in sorted(_EVENT_STYLES, key=lambda kind: order.index(_EVENT_STYLES[kind].family))]


def family_colour(family: Family, dark: bool) -> str:
    """`#rrggbb` of a family."""
    return _FAMILY_COLOURS[family][1 if dark else 0]


def colour(event_type: str, dark: bool) -> str:
    """`#rrggbb` of a type: that of its family."""
    return family_colour(event_style(event_type).family, dark)


def status_style(status: str) -> StatusStyle:
    """The style of a status; an unknown one is shown hollow, never as a thing that happened."""
    try:
        return _STATUS_STYLES[Status(status)]
    except ValueError:
        return StatusStyle("Unknown", Fill.HOLLOW)


def basis_style(basis: str) -> BasisStyle:
    """The style of a date basis; an unknown one looks like the weakest."""
    try:
        return _BASIS_STYLES[DateBasis(basis)]
    except ValueError:
        return _BASIS_STYLES[DateBasis.PUBLISHED]


def place_label(precision: str) -> str:
    """A place precision in words, or an empty string."""
    try:
        return _PLACE_LABELS[PlacePrecision(precision)]
    except ValueError:
        return ""


def mention_style(kind: str, dark: bool) -> MentionStyle:
    """Colours of a mention in the reader; an unknown kind looks like an action."""
    try:
        return _MENTION_STYLES[Kind(kind)][1 if dark else 0]
    except ValueError:
        return _MENTION_STYLES[Kind.ACTION][1 if dark else 0]


def rgba(hex_colour: str, alpha: float) -> str:
    """`#rrggbb` and 0..1 as a CSS colour."""
    red, green, blue = channels(hex_colour)
    return f"rgba({red},{green},{blue},{alpha:g})"


def channels(hex_colour: str) -> tuple[int, int, int]:
    """`#rrggbb` as three numbers 0..255."""
    return int(hex_colour[1:3], 16), int(hex_colour[3:5], 16), int(hex_colour[5:7], 16)
