"""What goes into one commit, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from loaders.store.chain import Row


@dataclass(frozen=True, slots=True)
class Parsed:
    """One article's rows, without their commit, and its received bytes; None where those of its container hold it."""

    data: bytes | None
    article: Row
    events: tuple[Row, ...] = ()
    postings: tuple[Row, ...] = ()

    @property
    def article_id(self) -> str:
        return str(self.article["article_id"])

    @property
    def extractor_version(self) -> str:
        return str(self.article["extractor_version"])

    @property
    def series(self) -> str | None:
        series = self.article.get("series")
        return str(series) if series is not None else None

    @property
    def revision(self) -> int | None:
        revision = self.article.get("revision")
        return revision if isinstance(revision, int) else None

    @property
    def given(self) -> str:
        return str(self.article["given"])


@dataclass(frozen=True, slots=True)
class Refused:
    """One quarantine row, and the bytes where they are worth keeping."""

    row: Row
    data: bytes | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """A collection that was read to its end, by its SHA-256: by which extractor, with what given by the user.

    It is in with all its members where it is `clean`; `refused` are members that were not taken, those that had bytes.
    """

    sha256: str
    extractor_version: str
    given: str
    members: int
    clean: bool = True
    refused: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Known:
    """What the store has of an article: which commit brought it, by which extractor, with what given by the user."""

    commit: int
    extractor_version: str
    given: str
    event_count: int


@dataclass(slots=True)
class Outcome:
    """What one `write` did, by article id. `outdated` are those of which a newer revision is in: they were not stored."""

    added: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    already_in: list[str] = field(default_factory=list)
    outdated: list[str] = field(default_factory=list)
