"""Plain text, with or without front matter, exactly as it came."""

from __future__ import annotations

from loaders.readers.encoding import decode
from loaders.readers.front_matter import front_matter
from loaders.readers.reading import Format, Reading
from loaders.readers.received import ReadError, one_line

_LONGEST_TITLE = 200


def read_plain_text(data: bytes, charset: str | None = None) -> Reading:
    """The article in the bytes; `charset` is what they came with, if known. Raises ReadError, `bad_front_matter` among others."""
    decoded = decode(data, charset)
    above = front_matter(decoded.text)
    text = decoded.text[above.body :]
    if not text.strip():
        raise ReadError("no_text", "The file has no text.")
    return Reading(
        text,
        title=above.title or _title(text),
        publisher=above.publisher,
        url=above.url,
        published=above.published,
        language=above.language,
        notes=(*decoded.notes, *above.notes),
    )


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


FORMAT = Format("text", _never, read_plain_text, read_as=read_plain_text)
