"""Markdown: markdown-it finds the marks; what is left when they are taken out are the source's own characters, in order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from loaders.model import Flag
from loaders.readers import delimited
from loaders.readers.encoding import decode
from loaders.readers.front_matter import front_matter
from loaders.readers.reading import Format, Reading
from loaders.readers.received import ReadError, one_line

# Signs that plain text does not bear by chance: a link or picture with its target, a heading set apart, bold type, a link's definition.
_SIGNS = re.compile(
    r"""
    \[[^\[\]\n]{1,300}\]\((?:https?://|/|\#|mailto:)[^()\s]{0,300}[^()\n]{0,100}\)
    | (?:\A|\n[ \t]*\r?\n|\n---[ \t]*\r?\n)\#{1,6}[ \t]+[^\s\#][^\n]{0,300}\n[ \t]*\r?\n
    | (?<![\w*])\*\*[^\s*][^*\n]{0,200}\*\*(?![\w*])
    | ^\[[^\[\]\n]{1,100}\]:[ \t]+<?https?://\S+[ \t\r]*$
    """,
    re.VERBOSE | re.MULTILINE,
)
# What other formats open with: they may carry Markdown within.
_OTHERS = re.compile(rb"[<{%]|\[\s*[{\"\[\]]|WARC/|From[ :]|MIME-Version|PK", re.IGNORECASE)
_MAIL = re.compile(rb"(?im)^MIME-Version[ \t]*:")
_CONTROLS = bytes(sorted(set(range(32)) - set(b"\t\n\r\f")))

_DEEPEST = 40
_FOOTNOTE = re.compile(r"\[\^[\w-]{1,40}\]:?[ \t]?")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_COMMENT = re.compile(r"\s*<!--")


def recognises(head: bytes, tail: bytes) -> bool:
    """Whether the text bears Markdown's own signs. Front matter alone is no sign: plain text may have it too."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if _OTHERS.match(start) or _MAIL.search(head) or delimited.recognises(head, tail):
        return False
    if len(head.translate(None, _CONTROLS)) < len(head):
        return False
    return _SIGNS.search(start.decode("utf-8", "replace")) is not None


def read_markdown(data: bytes) -> Reading:
    """The article in the bytes, a block a paragraph. Raises ReadError, `bad_front_matter`, `too_deep` and `no_text` among others."""
    decoded = decode(data)
    above = front_matter(decoded.text)
    source = decoded.text[above.body :]
    newline = "\r\n" if "\r\n" in source else "\n"
    tokens = _parsed(source)
    blocks = [(text, tag) for tag, inline in _blocks(tokens) if (text := _text(inline, newline))]
    heading = one_line(blocks[0][0]) if blocks and blocks[0][1] == "h1" else None
    title = above.title or heading
    # The headline is the title; left in the text it would tell every event twice.
    if len(blocks) > 1 and heading and heading == title:
        blocks = blocks[1:]
    if not blocks:
        raise ReadError("no_text", "The file has no text outside its marks and HTML.")
    notes = [*decoded.notes, *above.notes]
    if any(token.type == "html_block" and not _COMMENT.match(token.content) for token in tokens):
        notes.append(
            Flag("html_left_out", "The file holds blocks of HTML, which are not read; add them as a web page.")
        )
    return Reading(
        (newline * 2).join(text for text, _ in blocks),
        title=title,
        publisher=above.publisher,
        url=above.url,
        published=above.published,
        language=above.language,
        notes=tuple(notes),
    )


def _parsed(source: str) -> list[Any]:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable(["table", "strikethrough"])
    try:
        tokens = parser.parse(source)
    except RecursionError as problem:
        raise ReadError("too_deep", "The text is nested too deeply to be read whole.") from problem
    # The parser drops what lies deeper, without a word.
    if any(token.level >= _DEEPEST - 1 for token in tokens):
        raise ReadError("too_deep", "The text is nested too deeply to be read whole.")
    return tokens


def _blocks(tokens: Iterable[Any]) -> Iterator[tuple[str, Any]]:
    """Each stretch of running text with the tag around it ("h1", "p", "td", "code")."""
    tag = ""
    for token in tokens:
        if token.type in ("fence", "code_block"):
            yield "code", token
        elif token.type == "inline":
            yield tag, token
        elif token.nesting == 1:
            tag = token.tag


def _text(token: Any, newline: str) -> str:
    """The characters of a block without its marks: link targets, pictures and HTML tags go, code stays as it is."""
    if token.children is None:
        return str(token.content).strip("\n").replace("\n", newline)
    pieces = []
    for child in token.children:
        if child.type in ("softbreak", "hardbreak") or (child.type == "html_inline" and _BREAK.match(child.content)):
            pieces.append(newline)
        elif child.type in ("text", "code_inline"):
            pieces.append(child.content)
    return _FOOTNOTE.sub("", "".join(pieces)).strip()


FORMAT = Format("markdown", recognises, read_markdown)
