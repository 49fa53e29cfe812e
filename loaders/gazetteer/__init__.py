"""Places by name, with context-free candidates: packed GeoNames, the curated lexicons, and country dumps that a user added."""

from loaders.gazetteer.country_dump import DumpError, add_country_dump
from loaders.gazetteer.lookup import Gazetteer, default

__all__ = ["DumpError", "Gazetteer", "add_country_dump", "default"]
