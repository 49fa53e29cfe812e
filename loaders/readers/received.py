"""What comes in with an article's bytes, and why it may be refused."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from loaders.model import Flag

# A dateline may run ahead by a time zone or an issue printed early, not more.
_AHEAD = timedelta(days=31)
# The first printed newspaper appeared in 1605.
_EARLIEST = date(1605, 1, 1)
_LONGEST_FIELD = 2_000
_LONGEST_HEADER = 500
_CHARSET = re.compile(r";\s*charset\s*=\s*[\"']?([\w.:-]{2,40})", re.I | re.A)


class ReadError(ValueError):
    """Received bytes that give no article. `code` is for programs, the message for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class Given:
    """What the user says of an article; it wins over what the article says of itself.

    `columns` maps fields of an article ("text") to columns of a table ("Body"), where the names do not tell. `charset` is the
    character set that the bytes came with: what a server, or the archive of a crawl, said beside them.
    """

    published: date | None = None
    publisher: str | None = None
    title: str | None = None
    url: str | None = None
    columns: tuple[tuple[str, str], ...] = ()
    charset: str | None = None

    def over(self, earlier: Given) -> Given:
        """These values, and where one is missing the earlier one."""
        return Given(**{f.name: getattr(self, f.name) or getattr(earlier, f.name) for f in fields(self)})


def charset_of(content_type: str | None) -> str | None:
    """The character set that a Content-Type header names; None for none, and for UTF-8, which bytes tell by themselves."""
    found = _CHARSET.search((content_type or "")[:_LONGEST_HEADER])
    name = found.group(1).lower() if found else None
    return None if name in ("utf-8", "utf8") else name


def parse_published(text: str) -> date:
    """The day of an ISO date or date-time, as written (no change of time zone). Raises ValueError for all else."""
    return datetime.fromisoformat(text.strip()).date()


def plausible(published: date | None, today: date | None) -> tuple[date | None, tuple[Flag, ...]]:
    """The date of publication, or None and a flag where it lies before any newspaper or in the future of `today`."""
    if published is None:
        return None, ()
    if published < _EARLIEST or (today is not None and published > today + _AHEAD):
        message = f"The date of publication {published.isoformat()} cannot be right; the article is read as undated."
        return None, (Flag("published_implausible", message),)
    return published, ()


def web_address(text: str | None) -> tuple[str | None, tuple[Flag, ...]]:
    """The address where it is http or https, else None and a flag: an address is drawn as a link."""
    if not text or not (stripped := text.strip()):
        return None, ()
    try:
        parts = urlsplit(stripped)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and len(stripped) <= _LONGEST_FIELD
    except ValueError:
        sound = False
    if not sound or not stripped.isprintable() or any(character.isspace() for character in stripped):
        return None, (Flag("url_refused", f"The address {stripped[:200]!r} is not a web address; it is left out."),)
    return stripped, ()


def one_line(text: str | None) -> str | None:
    """A title or name on one line, without white space at its ends; None where nothing is left."""
    return " ".join((text or "").split())[:_LONGEST_FIELD] or None
