"""What keeps strangers out: the headers of every answer, and the rule that an open address needs a login."""

from __future__ import annotations

import base64
import hashlib
import ipaddress
import os
import re
from collections.abc import Awaitable, Callable, MutableMapping
from pathlib import Path
from typing import Any

import streamlit

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

OPEN = "SOURCELINE_OPEN"
# Blobs: Streamlit loads the page's own components from them, and the map its workers; the map fetches its glyphs from
# data addresses. Styles are set inline by both.
_POLICY = (
    "default-src 'none'",
    "worker-src 'self' blob:",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self' data:",
    "media-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
)
_INLINE = re.compile(r"<script>(.*?)</script>", re.S)


def _own_scripts() -> str:
    """The hashes of the scripts that Streamlit's own page holds inline: no other inline script runs."""
    page = Path(streamlit.__file__).parent / "static" / "index.html"
    found = _INLINE.findall(page.read_text(encoding="utf-8"))
    return " ".join(f"'sha256-{base64.b64encode(hashlib.sha256(s.encode()).digest()).decode()}'" for s in found)


_SCRIPTS = f"script-src 'self' blob: 'wasm-unsafe-eval' {_own_scripts()}"
HEADERS = {
    "content-security-policy": "; ".join((_SCRIPTS, *_POLICY)),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "geolocation=(), camera=(), microphone=(), payment=(), usb=()",
}


def headers(pictures: str | None) -> dict[str, str]:
    """The headers of every answer. `pictures` is the origin that map pictures may come from, if any may."""
    if pictures is None:
        return HEADERS
    wider = [f"{part} {pictures}" if part.startswith(("img-src ", "connect-src ")) else part for part in _POLICY]
    return HEADERS | {"content-security-policy": "; ".join((_SCRIPTS, *wider))}


class SecurityHeaders:
    """ASGI middleware: the same headers on every answer, so that no page loads or sends anything elsewhere.

    Map pictures may come from the origin `pictures`.
    """

    def __init__(self, app: App, pictures: str | None = None) -> None:
        self._app = app
        self._headers = headers(pictures)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = [
                    (name, value) for name, value in message["headers"] if name.decode().lower() not in self._headers
                ]
                message["headers"] = [*own, *((name.encode(), value.encode()) for name, value in self._headers.items())]
            await send(message)

        await self._app(scope, receive, answer if scope["type"] == "http" else send)


def loopback(address: str | None) -> bool:
    """Whether a server at this address is reached from its own machine alone. No address means every one."""
    if address in ("localhost", "localhost.localdomain"):
        return True
    try:
        return bool(address) and ipaddress.ip_address(str(address)).is_loopback
    except ValueError:
        return False


def refusal(address: str | None, login: bool, *, allowed: bool) -> str | None:
    """Why the dashboard must not start at this address, or None where it may."""
    if loopback(address) or login or allowed:
        return None
    return (
        f"Sourceline will not start at {address or 'every address of this machine'}: anybody who reaches it could read and"
        " change everything, since no login is set up. Set up [auth] (see README), or leave --server.address at 127.0.0.1,"
        f" or, where the network itself keeps strangers out, set {OPEN}=yes."
    )


def allowed_open() -> bool:
    """Whether the user said that an open address without login is meant."""
    return os.environ.get(OPEN, "").lower() in ("yes", "1", "true")
