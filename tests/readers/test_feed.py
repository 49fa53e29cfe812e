"""Feeds: every entry an article with its own text, address and day; nothing outside the feed is opened."""

from __future__ import annotations

import io
from datetime import date

import pytest

from loaders import readers
from loaders.model import Article
from loaders.readers import Given, Member, ReadError, Refusal
from tests.hostile.feed import ATOM, RDF, SOUND

OTHER = b'<rss version="2.0"><channel><title>Wire</title><link>https://example.org/</link>%s</channel></rss>'


def opened(data: bytes, given: Given | None = None) -> list[Member | Refusal]:
    form = readers.recognise(data)
    assert form.name == "feed"
    return list(readers.members(io.BytesIO(data), form, 0, given))


def articles(data: bytes, given: Given | None = None) -> list[Article]:
    return [
        readers.read(found.data, found.name, form=found.format)
        for found in opened(data, given)
        if isinstance(found, Member)
    ]


def codes(article: Article) -> list[str]:
    return [note.code for note in article.notes]


def test_rss() -> None:
    first, second = articles(SOUND)
    assert first.text == "The convoy of the “3rd Brigade” reached Goma & left.\n\nTwo died."
    assert (first.title, first.publisher) == ("Convoy reaches Goma", "The Daily Example")
    assert (first.url, first.published) == ("https://example.org/news/convoy.html", date(2026, 2, 26))
    assert (second.text, second.url, second.published) == (
        "Shells fell on the town.",
        "https://example.org/shells",
        None,
    )
    assert (codes(first), codes(second)) == ([], ["summary_only"])


def test_atom_and_rdf() -> None:
    (atom,) = articles(ATOM)
    assert (atom.text, atom.title, atom.published) == ("The convoy reached Goma.", "Convoy", date(2026, 2, 26))
    (rdf,) = articles(RDF)
    assert (rdf.text, rdf.publisher, rdf.published) == ("The convoy reached Goma.", "Old", date(2026, 2, 26))


def test_the_day_of_a_change_is_said_to_be_one() -> None:
    (article,) = articles(ATOM.replace(b"published>", b"updated>"))
    assert article.published == date(2026, 2, 26)
    assert "published_from_update" in codes(article)


def test_relative_addresses_start_at_the_address_of_the_feed() -> None:
    feed = (
        OTHER.replace(b"<link>https://example.org/</link>", b"")
        % b"<item><link>a/1</link><description>They left.</description></item>"
    )
    assert [article.url for article in articles(feed, Given(url="https://example.net/feeds/all.xml"))] == [
        "https://example.net/feeds/a/1"
    ]
    assert [article.url for article in articles(feed)] == [None]


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        (b"<item><title>T</title><link>https://example.org/1</link></item>", "link_only"),
        (b"<item><title>T</title></item>", "no_text"),
    ],
)
def test_an_entry_without_text_is_named(entry: bytes, code: str) -> None:
    (found,) = opened(OTHER % entry)
    assert isinstance(found, Refusal)
    assert (found.code, found.name) == (code, "entry 1 (T)")


def test_the_same_entry_has_the_same_bytes_in_another_place() -> None:
    entry = b"<item><title>T</title><description>They left.</description></item>"
    (alone,) = opened(OTHER % entry)
    _, later = opened(OTHER % (b"<item><description>New.</description></item>" + entry))
    assert isinstance(alone, Member)
    assert isinstance(later, Member)
    assert alone.data == later.data


def test_what_is_broken_is_said_and_the_rest_is_in() -> None:
    found = opened(SOUND.replace(b"</channel></rss>", b"<item>"))
    assert [member.code for member in found if isinstance(member, Refusal)][-1] == "bad_feed"
    assert sum(isinstance(member, Member) for member in found) == 2
    with pytest.raises(ReadError) as refused:
        opened(b"<rss>")
    assert refused.value.code == "bad_feed"


@pytest.mark.parametrize("number", [b"&#0;", b"&#xD800;", b"&#55296;", b"&#x110000;", b"&#99999999999;"])
def test_the_number_of_no_character_costs_one_character(number: bytes) -> None:
    (article,) = articles(OTHER % (b"<item><description>They " + number + b" left.</description></item>"))
    assert article.text == "They \ufffd left."


def test_a_page_is_no_feed() -> None:
    page = b"<!doctype html><html><body><p>An rss feed: &lt;rss&gt; is a tag. They left the town.</p></body></html>"
    assert readers.recognise(page).name == "html"
    assert readers.recognise(b"<?xml version='1.0'?>\n<!-- made by hand -->\n<rss><channel>").name == "feed"
