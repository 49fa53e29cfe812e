"""Articles on armed conflict → dated events that lead back to their sentences.

This is the door: what other programs may import. Each name is loaded when it is first asked for, so that a filter on a
pipe does not wait for a database.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

# Now, not when asked for: importing a module later would put it in the place of the function that shares its name.
from loaders.ingest import IngestReport, ItemResult, Progress, Result, ingest

if TYPE_CHECKING:
    from loaders.cells import CELL_COLUMN, FINEST_CELL, cell_parent, is_cell
    from loaders.exports import FORMATS, Options
    from loaders.model import Article, Extraction
    from loaders.pipeline import extract
    from loaders.readers import Given, ReadError, read
    from loaders.registry import known_sides, leads, person_of, unit_aliases
    from loaders.search_query import highlights
    from loaders.search_text import fold
    from loaders.selection import Filter, Presence, select, where
    from loaders.sources import Received
    from loaders.store.errors import StoreError
    from loaders.store.event_store import Store, open_store, store_folder
    from loaders.store.reviews import Verdict
    from loaders.store.snapshot import Snapshot
    from loaders.store.views import SavedView, Views

__all__ = [
    "CELL_COLUMN",
    "FINEST_CELL",
    "FORMATS",
    "Article",
    "Extraction",
    "Filter",
    "Given",
    "IngestReport",
    "ItemResult",
    "Options",
    "Presence",
    "Progress",
    "ReadError",
    "Received",
    "Result",
    "SavedView",
    "Snapshot",
    "Store",
    "StoreError",
    "Verdict",
    "Views",
    "cell_parent",
    "extract",
    "fold",
    "highlights",
    "ingest",
    "is_cell",
    "known_sides",
    "leads",
    "open_store",
    "person_of",
    "read",
    "select",
    "store_folder",
    "unit_aliases",
    "where",
]

_HOMES = {
    "registry": ("known_sides", "leads", "person_of", "unit_aliases"),
    "search_query": ("highlights",),
    "search_text": ("fold",),
    "cells": ("CELL_COLUMN", "FINEST_CELL", "cell_parent", "is_cell"),
    "exports": ("FORMATS", "Options"),
    "model": ("Article", "Extraction"),
    "pipeline": ("extract",),
    "readers": ("Given", "ReadError", "read"),
    "selection": ("Filter", "Presence", "select", "where"),
    "sources": ("Received",),
    "store.errors": ("StoreError",),
    "store.event_store": ("Store", "open_store", "store_folder"),
    "store.reviews": ("Verdict",),
    "store.snapshot": ("Snapshot",),
    "store.views": ("SavedView", "Views"),
}
_HOME = {name: f"loaders.{home}" for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'loaders' has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)
