"""The shapes of event types as SVG: one glyph for a legend or a chip, and one sheet of glyphs for the map.

Every shape is a polygon in a circle of radius 1, drawn like the plotly marker of the same type (`EventStyle.symbol`).
"""

from __future__ import annotations

import base64
import math
from collections.abc import Iterable

from dashboard import palette
from dashboard.palette import Fill

Polygon = tuple[tuple[float, float], ...]

CELL = 64
_RADIUS = 21.0
_HALO = 5.0
_OUTLINE = 5.5


def _ring(corners: int, turn: float, radius: float = 1.0, inner: float | None = None) -> Polygon:
    """A regular polygon, or with `inner` a star; `turn` in degrees, 0 points up."""
    steps = corners * (2 if inner is not None else 1)
    points = []
    for step in range(steps):
        reach = inner if inner is not None and step % 2 else radius
        angle = math.radians(turn - 90 + 360 * step / steps)
        points.append((reach * math.cos(angle), reach * math.sin(angle)))
    return tuple(points)


def _plus(turn: float, arm: float = 1.0, half: float = 0.36) -> Polygon:
    corners = [
        (-half, -arm), (half, -arm), (half, -half), (arm, -half), (arm, half), (half, half),
        (half, arm), (-half, arm), (-half, half), (-arm, half), (-arm, -half), (-half, -half),
    ]  # fmt: skip
    cosine, sine = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    return tuple((x * cosine - y * sine, x * sine + y * cosine) for x, y in corners)


_SHAPES: dict[str, Polygon] = {
    "cross-diagonal": _plus(45, arm=1.08),
    "spark": _ring(4, 0, 1.2, 0.46),
    "diamond": _ring(4, 0, 1.05),
    "triangle-right": _ring(3, 90, 1.1),
    "square": _ring(4, 45, 1.12),
    "triangle-left": _ring(3, -90, 1.1),
    "pentagon": _ring(5, 0, 1.02),
    "triangle-up": _ring(3, 0, 1.1),
    "hourglass": ((-0.8, -0.95), (0.8, -0.95), (0.12, 0.0), (0.8, 0.95), (-0.8, 0.95), (-0.12, 0.0)),
    "cross": _plus(0),
    "star": _ring(5, 0, 1.15, 0.48),
    "bowtie": ((-0.95, -0.8), (0.0, -0.12), (0.95, -0.8), (0.95, 0.8), (0.0, 0.12), (-0.95, 0.8)),
    "triangle-down": _ring(3, 180, 1.1),
    "hexagon": _ring(6, 0, 1.0),
    "lozenge": ((0.0, -1.15), (0.62, 0.0), (0.0, 1.15), (-0.62, 0.0)),
    "lozenge-wide": ((0.0, -0.68), (1.2, 0.0), (0.0, 0.68), (-1.2, 0.0)),
    "circle": _ring(20, 0, 0.95),
}


Glyph = tuple[str, Fill]
"""One picture on the sheet: an event type, and how its inside tells the status."""

Mapping = dict[str, dict[str, int | bool]]
"""Where each picture lies on a sheet: deck.gl's `iconMapping`."""

RING_SELECTED = "ring-selected"
RING_DOUBT = "ring-doubt"
DISC_DOUBT = "disc-doubt"


def _path(shape: str, centre: float, radius: float) -> str:
    points = " ".join(f"{centre + x * radius:.1f},{centre + y * radius:.1f}" for x, y in _SHAPES[shape])
    return f'points="{points}"'


def _drawing(glyph: Glyph, centre_x: float, centre_y: float, dark: bool) -> str:
    """SVG elements of a glyph with its halo, centred; the polygon is moved there by a transform."""
    surface = palette.theme(dark).card
    colour = palette.colour(glyph[0], dark)
    path = _path(palette.event_style(glyph[0]).shape, 0.0, _RADIUS)
    halo = f'<polygon {path} fill="none" stroke="{surface}" stroke-width="{2 * _HALO + _OUTLINE:g}"/>'
    if glyph[1] is Fill.SOLID:
        halo = f'<polygon {path} fill="none" stroke="{surface}" stroke-width="{2 * _HALO:g}"/>'
        body = f'<polygon {path} fill="{colour}"/>'
    else:
        dash = ' stroke-dasharray="9 6" stroke-linecap="butt"' if glyph[1] is Fill.DASHED else ""
        body = f'<polygon {path} fill="{surface}" stroke="{colour}" stroke-width="{_OUTLINE}"{dash}/>'
    if glyph[1] is Fill.STRUCK:
        body += f'<path d="M-25 25L25 -25" stroke="{surface}" stroke-width="12"/>'
        body += f'<path d="M-25 25L25 -25" stroke="{colour}" stroke-width="5.5"/>'
    return f'<g transform="translate({centre_x:g} {centre_y:g})" stroke-linejoin="round">{halo}{body}</g>'


def _ring_drawing(name: str, centre_x: float, centre_y: float, dark: bool) -> str:
    theme = palette.theme(dark)
    if name == RING_SELECTED:
        return (
            f'<circle cx="{centre_x:g}" cy="{centre_y:g}" r="27" fill="{theme.card}" '
            f'stroke="{theme.ink}" stroke-width="4"/>'
        )
    inside = theme.card if name == DISC_DOUBT else "none"
    return (
        f'<circle cx="{centre_x:g}" cy="{centre_y:g}" r="28" fill="{inside}" '
        f'stroke="{theme.doubt}" stroke-width="3.5" stroke-dasharray="7.3 7.3"/>'
    )


def glyph_svg(event_type: str, *, status: str = "occurred", dark: bool = False, size: int = 16) -> str:
    """A stand-alone SVG of a type and status, `size` CSS pixels wide; holds no text from data."""
    glyph = (palette.known_type(event_type), palette.status_style(status).fill)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{size}" viewBox="0 0 {CELL} {CELL}" '
        'aria-hidden="true">'
        f"{_drawing(glyph, CELL / 2, CELL / 2, dark)}</svg>"
    )


def data_url(svg: str) -> str:
    """An SVG as a `data:` URL, for an `<img>`, a table's image column or a map layer."""
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()


def icon_name(event_type: str, fill: Fill) -> str:
    return f"{event_type}-{fill.value}"


def sheet(glyphs: Iterable[Glyph], dark: bool) -> tuple[str, Mapping]:
    """One picture of the given glyphs, the rings and the disc of doubt as a `data:` URL, and where each lies on it."""
    wanted = sorted(set(glyphs))
    rings = [RING_SELECTED, RING_DOUBT, DISC_DOUBT]
    names = [*rings, *(icon_name(*glyph) for glyph in wanted)]
    columns = min(8, len(names))
    rows = math.ceil(len(names) / columns)
    drawings, mapping = [], {}
    for index, name in enumerate(names):
        left, top = index % columns * CELL, index // columns * CELL
        centre = left + CELL / 2, top + CELL / 2
        if index < len(rings):
            drawings.append(_ring_drawing(name, *centre, dark))
        else:
            drawings.append(_drawing(wanted[index - len(rings)], *centre, dark))
        mapping[name] = {"x": left, "y": top, "width": CELL, "height": CELL, "mask": False}
    size = f'width="{columns * CELL}" height="{rows * CELL}"'
    return data_url(f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{"".join(drawings)}</svg>'), mapping
