"""Colours and shapes tell types apart, for every kind of sight and on both themes."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from dashboard import glyphs, palette
from dashboard.palette import Family, Fill
from loaders.model import DateBasis, EventType, Kind, Status

# Machado, Oliveira and Fernandes (2009), full severity, on linear RGB.
SIGHT = {
    "normal": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
LEAST_DIFFERENCE = 16.0
"""CIE 1976 distance; about 2.3 is just noticeable."""


def linear(colour: str) -> np.ndarray:
    share = np.array(palette.channels(colour)) / 255
    return np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)


def luminance(colour: str) -> float:
    return float(np.array([0.2126, 0.7152, 0.0722]) @ linear(colour))


def contrast(first: str, second: str) -> float:
    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


def lab(rgb: np.ndarray) -> np.ndarray:
    to_xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    share = to_xyz @ np.clip(rgb, 0, 1) / np.array([0.9505, 1.0, 1.089])
    f = np.where(share > 0.008856, np.cbrt(share), 7.787 * share + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("sight", sorted(SIGHT))
def test_families_differ_for_every_sight(sight: str, dark: bool) -> None:
    seen = {family: lab(SIGHT[sight] @ linear(palette.family_colour(family, dark))) for family in Family}
    for first, second in combinations(Family, 2):
        assert np.linalg.norm(seen[first] - seen[second]) >= LEAST_DIFFERENCE, (first, second)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("family", list(Family))
def test_family_stands_out_from_every_surface(family: Family, dark: bool) -> None:
    theme = palette.theme(dark)
    for surface in (theme.paper, theme.land, theme.sea, theme.card):
        assert contrast(palette.family_colour(family, dark), surface) >= 3.0


@pytest.mark.parametrize("dark", [False, True])
def test_text_is_readable(dark: bool) -> None:
    theme = palette.theme(dark)
    for surface in (theme.paper, theme.land, theme.card):
        assert contrast(theme.ink, surface) >= 7.0
        assert contrast(theme.muted, surface) >= 4.5
        assert contrast(theme.doubt, surface) >= 3.0


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("kind", list(Kind))
def test_mentions_are_readable(kind: Kind, dark: bool) -> None:
    style, theme = palette.mention_style(kind, dark), palette.theme(dark)
    assert contrast(style.ink, theme.paper) >= 4.5
    assert contrast(theme.ink, style.wash) >= 7.0
    assert contrast(style.ink, style.wash) >= 4.5


def test_every_mention_kind_has_its_own_colour() -> None:
    for dark in (False, True):
        assert len({palette.mention_style(kind, dark).wash for kind in Kind}) == len(Kind)


def test_every_type_has_its_own_shape_and_label() -> None:
    styles = [palette.event_style(event_type) for event_type in EventType]
    for feature in ("shape", "symbol", "label"):
        assert len({getattr(style, feature) for style in styles}) == len(EventType)


def test_types_are_listed_once_family_by_family() -> None:
    listed = palette.event_types()
    assert sorted(listed) == sorted(EventType)
    families = [palette.event_style(event_type).family for event_type in listed]
    assert families == sorted(families, key=list(Family).index)


@pytest.mark.parametrize(
    ("status", "fill"),
    [
        ("occurred", Fill.SOLID),
        ("ongoing", Fill.SOLID),
        ("planned", Fill.HOLLOW),
        ("hypothetical", Fill.DASHED),
        ("denied", Fill.STRUCK),
        ("", Fill.HOLLOW),
        ("<b>", Fill.HOLLOW),
    ],
)
def test_only_what_happened_is_solid(status: str, fill: Fill) -> None:
    assert palette.status_style(status).fill is fill


def test_date_bases_and_statuses_are_told_apart() -> None:
    assert len({(style.pattern, style.dash) for style in map(palette.basis_style, DateBasis)}) == len(DateBasis)
    assert len({palette.status_style(status).label for status in Status}) == len(Status)


def test_unknown_values_take_the_weakest_look() -> None:
    assert palette.event_style("invasion").label == "Other"
    assert palette.known_type("invasion") == "other"
    assert palette.basis_style("") == palette.basis_style("published")


@pytest.mark.parametrize("event_type", list(EventType))
def test_glyphs_are_drawn_in_their_cell(event_type: EventType) -> None:
    drawing = glyphs.glyph_svg(event_type, status="denied", dark=True)
    assert drawing.startswith("<svg")
    assert palette.colour(event_type, True) in drawing
    points = drawing.split('points="')[1].split('"')[0].split()
    assert all(abs(float(part)) < glyphs.CELL / 2 for point in points for part in point.split(","))


def test_glyph_ignores_hostile_types() -> None:
    assert "script" not in glyphs.glyph_svg('"/><script>alert(1)</script>')


def test_sheet_is_the_same_whatever_the_order() -> None:
    wanted = [("battle", Fill.SOLID), ("strike", Fill.HOLLOW), ("battle", Fill.SOLID)]
    picture, mapping = glyphs.sheet(wanted, False)
    assert (picture, mapping) == glyphs.sheet(wanted[::-1], False)
    assert set(mapping) == {
        glyphs.RING_SELECTED, glyphs.RING_DOUBT, glyphs.DISC_DOUBT, "battle-solid", "strike-hollow",
    }  # fmt: skip
    assert len({(cell["x"], cell["y"]) for cell in mapping.values()}) == len(mapping)
