"""Builds `data/symbols/land.json`, the pieces of APP-6 land unit symbols, from the drawings in military-symbol (MIT).

    python -m scripts.build_symbols

The library is wanted here only: it loads scipy, which takes seconds and 100 MB, to crop a picture. Kept are the frames of the
identities, the icons of the branches in `branches.csv` and the marks of the echelons in `echelons.csv`, as SVG elements.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import military_symbol

from loaders.finders.unit_terms import BRANCHES, ECHELONS

TARGET = Path(__file__).resolve().parent.parent / "data" / "symbols" / "land.json"
IDENTITIES = {"none": "1", "friend": "3", "neutral": "4", "hostile": "6"}
NO_BRANCH, NO_ECHELON, NEITHER, TASK_FORCE = "0000000000", "00", "0", "4"
_NAMESPACE = re.compile(r' xmlns="[^"]*"')
_NOISE = re.compile(
    r' (?:display="inline"|opacity="1"|[\w-]+="(?:auto|sRGB|linearRGB|visible|nonzero)"'
    r'|(?:stop|solid|fill)-(?:color|opacity|rule)="[^"]*")'
)
_LONG = re.compile(r"(\.\d\d)\d+")
_SPACE = re.compile(r"\s+")


def parts(identity: str, branch: str = NO_BRANCH, echelon: str = NO_ECHELON, kind: str = NEITHER) -> list[str]:
    """The drawn parts of one symbol as SVG elements, the frame first."""
    code = f"100{IDENTITIES[identity]}100{kind}{echelon}{branch}"
    drawn = military_symbol.get_symbol_svg_string_from_sidc(code, bounding_padding=-1)
    return [tidy(ElementTree.tostring(child, encoding="unicode")) for child in ElementTree.fromstring(drawn)]


def tidy(svg: str) -> str:
    """The same drawing without what says nothing; a hundredth of its unit is less than a tenth of a pixel."""
    bare = _LONG.sub(r"\1", _NOISE.sub("", _NAMESPACE.sub("", svg)))
    return _SPACE.sub(" ", bare).replace("> <", "><").replace(" />", "/>").strip()


def pieces() -> dict[str, object]:
    """Frames by identity; icons, echelons and the bracket of a task force by code and identity."""
    branches = sorted({row.symbol for row in BRANCHES.rows() if row.symbol != NO_BRANCH})
    echelons = sorted({row.symbol for row in ECHELONS.rows() if row.symbol})
    return {
        "frames": {name: parts(name)[0] for name in IDENTITIES},
        "branches": {code: {name: "".join(parts(name, branch=code)[1:]) for name in IDENTITIES} for code in branches},
        "echelons": {code: {name: "".join(parts(name, echelon=code)[1:]) for name in IDENTITIES} for code in echelons},
        "task_force": {name: "".join(parts(name, kind=TASK_FORCE)[1:]) for name in IDENTITIES},
    }


if __name__ == "__main__":
    ElementTree.register_namespace("", "http://www.w3.org/2000/svg")
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(json.dumps(pieces(), indent=1, sort_keys=True) + "\n", encoding="utf-8")
