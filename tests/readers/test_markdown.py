"""Markdown is told from plain text, and its marks are taken out and nothing else."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.readers import read

MARKDOWN = [
    "# Garrison leaves Goma\n\nIt left at dawn.",
    "Intro line.\n\n## Goma\n\nIt left at dawn.",
    "The garrison [left](https://example.org/a) at dawn.",
    "The **garrison of Goma** left at dawn.",
    "The garrison [left][1] at dawn.\n\n[1]: https://example.org/a\n",
    "---\ntitle: A\n---\n# Garrison leaves Goma\n\nIt left at dawn.",
]
PLAIN = [
    "Garrison leaves Goma\n\nIt left at dawn.",
    "- It left at dawn.\n- The rest followed.",
    "#Goma #Kivu fell.\n#M23 said so.",
    "It counted 5 * 3 * 2 shells, i.e. 2**3 of them or 2 ** 4.",
    "He said [sic] that it left (at dawn) [1].",
    "Point #1\n\n# of dead: 5",
    "---\ntitle: A\n---\nIt left at dawn.",
    "a,b\nc,[d](https://example.org)",
]


@pytest.mark.parametrize("text", MARKDOWN)
def test_markdown_is_known_by_its_marks(text: str) -> None:
    assert read(text.encode(), "report.txt").reader == "markdown"


@pytest.mark.parametrize("text", PLAIN[:-1])
def test_plain_text_stays_plain(text: str) -> None:
    article = read(text.encode(), "report.md")
    assert article.reader == "text"
    assert article.text == text.removeprefix("---\ntitle: A\n---\n")


SOURCE = """---
title: Garrison leaves Goma
publisher: The Daily Example
published: 2026-02-26
---
# Garrison leaves Goma

The garrison of **Goma** left before *dawn*, [the mayor](https://example.org/m "Mayor") said.[^1]
It took the north\\-western road &amp; halted; `A-12` followed. ![Map](map.png)

- Two people were __wounded__
  near the bridge.
- One lorry ~~stayed~~ burned.

> “We hold the town,” he said.

| Place | Dead |
| --- | --- |
| Sake | 5 |

<div align="center">Sponsored</div>

    a table  kept as   it is

[^1]: He spoke on Friday.
"""
EXPECTED = """The garrison of Goma left before dawn, the mayor said.
It took the north-western road & halted; A-12 followed.

Two people were wounded
near the bridge.

One lorry stayed burned.

“We hold the town,” he said.

Place

Dead

Sake

5

a table  kept as   it is

He spoke on Friday."""


def test_only_marks_are_taken_out() -> None:
    article = read(SOURCE.encode(), "report")
    assert article.text == EXPECTED
    assert (article.title, article.publisher, article.published) == (
        "Garrison leaves Goma",
        "The Daily Example",
        date(2026, 2, 26),
    )
    assert [note.code for note in article.notes] == ["html_left_out"]


def test_the_first_heading_is_the_title() -> None:
    article = read(b"# Garrison *leaves* Goma\n\nIt left at dawn.", "report")
    assert (article.title, article.text) == ("Garrison leaves Goma", "It left at dawn.")


def test_another_title_leaves_the_heading_in_the_text() -> None:
    article = read(b"---\ntitle: Other\n---\n# Goma\n\nIt left **at** dawn.", "report")
    assert (article.title, article.text) == ("Other", "Goma\n\nIt left at dawn.")


def test_line_ends_stay_those_of_the_file() -> None:
    article = read(b"# Goma\r\n\r\nThe **garrison**\r\nleft.\r\n", "report")
    assert article.text == "The garrison\r\nleft."


WORDS = st.text(st.sampled_from("abcdefgh ABC éü’“”—,;:!? 0123456789"), min_size=1, max_size=80).map(
    lambda text: " ".join(text.split())
)


@given(st.lists(WORDS.filter(lambda text: text[:1].isalpha()), min_size=1, max_size=5))
def test_every_sentence_without_marks_is_in_the_text_as_written(paragraphs: list[str]) -> None:
    text = read(("**Goma** [fell](https://example.org).\n\n" + "\n\n".join(paragraphs)).encode(), "report").text
    assert text == "\n\n".join(["Goma fell.", *paragraphs])
