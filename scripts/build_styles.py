"""Writes the two Mapbox GL styles of the offline basemap, `dashboard/static/style.json` and `style-dark.json`.

    PYTHONPATH=. python scripts/build_styles.py

Every address in them is on the same host: nothing is fetched from elsewhere. Land and sea colours are `palette`'s.
"""

from __future__ import annotations

import json
from typing import Any

from build_basemap import OUTPUT, ROOT
from build_labels import NEAR_ZOOM

from dashboard import maps, palette

BASE = "/app/static/basemap"
SOURCES = ("land", "lakes", "rivers", "borders", "names", "places", "places-near")
REGULAR, SEMIBOLD = ["Basemap Regular"], ["Basemap Semibold"]

DOT = "• "
"""Marks the spot of a town, left of its name."""

Json = dict[str, Any]

INKS: dict[bool, dict[str, str]] = {
    False: {
        "coast": "#C3CDD1", "river": "#BFD3DE", "border": "#A79F92", "town": "#4A5058", "town_dot": "#8B8F94",
        "country": "#7C766B", "sea_name": "#7D99A8", "halo": "#F9F7F2",
    },
    True: {
        "coast": "#2B3540", "river": "#22313E", "border": "#59636F", "town": "#AEB7C1", "town_dot": "#66707C",
        "country": "#8D97A3", "sea_name": "#4F6B80", "halo": "#161B22",
    },
}  # fmt: skip


def by_zoom(*stops: float) -> list[Any]:
    return ["interpolate", ["linear"], ["zoom"], *stops]


def style(dark: bool) -> Json:
    theme, inks = palette.theme(dark), INKS[dark]
    return {
        "version": 8,
        "name": "Sourceline dark" if dark else "Sourceline light",
        "glyphs": BASE + "/glyphs/{fontstack}/{range}.pbf",
        "sources": {name: source(name) for name in SOURCES},
        "layers": [
            {"id": "sea", "type": "background", "paint": {"background-color": theme.sea}},
            {
                "id": "land",
                "type": "fill",
                "source": "land",
                "filter": ["==", ["geometry-type"], "Polygon"],
                "paint": {"fill-color": theme.land, "fill-outline-color": inks["coast"]},
            },
            {
                "id": "seams",
                "type": "line",
                "source": "land",
                "filter": ["==", ["geometry-type"], "LineString"],
                "paint": {"line-color": theme.land, "line-width": 3},
            },
            {
                "id": "rivers",
                "type": "line",
                "source": "rivers",
                "minzoom": 3.5,
                "filter": ["<=", ["+", ["get", "r"], 2.5], ["zoom"]],
                "layout": {"line-cap": "round", "line-join": "round"},
                "paint": {"line-color": inks["river"], "line-width": by_zoom(3, 0.5, 6, 1.0, 10, 2.0)},
            },
            {
                "id": "lakes",
                "type": "fill",
                "source": "lakes",
                "paint": {"fill-color": theme.sea, "fill-outline-color": inks["coast"]},
            },
            border("borders", 0, inks),
            border("borders-disputed", 1, inks),
            seas(inks),
            towns("places-near", "places-near", inks, 7),
            towns("places", "places", inks, 2.5),
            countries(inks),
        ],
    }


def source(name: str) -> Json:
    credit = {"attribution": f"{maps.ATTRIBUTION} · {maps.DISCLAIMER}"} if name == "land" else {}
    return {"type": "geojson", "data": f"{BASE}/{name}.json", "maxzoom": 10, **credit}


def border(layer: str, dashed: int, inks: dict[str, str]) -> Json:
    return {
        "id": layer,
        "type": "line",
        "source": "borders",
        "filter": ["==", ["get", "d"], dashed],
        "layout": {"line-join": "round"},
        "paint": {
            "line-color": inks["border"],
            "line-width": by_zoom(1, 0.5, 5, 0.9, 9, 1.5),
            **({"line-dasharray": [3, 2.5]} if dashed else {}),
        },
    }


def halo(ink: str, inks: dict[str, str]) -> Json:
    return {"text-color": ink, "text-halo-color": inks["halo"], "text-halo-width": 1.2, "text-halo-blur": 0.4}


def towns(layer: str, source: str, inks: dict[str, str], least: float) -> Json:
    rank = ["coalesce", ["get", "z"], NEAR_ZOOM]
    return {
        "id": layer,
        "type": "symbol",
        "source": source,
        "minzoom": least,
        "filter": ["<=", rank, ["+", ["zoom"], 1]],
        "layout": {
            "text-field": ["format", DOT, {"font-scale": 1.5, "text-color": inks["town_dot"]}, ["get", "n"], {}],
            "text-font": ["case", ["has", "c"], ["literal", SEMIBOLD], ["literal", REGULAR]],
            "text-anchor": "left",
            "text-offset": [-0.2, 0],
            "text-justify": "left",
            "text-size": by_zoom(3, 10.5, 6, 12, 10, 14),
            "text-max-width": 12,
            "text-padding": 5,
            "symbol-sort-key": rank,
        },
        "paint": halo(inks["town"], inks),
    }


def countries(inks: dict[str, str]) -> Json:
    return {
        "id": "countries",
        "type": "symbol",
        "source": "names",
        "maxzoom": 8,
        "filter": ["all", ["==", ["get", "k"], "country"], ["<=", ["get", "z"], ["+", ["zoom"], 0.5]]],
        "layout": {
            "text-field": ["upcase", ["get", "n"]],
            "text-font": SEMIBOLD,
            "text-size": by_zoom(2, 9.5, 6, 14),
            "text-letter-spacing": 0.12,
            "text-max-width": 7,
            "text-padding": 4,
            "symbol-sort-key": ["get", "z"],
        },
        "paint": halo(inks["country"], inks),
    }


def seas(inks: dict[str, str]) -> Json:
    return {
        "id": "seas",
        "type": "symbol",
        "source": "names",
        "filter": ["all", ["==", ["get", "k"], "sea"], ["<=", ["get", "z"], ["+", ["zoom"], 0.5]]],
        "layout": {
            "text-field": ["get", "n"],
            "text-font": REGULAR,
            "text-size": by_zoom(2, 10.5, 6, 14),
            "text-letter-spacing": 0.1,
            "text-max-width": 6,
        },
        "paint": {"text-color": inks["sea_name"]},
    }


if __name__ == "__main__":
    for name, dark in (("style.json", False), ("style-dark.json", True)):
        path = OUTPUT.parent / name
        path.write_text(json.dumps(style(dark), indent=1) + "\n", encoding="utf-8")
        print(path.relative_to(ROOT))
