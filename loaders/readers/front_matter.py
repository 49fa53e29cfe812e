"""Front matter: `key: value` lines (YAML) between two lines `---` above a text. `FIELDS` are the known keys."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from datetime import date

import yaml

from loaders.model import Flag
from loaders.readers.received import ReadError, one_line, parse_published

FIELDS = ("title", "publisher", "url", "published", "language")
_ALIASES = {"date": "published"}
# Other keys are the user's own affair, unless one looks like a known one misspelt.
_MISSPELT = 0.75

_OPENING = re.compile(r"---[ \t]*\r?\n")
_CLOSING = re.compile(r"^---[ \t]*(?:\r?\n|\Z)", re.MULTILINE)
_KEY = re.compile(r"\s*[A-Za-z_-]+[ \t]*:")
_LONGEST = 65_536


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What stands above a text. `body` is where the text starts; 0 where there is no front matter."""

    body: int = 0
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: date | None = None
    language: str | None = None
    notes: tuple[Flag, ...] = ()


def front_matter(text: str) -> FrontMatter:
    """The front matter of a text; a `---` that is a mere rule opens none. Raises ReadError `bad_front_matter`."""
    opening = _OPENING.match(text)
    if opening is None or not _KEY.match(text, opening.end()):
        return FrontMatter()
    start = opening.end()
    closing = _CLOSING.search(text, start, start + _LONGEST)
    if closing is None:
        raise ReadError("bad_front_matter", "The front matter opened by '---' in line 1 is never closed by another.")
    values: dict[str, str] = {}
    notes: list[Flag] = []
    published = None
    for name, line, value in _entries(text[start : closing.start()]):
        if name not in FIELDS:
            if difflib.get_close_matches(name[:40], FIELDS, cutoff=_MISSPELT):
                message = f"The front matter's '{name}' is not read; known are {', '.join(FIELDS)}."
                notes.append(Flag("front_matter_unknown", message))
        elif not isinstance(value, yaml.ScalarNode):
            raise ReadError("bad_front_matter", f"The front matter's '{name}' in line {line} is not a single value.")
        else:
            values[name] = value.value
            if name == "published" and value.value not in ("", "null", "~"):
                published = _published(value.value, line)
    return FrontMatter(
        closing.end(),
        one_line(values.get("title")),
        one_line(values.get("publisher")),
        values.get("url"),
        published,
        one_line(values.get("language")),
        tuple(notes),
    )


def _entries(text: str) -> list[tuple[str, int, yaml.Node]]:
    """Name, line in the file and value of each entry."""
    try:
        # The base loader makes strings only: no objects, no dates of its own reading.
        root = yaml.compose(text, Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as problem:
        line = problem.problem_mark.line + 2 if problem.problem_mark else 2
        message = f"The front matter is broken in line {line}: {problem.problem}."
        raise ReadError("bad_front_matter", message) from problem
    except (yaml.YAMLError, RecursionError) as problem:
        raise ReadError("bad_front_matter", f"The front matter cannot be read: {problem}.") from problem
    if not isinstance(root, yaml.MappingNode):
        raise ReadError("bad_front_matter", "The front matter is not a list of 'key: value' lines.")
    return [(_ALIASES.get(str(key.value), str(key.value)), key.start_mark.line + 2, value) for key, value in root.value]


def _published(text: str, line: int) -> date:
    try:
        return parse_published(text)
    except ValueError as problem:
        message = f"The front matter's 'published' in line {line} is {text[:40]!r}, not a date such as 2026-02-26."
        raise ReadError("bad_front_matter", message) from problem
