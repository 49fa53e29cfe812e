"""Words and English inflection."""

from __future__ import annotations

import pytest

from loaders.words import inflect, plural, words


@pytest.mark.parametrize(
    ("plain", "expected"),
    [
        ("They didn't stop.", ["They", "didn't", "stop", "."]),
        ("T-72s hit al-Qa'im, 3.5 km off", ["T", "-", "72", "s", "hit", "al-Qa'im", ",", "3.5", "km", "off"]),
        ("on 2 May 2016, 1,500 men", ["on", "2", "May", "2016", ",", "1,500", "men"]),
        ("U.S. troops", ["U.S", ".", "troops"]),
    ],
)
def test_words(plain: str, expected: list[str]) -> None:
    assert [word.text for word in words(plain)] == expected
    assert all(plain[word.start : word.end] == word.text for word in words(plain))


@pytest.mark.parametrize(
    ("lemma", "irregular", "form", "kind"),
    [
        ("seize", (), "seizing", "ing"),
        ("attack", (), "attacked", "past"),
        ("occupy", (), "occupied", "past"),
        ("storm", (), "storms", "present"),
        ("free", (), "freeing", "ing"),
        ("take", ("took", "taken", "taking", "takes"), "taken", "past"),
        ("punish", (), "punishes", "present"),
    ],
)
def test_inflect(lemma: str, irregular: tuple[str, ...], form: str, kind: str) -> None:
    assert inflect(lemma, irregular)[form] == kind


def test_irregular_forms_replace_the_regular_ones() -> None:
    assert "taked" not in inflect("take", ("took", "taken", "taking", "takes"))


@pytest.mark.parametrize(
    ("noun", "expected"), [("attack", "attacks"), ("atrocity", "atrocities"), ("clash", "clashes")]
)
def test_plural(noun: str, expected: str) -> None:
    assert plural(noun) == expected
