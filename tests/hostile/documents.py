"""All hostile files that are one document each, by format; the same on every run."""

from __future__ import annotations

from collections.abc import Iterator

from tests.hostile import markdown_files, pdf_files, plain_texts, saved_pages, web_pages, word_files

FORMATS = (plain_texts, markdown_files, web_pages, saved_pages, pdf_files, word_files)
GOOD: list[tuple[str, bytes]] = [case for module in FORMATS for case in module.GOOD]


def cases() -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each file."""
    for module in FORMATS:
        yield from module.cases()
