"""What whoever is not logged in, or has no role, sees; and the way out for everybody else."""

from __future__ import annotations

import html

import streamlit as st

from dashboard import guard, roles
from dashboard.passages import visible
from dashboard.roles import Role


def gate() -> None:
    """Stop here unless whoever looks may at least read."""
    if refusal := guard.refusal(st.get_option("server.address"), roles.login_is_set_up(), allowed=guard.allowed_open()):
        st.error(refusal)
        st.stop()
    if not roles.login_is_set_up():
        return
    if not st.user.is_logged_in:
        st.html(
            '<div class="prose"><h1>Sourceline</h1><p>News articles on armed conflict, as a timeline that you can check.</p></div>'
        )
        st.button("Log in", type="primary", on_click=st.login)
        st.stop()
    if roles.current() is Role.NOBODY:
        st.html(
            f'<div class="prose"><h1>Sourceline</h1><p>You are logged in as <b>{html.escape(visible(roles.name()))}</b>, but have'
            " no role here. Ask whoever runs this server to give you one: reader, analyst or admin.</p></div>"
        )
        st.button("Log out", on_click=st.logout)
        st.stop()


def who() -> None:
    """At the foot of the side bar: who is logged in as what, and the way out."""
    if not roles.login_is_set_up():
        return
    with st.sidebar:
        st.html(f'<p class="who">{html.escape(visible(roles.name()))}, {html.escape(roles.current().name.lower())}</p>')
        st.button("Log out", on_click=st.logout)
