"""`HEAD`, beside the tables: the last commit and its hash. A log that ends before it has lost its end."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from loaders.store.chain import Entry
from loaders.store.errors import StoreError
from loaders.store.place import Place

_FILE = "HEAD"


def write(place: Place, entry: Entry) -> None:
    place.write(_FILE, json.dumps({"commit": entry.commit, "hash": entry.hash}).encode() + b"\n")


def check(place: Place, head: Entry) -> None:
    """Catches up where a writer died before it could write the note.

    Raises StoreError where commits that were acknowledged are missing: to write on would bury them.
    """
    noted = _read(place)
    if head.commit and (noted is None or noted[0] < head.commit):
        write(place, head)
    if noted is not None and noted[0] > head.commit:
        raise StoreError(
            f"The log of {place.name} ends at commit {head.commit}, but commit {noted[0]} was written: a part of the store"
            f" was replaced by an older copy. Restore the whole of it; or, to go on without what is lost, delete {_FILE}."
        )


def problems(place: Place, entries: Sequence[Entry]) -> Iterator[str]:
    """What is wrong between the note and the log. It may be one commit behind: a writer died between the two."""
    last = entries[-1] if entries else Entry()
    try:
        noted = _read(place)
    except StoreError as problem:
        yield str(problem)
        return
    if noted is None:
        # The very first writer may have died just before it.
        if sum(1 for entry in entries if entry.files) > 1:
            yield f"{_FILE}: it is missing; the next commit writes it anew"
        return
    commit, digest = noted
    if commit > last.commit:
        yield f"log: it ends at commit {last.commit}, but {_FILE} tells of commit {commit}: the last ones are missing"
    elif commit < last.commit - 1:
        yield f"{_FILE}: it tells of commit {commit}, the log of {last.commit}"
    elif digest not in [entry.hash for entry in (Entry(), *entries) if entry.commit == commit]:
        yield f"{_FILE}: its hash is not that of commit {commit} in the log"


def _read(place: Place) -> tuple[int, str] | None:
    """Commit and hash; None where there is no note. Raises StoreError where it cannot be read."""
    try:
        noted = json.loads(place.read(_FILE))
        return int(noted["commit"]), str(noted["hash"])
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError) as problem:
        raise StoreError(f"{_FILE}: it cannot be read: {problem}. Restore it from a copy, or delete it.") from problem
