"""Written coordinates: degrees with hemispheres, decimal pairs, and MGRS."""

from __future__ import annotations

import re

import mgrs

_NUMBER = r"(\d{1,3}(?:\.\d{1,8})?)"
_PART = rf"{_NUMBER} ?[°º] ?(?:(\d{{1,2}}(?:\.\d{{1,6}})?) ?['′] ?)?(?:(\d{{1,2}}(?:\.\d{{1,6}})?) ?(?:''|\"|″) ?)?"
_DEGREES = re.compile(rf"{_PART}([NS])[,;/]? ?{_PART}([EW])\b")
_DECIMAL = re.compile(r"(?<![\d.,-])(-?\d{1,2}\.\d{2,8})[,;] ?(-?\d{1,3}\.\d{2,8})(?![\d.])")
_LETTERED = re.compile(r"(?<![\d.])(\d{1,2}\.\d{2,8}) ?([NS])[,;/]? ?(\d{1,3}\.\d{2,8}) ?([EW])\b")
_MGRS = re.compile(
    r"(?<![\w])\d{1,2}[C-HJ-NP-X] ?[A-HJ-NP-Z]{2} ?(?:\d{4,5} \d{4,5}|\d{3} \d{3}|\d{10}|\d{8}|\d{6}|\d{4})(?![\w])"
)
_DIGIT = re.compile(r"\d")
_TRIGGER = re.compile(r"[°º]|\d\.\d\d|\d[C-X] ?[A-Z]{2} ?\d")


def find(plain: str) -> list[tuple[int, int, float, float]]:
    """(start, end, latitude, longitude) of every written coordinate, in order. Out of range is left out."""
    if _DIGIT.search(plain) is None or _TRIGGER.search(plain) is None:
        return []
    found: list[tuple[int, int, float, float]] = []
    for match in _DEGREES.finditer(plain):
        lat = _degrees(match.group(1), match.group(2), match.group(3), match.group(4))
        found.append(
            (match.start(), match.end(), lat, _degrees(match.group(5), match.group(6), match.group(7), match.group(8)))
        )
    for match in _LETTERED.finditer(plain):
        lat = _degrees(match.group(1), None, None, match.group(2))
        found.append((match.start(), match.end(), lat, _degrees(match.group(3), None, None, match.group(4))))
    found += [
        (match.start(), match.end(), float(match.group(1)), float(match.group(2))) for match in _DECIMAL.finditer(plain)
    ]
    for match in _MGRS.finditer(plain):
        try:
            lat, lon = mgrs.MGRS().toLatLon(match.group().replace(" ", ""))
        except mgrs.core.MGRSError:
            continue
        found.append((match.start(), match.end(), round(lat, 5), round(lon, 5)))
    kept: list[tuple[int, int, float, float]] = []
    for start, end, lat, lon in sorted(found):
        if abs(lat) <= 90 and abs(lon) <= 180 and (not kept or start >= kept[-1][1]):
            kept.append((start, end, lat, lon))
    return kept


def _degrees(degrees: str, minutes: str | None, seconds: str | None, hemisphere: str) -> float:
    value = float(degrees) + float(minutes or 0) / 60 + float(seconds or 0) / 3600
    return round(-value if hemisphere in "SW" else value, 6)
