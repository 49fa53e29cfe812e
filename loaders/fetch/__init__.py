"""Web addresses → received bytes: public hosts only, politely, within limits. The one part of the loaders that uses a network."""

from __future__ import annotations

from loaders.fetch.errors import FetchError
from loaders.fetch.fetcher import Fetched, Fetcher
from loaders.fetch.hosts import PUBLIC_ONLY, Policy

__all__ = ["PUBLIC_ONLY", "FetchError", "Fetched", "Fetcher", "Policy"]
