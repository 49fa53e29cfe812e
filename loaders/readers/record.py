"""One article as a JSON object: a row of a table, a line of JSON Lines, an entry of a feed. Only collections name this format."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache

from loaders.model import Flag
from loaders.readers.article_table import NOTES, columns
from loaders.readers.reading import Format, Reading
from loaders.readers.received import ReadError, one_line, parse_published
from loaders.readers.web_page import read_fragment, read_web_page

# Two days that share no year, month or day: a date that leaves one of them out comes out differently.
_DEFAULTS = (datetime(2001, 2, 3), datetime(2004, 7, 28))
_LONGEST_DATE = 60
# "26/2/26" and "260226" look like dates, too, but nobody can tell which part is the year.
_YEAR = re.compile(r"(?<!\d)(?:1[6-9]|20)\d\d(?!\d)")
_MARKUP = re.compile(r"<[A-Za-z/!]|&#?[A-Za-z0-9]{2,8};")
_PAGE = ("<html", "<body", "<!doctype")


def read_record(data: bytes) -> Reading:
    """The article in the object. Raises ReadError `bad_json`, `not_an_article`, `bad_characters`, `no_text`."""
    values = fields(data)
    notes = _carried(values.pop(NOTES, None))
    language = _string(values.get("language"))
    published, date_notes = published_day(values.get("published"))
    text, inner, text_notes = _text(values)
    reading = Reading(
        text,
        title=one_line(_string(values.get("title"))) or inner.title,
        publisher=one_line(_string(values.get("publisher"))) or inner.publisher,
        url=_string(values.get("url")) or inner.url,
        published=published or (None if date_notes else inner.published),
        language=_language(language) or inner.language,
        notes=(*notes, *text_notes, *date_notes),
    )
    try:
        for value in (reading.text, reading.title, reading.publisher, reading.url):
            (value or "").encode("utf-8")
    except UnicodeEncodeError as problem:
        raise ReadError(
            "bad_characters", "The record holds half of a character (a lone surrogate); save it anew."
        ) from problem
    return reading


def fields(data: bytes) -> dict[str, object]:
    """The object's fields of an article, by name, and what its reader noted. Raises ReadError as `read_record` does."""
    found = json_object(data)
    known = columns(list(found)).values(list(found.values()))
    if NOTES in found:
        known[NOTES] = found[NOTES]
    return known


def json_object(data: bytes) -> dict[str, object]:
    """The JSON object in the bytes. Raises ReadError `bad_json`, `too_deep`, `not_an_article`."""
    try:
        found = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as problem:
        raise ReadError("bad_json", f"It is not UTF-8 at byte {problem.start}.") from problem
    except RecursionError as problem:
        raise ReadError("too_deep", "It is nested too deeply to be read.") from problem
    except ValueError as problem:
        raise ReadError("bad_json", f"It is not JSON: {problem}.") from problem
    if not isinstance(found, dict):
        raise ReadError("not_an_article", "It is JSON, but not an object with the fields of an article.")
    return found


def published_day(value: object) -> tuple[date | None, tuple[Flag, ...]]:
    """The day that is written, where it can mean only one; else None and a flag that says so."""
    if value is None or value == "":
        return None, ()
    text = value.strip() if isinstance(value, str) else str(value)
    day = _day(text) if isinstance(value, str) and len(text) <= _LONGEST_DATE else None
    if day is not None:
        return day, ()
    message = f"The date of publication {text[:_LONGEST_DATE]!r} is not clear; the article is read as undated."
    return None, (Flag("published_unclear", message),)


@lru_cache(maxsize=1_000)
def _day(text: str) -> date | None:
    from dateutil import parser

    try:
        return parse_published(text)
    except ValueError:
        if not _YEAR.search(text):
            return None
    readings: set[date] = set()
    for default in _DEFAULTS:
        for day_first in (True, False):
            for year_first in (True, False):
                try:
                    found = parser.parse(text, default=default, dayfirst=day_first, yearfirst=year_first)
                except (ValueError, OverflowError, TypeError, AttributeError):
                    return None
                readings.add(found.date())
                if len(readings) > 1:
                    return None
    return readings.pop()


def _text(values: Mapping[str, object]) -> tuple[str, Reading, tuple[Flag, ...]]:
    """The text, what its HTML says of itself, and notes; text goes before HTML, and a summary is the last resort."""
    for name in ("text", "html", "summary"):
        if (value := values.get(name)) is None:
            continue
        if not isinstance(value, str):
            raise ReadError("not_an_article", f"Its '{name}' is not a string.")
        notes: tuple[Flag, ...] = ()
        if name == "summary":
            notes = (Flag("summary_only", "Only a summary came in; the article itself is at its address."),)
        if name == "text" or (name == "summary" and not _MARKUP.search(value)):
            return value, Reading(value), notes
        whole = any(tag in value[:1_000].lower() for tag in _PAGE)
        inner = (read_web_page if whole else read_fragment)(value.encode("utf-8", "surrogatepass"))
        return inner.text, inner, (*inner.notes, *notes)
    raise ReadError("no_text", "The record has no text.")


def _string(value: object) -> str | None:
    """A single value as a string; `{"id": …, "name": …}` stands for its name."""
    if isinstance(value, dict):
        value = value.get("name")
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return value if isinstance(value, str) else None


def _language(value: str | None) -> str | None:
    code = (value or "").strip().lower().replace("_", "-").split("-")[0]
    return code if code.isascii() and code.isalpha() and len(code) in (2, 3) else None


def _carried(value: object) -> tuple[Flag, ...]:
    notes = value if isinstance(value, list) else []
    pairs = [note for note in notes if isinstance(note, list) and len(note) == 2]
    return tuple(Flag(one, two) for one, two in pairs if isinstance(one, str) and isinstance(two, str))


def _never(head: bytes, tail: bytes) -> bool:
    """No bytes are a record of themselves: a JSON object on its own is JSON Lines of one line."""
    return False


FORMAT = Format("record", _never, read_record)
