"""APP-6 symbols of land units as data-URL SVGs, put together from reviewed pieces; pure.

The shape comes from branch and echelon. The frame and its colour are the analyst's word on the unit's side; without it there is no
frame, so that the symbol claims nothing.
"""

from __future__ import annotations

import json
import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from dashboard import affiliation, glyphs, palette

_PIECES = Path(__file__).resolve().parent.parent / "data" / "symbols" / "land.json"
_LAND_UNIT = re.compile(r"100[0-9]100[0-9]{13}")
"""Version 10, reality, any identity, land unit, present."""
_NO_BRANCH, _NO_ECHELON, _TASK_FORCE = "0000000000", "00", "4"
_BOX, _BARE_BOX = (-4.0, -8.0, 76.0, 68.0), (-4.0, -6.0, 76.0, 63.0)
"""Left, top, width and height that hold every frame with every echelon; the same without a frame."""
_OUTLINE = 'x="13" y="13" width="41.7" height="41.7" rx="8"'
"""Where a frame would be: dotted and without colour, a shape that no identity has."""
_BRACKET = 12.0
"""How much higher the bracket of a task force stands."""
_BLACK, _THIN, _BARE_LINE = "#000000", re.compile(r'stroke-width="[01]?\.[^"]*"'), 'stroke-width="2.2"'
"""Without its frame an icon is smaller, so its lines are drawn heavier."""


@cache
def _pieces() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(_PIECES.read_text(encoding="utf-8"))
    return found


@lru_cache(maxsize=4096)
def symbol(code: str | None, stance: str, dark: bool) -> str | None:
    """The picture of a 20-digit code, None where there is none; `stance` is `friend`, `hostile`, `neutral` or `none`.

    A part of the code that the pieces do not have is left out, never replaced by another.
    """
    if not code or not _LAND_UNIT.fullmatch(code):
        return None
    pieces, kind, echelon, branch = _pieces(), code[7], code[8:10], code[10:]
    framed = stance in affiliation.STANCES
    identity = stance if framed else affiliation.NONE
    drawn = [pieces["frames"][identity]] if framed else []
    drawn.append(pieces["branches"].get(branch, {}).get(identity, ""))
    drawn.append(pieces["echelons"].get(echelon, {}).get(identity, ""))
    if kind == _TASK_FORCE:
        drawn.append(pieces["task_force"][identity])
    body = "".join(drawn)
    if not body:
        return None
    left, top, width, height = _BOX if framed else _BARE_BOX
    if kind == _TASK_FORCE:
        top, height = top - _BRACKET, height + _BRACKET
    if framed and dark:
        # Marks above the frame are black by the standard: they stand on light.
        card = palette.DARK.ink
        body = f'<rect x="{left}" y="{top}" width="{width}" height="{height}" rx="6" fill="{card}"/>{body}'
    elif not framed:
        ink, muted = palette.theme(dark).ink, palette.theme(dark).muted
        outline = f'<rect {_OUTLINE} fill="none" stroke="{muted}" stroke-width="1.4" stroke-dasharray="2.5 3.5"/>'
        body = f'{outline}<g fill="{ink}">{_THIN.sub(_BARE_LINE, body).replace(_BLACK, ink)}</g>'
    box = f'viewBox="{left:g} {top:g} {width:g} {height:g}" width="{width:g}" height="{height:g}"'
    return glyphs.data_url(f'<svg xmlns="http://www.w3.org/2000/svg" {box}>{body}</svg>')


def has(branch: str, echelon: str) -> bool:
    """Whether there is a drawing for the ten digits of a branch and the two of an echelon."""
    pieces = _pieces()
    return (branch == _NO_BRANCH or branch in pieces["branches"]) and (
        echelon in ("", _NO_ECHELON) or echelon in pieces["echelons"]
    )
