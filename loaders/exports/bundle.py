"""An export and its manifest in one ZIP, for a download that should not lose either."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from datetime import datetime

from loaders.conditions import described
from loaders.exports.format import EventRow, Options, Tally
from loaders.exports.manifest import Counted, Made, manifest_of


def zipped(made: Made, rows: Iterable[EventRow], moment: datetime, byte_order_mark: bool = False) -> bytes:
    """The bytes of the ZIP: `sourceline-events.SUFFIX` and its `.manifest.json`. `moment` is now, in UTC."""
    name = f"sourceline-events{made.format.suffix}"
    tally = Tally()
    file = Counted(made.format.write(rows, Options(byte_order_mark, described(made.chosen)), tally))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open(_entry(name, moment), "w", force_zip64=True) as stream:
            for piece in file:
                stream.write(piece)
        archive.writestr(_entry(f"{name}.manifest.json", moment), manifest_of(made, tally, file, name, moment))
    return out.getvalue()


def _entry(name: str, moment: datetime) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, moment.timetuple()[:6])
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry
