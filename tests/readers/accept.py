"""Writes what a golden file gives now as what it must give: `python -m tests.readers.accept page.html ...` (or `--all`).

Read the difference before you commit it: it says what an article is, letter by letter.
"""

from __future__ import annotations

import dataclasses
import io
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

from loaders import readers
from loaders.model import Article
from loaders.readers import Member, ReadError, Refusal

FOLDER = Path(__file__).resolve().parent / "golden"


def inputs() -> list[Path]:
    return sorted(path for path in FOLDER.iterdir() if not path.name.endswith(".expected.json"))


def is_collection(path: Path) -> bool:
    return readers.recognise(path.read_bytes()).members is not None


def expected(path: Path) -> Path:
    return path.with_name(f"{path.name}.expected.json")


def present(path: Path) -> dict[str, Any]:
    """What the file gives: its text in lines, and what it says of itself; of a collection, that of each of its members."""
    if not is_collection(path):
        return _article(readers.read(path.read_bytes(), path.name))
    return {"reader": readers.recognise(path.read_bytes()).name, "members": [_member(found) for found in members(path)]}


def members(path: Path) -> list[Member | Refusal]:
    data = path.read_bytes()
    return list(readers.members(io.BytesIO(data), readers.recognise(data)))


def articles(path: Path) -> list[Article]:
    """Those members of a collection that are articles and can be read."""
    found = [_article_of(member) for member in members(path) if isinstance(member, Member)]
    return [article for article in found if isinstance(article, Article)]


def _article_of(member: Member) -> Article | ReadError | None:
    """The member read, or why it cannot be; None where it is a collection of its own."""
    if readers.format_of(member.data, member.format).read is None:
        return None
    try:
        return readers.read(member.data, member.name, member.given, form=member.format)
    except ReadError as problem:
        return problem


def _member(found: Member | Refusal) -> dict[str, Any]:
    if isinstance(found, Refusal):
        return {"name": found.name, "refused": found.code}
    article = _article_of(found)
    if isinstance(article, ReadError):
        return {"name": found.name, "refused": article.code}
    if article is None:
        return {"name": found.name, "collection": readers.recognise(found.data).name}
    stated = readers.reading(found.data, readers.format_of(found.data, found.format), found.given).stated
    told: dict[str, Any] = {"name": found.name, **_article(article)}
    if stated is not None:
        values = {name: _plain(value) for name, value in stated.values.items()}
        told |= {"origin": stated.origin, "revision": stated.revision, "values": values}
    return told


def _article(article: Article) -> dict[str, Any]:
    return {
        "reader": article.reader,
        "title": article.title,
        "publisher": article.publisher,
        "url": article.url,
        "published": article.published.isoformat() if article.published else None,
        "language": article.language,
        "notes": [note.code for note in article.notes],
        "text": article.text.splitlines(keepends=True),
    }


def _plain(value: object) -> object:
    """The value as JSON holds it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {name: _plain(part) for name, part in dataclasses.asdict(value).items()}
    return value


def accept(path: Path) -> None:
    expected(path).write_text(json.dumps(present(path), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    wanted = sys.argv[1:]
    for found in inputs():
        if wanted == ["--all"] or found.name in wanted:
            accept(found)
