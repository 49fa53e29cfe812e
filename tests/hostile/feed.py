"""Feeds made to do harm, or broken; and sound ones that stand beside them."""

from __future__ import annotations

from collections.abc import Iterator

from tests.hostile.damage import damaged

SOUND = b"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>The Daily Example</title><link>https://example.org/news/</link>
<item><title>Convoy reaches Goma</title><link>convoy.html</link><pubDate>Thu, 26 Feb 2026 23:30:00 +0300</pubDate>
<description>A convoy came.</description>
<content:encoded><![CDATA[<p>The convoy of the \xe2\x80\x9c3rd Brigade\xe2\x80\x9d reached <b>Goma</b> &amp; left.</p>
<p>Two died.</p>]]></content:encoded></item>
<item><title>Shells fall</title><link>/shells</link><description>Shells fell on &lt;i&gt;the town&lt;/i&gt;.</description></item>
</channel></rss>
"""
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Wire</title>
<entry><title>Convoy</title><link href="https://example.org/1"/><published>2026-02-26T10:00:00Z</published>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>The convoy reached Goma.</p></div></content></entry></feed>
"""
RDF = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://example.org"><title>Old</title></channel>
<item rdf:about="https://example.org/1"><title>Convoy</title><link>https://example.org/1</link>
<description>The convoy reached Goma.</description><dc:date>2026-02-26</dc:date></item></rdf:RDF>
"""
GOOD: list[tuple[str, bytes]] = [
    ("rss", SOUND),
    ("atom", ATOM),
    ("rdf", RDF),
    ("utf-16", SOUND.decode().replace("utf-8", "utf-16").encode("utf-16")),
]
_TOP = b'<?xml version="1.0"?>'


def cases() -> Iterator[tuple[str, bytes]]:
    """Names and bytes, the same on every run."""
    yield from damaged(SOUND, 4)
    yield from ((f"atom-{name}", data) for name, data in damaged(ATOM, 5))
    yield "external-entity", _with(b'<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>', b"&x;")
    yield "external-address", _with(b'<!DOCTYPE rss [<!ENTITY x SYSTEM "http://127.0.0.1:9/x">]>', b"&x;")
    yield "external-parameter", _with(b'<!DOCTYPE rss [<!ENTITY % x SYSTEM "file:///etc/passwd"> %x;]>', b"text")
    yield "external-definition", _with(b'<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/x.dtd">', b"text")
    laughs = b"".join(b'<!ENTITY l%d "%s">' % (level, b"&l%d;" % (level - 1) * 10) for level in range(1, 10))
    yield "billion-laughs", _with(b'<!DOCTYPE rss [<!ENTITY l0 "lol">' + laughs + b"]>", b"&l9;")
    blow = b'<!DOCTYPE rss [<!ENTITY a "' + b"a" * 50_000 + b'">]>'
    yield "quadratic-blow-up", _with(blow, b"&a;" * 50_000)
    yield "entity-in-itself", _with(b'<!DOCTYPE rss [<!ENTITY a "&b;"><!ENTITY b "&a;">]>', b"&a;")
    yield (
        "included",
        _with(b"", b'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>'),
    )
    yield "nested", b"<rss><channel><item>" + b"<a>" * 20_000 + b"text" + b"</a>" * 20_000 + b"</item></channel></rss>"
    yield "nested-markup", _with(b"", b"&lt;div&gt;" * 20_000)
    yield "many-entries", b"<rss><channel>" + b"<item><description>a</description></item>" * 3_000 + b"</channel></rss>"
    yield "many-attributes", b"<rss " + b"".join(b'a%d="1" ' % place for place in range(5_000)) + b"><channel/></rss>"
    yield "no-entries", b"<rss><channel><title>Empty</title></channel></rss>"
    yield "root-alone", b"<rss>"
    yield "title-of-a-path", b"<rss><channel><title>/etc/passwd</title></channel></rss>"
    yield "addresses", b"<rss><channel>" + b"".join(map(_linked, LINKS)) + b"</channel></rss>"
    yield "dates", b"<rss><channel>" + b"".join(map(_dated, DATES)) + b"</channel></rss>"
    yield "script", _with(b"", b"&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;")
    yield "nul", SOUND.replace(b"Convoy", b"Con\x00voy")
    yield "controls", SOUND.replace(b"Convoy", b"Con\x1b[2Jvoy")
    yield "not-utf-8", SOUND.replace(b"Convoy", b"Conv\xff\xfey")
    yield "declared-otherwise", SOUND.replace(b"utf-8", b"utf-32")
    yield "utf-16-declared-otherwise", SOUND.decode().encode("utf-16")
    yield "unknown-encoding", SOUND.replace(b"utf-8", b"klingon")
    yield (
        "declared-utf-7",
        b'<?xml version="1.0" encoding="utf-7"?><rss><channel><item><description>+ADw-</description></item></channel></rss>',
    )
    yield "character-references", _with(b"", b"&#0;&#xD800;&#x110000;&#99999999999;")
    yield "page-in-a-feed", SOUND.replace(b"<channel>", b"<html><body><channel>")
    yield "base-of-a-path", ATOM.replace(b"<feed ", b'<feed xml:base="file:///etc/" ')
    yield "broken-base", ATOM.replace(b"<feed ", b'<feed xml:base="http://[" ')
    yield "comments", b"<!--" + b"-" * 5_000 + SOUND
    yield "long-title", SOUND.replace(b"Convoy reaches Goma", b"C" * 1_000_000)


LINKS = (
    b"javascript:alert(1)",
    b"file:///etc/passwd",
    b"http://[",
    b"//example.org",
    b"\xe2\x80\xae",
    b"http://a b",
    b"a" * 9_999,
)
DATES = (
    b"yesterday",
    b"9" * 5_000,
    b"0000-00-00",
    b"Thu, 99 Feb 2026 99:99:99 GMT",
    b"2026-02-26T10:00:00+99:99",
    b"-1",
)


def _with(definition: bytes, text: bytes) -> bytes:
    return (
        _TOP
        + definition
        + b"<rss><channel><item><title>a</title><description>"
        + text
        + b"</description></item></channel></rss>"
    )


def _linked(link: bytes) -> bytes:
    return b"<item><link>" + link + b"</link><description>text</description></item>"


def _dated(day: bytes) -> bytes:
    return b"<item><pubDate>" + day + b"</pubDate><description>text</description></item>"
