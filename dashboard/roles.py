"""Who may do what: roles from the identity provider where a login is set up; alone on one's own machine one may do all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import IntEnum
from typing import Any

import streamlit as st


class Role(IntEnum):
    """Each may do what the one before may. A reader reads and exports, an analyst corrects and adds, an admin drops."""

    NOBODY = 0
    READER = 1
    ANALYST = 2
    ADMIN = 3


_CLAIM = "roles"
_NAMES = {role.name.lower(): role for role in Role if role is not Role.NOBODY}


def login_is_set_up() -> bool:
    """Whether the secrets have an [auth] section, by which Streamlit logs people in."""
    try:
        return "auth" in st.secrets
    except FileNotFoundError:
        return False


def of_claims(claims: Mapping[str, Any], section: Mapping[str, Any]) -> Role:
    """The role that an identity provider's claims give. Pure.

    `section` is [sourceline] of the secrets: `roles_claim` names the claim (default "roles"; "realm_access.roles" walks
    into it), and `reader`, `analyst`, `admin` list the values that stand for each role (default: the role's own name).
    `default_role` is for those who are logged in with none of them (default: nobody). Unknown values give nothing.
    """
    held: object = claims
    for step in str(section.get("roles_claim", _CLAIM)).split("."):
        held = held.get(step) if isinstance(held, Mapping) else None
    values = set(_texts(held))
    found = [role for name, role in _NAMES.items() if values & set(_texts(section.get(name, name)))]
    return max(found, default=_NAMES.get(str(section.get("default_role", "")), Role.NOBODY))


def _texts(value: object) -> list[str]:
    """A text, or the texts of a list; nothing of anything else."""
    if isinstance(value, str):
        return [value]
    return (
        [item for item in value if isinstance(item, str)]
        if isinstance(value, Iterable) and not isinstance(value, Mapping)
        else []
    )


def current() -> Role:
    """The role of whoever looks at the page."""
    if not login_is_set_up():
        return Role.ADMIN
    if not st.user.is_logged_in:
        return Role.NOBODY
    return of_claims(st.user.to_dict(), st.secrets.get("sourceline", {}))


def name() -> str | None:
    """How the log of reviews calls whoever is logged in; None without a login."""
    if not login_is_set_up() or not st.user.is_logged_in:
        return None
    claims = st.user.to_dict()
    return next((str(claims[key]) for key in ("name", "preferred_username", "email", "sub") if claims.get(key)), None)
