"""Sentences: where they end, and that nothing of the text is lost or altered."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.sentences import LONGEST, fold, split

CASES = [
    ("He left. She stayed.", ["He left.", "She stayed."]),
    ("Col. Ivanov met Lt. Gen. Petrov. They spoke.", ["Col. Ivanov met Lt. Gen. Petrov.", "They spoke."]),
    ("U.S. forces struck at 5 a.m. on Tuesday.", ["U.S. forces struck at 5 a.m. on Tuesday."]),
    ("The U.S. The troops left.", ["The U.S.", "The troops left."]),
    ("J. Smith of No. 5 Squadron spoke.", ["J. Smith of No. 5 Squadron spoke."]),
    ("It fell (see p. 12). Then peace.", ["It fell (see p. 12).", "Then peace."]),
    ("“We hold Goma.” The rebels said so.", ["“We hold Goma.”", "The rebels said so."]),
    ("Did they leave? Yes! Really...", ["Did they leave?", "Yes!", "Really..."]),
    ("Ten died.[3][4] More were hurt.[5]", ["Ten died.[3][4]", "More were hurt.[5]"]),
    ("About 3.5 km of ground was lost.", ["About 3.5 km of ground was lost."]),
    ("First line\nSecond line", ["First line", "Second line"]),
    (
        "The column of vehicles moved north along the river towards the\ntown of Wad Madani, officials said.",
        ["The column of vehicles moved north along the river towards the\ntown of Wad Madani, officials said."],
    ),
    (
        "Rebels of the M23 movement capture the city of Goma\nThe rebels entered the city on Monday, residents and officials "
        "said, after the army withdrew towards the south.",
        [
            "Rebels of the M23 movement capture the city of Goma",
            "The rebels entered the city on Monday, residents and officials said, after the army withdrew towards the south.",
        ],
    ),
    ("They met the SPLM-N. Army drones flew.", ["They met the SPLM-N.", "Army drones flew."]),
    ("He read J.-P. Sartre in Goma.", ["He read J.-P. Sartre in Goma."]),
    ("Heading\n\nThe text begins.", ["Heading", "The text begins."]),
    ("", []),
    (" \n\t ", []),
    ("Войска отошли. Бои продолжаются.", ["Войска отошли.", "Бои продолжаются."]),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_split(text: str, expected: list[str]) -> None:
    assert [sentence.text for sentence in split(text)] == expected


@given(st.text(alphabet=st.sampled_from("aA1 .!?\n\"'’()[]-—\u00a0\u200b\u202eé«»…"), max_size=200))
def test_nothing_is_lost_or_altered(text: str) -> None:
    sentences = split(text)
    end = 0
    for sentence in sentences:
        start = sentence.span.start
        assert text[start : sentence.span.end] == sentence.text
        assert len(sentence.plain) == len(sentence.text)
        assert not fold(text[end:start]).strip()
        end = sentence.span.end
    assert not fold(text[end:]).strip()


@pytest.mark.parametrize("piece", ["word ", "x", "a, "])
def test_what_never_stops_is_cut(piece: str) -> None:
    text = piece * 4000
    sentences = split(text)
    assert max(len(sentence.text) for sentence in sentences) <= LONGEST
    assert sum(len(sentence.text.replace(" ", "")) for sentence in sentences) == len(text.replace(" ", ""))


@given(st.text())
def test_fold_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)
