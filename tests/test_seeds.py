"""The sample dispatches in `seeds/`: complete, marked as samples, varied, and described in their README."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from lxml import html

from loaders.model import EventType

FOLDER = Path(__file__).resolve().parent.parent / "seeds"
TEXTS = sorted(FOLDER.glob("*.txt"))
PAGES = sorted(FOLDER.glob("*.html"))
DISPATCHES = sorted([*TEXTS, *PAGES])

PUBLISHER = "Sourceline samples"
NOTICE = "Sample dispatch: our own wording of publicly documented facts."
GARBLED_NOTICE = "Sample dispatch, garbled on purpose: our own wording of a report whose place names do not fit."
GARBLED = "16-ukraine-siversk-garbled.txt"
UNDATED = {GARBLED, "43-iraq-fallujah.txt"}

MONTHS = ["January", "February", "March", "April", "May", "June"]
MONTHS += ["July", "August", "September", "October", "November", "December"]
_FULL_DATE = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(MONTHS)}) (\d{{4}})\b")


def front_matter(path: Path) -> tuple[dict[str, Any], str]:
    """The values above the text, and the text."""
    _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
    values = yaml.safe_load(head)
    assert isinstance(values, dict)
    return values, body


def body_of(path: Path) -> str:
    """What a reader sees of the dispatch, without its headline; one paragraph a line."""
    if path.suffix == ".txt":
        paragraphs = front_matter(path)[1].strip().split("\n\n")
    else:
        page = html.document_fromstring(path.read_bytes())
        paragraphs = [element.text_content() for element in page.xpath("//article//p[not(ancestor::header)]")]
    return "\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)


def stated_days(text: str) -> list[date]:
    """The dates written out in full; ValueError for one that is on no calendar."""
    return [date(int(year), MONTHS.index(month) + 1, int(day)) for day, month, year in _FULL_DATE.findall(text)]


def title_of(path: Path) -> str:
    if path.suffix == ".txt":
        return str(front_matter(path)[0]["title"])
    return str(html.document_fromstring(path.read_bytes()).findtext(".//title"))


def table() -> dict[str, list[str]]:
    """The README's rows: file → war, date, event types, sources."""
    rows = re.findall(r"^\| `([^`]+)` \| (.+) \|$", (FOLDER / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    return {name: cells.split(" | ") for name, cells in rows}


def test_there_are_enough_in_both_formats() -> None:
    assert len(DISPATCHES) >= 28
    assert len(TEXTS) >= 8
    assert len(PAGES) >= 8


def test_file_names_are_numbered_without_a_gap() -> None:
    assert [int(path.name[:2]) for path in DISPATCHES] == list(range(1, len(DISPATCHES) + 1))
    assert all(re.fullmatch(r"\d\d(?:-[a-z0-9]+){2,}\.(?:txt|html)", path.name) for path in DISPATCHES)


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_front_matter_is_complete(path: Path) -> None:
    values, _ = front_matter(path)
    wanted = {"title", "publisher", "language", "sample"}
    wanted |= set() if path.name in UNDATED else {"published"}
    wanted |= {"garbled"} if path.name == GARBLED else set()
    assert set(values) == wanted
    assert values["publisher"] == PUBLISHER
    assert values["language"] == "en"
    assert values["sample"] is True
    assert isinstance(values.get("published", date.min), date)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_pages_state_their_metadata_and_ask_for_nothing(path: Path) -> None:
    page = html.document_fromstring(path.read_bytes())
    metas = {element.get("property") or element.get("name"): element.get("content") for element in page.iter("meta")}
    days = {metas[name] for name in ("article:published_time", "date", "DC.date.issued") if name in metas}
    assert len(days) == 1
    assert date.fromisoformat(days.pop()) < date(2026, 1, 1)
    assert metas["og:site_name"] == PUBLISHER
    assert metas["sample"] == "true"
    assert metas["description"]
    assert page.get("lang") == "en"
    assert page.findtext(".//title") == page.xpath("string(//article//h1)")
    assert len(page.xpath("//article//p")) >= 4
    assert page.xpath("//nav//a")
    assert page.xpath("//footer")
    assert not page.xpath("//script|//img|//link|//iframe|//form|//*[@src]")
    assert all(link.startswith("#") for link in page.xpath("//@href"))


@pytest.mark.parametrize("path", DISPATCHES, ids=lambda path: path.name)
def test_each_is_marked_once_as_a_sample(path: Path) -> None:
    garbled = path.name == GARBLED
    body = body_of(path)
    assert body.count("Sample dispatch") == 1
    assert body.endswith("\n" + (GARBLED_NOTICE if garbled else NOTICE))
    assert title_of(path).startswith("Garbled sample: ") == garbled


@pytest.mark.parametrize("path", DISPATCHES, ids=lambda path: path.name)
def test_each_is_short(path: Path) -> None:
    assert 120 <= len(body_of(path).rpartition("\n")[0].split()) <= 300


@pytest.mark.parametrize("path", DISPATCHES, ids=lambda path: path.name)
def test_stated_dates_fit_the_day_of_publication(path: Path) -> None:
    days = stated_days(body_of(path))
    published = table()[path.name][1]
    if published == "none":
        assert bool(days) == (path.name != GARBLED)
    elif days:
        assert any(0 <= (date.fromisoformat(published) - day).days <= 31 for day in days)


def test_undated_and_purely_relative_ones_are_among_them() -> None:
    published = {name: cells[1] for name, cells in table().items()}
    assert {name for name, day in published.items() if day == "none"} == UNDATED
    assert any(not stated_days(body_of(FOLDER / name)) for name, day in published.items() if day != "none")


@pytest.mark.parametrize("path", DISPATCHES, ids=lambda path: path.name)
def test_none_has_an_address_or_a_stray_character(path: Path) -> None:
    source = path.read_bytes()
    assert b"\r" not in source
    assert source.endswith(b"\n")
    text = source.decode("utf-8")
    assert "://" not in text
    assert "www." not in text
    assert not re.search(r"[^\x0a\x20-\x7e‘’“”–]", text)


def test_no_two_are_alike() -> None:
    assert len({title_of(path) for path in DISPATCHES}) == len(DISPATCHES)
    bodies = "\n".join(body_of(path) for path in DISPATCHES)
    sentences = Counter(sentence for line in bodies.split("\n") for sentence in line.split(". "))
    assert [sentence for sentence, count in sentences.items() if count > 1 and sentence != NOTICE] == []


def test_pages_have_typographic_quotes() -> None:
    assert sum("“" in body_of(path) for path in PAGES) >= 8
    assert sum("’" in body_of(path) for path in PAGES) >= 4


def test_the_readme_describes_every_file() -> None:
    rows = table()
    assert list(rows) == [path.name for path in DISPATCHES]
    for path in TEXTS:
        assert rows[path.name][1] == str(front_matter(path)[0].get("published", "none"))
    for path in PAGES:
        assert f'content="{rows[path.name][1]}"' in path.read_text(encoding="utf-8")


def test_they_span_wars_and_event_types() -> None:
    rows = table().values()
    assert len({war for war, _, _, _ in rows}) >= 6
    named = Counter(name for _, _, types, _ in rows for name in types.split(", "))
    assert set(named) == set(EventType) - {EventType.OTHER}
    assert min(named.values()) >= 2
