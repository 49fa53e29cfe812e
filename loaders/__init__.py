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
    from loaders.cells import CELL_COLUMN, FINEST_CELL, cell_parent, is_cell, parent
    from loaders.conditions import DATES, GEOMETRIC, LISTS, NOT, PRESENCES, SINCE, TEXT, parameters
    from loaders.exports import FORMATS, Made, Options, Tally, zipped
    from loaders.exports.brief_background import Background, Window, background
    from loaders.fetch import Fetcher, Policy
    from loaders.following import arrived
    from loaders.gazetteer.curated import country_name
    from loaders.isolation.parent import IsolationError
    from loaders.limits import LIMITS
    from loaders.matching import Matching, matched
    from loaders.model import Article, Extraction
    from loaders.pipeline import extract
    from loaders.readers import Given, ReadError, read
    from loaders.registry import known_sides, leads, person_of, unit_aliases
    from loaders.rows import given_of
    from loaders.search_query import highlights, named
    from loaders.search_text import fold
    from loaders.selection import EXTRACTED, ORIGIN_COLUMN, Filter, Presence, select, where
    from loaders.shapes import Shape, box_text, polygon_text, shape_of
    from loaders.sources import Received, Source
    from loaders.store.errors import StoreError
    from loaders.store.event_store import Store, open_store, store_name
    from loaders.store.reviews import Verdict
    from loaders.store.snapshot import Snapshot
    from loaders.store.views import SavedView, Views

__all__ = [
    "CELL_COLUMN",
    "DATES",
    "EXTRACTED",
    "FINEST_CELL",
    "FORMATS",
    "GEOMETRIC",
    "LIMITS",
    "LISTS",
    "NOT",
    "ORIGIN_COLUMN",
    "PRESENCES",
    "TEXT",
    "Article",
    "Background",
    "Extraction",
    "Fetcher",
    "Filter",
    "Given",
    "IngestReport",
    "IsolationError",
    "ItemResult",
    "Made",
    "Matching",
    "Options",
    "Policy",
    "Presence",
    "Progress",
    "ReadError",
    "Received",
    "Result",
    "Shape",
    "SINCE",
    "SavedView",
    "Snapshot",
    "Source",
    "Store",
    "StoreError",
    "Tally",
    "Verdict",
    "Views",
    "Window",
    "arrived",
    "background",
    "box_text",
    "cell_parent",
    "country_name",
    "extract",
    "fold",
    "given_of",
    "highlights",
    "ingest",
    "is_cell",
    "known_sides",
    "leads",
    "matched",
    "named",
    "open_store",
    "parameters",
    "parent",
    "person_of",
    "polygon_text",
    "read",
    "select",
    "shape_of",
    "store_name",
    "unit_aliases",
    "where",
    "zipped",
]

_HOMES = {
    "exports": ("FORMATS", "Made", "Options", "Tally", "zipped"),
    "exports.brief_background": ("Background", "Window", "background"),
    "fetch": ("Fetcher", "Policy"),
    "following": ("arrived",),
    "gazetteer.curated": ("country_name",),
    "isolation.parent": ("IsolationError",),
    "limits": ("LIMITS",),
    "registry": ("known_sides", "leads", "person_of", "unit_aliases"),
    "search_query": ("highlights", "named"),
    "search_text": ("fold",),
    "conditions": ("DATES", "GEOMETRIC", "LISTS", "NOT", "PRESENCES", "SINCE", "TEXT", "parameters"),
    "cells": ("CELL_COLUMN", "FINEST_CELL", "cell_parent", "is_cell", "parent"),
    "matching": ("Matching", "matched"),
    "model": ("Article", "Extraction"),
    "pipeline": ("extract",),
    "readers": ("Given", "ReadError", "read"),
    "rows": ("given_of",),
    "selection": ("EXTRACTED", "ORIGIN_COLUMN", "Filter", "Presence", "select", "where"),
    "sources": ("Received", "Source"),
    "shapes": ("Shape", "box_text", "polygon_text", "shape_of"),
    "store.errors": ("StoreError",),
    "store.event_store": ("Store", "open_store", "store_name"),
    "store.reviews": ("Verdict",),
    "store.snapshot": ("Snapshot",),
    "store.views": ("SavedView", "Views"),
}
_HOME = {name: f"loaders.{home}" for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'loaders' has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)
