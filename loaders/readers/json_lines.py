"""JSON Lines, an article a line, or a JSON array of articles. The bytes of each object are kept as they came in."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import BinaryIO

from loaders.limits import LIMITS
from loaders.readers import article_table, record
from loaders.readers.encoding import decode
from loaders.readers.reading import Format, Member, Refusal
from loaders.readers.received import Given, ReadError

_MARK = b"\xef\xbb\xbf"
_DATA = re.compile(r"[^ \t\r\n]")
_PIECE = 1 << 20
_DECODER = json.JSONDecoder()


def recognises(head: bytes, tail: bytes) -> bool:
    """Whether the first object, alone or in an array, has a field of text, or only addresses as a list of links has."""
    found = article_table.columns(first_names(head))
    return found.hold_text or found.hold_links


def first_names(head: bytes) -> list[str]:
    """The names in the first object, alone or in an array, as far as the bytes go; none where there is no object."""
    text = _opening(head)
    return _names(text, _skip(text, 1) if text.startswith("[") else 0)


def members(stream: BinaryIO, start: int, given: Given) -> Iterator[Member | Refusal]:
    """One member an object, from the byte `start` on, which is 0 or where another member ended."""
    stream.seek(0)
    head = stream.read(4)
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in head:
        stream = io.BytesIO(decode(_whole(stream)).text.encode("utf-8", "replace"))
    stream.seek(0)
    head = stream.read(_PIECE)
    _check(head, given)
    first = head.removeprefix(_MARK).lstrip()[:1]
    if first == b"[" or _spreads(stream):
        yield from _items(stream, start, given)
    else:
        yield from _lines(stream, start, given)


def _check(head: bytes, given: Given) -> None:
    """Refuses the whole where the user names a column that is nowhere near its start, rather than line by line."""
    try:
        article_table.columns(first_names(head), given.columns)
    except ReadError as problem:
        text = _letters(head.decode("utf-8", "ignore"))
        if problem.code == "unknown_field" or any(_letters(column) not in text for _, column in given.columns):
            raise


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def _spreads(stream: BinaryIO) -> bool:
    """Whether the first object is sound, but takes more than its line, as programs write one for people to read."""
    stream.seek(0)
    first = stream.readline(LIMITS.input_bytes + 1)
    stream.seek(0)
    if _end(first) or len(first) > LIMITS.input_bytes:
        return False
    whole = stream.read(LIMITS.input_bytes + 1)
    return b"\n" in whole[: _end(whole)].strip()


def _end(data: bytes) -> int:
    """The character after the first object; 0 where it does not hold together."""
    try:
        text = data.removeprefix(_MARK).decode("utf-8")
        return _DECODER.raw_decode(text, _skip(text, 0))[1]
    except (ValueError, RecursionError):
        return 0


def _lines(stream: BinaryIO, start: int, given: Given) -> Iterator[Member | Refusal]:
    number = _breaks(stream, start)
    stream.seek(start)
    while line := stream.readline(LIMITS.input_bytes + 1):
        number += 1
        name = f"line {number:,}"
        if len(line) > LIMITS.input_bytes:
            while line and not line.endswith(b"\n"):
                line = stream.readline(_PIECE)
            message = f"The line has more than {LIMITS.input_bytes:,} bytes, the most that is read of one article."
            yield Refusal(name, "too_large", message, stream.tell())
        elif data := line.removeprefix(_MARK).strip():
            yield _member(name, data, given, stream.tell())


def _items(stream: BinaryIO, start: int, given: Given) -> Iterator[Member | Refusal]:
    """The objects of one array, or one after the other; after a broken one nobody can say where the next begins."""
    data = _whole(stream)
    body = data.removeprefix(_MARK)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as problem:
        raise ReadError("bad_json", f"The array is not UTF-8 at byte {problem.start}; save it as UTF-8.") from problem
    shift = len(data) - len(body)
    array = text.lstrip().startswith("[")
    place = text.index("[") + 1 if array else 0
    number, offset = 0, shift + place
    while True:
        begin = _skip(text, place)
        if not array and begin == len(text):
            return
        if array and text.startswith("]", begin):
            if _skip(text, begin + 1) < len(text):
                yield Refusal("the end", "bad_json", "Something follows the end of the array; it is not read.")
            return
        if array and number and text.startswith(",", begin):
            begin = _skip(text, begin + 1)
        elif array and number:
            yield Refusal(f"item {number + 1:,}", "bad_json", _BREAKS_OFF.format("a comma is missing"))
            return
        number += 1
        try:
            _, end = _DECODER.raw_decode(text, begin)
        except RecursionError:
            yield Refusal(f"item {number:,}", "too_deep", _BREAKS_OFF.format("it is nested too deeply"))
            return
        except ValueError as problem:
            yield Refusal(f"item {number:,}", "bad_json", _BREAKS_OFF.format(problem))
            return
        offset += len(text[place:end].encode("utf-8"))
        place = end
        if offset > start:
            yield _member(f"item {number:,}", text[begin:end].encode("utf-8"), given, offset)


_BREAKS_OFF = "It cannot be read from here on: {}. What stands before it is in; save it anew as JSON Lines."


def _member(name: str, data: bytes, given: Given, resume: int) -> Member | Refusal:
    try:
        if given.columns:
            found = record.json_object(data)
            mapped = _columns(list(found), given).values(list(found.values()))
            return article_table.row(name, mapped, resume)
        values = record.fields(data)
    except ReadError as problem:
        return Refusal(name, problem.code, str(problem), resume)
    if not values.keys() & {"text", "html", "summary"}:
        return article_table.without_text(name, values, resume)
    return Member(name, data, format="record", kept=False, resume=resume)


def _columns(names: list[str], given: Given) -> article_table.Columns:
    """The columns of one object: what it lacks of those that are named is as empty as elsewhere."""
    named = [pair for pair in given.columns if pair[1] in names]
    return article_table.columns(names, named or given.columns)


def _whole(stream: BinaryIO) -> bytes:
    stream.seek(0)
    data = stream.read(LIMITS.input_bytes + 1)
    if len(data) > LIMITS.input_bytes:
        message = f"An array, or JSON in UTF-16, may have {LIMITS.input_bytes:,} bytes; save it as JSON Lines in UTF-8."
        raise ReadError("too_large", message)
    return data


def _breaks(stream: BinaryIO, end: int) -> int:
    stream.seek(0)
    count, left = 0, end
    while left > 0 and (piece := stream.read(min(_PIECE, left))):
        count += piece.count(b"\n")
        left -= len(piece)
    return count


def _opening(head: bytes) -> str:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "ignore").lstrip()
    return head.removeprefix(_MARK).decode("utf-8", "ignore").lstrip()


def _skip(text: str, place: int) -> int:
    """The next place that is no white space."""
    found = _DATA.search(text, place)
    return found.start() if found else len(text)


def _names(text: str, place: int) -> list[str]:
    """The keys of the object at `place`, as far as the text goes; nested objects keep their own."""
    names: list[str] = []
    separator = "{"
    while text.startswith(separator, place):
        place = _skip(text, place + 1)
        try:
            if not text.startswith('"', place):
                break
            name, place = scanstring(text, place + 1)
            names.append(name)
            place = _skip(text, place)
            if not text.startswith(":", place):
                break
            _, place = _DECODER.raw_decode(text, _skip(text, place + 1))
        except (ValueError, RecursionError):
            break
        place = _skip(text, place)
        separator = ","
    return names


FORMAT = Format("jsonl", recognises, members=members, resumable=True)
