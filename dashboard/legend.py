"""What the symbols of the map mean: a picture and a line for each, for a compact legend beside it."""

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

    def drawn(body: str) -> str:
        box = f'width="{size}" height="{size}" viewBox="0 0 16 16"'
        return f'<svg xmlns="http://www.w3.org/2000/svg" {box} aria-hidden="true">{body}</svg>'

    ring = 'cx="8" cy="8" r="7"'
    dot = f'<circle cx="8" cy="8" r="2.6" fill="{colour}" fill-opacity="0.6"/>'
    hollow = (
        f'<rect x="5.3" y="5.3" width="5.4" height="5.4" fill="{theme.card}" stroke="{colour}" stroke-width="1.4"/>'
    )
    return [
        Row("settlement", glyph("occurred"), "A town, village or exact point"),
        Row(
            "vague",
            drawn(f'<circle {ring} fill="{faint}" stroke="{colour}" stroke-opacity="0.6"/>{dot}'),
            "A vague place: somewhere in the circle",
        ),
        Row(
            "wide",
            drawn(f'<circle {ring} fill="none" stroke="{theme.muted}" stroke-dasharray="2.2 1.8"/>{dot}'),
            f"A country or wide area, more than {WIDE_KM:,.0f} km each way",
        ),
        Row(
            "disc",
            drawn(
                f'<circle cx="8" cy="8" r="6.8" fill="{theme.card}" stroke="{colour}" stroke-width="1.8"/>'
                f'<text x="8" y="11" font-size="8.5" font-weight="600" text-anchor="middle" fill="{theme.ink}">9</text>'
            ),
            "Several events close together; dots are their places",
        ),
        Row(
            "lookalike",
            drawn(f'<circle {ring} fill="none" stroke="{theme.doubt}" stroke-dasharray="2.2 1.8"/>{hollow}'),
            "One of several places that the name may mean, joined by a dashed line",
        ),
        Row("planned", glyph("planned"), "Planned, not said to have happened"),
        Row("hypothetical", glyph("hypothetical"), "Hypothetical"),
        Row("denied", glyph("denied"), "Denied"),
    ]
