"""The packed gazetteer file: its layout and its opening. Written by `loaders.gazetteer.build`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import marisa_trie
import numpy as np

PATH = Path(__file__).resolve().parent.parent.parent / "data" / "gazetteer" / "geonames.npz"

SETTLEMENT, DISTRICT, REGION = 0, 1, 2
COMMON_WORD, GIVEN_NAME, FAMILY_NAME = 1, 2, 4
SKELETON_MARK = "~"


@dataclass(frozen=True, slots=True)
class Stored:
    """Places as columns; `entries[starts[k]:starts[k+1]]` are twice the place numbers of name `k`, plus one where it is a main name."""

    trie: Any
    starts: Any
    entries: Any
    flags: Any
    names: list[str]
    identifier: Any
    kind: Any
    lat: Any
    lon: Any
    population: Any
    radius: Any
    country: Any
    admin1: Any
    admin2: Any
    countries: list[str]
    admin1_names: list[str]
    admin2_names: list[str]


def load(path: Path = PATH) -> Stored:
    """Opens the file. Raises FileNotFoundError where it was not built."""
    with np.load(path) as packed:
        columns = {name: packed[name] for name in packed.files}
    trie = marisa_trie.Trie()
    trie.frombytes(columns.pop("trie").tobytes())
    texts = {name: columns.pop(name).tobytes().decode().split("\n") for name in list(columns) if name.endswith("_blob")}
    return Stored(
        trie=trie,
        names=texts["name_blob"],
        countries=texts["country_blob"],
        admin1_names=texts["admin1_blob"],
        admin2_names=texts["admin2_blob"],
        **columns,
    )
