"""Files that no version which anybody still reads holds: what compaction left behind, and what a killed writer never noted."""

from __future__ import annotations

from loaders.store.cells import COLUMNS
from loaders.store.place import Place
from loaders.store.tables import Tables

# Whoever opened the store before a file was replaced may go on reading it; nobody keeps one version open for so long.
KEPT_DAYS = 7.0


def tidy(tables: Tables, place: Place, days: float = KEPT_DAYS) -> tuple[int, int]:
    """Removes what has been out of use for so many days; how many files, and their bytes. Only under the lock.

    Their rows are all in the files that took their place, also those that are history.
    """
    count = size = 0
    for name in COLUMNS:
        for file in tables.unused(name, days):
            # Delta goes on telling of a file that was replaced once it is gone.
            if found := place.remove(file):
                count, size = count + 1, size + found
    return count, size
