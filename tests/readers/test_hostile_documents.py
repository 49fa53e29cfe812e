"""Hostile documents give an article or a reason, each in moments; the sound ones among them are read."""

from __future__ import annotations

from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.model import Article
from loaders.readers import ReadError, read
from loaders.sentences import split
from tests.hostile import documents, saved_pages

NAMED = [pytest.param(module, id=module.__name__.rpartition(".")[2]) for module in documents.FORMATS]


@pytest.mark.parametrize("module", NAMED)
def test_every_file_gives_an_article_or_a_reason(module: ModuleType) -> None:
    for name, data in module.cases():
        outcome = _outcome(name, data)
        if isinstance(outcome, ReadError):
            assert outcome.code, name
            assert len(str(outcome)) > 10, name
            continue
        assert outcome.text.strip(), name
        outcome.text.encode("utf-8")
        for sentence in split(outcome.text[:20_000]):
            assert outcome.text[sentence.span.start : sentence.span.end] == sentence.text, name


OPENINGS = st.sampled_from(
    [
        b"%PDF-1.4\n1 0 obj\n",
        b"PK\x03\x04",
        b"# Goma\n\n",
        b"<html><body>",
        b"---\ntitle: a\n",
        saved_pages.GOOD[0][1][:300],
    ]
)


@given(OPENINGS, st.binary(max_size=400))
def test_any_bytes_after_a_known_opening_give_an_article_or_a_reason(opening: bytes, rest: bytes) -> None:
    outcome = _outcome("any", opening + rest)
    assert str(outcome) if isinstance(outcome, ReadError) else outcome.text.strip()


def _outcome(name: str, data: bytes) -> Article | ReadError:
    try:
        return read(data, name)
    except ReadError as refused:
        return refused


@pytest.mark.parametrize("module", NAMED)
def test_there_are_enough_and_always_the_same(module: ModuleType) -> None:
    once, again = ([(name, hash(data)) for name, data in module.cases()] for _ in range(2))
    assert len({name for name, _ in once}) == len(once) >= 30
    assert once == again


@pytest.mark.parametrize(("name", "data"), documents.GOOD, ids=[name for name, _ in documents.GOOD])
def test_the_sound_ones_are_read(name: str, data: bytes) -> None:
    article = read(data, name)
    assert "left before dawn on 26 February 2026" in article.text or "entered Sake on Friday" in article.text
    assert article.language == "en"
    assert article.notes == ()
