"""Generated events lead back to their sentences, as those of a real store do: else nothing can be measured on them."""

from __future__ import annotations

from pathlib import Path

from benchmarks import generated
from dashboard import queries
from loaders import Filter


def test_every_event_is_opened_at_its_sentence(tmp_path: Path) -> None:
    number = 3 * generated.EVENTS_AN_ARTICLE
    cursor = generated.store_of(tmp_path / "store", number).snapshot().cursor()
    rows = queries.rows(cursor, Filter())
    assert len(rows) == number
    for row in rows.to_dict("records"):
        event = queries.event(cursor, row["event_id"])
        assert event is not None
        assert (event["event_id"], event["article_id"]) == (row["event_id"], row["article_id"])
        article = queries.article(cursor, event["article_id"])
        assert article is not None
        ((start, end),) = event["sentences"]
        assert article["text"][start:end] == event["sentence"] == row["sentence"]
        assert (event["sentence_start"], event["sentence_end"]) == (start, end)
