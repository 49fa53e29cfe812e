"""Navigation and layout only. Start it by `dashboard/serve.py`."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from dashboard import roles, session
from dashboard.views import about, add, login, people, places, timeline, trouble, units

_FOLDER = Path(__file__).parent

st.set_page_config(
    page_title="Sourceline", page_icon=str(_FOLDER / "icon.png"), layout="wide", initial_sidebar_state=312
)
st.html(f"<style>{(_FOLDER / 'style.css').read_text(encoding='utf-8')}</style>")
login.gate()
timeline_page = st.Page(timeline.page, title="Timeline", url_path="timeline", default=True)


def add_page() -> None:
    add.page(timeline_page)


def about_page() -> None:
    about.page(timeline_page)


def units_page() -> None:
    units.page(timeline_page)


def people_page() -> None:
    people.page(timeline_page)


def places_page() -> None:
    places.page(timeline_page)


dossiers = [
    st.Page(units_page, title="Units", url_path="units"),
    st.Page(people_page, title="People", url_path="people"),
    st.Page(places_page, title="Places", url_path="places"),
]
pages = [timeline_page, *dossiers, st.Page(about_page, title="About", url_path="about")]
if roles.current() >= roles.Role.ANALYST:
    pages.insert(len(pages) - 1, st.Page(add_page, title="Add articles", url_path="add"))
shown = st.navigation(pages, position="top")
if visit := session.visiting():
    path, query = visit
    st.switch_page(next((page for page in dossiers if page.url_path == path), timeline_page), query_params=query)
try:
    shown.run()
except trouble.UNREADABLE as problem:
    trouble.show(problem, session.folder())
login.who()
