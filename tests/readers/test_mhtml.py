"""Saved pages: the page out of its envelope, and what the envelope says of it."""

from __future__ import annotations

import quopri
from datetime import date

import pytest

from loaders.readers import ReadError, read
from tests.hostile.saved_pages import envelope, part

SAID = "The garrison of Goma left before dawn on 26 February 2026, the mayor’s office told reporters in the town hall."
PAGE = (
    '<html lang="en"><head><title>Garrison leaves Goma</title>'
    '<meta property="article:published_time" content="2026-02-26"></head>'
    f"<body><nav>Menu</nav><article><p>{SAID}</p><p>“So be it,” he added.</p></article></body></html>"
)
END = b"--edge--\r\n"


def test_the_page_is_read_as_html() -> None:
    style = part(b"p { color: red }", "text/css", "8bit", "cid:style")
    article = read(envelope(part(quopri.encodestring(PAGE.encode())) + style + END), "saved")
    assert article.text == f"{SAID}\n\n“So be it,” he added."
    assert (article.reader, article.title, article.notes) == ("mhtml", "Garrison leaves Goma", ())
    assert (article.url, article.published) == ("https://example.org/goma", date(2026, 2, 26))


def test_the_date_of_saving_is_no_date_of_publication() -> None:
    page = PAGE.replace('<meta property="article:published_time" content="2026-02-26">', "")
    assert read(envelope(part(page.encode(), coding="8bit") + END), "saved").published is None


def test_the_charset_of_the_part_counts() -> None:
    said = "Войска покинули город на рассвете."
    page = f"<html><body><p>{said}</p></body></html>".encode("cp1251")
    article = read(envelope(part(page, "text/html; charset=windows-1251", "8bit") + END), "saved")
    assert article.text == said
    assert "encoding_guessed" not in [note.code for note in article.notes]


def test_of_many_pages_the_one_that_the_envelope_names_is_read() -> None:
    frame = part(b"<html><body><p>An advertisement in a frame.</p></body></html>", place="https://ads.example.org/")
    article = read(envelope(frame + part(PAGE.encode(), coding="8bit") + END), "saved")
    assert article.text.startswith(SAID)


@pytest.mark.parametrize(
    ("code", "parts"),
    [
        ("no_page", END),
        ("no_page", part(b"GIF89a", "image/gif", "8bit") + END),
        ("no_page", part(b"") + END),
        ("too_deep", part(b"<div>" * 50_000 + b"Troops.", coding="8bit") + END),
    ],
)
def test_refused_with_its_reason(code: str, parts: bytes) -> None:
    with pytest.raises(ReadError) as refused:
        read(envelope(parts), "saved")
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("code", "parts"),
    [
        ("cut_off", part(quopri.encodestring(PAGE.encode()))),
        ("coding_unknown", part(PAGE.encode(), coding="x-uuencode") + END),
    ],
)
def test_what_may_be_missing_is_said(code: str, parts: bytes) -> None:
    assert code in [note.code for note in read(envelope(parts), "saved").notes]
