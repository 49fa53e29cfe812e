"""The dashboard as a server: `python -m streamlit run dashboard/serve.py`. Sets security headers; is never open by mistake."""

from __future__ import annotations

import logging
import sys

import streamlit as st
from starlette.middleware import Middleware
from streamlit import config

from dashboard import guard, preloads, roles, warming

_address = config.get_option("server.address")
if _refusal := guard.refusal(_address, roles.login_is_set_up(), allowed=guard.allowed_open()):
    sys.exit(_refusal)
if not guard.loopback(_address) and not roles.login_is_set_up():
    logging.getLogger(__name__).warning("Sourceline is open to everyone who reaches this machine: no login is set up.")

warming.begin()
app = st.App("app.py", middleware=[Middleware(guard.SecurityHeaders), Middleware(preloads.Preloads)])
