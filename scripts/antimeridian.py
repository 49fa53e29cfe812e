"""Rings at the 180th meridian, where the source cuts land in two and writes 180 and -180 for the same line at will."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import numpy.typing as npt

Line = npt.NDArray[np.float64]

POLE = 90.0
_TOUCHING = 1e-3


def continuous(line: Line) -> Line:
    """The same points with longitudes that never jump by half the globe or more."""
    return np.column_stack((np.unwrap(line[:, 0], period=360.0), line[:, 1]))


def joined(parts: list[Line]) -> Line:
    """Parts that follow each other as one ring, its middle between 180 degrees west and east.

    A ring round a pole is closed over that pole. Stops the build at one that the source does not cut at 180 degrees.
    """
    points = [parts[0]]
    for part in parts[1:]:
        points.append(_shifted(part[1:], _turns(points[-1][-1, 0] - part[0, 0])))
    ring = np.concatenate(points)
    ring = _shifted(ring, -_turns((ring[:, 0].min() + ring[:, 0].max()) / 2))
    first, last = float(ring[0, 0]), float(ring[-1, 0])
    if _turns(last - first) == 0:
        return ring
    if not (_on_meridian(first) and _on_meridian(last)):
        sys.exit(f"a ring round a pole is cut at {first:g} degrees, not at the 180th meridian")
    pole = float(np.copysign(POLE, ring[:, 1].mean()))
    return np.concatenate([ring, [[last, pole], [first, pole]], ring[:1]])


def seams(ring: Line) -> Iterator[Line]:
    """The stretches of a ring along the 180th meridian, which are cuts and no coast."""
    for start, end in pairwise(ring):
        if _on_meridian(start[0]) and _on_meridian(end[0]) and start[0] * end[0] > 0:
            yield np.array([start, end])


def _on_meridian(longitude: float) -> bool:
    return abs(abs(longitude) - 180.0) < _TOUCHING


def _shifted(line: Line, degrees: float) -> Line:
    return np.column_stack((line[:, 0] + degrees, line[:, 1]))


def _turns(degrees: float) -> float:
    """The nearest whole number of turns, in degrees."""
    return 360.0 * round(degrees / 360.0)
