"""What is a public address, and what is an address at all."""

from __future__ import annotations

import time
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.fetch import PUBLIC_ONLY, Fetcher, FetchError
from loaders.fetch.hosts import allowed_addresses, is_public, parse, resolve

PRIVATE = (
    "127.0.0.1", "127.8.8.8", "0.0.0.0", "0.1.2.3", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1",
    "169.254.169.254", "100.64.0.1", "100.100.100.200", "192.0.0.192", "198.18.0.1", "192.0.2.1", "198.51.100.7", "203.0.113.9",
    "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255", "168.63.129.16", "192.88.99.1",
    "::", "::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "fe80::1", "fe80::1%eth0", "fec0::1", "fc00::1",
    "fd12:3456::1", "ff02::1", "64:ff9b::7f00:1", "64:ff9b::a00:1", "64:ff9b:1::7f00:1", "2002:7f00:1::", "2002:0808:0808::",
    "2001::1", "2001:db8::1", "3fff::1", "5f00::1", "100::1", "no address", "",
)  # fmt: skip
PUBLIC = (
    "8.8.8.8", "93.184.216.34", "172.32.0.1", "2606:2800:220:1::1", "::ffff:8.8.8.8", "64:ff9b::808:808",
)  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_what_leads_home_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_what_is_public(address: str) -> None:
    assert is_public(address)


@given(st.ip_addresses(v=4, network="10.0.0.0/8") | st.ip_addresses(v=4, network="127.0.0.0/8"))
def test_no_spelling_in_ipv6_makes_a_private_address_public(address: object) -> None:
    assert not is_public(f"::ffff:{address}")
    assert not is_public(f"64:ff9b::{address}")


@pytest.mark.parametrize(
    "host",
    ["localhost", "127.0.0.1", "2130706433", "0x7f.1", "0x7f000001", "017700000001", "127.1", "127.0.1", "①②⑦.⓪.⓪.①",
     "127。0。0。1", "[::1]", "[::ffff:7f00:1]", "[64:ff9b::7f00:1]", "0", "0.0.0.0", "LOCALHOST", "localhost."],
)  # fmt: skip
def test_this_machine_under_any_name_is_refused(host: str) -> None:
    """By the system's own look-up; a name that it does not know at all leads nowhere either."""
    with pytest.raises(FetchError) as caught:
        allowed_addresses(parse(f"http://{host}/"), PUBLIC_ONLY, resolve, 20)
    assert caught.value.code in ("refused_address", "unknown_host")
    if host != "localhost.":
        assert caught.value.code == "refused_address"


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("file:///etc/passwd", "bad_address"),
        ("ftp://example.org/", "bad_address"),
        ("gopher://example.org/", "bad_address"),
        ("javascript:alert(1)", "bad_address"),
        ("data:text/html,x", "bad_address"),
        ("//example.org/", "bad_address"),
        ("example.org", "bad_address"),
        ("http://", "bad_address"),
        ("http:///etc/passwd", "bad_address"),
        ("http://[::1", "bad_address"),
        ("http://user@example.org/", "bad_address"),
        ("http://127.0.0.1\\@example.org/", "bad_address"),
        ("http://example.org:http/", "bad_address"),
        ("http://example.org:99999/", "bad_address"),
        ("http://exa mple.org/", "bad_address"),
        ("http://exa\r\nmple.org/", "bad_address"),
        ("http://example.org/\r\nHost: a", "bad_address"),
        ("http://example.org/" + "a" * 2_000, "bad_address"),
        ("http://\ud800.org/", "bad_address"),
        ("http://" + "ö" * 300 + ".org/", "bad_address"),
        ("http://example.org:22/", "refused_port"),
        ("https://example.org:8443/", "refused_port"),
    ],
)
def test_what_is_no_address_is_not_looked_up(url: str, code: str) -> None:
    looked_up: list[str] = []

    def resolver(host: str, port: int) -> Sequence[str]:
        looked_up.append(host)
        return ["8.8.8.8"]

    item = Fetcher(resolver=resolver).receive(url)
    assert (item.code, item.data, looked_up) == (code, None, [])
    assert item.message.isprintable()


@pytest.mark.parametrize(
    ("url", "sent"),
    [
        ("http://Example.ORG", "http://example.org/"),
        ("https://example.org:443/a?b=c#d", "https://example.org/a?b=c"),
        ("http://example.org:8080/", "http://example.org:8080/"),
        ("http://example.org:0/", "http://example.org:0/"),
        ("http://example.org/a b/ü?q=„x“", "http://example.org/a%20b/%C3%BC?q=%E2%80%9Ex%E2%80%9C"),
        ("http://bücher.example/", "http://xn--bcher-kva.example/"),
        ("http://[2606:2800:220:1::1]/", "http://[2606:2800:220:1::1]/"),
        (" http://example.org/%7Ea ", "http://example.org/%7Ea"),
    ],
)
def test_an_address_as_it_is_sent(url: str, sent: str) -> None:
    assert parse(url).url == sent


def test_one_private_address_among_public_ones_refuses_them_all() -> None:
    with pytest.raises(FetchError, match="not on the public internet") as caught:
        allowed_addresses(parse("http://example.org/"), PUBLIC_ONLY, lambda host, port: ["8.8.8.8", "10.0.0.1"], 5)
    assert caught.value.code == "refused_address"


def test_a_look_up_that_hangs_is_left() -> None:
    def hangs(host: str, port: int) -> Sequence[str]:
        time.sleep(2)
        return ["8.8.8.8"]

    with pytest.raises(FetchError) as caught:
        allowed_addresses(parse("http://example.org/"), PUBLIC_ONLY, hangs, 0.1)
    assert caught.value.code == "timeout"
