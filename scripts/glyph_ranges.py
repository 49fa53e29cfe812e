"""Letters as signed distance fields in the glyph format of Mapbox GL (node-fontnik), so that labels need no font host.

Format: https://github.com/mapbox/node-fontnik/blob/master/proto/glyphs.proto; letters of 24 px, a border of 3 px.
"""

from __future__ import annotations

import importlib.resources
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from build_basemap import OUTPUT, ROOT
from PIL import Image, ImageDraw, ImageFont

FONT = "SourceSansVF-Upright"
STACKS = {"Basemap Regular": 420, "Basemap Semibold": 620}
"""Name in the style → weight. Not called Source Sans: its licence reserves the name for unaltered fonts."""
SIZE, BORDER, RADIUS, CUTOFF, FINER = 24, 3, 8.0, 0.25, 4
ASCENDER = 25
RANGE = 256


def write_glyphs(characters: set[str]) -> None:
    """One file a font and range of 256 characters, holding only the characters in use."""
    media = Path(str(importlib.resources.files("streamlit").joinpath("static/static/media")))
    source = next(media.glob(f"{FONT}*.woff2"))
    codes = sorted(ord(character) for character in characters if character.isprintable())
    for stack, weight in STACKS.items():
        font = ImageFont.truetype(str(source), SIZE * FINER)
        font.set_variation_by_axes([weight])
        folder = OUTPUT / "glyphs" / stack
        folder.mkdir(parents=True, exist_ok=True)
        for first in sorted({code // RANGE * RANGE for code in codes}):
            name = f"{first}-{first + RANGE - 1}"
            glyphs = b"".join(field(3, glyph(font, code)) for code in codes if first <= code < first + RANGE)
            body = field(1, stack.encode()) + field(2, name.encode()) + glyphs
            path = folder / f"{name}.pbf"
            path.write_bytes(field(1, body))
            print(f"{path.relative_to(ROOT)}: {path.stat().st_size / 1e3:.0f} kB")


def glyph(font: Any, code: int) -> bytes:
    character = chr(code)
    left, top, right, bottom = font.getbbox(character, anchor="ls")
    advance = round(font.getlength(character) / FINER)
    x, y = int(np.floor(left / FINER)), int(np.floor(top / FINER))
    width, height = int(np.ceil(right / FINER)) - x, int(np.ceil(bottom / FINER)) - y
    if width <= 0 or height <= 0:
        return number(1, code) + number(3, 0) + number(4, 0) + number(5, 0) + number(6, 0) + number(7, advance)
    canvas = Image.new("L", ((width + 2 * BORDER) * FINER, (height + 2 * BORDER) * FINER), 0)
    ImageDraw.Draw(canvas).text(((BORDER - x) * FINER, (BORDER - y) * FINER), character, 255, font=font, anchor="ls")
    bitmap = distance_field(np.asarray(canvas) > 127)
    return (
        number(1, code)
        + field(2, bitmap.tobytes())
        + number(3, width)
        + number(4, height)
        + number(5, zigzag(x))
        + number(6, zigzag(-y - ASCENDER))
        + number(7, advance)
    )


def distance_field(inside: npt.NDArray[np.bool_]) -> npt.NDArray[np.uint8]:
    """Bytes that fall from inside to outside, one for each `FINER` × `FINER` block."""
    signed = (distance(inside) - distance(~inside)) / FINER
    rows, columns = (length // FINER for length in inside.shape)
    blocks = signed.reshape(rows, FINER, columns, FINER).mean(axis=(1, 3))
    levels: npt.NDArray[np.uint8] = np.clip(255 - 255 * (blocks / RADIUS + CUTOFF), 0, 255).round().astype(np.uint8)
    return levels


def distance(target: npt.NDArray[np.bool_]) -> npt.NDArray[np.float64]:
    """Euclidean distance of each cell to the nearest target cell, exact, column by column and then row by row."""
    rows, columns = target.shape
    if not target.any():
        return np.full(target.shape, float(rows + columns))
    across = np.abs(np.subtract.outer(np.arange(columns), np.arange(columns))).astype(np.float64)
    nearest = np.where(target[:, None, :], across[None, :, :], 1e6).min(axis=2)
    down = np.subtract.outer(np.arange(rows), np.arange(rows)).astype(np.float64) ** 2
    squared = (nearest[None, :, :] ** 2 + down[:, :, None]).min(axis=1)
    return np.asarray(np.sqrt(squared))


# ---- protocol buffers: just enough to write -------------------------------------------------------------------------


def number(tag: int, value: int) -> bytes:
    return varint(tag << 3) + varint(value)


def field(tag: int, value: bytes) -> bytes:
    return varint(tag << 3 | 2) + varint(len(value)) + value


def zigzag(value: int) -> int:
    return value * 2 if value >= 0 else -value * 2 - 1


def varint(value: int) -> bytes:
    return bytes(_septets(value))


def _septets(value: int) -> Iterator[int]:
    while value > 127:
        yield value & 127 | 128
        value >>= 7
    yield value
