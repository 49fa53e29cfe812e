"""Who is cited as commanding a unit, from when to when; who on a given day; where nobody is. Pure.

The days are those on which articles cite a person in a post. They are never taken for the days on which the post began or ended.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import plotly.graph_objects as go

from dashboard import dossiers, palette
from dashboard.marks import shortened
from dashboard.passages import visible
from dashboard.words import day, days
from loaders import leads

Json = dict[str, Any]

_LANE, _MARGIN, _MOST_LANES, _LABEL = 34, 84, 24, 30
_ENDS = frozenset(("dismissed", "killed"))


@dataclass(frozen=True, slots=True)
class Tenure:
    """One person in one post: all citations, oldest first. `first` and `last` are days cited, None where no article is dated."""

    person: str
    unit: str
    role: str
    leads: bool
    citations: tuple[Json, ...]

    @property
    def first(self) -> date | None:
        return min((c["first_cited"] for c in self.citations if c["first_cited"]), default=None)

    @property
    def last(self) -> date | None:
        return max((c["last_cited"] for c in self.citations if c["last_cited"]), default=None)

    @property
    def ranks(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(c["rank"] for c in self.citations if c["rank"]))

    @property
    def changes(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(c["change"] for c in self.citations if c["change"]))

    @property
    def said(self) -> str:
        """When this is cited, in words that promise no more."""
        if self.first is None or self.last is None:
            return "cited without a day"
        return f"cited on {day(self.first)}" if self.first == self.last else f"cited from {days(self.first, self.last)}"


@dataclass(frozen=True, slots=True)
class Answer:
    """Who commanded on a day: `on` are cited on that day, `around` before and after it, `before` and `after` the nearest else."""

    on: tuple[Tenure, ...] = ()
    around: tuple[Tenure, ...] = ()
    before: Tenure | None = None
    after: Tenure | None = None


def tenures(citations: Iterable[Json]) -> list[Tenure]:
    """Citations of posts put together by person, unit and role; commanders first, then by the day first cited."""
    found: dict[tuple[str, str, str], list[Json]] = {}
    for cited in citations:
        role = " ".join((cited["role"] or "").split())
        found.setdefault((cited["person"], cited["unit"], role), []).append(cited)
    made = [Tenure(person, unit, role, leads(role), tuple(all_)) for (person, unit, role), all_ in found.items()]
    return sorted(made, key=lambda one: (not one.leads, one.first or date.max, one.person, one.role))


def commanding(known: Iterable[Tenure], wanted: date) -> Answer:
    """Who is cited as the one in command on a day. A person cited as dismissed or killed before it does not count as around it."""
    leading = [one for one in known if one.leads and one.first is not None and one.last is not None]
    on = tuple(one for one in leading if any(_covers(cited, wanted) for cited in one.citations))
    around = tuple(one for one in leading if one not in on and _holds(one, wanted))
    counted = (*on, *around)
    before = max(
        (one for one in leading if one not in counted and (one.last or date.max) < wanted),
        key=lambda one: one.last or date.min,
        default=None,
    )
    after = min(
        (one for one in leading if one not in counted and (one.first or date.min) > wanted),
        key=lambda one: one.first or date.max,
        default=None,
    )
    return Answer(on, around, before, after)


def gaps(known: Iterable[Tenure]) -> list[tuple[date, date]]:
    """Stretches between the first and the last citation in which nobody is cited in command, first to last such day."""
    spans = sorted((one.first, one.last) for one in known if one.leads and one.first and one.last)
    found: list[tuple[date, date]] = []
    reached: date | None = None
    for first, last in spans:
        if reached is not None and first > reached + timedelta(days=1):
            found.append((reached + timedelta(days=1), first - timedelta(days=1)))
        reached = max(reached or last, last)
    return found


def _covers(cited: Json, wanted: date) -> bool:
    first, last = cited["first_cited"], cited["last_cited"]
    return bool(first and last and first <= wanted <= last)


def _holds(one: Tenure, wanted: date) -> bool:
    """Whether citations stand on both sides of the day, with none of an end before it."""
    if one.first is None or one.last is None or not one.first < wanted < one.last:
        return False
    return not any(
        cited["change"] in _ENDS and cited["last_cited"] and cited["last_cited"] < wanted for cited in one.citations
    )


def figure(
    known: Sequence[Tenure], *, dark: bool, wanted: date | None = None, by_unit: bool = False
) -> go.Figure | None:
    """A bar a post from the first to the last day cited, a mark on each citation, hatched where nobody is cited in command.

    None where no post has a day. With `by_unit` the lanes are a person's units, without gaps.
    """
    theme = palette.theme(dark)
    drawn = [one for one in known if one.first is not None and one.last is not None][:_MOST_LANES]
    if not drawn:
        return None
    ink, soft = palette.mention_style("person", dark).ink, theme.muted
    picture = go.Figure()
    empty = [] if by_unit else gaps(known)
    for number, one in enumerate(drawn):
        first, last = one.first or date.min, one.last or date.min
        colour = ink if one.leads else soft
        says = [
            "<br>".join(
                (_line(one, by_unit), f"cited {days(c['first_cited'], c['last_cited'])}", _hover(dossiers.origin(c)))
            )
            for c in one.citations
            if c["first_cited"] and c["last_cited"]
        ]
        marks = [c["first_cited"] for c in one.citations if c["first_cited"] and c["last_cited"]]
        picture.add_shape(
            type="rect", x0=first.isoformat(), x1=(last + timedelta(days=1)).isoformat(), y0=number - 0.22, y1=number + 0.22,
            fillcolor=palette.rgba(colour, 0.3), line={"color": colour, "width": 1},
        )  # fmt: skip
        picture.add_trace(
            go.Scatter(
                x=marks,
                y=[number] * len(marks),
                mode="markers",
                text=says,
                hovertemplate="%{text}<extra></extra>",
                marker={"symbol": "diamond", "size": 10, "color": colour},
                showlegend=False,
            )
        )
    names = [_line(one, by_unit) for one in drawn]
    if empty:
        number = len(drawn)
        names.append("Nobody cited")
        lengths = [(last - first).days + 1 for first, last in empty]
        picture.add_trace(
            go.Bar(
                base=[first.isoformat() for first, _ in empty],
                x=[length * 86_400_000 for length in lengths],
                y=[number] * len(empty),
                orientation="h",
                width=0.44,
                marker={
                    "color": "rgba(0,0,0,0)",
                    "line": {"color": theme.muted, "width": 1},
                    "pattern": {"shape": "/", "fgcolor": theme.muted, "size": 6, "solidity": 0.25},
                },
                text=[f"Nobody is cited in command<br>{days(first, last)}" for first, last in empty],
                textposition="none",
                hovertemplate="%{text}<extra></extra>",
                showlegend=False,
            )
        )
    if wanted is not None:
        picture.add_vline(x=wanted.isoformat(), line={"color": theme.ink, "width": 1.5, "dash": "dot"})
    first = min(one.first for one in drawn if one.first)
    last = max(one.last for one in drawn if one.last)
    if wanted is not None:
        first, last = min(first, wanted), max(last, wanted)
    room = timedelta(days=max(3, (last - first).days // 20))
    axis = {
        "gridcolor": theme.line,
        "linecolor": theme.line,
        "tickfont": {"color": theme.muted, "size": 12},
        "zeroline": False,
    }
    picture.update_layout(
        height=_MARGIN + _LANE * len(names), margin={"l": 8, "r": 12, "t": 8, "b": 44}, dragmode=False,
        paper_bgcolor="rgba(0,0,0,0)", plot_bgcolor="rgba(0,0,0,0)",
        font={"family": palette.FONT, "color": theme.ink, "size": 13},
        hoverlabel={"bgcolor": theme.card, "font": {"color": theme.ink}, "bordercolor": theme.line},
        xaxis=axis | {"type": "date", "range": [(first - room).isoformat(), (last + room).isoformat()]},
        yaxis=axis | {"tickmode": "array", "tickvals": list(range(len(names))), "ticktext": names, "automargin": True,
                      "range": [len(names) - 0.4, -0.6], "fixedrange": True, "tickfont": {"color": theme.ink, "size": 13}},
    )  # fmt: skip
    return picture


def _line(one: Tenure, by_unit: bool) -> str:
    name = one.unit if by_unit else one.person
    shown = shortened(visible(name), _LABEL)
    return _hover(shown if one.leads else f"{shown}, {shortened(one.role, _LABEL)}")


def _hover(text: str) -> str:
    """Text for plotly, which reads a few tags and entities as markup."""
    return html.escape(visible(text), quote=False)
