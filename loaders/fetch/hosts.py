"""Which hosts may be asked: an address is parsed once, its name looked up once, and every answer checked."""

from __future__ import annotations

import ipaddress
import socket
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from loaders.fetch.errors import FetchError

Resolver = Callable[[str, int], Sequence[str]]
"""Host name and port → all its addresses, in the order to try. Raises OSError for an unknown name."""

_LONGEST = 2_000
_PORTS = {"http": 80, "https": 443}
# What a browser would send as it stands; everything else is percent-encoded.
_KEPT = "/%:@!$&'()*+,;=-._~?[]"
_NAME = frozenset("abcdefghijklmnopqrstuvwxyz0123456789.-_")

_GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")
# RFC 6052: an IPv4 address lies in its last 32 bits, and a network without IPv4 reaches every old host through it.
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_REFUSED_6 = tuple(
    ipaddress.IPv6Network(block)
    # Teredo (in the first) and 6to4 lead to an IPv4 address inside them; the last two are for documentation.
    for block in ("2001::/23", "2002::/16", "2001:db8::/32", "3fff::/20")
)
_REFUSED_4 = tuple(
    ipaddress.IPv4Network(block)
    # Of protocols, one a cloud's; 6to4 relays; the public address at which another cloud serves its own machines.
    for block in ("192.0.0.0/24", "192.88.99.0/24", "168.63.129.16/32")
)


@dataclass(frozen=True, slots=True)
class Target:
    """One address taken apart: what to ask for, of which host and port. `host` is in ASCII, `target` begins with `/`."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def authority(self) -> str:
        """The host as the Host header names it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        return f"{self.scheme}://{self.authority}"

    @property
    def url(self) -> str:
        return f"{self.origin}{self.target}"


def parse(url: str, base: str | None = None) -> Target:
    """An http or https address, perhaps relative to `base`. Raises FetchError `bad_address` with what is wrong."""
    shown = repr(url[:200])
    try:
        parts = urlsplit(urljoin(base, url.strip()) if base else url.strip())
        host, port, user = parts.hostname or "", parts.port, parts.username
    except ValueError:
        raise FetchError("bad_address", f"{shown} is no web address. Check how it is written.") from None
    if parts.scheme not in _PORTS:
        raise FetchError("bad_address", f"{shown} is neither an http nor an https address; only those are fetched.")
    if user is not None:
        raise FetchError("bad_address", f"{shown} carries a user name, which is not sent. Take away all up to the @.")
    if not host or len(url) > _LONGEST or any(ord(character) < 32 for character in url.strip()):
        message = f"{shown} is no web address: it has no host, a control character, or more than 2,000 characters."
        raise FetchError("bad_address", message)
    path = quote(parts.path or "/", safe=_KEPT) + (f"?{quote(parts.query, safe=_KEPT)}" if parts.query else "")
    return Target(parts.scheme, _ascii(host, shown), _PORTS[parts.scheme] if port is None else port, path)


def _ascii(host: str, shown: str) -> str:
    import idna

    try:
        ipaddress.ip_address(host)
        return host
    except ValueError:
        pass
    try:
        name = host if host.isascii() else idna.encode(host, uts46=True).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        name = ""
    if not name or not _NAME.issuperset(name):
        raise FetchError("bad_address", f"{shown} names a host that cannot exist. Check how it is written.")
    return name


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet.

    Stricter than `ipaddress.is_global`, which lets NAT64, 6to4 and site-local addresses through that lead home.
    """
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or (ipaddress.IPv4Address(int(found) & 0xFFFFFFFF) if found in _NAT64 else None)
        if inner is None:
            return found in _GLOBAL_UNICAST and found.is_global and not any(found in block for block in _REFUSED_6)
        found = inner
    return found.is_global and not found.is_multicast and not any(found in block for block in _REFUSED_4)


@dataclass(frozen=True, slots=True)
class Policy:
    """Which IP addresses and ports may be asked. `ports` None stands for any."""

    allowed: Callable[[str], bool] = is_public
    ports: frozenset[int] | None = frozenset(_PORTS.values())


PUBLIC_ONLY = Policy()


def resolve(host: str, port: int) -> list[str]:
    """All addresses of a name, by the system."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


def allowed_addresses(target: Target, policy: Policy, resolver: Resolver, seconds: float) -> list[str]:
    """The addresses of the host, looked up once, every one of them allowed. Raises FetchError where one is not.

    One private address among public ones refuses them all: no honest host has both.
    """
    if policy.ports is not None and target.port not in policy.ports:
        ports = " and ".join(map(str, sorted(policy.ports)))
        raise FetchError(
            "refused_port",
            f"{target.host} is named with port {target.port}; only {ports} are asked. Save the page and add its file.",
        )
    found = _within(lambda: resolver(target.host, target.port), seconds, target.host)
    if not found:
        raise FetchError("unknown_host", f"There is no host {target.host}. Check the address and the connection.")
    if not all(map(policy.allowed, found)):
        raise FetchError(
            "refused_address",
            f"{target.host} is not on the public internet: its address is of this machine, of a local network, or reserved."
            " Such pages are not fetched; save the page and add its file.",
        )
    return list(found)


def _within(look_up: Callable[[], Sequence[str]], seconds: float, host: str) -> Sequence[str]:
    """The answer of a look-up that the system itself would let hang."""
    answers: list[Sequence[str]] = []

    def ask() -> None:
        try:
            answers.append(look_up())
        except (OSError, UnicodeError):
            answers.append(())

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(max(0.0, seconds))
    if not answers:
        raise FetchError("timeout", f"The name {host} could not be looked up in time. Try again later.")
    return answers[0]
