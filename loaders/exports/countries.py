"""Countries as other people's tables write them."""

from __future__ import annotations


def name(code: object) -> str | None:
    """The English name of an ISO alpha-2 code."""
    from loaders.gazetteer.curated import country_name

    return country_name(code) if isinstance(code, str) else None


def numeric(code: object) -> int | None:
    """The ISO number of an alpha-2 code; None where ISO has none."""
    import iso3166

    found = iso3166.countries_by_alpha2.get(code) if isinstance(code, str) else None
    return int(found.numeric) if found else None
