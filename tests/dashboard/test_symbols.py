"""Symbols claim only what the analyst said; every branch and echelon of the vocabularies has its drawing."""

from __future__ import annotations

import base64
import re

import pytest

from dashboard import affiliation, symbols
from loaders.finders.unit_terms import BRANCHES, ECHELONS
from tests.dashboard.articles import PAYLOADS

MECHANIZED_BRIGADE = "10011000181211020000"
STANDARD = {"friend": "#80dfff", "hostile": "#ff8080", "neutral": "#aaffaa"}


def drawn(stance: str, dark: bool = False) -> str:
    found = symbols.symbol(MECHANIZED_BRIGADE, stance, dark)
    assert found
    return base64.b64decode(found.partition(",")[2]).decode()


@pytest.mark.parametrize("dark", [False, True])
def test_without_a_word_of_the_analyst_there_is_no_frame_and_no_colour(dark: bool) -> None:
    assert not any(colour in drawn("none", dark) for colour in STANDARD.values())


@pytest.mark.parametrize("stance", STANDARD)
def test_a_stance_has_the_colour_of_the_standard(stance: str) -> None:
    assert STANDARD[stance] in drawn(stance)


def test_every_branch_and_echelon_is_drawn() -> None:
    missing = [row.symbol for row in BRANCHES.rows() if not symbols.has(row.symbol, "")]
    missing += [row.symbol for row in ECHELONS.rows() if row.symbol and not symbols.has("0000000000", row.symbol)]
    assert not missing, "run python -m scripts.build_symbols"


@pytest.mark.parametrize("code", [None, "", "123", *PAYLOADS, "1" * 20, "१" * 20])
def test_no_other_code_has_a_picture(code: str | None) -> None:
    assert symbols.symbol(code, "none", False) is None


def test_the_drawings_hold_shapes_alone() -> None:
    elements = set(re.findall(r"<(\w+)", drawn("friend")))
    assert elements <= {"svg", "g", "path", "circle", "rect"}


@pytest.mark.parametrize(
    ("query", "stances", "notices"),
    [
        ({}, {"Russia": "none"}, 0),
        (
            {"friend": ["Ukraine"], "hostile": ["Russia"]},
            {"Ukraine": "friend", "Russia": "hostile", "Sudan": "none"},
            0,
        ),
        ({"friend": ["Russia"], "neutral": ["Russia"]}, {"Russia": "friend"}, 1),
        ({"hostile": list(PAYLOADS)}, {PAYLOADS[0]: "none"}, 1),
    ],
)
def test_sides_from_the_address(query: dict[str, list[str]], stances: dict[str, str], notices: int) -> None:
    chosen, said = affiliation.read(query, {"Russia", "Ukraine", "Sudan"})
    assert {side: chosen.stance(side) for side in stances} == stances
    assert len(said) == notices
    assert affiliation.read(affiliation.write(chosen), {"Russia", "Ukraine", "Sudan"}) == (chosen, [])
