"""Hostile HTML: nesting, attributes, entities, scripts, encodings and pages that are something else."""

from __future__ import annotations

from collections.abc import Iterator

from tests.hostile.damage import damaged

_SAID = "The garrison of Goma left before dawn on 26 February 2026, the mayor told reporters in the town hall."
_PAGE = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Garrison leaves Goma</title>'
    '<meta property="article:published_time" content="2026-02-26T08:00:00Z"></head>'
    f"<body><nav>Menu</nav><article><h1>Garrison leaves Goma</h1><p>{_SAID}</p>"
    "<p>Two people were wounded “near the bridge”.</p></article></body></html>"
)
GOOD: list[tuple[str, bytes]] = [
    ("good.html", _PAGE.encode()),
    ("good-small.html", f"<html><body><p>{_SAID}</p></body></html>".encode()),
]


def cases() -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each page."""
    for name, body in _bodies():
        yield f"{name}.html", b"<!doctype html><html><head><title>Goma</title></head><body><p>" + body
    for label in (
        "hex",
        "zip",
        "rot13",
        "idna",
        "punycode",
        "utf-7",
        "unicode_escape",
        "utf-16",
        "undefined",
        "x" * 40,
    ):
        yield f"charset-{label}.html", f'<html><meta charset="{label}"><p>{_SAID} café'.encode("cp1252")
    yield "xml-entities.html", _laughs()
    yield (
        "xml-file.html",
        b'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><p>&x;</p></html>',
    )
    yield "pdf-within.html", b"<html><body><p>%PDF-1.7 1 0 obj endobj %%EOF</p></body></html>"
    yield (
        "dates.html",
        b'<html><meta property="article:published_time" content="99999-99-99T99:99"><p>' + _SAID.encode(),
    )
    yield (
        "json-ld.html",
        b'<html><script type="application/ld+json">' + b'{"a":' * 50_000 + b"</script><p>" + _SAID.encode(),
    )
    yield "title-long.html", b"<html><title>" + b"Goma " * 100_000 + b"</title><p>" + _SAID.encode()
    yield "title-markup.html", b"<html><title><script>alert(1)</script>&lt;b&gt;</title><p>" + _SAID.encode()
    yield "address.html", b'<html><link rel="canonical" href="javascript:alert(1)"><p>' + _SAID.encode()
    for label, data in damaged(_PAGE.encode(), seed=3):
        yield f"page-{label}.html", data


def _bodies() -> Iterator[tuple[str, bytes]]:
    said = _SAID.encode()
    yield "deep", b"<div>" * 200_000 + said + b"</div>" * 200_000
    yield "deep-inline", b"<b>" * 50_000 + said
    yield "deep-lists", b"<ul><li>" * 20_000 + said
    yield "deep-tables", b"<table><tr><td>" * 5_000 + said
    yield "attributes", b"<p " + b"".join(b"a%d=1 " % number for number in range(100_000)) + b">" + said
    yield "attributes-other-space", b"<p " + b"\f".join(b"a%d" % number for number in range(100_000)) + b">" + said
    yield "attributes-quoted", b"<p " + b"".join(b'a%d=">" ' % number for number in range(100_000)) + b">" + said
    yield "attributes-glued", b"<p " + b"".join(b'a%d="<b"' % number for number in range(100_000)) + b">" + said
    yield "attribute-long", b'<p title="' + b"x" * 2_000_000 + b'">' + said
    yield "tag-open", b"<p a='" + said * 1_000
    yield "comment-open", b"<!-- " + said * 100
    yield "comments", b"<!---->" * 50_000 + said
    yield "script-open", b"<script>" + said * 100
    yield "script-nested", b"<script><!--<script>" * 5_000 + said
    yield "styles", b"<p style='display:none'>hidden</p>" * 2_000 + said
    yield "hidden-all", b"<div hidden>" + said
    yield "entities", b"&notanentity;&#0;&#xD800;&#x110000;&amp" * 10_000 + said
    yield "entities-open", b"&" * 100_000 + said
    yield "paragraphs", b"<p>a" * 10_000 + said
    yield "breaks", b"<br>" * 10_000 + said
    yield "table-huge", b"<table>" + b"<tr><td>Goma<td>5" * 4_000 + b"</table>" + said
    yield "frames", b"<iframe srcdoc='<p>" + said + b"'></iframe>" + said
    yield "svg", b"<svg><foreignObject><p>" + said + b"</svg><p>" + said
    yield "template", b"<template><p>" + said + b"</template><p>" + said
    yield "nuls", b"Tro\x00ops left. " + said
    yield "right-to-left", "\u202e".encode() + said + "\u2066\u200b".encode() * 1_000
    yield "surrogates", b"\xed\xa0\x80" + said
    yield "misnested", b"<b><p><i></b></p></i>" * 2_000 + said
    yield "forms", b"<form><form><button><button>" * 2_000 + said
    yield "no-text", b"<img src=x>" * 1_000


def _laughs() -> bytes:
    entities = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{level} "{f"&a{level - 1};" * 10}">' for level in range(1, 12))
    return f"<!DOCTYPE html [{entities}]><html><body><p>&a11; {_SAID}</p></body></html>".encode()
