"""What gives way to a commit: rows from an earlier reading of a collection, and older revisions of another's record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import duckdb

from loaders.store.batch import Parsed, Taken
from loaders.store.chain import Row
from loaders.store.packed import Packed

# A row of a table has other bytes under another mapping of the columns, and so a name of its own; a document has not.
_OUTREAD = """
    SELECT article_id, commit FROM articles
    WHERE container = ? AND (extractor_version <> ? OR reader = 'record' AND
        coalesce(json_extract_string(given, '$.columns'), '') <> coalesce(json_extract_string(CAST(? AS VARCHAR), '$.columns'), ''))
    ORDER BY article_id"""
_REVISIONS = """
    SELECT article_id, commit, series, revision FROM articles
    WHERE series IN (SELECT unnest(CAST(? AS VARCHAR[]))) ORDER BY article_id"""


def outread(cursor: duckdb.DuckDBPyConnection, taken: Taken, written: set[str]) -> Iterator[Row]:
    """Tombstones for what earlier readings made of a collection that has now been read to its end.

    What was `written` has taken its former rows' place already; what was refused this time keeps its former rows.
    """
    asked = [taken.sha256, taken.extractor_version, taken.given]
    for article_id, commit in cursor.execute(_OUTREAD, asked).fetchall():
        if article_id not in written and article_id not in taken.refused:
            yield {"article_id": article_id, "replaced_commit": commit}


def outdated(cursor: duckdb.DuckDBPyConnection, items: Sequence[Parsed | Packed]) -> tuple[set[str], dict[str, int]]:
    """Articles among the items that are older than another revision of the same record, and stored ones that now are.

    Those by their ids, these with their commits. Of two of one number that of the greater id stands, whichever came first, so
    that the same files give the same store; a record without a number is no revision of another.
    """
    newest: dict[str, tuple[int, str]] = {}
    numbered = [(item.series, item.revision, item.article_id) for item in items]
    for series, revision, article_id in numbered:
        if series is not None and revision is not None:
            newest[series] = max(newest.get(series, (revision, article_id)), (revision, article_id))
    stored = cursor.execute(_REVISIONS, [sorted(newest)]).fetchall() if newest else []
    for article_id, _, series, revision in stored:
        newest[series] = max(newest[series], (revision, article_id))
    left = {article_id for series, _, article_id in numbered if series in newest and newest[series][1] != article_id}
    gone = {article_id: commit for article_id, commit, series, _ in stored if newest[series][1] != article_id}
    return left, gone
