"""Events → files. One file a format; a new one is named in `FORMATS`."""

from __future__ import annotations

from loaders.exports.acled import ACLED
from loaders.exports.brief import BRIEF
from loaders.exports.bundle import zipped
from loaders.exports.csv_file import CSV
from loaders.exports.format import EventRow, Format, Options, Tally
from loaders.exports.geojson import GEOJSON
from loaders.exports.kml import KML
from loaders.exports.manifest import Counted, Made, manifest_of
from loaders.exports.parquet import PARQUET
from loaders.exports.timemap import TIMEMAP
from loaders.exports.ucdp import UCDP
from loaders.exports.workbook import XLSX

__all__ = ["FORMATS", "Counted", "EventRow", "Format", "Made", "Options", "Tally", "manifest_of", "zipped"]

FORMATS: dict[str, Format] = {
    known.name: known for known in (CSV, XLSX, ACLED, UCDP, GEOJSON, KML, PARQUET, TIMEMAP, BRIEF)
}
