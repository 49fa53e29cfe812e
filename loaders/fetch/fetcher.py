"""`Fetcher`: from an address to its bytes, by way of redirects, each of them checked as the first."""

from __future__ import annotations

import json
import os
import ssl
import threading
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from loaders.fetch.connection import Deadline
from loaders.fetch.errors import FetchError
from loaders.fetch.exchange import REDIRECTS, Answer, ask
from loaders.fetch.hosts import PUBLIC_ONLY, Policy, Resolver, Target, allowed_addresses, parse, resolve
from loaders.fetch.robots import LONGEST_ROBOTS, PAUSE, PRODUCT, Robots
from loaders.limits import LIMITS
from loaders.readers import Given, charset_of
from loaders.sources import Received

CONTACT = "SOURCELINE_CONTACT"
"""The environment variable that holds whom a site may write to; it goes into the user agent."""

_MOST_REDIRECTS = 5
_SECONDS = 30.0
_ACCEPT = (
    "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/pdf,text/plain,*/*;q=0.5"
)
_REASONS = {
    401: ("sign_in", "wants a sign-in, which is not given"),
    402: ("sign_in", "wants a payment"),
    403: ("sign_in", "does not show it to programs"),
    404: ("not_found", "has no such page"),
    410: ("not_found", "has taken the page away"),
    429: ("busy", "has been asked too often"),
    451: ("sign_in", "may not show it for reasons of law"),
    503: ("busy", "is too busy"),
}


@dataclass(frozen=True, slots=True)
class Fetched:
    """One answer. `data` is None where the server says that nothing has changed since `etag` or `last_modified`.

    `addresses` are all that were asked in turn, the last of them the one that answered; `at` is in UTC.
    """

    addresses: tuple[str, ...]
    at: datetime
    status: int
    content_type: str
    data: bytes | None
    etag: str = ""
    last_modified: str = ""

    @property
    def url(self) -> str:
        """The address that answered."""
        return self.addresses[-1]

    def received(self, name: str, given: Given | None = None) -> Received:
        """The bytes as an item to take in, with how they were got.

        Its address is the one that answered: redirects of trackers and short links are no source, and what a page says of
        its own address anyone can write. Of a feed it is where relative addresses begin.
        """
        said = Given(url=self.url, charset=charset_of(self.content_type))
        item = Received.of(name, self.data or b"", (given or Given()).over(said))
        retrieval = {
            "asked": self.addresses[0],
            "address": self.url,
            "redirects": list(self.addresses[1:]),
            "at": self.at.isoformat(timespec="seconds"),
            "status": self.status,
            "content_type": self.content_type,
            "sha256": item.sha256,
        }
        return replace(item, retrieval=json.dumps(retrieval, ensure_ascii=False))


class Fetcher:
    """Asks for pages, one at a time and politely. One serves a whole run, or a whole process: it remembers every site's
    robots.txt and when it was last asked. Safe for many threads.
    """

    def __init__(
        self,
        policy: Policy = PUBLIC_ONLY,
        resolver: Resolver = resolve,
        seconds: float = _SECONDS,
        limit: int = LIMITS.input_bytes,
        pause: float = PAUSE,
        context: ssl.SSLContext | None = None,
    ) -> None:
        """`seconds` bound each fetch with all its redirects, `limit` its decoded bytes; `pause` is the least between two
        pages of a site, in seconds; `context` says whose certificates are trusted.
        """
        self._policy, self._resolver, self._seconds, self._limit = policy, resolver, seconds, limit
        self._context, self._robots = context, Robots(self._robots_text, pause)

    def receive(self, url: str, given: Given | None = None, stop: threading.Event | None = None) -> Received:
        """The item at an address; where it could not be fetched, the item says why. Raises nothing."""
        try:
            return self.get(url, stop=stop).received(url, given)
        except FetchError as problem:
            return Received(url, None, given or Given(), problem.code, str(problem))

    def get(self, url: str, etag: str = "", last_modified: str = "", stop: threading.Event | None = None) -> Fetched:
        """What an address gives, as of now, or since it gave `etag` or `last_modified`. `stop` ends it at once.

        Raises FetchError.
        """
        conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        headers = {"Accept": _ACCEPT, **{name: value for name, value in conditions.items() if value}}
        targets, answer = self._follow(parse(url), headers, self._limit, Deadline(self._seconds, stop))
        if answer.status not in (200, 304):
            raise _failed(targets[-1], answer)
        if answer.status == 200 and not answer.data:
            raise FetchError("no_content", f"{targets[-1].url} gives an empty page. Check the address.")
        return Fetched(
            tuple(target.url for target in targets),
            datetime.now(UTC),
            answer.status,
            answer.headers.get("content-type", ""),
            answer.data if answer.status == 200 else None,
            answer.headers.get("etag", ""),
            answer.headers.get("last-modified", ""),
        )

    def _follow(
        self, first: Target, headers: Mapping[str, str], limit: int, deadline: Deadline, rules: bool = False
    ) -> tuple[list[Target], Answer]:
        """The targets asked in turn, and the last one's answer; no cookie and no referrer goes with any of them.

        `rules` stands for a robots.txt, which no robots.txt forbids.
        """
        targets = [first]
        while True:
            if not rules:
                self._robots.check(targets[-1], deadline)
                self._robots.wait(targets[-1], deadline)
            addresses = allowed_addresses(targets[-1], self._policy, self._resolver, deadline.left())
            sent = {"User-Agent": user_agent(), **headers}
            answer = ask(targets[-1], addresses, sent, deadline, limit, self._context, cut=rules)
            if answer.status not in REDIRECTS or "location" not in answer.headers:
                return targets, answer
            found = parse(answer.headers["location"].encode("latin-1").decode("utf-8", "replace"), targets[-1].url)
            if found in targets:
                raise FetchError(
                    "redirects", f"{first.url} leads in a circle. Open it in a browser and take its address."
                )
            if len(targets) > _MOST_REDIRECTS:
                raise FetchError(
                    "redirects", f"{first.url} leads on and on. Open it in a browser and take its address."
                )
            targets.append(found)

    def _robots_text(self, target: Target, deadline: Deadline) -> str | None:
        """A site's robots.txt: empty where it has none, None where it fails (RFC 9309, 2.3.1: then nothing may be read)."""
        address = parse("/robots.txt", target.url)
        try:
            _, answer = self._follow(address, {"Accept": "text/plain"}, LONGEST_ROBOTS, deadline, rules=True)
        except FetchError as problem:
            if problem.code == "redirects":
                return ""
            if problem.code in ("cut_off", "bad_encoding"):
                return None
            raise
        return None if answer.status == 429 or answer.status >= 500 else answer.data.decode("utf-8", "replace")


def user_agent() -> str:
    """Who asks: the program, and where the user says so, whom to write to."""
    contact = "".join(c for c in os.environ.get(CONTACT, "") if c.isascii() and c.isprintable() and c not in "()\\")
    return f"{PRODUCT}/0.1 (+local analyst tool{f'; {contact[:200]}' if contact.strip() else ''})"


def _failed(target: Target, answer: Answer) -> FetchError:
    code, what = _REASONS.get(answer.status, ("server_error", "gives no page"))
    later = (
        " Try again later."
        if code in ("busy", "server_error")
        else " Check the address, or save the page and add its file."
    )
    return FetchError(code, f"{target.host} {what} (status {answer.status}).{later}")
