"""Event tables in other people's columns; every row in them is invented."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

ACLED_OLD = tuple(
    """data_id iso event_id_cnty event_id_no_cnty event_date year time_precision event_type sub_event_type actor1 assoc_actor_1
    inter1 actor2 assoc_actor_2 inter2 interaction region country admin1 admin2 admin3 location latitude longitude geo_precision
    source source_scale notes fatalities timestamp iso3""".split()
)
ACLED_NEW = tuple(
    """event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1 inter1 actor2
    assoc_actor_2 inter2 interaction civilian_targeting iso region country admin1 admin2 admin3 location latitude longitude
    geo_precision source source_scale notes fatalities tags timestamp population_1km population_2km population_5km
    population_best""".split()
)
GED = tuple(
    """id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name dyad_dset_id
    dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b number_of_sources
    source_article source_office source_date source_headline source_original where_prec where_coordinates where_description
    adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id region event_clarity date_prec date_start date_end
    deaths_a deaths_b deaths_civilians deaths_unknown best high low gwnoa gwnob""".split()
)

NOTES = 'On 5 March 2024, "Northern Guard" forces shelled Oak Ford, in Kharkiv.\nFour people died.'


def acled(**values: str) -> dict[str, str]:
    return {
        "event_id_cnty": "XXX90001",
        "event_date": "2024-03-05",
        "year": "2024",
        "time_precision": "1",
        "event_type": "Explosions/Remote violence",
        "sub_event_type": "Shelling/artillery/missile attack",
        "actor1": "Northern Guard",
        "assoc_actor_1": "",
        "actor2": "Southern League",
        "iso": "804",
        "country": "Ukraine",
        "admin1": "Kharkiv",
        "location": "Oak Ford",
        "latitude": "49.5",
        "longitude": "36.25",
        "geo_precision": "1",
        "source": "Example Wire; Example Monitor",
        "notes": NOTES,
        "fatalities": "4",
        **values,
    }


def ged(**values: str) -> dict[str, str]:
    return {
        "id": "990001",
        "relid": "XXX-2024-1-1-1",
        "year": "2024",
        "type_of_violence": "1",
        "dyad_name": "Government of Northland - Southern League",
        "side_a": "Government of Northland",
        "side_b": "Southern League",
        "source_office": "Example Wire",
        "source_headline": "Seven dead in clash at Oak Ford",
        "where_prec": "1",
        "where_coordinates": "Oak Ford",
        "where_description": "north of the mill",
        "adm_1": "Kharkiv oblast",
        "latitude": "49.5",
        "longitude": "36.25",
        "country": "Ukraine",
        "event_clarity": "1",
        "date_prec": "1",
        "date_start": "2024-03-05 00:00:00.000",
        "date_end": "2024-03-05 00:00:00.000",
        "best": "7",
        "high": "7",
        "low": "7",
        **values,
    }


def timemap(**values: Any) -> dict[str, Any]:
    return {
        "id": "E-17",
        "description": "Smoke rises over the invented Oak Ford.",
        "date": "03/05/2024",
        "time": "14:30",
        "location": "Oak Ford",
        "latitude": "49.5",
        "longitude": "36.25",
        "associations": ["Shelling"],
        "sources": ["https://example.org/video/17"],
        **values,
    }


def feature(**values: Any) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": "INV0001",
        "geometry": {"type": "Point", "coordinates": [36.25, 49.5]},
        "properties": {
            "title": "Smoke over Oak Ford",
            "date": "2024-03-05",
            "description": "Footage shows smoke behind the mill.",
            "place_desc": "Oak Ford",
            "links": ["https://example.org/post/1"],
            "source": "EXAMPLE MONITOR",
        },
        **values,
    }


def table(columns: tuple[str, ...], *rows: dict[str, str], delimiter: str = ",") -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, restval="", extrasaction="ignore", delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def collection(*features: dict[str, Any]) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()
