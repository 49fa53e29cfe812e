"""JSON Lines and arrays made to do harm, or broken; and sound ones that stand beside them."""

from __future__ import annotations

from collections.abc import Iterator

from tests.hostile.damage import damaged

LINE = b'{"title":"Convoy reaches Goma","text":"The convoy reached Goma on 26 February, officials said.","url":"https://example.org/1"}'
SOUND = LINE + b"\n" + b'{"text": "Shells fell on the town.", "published": "2026-02-27"}\n'
ARRAY = b"[" + LINE + b', {"body": "Shells fell on the town."}]'
GOOD: list[tuple[str, bytes]] = [
    ("lines", SOUND),
    ("array", ARRAY),
    ("marked", b"\xef\xbb\xbf" + SOUND),
    ("one-object", LINE),
    ("utf-16", SOUND.decode().encode("utf-16")),
]


def cases() -> Iterator[tuple[str, bytes]]:
    """Names and bytes, the same on every run."""
    yield from damaged(SOUND, 2)
    yield from ((f"array-{name}", data) for name, data in damaged(ARRAY, 3))
    yield "nested-lists", LINE + b'\n{"text":' + b"[" * 200_000 + b"]" * 200_000 + b"}\n" + LINE
    yield "nested-objects", LINE + b'\n{"text":' + b'{"a":' * 200_000 + b"1" + b"}" * 200_000 + b"}\n" + LINE
    yield "nested-in-an-array", b"[" + LINE + b"," + b"[" * 200_000 + b"]" * 200_000 + b"]"
    yield "nested-from-the-start", b'{"text":' + b"[" * 200_000
    yield "never-opened", b"[" * 200_000
    yield "lone-surrogate", b'{"text":"half \\ud800 a character"}\n{"text":"a","title":"\\udfff"}\n' + LINE
    yield "surrogate-bytes", b'{"text":"\xed\xa0\x80"}\n' + LINE
    yield "nul", b'{"text":"a\\u0000b"}\n{"text":"a\x00b"}\n' + LINE
    yield "controls", b'{"text":"\\u001b[2J\\u202e\\u0007"}\n'
    yield (
        "wrong-types",
        b'{"text":1}\n{"text":null}\n{"text":[]}\n{"text":{}}\n{"text":true}\n{"text":""}\n"text"\n1\nnull\n[]\n',
    )
    yield (
        "wrong-types-beside",
        b'{"text":"a","title":[1],"url":{"name":3},"published":[],"language":7,"publisher":{"name":null}}\n',
    )
    yield "huge-number", b'{"text":"a","published":' + b"9" * 100_000 + b"}\n" + LINE
    yield "infinite", b'{"text":"a","published":NaN}\n{"text":"a","published":1e999}\n'
    yield "key-twice", b'{"text":"one","text":"two"}\n'
    yield "many-keys", b'{"text":"a"' + b"".join(b',"k%d":1' % key for key in range(100_000)) + b"}\n"
    yield "long-key", b'{"' + b"k" * 1_000_000 + b'":1,"text":"a"}\n'
    yield (
        "notes-of-its-own",
        b'{"text":"a","$notes":[["x","<script>"],["y"],5,[1,2],[["z"]]]}\n{"text":"b","$notes":7}\n',
    )
    yield "blank-lines", LINE + b"\n" * 100_000 + LINE
    yield (
        "markup",
        b'{"html":"<script>alert(1)</script>"}\n{"html":"<p>Shells fell.</p><img src=x onerror=alert(1)>"}\n',
    )
    yield "html-that-is-binary", b'{"html":"' + b"\\u0001" * 1_000 + b'"}\n'
    yield "html-nested", b'{"html":"' + b"<div>" * 50_000 + b'Shells fell."}\n'
    yield "latin", b'{"text":"\xe9t\xe9"}\n' + LINE
    yield "utf-32", SOUND.decode().encode("utf-32")
    yield "after-the-end", ARRAY + b"garbage"
    yield "comma-missing", b"[" + LINE + LINE + b"]"
    yield "array-of-nothing", b'[{"text":"a"},null,1,"x",[],{},{"title":"t"}]'
    yield (
        "links",
        b'{"url":"javascript:alert(1)"}\n{"url":["https://example.org"]}\n{"url":"https://example.org/%s"}\n'
        % (b"a" * 9_999),
    )
    yield "many-lines", b'{"text":"a"}\n' * 20_000
