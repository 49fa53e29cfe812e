"""WARC files made to do harm, or broken; and sound ones that stand beside them."""

from __future__ import annotations

import base64
import gzip
import hashlib
import zlib
from collections.abc import Iterator

from tests.hostile.damage import damaged

PAGE = (
    b"<html><head><title>Convoy reaches Goma</title></head><body><article><p>The convoy of the 3rd Brigade reached Goma on 26 February,"
    b" officials said.</p></article></body></html>"
)


def record(kind: str, address: str, block: bytes, media: str, **headers: str) -> bytes:
    """One record, uncompressed; `headers` are further ones, with `_` for `-`, and replace those of the same name."""
    wanted = {
        "WARC-Type": kind,
        "WARC-Record-ID": f"<urn:uuid:{hashlib.md5(block + address.encode()).hexdigest()}>",
        "WARC-Date": "2026-03-01T00:00:00Z",
        "WARC-Target-URI": address,
        "WARC-Block-Digest": digest(block),
        "Content-Type": media,
        "Content-Length": str(len(block)),
    } | {name.replace("_", "-"): value for name, value in headers.items()}
    lines = "".join(f"{name}: {value}\r\n" for name, value in wanted.items() if value)
    return b"WARC/1.0\r\n" + lines.encode() + b"\r\n" + block + b"\r\n\r\n"


def response(
    address: str, body: bytes, media: str = "text/html", status: str = "200 OK", http: str = "", **headers: str
) -> bytes:
    """A captured page; `http` are further header lines of the server."""
    sent = f"HTTP/1.1 {status}\r\nContent-Type: {media}\r\n{http}\r\n".encode() + body
    payload = {"WARC_Payload_Digest": digest(body)} | headers
    return record("response", address, sent, "application/http; msgtype=response", **payload)


def digest(data: bytes) -> str:
    return "sha1:" + base64.b32encode(hashlib.sha1(data).digest()).decode()


def compressed(*records: bytes) -> bytes:
    return b"".join(gzip.compress(found, mtime=0) for found in records)


RECORDS = (
    record("warcinfo", "", b"software: test\r\n", "application/warc-fields"),
    response("https://example.org/1", PAGE),
    record("request", "https://example.org/1", b"GET /1 HTTP/1.1\r\n\r\n", "application/http; msgtype=request"),
    response("https://example.org/lost", b"not found", status="404 Not Found"),
    response("https://example.org/photo", b"\x89PNG", "image/png"),
    response("https://example.org/robots.txt", b"User-agent: *", "text/plain"),
    record("resource", "https://example.org/note.txt", b"Shells fell on the town.", "text/plain"),
)
PLAIN, PACKED = b"".join(RECORDS), compressed(*RECORDS)
GOOD: list[tuple[str, bytes]] = [
    ("plain", PLAIN),
    ("packed", PACKED),
    ("packed-as-one", gzip.compress(PLAIN, mtime=0)),
    ("newer", PLAIN.replace(b"WARC/1.0", b"WARC/1.1")),
]
_AFTER = response("https://example.org/after", PAGE + b"<!-- after -->")


def cases() -> Iterator[tuple[str, bytes]]:
    """Names and bytes, the same on every run."""
    yield from damaged(PLAIN, 9)
    yield from ((f"packed-{name}", data) for name, data in damaged(PACKED, 10))
    for name, found in _records():
        yield name, found + _AFTER
        yield f"packed-{name}", compressed(found, _AFTER)
    yield "bomb", gzip.compress(response("https://example.org/bomb", b"0" * 26_000_000), mtime=0) + compressed(_AFTER)
    yield "bomb-without-a-record", gzip.compress(b"WARC/1.0\r\n" + b"0" * 26_000_000, mtime=0) + compressed(_AFTER)
    yield (
        "thousands-in-one",
        gzip.compress(record("resource", "https://example.org/a", b"Text.", "text/plain") * 3_000, mtime=0),
    )
    yield "tiny-records", record("resource", "https://example.org/a", b"Text.", "text/plain") * 3_000
    yield "empty-members", compressed(_AFTER, *[b""] * 2_000, _AFTER)
    yield "beginnings", b"WARC/1.0\r\n" * 100_000
    yield "gzip-beginnings", compressed(_AFTER) + b"\x1f\x8b\x08" * 200_000 + compressed(_AFTER)
    yield "blank-lines", RECORDS[1] + b"\r\n" * 50_000 + _AFTER
    yield "checksum", PACKED[:-8] + b"\x00" * 8
    yield "header-alone", b"WARC/1.0\r\n\r\n"


def _records() -> Iterator[tuple[str, bytes]]:
    address = "https://example.org/x"
    yield "wrong-block-digest", response(address, PAGE, WARC_Block_Digest=digest(b"other"))
    yield "wrong-payload-digest", response(address, PAGE, WARC_Payload_Digest=digest(b"other"))
    yield "digest-without-kind", response(address, PAGE, WARC_Block_Digest="AAAA")
    yield "digest-of-unknown-kind", response(address, PAGE, WARC_Block_Digest="klingon:AAAA")
    yield "digest-no-base-32", response(address, PAGE, WARC_Block_Digest="sha1:!!!!")
    yield "length-too-short", response(address, PAGE, Content_Length="40")
    yield "length-too-long", response(address, PAGE, Content_Length="100000")
    yield "length-huge", response(address, PAGE, Content_Length="9" * 17)
    yield "length-negative", response(address, PAGE, Content_Length="-1")
    yield "length-no-number", response(address, PAGE, Content_Length="many")
    yield "length-missing", response(address, PAGE, Content_Length="")
    yield "address-missing", response("", PAGE)
    yield "address-of-a-script", response("javascript:alert(1)", PAGE)
    yield "address-of-a-file", record("resource", "file:///etc/passwd", b"Text.", "text/plain")
    yield "address-broken", response("http://[", PAGE)
    yield "address-long", response("https://example.org/" + "a" * 50_000, PAGE)
    yield "address-in-brackets", response("<https://example.org/y>", PAGE)
    yield "address-with-controls", response("https://example.org/\x1b[2J\u202e", PAGE)
    yield "header-huge", response(address, PAGE, WARC_X="x" * 200_000)
    yield "headers-many", response(address, PAGE, http="X: y\r\n" * 20_000)
    yield "http-missing", record("response", address, PAGE, "application/http")
    yield "http-empty", record("response", address, b"", "application/http")
    yield (
        "revisit",
        record("revisit", address, b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", "application/http"),
    )
    yield "cut-by-the-crawler", response(address, PAGE, WARC_Truncated="length")
    yield "segment", response(address, PAGE, WARC_Segment_Number="1")
    yield "gzip-content", response(address, gzip.compress(PAGE, mtime=0), http="Content-Encoding: gzip\r\n")
    yield "gzip-content-cut", response(address, gzip.compress(PAGE, mtime=0)[:40], http="Content-Encoding: gzip\r\n")
    yield (
        "gzip-content-bomb",
        response(address, gzip.compress(b"0" * 26_000_000, mtime=0), http="Content-Encoding: gzip\r\n"),
    )
    yield "gzip-said-not-done", response(address, PAGE, http="Content-Encoding: gzip\r\n")
    yield "deflate-content", response(address, zlib.compress(PAGE), http="Content-Encoding: deflate\r\n")
    yield "brotli-content", response(address, b"\x8b\x00\x80\x00", http="Content-Encoding: br\r\n")
    yield "unknown-content", response(address, PAGE, http="Content-Encoding: " + "gzip, " * 50 + "x\r\n")
    chunks = b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE), PAGE)
    yield "chunked", response(address, chunks, http="Transfer-Encoding: chunked\r\n")
    yield "chunked-cut", response(address, chunks[:60], http="Transfer-Encoding: chunked\r\n")
    yield "chunked-huge", response(address, b"7fffffff\r\nabc", http="Transfer-Encoding: chunked\r\n")
    yield "chunked-said-not-done", response(address, PAGE, http="Transfer-Encoding: chunked\r\n")
    yield "misnamed", response(address, b"\x7fELF" * 50, "text/plain")
    yield "of-no-type", response(address, PAGE, "")
    yield "lines-without-returns", response(address, PAGE).replace(b"\r\n", b"\n")
