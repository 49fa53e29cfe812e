"""Map pictures from a host that whoever runs the server named: offered only where one is named, asked for only when wanted."""

from __future__ import annotations

import html
import ipaddress
import os
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from dashboard import maps, palette

ADDRESS, CREDIT = "SOURCELINE_TILES", "SOURCELINE_TILES_CREDIT"
PATHS = {False: "/map/tiles.json", True: "/map/tiles-dark.json"}
"""Where the server gives the style of the online map, light and dark."""
# Nothing that would end a value of the security policy or name more hosts than one.
_HOST = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?", re.ASCII)
_PLAIN = re.compile(r"[!#$%&()*+,./:=?@A-Za-z0-9_~{}-]+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Tiles:
    """`address` holds {z}, {x} and {y}; `origin` is its scheme, host and port, `host` as a person reads it."""

    address: str
    origin: str
    host: str
    credit: str


def named() -> Tiles | None:
    """The host that the environment names; None where it names none. ValueError says what is wrong with it."""
    address = os.environ.get(ADDRESS, "").strip()
    if not address:
        return None
    wrong = (
        f"{ADDRESS} is no address of map pictures: it has to begin with https://, name one host and hold {{z}}, {{x}} and {{y}},"
        " such as https://tiles.example.org/{z}/{x}/{y}.png. Set it right, or unset it to stay with the offline map."
    )
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError as problem:
        raise ValueError(wrong) from problem
    sound = _PLAIN.fullmatch(address) and _HOST.fullmatch(host) and "@" not in parts.netloc
    if not sound or any(part not in address for part in ("{z}", "{x}", "{y}")):
        raise ValueError(wrong)
    if parts.scheme != "https" and not (parts.scheme == "http" and _own_machine(host)):
        raise ValueError(wrong)
    named_port = f":{port}" if port else ""
    credit = os.environ.get(CREDIT, "").strip() or f"{host}{named_port}"
    return Tiles(address, f"{parts.scheme}://{host}{named_port}", f"{host}{named_port}", credit)


def _own_machine(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def style(tiles: Tiles, dark: bool) -> dict[str, Any]:
    """The map's style: the pictures alone, darkened for a dark page. The credit is text, though the map takes it as markup."""
    return {
        "version": 8,
        "name": "Sourceline online",
        "sources": {
            "tiles": {
                "type": "raster",
                "tiles": [tiles.address],
                "tileSize": 256,
                "maxzoom": 18,
                "attribution": html.escape(f"{tiles.credit} · {maps.DISCLAIMER}"),
            }
        },
        "layers": [
            {"id": "sea", "type": "background", "paint": {"background-color": palette.theme(dark).sea}},
            {
                "id": "tiles",
                "type": "raster",
                "source": "tiles",
                "paint": {"raster-brightness-max": 0.62, "raster-saturation": -0.4} if dark else {},
            },
        ],
    }


def said(tiles: Tiles) -> str:
    """What is sent where, in one sentence."""
    return (
        f"Map pictures are then asked from {tiles.host}; it sees your network address and which part of the world you look at,"
        " not your events."
    )
