"""Map pictures of another host: only a sound address counts, the policy lets through that host alone, and its credit is text."""

from __future__ import annotations

import json

import pytest

from dashboard import guard, tiles


@pytest.mark.parametrize(
    ("address", "origin"),
    [
        ("https://tiles.example.org/{z}/{x}/{y}.png", "https://tiles.example.org"),
        ("https://tiles.example.org:8443/a/{z}/{x}/{y}@2x.png?key=a-b_c", "https://tiles.example.org:8443"),
        ("http://127.0.0.1:9000/{z}/{x}/{y}.png", "http://127.0.0.1:9000"),
        ("http://localhost/{z}/{x}/{y}.png", "http://localhost"),
    ],
)
def test_an_address_names_one_host(monkeypatch: pytest.MonkeyPatch, address: str, origin: str) -> None:
    monkeypatch.setenv(tiles.ADDRESS, address)
    monkeypatch.delenv(tiles.CREDIT, raising=False)
    named = tiles.named()
    assert named is not None
    assert (named.address, named.origin) == (address, origin)
    assert named.credit == named.host
    policy = guard.headers(named.origin)["content-security-policy"].split("; ")
    closed = guard.HEADERS["content-security-policy"].split("; ")
    changed = {one.split()[0] for one, other in zip(policy, closed, strict=True) if one != other}
    assert changed == {"img-src", "connect-src"}
    assert all(part.endswith(f" {origin}") for part in policy if part.split()[0] in changed)


@pytest.mark.parametrize(
    "address",
    [
        "tiles.example.org/{z}/{x}/{y}.png",
        "http://tiles.example.org/{z}/{x}/{y}.png",
        "http://127.0.0.1.example.org/{z}/{x}/{y}.png",
        "https://tiles.example.org/",
        "https:///{z}/{x}/{y}.png",
        "https://*.example.org/{z}/{x}/{y}.png",
        "https://{s}.example.org/{z}/{x}/{y}.png",
        "https://a;script-src *;/{z}/{x}/{y}.png",
        "https://user:secret@example.org/{z}/{x}/{y}.png",
        "https://example.org /{z}/{x}/{y}.png",
        "https://example.org:port/{z}/{x}/{y}.png",
        "https://[::1/{z}/{x}/{y}.png",
        "javascript:alert(1)//{z}{x}{y}",
    ],
)
def test_any_other_is_refused_with_what_is_right(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv(tiles.ADDRESS, address)
    with pytest.raises(ValueError, match=r"SOURCELINE_TILES is no address of map pictures.*https://tiles.example.org"):
        tiles.named()


def test_without_one_nothing_is_let_through(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(tiles.ADDRESS, raising=False)
    assert tiles.named() is None
    assert guard.headers(None) == guard.HEADERS


@pytest.mark.parametrize("dark", [False, True])
def test_the_credit_of_the_pictures_is_text(monkeypatch: pytest.MonkeyPatch, dark: bool) -> None:
    monkeypatch.setenv(tiles.ADDRESS, "https://tiles.example.org/{z}/{x}/{y}.png")
    monkeypatch.setenv(tiles.CREDIT, "© <img src=x onerror=alert(1)>")
    named = tiles.named()
    assert named is not None
    style = tiles.style(named, dark)
    assert "<" not in json.dumps(style)
    assert style["sources"]["tiles"]["tiles"] == [named.address]
    assert "Borders imply no judgement" in style["sources"]["tiles"]["attribution"]
    assert "tiles.example.org" in tiles.said(named)
