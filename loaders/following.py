"""Entries of a feed and rows of a table that only point to an article: the pages that they point to."""

from __future__ import annotations

import dataclasses
import json
import threading
from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from loaders.fetch import Fetcher
from loaders.isolation.unpacking import Collection, Openers
from loaders.outcomes import ItemResult, Result
from loaders.readers import Given, ReadError, recognise
from loaders.sources import Received, Source

_LINK_ONLY = "link_only"
_RECORD = "record"


def followed(item: Received, fetcher: Fetcher, stop: threading.Event | None = None) -> Iterator[Source]:
    """The item itself; where it is a collection some of whose members hold an address and no text of their own, its members,
    with the pages at those addresses. A page that cannot be fetched leaves its summary standing.

    Raises LexiconError and IsolationError.
    """
    members = list(_members(item))
    addresses = [_address(member) for member in members]
    if not any(addresses):
        yield item
        return
    for member, address in zip(members, addresses, strict=True):
        if address is None:
            yield _alone(member)
        else:
            given = dataclasses.replace(item.given, title=None, url=None)
            yield partial(_page, address, _alone(member), given, fetcher, stop)


def arrived(names: Iterable[str], results: Sequence[ItemResult]) -> list[str]:
    """Those of the names under which something came in, itself or members of it: what was refused of that name before is mended."""
    refused = {result.name for result in results if result.result is Result.QUARANTINED}
    come = {result.name for result in results} - refused
    return [
        name
        for name in names
        if name not in refused and (name in come or any(found.startswith(f"{name}/") for found in come))
    ]


def _members(item: Received) -> Iterator[Received]:
    if item.data is None:
        return
    try:
        if recognise(item.data).members is None:
            return
    except ReadError:
        return
    openers = Openers()
    try:
        yield from openers.members(Collection(item, None))
    finally:
        openers.close()


def _address(member: Received) -> str | None:
    """Where the article is that the member only sums up or points to; None for a member with a text."""
    if member.code == _LINK_ONLY:
        return member.given.url
    if member.format != _RECORD or member.data is None:
        return None
    try:
        values = json.loads(member.data)
    except (ValueError, RecursionError):
        return None
    if not isinstance(values, dict) or values.keys() & {"text", "html"}:
        return None
    address = values.get("url")
    return address if isinstance(address, str) and address.startswith(("http://", "https://")) else None


def _alone(member: Received) -> Received:
    """The member as an item of its own: its collection is not taken, so its bytes have to be kept themselves."""
    return dataclasses.replace(member, kept=True, container=None)


def _page(address: str, member: Received, given: Given, fetcher: Fetcher, stop: threading.Event | None) -> Received:
    page = fetcher.receive(address, given, stop)
    return page if page.data is not None or member.data is None else member
