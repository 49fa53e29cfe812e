"""Plain rows → pydeck layers. Constant strings go through `pdk.types.String`: any other is taken for an expression."""

from __future__ import annotations

from typing import Any

import pydeck as pdk

from dashboard import glyphs, palette

Datum = dict[str, Any]

_GLYPH_METRES = 33_000
_GLYPH_PIXELS = (18, 27)
"""Glyphs shrink on a map of continents and grow on one of districts."""
RING_SHARE = 1.5
_PIXELS = pdk.types.String("pixels")


def icons(
    data: list[Datum], picture: str, mapping: glyphs.Mapping, layer_id: str, *, share: float = 1.0, pickable: bool
) -> pdk.Layer:
    """Glyphs or rings: rows of `icon`, `position`, `offset` (pixels) and `alpha`."""
    return pdk.Layer(
        "IconLayer",
        data,
        id=layer_id,
        icon_atlas=pdk.types.String(picture),
        icon_mapping=mapping,
        get_icon="icon",
        get_position="position",
        get_pixel_offset="offset",
        get_size=round(_GLYPH_METRES * share),
        get_color="alpha",
        size_units=pdk.types.String("meters"),
        size_min_pixels=round(_GLYPH_PIXELS[0] * share),
        size_max_pixels=round(_GLYPH_PIXELS[1] * share),
        alpha_cutoff=0.05,
        pickable=pickable,
        parameters={"depthTest": False},
    )


def circles(data: list[Datum], layer_id: str) -> pdk.Layer:
    """Areas: rows of `position`, `radius` in metres, `fill` and `line`. Not pickable: the glyph in the middle is."""
    return pdk.Layer(
        "ScatterplotLayer",
        data,
        id=layer_id,
        get_position="position",
        get_radius="radius",
        get_fill_color="fill",
        get_line_color="line",
        stroked=True,
        filled=True,
        line_width_units=_PIXELS,
        get_line_width=1,
        pickable=False,
    )


def outlines(data: list[Datum], layer_id: str) -> pdk.Layer:
    """Areas by their outline: rows of a closed `ring`, `fill` and `line`. Not pickable: the glyph in the middle is."""
    return pdk.Layer(
        "PolygonLayer",
        data,
        id=layer_id,
        get_polygon="ring",
        get_fill_color="fill",
        get_line_color="line",
        stroked=True,
        filled=True,
        line_width_units=_PIXELS,
        get_line_width=1.2,
        pickable=False,
    )


def dashes(data: list[Datum], layer_id: str, *, width: float) -> pdk.Layer:
    """Dashed lines: rows of `path` and `line`, `width` pixels wide."""
    return pdk.Layer(
        "PathLayer",
        data,
        id=layer_id,
        get_path="path",
        get_color="line",
        width_units=_PIXELS,
        get_width=width,
        get_dash_array=[5, 4],
        dash_justified=True,
        extensions=[{"@@type": "PathStyleExtension", "dash": True}],
        pickable=False,
    )


def piles(data: list[Datum], layer_id: str, dark: bool) -> pdk.Layer:
    """Discs that stand for many events close together: rows of `position`, `radius` in pixels and `line`."""
    return pdk.Layer(
        "ScatterplotLayer",
        data,
        id=layer_id,
        get_position="position",
        get_radius="radius",
        radius_units=_PIXELS,
        get_fill_color=[*palette.channels(palette.theme(dark).card), 245],
        get_line_color="line",
        stroked=True,
        line_width_units=_PIXELS,
        get_line_width=2.5,
        pickable=True,
    )


def numbers(data: list[Datum], layer_id: str, dark: bool) -> pdk.Layer:
    """The numbers in discs: rows of `position`, `offset` (pixels) and `count` as text."""
    return pdk.Layer(
        "TextLayer",
        data,
        id=layer_id,
        get_position="position",
        get_pixel_offset="offset",
        get_text="count",
        get_size=13,
        get_color=[*palette.channels(palette.theme(dark).ink), 255],
        font_family=pdk.types.String(palette.FONT),
        font_weight=600,
        pickable=False,
    )


def dots(data: list[Datum], layer_id: str, dark: bool) -> pdk.Layer:
    """The single spots of a disc that stands for several: rows of `position` and `line`."""
    return pdk.Layer(
        "ScatterplotLayer",
        data,
        id=layer_id,
        get_position="position",
        get_radius=3.5,
        radius_units=_PIXELS,
        get_fill_color="line",
        get_line_color=[*palette.channels(palette.theme(dark).card), 255],
        stroked=True,
        line_width_units=_PIXELS,
        get_line_width=1,
        pickable=True,
    )


def tooltip(dark: bool) -> dict[str, Any]:
    """Placeholders only: Streamlit escapes their values, whereas text put into the template would be markup."""
    theme = palette.theme(dark)
    return {
        "html": (
            '<div><span style="font-weight:600">{label}</span> <span style="opacity:.8">{status}</span></div>'
            '<div>{where}</div><div style="opacity:.8">{when}</div>'
            '<div style="margin:6px 0">{text}</div><div style="opacity:.8">{who}</div>'
        ),
        "style": {
            "backgroundColor": theme.card,
            "color": theme.ink,
            "border": f"1px solid {theme.line}",
            "borderRadius": "6px",
            "boxShadow": "0 2px 10px rgba(0,0,0,.16)",
            "fontSize": "13px",
            "lineHeight": "1.4",
            "maxWidth": "300px",
            "overflowWrap": "anywhere",
            "padding": "8px 10px",
        },
    }
