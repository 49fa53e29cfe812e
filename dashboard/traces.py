"""The traces of a timeline: bars of counts, events in their lanes, counts in lanes; pure."""

from __future__ import annotations

import html
import textwrap
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from dashboard import lanes, palette
from dashboard.bins import Bin, Counts
from dashboard.lanes import Lane, Placed
from dashboard.marks import Mark
from dashboard.palette import Family, Fill
from dashboard.passages import visible
from dashboard.words import days

_BAR_PIXELS, _GLYPH_PIXELS = 8, 11
_MILLISECOND = timedelta(milliseconds=1)
"""In which plotly measures the width of a bar on a time axis."""
_LARGER_SYMBOLS = {
    "star": 14, "star-diamond": 14, "triangle-right": 13, "triangle-left": 13, "triangle-up": 13, "triangle-down": 13,
    "bowtie": 14, "hourglass": 14, "diamond-tall": 14, "diamond-wide": 14, "diamond": 12, "hexagon": 12, "pentagon": 12,
}  # fmt: skip
"""Pixels of markers that plotly draws smaller than a circle of the same size."""

Point = tuple[datetime, float]


@lru_cache(maxsize=20_000)
def escaped(text: str, width: int = 58) -> str:
    """Text for a hover or label: broken into lines, with nothing left that plotly would take for markup."""
    lines = textwrap.wrap(text, width) or [""]
    return "<br>".join(html.escape(line, quote=False) for line in lines)


def heading(mark: Mark) -> str:
    """Type, status, place and days of an event."""
    status = palette.status_style(mark.status).label.lower()
    when = f"{mark.when} · {palette.basis_style(mark.basis).label.lower()}"
    title = f"<b>{palette.event_style(mark.event_type).label}</b>  {status}"
    return "<br>".join([title, escaped(mark.place or "No place"), when])


def hover(mark: Mark) -> str:
    """What hovering over an event says; markup only of our own making."""
    parts = [heading(mark)]
    if mark.sentence:
        parts += ["", escaped(mark.quote())]
    if mark.attribution:
        parts += ["", escaped(f"Says: {mark.attribution}")]
    return "<br>".join(parts)


def start(day: date) -> datetime:
    return datetime.combine(day, time())


def _length(home: Bin) -> float:
    return home.length / _MILLISECOND


def _tally(home: Bin, name: str, amount: float, note: str = "") -> list[str]:
    hour = "" if home.hour is None else f", {home.hour:02}:00–{home.hour:02}:59"
    return ["", f"{days(home.first, home.last)}{hour}<br>{name}: {amount:.3g}{note}", str(home.first), str(home.last)]


class Drawing:
    """The traces of a figure as plain properties: plotly's own classes would check each of them as it is set."""

    def __init__(self) -> None:
        self.traces: list[dict[str, Any]] = []

    def add(self, kind: str, **properties: Any) -> None:
        self.traces.append({"type": kind, **properties})


@dataclass(frozen=True, slots=True)
class Part:
    """One colour of the bars: its name, its colour, and which keys of `Counts.within` it holds."""

    name: str
    ink: str
    keys: frozenset[str]


def parts(counts: Counts, stack: str, dark: bool) -> list[Part]:
    """What the bars are parted into, from the foot up: families of event types, or the sides named most and the others."""
    keys = Counter[str]()
    for (_, key), number in counts.within.items():
        keys[key] += number
    if stack != "side":
        families = {family: frozenset(k for k in keys if palette.event_style(k).family is family) for family in Family}
        return [
            Part(palette.FAMILY_LABELS[family], palette.family_colour(family, dark), held)
            for family, held in families.items()
        ]
    inks = [palette.family_colour(family, dark) for family in Family if family is not Family.OTHER]
    named = sorted((key for key in keys if key), key=lambda key: (-keys[key], key))
    theme = palette.theme(dark)
    most = [Part(visible(key), ink, frozenset((key,))) for key, ink in zip(named, inks, strict=False)]
    others = Part("Other sides", theme.muted, frozenset(named[len(inks) :]))
    return [*most, others, Part("No side named", palette.rgba(theme.muted, 0.35), frozenset(("",)))]


def add_histogram(drawing: Drawing, counts: Counts, stack: str, dark: bool) -> None:
    theme = palette.theme(dark)
    for part in parts(counts, stack, dark):
        values: dict[Bin, float] = {}
        for (home, key), number in counts.within.items():
            if key in part.keys:
                values[home] = values.get(home, 0) + number
        _add_stack(drawing, values, escaped(part.name, 40), part.ink, "")
    note = f"<br>Events longer than a bar, shared out over their {'hours' if counts.unit == 'hour' else 'days'}"
    _add_stack(drawing, counts.across, "Share", palette.rgba(theme.muted, 0.35), note)


def _add_stack(drawing: Drawing, values: Mapping[Bin, float], name: str, ink: str, note: str) -> None:
    if values:
        homes = sorted(values)
        drawing.add(
            "bar",
            x=[home.begins for home in homes],
            y=[values[home] for home in homes],
            width=[_length(home) * 0.92 for home in homes],
            offset=[_length(home) * 0.04 for home in homes],
            marker={"color": ink, "line": {"width": 0}},
            customdata=[_tally(home, name, values[home], note) for home in homes],
            hovertemplate="%{customdata[1]}<extra></extra>",
            yaxis="y2",
        )


def add_events(drawing: Drawing, placed: Sequence[Placed], selected: str | None, dark: bool) -> None:
    theme = palette.theme(dark)
    bases = [palette.basis_style(item.mark.basis) for item in placed]
    fills = [palette.status_style(item.mark.status).fill for item in placed]
    inks = [palette.colour(item.mark.event_type, dark) for item in placed]
    symbols = [palette.event_style(item.mark.event_type).symbol for item in placed]
    heights = [item.y for item in placed]
    data = [[item.mark.event_id, hover(item.mark)] for item in placed]
    brief = [[item.mark.event_id, heading(item.mark)] for item in placed]
    middles = [item.begins + (item.ends - item.begins) / 2 for item in placed]
    drawing.add(
        "bar",
        orientation="h",
        base=[item.begins for item in placed],
        x=[(item.ends - item.begins) / _MILLISECOND for item in placed],
        y=heights,
        width=_BAR_PIXELS,
        marker={
            "color": [palette.rgba(ink, 0.0 if base.pattern else 0.3) for ink, base in zip(inks, bases, strict=True)],
            "line": {"color": inks, "width": [1 if base.pattern else 0 for base in bases]},
            "pattern": {
                "shape": ["/" if base.pattern == "/" else "" for base in bases],
                "fgcolor": inks,
                "size": 5,
                "solidity": 0.3,
            },
        },
        customdata=brief,
        hovertemplate="%{customdata[1]}<extra></extra>",
    )
    hollow = [fill is not Fill.SOLID for fill in fills]
    drawing.add(
        "scatter",
        mode="markers",
        x=middles,
        y=heights,
        marker={
            "symbol": symbols,
            "color": [theme.paper if empty_ else ink for ink, empty_ in zip(inks, hollow, strict=True)],
            "size": [_LARGER_SYMBOLS.get(symbol, _GLYPH_PIXELS) for symbol in symbols],
            "opacity": 1,
            "line": {
                "color": [ink if empty_ else theme.paper for ink, empty_ in zip(inks, hollow, strict=True)],
                "width": [1.8 if empty_ else 1 for empty_ in hollow],
            },
        },
        customdata=data,
        hovertemplate="%{customdata[1]}<extra></extra>",
    )
    spots = list(zip(middles, heights, strict=True))

    def overlay(chosen: Iterable[bool], symbol: str, ink: str, size: int, width: float, down: float = 0.0) -> None:
        at = [(x, y + down) for (x, y), here in zip(spots, chosen, strict=True) if here]
        _add_overlay(drawing, at, symbol, ink, size, width)

    overlay((fill is Fill.DASHED for fill in fills), "circle", theme.muted, 3, 0)
    overlay((fill is Fill.STRUCK for fill in fills), "line-ne", theme.ink, 9, 1.5)
    overlay((base.pattern == "/" for base in bases), "line-ew", theme.muted, 6, 1.5, 8.5)
    overlay((base.pattern == "." for base in bases), "circle-open", theme.muted, 19, 1)
    overlay((item.mark.event_id == selected for item in placed), "circle-open", theme.ink, 24, 2.5)


def _add_overlay(drawing: Drawing, points: Sequence[Point], symbol: str, ink: str, size: int, width: float) -> None:
    """Marks that say more about an event and cannot be clicked themselves."""
    if points:
        drawing.add(
            "scatter",
            mode="markers",
            x=[x for x, _ in points],
            y=[y for _, y in points],
            marker={"symbol": symbol, "color": ink, "size": size, "line": {"color": ink, "width": width}},
            hoverinfo="skip",
        )


def lane_ink(lane: Lane, dark: bool) -> str:
    return palette.family_colour(lane.family, dark) if lane.family else palette.theme(dark).ink


def add_density(drawing: Drawing, counts: Counts, rows: Sequence[Lane], dark: bool) -> None:
    """One cell a lane and bin, the stronger the more events lie within it; events longer than a bin are left out."""
    lane = {row.key: row for row in rows}
    homes = {cell: number for cell, number in counts.cells.items() if cell[0] in lane}
    most = max(homes.values(), default=1)
    cells = sorted(homes)
    inks = [lane_ink(lane[key], dark) for key, _ in cells]
    strengths = [0.2 + 0.8 * (homes[cell] / most) ** 0.5 for cell in cells]
    drawing.add(
        "bar",
        orientation="h",
        base=[home.begins for _, home in cells],
        x=[_length(home) * 0.94 for _, home in cells],
        y=[(lane[key].top + lanes.LABEL_PIXELS + lane[key].bottom) / 2 for key, _ in cells],
        width=lanes.ROW_PIXELS - 3,
        marker={
            "color": [palette.rgba(ink, round(strength, 3)) for ink, strength in zip(inks, strengths, strict=True)],
            "line": {"width": 0},
        },
        customdata=[_tally(home, escaped(lane[key].label, 40), homes[key, home]) for key, home in cells],
        hovertemplate="%{customdata[1]}<extra></extra>",
    )
