"""Tells the browser with the page itself what the first map needs, so that it loads that while the server still works."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import streamlit

from dashboard.guard import App, Message, Receive, Scope, Send

_STATIC = Path(streamlit.__file__).parent / "static" / "static"
# Streamlit's own scripts of the two pictures, which it would ask for only once the page has come to them.
_PICTURES = ("DeckGlJsonChart", "PlotlyChart")
# The page that shows both; the address ends in nothing or in its name.
_PAGES = ("", "timeline")
_IMPORTED = re.compile(r"""(?:from|import)\s*["']\./([\w.-]+\.js)["']""")
_OPENING = 20_000
"""Characters of a script in which all that it imports is named."""
# The map's ground changes with a release at most; a day old one does no harm.
_GROUND, _KEPT = b"/app/static/basemap/", b"public, max-age=86400"


def links(static: Path = _STATIC) -> list[str]:
    """Values of the `Link` header for a page: the pictures' scripts, what these import, and their styles."""
    scripts = {name: None for picture in _PICTURES for name in _scripts(static / "js", picture)}
    styles = [path.name for picture in _PICTURES for path in sorted((static / "css").glob(f"{picture}.*.css"))]
    return [
        *(f"<./static/js/{name}>; rel=modulepreload; crossorigin" for name in scripts),
        *(f"<./static/css/{name}>; rel=preload; as=style; crossorigin" for name in styles),
    ]


def _scripts(folder: Path, picture: str) -> Iterator[str]:
    for path in sorted(folder.glob(f"{picture}.*.js")):
        yield path.name
        with path.open(encoding="utf-8") as opened:
            yield from _IMPORTED.findall(opened.read(_OPENING))


class Preloads:
    """ASGI middleware: adds the links to the timeline's page, and lets the browser keep the map's ground."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._links = ", ".join(links()).encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 200:
                headers = {name.lower(): value for name, value in message["headers"]}
                page = headers.get(b"content-type", b"").startswith(b"text/html")
                if page and scope["path"].rsplit("/", 1)[-1] in _PAGES:
                    message["headers"] = [*message["headers"], (b"link", self._links)]
                elif scope["path"].encode().startswith(_GROUND) and b"cache-control" not in headers:
                    message["headers"] = [*message["headers"], (b"cache-control", _KEPT)]
            await send(message)

        await self._app(scope, receive, answer if scope["type"] == "http" else send)
