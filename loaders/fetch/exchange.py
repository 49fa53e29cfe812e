"""One request and its answer: the bytes as the server meant them, within the limits of size and time."""

from __future__ import annotations

import ssl
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

import httpcore

from loaders.fetch.connection import CheckedBackend, Deadline
from loaders.fetch.errors import FetchError
from loaders.fetch.hosts import Target

REDIRECTS = frozenset((301, 302, 303, 307, 308))
_PIECE = 1 << 20
_GZIP = b"\x1f\x8b"
_ANY_FRAME = zlib.MAX_WBITS + 32
# By the type that servers give to what the readers know. Nothing in it is trusted: the bytes tell the format.
_TYPES = frozenset(
    """text/html application/xhtml+xml text/plain text/markdown text/x-markdown text/csv text/tab-separated-values
    application/csv application/vnd.ms-excel application/xml text/xml application/rss+xml application/atom+xml
    application/rdf+xml application/feed+json application/json application/ld+json application/geo+json
    application/x-ndjson application/jsonl application/jsonlines application/x-jsonlines application/pdf
    application/vnd.openxmlformats-officedocument.wordprocessingml.document
    application/vnd.openxmlformats-officedocument.spreadsheetml.sheet application/zip application/x-zip-compressed
    application/gzip application/x-gzip application/warc application/wacz message/rfc822 multipart/related
    application/x-mimearchive application/octet-stream binary/octet-stream""".split()
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. `data` is decoded; empty unless the status is 200. Names of headers are in small letters."""

    status: int
    headers: Mapping[str, str]
    data: bytes


def ask(
    target: Target,
    addresses: list[str],
    headers: Mapping[str, str],
    deadline: Deadline,
    limit: int,
    context: ssl.SSLContext | None = None,
    cut: bool = False,
) -> Answer:
    """One GET to addresses that were checked. Raises FetchError. With `cut`, the first `limit` bytes do, of any type."""
    sent = [("Host", target.authority), ("Accept-Encoding", "gzip, deflate"), ("Connection", "close"), *headers.items()]
    url = httpcore.URL(
        scheme=target.scheme.encode(), host=target.host.encode(), port=target.port, target=target.target.encode()
    )
    backend = CheckedBackend(addresses, deadline)
    try:
        with (
            httpcore.ConnectionPool(ssl_context=context or _trust(), network_backend=backend) as pool,
            pool.stream("GET", url, headers=[(name.encode(), value.encode()) for name, value in sent]) as response,
        ):
            found = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
            if response.status != 200:
                return Answer(response.status, found, b"")
            if not cut:
                _check_type(found.get("content-type", ""), target)
            length = found.get("content-length", "")
            if length.isdigit() and int(length) > limit and not cut:
                raise _too_large(target, limit)
            data = bytearray()
            for piece in _decoded(response.iter_stream(), found.get("content-encoding", "").strip().lower(), target):
                data += piece
                if len(data) > limit:
                    if cut:
                        break
                    raise _too_large(target, limit)
            return Answer(response.status, found, bytes(data[:limit]))
    except httpcore.RemoteProtocolError as problem:
        message = f"{target.host} broke off or sent no proper answer ({problem}). Try again later."
        raise FetchError("cut_off", message) from problem
    except (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError) as problem:
        deadline.left()
        message = f"The connection to {target.host} failed. Check the network; try again later."
        raise FetchError("unreachable", message) from problem


@cache
def _trust() -> ssl.SSLContext:
    import certifi

    return ssl.create_default_context(cafile=certifi.where())


def _check_type(content_type: str, target: Target) -> None:
    kind = content_type.partition(";")[0].strip().lower()
    if kind and kind not in _TYPES:
        shown = "".join(character for character in kind[:60] if character.isprintable())
        message = (
            f"{target.url} gives {shown}, which no reader knows. Give the address of a page, a document or a feed."
        )
        raise FetchError("bad_type", message)


def _too_large(target: Target, limit: int) -> FetchError:
    return FetchError(
        "too_large", f"{target.url} has more than the {limit:,} bytes that are read. Save it and split it."
    )


def _decoded(pieces: Iterator[bytes], encoding: str, target: Target) -> Iterator[bytes]:
    """The body without its compression, a megabyte at most at a time: a bomb is noticed before it is unpacked."""
    if encoding in ("", "identity"):
        yield from pieces
        return
    if encoding not in ("gzip", "x-gzip", "deflate"):
        raise FetchError(
            "bad_encoding", f"{target.host} packs its answer in a way that was not asked for. Save the page."
        )
    inflate = zlib.decompressobj(_ANY_FRAME if "gzip" in encoding else zlib.MAX_WBITS)
    first = encoding == "deflate"
    try:
        for piece in pieces:
            if first and piece and piece[0] & 0x0F != 8:
                # Some servers send deflate without its frame.
                inflate = zlib.decompressobj(-zlib.MAX_WBITS)
            first = first and not piece
            while piece:
                if inflate.eof:
                    # A file of gzip may have several members (RFC 1952, 2.2); what else follows is no part of the page.
                    if encoding == "deflate" or not piece.startswith(_GZIP):
                        break
                    inflate = zlib.decompressobj(_ANY_FRAME)
                yield inflate.decompress(piece, _PIECE)
                piece = inflate.unconsumed_tail or inflate.unused_data
        yield inflate.flush()
    except zlib.error as problem:
        raise FetchError("cut_off", f"The packed answer of {target.host} is damaged. Try again later.") from problem
    if not inflate.eof:
        raise FetchError("cut_off", f"{target.host} broke off in the middle of its answer. Try again later.")
