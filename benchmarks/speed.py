"""Extraction speed on one core: the whole pipeline beside its floor and beside a pipeline that a user would put together.

The floor is what any approach must do: sentences and one pass of an automaton over the text. The do-it-yourself pipeline is
`dateparser.search` for dates and `flashgeotext` for places. All three read the same text in the same run.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import ahocorasick

from loaders.model import Article
from loaders.pipeline import extract
from loaders.readers import Given, read
from loaders.sentences import split

ROOT = Path(__file__).resolve().parent.parent
REPEATS = 3
COPIES = 6
# dateparser is slow enough that a part of the text tells its rate.
DIY_SHARE = 8


def texts() -> list[str]:
    """The sample articles, several times over, each copy told apart so that nothing is cached by content."""
    paths = sorted(path for path in (ROOT / "seeds").iterdir() if path.suffix in (".txt", ".html"))
    articles = [read(path.read_bytes(), path.name, Given()).text for path in paths]
    return [f"{text}\n\nCopy {copy}." for copy in range(COPIES) for text in articles]


def seconds(*works: Callable[[], Any]) -> list[float]:
    """The median processor time of each, taking turns: what else the machine does counts for none of them."""
    times: list[list[float]] = [[] for _ in works]
    for _ in range(REPEATS):
        for work, found in zip(works, times, strict=True):
            started = time.process_time()
            work()
            found.append(time.process_time() - started)
    return [sorted(found)[REPEATS // 2] for found in times]


def measure() -> dict[str, float]:
    """Characters a second of the three pipelines, articles a second of ours, and the ratios."""
    import dateparser.search
    from flashgeotext.geotext import GeoText

    corpus = texts()
    size = sum(map(len, corpus))
    automaton = ahocorasick.Automaton()
    for word in ("captured", "attack", "brigade", "Monday", "said", "near"):
        automaton.add_word(word, word)
    automaton.make_automaton()
    extract(Article("warm-up", corpus[0]))
    part = corpus[:: COPIES * DIY_SHARE // 2]
    part_size = sum(map(len, part))
    places = GeoText()
    ours, floor, diy = seconds(
        lambda: [extract(Article(str(index), text)) for index, text in enumerate(corpus)],
        lambda: [(split(text), list(automaton.iter(text))) for text in corpus],
        lambda: [(dateparser.search.search_dates(text, languages=["en"]), places.extract(text)) for text in part],
    )
    return {
        "characters a second, floor (sentences + automaton)": size / floor,
        "characters a second, dateparser + flashgeotext": part_size / diy,
        "characters a second, Sourceline": size / ours,
        "articles a second, Sourceline": len(corpus) / ours,
        "Sourceline / do-it-yourself": (size / ours) / (part_size / diy),
    }
