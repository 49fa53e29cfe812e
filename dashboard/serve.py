"""The dashboard as a server: `python -m streamlit run dashboard/serve.py`. Sets security headers; is never open by mistake."""

from __future__ import annotations

import logging
import sys

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from streamlit import config

from dashboard import guard, preloads, roles, tiles, warming

_address = config.get_option("server.address")
if _refusal := guard.refusal(_address, roles.login_is_set_up(), allowed=guard.allowed_open()):
    sys.exit(_refusal)
if not guard.loopback(_address) and not roles.login_is_set_up():
    logging.getLogger(__name__).warning("Sourceline is open to everyone who reaches this machine: no login is set up.")

try:
    _tiles = tiles.named()
except ValueError as problem:
    sys.exit(str(problem))


def _route(dark: bool) -> Route:
    async def answer(_: Request) -> JSONResponse:
        return JSONResponse(tiles.style(_tiles, dark) if _tiles else None, 200 if _tiles else 404)

    return Route(tiles.PATHS[dark], answer)


warming.begin()
app = st.App(
    "app.py",
    routes=[_route(dark) for dark in tiles.PATHS],
    middleware=[
        Middleware(guard.SecurityHeaders, pictures=_tiles.origin if _tiles else None),
        Middleware(preloads.Preloads),
    ],
)
