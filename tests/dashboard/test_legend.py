"""Each symbol of the map has a row of its own, with a picture that is well formed and holds no script."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from dashboard.legend import colours, legend, timeline


@pytest.mark.parametrize("dark", [False, True])
def test_rows_have_a_picture_and_a_meaning_of_their_own(dark: bool) -> None:
    rows = legend(dark, size=20)
    assert [row.name for row in rows] == [
        "settlement", "vague", "wide", "disc", "lookalike", "planned", "hypothetical", "denied",
    ]  # fmt: skip
    rows += timeline(dark, size=20) + colours(dark, size=20)
    assert len({row.svg for row in rows}) == len({row.meaning for row in rows}) == len(rows)
    for row in rows:
        picture = ElementTree.fromstring(row.svg)
        assert (picture.get("width"), picture.get("height")) == ("20", "20")
        assert not row.meaning.startswith("<")


def test_themes_differ() -> None:
    assert all(light.svg != dark.svg for light, dark in zip(legend(False), legend(True), strict=True))
