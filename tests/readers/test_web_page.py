"""HTML: the article's own characters, its metadata, and nothing from scripts, styles and menus."""

from __future__ import annotations

import html
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.model import Article
from loaders.readers import read

TODAY = date(2026, 3, 1)
PAGE = """<!doctype html><html lang="en-GB"><head><meta charset="utf-8">
<title>Convoy reaches Goma | The Daily Example</title>
<meta property="og:site_name" content="The Daily Example"><meta property="og:title" content="Convoy reaches Goma">
{meta}<link rel="canonical" href="https://example.org/news/1">
<script>var hidden = "SCRIPTED attack";</script><style>.STYLED {{}}</style></head>
<body onload="steal()"><header>MASTHEAD
<nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav></header>
<article><h1>Convoy reaches Goma</h1>
<p>The convoy of the “3rd Brigade” reached Goma on <b>26&nbsp;February</b>, officials said &amp;
confirmed on&#32;Friday. It had left Bukavu two days before.</p>
<script>document.write("SCRIPTED again")</script><noscript>Please enable SCRIPTS</noscript>
<p>Drivers spoke of a ﬁre on the road<br>near the “old” bridge, where soldiers of the region kept watch.</p>
<p hidden>HIDDEN words that nobody sees on the page at all, however long they are made.</p>
<ul><li>Two people were wounded on the way to the town.</li>
<li>One lorry burned down beside the lake that night.</li></ul>
<pre>Grid  35M  QU
keeps  its   spaces in this long preformatted block</pre>
</article><aside>Subscribe to our NEWSLETTER today and never miss a story again</aside>
<footer>COPYRIGHT 2025 The Daily Example</footer></body></html>"""


def page(meta: str = '<meta property="article:published_time" content="2026-02-27T08:00:00Z">') -> Article:
    return read(PAGE.format(meta=meta).encode(), "page", today=TODAY)


def test_metadata_comes_from_the_page() -> None:
    article = page()
    assert (article.title, article.publisher) == ("Convoy reaches Goma", "The Daily Example")
    assert (article.published, article.url) == (date(2026, 2, 27), "https://example.org/news/1")
    assert (article.language, article.reader, article.notes) == ("en", "html", ())


@pytest.mark.parametrize(
    "quote",
    [
        "The convoy of the “3rd Brigade” reached Goma on 26\u00a0February, officials said & confirmed on Friday.",
        "Drivers spoke of a ﬁre on the road\nnear the “old” bridge",
        "\n\nTwo people were wounded on the way to the town.\n\nOne lorry burned",
        "keeps  its   spaces",
    ],
)
def test_characters_are_exactly_those_of_the_page(quote: str) -> None:
    assert quote in page().text


@pytest.mark.parametrize(
    "unwanted", ["SCRIPT", "STYLED", "HIDDEN", "Home", "MASTHEAD", "NEWSLETTER", "COPYRIGHT", "<", "steal"]
)
def test_nothing_but_the_article_is_in_the_text(unwanted: str) -> None:
    assert unwanted not in page().text


@pytest.mark.parametrize("headline", ["Rebels enter Damascus while the government’s last garrison flees", "Goma falls"])
def test_the_headline_is_the_title_and_no_sentence(headline: str) -> None:
    said = "The garrison left before dawn, the mayor told reporters in the town hall."
    body = f"<body><article><h1>{headline}</h1><p>{said}</p></article></body>"
    article = read(f"<html><head><title>{headline}</title></head>{body}</html>".encode(), "page")
    assert (article.title, article.text) == (headline, said)


def test_no_date_is_taken_from_a_copyright_line() -> None:
    assert page(meta="").published is None


def test_a_date_far_ahead_is_named() -> None:
    article = page(meta='<meta property="article:published_time" content="2099-01-01">')
    assert article.published is None
    assert [note.code for note in article.notes] == ["published_implausible"]


def test_a_page_with_no_article_to_speak_of_is_read_whole_and_says_so() -> None:
    article = read(b"<html><body><nav>Menu</nav><div>Shells fell.</div></body></html>", "page")
    assert article.text == "Shells fell."
    assert [note.code for note in article.notes] == ["main_text_guessed"]


def test_the_declared_encoding_is_used() -> None:
    text = "Войска покинули город на рассвете."
    data = f'<html><head><meta charset="windows-1251"></head><body><p>{text}</p></body></html>'.encode("cp1251")
    article = read(data, "page")
    assert text in article.text
    assert "encoding_guessed" not in [note.code for note in article.notes]


def test_markup_written_as_text_stays_text() -> None:
    article = read(b"<html><body><p>He wrote &lt;img src=x onerror=alert(1)&gt; on the wall.</p></body></html>", "page")
    assert "<img src=x onerror=alert(1)>" in article.text


WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp", "Cn")), min_size=1, max_size=60)


@given(st.lists(WORDS.map(lambda words: " ".join(words.split(" ")).strip()).filter(str.strip), min_size=1, max_size=6))
def test_every_paragraph_is_kept_letter_by_letter(paragraphs: list[str]) -> None:
    lead = "The governor said on Friday that the road to the north was open again."
    body = "".join(f"<p>{html.escape(text)} {lead}</p>" for text in paragraphs)
    text = read(f"<html><body><article>{body}</article></body></html>".encode(), "page").text
    for paragraph in paragraphs:
        assert " ".join(filter(None, f"{paragraph} {lead}".split(" "))) in text


@pytest.mark.parametrize(("opening", "closing"), [("It is over.", "He gave no names."), ("", "“So be it,” he added.")])
def test_a_short_paragraph_at_either_end_is_kept(opening: str, closing: str) -> None:
    said = "The garrison left before dawn, the mayor told reporters in the town hall on Friday."
    body = "".join(f"<p>{part}</p>" for part in (opening, said, closing) if part)
    data = f"<html><body><nav>Home</nav><article>{body}</article><footer>Contact us.</footer></body></html>".encode()
    assert read(data, "page").text == "\n\n".join(part for part in (opening, said, closing) if part)
