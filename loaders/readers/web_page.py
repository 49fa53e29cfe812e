"""HTML: trafilatura chooses the blocks and finds the metadata; the characters come from the parsed page itself."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from lxml import etree, html

from loaders.model import Flag
from loaders.readers import feed
from loaders.readers.encoding import Decoded, decode, known_charset
from loaders.readers.reading import Format, Reading
from loaders.readers.received import ReadError, one_line

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I)
_PROLOGUE = 4_096
_TAG = re.compile(rb"<(?:!doctype\s+html|html|head|body|article|main|section|div|p|h1|meta|title|table)[\s/>]", re.I)

_UNSEEN = frozenset(
    """script style head template noscript svg math iframe object embed canvas select button textarea audio video map
    dialog""".split()
)
_FURNITURE = frozenset(("nav", "header", "footer", "aside", "form", "menu"))
_BLOCKS = frozenset(
    """address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form
    h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol p pre section summary table tbody td tfoot th thead tr
    ul""".split()
)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_SPACE = re.compile(r"[ \t\n\r\f]+")
# Past this many elements the choice of blocks takes minutes, not seconds.
_MOST_ELEMENTS = 40_000
# The parser compares each attribute of a tag with all others: 40,000 take it a quarter of a minute.
_MOST_ATTRIBUTES = 2_000
# An attribute as a browser reads it (HTML Standard, 13.2.5.32 to 13.2.5.38); a quoted value may hold any tag sign.
_ATTRIBUTE = r"""[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+))?+"""
_ATTRIBUTES = re.compile(_ATTRIBUTE)
_START_TAG = re.compile(rf"<[A-Za-z][^\s/>]*+(?:{_ATTRIBUTE})*+")
# A shorter block ("World", "Share") may be in the article by chance: it has to equal a chosen one, among chosen ones.
_LONG = 25
_STOP = re.compile(r"[.!?…。！？؟][\"'”’»)\]]*$")


@dataclass(frozen=True, slots=True)
class _Block:
    """One run of text between two breaks. `broken` is true where only a line break parts it from the one before."""

    text: str
    key: str
    broken: bool
    furniture: bool


def recognises(head: bytes, tail: bytes) -> bool:
    """Whether the bytes open as a page does: with a tag, and soon one of HTML. NULs are dropped because of UTF-16."""
    start = head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return start.startswith(b"<") and _TAG.search(start) is not None and not feed.recognises(head, tail)


def read_web_page(data: bytes, charset: str | None = None) -> Reading:
    """The article on the page; `charset` is what it came with, if known. Raises ReadError `no_text`, `too_deep` and others."""
    found = _CHARSET.search(data[:_PROLOGUE])
    stated = found.group(1).decode("ascii") if found else None
    decoded = decode(data, charset or stated)
    page = _parse(decoded.text)
    title, publisher, url, published = _metadata(page)
    blocks = list(_blocks(page))
    chosen = _chosen(blocks, page)
    notes = (*decoded.notes, *_disputed(decoded, charset, stated))
    if not chosen:
        chosen = [block for block in blocks if not block.furniture]
        notes = (*notes, Flag("main_text_guessed", "The page does not set its article apart; all of it is read."))
    # The headline is the title; left in the text it would tell every event twice.
    if len(chosen) > 1 and chosen[0].key == _key(title or ""):
        chosen = chosen[1:]
    text = "".join(("\n" if block.broken else "\n\n") * (index > 0) + block.text for index, block in enumerate(chosen))
    if not text:
        raise ReadError("no_text", "The page has no text outside its menus and scripts.")
    language = (page.get("lang") or page.get("xml:lang") or "").split("-")[0].lower()
    return Reading(
        text,
        title=one_line(title),
        publisher=one_line(publisher),
        url=url,
        published=published,
        language=language if language.isalpha() and len(language) in (2, 3) else None,
        notes=notes,
    )


def _disputed(decoded: Decoded, charset: str | None, stated: str | None) -> tuple[Flag, ...]:
    """What the page came with goes before what it says of itself (HTML Standard, 13.2.3.2); where they differ, it is said."""
    if not (charset and stated) or decoded.encoding in ("utf-8", known_charset(stated)):
        return ()
    message = f"It came as {charset[:40]} and calls itself {stated}; it is read as {decoded.encoding}. Check the names."
    return (Flag("encoding_disputed", message),)


def read_fragment(data: bytes) -> Reading:
    """All visible text of a piece of HTML in UTF-8, such as a feed's entry. Raises ReadError as `read_web_page` does."""
    blocks = list(_blocks(_parse(data.decode("utf-8", "replace"))))
    text = "".join(("\n" if block.broken else "\n\n") * (index > 0) + block.text for index, block in enumerate(blocks))
    if not text:
        raise ReadError("no_text", "It has no text outside its scripts.")
    return Reading(text)


def _parse(text: str) -> html.HtmlElement:
    """The page's tree. Nesting deeper than the parser goes would lose text unseen, so it is an error."""
    for tag in _START_TAG.finditer(text):
        start, end = tag.span()
        if (
            end - start > 2 * _MOST_ATTRIBUTES
            and sum(1 for _ in _ATTRIBUTES.finditer(text, start, end)) > _MOST_ATTRIBUTES
        ):
            message = (
                "The page has a tag with thousands of attributes, which no browser reads in time; save it as text."
            )
            raise ReadError("too_deep", message)
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        page = html.document_fromstring(text.encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as problem:
        raise ReadError("no_text", "The page is empty, or no HTML.") from problem
    if any("depth" in entry.message for entry in parser.error_log if entry.level_name == "FATAL"):
        raise ReadError("too_deep", "The page is nested too deeply to be read whole.")
    return page


def _metadata(page: html.HtmlElement) -> tuple[str | None, str | None, str | None, date | None]:
    """Title, publisher, address and date that the page states of itself; the date never from its running text."""
    from htmldate import find_date
    from trafilatura import extract_metadata

    found: Any = None
    try:
        found = extract_metadata(page, extensive=False)
        # Without a latest date of its own, the library would drop an impossible one unseen.
        day = find_date(page, extensive_search=False, original_date=True, max_date="9998-12-31", min_date="1605-01-01")
    except Exception:  # the libraries raise whatever a strange page provokes; without metadata it is still an article
        day = None
    published = date.fromisoformat(day) if day else None
    if found is None:
        return page.findtext(".//title"), None, None, published
    return found.title, found.sitename, found.url, published


def _blocks(page: html.HtmlElement) -> Iterator[_Block]:
    """The visible runs of text, in order. White space is run together as a browser does, save in `pre`."""
    pieces: list[str] = []
    broken = False
    furniture = preformatted = 0

    def flush() -> Iterator[_Block]:
        text = "".join(pieces)
        pieces.clear()
        text = text.strip("\n") if preformatted else _SPACE.sub(" ", text).strip(" ")
        if key := _key(text):
            yield _Block(text, key, broken, furniture > 0)

    walker = etree.iterwalk(page, events=("start", "end"))
    for event, element in walker:
        tag = element.tag
        if event == "start":
            if tag in _UNSEEN or _hidden(element):
                walker.skip_subtree()
                continue
            if tag == "br" or tag in _BLOCKS:
                yield from flush()
                broken = tag == "br"
            furniture += tag in _FURNITURE
            preformatted += tag == "pre"
            pieces.append(element.text or "")
        else:
            seen = not (tag in _UNSEEN or _hidden(element))
            if seen and tag in _BLOCKS:
                yield from flush()
                broken = False
            if seen:
                furniture -= tag in _FURNITURE
                preformatted -= tag == "pre"
            if element is not page:
                pieces.append(element.tail or "")
    yield from flush()


def _hidden(element: html.HtmlElement) -> bool:
    if "hidden" in element.attrib or element.get("aria-hidden") == "true":
        return True
    style = element.get("style")
    return style is not None and _HIDDEN_STYLE.search(style) is not None


def _chosen(blocks: list[_Block], page: html.HtmlElement) -> list[_Block]:
    """The blocks that trafilatura counts as the article; none where it finds no article."""
    from trafilatura import bare_extraction

    if sum(1 for _ in page.iter()) > _MOST_ELEMENTS:
        return []
    try:
        document: Any = bare_extraction(page, include_comments=False, include_tables=True, favor_recall=True)
    except Exception:  # as above: a page that breaks the library is read whole
        return []
    if document is None or document.body is None:
        return []
    parts = {
        _key(part)
        for element in document.body.iter()
        for part in (element.text, element.tail, "".join(element.itertext()))
        if part
    }
    whole = _key("".join(document.body.itertext()))
    wanted = [block.key in parts or (len(block.key) >= _LONG and block.key in whole) for block in blocks]
    long = [index for index, block in enumerate(blocks) if wanted[index] and len(block.key) >= _LONG]
    if not long:
        return []
    first, last = long[0], long[-1]
    # A short paragraph that opens or ends the article: a sentence, unlike the labels around.
    while first and wanted[first - 1] and _is_sentence(blocks[first - 1].text):
        first -= 1
    while last + 1 < len(blocks) and wanted[last + 1] and _is_sentence(blocks[last + 1].text):
        last += 1
    return [block for index, block in enumerate(blocks) if first <= index <= last and wanted[index]]


def _is_sentence(text: str) -> bool:
    return " " in text and _STOP.search(text[-8:]) is not None


def _key(text: str) -> str:
    """Letters and digits alone: what survives of a block however a library spaces, quotes or composes it."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(character for character in folded if character.isalnum())


FORMAT = Format("html", recognises, read_web_page, read_as=read_web_page)
