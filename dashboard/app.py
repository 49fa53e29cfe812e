"""Navigation and layout only. Start it by `dashboard/serve.py`."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from dashboard import roles
from dashboard.views import about, add, login, timeline

_FOLDER = Path(__file__).parent

st.set_page_config(
    page_title="Sourceline", page_icon=str(_FOLDER / "icon.png"), layout="wide", initial_sidebar_state=300
)
st.html(f"<style>{(_FOLDER / 'style.css').read_text(encoding='utf-8')}</style>")
login.gate()
timeline_page = st.Page(timeline.page, title="Timeline", url_path="timeline", default=True)


def add_page() -> None:
    add.page(timeline_page)


pages = [timeline_page, st.Page(about.page, title="About", url_path="about")]
if roles.current() >= roles.Role.ANALYST:
    pages.insert(1, st.Page(add_page, title="Add articles", url_path="add"))
st.navigation(pages, position="top").run()
login.who()
