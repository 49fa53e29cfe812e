"""Which addresses need a login, and what every answer's headers forbid."""

from __future__ import annotations

import pytest

from dashboard import guard
from dashboard.roles import Role, of_claims


@pytest.mark.parametrize("address", ["127.0.0.1", "127.8.9.1", "::1", "localhost"])
def test_one_s_own_machine_needs_no_login(address: str) -> None:
    assert guard.refusal(address, login=False, allowed=False) is None


@pytest.mark.parametrize(
    "address", [None, "", "0.0.0.0", "::", "192.168.1.5", "2130706433", "example.org", "127.0.0.1.example.org"]
)
def test_any_other_address_needs_one(address: str | None) -> None:
    assert guard.refusal(address, login=False, allowed=False) is not None
    assert guard.refusal(address, login=True, allowed=False) is None
    assert guard.refusal(address, login=False, allowed=True) is None


def test_no_stranger_s_script_and_no_other_host() -> None:
    policy = dict(part.split(" ", 1) for part in guard.HEADERS["content-security-policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert "'unsafe-inline'" not in policy["script-src"]
    assert "'unsafe-eval'" not in policy["script-src"]
    for sources in policy.values():
        assert not any(
            "." in source or source == "*" or source.startswith("http")
            for source in sources.split()
            if not source.startswith("'sha256-")
        )


@pytest.mark.parametrize(
    ("claims", "section", "role"),
    [
        ({"roles": ["reader"]}, {}, Role.READER),
        ({"roles": ["reader", "admin"]}, {}, Role.ADMIN),
        ({"roles": "analyst"}, {}, Role.ANALYST),
        ({"realm_access": {"roles": ["desk"]}}, {"roles_claim": "realm_access.roles", "analyst": ["desk"]}, Role.ANALYST),
        ({"groups": ["g-17"]}, {"roles_claim": "groups", "admin": "g-17"}, Role.ADMIN),
        ({"email": "someone@example.org"}, {"default_role": "reader"}, Role.READER),
        ({}, {}, Role.NOBODY),
        ({"roles": ["nobody"]}, {}, Role.NOBODY),
        ({"roles": ["Admin"]}, {}, Role.NOBODY),
        ({"roles": {"admin": True}}, {}, Role.NOBODY),
        ({"roles": 3}, {}, Role.NOBODY),
        ({"roles": ["analyst"]}, {"analyst": ["desk"]}, Role.NOBODY),
        ({"roles": ["x"]}, {"default_role": "king"}, Role.NOBODY),
    ],
)  # fmt: skip
def test_roles_come_from_the_claims(claims: dict[str, object], section: dict[str, object], role: Role) -> None:
    assert of_claims(claims, section) is role
