"""Tables of articles made to do harm, or broken; and sound ones that stand beside them."""

from __future__ import annotations

from collections.abc import Iterator

from tests.hostile.damage import damaged

HEADER = "title,text,url,published\n"
SOUND = (
    HEADER
    + 'Convoy reaches Goma,"The convoy reached Goma on 26 February, officials said.\nIt left at dawn.",https://example.org/1,2026-02-27\n'
    + 'Shells fall,"He said ""hold the line"", then left.",https://example.org/2,2026-02-28\n'
).encode()
GOOD: list[tuple[str, bytes]] = [
    ("sound", SOUND),
    ("semicolons", b"Titel;Inhalt;Datum\nKonvoi;Der Konvoi erreichte Goma.;2026-02-27\n"),
    ("tabs-utf-16", "title\ttext\nConvoy\tThe convoy reached Goma.\n".encode("utf-16")),
    ("bars", b"headline|body\nConvoy|The convoy reached Goma.\n"),
]


def cases() -> Iterator[tuple[str, bytes]]:
    """Names and bytes, the same on every run."""
    yield from damaged(SOUND, 1)
    yield "header-alone", HEADER.encode()
    yield "quote-never-closed", (HEADER + 'a,"b,c,d\n' + "e,f,https://example.org/3,2026-01-01\n" * 500).encode()
    yield "every-line-opens-a-quote", (HEADER + 'a,"b"x"\n' * 20_000).encode()
    yield "odd-quotes-far-apart", (HEADER + ('a,"b\n' + "prose without any quote\n" * 2_000) * 20).encode()
    yield "one-cell-of-six-megabytes", (HEADER + 'a,"' + "b" * 6_000_000 + '",c,d\n').encode()
    yield "hundred-thousand-columns", ("text," * 100_000 + "\n" + "a," * 100_000 + "\n").encode()
    yield "hundred-thousand-cells", (HEADER + "," * 100_000 + "\n").encode()
    yield "all-delimiters", b",;\t|" * 1_000 + b"\ntext,title\na,b\n"
    yield "nothing-but-quotes", b"title,text\n" + b'"' * 100_001
    yield "nul-in-cells", HEADER.encode() + b"a\x00,b\x00\x00c,https://example.org,2026-01-01\n" * 3
    yield "latin-after-ascii", HEADER.encode() + b"a,b,,\n" * 3_000 + b"\xe9t\xe9,\xe0 Goma,,\n"
    yield "utf-8-broken", HEADER.encode() + b"a,\xc3\x28 \xff text,,\nb,sound text,,\n"
    yield "utf-16-odd", "title,text\na,b\n".encode("utf-16") + b"\x00"
    yield "utf-16-lone-surrogate", "title,text\n".encode("utf-16") + b"a\x00,\x00\x00\xd8\n\x00"
    yield "mark-inside", HEADER.encode() + b"\xef\xbb\xbfa,\xef\xbb\xbfb,,\n"
    yield "carriage-returns-alone", b"title,text\rConvoy,It reached Goma.\rShells,They fell.\r"
    yield "mixed-line-ends", b"title,text\r\nConvoy,It reached\r Goma.\nShells,They fell.\r\n"
    yield "column-twice", b"text,text,title\na,b,c\n"
    yield "formulas", b"title,text\n=cmd|' /C calc'!A0,=1+1\n@SUM(1),+2\n"
    yield "markup", b"title,text\n<script>alert(1)</script>,<img src=x onerror=alert(1)>\n"
    yield "dates", (HEADER + "".join(f"a,b,,{day}\n" for day in DATES)).encode()
    yield "addresses", (HEADER + "".join(f"a,,{address},\n" for address in ADDRESSES)).encode()
    yield "prose-like-a-header", b"Text, title\nThe convoy reached Goma.\n\nIt left at dawn.\n"
    yield "json-in-cells", HEADER.encode() + b'a,"{""text"": ""x""}",,\n' + b"[" * 100_000 + b",b,,\n"


DATES = (
    "03/04/2026", "31/02/2026", "9" * 5_000, "2026-13-45", "1/1/1", "now", "10.10.10", "-1-1-1" * 9, "٢٠٢٦-٠٢-٢٦", "2026W09",
    "99999999999999999999", "0000-00-00", "1e400", "Feb 30 2026", "2026-02-26T25:61:61", "a" * 50 + "2026",
)  # fmt: skip
ADDRESSES = (
    "javascript:alert(1)", "file:///etc/passwd", "http://[::1", "https://" + "a" * 5_000, "http://a b", "\u202ehttps://example.org",
    "$(reboot)", "https://example.org/\u0000", "data:text/html,x", "//example.org",
)  # fmt: skip
