"""What a site lets programs read, and how often: its robots.txt (RFC 9309), asked once a day, and a pause between pages."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from protego import Protego

from loaders.fetch.connection import Deadline
from loaders.fetch.errors import FetchError
from loaders.fetch.hosts import Target

PRODUCT = "Sourceline"
"""The name under which a robots.txt may speak to us."""

LONGEST_ROBOTS = 500 * 1024
"""RFC 9309, 2.5: a crawler reads at least so many bytes of it. The rest is not read."""

PAUSE = 1.0
"""Seconds between two pages of one site, where it asks for no longer pause itself."""

_KEPT_SECONDS = 24 * 3600.0
_FAILURE_KEPT_SECONDS = 300.0
_MOST_SITES = 1_000
# A year: what a hostile file asks for may be no number that can be divided.
_MOST_SECONDS = 365 * 24 * 3600
# Whoever asks for a longer pause is asked again later, by the user.
_LONGEST_PAUSE = 60.0


@dataclass(frozen=True, slots=True)
class Rules:
    """One site's rules. `parsed` None stands for a site that could not be asked, where nothing may be read."""

    parsed: Protego | None
    until: float


class Robots:
    """The rules of every site asked so far. `ask` gives a robots.txt: its text, or None where the site fails to answer."""

    def __init__(self, ask: Callable[[Target, Deadline], str | None], pause: float) -> None:
        self._ask, self._pause = ask, pause
        self._rules: dict[str, Rules] = {}
        self._last: dict[str, float] = {}
        self._guard = threading.Lock()

    def check(self, target: Target, deadline: Deadline) -> None:
        """Raises FetchError `robots` where the site does not want this page read by programs."""
        rules = self._of(target, deadline)
        if rules.parsed is None:
            message = f"{target.origin} does not say what programs may read: its robots.txt fails. Try again later."
            raise FetchError("robots", message)
        if not rules.parsed.can_fetch(target.url, PRODUCT):
            message = (
                f"{target.host} asks programs not to read {target.url} (robots.txt). Save the page and add its file."
            )
            raise FetchError("robots", message)

    def wait(self, target: Target, deadline: Deadline) -> None:
        """Waits until the site may be asked again. Raises FetchError `too_soon` where that is more than a minute."""
        with self._guard:
            now = time.monotonic()
            turn = max(now, self._last.get(target.origin, -math.inf) + self._delay(target))
            if turn - now > _LONGEST_PAUSE:
                message = f"{target.host} asks for a pause of {turn - now:.0f} seconds more between two pages. Try again later."
                raise FetchError("too_soon", message)
            self._last[target.origin] = turn
        deadline.pause(turn - now)

    def _delay(self, target: Target) -> float:
        rules = self._rules.get(target.origin)
        if rules is None or rules.parsed is None:
            return self._pause
        rate = rules.parsed.request_rate(PRODUCT)
        asked = max(
            rules.parsed.crawl_delay(PRODUCT) or 0.0, min(rate.seconds, _MOST_SECONDS) / rate.requests if rate else 0.0
        )
        return max(self._pause, asked)

    def _of(self, target: Target, deadline: Deadline) -> Rules:
        rules = self._rules.get(target.origin)
        if rules is None or rules.until < time.monotonic():
            text = self._ask(target, deadline)
            kept = _FAILURE_KEPT_SECONDS if text is None else _KEPT_SECONDS
            parsed = None if text is None else Protego.parse(text)
            if len(self._rules) >= _MOST_SITES:
                self._rules.clear()
            rules = self._rules[target.origin] = Rules(parsed, time.monotonic() + kept)
        return rules
