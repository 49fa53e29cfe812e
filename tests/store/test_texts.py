"""Texts in memory are found as a plain search through each of them finds them, whatever came and went."""

from __future__ import annotations

import numpy
import pyarrow
from hypothesis import given
from hypothesis import strategies as st

from loaders.search_query import Query, parse
from loaders.search_text import SOUND_MARK, search_text
from loaders.store.texts import Texts

NAMES = [
    "Bakhmut",
    "Бахмут",
    "Zelensky",
    "47th Brigade",
    "a.b",
    "c++",
    "[x]",
    "100%",
    "\\d",
    "ürüm",
    "x\ny",
    "$",
    "(",
    "^a|b",
]
SENTENCES = st.lists(st.sampled_from(NAMES), max_size=4).map(" ".join)
TEXTS = st.lists(st.none() | SENTENCES.map(lambda sentence: search_text({"sentence": sentence})), max_size=12)
ASKED = st.lists(st.sampled_from([*NAMES, '"a.b c++"', "-bakhmut", "NOT", "OR", "brig", "Zelenskyy"]), max_size=4).map(
    " ".join
)


def plainly(texts: list[str | None], query: Query) -> list[bool]:
    return [
        text is not None
        and any(
            all(any(spelling in text for spelling in term.spellings) is term.wanted for term in group)
            for group in query
        )
        for text in texts
    ]


def texts_of(texts: list[str | None], size: int = 3) -> Texts:
    parts = [pyarrow.array(texts[first : first + size], pyarrow.string()) for first in range(0, len(texts), size)]
    return Texts.of(parts)


@given(TEXTS.map(lambda texts: [text or "" for text in texts]), ASKED | st.text(max_size=6))
def test_found_as_plainly(texts: list[str | None], asked: str) -> None:
    if query := parse(asked):
        assert texts_of(texts).found(query).tolist() == plainly(texts, query)


@given(st.lists(st.tuples(SENTENCES, SENTENCES), max_size=40), st.data())
def test_rows_that_come_and_go(pairs: list[tuple[str, str]], data: st.DataObject) -> None:
    held = [search_text({"sentence": sentence}) for sentence, _ in pairs]
    texts = texts_of(list(held))
    for _ in range(3):
        kept = data.draw(st.lists(st.sampled_from(range(len(held))), max_size=5)) if held else []
        fresh = [SOUND_MARK.join(pair) for pair in pairs[:2]]
        texts = texts.take(numpy.array(kept, numpy.int32)).joined(texts_of(list(fresh)))
        held = [held[row] for row in kept] + fresh
        query = parse("bakhmut | zelensky")
        assert texts.found(query).tolist() == plainly(list(held), query)
        assert [text for part in texts.in_order() for text in part.to_pylist()] == held
        assert sum(map(len, texts.parts)) <= 2 * len(texts.at)
