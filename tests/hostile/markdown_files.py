"""Hostile Markdown: marks without end, deep nesting, tables, HTML and links of ill will."""

from __future__ import annotations

from collections.abc import Iterator

from tests.hostile.damage import damaged

_REPORT = """---
title: Garrison leaves Goma
published: 2026-02-26
---
# Garrison leaves Goma

The garrison of **Goma** left before dawn on 26 February 2026, [the mayor](https://example.org/mayor) said.

- Two people were *wounded* near the bridge.
- One lorry burned.
"""
GOOD: list[tuple[str, bytes]] = [
    ("good.md", _REPORT.encode()),
    ("good-plain.md", b"# Sake\n\nTroops of the **3rd Brigade** entered Sake on Friday, the governor said.\n"),
]
_OPENING = b"# Goma\n\nThe garrison **left** Goma on Friday, [the mayor](https://example.org/) said.\n\n"


def cases() -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each file; each opens as Markdown does."""
    for name, body in _bodies():
        yield f"{name}.md", _OPENING + body
    yield "front-matter-open.md", b"---\ntitle: a\n" + _OPENING
    yield "front-matter-twice.md", b"---\ntitle: a\n---\n---\ntitle: b\n---\n" + _OPENING
    yield "front-matter-date.md", b"---\npublished: 31/31/9999\n---\n" + _OPENING
    yield "front-matter-url.md", b"---\nurl: javascript:alert(1)\n---\n" + _OPENING
    yield "marked-utf-16.md", _OPENING.decode().encode("utf-16")
    yield "cut-character.md", _OPENING + "Шуша".encode()[:-1]
    for label, data in damaged(_REPORT.encode(), seed=2):
        yield f"report-{label}.md", data


def _bodies() -> Iterator[tuple[str, bytes]]:
    yield "quotes-deep", b">" * 200_000 + b" Troops."
    yield "quotes-spaced", b"> " * 100_000 + b"Troops."
    yield "lists-deep", b"".join(b"  " * level + b"- a\n" for level in range(400))
    yield "lists-in-line", b"- " * 100_000
    yield "numbers-in-line", b"1. " * 100_000
    yield "brackets-open", b"[" * 10_000
    yield "brackets-shut", b"]" * 100_000
    yield "brackets-nested", b"[" * 10_000 + b"a" + b"](b)" * 10_000
    yield "pictures-open", b"![" * 5_000
    yield "links-open", b"[a](<b" * 20_000
    yield "link-parentheses", b"[a](" + b"(" * 50_000
    yield "stars", b"*" * 200_000
    yield "stars-words", b"*a **b " * 8_000
    yield "stars-underscores", b"*_" * 10_000 + b"a" + b"_*" * 10_000
    yield "ticks", b"".join(b"`" * count + b"a" for count in range(400))
    yield "fence-open", b"```\n" + b"Troops entered Goma.\n" * 5_000
    yield "fences", b"```\n" * 50_000
    yield "table-wide", b"|a" * 10_000 + b"|\n" + b"|-" * 10_000 + b"|\n" + b"|b" * 10_000 + b"|\n"
    yield "table-long", b"|a|b|\n|-|-|\n" + b"|c|d|\n" * 5_000
    yield "references", b"".join(b"[r%d]: https://example.org/%d\n" % (number, number) for number in range(5_000))
    yield "references-round", b"[a]: b\n[b]: a\n[a][b][a]\n" * 2_000
    yield "entities", b"&amp" * 50_000
    yield "entity-numbers", b"&#xD800;&#0;&#x110000;&#x202E;" * 5_000
    yield "html-open", b"<div " * 20_000
    yield "html-comment-open", b"<!--" * 20_000
    yield "html-script", b"<script>alert(1)</script>\n\n<img src=x onerror=alert(1)>\n\n[x](javascript:alert(1))\n"
    yield "html-declaration", b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>&b;\n'
    yield "headings", b"# a\n" * 8_000
    yield "underlines", b"a\n=\n" * 8_000
    yield "escapes", b"\\" * 50_000
    yield "tabs", b"\t" * 100_000 + b"a"
    yield "line-ends", b"a  \r\n" * 20_000 + b"\r" * 20_000
    yield "nuls", b"The garrison\x00 left. " * 3
    yield "right-to-left", "\u202e**Troops** entered\u202c Goma. \u2066".encode() * 2_000
