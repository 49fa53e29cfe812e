"""Records: fields by whatever name they have, text exactly, dates only where they can mean one day."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.model import Article
from loaders.readers import ReadError, read
from loaders.readers.article_table import COLUMNS, Field, columns
from loaders.readers.record import published_day, read_record


def article(**fields: object) -> Article:
    return read(json.dumps(fields).encode(), "row", form="record")


def codes(found: Article) -> list[str]:
    return [note.code for note in found.notes]


def test_fields_go_by_many_names() -> None:
    found = article(
        Headline="Goma falls",
        fullText="They left.",
        web_url="https://example.org/1",
        publishedAt="2026-02-26",
        lang="en-GB",
    )
    assert (found.title, found.text, found.url) == ("Goma falls", "They left.", "https://example.org/1")
    assert (found.published, found.language, found.reader) == (date(2026, 2, 26), "en", "record")


def test_a_publisher_may_be_an_object_with_a_name() -> None:
    assert article(text="They left.", source={"id": None, "name": "Wire"}).publisher == "Wire"


@pytest.mark.parametrize(
    ("names", "given", "wanted"),
    [
        (["Title", "Body"], (), {Field.TITLE: (0,), Field.TEXT: (1,)}),
        (["TITRE", "Texte", "Date de publication"], (), {Field.TITLE: (0,), Field.TEXT: (1,), Field.PUBLISHED: (2,)}),
        (["Заголовок", "Текст", "Дата"], (), {Field.TITLE: (0,), Field.TEXT: (1,), Field.PUBLISHED: (2,)}),
        (["العنوان", "النص"], (), {Field.TITLE: (0,), Field.TEXT: (1,)}),
        (["content", "full_text"], (), {Field.TEXT: (1, 0)}),
        (["a", "Report"], (("text", "report"),), {Field.TEXT: (1,)}),
        (["text", "body"], (("title", "text"),), {Field.TITLE: (0,), Field.TEXT: (1,)}),
        (["notes", "actor1"], (), {}),
    ],
)
def test_columns(names: list[str], given: tuple[tuple[str, str], ...], wanted: dict[Field, tuple[int, ...]]) -> None:
    assert dict(columns(names, given).places) == wanted


@pytest.mark.parametrize(
    ("given", "code"), [((("body", "a"),), "unknown_field"), ((("text", "zzz"),), "unknown_column")]
)
def test_a_mapping_that_does_not_fit_is_named(given: tuple[tuple[str, str], ...], code: str) -> None:
    with pytest.raises(ReadError) as refused:
        columns(["a", "b"], given)
    assert refused.value.code == code


def test_every_field_has_names() -> None:
    assert {known.field for known in COLUMNS.rows()} == set(Field)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026-02-26", date(2026, 2, 26)),
        ("2026-02-26T23:30:00+03:00", date(2026, 2, 26)),
        ("Thu, 26 Feb 2026 23:30:00 GMT", date(2026, 2, 26)),
        ("26 February 2026", date(2026, 2, 26)),
        ("February 26, 2026", date(2026, 2, 26)),
        ("26.02.2026", date(2026, 2, 26)),
        ("02/26/2026", date(2026, 2, 26)),
        ("2026/02/26 10:00", date(2026, 2, 26)),
        ("04/04/2026", date(2026, 4, 4)),
        ("03/04/2026", None),
        ("26/02/26", None),
        ("260226", None),
        ("February 2026", None),
        ("2026", None),
        ("26 February", None),
        ("yesterday", None),
        (1772064000, None),
        (True, None),
    ],
)
def test_a_date_is_read_where_it_can_mean_one_day(written: object, day: date | None) -> None:
    found, notes = published_day(written)
    assert found == day
    assert [note.code for note in notes] == ([] if day else ["published_unclear"])


def test_no_date_is_no_note() -> None:
    assert published_day(None) == published_day("") == (None, ())


def test_html_gives_its_text_and_fields_win_over_it() -> None:
    page = "<html lang='fr'><head><title>Page</title></head><body><article><p>They “left” &amp; went.</p></article></body></html>"
    found = read_record(json.dumps({"html": page, "title": "Goma falls"}).encode())
    assert (found.text, found.title, found.language) == ("They “left” & went.", "Goma falls", "fr")


def test_a_piece_of_html_is_read_whole() -> None:
    found = article(html="<p>They left.</p><nav>Then</nav><script>x()</script><p>It rained.</p>")
    assert (found.text, codes(found)) == ("They left.\n\nThen\n\nIt rained.", [])


@pytest.mark.parametrize(
    ("summary", "text"), [("5 < 6 & more", "5 < 6 & more"), ("They <i>left</i> &amp; went.", "They left & went.")]
)
def test_a_summary_is_said_to_be_one(summary: str, text: str) -> None:
    found = article(summary=summary)
    assert (found.text, codes(found)) == (text, ["summary_only"])


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"{", "bad_json"),
        (b'{"text": "\xff"}', "bad_json"),
        (b"[]", "not_an_article"),
        (b'{"text": 5}', "not_an_article"),
        (b"{}", "no_text"),
        (b'{"text": "  "}', "no_text"),
        (b'{"text": "\\ud800"}', "bad_characters"),
        (b'{"text": "a", "title": "\\udc00"}', "bad_characters"),
        (b'{"text": ' + b"[" * 100_000, "too_deep"),
    ],
)
def test_refused_with_its_reason(data: bytes, code: str) -> None:
    with pytest.raises(ReadError) as refused:
        read(data, "row", form="record")
    assert refused.value.code == code


@given(st.text(st.characters(exclude_categories=("Cs",)), min_size=1).filter(str.strip))
def test_text_is_never_altered(text: str) -> None:
    assert article(text=text).text == text
