"""What a search box finds: words, phrases, alternatives, exclusions, and names in other spellings and scripts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.search_query import highlights, parse
from loaders.search_text import SOUND_MARK, search_text


def finds(text: str, sentence: str, **columns: object) -> bool:
    held = search_text({"sentence": sentence, **columns})
    return any(
        all(any(spelling in held for spelling in term.spellings) is term.wanted for term in group)
        for group in parse(text)
    )


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("garrison left", "The garrison of Goma left."),
        ("left garrison", "The garrison of Goma left."),
        ('"garrison of Goma"', "The garrison of Goma left."),
        ('"garrison of Goma', "The garrison of Goma left."),
        ("Bukavu OR Goma", "The garrison of Goma left."),
        ("Bukavu | garrison left", "The garrison of Goma left."),
        ("garrison -Bukavu", "The garrison of Goma left."),
        ("garrison NOT Bukavu", "The garrison of Goma left."),
        ('garrison -"left Goma"', "The garrison of Goma left."),
        ("-Bukavu", "The garrison of Goma left."),
        ("Kiev", "The talks were held in Kyiv."),
        ("Зеленський", "President Zelensky spoke to the troops."),
        ("Zelenskyy", "President Zelensky spoke to the troops."),
        ("Шойгу", "Sergei Shoigu inspected the 6th Army."),
        ("Сєвєродонецьк", "Fighting went on in Severodonetsk."),
        ("Misratah", "Forces loyal to the council shelled Misrata."),
        ("OR", "Either the bridge or the ferry was hit."),
        ("100%", "Losses rose by 100% in a day."),
    ],
)  # fmt: skip
def test_finds(text: str, sentence: str) -> None:
    assert finds(text, sentence)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("garrison Bukavu", "The garrison of Goma left."),
        ('"Goma garrison"', "The garrison of Goma left."),
        ("garrison -Goma", "The garrison of Goma left."),
        ("garrison NOT left", "The garrison of Goma left."),
        ("-garrison", "The garrison of Goma left."),
        ("Бахмут", "The garrison of Goma left."),
        ("Wagner", "He had a talent for leading troops."),
        ("Left", "Leaft and loft."),
    ],
)
def test_does_not_find(text: str, sentence: str) -> None:
    assert not finds(text, sentence)


def test_a_unit_is_found_by_another_of_its_names() -> None:
    assert finds("RSF", "They shelled the market.", units=["Rapid Support Forces"])
    assert not finds("RSF", "They shelled the market.", units=["Sudanese Armed Forces"])


def test_what_is_shown_as_found() -> None:
    assert highlights('Goma "the garrison" -Bukavu') == ["the garrison", "goma"]


@given(st.text(max_size=60))
def test_any_text_is_a_query(text: str) -> None:
    groups = parse(text)
    assert bool(groups) is bool(text.strip()) or not any(map(str.isalnum, text))
    for group in groups:
        for term in group:
            assert all(term.spellings)


@given(st.text(max_size=80))
def test_no_text_forges_a_sound(text: str) -> None:
    before, _, sounds = search_text({"sentence": text}).rpartition("\n")
    assert SOUND_MARK not in before
    assert all(part.isalpha() for part in sounds.split(SOUND_MARK) if part)
