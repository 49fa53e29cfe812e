"""What the symbols of the map and the timeline mean: a picture and a line for each, for a compact legend beside them."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard import palette
from dashboard.areas import WIDE_KM
from dashboard.glyphs import glyph_svg

_KIND = "capture"
"""The type whose glyph stands for all: a plain square tells solid, hollow, dashed and struck apart best."""


@dataclass(frozen=True, slots=True)
class Row:
    """`svg` is a stand-alone picture of `legend`'s size and holds no text from data; `meaning` is plain text."""

    name: str
    svg: str
    meaning: str


def legend(dark: bool, size: int = 16) -> list[Row]:
    """The rows in the order in which they help most; pictures are `size` CSS pixels wide and high."""
    theme = palette.theme(dark)
    colour = palette.colour(_KIND, dark)
    faint = palette.rgba(colour, 0.14)

    def glyph(status: str) -> str:
        return glyph_svg(_KIND, status=status, dark=dark, size=size)

    ring = 'cx="8" cy="8" r="7"'
    dot = f'<circle cx="8" cy="8" r="2.6" fill="{colour}" fill-opacity="0.6"/>'
    hollow = (
        f'<rect x="5.3" y="5.3" width="5.4" height="5.4" fill="{theme.card}" stroke="{colour}" stroke-width="1.4"/>'
    )
    return [
        Row("settlement", glyph("occurred"), "A town, village or exact point"),
        Row(
            "vague",
            _drawn(f'<circle {ring} fill="{faint}" stroke="{colour}" stroke-opacity="0.6"/>{dot}', size),
            "A vague place: somewhere in the circle, or in the outline of its region",
        ),
        Row(
            "wide",
            _drawn(f'<circle {ring} fill="none" stroke="{theme.muted}" stroke-dasharray="2.2 1.8"/>{dot}', size),
            f"A country or wide area, more than {WIDE_KM:,.0f} km each way",
        ),
        Row(
            "disc",
            _drawn(
                f'<circle cx="8" cy="8" r="6.8" fill="{theme.card}" stroke="{colour}" stroke-width="1.8"/>'
                f'<text x="8" y="11" font-size="8.5" font-weight="600" text-anchor="middle" fill="{theme.ink}">9</text>',
                size,
            ),
            "Several events close together; dots are their places",
        ),
        Row(
            "lookalike",
            _drawn(f'<circle {ring} fill="none" stroke="{theme.doubt}" stroke-dasharray="2.2 1.8"/>{hollow}', size),
            "One of several places that the name may mean, joined by a dashed line; with a number, several such events",
        ),
        Row("planned", glyph("planned"), "Planned, not said to have happened"),
        Row("hypothetical", glyph("hypothetical"), "Hypothetical"),
        Row("denied", glyph("denied"), "Denied"),
    ]


def timeline(dark: bool, size: int = 16) -> list[Row]:
    """How the timeline tells how well a day is known."""
    colour, muted = palette.colour(_KIND, dark), palette.theme(dark).muted
    mark = f'<rect x="5.5" y="5.5" width="5" height="5" fill="{colour}"/>'
    bar = f'<rect x="0" y="5" width="16" height="6" fill="{palette.rgba(colour, 0.3)}"/>'
    under = f'<path d="M4.5 13.2h7" stroke="{muted}" stroke-width="1.4"/>'
    around = f'<circle cx="8" cy="8" r="7" fill="none" stroke="{muted}"/>'
    share = f'<rect x="3" y="2" width="10" height="12" fill="{palette.rgba(muted, 0.35)}"/>'
    return [
        Row("days", _drawn(bar + mark, size), "A bar from the first to the last possible day"),
        Row("stated", _drawn(mark, size), "The text states the date"),
        Row("relative", _drawn(mark + under, size), "Underlined: counted from another date in the article"),
        Row("published", _drawn(mark + around, size), "Ringed: only the date of publication tells"),
        Row("share", _drawn(share, size), "Events longer than a bar of counts, shared out over their days"),
    ]


def colours(dark: bool, size: int = 16) -> list[Row]:
    """The colour of each family of event types."""
    return [
        Row(
            family.value,
            _drawn(f'<rect x="2" y="2" width="12" height="12" fill="{palette.family_colour(family, dark)}"/>', size),
            palette.FAMILY_LABELS[family],
        )
        for family in palette.Family
    ]


def _drawn(body: str, size: int) -> str:
    box = f'width="{size}" height="{size}" viewBox="0 0 16 16"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box} aria-hidden="true">{body}</svg>'
