"""'The city' is the settlement named before it, near enough; with a name of its own it points nowhere."""

from __future__ import annotations

import pytest

from loaders.model import Candidate, Kind, Mention, Place, PlacePrecision, Span
from loaders.resolve.place_anaphora import find
from loaders.sentences import split


def place(text: str, name: str, precision: PlacePrecision = PlacePrecision.SETTLEMENT) -> Mention[Place]:
    start = text.index(name)
    alternatives: tuple[Candidate, ...] = ()
    value = Place(name, 1.0, 2.0, precision, 3.0, None, None, None, alternatives)
    return Mention(Kind.PLACE, Span(start, start + len(name)), name, "test", value)


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Rebels reached Goma. They entered the city.", "Goma", ["the city"]),
        ("Troops besieged Ramadi. The fortified city fell.", "Ramadi", ["The fortified city"]),
        ("Rebels reached Goma. Fighting went on there.", "Goma", ["there"]),
        ("Rebels shelled Goma. They denied that they had seized it.", "Goma", ["it"]),
        ("Goma airport burned. They entered the city.", "Goma airport", []),
        ("Goma is quiet. It rained. They have seized it.", "Goma", []),
        ("Goma is quiet. He had taken it as a sign.", "Goma", []),
        ("Rebels reached Goma. But there was no fighting.", "Goma", []),
        ("Rebels took Gao. They shelled a nearby base.", "Gao", ["nearby"]),
        ("Goma is quiet. They entered the city of Bukavu.", "Goma", []),
        ("They entered the city. Goma fell.", "Goma", []),
        ("Goma fell. One. Two. Three. Four. They left the city.", "Goma", []),
    ],
)
def test_find(text: str, name: str, expected: list[str]) -> None:
    found = find(split(text), [place(text, name)])
    assert [mention.text for mention in found] == expected
    assert all(text[m.span.start : m.span.end] == m.text and m.value.name.endswith(name) for m in found)
    assert all(m.value.precision is PlacePrecision.AREA for m in found if m.text == "nearby")


def test_a_country_is_no_city() -> None:
    text = "Sudan is at war. The city fell."
    assert find(split(text), [place(text, "Sudan", PlacePrecision.COUNTRY)]) == []
