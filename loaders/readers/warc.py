"""WARC: the pages, texts and PDFs that a crawl captured, each with its address; the day of the crawl is not its date."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO
from urllib.parse import urlsplit

from loaders.limits import LIMITS
from loaders.readers import web_page
from loaders.readers.reading import Format, Member, Refusal
from loaders.readers.received import Given, ReadError, charset_of
from loaders.readers.warc_frames import Frame, begins_record, frames

_TYPES = frozenset(
    (
        "text/html",
        "application/xhtml+xml",
        "text/plain",
        "application/pdf",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    )
)
_SCHEMES = ("http", "https", "ftp", "file")
# A capture, a file kept as it was, and the text that a processor made of a capture.
_RECORDS = frozenset((b"response", b"resource", b"conversion", b"revisit"))
_TYPE = re.compile(rb"^WARC-Type:[ \t]*([\w-]+)", re.I | re.M)
_HTTP_TYPE = re.compile(rb"^Content-Type:[ \t]*([\w.+/-]+)", re.I | re.M)
_CHUNK = re.compile(rb"[0-9A-Fa-f]{1,8}[^\r\n]{0,64}\r\n")
_LONGEST_NAME = 500
_HEADERS = 65_536


def recognises(head: bytes, tail: bytes) -> bool:
    """Whether the bytes open with a WARC record, compressed or not."""
    return begins_record(head)


def members(stream: BinaryIO, start: int, given: Given) -> Iterator[Member | Refusal]:
    """One member a captured page, from the byte `start` on. What the crawl fetched besides pages is passed over.

    What is damaged, altered (its digest says so), cut short or only pointed at is refused, record by record.
    """
    nothing = start == 0
    for frame in frames(stream, start):
        found = _refused(frame) if frame.code else _member(frame)
        if found is not None:
            nothing = False
            yield found
    if nothing:
        message = "The archive holds no page, text or PDF that was fetched without an error."
        yield Refusal("the whole archive", "no_articles", message)


def _refused(frame: Frame) -> Refusal | None:
    """Why a record cannot be taken; None for a long film or picture, which nobody would miss."""
    kinds = {kind.decode("ascii").lower() for kind in _HTTP_TYPE.findall(frame.data[:_HEADERS])} - {"application/http"}
    if frame.code == "too_large" and kinds and not kinds & _TYPES:
        return None
    return Refusal(f"record at byte {frame.begin:,}", frame.code, frame.problem, frame.end)


def _member(frame: Frame) -> Member | Refusal | None:
    kind = _TYPE.search(frame.data, 0, _HEADERS)
    if kind is None or kind.group(1).lower() not in _RECORDS:
        return None
    name = f"record at byte {frame.begin:,}"
    try:
        record, payload = _record(frame.data)
        address = record.rec_headers.get_header("WARC-Target-URI") or ""
        if urlsplit(address).scheme.lower() not in _SCHEMES or urlsplit(address).path == "/robots.txt":
            return None
        name = address[:_LONGEST_NAME]
        if not _is_page(record, payload):
            return None
        if (refusal := _incomplete(record, name, frame.end)) is not None:
            return refusal
        data = _decoded(payload, record.http_headers)
    except ReadError as problem:
        return Refusal(name, problem.code, str(problem), frame.end, _web(name))
    except Exception as problem:  # the library raises whatever a strange header provokes
        message = f"The record cannot be read ({type(problem).__name__}: {str(problem)[:200]})."
        return Refusal(name, "damaged", message, frame.end, _web(name))
    return Member(name, data, Given(url=_web(address), charset=_charset(record)), resume=frame.end)


def _charset(record: Any) -> str | None:
    """The character set that the server named with the page."""
    headers = record.http_headers
    return charset_of(headers.get_header("Content-Type")) if headers is not None else None


def _web(address: str) -> str | None:
    """The address, where it is one on the web, for a page that is better fetched anew."""
    return address if address.lower().startswith(("http://", "https://")) else None


def _record(data: bytes) -> tuple[Any, bytes]:
    """The record and its payload, still as it was sent. Raises ReadError `bad_digest`."""
    from warcio.exceptions import ArchiveLoadFailed
    from warcio.recordloader import ArcWarcRecordLoader

    for check in ("raise", False):
        try:
            loader = ArcWarcRecordLoader(verify_http=False, arc2warc=False)
            record = loader.parse_record_stream(io.BytesIO(data), known_format="warc", check_digests=check)
            return record, record.raw_stream.read()
        except ArchiveLoadFailed as problem:
            # A digest of a kind that nobody here can compute proves nothing.
            if check and "unknown hash" in str(problem):
                continue
            if "digest" in str(problem):
                raise ReadError(
                    "bad_digest", "Its bytes are not those that its digest names: they were altered."
                ) from problem
            raise
    raise AssertionError("the second look checks no digest")


def _is_page(record: Any, payload: bytes) -> bool:
    """Whether it is something to read, fetched without an error; where no type is stated, the bytes tell."""
    headers = record.http_headers
    if headers is not None and headers.get_statuscode() != "200" and record.rec_type != "revisit":
        return False
    stated = headers.get_header("Content-Type") if headers is not None else record.content_type
    kind = (stated or "").partition(";")[0].strip().lower()
    if record.rec_type == "revisit":
        return not kind or kind in _TYPES or kind.startswith("application/http")
    if not kind:
        return payload.startswith(b"%PDF-") or web_page.recognises(payload[:4_096], b"")
    return kind in _TYPES


def _incomplete(record: Any, name: str, resume: int | None) -> Refusal | None:
    if record.rec_type == "revisit":
        message = "The crawl met this page unchanged and kept no copy here; it is in an earlier archive of the crawl."
        return Refusal(name, "revisit", message, resume, _web(name))
    if cut := record.rec_headers.get_header("WARC-Truncated"):
        message = f"The crawler cut this page short ({cut[:40]}); take it in from its address."
        return Refusal(name, "cut_by_crawler", message, resume, _web(name))
    if record.rec_headers.get_header("WARC-Segment-Number"):
        message = "The page is spread over several records, which are not put together; take it in from its address."
        return Refusal(name, "segmented", message, resume, _web(name))
    return None


def _decoded(payload: bytes, headers: Any) -> bytes:
    """The page as the browser got it. Crawlers often undo an encoding and leave its header: the bytes decide."""
    if headers is None:
        return payload
    if "chunked" in (headers.get_header("Transfer-Encoding") or "").lower() and _CHUNK.match(payload):
        payload = _joined(payload)
    for coding in reversed((headers.get_header("Content-Encoding") or "").lower().split(",")):
        match coding.strip():
            case "gzip" | "x-gzip" if payload.startswith(b"\x1f\x8b"):
                payload = _inflated(payload, 31)
            case "deflate":
                payload = _deflated(payload)
            case "br" | "zstd" if web_page.recognises(payload[:4_096], b""):
                # Already undone.
                pass
            case "br" | "zstd" | "compress" as unknown:
                message = f"The page is packed as '{unknown}', which is not unpacked; take it in from its address."
                raise ReadError("unknown_compression", message)
    return payload


def _joined(payload: bytes) -> bytes:
    from warcio.bufferedreaders import ChunkedDataException, ChunkedDataReader

    try:
        return bytes(ChunkedDataReader(io.BytesIO(payload), raise_exceptions=True).read())
    except ChunkedDataException as problem:
        raise ReadError("damaged", "The page was sent in pieces, and some are missing.") from problem


def _deflated(payload: bytes) -> bytes:
    """Servers send `deflate` with and without its header; a payload that is neither was unpacked before."""
    for form in (zlib.MAX_WBITS, -zlib.MAX_WBITS):
        try:
            return _inflated(payload, form)
        except ReadError as problem:
            if problem.code == "too_large":
                raise
    return payload


def _inflated(payload: bytes, form: int) -> bytes:
    unpacker = zlib.decompressobj(form)
    try:
        data = unpacker.decompress(payload, LIMITS.input_bytes + 1)
    except zlib.error as problem:
        raise ReadError("damaged", f"The page's compression is damaged ({problem}).") from problem
    if len(data) > LIMITS.input_bytes:
        raise ReadError(
            "too_large", f"The page unpacks to more than {LIMITS.input_bytes:,} bytes, the most that is read."
        )
    if not unpacker.eof:
        raise ReadError("damaged", "The page breaks off before the end of its compression.")
    return data


FORMAT = Format("warc", recognises, members=members, resumable=True)
