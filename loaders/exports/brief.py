"""A brief to print or send: one HTML page with a map, a timeline and every event with its quote. No script, nothing to load."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

from loaders.exports.brief_drawing import WIDTH, bars_of, map_of
from loaders.exports.format import EventRow, Format, Options, Tally
from loaders.exports.telling import doubt_of_place, title, who_says
from loaders.exports.violence import days, items, text

_TEMPLATE = Path(__file__).with_name("brief.html")
# More is no brief, and no browser prints it.
_MOST_EVENTS = 2_000
_HIDDEN = {"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"}
_LISTS = {
    "units": "Units",
    "commanders": "Commanders",
    "actors": "Actors",
    "quantities": "Numbers",
    "flags": "Doubts",
    "corrected": "Corrected in review",
}


def write_brief(rows: Iterable[EventRow], options: Options, tally: Tally) -> Iterator[bytes]:
    import jinja2

    kept: list[EventRow] = []
    for row in rows:
        if len(kept) < _MOST_EVENTS:
            kept.append(row)
        else:
            tally.left_out[f"beyond the {_MOST_EVENTS:,} events of a brief"] += 1
    tally.written = len(kept)
    page = jinja2.Environment(autoescape=True, trim_blocks=True, undefined=jinja2.StrictUndefined)
    page.filters["shown"] = shown
    found = page.from_string(_TEMPLATE.read_text(encoding="utf-8")).generate(
        width=WIDTH,
        described=[*options.described, *(f"{count:,} left out: {reason}" for reason, count in tally.left_out.items())],
        map=map_of(kept),
        bars=bars_of(kept),
        unlocated=sum(row.get("latitude") is None or row.get("longitude") is None for row in kept),
        undated=sum(days(row) is None for row in kept),
        events=[_told(row) for row in kept],
    )
    for piece in found:
        yield piece.encode("utf-8", "replace")


def shown(value: str) -> str:
    """The text with every character that hides or turns the text spelled out, as `⟦U+202E⟧`; line breaks stay."""
    return "".join(f"⟦U+{ord(c):04X}⟧" if c not in "\n\t" and unicodedata.category(c) in _HIDDEN else c for c in value)


def _told(row: EventRow) -> dict[str, object]:
    facts = [
        (label, ", ".join(found).replace("_", " ")) for name, label in _LISTS.items() if (found := items(row, name))
    ]
    if doubt := doubt_of_place(row):
        facts.append(("Place", doubt))
    if article := text(row, "article_title"):
        facts.append(("Article", article))
    return {
        "id": text(row, "event_id"),
        "title": title(row),
        "sentence": text(row, "sentence"),
        "says": who_says(row),
        "facts": facts,
        "url": _address(text(row, "url")),
    }


def _address(url: str) -> str | None:
    """The address where it is plain http or https: nothing else becomes a link."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.hostname and url.isprintable() else None


BRIEF = Format(
    "brief",
    "Brief to print (HTML)",
    ".html",
    "text/html; charset=utf-8",
    write_brief,
    (f"At most {_MOST_EVENTS:,} events, the earliest first. The map's borders only help to find one's way.",),
)
