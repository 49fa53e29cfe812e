"""The browser components. Their scripts put text on the page as text only, and send what a person does until it came."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st

_FOLDER = Path(__file__).parent
_SHARED = "".join((_FOLDER / name).read_text(encoding="utf-8") for name in ("say.js", "copy.js", "plot.js"))


def _component(name: str) -> Any:
    """One component from its script and style; `name` is also the class of its root element."""
    return st.components.v2.component(
        f"sourceline_{name}",
        html=f'<div class="{name}"></div>',
        css=(_FOLDER / f"{name}.css").read_text(encoding="utf-8"),
        js=_SHARED + (_FOLDER / f"{name}.js").read_text(encoding="utf-8"),
    )


reader = _component("reader")
table = _component("table")
facets = _component("facets")
chips = _component("chips")
screen = _component("screen")
views = _component("views")
news = _component("news")
tour = _component("tour")
lines = _component("lines")
zoom = _component("zoom")
scrubber = _component("scrubber")
