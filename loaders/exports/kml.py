"""KML 2.2 for Google Earth and GIS: a placemark an event on the map. All text is text: a balloon shows no markup of an article."""

from __future__ import annotations

import html
import io
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from loaders.exports.format import EventRow, Format, Options, Tally
from loaders.exports.telling import doubt_of_place, title, who_says
from loaders.exports.violence import days, text
from loaders.store.schema import EXPORT_COLUMN_NAMES

_NAMESPACE = "http://www.opengis.net/kml/2.2"
# Only our own description: a viewer would run the other values together as markup.
_BALLOON = "$[description]"


def write_kml(rows: Iterable[EventRow], options: Options, tally: Tally) -> Iterator[bytes]:
    from lxml import etree

    out = io.BytesIO()
    with etree.xmlfile(out, encoding="utf-8") as document:
        document.write_declaration()
        with document.element("kml", nsmap={None: _NAMESPACE}), document.element("Document"):
            style = etree.Element("Style", id="event")
            etree.SubElement(etree.SubElement(style, "BalloonStyle"), "text").text = _BALLOON
            document.write(style)
            for row in rows:
                if row.get("latitude") is None or row.get("longitude") is None:
                    tally.left_out["without a place on the map"] += 1
                    continue
                document.write(_placemark(row))
                tally.written += 1
                document.flush()
                yield _taken(out)
    yield _taken(out)


def _placemark(row: EventRow) -> Any:
    from lxml import etree

    mark = etree.Element("Placemark", id=f"event-{text(row, 'event_id')}")
    _add(mark, "name", title(row))
    _add(mark, "description", _described(row))
    known = days(row)
    if known and known[0] == known[1]:
        _add(etree.SubElement(mark, "TimeStamp"), "when", f"{known[0]}")
    elif known:
        span = etree.SubElement(mark, "TimeSpan")
        _add(span, "begin", f"{known[0]}")
        _add(span, "end", f"{known[1]}")
    _add(mark, "styleUrl", "#event")
    data = etree.SubElement(mark, "ExtendedData")
    for name in EXPORT_COLUMN_NAMES:
        if value := _cell(row.get(name)):
            _add(etree.SubElement(data, "Data", name=name), "value", value)
    _add(etree.SubElement(mark, "Point"), "coordinates", f"{row['longitude']},{row['latitude']}")
    return mark


def _described(row: EventRow) -> str:
    """The sentence and who says so as a fragment of HTML, which a description is; `$[` would draw in another value."""
    lines = (text(row, "sentence"), who_says(row), doubt_of_place(row), text(row, "url"))
    return "<br/>".join(html.escape(line).replace("$[", "$&#91;") for line in lines if line)


def _add(parent: Any, tag: str, value: str) -> None:
    from lxml import etree

    etree.SubElement(parent, tag).text = "".join(c if _is_xml(c) else "\ufffd" for c in value)


def _is_xml(character: str) -> bool:
    """Whether XML 1.0 may hold it (production 2, Char)."""
    return (
        character in "\t\n\r"
        or " " <= character <= "\ud7ff"
        or "\ue000" <= character <= "\ufffd"
        or character > "\uffff"
    )


def _cell(value: object) -> str:
    if isinstance(value, list | tuple):
        return "; ".join(map(str, value))
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)


def _taken(out: io.BytesIO) -> bytes:
    found = out.getvalue()
    out.seek(0)
    out.truncate()
    return found


KML = Format("kml", "KML", ".kml", "application/vnd.google-earth.kml+xml", write_kml)
