"""Which bytes give an article, which are refused and why."""

from __future__ import annotations

import contextlib
import hashlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.limits import LIMITS
from loaders.readers import Given, ReadError, read

TODAY = date(2026, 3, 1)

REFUSED = [
    ("empty", b""),
    ("empty", b" \n\t\r\n"),
    ("empty", b"\x00\x00\x00\x00"),
    ("empty", b"\xef\xbb\xbf"),
    ("binary", bytes(range(256)) * 8),
    ("damaged", b"%PDF-1.7\nsome text that looks harmless\n%%EOF"),
    ("binary", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"WordDocument" * 100),
    ("encrypted", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")),
    ("binary", b"\x89PNG\r\n\x1a\n" + b"text" * 100),
    ("undecodable", b"\xff\xfeabc"),
    ("undecodable", b"\xef\xbb\xbf broken \xff\xff"),
    ("too_large", b"a" * (LIMITS.input_bytes + 1)),
    ("no_text", b"---\ntitle: Only a title\n---\n  \n"),
    ("no_text", b"<html><head><title>x</title></head><body><script>alert(1)</script><style>p{}</style></body></html>"),
    ("no_text", b"<!doctype html>"),
    ("too_deep", b"<div>" * 50_000 + b"Troops entered the town." + b"</div>" * 50_000),
    ("too_deep", b"<html><body><p " + b"a=1 " * 100_000 + b">Troops entered the town.</p>"),
    ("too_deep", b"<html><body><p " + b"\f".join(b"a%d" % n for n in range(3_000)) + b">Troops entered the town.</p>"),
    (
        "too_deep",
        b"<html><body><p " + b"".join(b'a%d="<b>"' % n for n in range(3_000)) + b">Troops entered the town.</p>",
    ),
    ("bad_front_matter", b"---\ntitle: A: b\n---\nText."),
    ("bad_front_matter", b"---\ntitle: never closed\nText."),
    ("bad_front_matter", b"---\ntitle: [a, b]\n---\nText."),
    ("bad_front_matter", b"---\npublished: last Tuesday\n---\nText."),
    ("bad_front_matter", b"---\npublished: 2026-02-30\n---\nText."),
]


@pytest.mark.parametrize(("code", "data"), REFUSED, ids=range(len(REFUSED)))
def test_refused_with_its_reason(code: str, data: bytes) -> None:
    with pytest.raises(ReadError) as refused:
        read(data, "report", today=TODAY)
    assert refused.value.code == code
    assert len(str(refused.value)) > 10


def test_bad_front_matter_names_the_line() -> None:
    with pytest.raises(ReadError, match="line 3"):
        read(b"---\ntitle: A\npublished: 31.12.\n---\nText.", "report")


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8", "Brāk ash-Shāṭi’ was quiet."),
        ("utf-8-sig", "Brāk ash-Shāṭi’ was quiet."),
        ("utf-16", "Brāk ash-Shāṭi’ was quiet."),
        ("utf-32", "The garrison of Şırnak was quiet."),
    ],
)
def test_marked_or_valid_text_is_read_exactly_and_without_a_note(encoding: str, text: str) -> None:
    article = read(text.encode(encoding), "report")
    assert (article.text, article.notes) == (text, ())


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        (
            "cp1251",
            "Войска заняли город и двинулись дальше на север, сообщил генерал. Бои продолжались всю ночь до утра.",
        ),
        (
            "cp1252",
            "“We hold the town,” said the major’s staff in Düsseldorf on Friday, and the road to the north is open.",
        ),
    ],
)
def test_a_guessed_encoding_is_said(encoding: str, text: str) -> None:
    article = read(text.encode(encoding), "report")
    assert [note.code for note in article.notes if note.code != "language_unread"] == ["encoding_guessed"]
    assert article.text == text


def test_a_line_of_five_megabytes_goes_in() -> None:
    text = "The column moved on. " * 250_000
    article = read(text.encode(), "report")
    assert len(article.text) == len(text) > 5_000_000


def test_the_name_of_the_file_does_not_matter() -> None:
    data = b"<!doctype html><html><body><p>Troops left the town before dawn, the mayor said.</p></body></html>"
    assert read(data, "report.txt").reader == read(data, "report.html").reader == "html"
    assert read(b"Troops left <b>Goma</b>.", "report.html").reader == "text"


def test_the_id_is_the_hash_of_the_received_bytes() -> None:
    data = b"\xef\xbb\xbf---\ntitle: A\n---\nText."
    assert read(data, "report").id == hashlib.sha256(data).hexdigest()


FRONT_MATTER = b"""---
title: Town falls
publisher: The Daily Example
url: https://example.org/1
published: 2026-02-26T23:30:00+03:00
language: en
---
The garrison left.
"""


def test_front_matter_is_metadata_and_no_text() -> None:
    article = read(FRONT_MATTER, "report", today=TODAY)
    assert article.text == "The garrison left.\n"
    assert (article.title, article.publisher, article.url) == (
        "Town falls",
        "The Daily Example",
        "https://example.org/1",
    )
    assert (article.published, article.language, article.notes) == (date(2026, 2, 26), "en", ())


def test_what_is_given_wins() -> None:
    given_by_user = Given(date(2026, 2, 1), "Wire", "Other title", "https://example.org/2")
    article = read(FRONT_MATTER, "report", given_by_user, TODAY)
    assert (article.published, article.publisher) == (date(2026, 2, 1), "Wire")
    assert (article.title, article.url) == ("Other title", "https://example.org/2")


def test_an_article_without_a_date_stays_undated() -> None:
    assert read(b"The garrison left.", "report", today=TODAY).published is None
    assert (
        read(b"<html><body><p>The garrison left. (c) 2025</p></body></html>", "report", today=TODAY).published is None
    )


@pytest.mark.parametrize("written", ["2099-01-01", "1000-01-01"])
def test_an_impossible_date_is_left_out_and_named(written: str) -> None:
    article = read(f"---\npublished: {written}\n---\nText.".encode(), "report", today=TODAY)
    assert article.published is None
    assert [note.code for note in article.notes] == ["published_implausible"]
    assert written in article.notes[0].message


def test_an_impossible_date_of_the_user_is_no_better() -> None:
    article = read(b"Text.", "report", Given(published=date(2099, 1, 1)), TODAY)
    assert (article.published, article.notes[0].code) == (None, "published_implausible")


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "file:///etc/passwd", "https://", "http://a b", "https://x/\u202e"]
)
def test_an_address_that_is_no_web_address_is_left_out_and_said(address: str) -> None:
    article = read(b"Text.", "report", Given(url=address))
    assert (article.url, [note.code for note in article.notes]) == (None, ["url_refused"])


def test_an_unknown_key_is_said() -> None:
    article = read(b"---\npubished: 2026-02-26\n---\nText.", "report")
    assert article.notes[0].code == "front_matter_unknown"
    assert "pubished" in article.notes[0].message


def test_a_rule_of_dashes_is_text() -> None:
    article = read(b"---\n\nNo keys here.", "report")
    assert article.text == "---\n\nNo keys here."
    assert article.title is None


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Garrison leaves town\n\nIt left at dawn.", "Garrison leaves town"),
        ("It left at dawn.\n\nThe rest followed.", None),
        ("Garrison leaves town\nIt left at dawn.", None),
        ("Garrison leaves town", None),
    ],
)
def test_a_heading_is_the_title_and_stays_in_the_text(text: str, title: str | None) -> None:
    article = read(text.encode(), "report")
    assert (article.title, article.text) == (title, text)


@given(st.binary(max_size=600))
def test_any_bytes_give_an_article_or_a_reason(data: bytes) -> None:
    with contextlib.suppress(ReadError):
        article = read(data, "report", today=TODAY)
        assert article.text.strip()
        assert article.text.encode("utf-8")


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1).filter(lambda text: text.strip()))
def test_plain_text_is_never_altered(text: str) -> None:
    whole = f"Report. {text}"
    assert read(whole.encode(), "report").text == whole
