"""GeoNames country dumps (`UA.zip`, `SD.txt`) that a user adds, so that villages resolve. Nothing is fetched."""

from __future__ import annotations

import io
import os
import tempfile
import unicodedata
import zipfile
from collections.abc import Iterator
from pathlib import Path

from loaders.gazetteer.spelling import key
from loaders.model import Candidate, PlacePrecision

_COLUMNS = 19
_LARGEST_BYTES = 800_000_000
_LARGEST_LINE = 100_000
# Feature classes of GeoNames that an event may happen at, with the precision and radius of each.
_CLASSES = {
    "P": (PlacePrecision.SETTLEMENT, 2.0),
    "A": (PlacePrecision.DISTRICT, 25.0),
    "S": (PlacePrecision.POINT, 1.5),
    "T": (PlacePrecision.AREA, 5.0),
    "H": (PlacePrecision.AREA, 8.0),
    "L": (PlacePrecision.AREA, 8.0),
}
_REGIONS, _STATES = frozenset(("ADM1", "ADM1H")), frozenset(("PCLI", "PCL", "PCLD"))
# Small farms, wells and the like share their names with everything; these codes of class S are worth a search.
_SPOTS = frozenset(
    "AIRB AIRF AIRP AIRH INSM MILB PRN HSP CMP CMPRF DAM BDG PS PSN OILR NUCLEAR FT CSTM MFGM PRT STNR".split()
)


class DumpError(ValueError):
    """A file that is no GeoNames country dump. The message names file, line and column."""

    def __init__(self, path: Path, line: int, column: str, problem: str) -> None:
        super().__init__(f"{path.name}:{line}: column '{column}': {problem}")


def user_folder() -> Path:
    """Where added dumps lie: `$SOURCELINE_GAZETTEER`, else `data/gazetteer/user`."""
    named = os.environ.get("SOURCELINE_GAZETTEER")
    return Path(named) if named else Path(__file__).resolve().parent.parent.parent / "data" / "gazetteer" / "user"


def add_country_dump(path: Path | str) -> int:
    """Checks a dump line by line and keeps it; the number of places it adds. A process that runs already does not see it.

    Raises DumpError at the first bad row, FileNotFoundError for no file; then nothing is kept.
    """
    source = Path(path)
    count = 0
    kept: list[str] = []
    with _opened(source) as stream:
        for number, line in _lines(stream, source):
            if _place(line, source, number) is not None:
                kept.append(line)
                count += 1
    if not count:
        raise DumpError(source, 1, "geonameid", "no place in the file")
    folder = user_folder()
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=folder, suffix=".part", delete=False) as partial:
        partial.write("\n".join(kept) + "\n")
    os.replace(partial.name, folder / f"{source.stem}.txt")
    return count


def _opened(source: Path) -> io.TextIOWrapper:
    """The text of a dump, out of its archive if it is in one. The country file of an archive bears the archive's name."""
    if not zipfile.is_zipfile(source):
        return source.open(encoding="utf-8", newline="\n", errors="strict")
    archive = zipfile.ZipFile(source)
    members = [
        member
        for member in archive.infolist()
        if member.filename.lower() != "readme.txt" and member.filename.endswith(".txt")
    ]
    if len(members) != 1:
        raise DumpError(source, 1, "archive", f"holds {len(members)} text files beside readme.txt, should hold one")
    if members[0].file_size > _LARGEST_BYTES:
        raise DumpError(source, 1, "archive", f"unpacks to {members[0].file_size} bytes, more than {_LARGEST_BYTES}")
    return io.TextIOWrapper(archive.open(members[0]), encoding="utf-8", newline="\n")


def _lines(stream: io.TextIOWrapper, source: Path) -> Iterator[tuple[int, str]]:
    number = 0
    try:
        while line := stream.readline(_LARGEST_LINE + 1):
            number += 1
            if len(line) > _LARGEST_LINE:
                raise DumpError(source, number, "line", f"is longer than {_LARGEST_LINE} characters")
            if line.strip():
                yield number, line.rstrip("\r\n")
    except UnicodeDecodeError as problem:
        raise DumpError(source, number + 1, "text", "is not UTF-8") from problem


def _place(line: str, source: Path, number: int) -> tuple[Candidate, tuple[str, ...]] | None:
    """A row as a place with its names, or None for what no event happens at."""
    cells = line.split("\t")
    if len(cells) != _COLUMNS:
        raise DumpError(source, number, "modification date", f"{len(cells)} columns, should be {_COLUMNS}")
    identifier, name, ascii_name, others, lat, lon, kind, code, country = cells[:9]
    if not identifier.isdigit():
        raise DumpError(source, number, "geonameid", f"{identifier!r} is no number")
    if not name:
        raise DumpError(source, number, "name", "is empty")
    latitude, longitude = (
        _degrees(lat, 90.0, "latitude", source, number),
        _degrees(lon, 180.0, "longitude", source, number),
    )
    if country and not (len(country) == 2 and country.isalpha()):
        raise DumpError(source, number, "country code", f"{country!r} is no ISO 3166-1 code")
    population = cells[14] or "0"
    if not population.isdigit():
        raise DumpError(source, number, "population", f"{population!r} is no number")
    if kind not in _CLASSES or code in _STATES or (kind == "S" and code not in _SPOTS):
        return None
    precision, radius = _CLASSES[kind]
    if code in _REGIONS:
        precision, radius = PlacePrecision.REGION, 80.0
    candidate = Candidate(
        name=name,
        lat=latitude,
        lon=longitude,
        precision=precision,
        country=country or None,
        admin1=None,
        gazetteer_id=f"geonames:{identifier}",
        radius_km=radius,
        population=int(population),
    )
    names = [name, ascii_name, *(other for other in others.split(",") if _readable(other))]
    return candidate, tuple(dict.fromkeys(part for part in names if part))


def _readable(name: str) -> bool:
    """Latin or Cyrillic, and no code."""
    letters = [letter for letter in name if letter.isalpha()]
    if len(letters) < 3 or name.isupper():
        return False
    return all(unicodedata.name(letter, "").startswith(("LATIN", "CYRILLIC")) for letter in letters)


def _degrees(text: str, limit: float, column: str, source: Path, number: int) -> float:
    try:
        value = float(text)
    except ValueError as problem:
        raise DumpError(source, number, column, f"{text!r} is no number") from problem
    if not abs(value) <= limit:
        raise DumpError(source, number, column, f"{text} is outside ±{limit:.0f}")
    return value


def load_user_places() -> dict[str, tuple[Candidate, ...]]:
    """Every added place under every key of its names; empty where nothing was added."""
    folder = user_folder()
    found: dict[str, dict[str, Candidate]] = {}
    for path in sorted(folder.glob("*.txt")) if folder.is_dir() else ():
        with path.open(encoding="utf-8", newline="\n") as stream:
            for number, line in _lines(stream, path):
                place = _place(line, path, number)
                if place is not None:
                    for name in place[1]:
                        found.setdefault(key(name), {})[place[0].gazetteer_id] = place[0]
    return {folded: tuple(places.values()) for folded, places in found.items()}
