"""Whether this page may fetch web addresses, and what does it."""

from __future__ import annotations

import os

import streamlit as st

from loaders import Fetcher

ENVIRONMENT = "SOURCELINE_FETCH"
"""`on` offers web addresses wherever the dashboard runs, `off` nowhere; unset, only to whoever sits at this machine."""

_LOCAL = frozenset(("127.0.0.1", "localhost", "::1"))
_FORWARDED = ("X-Forwarded-For", "X-Real-Ip", "Forwarded")


def offered() -> bool:
    """What is fetched comes from where the server stands, so it is for whoever sits there, or as its keeper says."""
    wanted = os.environ.get(ENVIRONMENT, "").strip().lower()
    if wanted in ("on", "off"):
        return wanted == "on"
    forwarded = any(name in st.context.headers for name in _FORWARDED)
    return not forwarded and st.get_option("server.address") in _LOCAL


@st.cache_resource(show_spinner=False)
def fetcher() -> Fetcher:
    """One for the process: it remembers which site was asked when."""
    return Fetcher()
