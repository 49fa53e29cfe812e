"""Connections to addresses that were checked, and to no other; every read and write within one deadline."""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Iterable, Sequence
from typing import Any

import httpcore

from loaders.fetch.errors import FetchError

_CONNECT_SECONDS = 8.0
# A waiting read looks up this often, to see whether it is still wanted.
_LOOK_UP_SECONDS = 0.5


class Deadline:
    """When one fetch has to be over; also over at once when `stop` is set."""

    def __init__(self, seconds: float, stop: threading.Event | None = None) -> None:
        self._seconds, self._end, self._stop = seconds, time.monotonic() + seconds, stop

    def left(self) -> float:
        """Seconds left, more than none. Raises FetchError `timeout` or `stopped`."""
        if self._stop is not None and self._stop.is_set():
            raise FetchError("stopped", "It was stopped before it was fetched. Add it again.")
        left = self._end - time.monotonic()
        if left <= 0:
            message = f"It was not there after {self._seconds:.0f} seconds. Try again later, or save the page and add its file."
            raise FetchError("timeout", message)
        return left

    def slice(self) -> float:
        return min(self.left(), _LOOK_UP_SECONDS)

    def pause(self, seconds: float) -> None:
        """Waits, and is over so much later: waiting for one's turn is no slowness of the other side."""
        self.left()
        if (self._stop or threading.Event()).wait(seconds):
            self.left()
        self._end += seconds


class CheckedBackend(httpcore.NetworkBackend):
    """Opens the given addresses, whatever name is asked for: the name was looked up before, once.

    The name still stands in the Host header and in the TLS handshake, whose certificate has to be its own.
    """

    def __init__(self, addresses: Sequence[str], deadline: Deadline) -> None:
        self._addresses, self._deadline, self._system = addresses, deadline, httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        for address in self._addresses:
            seconds = min(self._deadline.left(), _CONNECT_SECONDS)
            try:
                return _Stream(self._system.connect_tcp(address, port, seconds), self._deadline, host)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        self._deadline.left()
        raise FetchError(
            "unreachable", f"{host} does not answer. Check the address and the connection; try again later."
        )


class _Stream(httpcore.NetworkStream):
    """A connection that keeps the deadline of its fetch, however slowly the other side feeds it."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: Deadline, host: str) -> None:
        self._inner, self._deadline, self._host = inner, deadline, host

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        while True:
            try:
                return self._inner.read(max_bytes, self._deadline.slice())
            except httpcore.ReadTimeout:
                continue

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._deadline.left())

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        try:
            inner = self._inner.start_tls(ssl_context, server_hostname, self._deadline.left())
        except httpcore.ConnectTimeout:
            self._deadline.left()
            raise
        except httpcore.ConnectError as problem:
            message = (
                f"{self._host} does not prove who it is ({problem}). Check the address; it is not fetched unproven."
            )
            raise FetchError("tls", message) from problem
        return _Stream(inner, self._deadline, self._host)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)
