"""Tells the browser with the page itself what the first map needs, so that it loads that while the server still works."""

from __future__ import annotations

from pathlib import Path

import streamlit

from dashboard.guard import App, Message, Receive, Scope, Send

_STATIC = Path(streamlit.__file__).parent / "static" / "static"
# Streamlit's own scripts of what comes before the map and of the map itself, which the browser would ask for only once
# it has come to them. Not that of the timeline, the largest: it would be run before the map is drawn. Nor what these
# import: a proxy may refuse an answer whose headers take more than four kilobytes.
_PARTS = ("Html", "BidiComponent", "TextInput", "DateInput", "Checkbox", "DeckGlJsonChart")
# The page that shows them; its address ends in nothing or in its name.
_PAGES = ("", "timeline")
# The map's ground changes with a release at most; a day old one does no harm.
_GROUND, _KEPT = b"/app/static/basemap/", b"public, max-age=86400"


def links() -> list[str]:
    """Values of the `Link` header for the page: each part's script, and its style where it has one."""
    scripts = [path.name for part in _PARTS for path in sorted((_STATIC / "js").glob(f"{part}.*.js"))]
    styles = [path.name for part in _PARTS for path in sorted((_STATIC / "css").glob(f"{part}.*.css"))]
    return [
        *(f"<./static/js/{name}>; rel=modulepreload; crossorigin" for name in scripts),
        *(f"<./static/css/{name}>; rel=preload; as=style; crossorigin" for name in styles),
    ]


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
