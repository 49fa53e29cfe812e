"""Hostile plain texts: encodings, controls, front matter, length."""

from __future__ import annotations

import codecs
import random
from collections.abc import Iterator

from tests.hostile.damage import damaged

_REPORT = (
    "---\ntitle: Garrison leaves Goma\npublished: 2026-02-26\n---\n"
    "The garrison of Goma left before dawn on 26 February 2026, the mayor’s office said. Two people were wounded.\n"
)
GOOD: list[tuple[str, bytes]] = [
    ("good.txt", _REPORT.encode()),
    ("good-marked.txt", b"\xef\xbb\xbfTroops of the 3rd Brigade entered Sake on Friday, the governor said."),
]


def cases() -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each file."""
    sentence = "Troops of the 3rd Brigade entered Goma on 26 February 2026, the governor said. "
    for encoding in ("utf-16", "utf-32", "utf-7", "cp037", "gb18030", "iso2022_jp", "koi8_r", "cp1256", "mac_roman"):
        yield f"in-{encoding}.txt", ("Войска вошли в Гому. " if encoding == "koi8_r" else sentence).encode(encoding)
    for name, mark in (("utf-8", codecs.BOM_UTF8), ("utf-16", codecs.BOM_UTF16_LE), ("utf-32", codecs.BOM_UTF32_BE)):
        yield f"mark-alone-{name}.txt", mark
        yield f"mark-false-{name}.txt", mark + b"odd \xff\xfe\xd8 bytes"
    chance = random.Random(4)
    yield "noise.txt", chance.randbytes(20_000)
    yield "high-noise.txt", bytes(chance.randrange(128, 256) for _ in range(20_000))
    yield "empty.txt", b""
    yield "spaces.txt", b" \n" * 5_000
    yield "nuls.txt", b"\x00" * 10_000
    yield "nuls-within.txt", sentence.encode().replace(b" ", b"\x00")
    yield "surrogates.txt", b"Lone \xed\xa0\x80 and \xed\xbf\xbf surrogates. " + sentence.encode()
    yield "overlong.txt", b"\xc0\xaf\xe0\x80\xaf\xf0\x80\x80\xaf " * 500
    yield "past-unicode.txt", b"\xf4\x90\x80\x80\xf8\x88\x80\x80\x80 " * 500
    yield "right-to-left.txt", f"\u202e{sentence}\u202c\u2066{sentence}\u2069".encode()
    yield "zero-width.txt", "\u200b".join(sentence).encode()
    yield "combining.txt", ("e" + "\u0301" * 50_000).encode()
    yield "one-line.txt", (sentence * 20_000).encode()
    yield "many-lines.txt", b"a\n" * 200_000
    yield "separators.txt", "\u2028\u2029\x85\v\f\r".join(sentence.split()).encode()
    yield "escapes.txt", b"\x1b[2J\x1b]0;title\x07 " + sentence.encode()
    yield "formula.txt", b'=HYPERLINK("http://example.org","x")\n@SUM(1)\n' + sentence.encode()
    yield "yaml-bomb.txt", _yaml_bomb()
    yield "yaml-deep.txt", b"---\ntitle: " + b"[" * 30_000 + b"\n---\nText."
    yield "yaml-object.txt", b"---\ntitle: !!python/object/apply:os.system ['true']\n---\nText."
    yield "yaml-unclosed.txt", b"---\ntitle: never closed\n" * 5_000
    yield "yaml-same-key.txt", b"---\n" + b"title: a\n" * 5_000 + b"---\nText."
    yield "yaml-merge.txt", b"---\n<<: &a {title: b}\ntitle: *a\n---\nText."
    for label, data in damaged(_REPORT.encode("utf-16"), seed=1):
        yield f"utf-16-{label}.txt", data


def _yaml_bomb() -> bytes:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 9)}]" for level in range(1, 12)]
    return ("---\n" + "\n".join(lines) + "\ntitle: *a11\n---\nText.").encode()
