"""A map of a few rows as the browser gets it, for the tests of maps."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd

from dashboard import maps


def row(**changes: Any) -> dict[str, Any]:
    base = {
        "event_id": "a",
        "event_type": "battle",
        "status": "occurred",
        "date_start": "2024-11-05",
        "date_end": "2024-11-05",
        "date_basis": "stated",
        "place": "Goma",
        "latitude": -1.67,
        "longitude": 29.22,
        "place_precision": "settlement",
        "radius_km": 5.0,
        "sentence": "M23 fighters clashed with the army near Goma.",
        "attribution": "a military spokesman",
    }
    return {**base, **changes}


def spec(*rows: dict[str, Any], **options: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(maps.deck(pd.DataFrame(list(rows)), dark=False, **options).to_json())
    return found


def layer(found: dict[str, Any], name: str) -> list[dict[str, Any]]:
    data: list[dict[str, Any]] = next(each["data"] for each in found["layers"] if each["id"] == name)
    return data
