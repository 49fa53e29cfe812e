"""Plain text, with or without front matter: `key: value` lines between two lines `---`. `FIELDS` are the known keys."""

from __future__ import annotations

import difflib
import re
from datetime import date

import yaml

from loaders.model import Flag
from loaders.readers.encoding import decode
from loaders.readers.reading import Format, Reading
from loaders.readers.received import ReadError, one_line, parse_published

FIELDS = ("title", "publisher", "url", "published", "language")
_ALIASES = {"date": "published"}
# Other keys are the user's own affair, unless one looks like a known one misspelt.
_MISSPELT = 0.75

_OPENING = re.compile(r"---[ \t]*\r?\n")
_CLOSING = re.compile(r"^---[ \t]*(?:\r?\n|\Z)", re.MULTILINE)
_KEY = re.compile(r"\s*[A-Za-z_-]+[ \t]*:")
_LONGEST_FRONT_MATTER = 65_536
_LONGEST_TITLE = 200


def read_plain_text(data: bytes) -> Reading:
    """The article in the bytes. Raises ReadError, `bad_front_matter` among others."""
    decoded = decode(data)
    text, notes = decoded.text, decoded.notes
    values: dict[str, str] = {}
    published = None
    if opening := _OPENING.match(text):
        body, values, published, misspelt = _front_matter(text, opening.end())
        text = text[body:]
        for key in misspelt:
            message = f"The front matter's '{key}' is not read; known are {', '.join(FIELDS)}."
            notes = (*notes, Flag("front_matter_unknown", message))
    if not text.strip():
        raise ReadError("no_text", "The file has no text.")
    return Reading(
        text,
        title=one_line(values.get("title")) or _title(text),
        publisher=one_line(values.get("publisher")),
        url=values.get("url"),
        published=published,
        language=one_line(values.get("language")),
        notes=notes,
    )


def _front_matter(text: str, start: int) -> tuple[int, dict[str, str], date | None, list[str]]:
    """Where the body starts, the known values, the date, the misspelt keys; a `---` that is a mere rule has none."""
    if not _KEY.match(text, start):
        return 0, {}, None, []
    closing = _CLOSING.search(text, start, start + _LONGEST_FRONT_MATTER)
    if closing is None:
        raise ReadError("bad_front_matter", "The front matter opened by '---' in line 1 is never closed by another.")
    try:
        # The base loader makes strings only: no objects, no dates of its own reading.
        root = yaml.compose(text[start : closing.start()], Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as problem:
        line = problem.problem_mark.line + 2 if problem.problem_mark else 2
        message = f"The front matter is broken in line {line}: {problem.problem}."
        raise ReadError("bad_front_matter", message) from problem
    except (yaml.YAMLError, RecursionError) as problem:
        raise ReadError("bad_front_matter", f"The front matter cannot be read: {problem}.") from problem
    if not isinstance(root, yaml.MappingNode):
        raise ReadError("bad_front_matter", "The front matter is not a list of 'key: value' lines.")
    values: dict[str, str] = {}
    misspelt: list[str] = []
    published = None
    for key, value in root.value:
        line = key.start_mark.line + 2
        name = _ALIASES.get(str(key.value), str(key.value))
        if name not in FIELDS:
            misspelt += [name] if difflib.get_close_matches(name[:40], FIELDS, cutoff=_MISSPELT) else []
        elif not isinstance(value, yaml.ScalarNode):
            raise ReadError("bad_front_matter", f"The front matter's '{name}' in line {line} is not a single value.")
        else:
            values[name] = value.value
            if name == "published" and value.value not in ("", "null", "~"):
                published = _published(value.value, line)
    return closing.end(), values, published, misspelt


def _published(text: str, line: int) -> date:
    try:
        return parse_published(text)
    except ValueError as problem:
        message = f"The front matter's 'published' in line {line} is {text[:40]!r}, not a date such as 2026-02-26."
        raise ReadError("bad_front_matter", message) from problem


def _title(text: str) -> str | None:
    """A first line that stands alone above a blank one and is no sentence; it stays in the text too."""
    first, _, rest = text.lstrip()[: 2 * _LONGEST_TITLE].partition("\n")
    second, _, _ = rest.partition("\n")
    heading = first.strip()
    alone = bool(rest.strip()) and not second.strip() and len(heading) <= _LONGEST_TITLE
    if not alone or heading.endswith((".", ":", ";", ",")) or not any(map(str.isalpha, heading)):
        return None
    return one_line(heading)


def _never(head: bytes, tail: bytes) -> bool:
    """Plain text claims nothing: it is what is left."""
    return False


FORMAT = Format("text", _never, read_plain_text)
