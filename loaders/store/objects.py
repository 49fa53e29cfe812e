"""Received bytes, one file each, named by their SHA-256; never written twice, never altered."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from loaders.store.place import Place

_FOLDER = "objects"


def path(sha256: str) -> str:
    """Where the bytes lie. Raises KeyError for what is no SHA-256, which could name a path elsewhere."""
    if len(sha256) != 64 or not set(sha256) <= set("0123456789abcdef"):
        raise KeyError(sha256)
    return f"{_FOLDER}/{sha256[:2]}/{sha256}"


def put(place: Place, data: bytes) -> str:
    """Keeps the bytes and gives their SHA-256. Returns the name of the file that is to outlast a power cut too."""
    sha256 = hashlib.sha256(data).hexdigest()
    target = path(sha256)
    if not place.exists(target):
        place.write(target, data)
    return sha256


def get(place: Place, sha256: str) -> bytes:
    """The bytes. Raises KeyError where there are none of that name."""
    try:
        return place.read(path(sha256))
    except FileNotFoundError as problem:
        raise KeyError(sha256) from problem


def problems(place: Place) -> Iterator[str]:
    """Files whose bytes are no longer those of their name, and files that are no objects at all."""
    for found in place.names(_FOLDER):
        name = found.rsplit("/", 1)[-1]
        try:
            right = path(name) == found
        except KeyError:
            right = False
        if not right:
            yield f"objects: the file {found} is none that the store wrote"
        elif place.digest(found) != name:
            yield f"objects: the bytes of {name} were altered"
