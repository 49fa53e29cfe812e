"""Each reader's golden files: the text letter by letter, and every sentence found in what was received."""

from __future__ import annotations

import json
import re
from collections import Counter
from email import message_from_bytes
from email.message import Message
from html import unescape
from pathlib import Path

import pytest

from loaders.readers import FORMATS, read
from loaders.sentences import split
from tests.readers.accept import articles, expected, inputs, is_collection, present

INPUTS = inputs()
FILES = [path for path in INPUTS if not is_collection(path)]
COLLECTIONS = [path for path in INPUTS if is_collection(path)]
ENCODINGS = {"marked-wide.txt": "utf-16", "declared-charset.html": "cp1252", "base64.mhtml": "cp1252"}


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: path.name)
def test_file_gives_what_was_accepted(path: Path) -> None:
    assert present(path) == json.loads(expected(path).read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_quote_is_found_at_its_place(path: Path) -> None:
    text = read(path.read_bytes(), path.name).text
    for sentence in split(text):
        assert text[sentence.span.start : sentence.span.end] == sentence.text


RECEIVED = [path for path in FILES if path.suffix in (".txt", ".md", ".html", ".mhtml")]


@pytest.mark.parametrize("path", RECEIVED, ids=lambda path: path.name)
def test_every_quote_is_in_the_received_bytes_once_decoded(path: Path) -> None:
    source = _decoded(path)
    sentences = split(read(path.read_bytes(), path.name).text)
    assert len(sentences) >= 4
    for sentence in sentences:
        assert sentence.text in source


def _decoded(path: Path) -> str:
    """The file's characters without the marks of its format: those stand between a quote's words, never instead of them."""
    data = path.read_bytes()
    if path.suffix == ".mhtml":
        page = next(part for part in message_from_bytes(data).walk() if part.get_content_type() == "text/html")
        assert isinstance(page, Message)
        payload = page.get_payload(decode=True)
        assert isinstance(payload, bytes)
        data = payload
    text = data.decode(ENCODINGS.get(path.name, "utf-8"))
    if path.suffix == ".md":
        return re.sub(r"\*\*|\*|\[\^1\]|\[|\]\(.*?\)|^> ", "", text, flags=re.MULTILINE)
    return text if path.suffix == ".txt" else unescape(re.sub(r"<[^>]+>", "", text))


# What a collection's own bytes hold as they are; a feed's and a page's text is among their tags.
AS_THEY_ARE = [
    path for path in COLLECTIONS if path.name in ("articles.csv", "articles.tsv", "articles.jsonl", "timemap.json")
]


@pytest.mark.parametrize("path", COLLECTIONS, ids=lambda path: path.name)
def test_every_quote_of_every_member_is_found_at_its_place(path: Path) -> None:
    found = articles(path)
    assert len(found) >= 2
    for article in found:
        sentences = split(article.text)
        assert sentences
        for sentence in sentences:
            assert article.text[sentence.span.start : sentence.span.end] == sentence.text


@pytest.mark.parametrize("path", AS_THEY_ARE, ids=lambda path: path.name)
def test_every_quote_of_a_row_is_in_the_received_bytes_once_decoded(path: Path) -> None:
    source = path.read_bytes().decode("cp1252" if path.suffix == ".tsv" else "utf-8-sig")
    for article in articles(path):
        assert all(sentence.text in source for sentence in split(article.text))


def test_every_reader_of_documents_has_two_and_every_other_one() -> None:
    def told(paths: list[Path]) -> Counter[str]:
        return Counter(json.loads(expected(path).read_text(encoding="utf-8"))["reader"] for path in paths)

    documents = told(FILES)
    assert set(documents) == {"text", "markdown", "html", "mhtml", "pdf", "docx"}
    assert min(documents.values()) >= 2
    collections = told(COLLECTIONS)
    assert set(collections) == {found.name for found in FORMATS if found.members}
    # Tables with commas and tabs, both feeds, an archive as it is and compressed, ACLED before and since its change.
    assert {name for name, count in collections.items() if count >= 2} == {"csv", "feed", "warc", "acled"}
